"""What a room's `figures.py` derives: facts before they are rows, compared with what stands and changed where they differ."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from yishi.foundation.facts.models import Fact, FactGroup, FactOrgan, FactPerson, FactTag
from yishi.foundation.matters.models import Matter


@dataclass(frozen=True)
class FactRow:
    """One fact of one matter; see `Fact` for the meaning of each field. Bridges are ids (persons: mandate and role)."""

    matter_id: int
    key: str
    day: dt.date
    kind: str
    line: str
    topic: str = ""
    source: str = ""
    outcome: str = ""
    place: str = ""
    unit_id: int | None = None
    quantity: Decimal = Decimal(1)
    measure: str = "件"
    until: dt.date | None = None
    sealed: bool = False
    persons: tuple[tuple[int, str], ...] = ()
    hosts: tuple[int, ...] = ()
    groups: tuple[int, ...] = ()
    tags: tuple[str, ...] = ()


COLUMNS = (
    "day", "kind", "line", "topic", "source", "outcome", "place", "unit_id", "quantity", "measure", "until", "sealed",
)  # fmt: skip


def replace(matters: Sequence[Matter], rows: Iterable[FactRow]) -> int:
    """Make the facts of `matters` be `rows`, and return how many changed. Facts that stand as derived are not touched.

    A number of queries that does not grow with the number of matters.
    """
    organs = {matter.pk: matter.organ for matter in matters}
    wanted = {(row.matter_id, row.key): row for row in rows}
    standing = {
        (fact.matter_id, fact.key): fact
        for fact in Fact.objects.filter(matter__in=list(organs)).prefetch_related("persons", "hosts", "groups", "tags")
    }
    stale = [fact.pk for place, fact in standing.items() if place not in wanted or _of(fact) != _as_is(wanted[place])]
    if stale:
        Fact.objects.filter(pk__in=stale).delete()
    gone = set(stale)
    missing = [row for place, row in wanted.items() if place not in standing or standing[place].pk in gone]
    _create(missing, organs)
    return len(gone) + len(missing)


def _as_is(row: FactRow) -> tuple[Any, ...]:
    return (
        *(getattr(row, column) for column in COLUMNS),
        frozenset(row.persons), frozenset(row.hosts), frozenset(row.groups), frozenset(row.tags),
    )  # fmt: skip


def _of(fact: Fact) -> tuple[Any, ...]:
    return (
        *(getattr(fact, column) for column in COLUMNS),
        frozenset((person.mandate_id, person.role) for person in fact.persons.all()),
        frozenset(host.organ_id for host in fact.hosts.all()),
        frozenset(group.grouping_id for group in fact.groups.all()),
        frozenset(tag.tag for tag in fact.tags.all()),
    )


def _create(rows: Sequence[FactRow], organs: dict[int, Any]) -> None:
    if not rows:
        return
    made = Fact.objects.bulk_create(
        Fact(
            organ=organs[row.matter_id], organ_path=organs[row.matter_id].path, matter_id=row.matter_id, key=row.key,
            **{column: getattr(row, column) for column in COLUMNS},
        )
        for row in rows
    )  # fmt: skip
    bridges: dict[type[Any], list[Any]] = defaultdict(list)
    for fact, row in zip(made, rows, strict=True):
        bridges[FactPerson] += [FactPerson(fact=fact, mandate_id=person, role=role) for person, role in row.persons]
        bridges[FactOrgan] += [FactOrgan(fact=fact, organ_id=organ) for organ in row.hosts]
        bridges[FactGroup] += [FactGroup(fact=fact, grouping_id=group) for group in row.groups]
        bridges[FactTag] += [FactTag(fact=fact, tag=tag) for tag in row.tags]
    for model, found in bridges.items():
        if found:
            model.objects.bulk_create(found)
