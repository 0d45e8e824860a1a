"""axe on every page of the house, found by the table of addresses: nothing serious, nothing wider than a phone.

Pages are asked for as their readers ask, within the transaction in which the ground stands, and shown to Chromium as
they were answered, with the style sheets and scripts that stand in the static folders.
"""

from __future__ import annotations

import mimetypes
from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
from django.contrib.staticfiles import finders
from playwright.sync_api import Browser, Route

from tests.safety.ground import PEOPLE, Ground, Readers
from tests.safety.walked.test_pages_who_may import asked
from yishi.doors.look.tests.browsing import PHONE, chromium, context, faults

pytestmark = [pytest.mark.browser, pytest.mark.slow]
HOUSE, STATIC = "http://house.test", "/static/"
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
    reader = context(browser, HOUSE, size=PHONE)
    page = reader.new_page()
    page.route("**/*", lambda route: _answer(route, found))
    for path in found:
        page.goto(f"{HOUSE}{path}")
        yield from (f"{path}: {line}" for line in faults(page, PHONE["width"]))
    reader.close()


def _answer(route: Route, found: dict[str, str]) -> None:
    """A page as it was answered, or a file as it stands; what scripts ask for besides is not there."""
    asked_for = urlsplit(route.request.url)
    path = unquote(asked_for.path)
    if path in found:
        route.fulfill(body=found[path], content_type="text/html; charset=utf-8")
        return
    file: Any = finders.find(path.removeprefix(STATIC)) if path.startswith(STATIC) else None
    if file:
        route.fulfill(path=file, content_type=mimetypes.guess_type(path)[0] or "application/octet-stream")
    else:
        route.fulfill(status=404, body="")
