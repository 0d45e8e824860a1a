"""Another system's service is brought in; here the other system is our own, on a port, in another organ."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from typing import Any

import pytest

from yishi.doors.cli import main
from yishi.doors.open311 import pulling, reading
from yishi.doors.open311.reading import Service, Unreachable
from yishi.doors.open311.tests.city import BASE, PUBLIC, City
from yishi.foundation import clock
from yishi.rooms.voice.models import Message

pytestmark = pytest.mark.django_db(transaction=True)


def from_there(organ: City) -> list[Message]:
    """What came in by pulling."""
    rows = Message.objects.filter(matter__organ=organ.organ, matter__number__startswith=pulling.PREFIX)
    return list(rows.select_related("matter").order_by("pk"))


def pull(city: City, url: str, *more: str) -> int:
    assert city.office.account is not None
    words = [
        "voice",
        "pull",
        url,
        "--organ",
        city.organ.code,
        "--by",
        city.office.account.username,
        "--jurisdiction",
        "there",
    ]
    return main([*words, *more])


def test_what_another_made_public_comes_in_once(live_server: Any, capsys: pytest.CaptureFixture[str]) -> None:
    here, there = City("here"), City("there")
    sent, url = [there.published() for _ in range(3)], f"{live_server.url}{BASE}"
    there.settled()
    assert pull(here, url, "--dry-run") == 0
    assert "新的 3 条" in capsys.readouterr().out and from_there(here) == []
    assert pull(here, url) == 0 and pull(here, url) == 0
    said = capsys.readouterr().out
    assert "已带进 3 条" in said and "新的 0 条，已有的 3 条" in said
    found = from_there(here)
    assert {m.matter.number for m in found} == {f"O-{m.matter.number}" for m in sent}
    first = found[0]
    assert (first.channel, first.topic, first.text) == ("service", "transport", f"{PUBLIC['title']}\n{PUBLIC['text']}")
    assert (
        first.arrived_at == Message.objects.get(pk=int(sent[-1].pk)).arrived_at.replace(microsecond=0)
        or first.matter.state == "received"
    )


def test_closed_ones_come_with_their_answer(live_server: Any) -> None:
    from yishi.foundation.loops.take import take
    from yishi.rooms.voice.loop import message

    here, there = City("here"), City("there")
    m = there.published()
    take(message["close"], m.pk, there.office)
    assert pull(here, f"{live_server.url}{BASE}") == 0
    (found,) = from_there(here)
    assert (found.matter.state, found.assignments.get().answer) == ("closed", PUBLIC["answer"])


def test_what_is_older_is_read_window_by_window(live_server: Any) -> None:
    here, there = City("here"), City("there")
    for days in (5, 100, 200):
        there.back(there.published(), days)
    url = f"{live_server.url}{BASE}"
    assert pull(here, url) == 0 and len(from_there(here)) == 1
    assert pull(here, url, "--since", f"{clock.today() - dt.timedelta(days=300)}") == 0 and len(from_there(here)) == 3


def test_pages_are_read_to_the_end(live_server: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "PAGE", 2)
    there = City("there")
    for _ in range(5):
        there.published()
    service, now = Service(f"{live_server.url}{BASE}", "there"), clock.now()
    assert len(list(service.requests(now - dt.timedelta(days=2), now + dt.timedelta(days=1)))) == 5


class Other(BaseHTTPRequestHandler):
    """A system that answers as it was told."""

    answers: dict[str, tuple[int, bytes]] = {}

    def do_GET(self) -> None:
        path = self.path.partition("?")[0]
        code, body = self.answers.get(path, (404, b"none"))
        self.send_response(code)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: Any) -> None:
        """Say nothing."""


@pytest.fixture
def other() -> Iterator[tuple[str, dict[str, tuple[int, bytes]]]]:
    Other.answers = {}
    server = HTTPServer(("127.0.0.1", 0), Other)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}", Other.answers
    server.shutdown()
    server.server_close()
    thread.join()


XML = """<?xml version="1.0" encoding="utf-8"?><service_requests>
<request><service_request_id>1</service_request_id><status>open</status><description>路灯坏了，请修理。</description>
<requested_datetime>{at}</requested_datetime><address>东门路</address><lat>29.5</lat><long>106.5</long></request>
<request><service_request_id>2</service_request_id><description>没有时间的一件。</description></request>
<request><service_request_id></service_request_id><description>没有编号的一件。</description></request></service_requests>"""


def test_xml_alone_is_read_and_each_bad_row_named(other: Any, capsys: pytest.CaptureFixture[str]) -> None:
    here, (url, answers) = City("here"), other
    answers["/requests.xml"] = (200, XML.format(at=clock.now().isoformat(timespec="seconds")).encode())
    assert pull(here, url) == 1 and from_there(here) == []
    said = capsys.readouterr()
    assert "有问题的 2 条" in said.out and "O-2：" in said.out and "--skip-bad" in said.err
    assert pull(here, url, "--skip-bad") == 1
    (found,) = from_there(here)
    assert (found.matter.number, found.place, float(found.latitude or 0)) == ("O-1", "东门路", 29.5)


@pytest.mark.parametrize(
    "answer",
    [
        (500, b"broken"),
        (200, b"<html>"),
        (200, b'<!DOCTYPE x [<!ENTITY a "b">]><service_requests/>'),
        (200, b"{"),
        (200, b'{"requests": 3}'),
    ],
)
def test_what_answers_otherwise_is_said_so(
    other: Any, answer: tuple[int, bytes], capsys: pytest.CaptureFixture[str]
) -> None:
    here, (url, answers) = City("here"), other
    answers["/requests.json" if answer[1].startswith(b"{") else "/requests.xml"] = answer
    assert pull(here, url) == 1 and "对方系统" in capsys.readouterr().err


def test_an_answer_without_end_is_cut_off(other: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "LARGEST", 100)
    url, answers = other
    answers["/requests.json"] = (200, b" " * 200)
    with pytest.raises(Unreachable, match="过大"):
        list(Service(url).requests(clock.now() - dt.timedelta(days=1), clock.now()))


def test_wrong_callers_and_addresses_are_refused(capsys: pytest.CaptureFixture[str]) -> None:
    here = City("here")
    assert pull(here, "http://127.0.0.1:9/v2") == 1 and "连接不上" in capsys.readouterr().err
    assert pull(here, "file:///etc") == 1 and "http" in capsys.readouterr().err
    assert main(["voice", "pull", "http://127.0.0.1:9", "--organ", "nowhere", "--by", "x"]) == 2
    assert here.informant.account is not None
    name = here.informant.account.username
    assert main(["voice", "pull", "http://127.0.0.1:9", "--organ", "here", "--by", name]) == 2
