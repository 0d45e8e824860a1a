"""How a term's seats changed: the structure as of several days; who came and went, and on what ground."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, QuerySet

from yishi.foundation.people.grounds import kinds
from yishi.foundation.people.models import Mandate, Term
from yishi.foundation.people.statistics import Figure, structure


@dataclass(frozen=True)
class Movement:
    """Seats that began or ended between two days on one ground."""

    ground: str
    title: str
    number: int
    rows: QuerySet[Mandate]
    reported: int = 0
    announced: int = 0
    """Of seats that ended: how many endings the credentials committee reported, how many were announced (代表法 63)."""


def over_time(term: Term, days: Iterable[dt.date], kind: str | None = None) -> list[tuple[dt.date, list[Figure]]]:
    """The structure as of each of the days."""
    return [(day, structure(term, day, kind)) for day in days]


def change(earlier: Iterable[Figure], later: Iterable[Figure]) -> dict[str, int]:
    """By how many seats each figure grew; figures that one of the two lacks are left out."""
    before = {figure.key: figure.part for figure in earlier}
    return {
        figure.key: figure.part - was
        for figure in later
        if figure.part is not None and (was := before.get(figure.key)) is not None
    }


def came(term: Term, first: dt.date, last: dt.date, kind: str | None = None) -> list[Movement]:
    """Seats begun from `first` to `last`, both included, by the way they began."""
    seats = Mandate.objects.filter(term=term, kind=kind or kinds(term.organ)[0], began__range=(first, last))
    return _by(seats, "begun_by", Mandate.Begun)


def went(term: Term, first: dt.date, last: dt.date, kind: str | None = None) -> list[Movement]:
    """Seats whose last day lies from `first` to `last`, both included, by the ground on which they ended."""
    seats = Mandate.objects.filter(term=term, kind=kind or kinds(term.organ)[0], ended__range=(first, last))
    return _by(seats, "ended_by", Mandate.Over)


def _by(seats: QuerySet[Mandate], column: str, grounds: type[Mandate.Begun] | type[Mandate.Over]) -> list[Movement]:
    counts = {"n": Count("pk"), "reported": Count("reported"), "announced": Count("announced")}
    found = {row[column]: row for row in seats.order_by().values(column).annotate(**counts)}
    return [
        Movement(
            ground.value,
            str(ground.label),
            row["n"],
            seats.filter(**{column: ground.value}),
            row["reported"],
            row["announced"],
        )
        for ground in grounds
        if (row := found.get(ground.value))
    ]
