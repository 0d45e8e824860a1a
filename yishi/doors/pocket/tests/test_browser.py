"""The pocket in a real browser: axe, three touches, by keyboard alone, without scripts, drafts that survive."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from yishi.doors.look.tests.browsing import chromium, context, signed_in, walk
from yishi.foundation import clock
from yishi.rooms.suggestions.loop import suggestion
from yishi.rooms.suggestions.models import Evaluation, Handling, Hint, Signer, Suggestion
from yishi.rooms.suggestions.tests.office import Office

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def lived(place: str = "50") -> tuple[Office, Handling]:
    """An answer to evaluate, an invitation, a draft."""
    office = Office(place=place, day=clock.today() - dt.timedelta(days=20))
    h = office.answer(office.part(office.assigned(joint=True)), _solved(place), text="经研究，答复如下。" * 40)
    other = office.draft("signer", title="关于提高社区卫生服务中心夜间急诊能力的建议")
    office.take(suggestion["invite"], other, "signer", mandates=[office.lead.pk])
    office.draft()
    Hint.objects.create(organ=office.organ, title="社区食堂可持续运营", text="说明", published_on=office.day)
    return office, h


def _solved(place: str) -> str:
    from yishi.foundation.law import places
    from yishi.rooms.suggestions.loop import given

    return next(found.code for found in given.classes(places.pack_for(place, "npc", clock.today())) if found.solved)


@pytest.mark.parametrize("elder", [False, True])
def test_axe_finds_nothing_serious_and_nothing_sticks_out(chromium_path: str, live_server: Any, elder: bool) -> None:
    office, h = lived()
    draft = Suggestion.objects.get(matter__state="draft", lead=office.lead)
    paths = [
        "/pocket/", "/pocket/suggestions/", f"/pocket/suggestions/{h.suggestion_id}/", f"/pocket/suggestions/{draft.pk}/", "/pocket/duty/",
        "/pocket/study/", "/pocket/me/", "/pocket/inbox/", "/pocket/new/suggestion/draft/", "/pocket/new/suggestion/submit_for_group/",
        f"/pocket/step/suggestion/{draft.pk}/invite/", f"/pocket/step/handling/{h.pk}/evaluate/",
    ]  # fmt: skip
    author = signed_in(office.people["author"].account)
    with chromium(chromium_path) as browser:
        assert walk(browser, live_server.url, author, paths, elder=elder) == []


def test_an_evaluation_takes_three_touches(chromium_path: str, live_server: Any) -> None:
    office, _h = lived()
    author = signed_in(office.people["author"].account)
    with chromium(chromium_path) as browser:
        page = context(browser, live_server.url, author).new_page()
        page.goto(f"{live_server.url}/pocket/")
        page.click("a.todo-action:has-text('评价')")
        page.click("label.grade:has-text('满意') >> nth=0")
        page.click("text=提交评价")
        page.wait_for_url("**/pocket/")
        assert "“评价”已办理" in page.inner_text("#messages")
    assert Evaluation.objects.get().marks.get().grade == "satisfied"


def test_two_questions_are_still_three_touches(chromium_path: str, live_server: Any) -> None:
    office, h = lived("31")
    author = signed_in(office.people["author"].account)
    with chromium(chromium_path) as browser:
        page = context(browser, live_server.url, author).new_page()
        page.goto(f"{live_server.url}/pocket/step/handling/{h.pk}/evaluate/")
        page.click("[data-all] label:has-text('基本满意')")
        page.click("text=提交评价")
        page.wait_for_url("**/pocket/")
    assert {mark.grade for mark in Evaluation.objects.get().marks.all()} == {"basically"}


def test_the_evaluation_is_done_by_keyboard_alone(chromium_path: str, live_server: Any) -> None:
    office, _h = lived()
    author = signed_in(office.people["author"].account)
    with chromium(chromium_path) as browser:
        page = context(browser, live_server.url, author).new_page()
        page.goto(f"{live_server.url}/pocket/")
        _tab_to(page, "a.todo-action:has-text('评价')")
        page.keyboard.press("Enter")
        page.wait_for_selector("form.evaluate")
        _tab_to(page, "form.evaluate input[type=radio]")
        page.keyboard.press("Space")
        page.keyboard.press("ArrowDown")
        page.keyboard.press("ArrowDown")
        _tab_to(page, "form.evaluate textarea")
        page.keyboard.type("没有说什么时候装。")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        page.wait_for_url("**/pocket/")
    found = Evaluation.objects.get()
    assert found.opinion == "没有说什么时候装。" and found.marks.get().grade == "dissatisfied"


def _tab_to(page: Any, selector: str) -> None:
    """Press Tab until the focus is there; fails when it never is."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement") and page.locator(f"{selector} >> nth=0").evaluate(
            "found => found === document.activeElement"
        ):
            return
    raise AssertionError(f"the keyboard never reaches {selector}")


def test_signing_works_without_scripts(chromium_path: str, live_server: Any) -> None:
    office, _h = lived()
    author = signed_in(office.people["author"].account)
    with chromium(chromium_path) as browser:
        page = context(browser, live_server.url, author, scripts=False).new_page()
        page.goto(f"{live_server.url}/pocket/")
        page.click("a.todo-action:has-text('看内容')")
        page.click("button:has-text('确认联名')")
        assert "“确认联名”已办理" in page.inner_text("#messages")
    assert Signer.objects.get(mandate=office.lead).confirmed_on is not None


def test_a_draft_survives_a_lost_connection_and_people_are_found_by_typing(
    chromium_path: str, live_server: Any
) -> None:
    office, _h = lived()
    author = signed_in(office.people["author"].account)
    with chromium(chromium_path) as browser:
        reader = context(browser, live_server.url, author)
        page = reader.new_page()
        page.goto(f"{live_server.url}/pocket/new/suggestion/draft/")
        page.locator("#id_title").press_sequentially("关于河边步道照明的建议")
        page.locator("#id_situation").press_sequentially("路灯太少。")
        page.wait_for_selector(".draft-saved:has-text('草稿已存')")
        reader.set_offline(True)
        page.click("form#write-form .btn-primary")
        reader.set_offline(False)
        page.goto(f"{live_server.url}/pocket/new/suggestion/draft/")
        page.wait_for_selector(".draft-line")
        assert page.input_value("#id_situation") == "路灯太少。"
        page.click("form#write-form .btn-primary")
        page.wait_for_selector("text=邀请联名")
        page.click("a:has-text('邀请联名')")
        page.wait_for_selector("#find-person")
        page.fill("#find-person", office.second.person.name)
        assert page.locator(".person:visible").count() >= 1
        page.fill("#find-person", "没有这个人")
        assert page.locator(".person:visible").count() == 0 and page.is_visible("[data-none]")
        page.fill("#find-person", office.second.person.name)
        page.check(".person:visible input >> nth=0")
        page.click("text=邀请联名 >> nth=-1")
        page.wait_for_selector("text=等确认")
