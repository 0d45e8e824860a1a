"""Structure of a term: a small roll counted by hand."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yishi.foundation.people import mandates, movements, statistics
from yishi.foundation.people.grounds import SUSPENSIONS
from yishi.foundation.people.tests.factories import (
    TERM_BEGAN,
    BelongingFactory,
    GroupingFactory,
    MandateFactory,
    PersonFactory,
    TermFactory,
    make_organ,
)

DAY = dt.date(2026, 3, 12)


@pytest.fixture
def term(db):
    """Seats born 1990-03-12 (36), 1990-03-13 (35), 1970-01-01 (56), unknown; one given up in 2025."""
    organ = make_organ()
    team = GroupingFactory(organ=organ, seats=4)
    GroupingFactory(organ=organ, seats=2)
    rows = [
        ("f", dt.date(1990, 3, 12), "master", "工程师", True, True, False),
        ("m", dt.date(1990, 3, 13), "bachelor", "", True, False, True),
        ("f", dt.date(1970, 1, 1), "bachelor", "", False, False, False),
        ("m", None, "", "", False, False, False),
        ("m", dt.date(1960, 1, 1), "doctor", "", False, False, False),
    ]
    for sex, born, degree, title, grass, non_party, again in rows:
        person = PersonFactory(sex=sex, born=born, degree=degree, title=title)
        seat = MandateFactory(organ=organ, person=person, grass_roots=grass, non_party=non_party, re_elected=again)
        BelongingFactory(mandate=seat, grouping=team)
    mandates.end(seat, dt.date(2025, 6, 30), "resigned")
    return TermFactory(organ=organ)


def figures(term, day=DAY):
    return {figure.key: figure for figure in statistics.structure(term, day)}


def test_every_share_as_counted_by_hand(term, django_assert_max_num_queries):
    with django_assert_max_num_queries(2):
        found = figures(term)
    assert {key: figure.part for key, figure in found.items() if figure.part} == {
        "number": 4, "women": 2, "grass_roots": 2, "non_party": 1, "re_elected": 1, "degree_master": 1,
        "degree_bachelor": 2, "degree_unknown": 1, "titled": 1, "age_0": 1, "age_36": 1, "age_56": 1,
        "age_unknown": 1,
    }  # fmt: skip
    assert found["women"].rate == Fraction(1, 2) and found["number"].rate is None
    for figure in found.values():
        assert figure.rows.count() == figure.part, figure.key
        assert figure.definition


def test_age_bands_and_unknown_ages_add_up(term):
    found = figures(term)
    assert sum(f.part for key, f in found.items() if key.startswith("age_")) == found["number"].part


def test_the_suspended_hold_their_seat_and_are_counted_apart(term):
    seat = statistics.seats_of(term, DAY).first()
    mandates.suspend(seat, DAY, SUSPENSIONS[0])
    assert (figures(term)["number"].part, figures(term)["suspended"].part) == (4, 1)


def test_mean_age_says_over_whom(term):
    found = statistics.mean_age(statistics.seats_of(term, DAY), DAY)
    assert (found.years, found.known, found.unknown) == (36 + 35 + 56, 3, 1)
    assert found.mean == Fraction(127, 3) and found.rows.count() == 3


def test_vacancies_are_seats_less_holders(term):
    seats = statistics.seats_of(term, DAY)
    parts = statistics.by_grouping(seats, term, "delegation", DAY)
    assert [(part.holders, part.seats, part.vacant) for part in parts] == [(4, 4, 0), (0, 2, 2)]
    assert statistics.vacancies(parts) == 2 and parts[0].rows.count() == 4
    GroupingFactory(organ=term.organ, seats=None)
    assert statistics.vacancies(statistics.by_grouping(seats, term, "delegation", DAY)) is None


def test_overlapping_quotas(term):
    assert statistics.overlaps(statistics.seats_of(term, DAY)) == {
        frozenset({"women", "grass_roots", "non_party"}): 1,
        frozenset({"grass_roots", "re_elected"}): 1,
        frozenset({"women"}): 1,
        frozenset(): 1,
    }


def test_change_over_time_and_who_came_and_went(term):
    early = dt.date(2025, 6, 30)
    (_one, before), (_two, after) = movements.over_time(term, [early, DAY])
    change = movements.change(before, after)
    assert (change["number"], change["women"], change["degree_doctor"]) == (-1, 0, -1)
    (gone,) = movements.went(term, early, DAY)
    assert (gone.ground, gone.number, gone.rows.get().ended) == ("resigned", 1, early)
    assert movements.went(term, early + dt.timedelta(days=1), DAY) == []
    assert [(m.ground, m.number) for m in movements.came(term, TERM_BEGAN, DAY)] == [("elected", 5)]


def test_an_empty_term_divides_by_nothing(db):
    term = TermFactory(organ=make_organ("cppcc"))
    assert {figure.rate for figure in statistics.structure(term, DAY)} == {None}
    assert statistics.mean_age(statistics.seats_of(term, DAY), DAY).mean is None


@given(st.dates(dt.date(1920, 1, 1), dt.date(2000, 1, 1)), st.dates(dt.date(2020, 1, 1), dt.date(2030, 12, 31)))
def test_age_and_the_bounds_of_the_bands_agree(born, day):
    years = statistics.age(born, day)
    assert born <= statistics._birthday(day, years)
    assert born > statistics._birthday(day, years + 1)
