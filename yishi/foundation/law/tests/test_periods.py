"""Properties of periods against chinese_calendar as an oracle, and what periods refuse."""

from __future__ import annotations

import datetime as dt

import chinese_calendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from yishi.foundation.law.calendars import Calendar, DayOverride
from yishi.foundation.law.periods import Pause, Period, Unit, add_months, run
from yishi.foundation.law.wording import parse_periods

CALENDAR = Calendar()
DAY = dt.timedelta(days=1)
known_days = st.dates(dt.date(2004, 1, 1), dt.date(2026, 6, 30))
any_days = st.dates(dt.date(2000, 1, 1), dt.date(2040, 12, 31))
periods = st.builds(Period, st.integers(1, 60), st.sampled_from([Unit.DAYS, Unit.WORKDAYS]))
longer = st.builds(Period, st.integers(1, 12), st.sampled_from([Unit.MONTHS, Unit.DAYS]))
spans = st.builds(lambda first, n: Pause(first, first + n * DAY, "等待"), known_days, st.integers(0, 40))


@given(known_days, st.integers(1, 60))
def test_as_many_workdays_as_asked_lie_between(start: dt.date, number: int) -> None:
    due = run(Period(number, Unit.WORKDAYS), start, CALENDAR)
    assert len(chinese_calendar.get_workdays(start + DAY, due.day)) == number
    assert chinese_calendar.is_workday(due.day)
    assert not due.provisional


@given(any_days, periods | longer, st.booleans())
def test_a_later_start_is_never_due_earlier(start: dt.date, period: Period, moves: bool) -> None:
    earlier = run(period, start, CALENDAR, moves_last_day=moves)
    later = run(period, start + DAY, CALENDAR, moves_last_day=moves)
    assert start < earlier.day <= later.day


@given(st.dates(dt.date(2004, 1, 1), dt.date(2025, 6, 30)), longer)
def test_a_moved_last_day_is_the_first_workday_from_it(start: dt.date, period: Period) -> None:
    due = run(period, start, CALENDAR)
    assert chinese_calendar.is_workday(due.day)
    assert not any(chinese_calendar.is_workday(due.unmoved + n * DAY) for n in range((due.day - due.unmoved).days))


@given(any_days, st.integers(1, 24))
def test_months_end_on_the_corresponding_day_or_the_month_end(start: dt.date, number: int) -> None:
    end = run(Period(number, Unit.MONTHS), start, CALENDAR, moves_last_day=False).day
    assert (end.year - start.year) * 12 + end.month - start.month == number
    assert end.day == start.day or (end.day < start.day and (end + DAY).day == 1)


@given(any_days, st.integers(1, 10))
def test_a_year_is_twelve_months(start: dt.date, number: int) -> None:
    years, months = Period(number, Unit.YEARS), Period(12 * number, Unit.MONTHS)
    assert run(years, start, CALENDAR).day == run(months, start, CALENDAR).day


@given(known_days, periods, st.lists(spans, max_size=4))
def test_paused_days_do_not_count(start: dt.date, period: Period, pauses: list[Pause]) -> None:
    paused = {p.first + n * DAY for p in pauses for n in range((p.last - p.first).days + 1)}
    due = run(period, start, CALENDAR, pauses, moves_last_day=False)
    lived = [start + n * DAY for n in range(1, (due.day - start).days + 1)]
    counted = [day for day in lived if day not in paused]
    if period.unit is Unit.WORKDAYS:
        counted = [day for day in counted if CALENDAR.is_workday(day)]
    assert len(counted) == period.number
    assert due.day not in paused


@given(known_days, periods | longer, st.lists(spans, max_size=3))
def test_a_pause_never_brings_the_end_nearer_nor_does_its_order_matter(
    start: dt.date, period: Period, pauses: list[Pause]
) -> None:
    due = run(period, start, CALENDAR, pauses)
    assert due.day >= run(period, start, CALENDAR).day
    assert due.day == run(period, start, CALENDAR, pauses[::-1]).day
    assert due.day not in {p.first for p in pauses} | {p.last for p in pauses}


