"""Twenty messages a second for ten minutes from many clients, through the header of a trusted proxy: none that was acknowledged is
lost, public pages stay quick meanwhile, one client that floods is slowed and the others are not."""

from __future__ import annotations

import http.client
import os
import re
import subprocess
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.client import HTTPMessage
from urllib.parse import urlencode

from bench import databases
from bench.data import words
from bench.data.people import house
from bench.measure import Bar, Measured, p95
from bench.memory import free_port, wait
from bench.run import Run
from yishi.doors.cli.processes import web
from yishi.foundation import clock, codes
from yishi.foundation.loops.take import create, take
from yishi.foundation.people.actors import stranger
from yishi.foundation.people.models import Organ
from yishi.rooms.voice.loop import message
from yishi.rooms.voice.models import Message, Sender

A_SECOND, SECONDS, SMALL_SECONDS = 20, 600, 10
CLIENTS = 4000
"""So many addresses in turn that none of them sends more than its limit."""
PUBLISHED = 60
SENDERS, READERS = 24, 2
QUIET_SECONDS = 20
PATIENCE = 300
"""Seconds that an answer may take before it counts as none."""
PAUSE = 0.25
"""Seconds between two pages of one reader."""
FLOODS_A_SECOND = 5
PAGES = Bar(most=300)
NONCE = re.compile(rb'name="nonce" value="([^"]+)"')
TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="([^"]+)"')
LINK = re.compile(rb'id="link" href="[^"]*/m/([A-Za-z0-9_-]{22})/"')


@dataclass
class Seen:
    """What came back."""

    acknowledged: list[str] = field(default_factory=list)
    """Links, as residents were given them."""
    refused: list[str] = field(default_factory=list)
    sending: list[float] = field(default_factory=list)
    reading: list[list[float]] = field(default_factory=list)
    """Milliseconds of pages, minute by minute."""
    late: int = 0
    """Messages that the load itself could not begin within a second of their time."""
    flooded: list[int] = field(default_factory=list)
    """Status of each answer to the one client that floods."""
    told_when: int = 0


def measure(run: Run) -> Iterator[Measured]:
    """One run: it lasts."""
    organ = house().organ
    asked = _pages(organ)
    port, seconds = free_port(), SMALL_SECONDS if run.small else SECONDS
    workers = os.cpu_count() or 1
    env = databases.child_env(run.url) | {"YISHI_TRUSTED_PROXIES": "127.0.0.1"}
    # As an installation behind a proxy serves it, and by http here as the proxy would ask.
    server = subprocess.Popen(web("127.0.0.1", port, workers), env=env, cwd=databases.ROOT)
    try:
        wait(port)
        _warm(port, asked, workers)
        quiet = Seen()
        _read(port, asked, QUIET_SECONDS if not run.small else 5, quiet)
        before, seen = Message.objects.count(), _load(port, organ, asked, seconds)
    finally:
        server.terminate()
        server.wait(30)
    kept = sum(_kept(seen.acknowledged[at : at + 500]) for at in range(0, len(seen.acknowledged), 500))
    fine = sum(status == 200 for status in seen.flooded)
    yield Measured(
        "flood: public pages meanwhile", run.size, "ms, p95 of each minute", [p95(each) for each in seen.reading if each],
        "the same pages of the same server before", [p95(each) for each in quiet.reading if each], PAGES, bar_of="median",
        also={
            "none lost": kept == len(seen.acknowledged) == Message.objects.count() - before - fine,
            "every minute <= 300 ms": all(p95(each) <= 300 for each in seen.reading if each),
            "others are not slowed": not seen.refused,
            "one that floods is": seen.flooded.count(429) > 0 and fine <= 6 and seen.told_when == seen.flooded.count(429),
        },
        more={
            "seconds": seconds, "acknowledged": len(seen.acknowledged), "a_second": round(len(seen.acknowledged) / seconds, 2),
            "kept": kept, "begun_late": seen.late, "sending_p95": round(p95(seen.sending), 1), "pages_read": sum(map(len, seen.reading)),
            "flooding": {str(status): seen.flooded.count(status) for status in sorted(set(seen.flooded))},
            "processes": workers, **({"refused": sorted(set(seen.refused))[:5]} if seen.refused else {}),
        },
    )  # fmt: skip


def _kept(links: list[str]) -> int:
    return Sender.objects.filter(link__in=[codes.digest("link", link) for link in links]).count()


def _pages(organ: Organ) -> list[str]:
    """The public's pages, with something published on them."""
    clerk = house().actor("office", clock.today())
    keys = []
    for at in range(PUBLISHED):
        given = {"text": _text(f"以前第{at}", at), "may_publish": True}
        pk = create(message["submit"], stranger(organ), given).pk
        take(message["settle"], pk, clerk, {"layer": "explained", "text": "已经说明。"})
        take(
            message["publish"],
            pk,
            clerk,
            {"title": f"第{at}件事", "text": _text(f"以前第{at}", at), "answer": "已经说明。"},
        )
        keys.append(pk)
    of = f"/public/o/{organ.code}"
    return [
        "/public/", f"{of}/messages/", f"{of}/say/", f"/public/messages/{keys[0]}/", "/public/look-up/", f"{of}/suggestions/",
        f"{of}/messages/?q=%E8%B7%AF%E7%81%AF",
    ]  # fmt: skip


