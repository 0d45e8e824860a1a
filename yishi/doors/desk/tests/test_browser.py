"""The desk in a real browser: axe, nothing wider than the screen, the slash, a step by keyboard, and without scripts."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from yishi.doors.desk.tests.seated import lived
from yishi.doors.look.tests.browsing import PHONE, WIDE, chromium, context, signed_in, walk
from yishi.foundation import clock
from yishi.rooms.suggestions.models import Bulletin, Handover, Hint
from yishi.rooms.suggestions.tests.office import Office

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PAGES = [
    "/desk/", "/desk/suggestions/?view=all", "/desk/suggestions/?view=all&q=没有这样的事", "/desk/promises/", "/desk/units/",
    "/desk/inbox/", "/desk/work/handovers/", "/desk/work/handovers/new/", "/desk/work/hints/", "/desk/work/topics/",
    "/desk/work/bulletins/", "/desk/work/figures/", "/desk/work/scores/", "/desk/work/import/",
]  # fmt: skip
LONG = "关于进一步完善城乡社区居家养老服务设施布局并将适老化改造纳入老旧小区整治同步设计同步施工同步验收的若干意见" * 3


def at_work() -> tuple[Office, list[str]]:
    """An office with something on every page, and a title as long as titles may be."""
    office = Office(day=clock.today() - dt.timedelta(days=40))
    found = lived(office)
    office.draft(title=LONG[:200])
    held = Handover.objects.create(organ=office.organ, title=LONG[:80], day=clock.today())
    Hint.objects.create(organ=office.organ, title=LONG[:80], published_on=clock.today())
    issue = Bulletin.objects.create(
        organ=office.organ, year=2026, number=1, title=LONG[:120], day=clock.today(), text=LONG,
        made_by=office.people["office"].account,
    )  # fmt: skip
    more = [f"/desk/suggestions/{s.pk}/" for name, s in found.items() if name != "draft"]
    return office, [*more, f"/desk/work/handovers/{held.pk}/", f"/desk/work/bulletins/{issue.pk}/"]


def test_axe_finds_nothing_serious_and_nothing_sticks_out(chromium_path: str, live_server: Any) -> None:
    office, more = at_work()
    reader = signed_in(office.people["office"].account)
    with chromium(chromium_path) as browser:
        wrong = walk(browser, live_server.url, reader, [*PAGES, *more])
    assert wrong == []


def test_the_slash_leads_to_the_search_and_focus_is_seen(chromium_path: str, live_server: Any) -> None:
    office, _more = at_work()
    reader = signed_in(office.people["office"].account)
    with chromium(chromium_path) as browser:
        page = context(browser, live_server.url, reader, WIDE).new_page()
        page.goto(f"{live_server.url}/desk/")
        page.keyboard.press("/")
        page.keyboard.type("电梯")
        page.keyboard.press("Enter")
        page.wait_for_url("**q=**")
        assert page.locator("[data-row]").count() == 5
        page.keyboard.press("Tab")
        outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert outline == "solid"


@pytest.mark.parametrize("scripts", [True, False])
def test_a_step_is_taken_by_keyboard_beside_the_page_or_without_scripts(
    chromium_path: str, live_server: Any, scripts: bool
) -> None:
    office = Office(day=clock.today())
    s = office.submitted()
    reader = signed_in(office.people["office"].account)
    with chromium(chromium_path) as browser:
        page = context(browser, live_server.url, reader, WIDE if scripts else PHONE, scripts=scripts).new_page()
        page.goto(f"{live_server.url}/desk/suggestions/{s.pk}/")
        page.focus("#act-first")
        page.keyboard.press("Enter")
        button = page.locator("#panel .btn-primary" if scripts else "main .panel-page .btn-primary")
        button.wait_for()
        button.focus()
        page.keyboard.press("Enter")
        page.wait_for_selector("text=已办理")
    assert office.again(s).matter.version > s.matter.version


def test_a_double_click_takes_a_step_once(chromium_path: str, live_server: Any) -> None:
    office = Office(day=clock.today())
    s = office.submitted()
    reader = signed_in(office.people["office"].account)
    with chromium(chromium_path) as browser:
        page = context(browser, live_server.url, reader, WIDE).new_page()
        page.goto(f"{live_server.url}/desk/step/suggestion/{s.pk}/pass_review/")
        page.locator("main .panel-page .btn-primary").dblclick()
        page.wait_for_selector("text=已办理")
        assert page.locator(".message-error").count() == 0
    assert office.again(s).matter.version == s.matter.version + 1
