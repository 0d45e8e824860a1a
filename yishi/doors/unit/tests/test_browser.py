"""The unit's door in a real browser: axe, the editor with its preview, two touches of the head on a phone."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from yishi.doors.look.tests.browsing import PHONE, WIDE, chromium, context, signed_in, walk
from yishi.foundation import clock
from yishi.rooms.suggestions.loop import handling
from yishi.rooms.suggestions.models import Answer, Handling
from yishi.rooms.suggestions.tests.office import Office

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def lived() -> tuple[Office, Handling, Handling]:
    """One part to be answered, one to be signed, one new, a promise."""
    office = Office(day=clock.today() - dt.timedelta(days=20))
    office.promised(clock.today() + dt.timedelta(days=20))
    office.assigned(co=True)
    parts = []
    for _ in range(2):
        h = office.part(office.assigned())
        office.take(handling["receive"], h, "liaison0")
        office.take(handling["record_talk"], h, "liaison0", day=office.day, how="visit", text="当面谈过。")
        parts.append(h)
    office.take(handling["draft_answer"], parts[1], "liaison0", kind="solved", text="经研究，答复如下。\n" * 20)
    return office, parts[0], parts[1]


@pytest.mark.parametrize("elder", [False, True])
def test_axe_finds_nothing_serious_and_nothing_sticks_out(chromium_path: str, live_server: Any, elder: bool) -> None:
    office, h, ready = lived()
    paths = [
        "/unit/", "/unit/suggestions/", "/unit/promises/", "/unit/figures/", "/unit/inbox/", f"/unit/suggestions/{h.suggestion_id}/",
        f"/unit/step/handling/{h.pk}/draft_answer/", f"/unit/step/handling/{h.pk}/record_talk/", f"/unit/letter/{ready.pk}/",
    ]  # fmt: skip
    liaison0 = signed_in(office.people["liaison0"].account)
    head0 = signed_in(office.people["head0"].account)
    with chromium(chromium_path) as browser:
        wrong = walk(browser, live_server.url, liaison0, paths, elder=elder)
        wrong += walk(browser, live_server.url, head0, ["/unit/", f"/unit/step/handling/{ready.pk}/sign/"], elder=elder)
    assert wrong == []


def test_the_editor_asks_for_what_the_class_needs_and_shows_the_letter(chromium_path: str, live_server: Any) -> None:
    office, h, _ready = lived()
    liaison0 = signed_in(office.people["liaison0"].account)
    with chromium(chromium_path) as browser:
        page = context(browser, live_server.url, liaison0, WIDE).new_page()
        page.goto(f"{live_server.url}/unit/suggestions/{h.suggestion_id}/")
        page.click("#act-first")
        page.wait_for_selector("#answer-form")
        assert not page.is_visible("[data-needed=plans]")
        page.click("label:has-text('正在研究解决')")
        assert page.is_visible("[data-needed=plans]") and not page.is_visible("[data-needed=reason]")
        page.fill("#id_text", "正在分批加装。")
        page.fill("[name=plans-0-what]", "完成第一批十部")
        page.fill("[name=plans-0-due]", (clock.today() + dt.timedelta(days=60)).isoformat())
        page.click("[data-more-lines]")
        page.fill("[name=plans-3-what]", "出台办法")
        page.fill("[name=plans-3-due]", (clock.today() + dt.timedelta(days=90)).isoformat())
        page.click("button:has-text('看成文的样子'):visible")
        page.wait_for_selector("#letter .letter-head")
        sheet = page.inner_text("#letter")
        assert "正在分批加装。" in sheet and "1.完成第一批十部" in sheet and "2.出台办法" in sheet
        page.click("button.btn:has-text('送负责人签发')")
        page.wait_for_url("**/unit/suggestions/**")
    assert [plan["what"] for plan in Answer.objects.get(handling=h).plans] == ["完成第一批十部", "出台办法"]


@pytest.mark.parametrize("scripts", [True, False])
def test_the_head_signs_on_a_phone_in_two_touches(chromium_path: str, live_server: Any, scripts: bool) -> None:
    office, _h, ready = lived()
    head0 = signed_in(office.people["head0"].account)
    with chromium(chromium_path) as browser:
        page = context(browser, live_server.url, head0, PHONE, scripts=scripts).new_page()
        page.goto(f"{live_server.url}/unit/")
        page.click(".todo-item:has-text('待签发') a")
        page.click("button:has-text('同意，签发')")
        page.wait_for_url("**/unit/")
    assert office.again(ready).matter.state == Handling.State.SIGNED
