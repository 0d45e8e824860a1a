"""What Today tells of activities: those ahead on their days, reports that wait, and what of the plan is behind."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from yishi.doors.desk.activities.tests.seated import client, full
from yishi.rooms.activities.tests.office import Office

pytestmark = pytest.mark.django_db
HOME, NOW = "/desk/", "/desk/activities/targets/now/"


def test_those_ahead_stand_on_their_days_and_open(office: Office) -> None:
    soon = office.day + dt.timedelta(days=3)
    ahead = office.planned(day=soon.isoformat())
    office.planned(day=(office.day + dt.timedelta(days=40)).isoformat())
    browser = client(office)
    page = browser.get(HOME)
    url = f"/desk/activities/{ahead.pk}/"
    assert {one.day: list(one.held) for one in page.context["ahead"] if one.held} == {soon: [(ahead.matter.title, url)]}
    assert browser.get(url).status_code == 200


def test_reports_wait_for_whoever_confirms_them(office: Office) -> None:
    office.reported()
    page = client(office).get(HOME)
    (waiting,) = [item for item in page.context["tallies"] if str(item.label) == "活动待确认"]
    assert waiting.value == 1 == client(office).get(waiting.url).context["table"].total
    leader = client(office, "leader").get(HOME).context["tallies"]
    assert all(str(item.label) != "活动待确认" for item in leader)


def test_what_of_the_plan_is_farthest_behind_comes_first(office: Office, django_assert_max_num_queries: Any) -> None:
    assert "今年还没有计划指标" in client(office).get(NOW).content.decode()
    office.target(number="4")
    office.target(code="opinion", number="10")
    full(office)
    browser = client(office)
    with django_assert_max_num_queries(12):
        page = browser.get(NOW)
    assert [(row.target.code, row.share) for row in page.context["rows"]] == [("law_inspection", 25), ("opinion", 120)]
    assert (page.context["all"], page.context["reached"], page.context["slow"]) == (2, 1, 0)
    assert NOW in browser.get(HOME).content.decode()
