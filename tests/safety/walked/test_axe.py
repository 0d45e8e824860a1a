"""axe on every page of the house, found by the table of addresses: nothing serious, nothing wider than a phone.

Pages are asked for as their readers ask, within the transaction in which the ground stands, and shown to Chromium as
they were answered, with the style sheets and scripts that stand in the static folders.
"""

from __future__ import annotations

import mimetypes
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
from django.contrib.staticfiles import finders
from playwright.sync_api import Browser

from tests.safety.ground import PEOPLE, Ground, Readers
from tests.safety.walked.test_pages_who_may import asked
from yishi.doors.look.tests.browsing import PHONE, axe, chromium, context, faults

pytestmark = [pytest.mark.browser, pytest.mark.slow]
STATIC = "/static/"
SHARES = 4
"""Into how many tests the pages are dealt, so that they run side by side."""
FIRST = ("office", "administrator", "liaison", "head", "author", "stranger")
"""Who is asked to open a page before others are."""
FEWEST = 130
"""Pages there are at least: fewer means that they are not found."""


def addresses(ground: Ground) -> dict[str, str]:
    """Every path that may answer with a page, and the first who may open it."""
    found: dict[str, str] = {}
    for line, which, path in asked(ground, "GET"):
        readers = [who for who in (*FIRST, *PEOPLE) if line.opens(who, which)]
        if which != "two" and readers and not path.startswith("/api/"):
            found[path] = readers[0]
    return found


def pages(ours: Readers, found: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """(path, HTML) of those that answer with a page, as that reader sees it."""
    for path, who in found:
        answer = ours.ask(who, "GET", path)
        if answer.status_code != 200 or not answer.headers.get("Content-Type", "").startswith("text/html"):
            continue
        html = answer.content.decode()
        if html.startswith("<!doctype html>"):  # and is no part that goes into another
            yield path, html


@pytest.mark.parametrize("share", range(SHARES))
def test_axe_finds_nothing_serious_on_any_page(ground: Ground, ours: Readers, chromium_path: str, share: int) -> None:
    found = addresses(ground)
    mine = dict(pages(ours, sorted(found.items())[share::SHARES]))
    assert len(found) >= FEWEST and len(mine) >= FEWEST // SHARES
    with chromium(chromium_path) as browser:
        wrong = list(_wrong(browser, mine))
    assert not wrong, "\n".join(wrong)


def _wrong(browser: Browser, found: dict[str, str]) -> Iterator[str]:
    with shown(found) as house:
        reader = context(browser, house, size=PHONE)
        reader.add_init_script(axe())
        page = reader.new_page()
        for path in found:
            page.goto(f"{house}{path}")
            yield from (f"{path}: {line}" for line in faults(page, PHONE["width"]))
        reader.close()


@contextmanager
def shown(found: dict[str, str]) -> Iterator[str]:
    """A house of these pages and the static files, with its address. It is no route of the driver's: each file would pass
    through it, once for every page."""

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            path = unquote(urlsplit(self.path).path)
            file: Any = finders.find(path.removeprefix(STATIC)) if path.startswith(STATIC) else None
            if path in found:
                self.tell(200, found[path].encode(), "text/html; charset=utf-8")
            elif file:
                self.tell(200, Path(file).read_bytes(), mimetypes.guess_type(path)[0] or "application/octet-stream")
            else:
                self.tell(404, b"", "text/plain")

        def tell(self, status: int, body: bytes, kind: str) -> None:
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            if kind.startswith("text/html") or status == 404:
                self.send_header("Cache-Control", "no-store")
            else:
                self.send_header("Cache-Control", "max-age=600")
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: Any) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Answer) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