@given(known_days, periods | longer)
def test_every_day_of_a_count_has_its_step(start: dt.date, period: Period) -> None:
    due = run(period, start, CALENDAR)
    if period.unit is Unit.WORKDAYS:
        assert [s.day for s in due.steps[1:-1]] == [start + n * DAY for n in range(1, (due.day - start).days + 1)]
    assert all(due.sentences())


def test_an_override_wins_over_the_published_calendar() -> None:
    strike = {dt.date(2026, 3, 9): DayOverride(False, "停电检修")}
    due = run(Period(5, Unit.WORKDAYS), dt.date(2026, 3, 4), Calendar(strike))
    assert due.day == dt.date(2026, 3, 12)
    assert "3月9日 周一 停电检修放假，不计" in due.sentences()


def test_loading_a_year_makes_its_dates_certain_and_may_move_them() -> None:
    period, start = Period(3, Unit.MONTHS), dt.date(2026, 11, 9)
    before = run(period, start, CALENDAR)
    table = {dt.date(2027, 2, n): DayOverride(False, "春节") for n in range(5, 13)}
    after = run(period, start, Calendar(table, published_years={2027}))
    assert (before.day, before.provisional) == (dt.date(2027, 2, 9), True)
    assert (after.day, after.provisional) == (dt.date(2027, 2, 15), False)


def test_months_that_do_not_move_are_certain_in_any_year() -> None:
    due = run(Period(3, Unit.MONTHS), dt.date(2026, 11, 6), CALENDAR, moves_last_day=False)
    assert (due.day, due.provisional) == (dt.date(2027, 2, 6), False)
    assert run(Period(3, Unit.MONTHS), dt.date(2026, 11, 6), CALENDAR).provisional


def test_an_uncertain_day_that_is_paused_leaves_the_date_certain() -> None:
    pause = Pause(dt.date(2027, 1, 1), dt.date(2027, 1, 31), "等待")
    loaded = Calendar({dt.date(2027, 2, 1): DayOverride(True)})
    due = run(Period(1, Unit.WORKDAYS), dt.date(2026, 12, 31), loaded, [pause])
    assert (due.day, due.provisional) == (dt.date(2027, 2, 1), False)


@pytest.mark.parametrize("number", [0, -1, 3661])
def test_a_period_without_sense_is_refused(number: int) -> None:
    with pytest.raises(ValueError, match="期限"):
        Period(number, Unit.DAYS)


def test_a_pause_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(ValueError, match="早于"):
        Pause(dt.date(2026, 3, 2), dt.date(2026, 3, 1), "等待")


def test_an_open_pause_after_the_end_leaves_the_date_certain() -> None:
    pause = Pause(dt.date(2026, 4, 1), dt.date(2026, 4, 2), "等待", open=True)
    assert not run(Period(5, Unit.DAYS), dt.date(2026, 3, 2), CALENDAR, [pause]).provisional


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("自交办之日起十个工作日内", ["十个工作日"]),
        ("在受理后的七天内通知代表", ["七日"]),
        ("两个月内将书面办理意见", ["二个月"]),
        ("答复期限为半年", ["六个月"]),
        ("30个工作日，３个月", ["三十个工作日", "三个月"]),
        ("自2018年1月1日施行", []),
        ("每年十一月审议，第四季度，十月一日", []),
        ("一个半月", []),
        ("本年度和上一年度", []),
    ],
)
def test_the_periods_a_text_names(text: str, expected: list[str]) -> None:
    assert [str(period) for period in parse_periods(text)] == expected


def test_add_months_across_years() -> None:
    assert add_months(dt.date(2025, 12, 31), 2) == dt.date(2026, 2, 28)
    assert add_months(dt.date(2023, 12, 31), 2) == dt.date(2024, 2, 29)
    assert add_months(dt.date(2026, 1, 15), 12) == dt.date(2027, 1, 15)
