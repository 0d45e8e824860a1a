"""Sealed evaluations: nothing that is shown, and nothing that can be worked out from it, holds fewer than five."""

from __future__ import annotations

import datetime as dt
import itertools

import pytest
from hypothesis import given as drawn
from hypothesis import strategies as st

from yishi.foundation import clock
from yishi.rooms.suggestions import seal, tallies
from yishi.rooms.suggestions.loop import handling
from yishi.rooms.suggestions.seal import LEAST, Group, Mark
from yishi.rooms.suggestions.tests.office import Office

NEW_YEAR = dt.date(2027, 1, 1)


def mark(fact: int, unit: int, quarter: int) -> Mark:
    """A mark of 2026 that is over in `quarter`; its key stands for its grade in what follows."""
    return Mark(fact, unit, "answer", "answer", "satisfied", last(quarter), quarter)


def last(quarter: int) -> dt.date:
    """The quarter's last day."""
    return seal.last_day(2026, quarter)


def shown(found: list[Group]) -> list[frozenset[int]]:
    """Every sum that any reader could ask for: of one unit or of all, over any window."""
    days = sorted({group.since for group in found} | {dt.date(2026, 1, 1)})
    ends = sorted({group.until for group in found} | {last(4)})
    sums = []
    for unit, since, until in itertools.product({group.unit for group in found} | {"all"}, days, ends):
        within = [group for group in found if since <= group.since and group.until <= until]
        sums.append(frozenset(m.fact for group in within if unit in ("all", group.unit) for m in group.marks))
    return sums


@drawn(st.lists(st.tuples(st.integers(1, 6), st.integers(1, 4)), max_size=60), st.integers(1, 5))
def test_no_difference_of_two_sums_holds_fewer_than_five(cells: list[tuple[int, int]], quarters: int) -> None:
    today = last(quarters) + dt.timedelta(days=1) if quarters < 5 else NEW_YEAR
    marks = [mark(at, unit, quarter) for at, (unit, quarter) in enumerate(cells)]
    sums = shown(seal.groups(marks, 2026, today))
    for one, other in itertools.product(sums, repeat=2):
        assert len(one) == 0 or len(one) >= LEAST
        assert len(one - other) == 0 or len(one - other) >= LEAST, "what one sum has and the other has not"
        both = one & other
        assert len(both) == 0 or len(both) >= LEAST


@drawn(st.lists(st.tuples(st.integers(1, 6), st.integers(1, 4)), max_size=60))
def test_looking_again_later_changes_no_group(cells: list[tuple[int, int]]) -> None:
    marks = [mark(at, unit, quarter) for at, (unit, quarter) in enumerate(cells)]
    before: list[Group] = []
    for quarter in (1, 2, 3, 4):
        today = last(quarter) + dt.timedelta(days=1)
        now = seal.groups([m for m in marks if m.quarter <= quarter], 2026, today)
        assert [g for g in now if g.until < last(quarter)] == before
        assert all(g in now for g in before)
        before = now
    counted = [m.fact for g in before for m in g.marks]
    assert len(counted) == len(set(counted)), "groups do not overlap"


def test_a_quarter_that_still_runs_is_not_shown() -> None:
    marks = [mark(at, 1, 2) for at in range(9)]
    assert seal.groups(marks, 2026, last(2)) == []
    assert len(seal.groups(marks, 2026, last(2) + dt.timedelta(days=1))) == 1


def test_few_wait_for_the_next_quarter_and_the_rest_of_the_year_stands_together() -> None:
    marks = [mark(at, 1, 1 if at < 3 else 2) for at in range(6)]
    marks += [mark(10 + at, 2, 3) for at in range(4)] + [mark(20 + at, 3, 4) for at in range(4)]
    marks += [mark(30 + at, 4, 1) for at in range(3)]
    found = seal.groups(marks, 2026, NEW_YEAR)
    assert [(g.unit, len(g.marks), g.since, g.until) for g in found] == [
        (1, 6, dt.date(2026, 1, 1), last(2)), (None, 11, dt.date(2026, 1, 1), last(4)),
    ]  # fmt: skip
    assert len(seal.groups(marks[:-3], 2026, NEW_YEAR)) == 1, "without its largest unit the rest would be four"


def test_the_place_may_ask_for_more_never_for_less() -> None:
    assert seal.least_of(None) == LEAST
    marks = [mark(at, 1, 1) for at in range(6)]
    assert seal.groups(marks, 2026, NEW_YEAR, 7) == []


# the same through the steps


def closed(office: Office, grade: str = "satisfied") -> None:
    """A suggestion answered, evaluated and closed."""
    h = office.answer(office.part(office.assigned()))
    office.evaluate(h, grade, "未写明时限。" if grade == "dissatisfied" else "")
    office.take(handling["close"], h, "office")


