"""The calendar page: days set with their source, a year loaded, provisional clocks set right with an entry."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from yishi.doors.desk.people.tests.world import World
from yishi.doors.desk.rules import yearly
from yishi.foundation import clock
from yishi.foundation.clocks.models import Clock
from yishi.foundation.journal.models import Entry
from yishi.foundation.people.models import CalendarDay, CalendarYear
from yishi.foundation.sheets import write

pytestmark = pytest.mark.django_db
DECEMBER = dt.date(2026, 12, 1)
YEAR = [
    *[(dt.date(2027, 1, day), "off", "元旦") for day in (1, 2, 3)],
    *[(dt.date(2027, 2, day), "off", "春节") for day in range(5, 13)],
    (dt.date(2027, 2, 14), "on", "春节"),
    *[(dt.date(2027, 3, day), "off", "试验假") for day in (1, 2)],
    (dt.date(2027, 4, 5), "off", "清明"),
    *[(dt.date(2027, 5, day), "off", "劳动节") for day in (1, 2, 3)],
    (dt.date(2027, 6, 9), "off", "端午"),
    (dt.date(2027, 9, 15), "off", "中秋"),
    *[(dt.date(2027, 10, day), "off", "国庆节") for day in (1, 2, 3)],
]


@pytest.fixture
def world(settings: Any, tmp_path: Any) -> World:
    settings.MEDIA_ROOT = tmp_path
    made = World()
    made.office.on(DECEMBER)
    made.office.assigned()
    return made


def call(world: World, method: str, page: str, *args: Any, **data: Any) -> Any:
    with clock.at(DECEMBER):
        return getattr(world.client("office"), method)(reverse(f"desk:{page}", args=args), data)


def file(rows: list[tuple[Any, ...]]) -> SimpleUploadedFile:
    data = [dict(zip(("day", "working", "name"), row, strict=True)) for row in rows]
    return SimpleUploadedFile("安排.xlsx", write(yearly.COLUMNS, data, "安排"))


def load(world: World, rows: list[tuple[Any, ...]]) -> str:
    call(world, "post", "rules_calendar_load", 2027, file=file(rows), source="试国办发〔2026〕8号")
    return call(world, "get", "rules_calendar_preview", 2027).content.decode()


def confirm(world: World, page: str) -> Any:
    return call(world, "post", "rules_calendar_preview", 2027, seen=page.partition('name="seen" value="')[2][:64])


def test_a_year_is_shown_with_its_days_off() -> None:
    page = call(World(), "get", "rules_calendar_year", 2026).content.decode()
    assert "春节放假 9 天" in page and "国庆节调休上班" in page
    assert "还没有公布" in call(World(), "get", "rules_calendar_year", 2027).content.decode()


def test_a_day_set_by_hand_moves_provisional_clocks_in_one_step(world: World) -> None:
    reply = Clock.objects.get(kind="reply", started_on=DECEMBER)
    assert (reply.due_on, reply.provisional) == (dt.date(2027, 3, 1), True)
    answer = call(
        world, "post", "rules_day_set", 2027, day="2027-03-01", working="off", name="试验假", source="试发〔2026〕2号"
    )
    assert answer.status_code == 303
    reply.refresh_from_db()
    assert (reply.due_on, reply.provisional) == (dt.date(2027, 3, 2), True)
    steps = list(Entry.objects.filter(organ=world.organ).order_by("-pk").values_list("room", "step")[:2])
    assert steps == [("calendar", "calendar.set_day"), ("clocks", "recomputed")]
    assert call(world, "post", "rules_day_remove", 2027, 3, 1).status_code == 303
    reply.refresh_from_db()
    assert reply.due_on == dt.date(2027, 3, 1)
    assert Entry.objects.filter(step="calendar.remove_day").exists()


def test_a_year_is_loaded_whole_and_clocks_become_certain(world: World) -> None:
    page = load(world, YEAR)
    assert "载入这 23 天" in page and not CalendarYear.objects.exists()
    assert confirm(world, page).status_code == 302
    reply = Clock.objects.get(kind="reply", started_on=DECEMBER)
    assert (reply.due_on, reply.provisional) == (dt.date(2027, 3, 3), False)
    year = CalendarYear.objects.get()
    assert (year.year, year.source, CalendarDay.objects.filter(day__year=2027).count()) == (
        2027,
        "试国办发〔2026〕8号",
        23,
    )
    entry = Entry.objects.get(step="calendar.load")
    assert entry.body.content["said"]["天数"] == 23
    assert "按载入的安排：试国办发" in call(world, "get", "rules_calendar_year", 2027).content.decode()


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ([*YEAR, (dt.date(2026, 1, 1), "off", "元旦")], "不在 2027 年"),
        ([*YEAR, YEAR[0]], "出现了两次"),
        (YEAR[:3], "不像一整年的安排"),
        ([*YEAR, ("某日", "off", "")], "preview-why"),
        ([*YEAR, (dt.date(2027, 7, 1), "也许", "")], "preview-why"),
    ],
)
def test_a_bad_year_is_refused_whole(world: World, rows: list[tuple[Any, ...]], sentence: str) -> None:
    page = load(world, rows)
    assert sentence in page and "载入这" not in page
    assert confirm(world, page).status_code == 409
    assert not CalendarYear.objects.exists()


def test_a_missing_feast_is_worth_a_look(world: World) -> None:
    page = load(world, [row for row in YEAR if row[2] != "端午"])
    assert "6月9日端午" in page and "载入这 22 天" in page


@pytest.mark.parametrize(
    "data",
    [
        {"day": "2026-03-01", "working": "off", "name": "x", "source": "x"},
        {"day": "2027-03-01", "working": "perhaps", "name": "x", "source": "x"},
        {"day": "2027-03-01", "working": "off", "name": "", "source": "x"},
        {"day": "2027-03-01", "working": "off", "name": "x", "source": ""},
    ],
)
def test_a_day_needs_name_source_and_its_year(world: World, data: dict[str, str]) -> None:
    assert call(world, "post", "rules_day_set", 2027, **data).status_code == 422
    assert not CalendarDay.objects.filter(day__year=2027).exists()


def test_days_and_years_that_are_none_are_not_found(world: World) -> None:
    assert call(world, "get", "rules_day_remove", 2026, 2, 30).status_code == 404
    assert call(world, "get", "rules_day_remove", 2026, 2, 28).status_code == 404
    for year in (0, 1999, 2100, 10**12):
        assert call(world, "get", "rules_calendar_year", year).status_code == 404


def test_the_template_reads_back(world: World) -> None:
    answer = call(world, "get", "rules_calendar_template", 2027)
    assert yearly.plan(2027, answer.content).days == []
