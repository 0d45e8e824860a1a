"""Whatever today is, the demo year begins with a January session that lies far enough back."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yishi.doors.cli.demo.cast.names import names
from yishi.doors.cli.demo.days import LEAST, Days
from yishi.doors.cli.demo.writing.papers import Writer


@given(today=st.dates(dt.date(2024, 1, 1), dt.date(2030, 12, 31)))
def test_the_year_is_long_enough_and_never_two(today: dt.date) -> None:
    days = Days(today)
    assert days.opens.month == 1 and days.opens.weekday() == 0
    assert LEAST <= (today - days.opens).days < LEAST + 380
    assert days.closes < days.handover < today
    assert days.sessions[0] == (days.opens, days.closes) and len(days.sessions) <= 2
    assert days.ago(1) < today and days.calendar.is_workday(days.ago(1))


@pytest.mark.parametrize(
    ("today", "year", "sessions"),
    [
        (dt.date(2026, 11, 22), 2026, 1),
        (dt.date(2026, 9, 9), 2026, 1),
        (dt.date(2026, 9, 8), 2025, 2),
        (dt.date(2027, 1, 12), 2026, 1),
    ],
)
def test_which_january(today: dt.date, year: int, sessions: int) -> None:
    days = Days(today)
    assert (days.year, len(days.sessions)) == (year, sessions)


def test_working_days_pass_over_the_spring_festival() -> None:
    days = Days(dt.date(2026, 11, 22))
    assert days.after(dt.date(2026, 2, 13), 1) == dt.date(2026, 2, 14), "worked in exchange (调休)"
    assert days.after(dt.date(2026, 2, 14), 1) == dt.date(2026, 2, 24)


def test_names_are_invented_by_the_rule_and_never_twice() -> None:
    for profile, middle in (("npc", "云"), ("cppcc", "溪")):
        found = list(names(profile))
        assert len(found) == len(set(found)) > 600
        assert {name[1] for name in found} == {middle} and {len(name) for name in found} == {3}


def test_titles_differ_and_slots_are_filled() -> None:
    import random

    writer = Writer("npc", random.Random(1))
    papers = [writer.write() for _ in range(268)]
    assert len({paper.title for paper in papers}) == 268
    assert len({paper.title.split("的建议")[0][-8:] for paper in papers}) >= 120
    text = "".join(paper.title + paper.situation + paper.proposals + paper.research for paper in papers)
    assert "{" not in text and "}" not in text