@pytest.fixture
def office(db: None) -> Office:
    """Seven closed in the first quarter (one dissatisfied), two in the second."""
    made = Office()
    for at in range(7):
        closed(made, "dissatisfied" if at == 0 else "satisfied")
    made.on(dt.date(2026, 5, 11))
    for _ in range(2):
        closed(made)
    made.on(dt.date(2026, 7, 6))
    return made


def rate(office: Office, who: str, since: dt.date, until: dt.date, unit: object = None) -> tuple[int, int]:
    """The two parts of the rate of answers that `who` is shown."""
    tally = tallies.for_reader(office[who], since, until, unit=unit)
    return tally.satisfaction()[0].parts


def test_each_reader_sees_what_is_his(office: Office) -> None:
    year = (dt.date(2026, 1, 1), dt.date(2026, 12, 31))
    unit = office.units[0]
    with clock.at(office.day):
        assert rate(office, "office", *year) == (8, 9)
        assert rate(office, "leader", *year) == (6, 7), "two of the second quarter wait for more"
        assert rate(office, "liaison0", *year, unit) == (6, 7)
        assert rate(office, "liaison0", *year) == (0, 0), "a unit sees its own alone"
        assert rate(office, "liaison1", *year, unit) == (0, 0)
        assert rate(office, "member", *year) == (6, 7)
        note = tallies.for_reader(office["liaison1"], *year, unit=unit).satisfaction()[0].note
        assert note == "承办单位只看本单位的评价汇总。"
        figure = tallies.for_reader(office["liaison0"], *year, unit=unit).satisfaction()[0]
        assert "满 5 件" in figure.note and not figure.rows().exists(), "no rows behind a sealed sum"
        assert tallies.for_reader(office["office"], *year).satisfaction()[0].rows().count() == 9


def test_overlapping_windows_reveal_nothing(office: Office) -> None:
    starts = [dt.date(2026, 1, 1), dt.date(2026, 3, 1), dt.date(2026, 3, 16), dt.date(2026, 3, 17), dt.date(2026, 4, 1)]
    ends = [
        dt.date(2026, 3, 16),
        dt.date(2026, 3, 31),
        dt.date(2026, 5, 10),
        dt.date(2026, 6, 30),
        dt.date(2026, 12, 31),
    ]
    with clock.at(office.day):
        seen = {
            rate(office, who, since, until, unit)
            for who, unit in (("liaison0", office.units[0]), ("leader", None), ("leader", office.units[0]))
            for since in starts
            for until in ends
        }
    assert seen == {(0, 0), (6, 7)}


def test_what_is_not_closed_is_in_no_sum(db: None) -> None:
    office = Office()
    for _ in range(6):
        office.evaluate(office.answer(office.part(office.assigned())))
    office.on(dt.date(2026, 7, 6))
    with clock.at(office.day):
        assert rate(office, "leader", dt.date(2026, 1, 1), dt.date(2026, 12, 31)) == (0, 0)
        assert rate(office, "office", dt.date(2026, 1, 1), dt.date(2026, 12, 31)) == (6, 6)


def test_only_the_last_round_counts(db: None) -> None:
    office = Office()
    h = office.answer(office.part(office.assigned()))
    office.evaluate(h, "dissatisfied", "没有写明时限。")
    office.take(handling["order_again"], h, "office", demand="请写明完成时限。")
    office.answer(h)
    office.evaluate(h)
    with clock.at(office.day):
        assert rate(office, "office", dt.date(2026, 1, 1), dt.date(2026, 12, 31)) == (1, 1)


def test_where_the_form_goes_to_the_unit_it_sees_its_own(db: None) -> None:
    office = Office(place="33")
    for _ in range(2):
        h = office.answer(office.part(office.assigned()))
        office.take(handling["evaluate"], h, "author", grades={"handling": "satisfied"})
    year = (dt.date(2026, 1, 1), dt.date(2026, 12, 31))
    with clock.at(office.day):
        assert rate(office, "liaison0", *year, office.units[0]) == (2, 2), "ZJ 23"
        assert rate(office, "liaison1", *year, office.units[0]) == (0, 0)
        assert rate(office, "leader", *year, office.units[0]) == (0, 0)


def test_evaluations_are_cut_by_unit_alone(office: Office) -> None:
    with clock.at(office.day):
        tally = tallies.for_reader(office["leader"], dt.date(2026, 1, 1), dt.date(2026, 12, 31))
        assert [(row.name, row.figure.parts) for row in tally.satisfaction_by_unit()] == [
            (str(office.units[0]), (6, 7))
        ]
        with pytest.raises(KeyError):
            tally.by_topic("satisfied:answer:answer")
