"""The formula, worked out by hand."""

from __future__ import annotations

import datetime as dt

import pytest

from yishi.readings.topics.heat import Heat, heat
from yishi.readings.topics.tests.made import DAY, said


def test_each_term_and_their_sum_by_hand() -> None:
    rows = [
        said(1, "", "", who="甲", supports=5),
        said(2, "", "", who="甲", days=10, supports=2, objections=3),
        said(3, "", "", who="乙", days=40),
    ]
    found = heat(rows, DAY + dt.timedelta(days=40))
    # 3 messages; 2 people x 2; 3 x log2(1 + 7) = 9; log2(1 + 3) = 2; one message in the last 28 days, x 2
    assert [(term.code, term.count, term.points) for term in found.terms] == [
        ("messages", 3, 3), ("people", 2, 4), ("supports", 7, 9), ("objections", 3, -2), ("recent", 1, 2),
    ]  # fmt: skip
    assert found.total == 3 + 4 + 9 - 2 + 2


def test_recent_are_the_last_twenty_eight_days() -> None:
    rows = [said(1, "", ""), said(2, "", "", days=1), said(3, "", "", days=28)]
    assert heat(rows, DAY + dt.timedelta(days=28)).recent == 2
    assert heat(rows, DAY + dt.timedelta(days=27)).recent == 2  # what comes later is not yet there


def test_who_is_not_known_counts_as_a_person_of_his_own() -> None:
    rows = [said(at, "", "") for at in range(2)]
    rows = [type(row)(row.number, "", row.subject, row.day, row.text) for row in rows]
    assert heat(rows, DAY).people == 2


def test_it_never_falls_below_zero() -> None:
    assert Heat(messages=3, people=1, supports=0, objections=10**6, recent=0).total == 0


@pytest.mark.parametrize("more", ["messages", "people", "supports", "recent"])
def test_more_of_anything_but_objections_is_hotter(more: str) -> None:
    base = {"messages": 5, "people": 4, "supports": 3, "objections": 2, "recent": 1}
    assert Heat(**base | {more: base[more] + 1}).total > Heat(**base).total
    assert Heat(**base | {"objections": 3}).total < Heat(**base).total


def test_a_term_says_how_it_is_worked_out() -> None:
    found = {term.code: term.sum for term in Heat(3, 2, 7, 3, 1).terms}
    assert (found["people"], found["supports"], found["objections"]) == ("2 × 2", "3 × log2(1 + 7)", "−1 × log2(1 + 3)")
