"""One suggestion: its way, clocks with their reasons, one thing to do first, the thread, the journal; in a dozen queries."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from yishi.doors.desk.tests.seated import client, lived
from yishi.doors.look.states import Kind
from yishi.foundation import clock
from yishi.rooms.suggestions.tests.office import Office

pytestmark = pytest.mark.django_db


def url(s: Any) -> str:
    return f"/desk/suggestions/{s.pk}/"


def test_the_stepper_says_what_was_what_is_and_what_may_follow(office: Office) -> None:
    steps = client(office).get(url(office.assigned())).context["page"].stepper
    whens = [step.when for step in steps]
    assert whens == sorted(whens, key=["past", "now", "next"].index) and whens.count("now") == 1 and "next" in whens
    assert all(step.day == office.day and step.by for step in steps if step.when == "past")


def test_what_runs_stands_open_and_what_is_over_is_folded(office: Office) -> None:
    answer = client(office).get(url(lived(office)["answered"]))
    page = answer.context["page"]
    assert page.clocks_running and page.clocks_over
    assert len(page.clocks_running) + len(page.clocks_over) == len(page.clocks)
    assert not {Kind.DONE, Kind.ENDED} & {card.state for card in page.clocks_running}
    assert f"已经了结的期限（{len(page.clocks_over)}）" in answer.content.decode()


def test_each_clock_tells_day_by_day_why_that_day(office: Office) -> None:
    answer = client(office).get(url(office.assigned()))
    for card in answer.context["page"].clocks_running:
        assert card.why and card.article
    assert "为什么是这一天" in answer.content.decode()


@pytest.mark.parametrize("path", ["{suggestion}", "/desk/suggestions/?view=all"])
def test_a_day_beyond_the_published_holidays_is_marked_wherever_it_stands(office: Office, path: str) -> None:
    office.on(dt.date(2026, 12, 21))
    with clock.at(office.day):
        s = office.assigned()
        html = client(office).get(path.format(suggestion=url(s))).content.decode()
    assert "2027年" in html
    assert "暂定" in html


def test_the_first_thing_to_do_is_the_only_red_one(office: Office) -> None:
    answer = client(office).get(url(office.submitted()))
    html = answer.content.decode()
    assert answer.context["page"].first.label == "审查通过" and html.count('id="act-first"') == 1
    assert html.count("btn-primary") == 1


def _labels(office: Office, s: Any) -> list[str]:
    """What the office may do, as it stands on the page."""
    with clock.at(office.day):
        page = client(office).get(url(s)).context["page"]
    first = [page.first.label] if page.first else []
    return [*first, *(button.label for button in page.others if not button.why_not)]


def test_late_in_the_year_the_ordinary_next_step_still_comes_first(office: Office) -> None:
    made = {"交办": office.registered(), "记录督办": office.assigned()}
    made["催促评价"] = office.answer(office.part(office.assigned())).suggestion
    evaluated = office.answer(office.part(office.assigned()))
    office.evaluate(evaluated)
    made["办结"] = evaluated.suggestion
    office.on(dt.date(2026, 12, 1))
    for label, s in made.items():
        labels = _labels(office, s)
        assert labels[0] == label, labels
        after = labels[labels.index("转下年办理") + 1 :]
        assert not {"交办", "记录督办", "列为重点督办", "公开"} & set(after), labels


def test_whoever_only_reads_is_offered_nothing(office: Office) -> None:
    answer = client(office, "auditor").get(url(office.submitted()))
    assert answer.context["page"].all_buttons == [] and "目前没有需要您办的" in answer.content.decode()


def test_the_journal_of_the_matter_is_one_touch_away_for_those_who_read_it(office: Office) -> None:
    s = office.assigned()
    browser = client(office)
    link = browser.get(url(s)).context["page"].journal_url
    assert browser.get(link).context["table"].total > 0
    assert client(office, "committee").get(url(s)).context["page"].journal_url == ""


def test_a_suggestion_that_is_not_there_says_so_and_leads_on(office: Office) -> None:
    answer = client(office).get("/desk/suggestions/99999/")
    html = answer.content.decode()
    assert answer.status_code == 404 and "没有找到" in html and "回首页" in html


def test_a_step_is_taken_without_scripts_and_a_stale_page_takes_none(office: Office) -> None:
    s = office.submitted()
    step = f"/desk/step/suggestion/{s.pk}/pass_review/"
    browser = client(office)
    assert browser.get(step).status_code == 200
    assert browser.post(step, {"version": s.matter.version - 1}).status_code == 409
    assert browser.post(step, {"version": s.matter.version})["Location"] == url(s)
    assert office.again(s).matter.state != "submitted" or office.again(s).matter.version > s.matter.version


def test_a_form_that_is_wrong_says_what_and_keeps_what_was_typed(office: Office) -> None:
    s = office.registered()
    answer = client(office).post(
        f"/desk/step/suggestion/{s.pk}/assign/", {"version": s.matter.version, "task": "请重点研究补助标准。"}
    )
    assert answer.status_code == 422 and "请重点研究补助标准。" in answer.content.decode()
    assert office.again(s).matter.state == "registered"


def test_many_are_passed_at_once_after_a_preview_that_changes_nothing(office: Office) -> None:
    good, gone = office.submitted(), office.assigned()
    browser = client(office)
    sent = {"step": "suggestion.pass_review", "row": [good.pk, gone.pk]}
    preview = browser.post("/desk/bulk/suggestion/", sent).context["preview"]
    assert [len(preview.goes), len(preview.refused)] == [1, 1] and preview.refused[0].reason
    assert office.again(good).matter.version == good.matter.version
    confirmed: dict[str, Any] = {}
    for name, value in preview.sent:
        confirmed.setdefault(name, []).append(value)
    assert browser.post("/desk/bulk/suggestion/", confirmed).status_code in (200, 303)
    assert office.again(good).matter.version > good.matter.version
    assert office.again(gone).matter.version == gone.matter.version


@pytest.mark.parametrize("state", ["submitted", "assigned", "answered", "evaluated"])
def test_it_asks_at_most_a_dozen_questions(office: Office, state: str, django_assert_max_num_queries: Any) -> None:
    s = lived(office)[state]
    browser = client(office)
    browser.get(url(s))
    with django_assert_max_num_queries(12):
        browser.get(url(s))
