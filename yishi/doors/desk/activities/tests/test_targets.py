"""The yearly plan: numbers set, with what was done beside them."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from yishi.doors.desk.activities.tests.seated import client, full
from yishi.doors.desk.tests.seated import lines
from yishi.rooms.activities.loop import activity, target
from yishi.rooms.activities.models import Target
from yishi.rooms.activities.tests.office import Office

pytestmark = pytest.mark.django_db
PLAN = "/desk/activities/targets/"


def rows(office: Office, query: str = "") -> dict[tuple[str, str], Any]:
    """The rows of the page by what they count."""
    found = client(office).get(f"{PLAN}{query}").context["rows"]
    return {(row.target.code, row.target.counted): row for row in found}


def test_what_was_done_stands_beside_what_was_set(office: Office) -> None:
    office.target(number="6")
    office.target(number="50人次", counted="person_times")
    office.target(number="3", counted="people")
    office.target(code="opinion", number="10")
    office.target(code=office.group().code, number="2")
    full(office)
    office.recorded(times="2")
    office.planned(day=(office.day + dt.timedelta(days=3)).isoformat())
    office.recorded(day="2025-12-30")
    office.stock()
    found = {key: (row.actual, row.share) for key, row in rows(office).items()}
    assert found == {
        ("law_inspection", "times"): (Decimal(3), 50),
        ("law_inspection", "person_times"): (Decimal(32), 64),
        ("law_inspection", "people"): (Decimal(2), 66),
        ("opinion", "sum"): (Decimal(12), 120),
        (office.group().code, "stock"): (Decimal(1), 50),
    }


def test_one_more_recorded_raises_it_by_one(office: Office) -> None:
    office.target(number="4")
    before = rows(office)["law_inspection", "times"].actual
    client(office).post("/desk/activities/new/", {"kind": "law_inspection", "day": office.day.isoformat()})
    after = rows(office)["law_inspection", "times"]
    assert (before, after.actual, after.share) == (0, 1, 25)


def test_next_year_is_planned_before_it_begins(office: Office) -> None:
    office.target(year=2027, number="8")
    text = client(office).get(f"{PLAN}?year=2027").content.decode()
    assert "这一年还没有开始" in text and "8 项" in text
    assert "还没有计划指标" in client(office).get(f"{PLAN}?year=2030").content.decode()
    for odd in ("20260", "abcd", "1999", "二〇二六"):
        assert client(office).get(f"{PLAN}?year={odd}").context["year"] == 2026


def test_a_number_is_set_changed_and_dropped_on_its_pages(office: Office) -> None:
    desk = client(office)
    new = "/desk/new/target/set_target/"
    wrong = desk.post(new, {"year": "2026", "code": "law_inspection", "number": "六项", "note": "工作要点"})
    assert wrong.status_code == 422 and "不是数量" in wrong.content.decode() and "工作要点" in wrong.content.decode()
    made = desk.post(new, {"year": "2026", "code": "law_inspection", "number": "6"})
    t = Target.objects.get()
    assert made["Location"] == f"{PLAN}{t.pk}/"
    desk.post(f"/desk/step/target/{t.pk}/change_target/", {"number": "8", "why": "增加两项。"})
    text = desk.get(f"{PLAN}{t.pk}/").content.decode()
    assert "8 项" in text and "增加两项。" in text and "原目标值" in text
    desk.post(f"/desk/step/target/{t.pk}/drop_target/", {"why": "不再要求。"})
    assert rows(office) == {}


def test_it_comes_as_a_file(office: Office) -> None:
    office.target(number="6", note="工作要点")
    full(office)
    assert lines(client(office).get(f"{PLAN}?export=csv")) == [
        ["监督", "执法检查", "次数（件、场、期等）", "6.0000", "1", "项", "16", "工作要点"]
    ]


def test_who_may_set_and_who_only_reads(office: Office) -> None:
    t = office.target()
    assert "下达指标" in client(office).get(PLAN).content.decode()
    for who in ("leader", "committee"):
        assert "下达指标" not in client(office, who).get(PLAN).content.decode()
        assert client(office, who).get(f"{PLAN}{t.pk}/").status_code == 200
        assert client(office, who).get("/desk/new/target/set_target/").status_code == 403
    other = Office()
    assert client(other).get(f"{PLAN}{t.pk}/").status_code == 404 and rows(other) == {}
    assert client(office, "government_office").get(f"{PLAN}{t.pk}/").status_code == 404


def test_few_questions_however_many_numbers(office: Office, django_assert_max_num_queries: Any) -> None:
    full(office)
    for code in (
        "law_inspection",
        "research",
        "training",
        "deputy_activity",
        "contact_visit",
        "deputy_reception",
        "opinion",
    ):
        office.target(code=code, number="5")
    desk = client(office)
    desk.get(PLAN)
    with django_assert_max_num_queries(16):
        desk.get(PLAN)


def test_struck_records_no_longer_count(office: Office) -> None:
    office.target(number="4")
    a = office.recorded()
    assert rows(office)["law_inspection", "times"].actual == 1
    office.take(activity["strike"], a, why="记错了。")
    assert rows(office)["law_inspection", "times"].actual == 0
    assert target["set_target"].opens
