"""When a clock is reminded of."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yishi.foundation.outbox.stages import ClockWords

DUE = dt.date(2026, 6, 30)
LONG_AGO = dt.date(2026, 3, 1)
WORDS = ClockWords("答复")


def after(days):
    return DUE + dt.timedelta(days=days)


@pytest.mark.parametrize(
    ("days", "stage"),
    [
        (-8, None), (-7, -7), (-6, -7), (-3, -7), (-2, -2), (-1, -2), (0, 0), (1, 1), (6, 1), (7, 7), (13, 7),
        (14, 14), (29, 14), (30, 30), (59, 30), (60, 60), (89, 60), (90, 90), (365, 360),
    ],
)  # fmt: skip
def test_the_latest_stage_reached(days, stage):
    assert WORDS.stage(LONG_AGO, DUE, after(days)) == stage


def test_what_falls_on_the_day_it_started_or_before_is_left_out():
    assert WORDS.stage(after(-5), DUE, after(-5)) is None
    assert WORDS.stage(after(-5), DUE, after(-3)) is None
    assert WORDS.stage(after(-5), DUE, after(-2)) == -2
    assert WORDS.stage(after(-7), DUE, after(-7)) is None
    assert WORDS.stage(DUE, DUE, DUE) is None
    assert WORDS.stage(DUE, DUE, after(1)) == 1


def test_a_kind_may_have_its_own_table():
    short = ClockWords("接收确认", before=(), after=(1,), every=0)
    assert [short.stage(LONG_AGO, DUE, after(days)) for days in (-1, 0, 1, 400)] == [None, 0, 1, 1]
    rare = ClockWords("年度报告", before=(30,), after=(), every=10)
    assert [rare.stage(LONG_AGO, DUE, after(days)) for days in (-30, 9, 10, 25)] == [-30, 0, 10, 20]
    with pytest.raises(ValueError, match="at least one day"):
        ClockWords("答复", before=(0,))


@given(st.integers(1, 400), st.integers(-400, 400))
def test_stages_never_lie_ahead_and_never_go_back(length, days):
    started = DUE - dt.timedelta(days=length)
    today, tomorrow = (WORDS.stage(started, DUE, after(days + n)) for n in (0, 1))
    if today is not None:
        assert today <= days
        assert tomorrow is not None
        assert tomorrow >= today
