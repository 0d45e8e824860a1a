"""Overdue is decided once: what SQL finds is what Python says, for any clocks on any day."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from yishi.foundation.clocks.models import Clock
from yishi.foundation.clocks.overdue import is_overdue, met_late, overdue, was_late
from yishi.foundation.matters.models import Matter

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
START = dt.date(2026, 1, 5)
# Few days, so that "on the day itself" comes up in most examples.
days = st.integers(0, 6).map(lambda n: START + dt.timedelta(days=n))
ends = st.one_of(st.none(), st.tuples(st.sampled_from(["met_on", "stopped_on"]), days))
each_example = settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])


@st.composite
def one_clock(draw: st.DrawFn) -> dict[str, Any]:
    """The days of a clock that the database lets in."""
    started, due = sorted((draw(days), draw(days)))
    end = draw(ends)
    return {"started_on": started, "due_on": due, "original_due_on": due} | ({end[0]: end[1]} if end else {})


def save(matter: Matter, drawn: list[dict[str, Any]]) -> list[Clock]:
    """Their rows."""
    rows = [
        Clock(
            organ=matter.organ,
            room=matter.room,
            matter=matter,
            root=matter,
            kind="reply",
            round=at,
            article="x",
            **words,
        )
        for at, words in enumerate(drawn)
    ]
    return Clock.objects.bulk_create(rows)


@each_example
@given(drawn=st.lists(one_clock(), max_size=12), today=days)
def test_sql_finds_what_python_calls_overdue(matter: Matter, drawn: list[dict[str, Any]], today: dt.date) -> None:
    with transaction.atomic():
        rows = save(matter, drawn)
        wanted = {row.pk for row in rows if is_overdue(row, today)}
        assert set(Clock.objects.filter(overdue(today)).values_list("pk", flat=True)) == wanted
        found = set(Matter.objects.filter(overdue(today, "clocks__")).values_list("pk", flat=True))
        assert found == ({matter.pk} if wanted else set())
        transaction.set_rollback(True)


@each_example
@given(drawn=st.lists(one_clock(), max_size=12))
def test_sql_finds_what_python_calls_met_late(matter: Matter, drawn: list[dict[str, Any]]) -> None:
    with transaction.atomic():
        rows = save(matter, drawn)
        found = set(Clock.objects.filter(met_late()).values_list("pk", flat=True))
        assert found == {row.pk for row in rows if was_late(row)}
        transaction.set_rollback(True)


@given(words=one_clock(), today=days)
def test_a_clock_is_owed_to_the_end_of_its_last_day(words: dict[str, Any], today: dt.date) -> None:
    clock = Clock(**words)
    running = clock.met_on is None and clock.stopped_on is None
    assert is_overdue(clock, today) == (running and today - clock.due_on >= dt.timedelta(days=1))
    assert not is_overdue(clock, clock.due_on)
    assert not (is_overdue(clock, today) and was_late(clock)), "what is met is late or not, and overdue no more"


def test_the_database_lets_no_impossible_clock_in(matter: Matter) -> None:
    good = {"started_on": START, "due_on": START, "original_due_on": START}
    late = START + dt.timedelta(days=1)
    for bad in ({"started_on": late}, {"met_on": late, "stopped_on": late}):
        with pytest.raises(IntegrityError), transaction.atomic():
            save(matter, [good | bad])
    save(matter, [good])
    with pytest.raises(IntegrityError), transaction.atomic():
        save(matter, [good])  # once a round, on both databases, though no unit is named
