"""Today: late first, what falls due, what waits for me, what others owe; the year beneath; in a dozen queries."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from yishi.doors.desk.tests.seated import client, lived
from yishi.doors.look.states import Kind
from yishi.doors.parts import kept
from yishi.foundation import clock
from yishi.rooms.suggestions.models import Topic
from yishi.rooms.suggestions.tests.office import Office

pytestmark = pytest.mark.django_db
HOME = "/desk/"
SEATED = ["office", "secretariat", "government_office", "party_office", "committee", "leader", "supervisor", "auditor"]


def tallies(page: Any) -> dict[str, int]:
    return {str(item.label): item.value for item in page.context["tallies"]}


@pytest.mark.parametrize("who", SEATED)
def test_it_opens_empty_and_full_for_everyone_at_the_desk(office: Office, who: str) -> None:
    assert client(office, who).get(HOME).status_code == 200
    lived(office)
    assert client(office, who).get(HOME).status_code == 200


@pytest.mark.parametrize("who", ["author", "liaison0", "head0"])
def test_nobody_else_comes_in(office: Office, who: str) -> None:
    assert Client().get(HOME)["Location"].startswith("/accounts/login/")
    assert client(office, who).get(HOME).status_code == 403


def test_an_empty_house_says_what_will_be_here(office: Office) -> None:
    html = client(office).get(HOME).content.decode()
    assert "没有等您办的" in html and "没有超期的" in html


def test_each_number_opens_to_as_many_rows(office: Office) -> None:
    lived(office)
    office.later(200)
    with clock.at(office.day):
        office.submitted()
        browser = client(office)
        page = browser.get(HOME)
        assert tallies(page)["已超期"] > 0 and tallies(page)["待审查"] == 2
        for item in page.context["tallies"]:
            if "退回" not in str(item.label):
                assert browser.get(item.url).context["table"].total == item.value, item.label


def test_what_i_owe_stands_apart_from_what_others_owe_and_the_longest_late_first(office: Office) -> None:
    lived(office)
    office.later(200)
    with clock.at(office.day):
        page = client(office).get(HOME)
    mine, others = page.context["todos"], page.context["others"]
    assert mine and [item.due for item in mine] == sorted(item.due for item in mine)
    assert others and [item.due for item in others] == sorted(item.due for item in others)
    assert {item.kind for item in others} == {Kind.LATE}
    assert {str(office.units[0]), str(office.units[1])} & {item.who for item in others}


def test_a_month_is_one_bar_and_the_numbers_stand_beneath(office: Office) -> None:
    lived(office)
    chart = client(office).get(HOME).context["chart"]
    got = sum(row[1] for row in chart["table"].rows)
    assert got == 5 and f"今年收到 {got} 件" in chart["sentence"]


def test_it_asks_a_dozen_questions_whatever_there_is(office: Office, django_assert_max_num_queries: Any) -> None:
    browser = client(office)
    browser.get(HOME)
    lived(office)
    with django_assert_max_num_queries(12):
        browser.get(HOME)
    kept.forget()
    with CaptureQueriesContext(connection) as few:
        browser.get(HOME)
    lived(office)
    lived(office)
    with CaptureQueriesContext(connection) as many:
        browser.get(HOME)
    assert len(many) == len(few)


def test_before_the_first_suggestion_it_says_what_to_do(office: Office) -> None:
    steps = client(office).get(HOME).context["first_steps"]
    assert [step.kind for step in steps] == [Kind.DONE] * 4 + [Kind.WAITING], (
        "the office has units, a term, deputies, topics"
    )
    Topic.objects.all().delete()
    page = client(office).get(HOME)
    assert page.context["first_steps"][3].kind == Kind.WAITING and "开始之前" in page.content.decode()
    assert not client(office, "leader").get(HOME).context["first_steps"], "the office keeps the registers"
    for step in steps:
        assert client(office).get(step.url).status_code == 200, step.title
    office.topic.save(force_insert=True)
    office.draft()
    assert not client(office).get(HOME).context["first_steps"]
