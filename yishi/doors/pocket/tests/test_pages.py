"""The pocket: who comes in, what waits for him, and that he reads no more than he may."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from yishi.foundation import clock
from yishi.readings.search.index import refresh
from yishi.rooms.suggestions.loop import promise, suggestion
from yishi.rooms.suggestions.models import Evaluation, Handling, Hint, Promise, Suggestion
from yishi.rooms.suggestions.tests.office import Office

pytestmark = pytest.mark.django_db
S = Suggestion.State
PLACES = [
    "/pocket/",
    "/pocket/suggestions/",
    "/pocket/duty/",
    "/pocket/study/",
    "/pocket/me/",
    "/pocket/inbox/",
    "/pocket/new/suggestion/draft/",
]


@pytest.fixture
def office() -> Iterator[Office]:
    made = Office()
    with clock.at(made.day):
        yield made


def client(office: Office, who: str) -> Client:
    made = Client()
    made.force_login(office.people[who].account)
    return made


def words(office: Office, who: str) -> list[str]:
    """What the cards of his home say."""
    return [card.word for card in client(office, who).get("/pocket/").context["cards"]]


def answered(office: Office, *, joint: bool = False) -> Handling:
    return office.answer(office.part(office.assigned(joint=joint)))


@pytest.mark.parametrize("path", PLACES)
def test_every_place_opens_empty_and_full(office: Office, path: str) -> None:
    assert client(office, "member").get(path).status_code == 200
    Hint.objects.create(organ=office.organ, title="社区食堂", published_on=office.day)
    answered(office, joint=True)
    office.promised(office.day + dt.timedelta(days=30))
    office.draft()
    assert client(office, "author").get(path).status_code == 200


@pytest.mark.parametrize("path", PLACES)
def test_nobody_else_comes_in(office: Office, path: str) -> None:
    assert Client().get(path)["Location"].startswith("/accounts/login/")
    for who in ("office", "liaison0", "head0", "administrator"):
        assert client(office, who).get(path).status_code == 403


def test_an_invitation_is_a_card_and_confirming_it_is_one_touch_on_its_page(office: Office) -> None:
    s = office.draft()
    office.take(suggestion["invite"], s, "author", mandates=[office.second.pk])
    assert words(office, "signer") == ["请您联名"] and words(office, "member") == []
    browser = client(office, "signer")
    assert browser.get("/pocket/").context["tabs"][0].count == 1
    page = browser.get(f"/pocket/suggestions/{s.pk}/")
    url = f"/pocket/step/suggestion/{s.pk}/confirm/"
    assert f'action="{url}"' in page.content.decode()
    assert browser.post(url, {"version": office.again(s).matter.version}).status_code == 303
    assert words(office, "signer") == [] and s.signers.get().confirmed_on == office.day


def test_who_declines_goes_home_and_reads_the_draft_no_more(office: Office) -> None:
    s = office.draft()
    office.take(suggestion["invite"], s, "author", mandates=[office.second.pk])
    browser = client(office, "signer")
    assert browser.post(f"/pocket/step/suggestion/{s.pk}/decline/")["Location"] == "/pocket/"
    assert browser.get(f"/pocket/suggestions/{s.pk}/").status_code == 404


def test_an_evaluation_is_three_touches_from_home(office: Office) -> None:
    h = answered(office)
    browser = client(office, "author")
    card = browser.get("/pocket/").context["cards"][0]
    assert (card.word, card.action) == ("请评价答复", "评价")
    page = browser.get(card.url)
    assert "经研究，答复如下。" in page.content.decode()
    sent = {"version": page.context["version"], "grades-answer": "satisfied"}
    done = browser.post(card.url, sent)
    assert done.status_code == 303 and done["Location"] == "/pocket/"
    assert Evaluation.objects.get().marks.get().grade == "satisfied" and words(office, "author") == []
    assert office.again(h).matter.state == Handling.State.EVALUATED


def test_not_satisfied_needs_a_reason_and_keeps_what_was_chosen(office: Office) -> None:
    h = answered(office)
    browser = client(office, "author")
    url = f"/pocket/step/handling/{h.pk}/evaluate/"
    assert browser.post(url, {"opinion": "还没有看"}).status_code == 422
    wrong = browser.post(url, {"grades-answer": "dissatisfied"})
    html = wrong.content.decode()
    assert wrong.status_code == 422 and "请填写具体意见" in html and 'value="dissatisfied" checked' in html
    assert not Evaluation.objects.exists()
    assert browser.post(url, {"grades-answer": "dissatisfied", "opinion": "没有说什么时候装。"}).status_code == 303


def test_the_outcome_of_a_promise_is_evaluated_the_same_way(office: Office) -> None:
    p = office.promised(office.day + dt.timedelta(days=30))
    office.evaluate(p.handling)
    office.take(promise["report_kept"], p, "liaison0", text="十部已装好。", done_on=office.day)
    browser = client(office, "author")
    card = browser.get("/pocket/").context["cards"][0]
    assert card.word == "请评价承诺落实" and "十部已装好" in browser.get(card.url).content.decode()
    assert browser.post(card.url, {"grades-promise": "satisfied"}).status_code == 303
    assert office.again(p).matter.state == Promise.State.EVALUATED


def test_a_joint_signer_is_told_of_the_answer_and_does_not_evaluate(office: Office) -> None:
    h = answered(office, joint=True)
    assert words(office, "signer") == ["有新答复"] and words(office, "author") == ["请评价答复"]
    browser = client(office, "signer")
    assert browser.get(f"/pocket/step/handling/{h.pk}/evaluate/").status_code == 403
    assert browser.post(f"/pocket/step/handling/{h.pk}/evaluate/", {"grades-answer": "satisfied"}).status_code == 403
    browser.post(f"/pocket/step/handling/{h.pk}/read/")
    assert words(office, "signer") == []


def test_a_withdrawal_waits_for_every_signer(office: Office) -> None:
    s = office.submitted(joint=True)
    client(office, "author").post(f"/pocket/step/suggestion/{s.pk}/withdraw/", {"why": "已另案提出"})
    assert words(office, "signer") == ["撤回要您同意"]
    client(office, "signer").post(f"/pocket/step/suggestion/{s.pk}/agree_to_withdraw/")
    assert office.again(s).matter.state == S.WITHDRAWN and words(office, "signer") == []


def test_the_answer_to_an_objection_is_among_what_one_waits_for(office: Office) -> None:
    s = office.assigned()
    office.take(suggestion["object_to_assignment"], s, "author", reason="应由交通局办。")
    office.take(suggestion["decide_objection"], s, "office", reply="经研究，仍由原单位办理。")
    drafts = client(office, "author").get("/pocket/").context["drafts"]
    assert [item.word for item in drafts] == ["对交办的意见有了答复"]
    assert "仍由原单位办理" in client(office, "author").get(f"/pocket/suggestions/{s.pk}/").content.decode()


def test_a_suggestion_is_written_signed_and_handed_in_by_ordinary_posts(office: Office) -> None:
    browser = client(office, "author")
    wrong = browser.post("/pocket/new/suggestion/draft/", {"situation": "写了很久的内容"})
    assert wrong.status_code == 422 and "写了很久的内容" in wrong.content.decode()
    given = {
        "title": "关于河边步道照明的建议",
        "situation": "路灯少。",
        "proposals": "一、加装路灯。",
        "may_publish": "on",
    }
    made = browser.post("/pocket/new/suggestion/draft/", given)
    s = Suggestion.objects.get()
    assert made["Location"] == f"/pocket/suggestions/{s.pk}/"
    invite = f"/pocket/step/suggestion/{s.pk}/invite/"
    assert office.second.person.name in browser.get(invite).content.decode()
    browser.post(invite, {"mandates": [office.second.pk], "version": office.again(s).matter.version})
    page = browser.get(f"/pocket/suggestions/{s.pk}/").content.decode()
    assert "等确认" in page and "没有确认" in page
    browser.post(f"/pocket/step/suggestion/{s.pk}/uninvite/")
    browser.post(f"/pocket/step/suggestion/{s.pk}/submit/")
    assert office.again(s).matter.state == S.SUBMITTED


def test_only_the_head_of_a_group_writes_in_its_name(office: Office) -> None:
    url = "/pocket/new/suggestion/submit_for_group/"
    assert client(office, "author").get(url).status_code == 200
    assert client(office, "member").get(url).status_code == 403
    assert client(office, "member").post(url, {"title": "x"}).status_code == 403


def test_what_reads_alike_is_shown_of_what_the_reader_may_see(office: Office) -> None:
    known, hidden = office.submitted(), office.draft("signer", title="关于老旧小区加装电梯补助的建议")
    for title in (
        "关于河边步道照明的建议",
        "关于公交末班车的建议",
        "关于社区食堂的建议",
    ):  # likeness is weighed against what is common
        office.take(
            suggestion["submit"], office.draft(title=title, situation="另一件事。", proposals="请研究。"), "author"
        )
    refresh()
    browser = client(office, "author")
    html = browser.get("/pocket/alike/", {"title": "老旧小区加装电梯"}).content.decode()
    assert office.again(known).matter.title in html and office.again(hidden).matter.title not in html
    assert (
        office.again(known).matter.title
        not in browser.get("/pocket/alike/", {"title": "老旧小区加装电梯", "not": known.pk}).content.decode()
    )
    for odd in ("", "\x00", "电" * 5000, "' OR 1=1 --"):
        assert browser.get("/pocket/alike/", {"title": odd}).status_code == 200


def test_others_suggestions_are_read_as_the_public_reads_them(office: Office) -> None:
    h = answered(office)
    office.evaluate(h, "dissatisfied", "敷衍了事")
    url = f"/pocket/suggestions/{h.suggestion_id}/"
    assert client(office, "member").get(url).status_code == 404
    office.take(suggestion["publish"], office.again(h).suggestion, "office")
    page = client(office, "member").get(url)
    html = page.content.decode()
    assert page.status_code == 200 and "经研究，答复如下" in html
    assert "敷衍" not in html and "已听取意见" not in html and "不满意" not in html
    assert client(office, "member").get(f"/pocket/suggestions/{h.suggestion_id}/form.docx").status_code == 404
    assert client(office, "author").get(f"/pocket/suggestions/{h.suggestion_id}/form.docx").status_code == 200


def test_letters_are_for_those_who_take_part(office: Office) -> None:
    h = answered(office, joint=True)
    path = f"/pocket/answers/{h.replies.get().pk}/letter.docx"
    assert (
        client(office, "author").get(path).status_code == 200 and client(office, "signer").get(path).status_code == 200
    )
    assert client(office, "member").get(path).status_code == 404
    assert client(office, "author").get("/pocket/answers/999999/letter.docx").status_code == 404


def test_the_record_of_the_year_is_counted_from_facts(office: Office) -> None:
    h = answered(office, joint=True)
    office.evaluate(h)
    lead = client(office, "author").get("/pocket/duty/").context
    assert [(tally.label, tally.value) for tally in lead["tallies"]] == [
        ("提出建议", 1),
        ("联名", 0),
        ("评价答复和承诺", 1),
        ("参加活动", 0),
    ]
    joint = client(office, "signer").get("/pocket/duty/").context
    assert [tally.value for tally in joint["tallies"]] == [0, 1, 0, 0]
    assert client(office, "author").get("/pocket/duty/?year=1999").context["year"] == office.day.year


def test_a_commended_suggestion_stands_in_the_duty_record_of_all_who_signed(office: Office) -> None:
    s = office.answer(office.part(office.assigned(joint=True))).suggestion
    office.take(suggestion["choose_good"], s, "office")
    for who, count in (("author", 1), ("signer", 1), ("member", 0)):
        tallies = client(office, who).get("/pocket/duty/").context["tallies"]
        assert sum(row.value for row in tallies if row.label == "被评为优秀") == count, who


def test_study_tells_the_rules_of_the_place_with_their_articles(office: Office) -> None:
    html = client(office, "author").get("/pocket/study/").content.decode()
    assert "三个月内" in html and "第十八条" in html and "二十个工作日内" in html


def test_mine_filters_searches_and_exports(office: Office) -> None:
    office.assigned(joint=True)
    office.draft()
    refresh()
    browser = client(office, "author")
    for query in ("view=draft", "part=joint", "part=lead", "q=电梯", "sort=-title", "export=xlsx", "page=7"):
        assert browser.get(f"/pocket/suggestions/?{query}").status_code == 200
    assert browser.get("/pocket/suggestions/?view=draft").context["table"].total == 1
    assert client(office, "signer").get("/pocket/suggestions/?part=joint").context["table"].total == 1


def test_home_asks_as_much_for_many_as_for_few(office: Office) -> None:
    answered(office, joint=True)
    office.draft()
    browser = client(office, "author")
    browser.get("/pocket/")
    with CaptureQueriesContext(connection) as few:
        browser.get("/pocket/")
    for _ in range(4):
        answered(office, joint=True)
        office.draft()
    with CaptureQueriesContext(connection) as many:
        browser.get("/pocket/")
    assert len(many) == len(few) <= 16