def _text(name: str, at: int) -> str:
    return f"{name}：{words.sentence_at(at)}"


def _load(port: int, organ: Organ, asked: list[str], seconds: int) -> Seen:
    """Senders, readers and the one that floods, side by side."""
    seen, turn, lock = Seen(), iter(range(A_SECOND * seconds)), threading.Lock()
    began = time.monotonic() + 0.5

    def send() -> None:
        line = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
        while True:
            with lock:
                at = next(turn, None)
            if at is None:
                return
            due = began + at / A_SECOND
            time.sleep(max(0.0, due - time.monotonic()))
            if time.monotonic() - due > 1:
                seen.late += 1
            number = at % CLIENTS
            status, body, took = _message(line, organ, f"10.{number // 250}.{number % 250}.7", _text(f"第{at}件", at))
            seen.sending.append(1000 * took)
            found = LINK.search(body)
            if status == 200 and found:
                seen.acknowledged.append(found[1].decode())
            else:
                seen.refused.append(f"{status}")

    threads = [threading.Thread(target=send) for _ in range(SENDERS)]
    threads += [threading.Thread(target=_read, args=(port, asked, seconds, seen)) for _ in range(READERS)]
    threads.append(threading.Thread(target=_flood, args=(port, organ, seconds, seen)))
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return seen


def _warm(port: int, asked: list[str], workers: int) -> None:
    """Let every process read what it reads once: what that takes is the start's and not the flood's."""

    def all_pages() -> None:
        line = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
        for page in asked:
            _ask(line, "GET", page, "192.0.2.1")

    threads = [threading.Thread(target=all_pages) for _ in range(4 * workers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def _read(port: int, asked: list[str], seconds: int, seen: Seen) -> None:
    """A reader: one page after the other."""
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    began, at = time.monotonic(), 0
    while (passed := time.monotonic() - began) < seconds:
        start = time.perf_counter()
        status, _body, _headers = _ask(line, "GET", asked[at % len(asked)], "192.0.2.1")
        took = 1000 * (time.perf_counter() - start)
        if status != 200:
            seen.refused.append(f"{asked[at % len(asked)]} {status}")
        minute = int(passed // 60)
        while len(seen.reading) <= minute:
            seen.reading.append([])
        seen.reading[minute].append(took)
        at += 1
        time.sleep(PAUSE)


def _flood(port: int, organ: Organ, seconds: int, seen: Seen) -> None:
    """The one client that sends as fast as it likes."""
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    until, at = time.monotonic() + min(seconds, 540), 0
    while time.monotonic() < until:
        status, _body, headers = _post(line, organ, "198.51.100.66", _text(f"洪水{at}", at))
        seen.flooded.append(status)
        seen.told_when += status == 429 and "Retry-After" in headers
        at += 1
        time.sleep(1 / FLOODS_A_SECOND)


def _message(line: http.client.HTTPConnection, organ: Organ, address: str, text: str) -> tuple[int, bytes, float]:
    """One message as a browser sends it: the form, and what was filled in; seconds of both."""
    start = time.perf_counter()
    status, body, _headers = _post(line, organ, address, text)
    return status, body, time.perf_counter() - start


def _post(line: http.client.HTTPConnection, organ: Organ, address: str, text: str) -> tuple[int, bytes, HTTPMessage]:
    path = f"/public/o/{organ.code}/say/"
    status, form, headers = _ask(line, "GET", path, address)
    nonce, token = NONCE.search(form), TOKEN.search(form)
    if status != 200 or nonce is None or token is None:
        return status, form, headers
    given = {
        "text": text, "nonce": nonce[1].decode(), "csrfmiddlewaretoken": token[1].decode(), "name": "试民", "phone": "13900001234",
    }  # fmt: skip
    cookie = headers["Set-Cookie"].partition(";")[0]
    return _ask(line, "POST", path, address, urlencode(given), cookie)


def _ask(
    line: http.client.HTTPConnection, method: str, path: str, address: str, body: str = "", cookie: str = ""
) -> tuple[int, bytes, HTTPMessage]:
    headers = {"X-Forwarded-For": address, "X-Forwarded-Proto": "https", "Host": "127.0.0.1"}
    if method == "POST":
        headers |= {
            "Content-Type": "application/x-www-form-urlencoded", "Cookie": cookie, "Origin": "https://127.0.0.1",
            "Referer": "https://127.0.0.1/",
        }  # fmt: skip
    line.request(method, path, body, headers)
    answer = line.getresponse()
    return answer.status, answer.read(), answer.headers
