"""The public's pages in a real browser: axe, both widths, large type, without scripts."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from yishi.doors.look.tests.browsing import chromium, context, walk
from yishi.foundation import clock
from yishi.rooms.suggestions.loop import suggestion
from yishi.rooms.suggestions.tests.office import Office

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def published() -> tuple[Office, list[str]]:
    """A published suggestion, and the pages that tell of it."""
    office = Office(day=clock.today() - dt.timedelta(days=20))
    s = office.assigned(joint=True)
    office.later(10)
    due = (office.day + dt.timedelta(days=90)).isoformat()
    office.answer(office.part(s), "solving", text="答复全文。" * 60, plans=[{"what": "加装电梯十部", "due": due}])
    office.take(suggestion["publish"], s, "office")
    of, seat = f"/public/o/{office.organ.code}", f"/public/deputies/{s.lead_id}/"
    return office, [
        "/public/",
        f"{of}/suggestions/",
        f"{of}/answers/",
        f"{of}/deputies/",
        f"{of}/figures/",
        f"/public/suggestions/{s.pk}/",
        seat,
        f"{seat}card/",
    ]


@pytest.mark.parametrize("elder", [False, True])
def test_axe_finds_nothing_serious_and_nothing_sticks_out(chromium_path: str, live_server: Any, elder: bool) -> None:
    _office, paths = published()
    with chromium(chromium_path) as browser:
        assert walk(browser, live_server.url, "", paths, elder=elder) == []


def test_a_stranger_finds_his_deputy_without_scripts(chromium_path: str, live_server: Any) -> None:
    office, _paths = published()
    with chromium(chromium_path) as browser:
        page = context(browser, live_server.url, scripts=False).new_page()
        page.goto(f"{live_server.url}/public/")
        page.click(".front-doors a >> nth=0")
        page.click(f"text={office.lead.person.name} >> nth=0")
        page.wait_for_load_state("networkidle")
        assert page.locator(".code img").evaluate("image => image.naturalWidth") > 100
        page.click(".brief-title >> nth=0")
        assert "答复全文" in page.inner_text("main")
