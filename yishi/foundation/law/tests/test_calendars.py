"""Days worked and days off, published and not."""

from __future__ import annotations

import datetime as dt

import chinese_calendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from yishi.foundation.law.calendars import LAST_YEAR, Calendar, DayOverride, statutory_holidays
from yishi.foundation.law.lunar import FEASTS

CALENDAR = Calendar()


@given(st.dates(dt.date(2004, 1, 1), dt.date(LAST_YEAR, 12, 31)))
def test_published_days_are_those_of_the_state_council(day: dt.date) -> None:
    found = CALENDAR.day(day)
    assert found.working == chinese_calendar.is_workday(day)
    assert (found.certain, found.source) == (True, "published")


@pytest.mark.parametrize(
    ("day", "words"),
    [
        ("2026-02-14", "2月14日 周六 春节调休上班"),
        ("2026-02-17", "2月17日 周二 春节放假"),
        ("2025-10-11", "10月11日 周六 国庆节调休上班"),
        ("2026-03-07", "3月7日 周六 周末"),
        ("2026-03-09", "3月9日 周一 工作日"),
    ],
)
def test_a_day_tells_what_it_is(day: str, words: str) -> None:
    assert str(CALENDAR.day(dt.date.fromisoformat(day))) == words


@pytest.mark.parametrize(
    ("day", "name"),
    [
        ("2027-02-05", "春节"),
        ("2027-02-06", "春节"),
        ("2027-02-08", "春节"),
        ("2027-04-05", "清明"),
        ("2027-05-02", "劳动节"),
        ("2027-06-09", "端午"),
        ("2027-09-15", "中秋"),
        ("2027-10-03", "国庆节"),
        ("2028-01-26", "春节"),
    ],
)
def test_the_statutory_holidays_of_years_to_come(day: str, name: str) -> None:
    found = CALENDAR.day(dt.date.fromisoformat(day))
    assert (found.working, found.name, found.certain, found.source) == (False, name, False, "statutory")


@pytest.mark.parametrize("day", ["2027-02-04", "2027-02-09", "2027-05-03", "2027-10-04"])
def test_days_beside_the_holidays_are_worked_as_far_as_is_known(day: str) -> None:
    found = CALENDAR.day(dt.date.fromisoformat(day))
    assert found.working and not found.certain


def test_a_year_has_thirteen_statutory_holidays_unless_feasts_meet() -> None:
    """Mid-autumn falls on national days in 2028, 2031, 2036 ..., which makes them twelve."""
    for year, feasts in FEASTS.items():
        meets = feasts.mid_autumn.month == 10 and feasts.mid_autumn.day <= 3
        assert len(statutory_holidays(year)) == (12 if meets else 13), year


def test_the_lunar_table_is_of_the_lunar_calendar() -> None:
    """New Year lies between 21 January and 20 February; fixed whole months lie between the feasts."""
    for year, feasts in FEASTS.items():
        assert dt.date(year, 1, 21) <= feasts.spring_festival <= dt.date(year, 2, 20)
        fifth, eighth = feasts.dragon_boat, feasts.mid_autumn
        # four or (with a leap month) five months of 29 or 30 days, and four days
        assert (fifth - feasts.spring_festival).days in (*range(121, 125), *range(150, 155))
        assert (eighth - fifth).days in (*range(97, 101), *range(126, 131))


def test_an_override_wins_everywhere_and_is_certain() -> None:
    table = {dt.date(2026, 2, 17): DayOverride(True, "值班"), dt.date(2027, 3, 1): DayOverride(False, "地震")}
    calendar = Calendar(table)
    assert calendar.is_workday(dt.date(2026, 2, 17))
    day = calendar.day(dt.date(2027, 3, 1))
    assert (day.working, day.certain, day.source) == (False, True, "override")
    assert not calendar.day(dt.date(2027, 3, 2)).certain


def test_a_loaded_year_is_certain_on_all_its_days() -> None:
    calendar = Calendar({dt.date(2027, 1, 3): DayOverride(True, "元旦")}, published_years=[2027])
    assert calendar.day(dt.date(2027, 1, 3)).words == "元旦调休上班"
    assert calendar.day(dt.date(2027, 3, 2)).certain
    assert calendar.is_certain(2027) and not calendar.is_certain(2028)


def test_a_year_before_the_published_ones_is_not_certain() -> None:
    day = CALENDAR.day(dt.date(2003, 3, 3))
    assert day.working and not day.certain


def test_next_workday() -> None:
    assert CALENDAR.next_workday(dt.date(2026, 2, 15)) == dt.date(2026, 2, 24)
    assert CALENDAR.next_workday(dt.date(2026, 2, 14)) == dt.date(2026, 2, 14)


def test_what_the_caller_does_to_its_table_later_changes_nothing() -> None:
    table = {dt.date(2026, 3, 9): DayOverride(False)}
    calendar = Calendar(table)
    table.clear()
    assert not calendar.is_workday(dt.date(2026, 3, 9))
