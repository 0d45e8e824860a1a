"""The unit's door: who comes in, what he sees, what he may do, and in how many queries."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from yishi.foundation import clock
from yishi.rooms.suggestions.loop import handling
from yishi.rooms.suggestions.models import Answer, Handling, Promise
from yishi.rooms.suggestions.tests.office import Office

pytestmark = pytest.mark.django_db
H = Handling.State
PAGES = ["/unit/", "/unit/suggestions/", "/unit/promises/", "/unit/inbox/", "/unit/figures/"]
ANSWER = {
    "kind": "solved",
    "text": "经研究，答复如下。\n一、已经通车。",
    "may_publish": "on",
    "plans-0-what": "",
    "plans-0-due": "",
}


@pytest.fixture
def office() -> Iterator[Office]:
    made = Office()
    with clock.at(made.day):
        yield made


def client(office: Office, who: str) -> Client:
    made = Client()
    made.force_login(office.people[who].account)
    return made


def at_work(office: Office, *, talk: bool = True) -> Handling:
    """A part signed for, and the deputy heard."""
    h = office.part(office.assigned())
    office.take(handling["receive"], h, "liaison0")
    if talk:
        office.take(handling["record_talk"], h, "liaison0", day=office.day, how="visit", text="当面谈过。")
    return h


def drafted(office: Office) -> Handling:
    h = at_work(office)
    office.take(handling["draft_answer"], h, "liaison0", kind="solved", text="经研究，答复如下。", may_publish=True)
    return h


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("who", ["liaison0", "head0"])
def test_every_place_opens_empty_and_full(office: Office, path: str, who: str) -> None:
    assert client(office, who).get(path).status_code == 200
    office.assigned(co=True)
    drafted(office)
    office.promised(office.day + dt.timedelta(days=30))
    assert client(office, who).get(path).status_code == 200


@pytest.mark.parametrize("path", [*PAGES, "/unit/suggestions/1/", "/unit/letter/1/", "/unit/step/handling/1/sign/"])
def test_nobody_else_comes_in(office: Office, path: str) -> None:
    assert Client().get(path)["Location"].startswith("/accounts/login/")
    for who in ("author", "office", "auditor"):
        assert client(office, who).get(path).status_code == 403


def test_home_names_each_class_of_trouble_for_the_one_whose_turn_it_is(office: Office) -> None:
    office.assigned()
    at_work(office, talk=False)
    at_work(office)
    drafted(office)
    liaison, head = client(office, "liaison0").get("/unit/").context, client(office, "head0").get("/unit/").context
    assert {item.word for item in liaison["todos"]} == {"待签收", "待联系", "待拟答复"}
    assert {item.word for item in liaison["waiting"]} == {"等负责人签发"}
    assert {item.word for item in head["todos"]} == {"待签发", "待联系"}
    signing = next(item for item in head["todos"] if item.word == "待签发")
    assert signing.url.endswith("/sign/")


def test_a_co_handler_is_asked_for_its_opinion_and_the_lead_unit_sees_who_owes_it(office: Office) -> None:
    s = office.assigned(co=True)
    office.take(handling["receive"], office.part(s, 1), "liaison1")
    office.take(handling["receive"], office.part(s), "liaison0")
    office.take(handling["record_talk"], office.part(s), "liaison0", day=office.day, how="phone", text="电话谈过。")
    assert [item.word for item in client(office, "liaison1").get("/unit/").context["todos"]] == ["待报会办意见"]
    waiting = client(office, "liaison0").get("/unit/").context["waiting"]
    assert [item.word for item in waiting] == ["欠会办意见"] and str(office.units[1]) in waiting[0].who


def test_what_is_late_is_marked_and_stands_first(office: Office) -> None:
    at_work(office)
    office.later(120)
    with clock.at(office.day):
        office.assigned()
        todos = client(office, "liaison0").get("/unit/").context["todos"]
    assert todos[0].kind == "late" and todos[-1].word == "待签收"


def test_promises_that_fall_due_stand_on_the_home_page(office: Office) -> None:
    p = office.promised(office.day + dt.timedelta(days=30))
    items = client(office, "liaison0").get("/unit/").context["promises"]
    assert [(item.title, item.word) for item in items] == [(p.matter.title, "承诺到期")]
    assert client(office, "liaison1").get("/unit/").context["promises"] == []


def test_an_answer_is_written_without_scripts_and_what_was_typed_stays_when_it_is_wrong(office: Office) -> None:
    h = at_work(office)
    url = f"/unit/step/handling/{h.pk}/draft_answer/"
    browser = client(office, "liaison0")
    page = browser.get(url)
    assert "老旧小区" in page.content.decode() and "当面谈过" in page.content.decode()
    version = page.context["version"]
    wrong = browser.post(url, ANSWER | {"kind": "solving", "version": version})
    assert (
        wrong.status_code == 422 and "一、已经通车。" in wrong.content.decode() and "完成日期" in wrong.content.decode()
    )
    assert not Answer.objects.exists()
    good = browser.post(url, ANSWER | {"version": version})
    assert good.status_code == 303 and good["Location"] == f"/unit/suggestions/{h.suggestion_id}/"
    assert office.again(h).matter.state == H.DRAFTED
    assert "一、已经通车。" in browser.get(url).content.decode()


def test_a_preview_shows_what_is_typed_and_saves_nothing(office: Office) -> None:
    h = at_work(office)
    typed = ANSWER | {"kind": "solving", "text": "<b>答</b>", "plans-0-what": "加装十部", "plans-0-due": "2026-12-31"}
    page = client(office, "liaison0").post(f"/unit/letter/{h.pk}/preview/", typed, headers={"HX-Request": "true"})
    html = page.content.decode()
    assert "&lt;b&gt;答&lt;/b&gt;" in html and "1.加装十部，2026年12月31日前完成。" in html and "<html" not in html
    assert not Answer.objects.exists() and office.again(h).matter.state == H.HANDLING
    broken = typed | {"plans-0-due": "不是日期", "kind": "没有"}
    assert client(office, "liaison0").post(f"/unit/letter/{h.pk}/preview/", broken).status_code == 200


def test_the_head_signs_in_two_touches(office: Office) -> None:
    h = drafted(office)
    browser = client(office, "head0")
    url = next(item.url for item in browser.get("/unit/").context["todos"])
    page = browser.get(url)
    assert "经研究，答复如下。" in page.content.decode() and "同意，签发" in page.content.decode()
    signed = browser.post(url, {"version": office.again(h).matter.version})
    assert signed.status_code == 303 and signed["Location"] == "/unit/"
    assert office.again(h).matter.state == H.SIGNED


def test_the_head_reads_why_it_cannot_be_signed_yet(office: Office) -> None:
    h = at_work(office, talk=False)
    office.take(handling["draft_answer"], h, "liaison0", kind="solved", text="答复。")
    page = client(office, "head0").get(f"/unit/step/handling/{h.pk}/sign/").content.decode()
    assert "还没有与代表（委员）沟通联系的记录" in page and "同意，签发" not in page


def test_only_the_head_signs_and_a_stale_page_signs_nothing(office: Office) -> None:
    h = drafted(office)
    url = f"/unit/step/handling/{h.pk}/sign/"
    assert client(office, "liaison0").get(url).status_code == 403
    assert client(office, "liaison0").post(url, {"version": "2"}).status_code == 403
    assert client(office, "head1").get(url).status_code == 404
    assert client(office, "head0").post(url, {"version": "1"}).status_code == 409
    assert office.again(h).matter.state == H.DRAFTED


@pytest.mark.parametrize("name", ["draft_answer", "record_talk", "ask_hand_back", "receive"])
def test_another_unit_neither_sees_nor_takes_a_step(office: Office, name: str) -> None:
    h = at_work(office)
    title = office.again(h).matter.title
    for method in ("get", "post"):
        answer = getattr(client(office, "liaison1"), method)(f"/unit/step/handling/{h.pk}/{name}/", {"text": "x"})
        assert answer.status_code in (403, 404, 409) and title not in answer.content.decode()


def test_letters_are_their_units_own(office: Office) -> None:
    h = drafted(office)
    answer = Answer.objects.get()
    paths = [f"/unit/letter/{h.pk}/", f"/unit/answers/{answer.pk}/letter.docx", f"/unit/suggestions/{h.suggestion_id}/"]
    for path in paths:
        assert client(office, "liaison1").get(path).status_code == 404
    assert client(office, "liaison1").post(f"/unit/letter/{h.pk}/preview/", ANSWER).status_code == 404
    assert client(office, "liaison0").get(paths[0]).status_code == 200
    office.take(handling["sign"], h, "head0")
    assert client(office, "liaison0").get(paths[1]).status_code == 200


def test_a_list_filters_searches_sorts_and_exports_what_it_shows(office: Office) -> None:
    at_work(office)
    office.assigned(co=True)
    browser = client(office, "liaison0")
    for query in (
        "view=new",
        "part=lead&view=all",
        "sort=-due",
        "q=电梯&view=all",
        "key=false",
        "export=csv",
        "page=9",
        "view=x&sort=x",
    ):
        answer = browser.get(f"/unit/suggestions/?{query}")
        assert answer.status_code == 200
    assert browser.get("/unit/suggestions/?view=new").context["table"].total == 1
    assert client(office, "liaison2").get("/unit/suggestions/?view=all").context["table"].total == 0


def test_many_are_signed_for_at_once_but_never_those_of_others(office: Office) -> None:
    mine, theirs = office.part(office.assigned()), office.part(office.assigned(co=True), 1)
    secret = office.again(theirs).matter.title
    browser = client(office, "liaison0")
    sent = {"step": "handling.receive", "row": [mine.pk, theirs.pk]}
    preview = browser.post("/unit/bulk/handling/", sent)
    assert preview.status_code == 200 and preview.content.decode().count(secret) == 1  # the same title, once: mine
    browser.post("/unit/bulk/handling/", sent | {"confirm": "1", "seen": f"{mine.pk}:1"})
    assert office.again(mine).matter.state == H.HANDLING and office.again(theirs).matter.state == H.HANDED


def test_what_the_deputy_thought_of_it_is_on_no_page_of_the_unit(office: Office) -> None:
    h = drafted(office)
    office.take(handling["sign"], h, "head0")
    office.take(handling["send"], h, "liaison0", number="试函〔2026〕1号")
    office.evaluate(h, "dissatisfied", "完全没有解决，敷衍了事。")
    for path in (
        *PAGES,
        "/unit/suggestions/?view=all",
        f"/unit/suggestions/{h.suggestion_id}/",
        f"/unit/letter/{h.pk}/",
    ):
        html = client(office, "liaison0").get(path).content.decode()
        assert "敷衍了事" not in html and "不满意" not in html


def test_home_asks_as_much_for_many_as_for_few(office: Office, django_assert_max_num_queries: Any) -> None:
    office.assigned(co=True)
    browser = client(office, "liaison0")
    browser.get("/unit/")
    with CaptureQueriesContext(connection) as few:
        browser.get("/unit/")
    for _ in range(4):
        at_work(office)
        office.assigned(co=True)
    with django_assert_max_num_queries(max(len(few), 24)):
        browser.get("/unit/")


def test_the_list_asks_as_much_for_many_as_for_few(office: Office) -> None:
    office.assigned(co=True)
    browser = client(office, "liaison0")
    browser.get("/unit/suggestions/")
    with CaptureQueriesContext(connection) as few:
        browser.get("/unit/suggestions/?view=all")
    for _ in range(4):
        office.assigned(co=True)
    with CaptureQueriesContext(connection) as many:
        browser.get("/unit/suggestions/?view=all")
    assert len(many) == len(few)


def test_promises_are_reported_one_by_one_or_many_at_once(office: Office) -> None:
    p = office.promised(office.day + dt.timedelta(days=90))
    browser = client(office, "liaison0")
    sent = {
        "step": "promise.report_progress",
        "row": [p.pk],
        "confirm": "1",
        "seen": f"{p.pk}:{p.matter.version}",
        "text": "已完成三部。",
    }
    assert browser.post("/unit/bulk/promise/", sent).status_code in (200, 303)
    assert Promise.objects.get(pk=p.pk).reports_made == 1
