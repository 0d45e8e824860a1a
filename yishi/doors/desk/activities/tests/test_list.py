"""The list of activities: who sees what, filters, what is counted, files, and that it asks little."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from yishi.doors.desk.activities.tests.seated import client, full, lived
from yishi.doors.desk.tests.seated import lines
from yishi.foundation.sheets import read
from yishi.rooms.activities.imports import columns
from yishi.rooms.activities.tests.office import Office

pytestmark = pytest.mark.django_db
LIST = "/desk/activities/"


def page(office: Office, query: str = "", who: str = "office") -> str:
    """The list as somebody sees it."""
    answer = client(office, who).get(f"{LIST}{query}")
    assert answer.status_code == 200
    return answer.content.decode()


def test_each_view_holds_what_its_count_says(office: Office) -> None:
    lived(office)
    desk = client(office)
    for view, titles in {
        "all": 5, "reported": 1, "unheld": 0, "planned": 1, "recorded": 2, "gone": 2,
    }.items():  # fmt: skip
        answer = desk.get(f"{LIST}?view={view}")
        table = answer.context["table"]
        current = next(one for one in table.views if one.current)
        assert (current.count, len(table.rows)) == (titles, titles), view


def test_what_was_planned_and_has_passed_wants_recording(office: Office) -> None:
    office.planned(day=(office.day - dt.timedelta(days=3)).isoformat(), title="早该登记的")
    text = page(office, "?view=unheld")
    assert "早该登记的" in text and "到期未登记" in text


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?kind=law_inspection&topic=管网", True), ("?topic=教育", False), ("?place=水厂", True), ("?place=试验镇", True), ("?place=别处", False),
        ("?host=大学", True), ("?host=别家", False), ("?line=supervision", True), ("?line=duty", False), ("?reported=0", True), ("?reported=1", False),
        ("?together=ours", True), ("?together=others", False), ("?state=recorded", True), ("?state=planned", False),
        ("?day_after=2026-03-16&day_before=2026-03-16", True), ("?day_before=2026-03-15", False), ("?q=老旧管网", True), ("?q=没有这样的事", False),
    ],
)  # fmt: skip
def test_filters_narrow(office: Office, query: str, found: bool) -> None:
    full(office)
    assert ("城区老旧管网检查" in page(office, query)) is found


def test_it_says_what_of_it_is_counted(office: Office) -> None:
    lived(office)
    office.recorded(times="3")
    text = page(office)
    assert "这里有 3 条计数，代表 4 次活动；其中 1 条是一直存续的，按个数计；其余 3 条不计数" in text
    assert "这里有 2 条计数，代表 4 次活动" in page(office, "?view=recorded&kind=law_inspection")


def test_what_it_shows_and_all_that_was_recorded_come_as_files(office: Office) -> None:
    full(office)
    desk = client(office)
    rows = lines(desk.get(f"{LIST}?export=csv&col=number&col=day"))
    assert [row[-1] for row in rows] == ["2026-03-16"]
    whole = desk.get(f"{LIST}?export=whole")
    sheet = read(whole.content, columns("npc"))
    assert sheet.rows[0].values["persons"] == [str(office.first), str(office.second)]
    assert sheet.rows[0].values["outputs"] == ["意见建议12条"]


def test_another_organ_sees_nothing_of_it_unless_it_held_it_too(office: Office) -> None:
    other = Office(parent=office.organ)
    full(office, co_organs=[other.organ.pk])
    office.recorded(title="只有本机关的")
    text = page(other)
    assert "城区老旧管网检查" in text and "只有本机关的" not in text
    assert "城区老旧管网检查" in page(other, "?together=others") and "城区老旧管网检查" not in page(
        other, "?together=ours"
    )


def test_offices_of_government_see_an_empty_list_and_no_way_there(office: Office) -> None:
    full(office)
    text = page(office, who="government_office")
    assert "城区老旧管网检查" not in text and "年度计划" not in text


def test_reports_are_confirmed_several_at_once(office: Office) -> None:
    told = [office.reported(), office.reported(day="2026-03-15")]
    sent: dict[str, Any] = {"step": "activity.confirm", "row": [str(a.pk) for a in told]}
    desk = client(office)
    shown = desk.post("/desk/bulk/activity/", sent).content.decode()
    assert "确认后办理 2 件" in shown
    desk.post("/desk/bulk/activity/", sent | {"confirm": "1", "seen": [f"{a.pk}:{a.matter.version}" for a in told]})
    assert {office.again(a).matter.state for a in told} == {"recorded"}


@pytest.mark.parametrize(
    "query", ["", "?view=reported", "?kind=law_inspection&host=大学", "?q=管网", "?sort=host", "?filters=1"]
)
def test_it_asks_at_most_a_dozen_questions(office: Office, query: str, django_assert_max_num_queries: Any) -> None:
    for _each in range(3):
        full(office)
    desk = client(office)
    desk.get("/desk/")  # counts that stand around every page are kept
    with django_assert_max_num_queries(12):
        desk.get(f"{LIST}{query}")
    with CaptureQueriesContext(connection) as few:
        desk.get(f"{LIST}{query}")
    for _each in range(6):
        full(office)
    with CaptureQueriesContext(connection) as many:
        desk.get(f"{LIST}{query}")
    assert len(many) <= len(few) + 3  # what the head of the page keeps is counted anew
