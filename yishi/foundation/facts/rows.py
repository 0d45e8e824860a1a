"""What a room's `figures.py` derives: facts before they are rows, compared with what stands and changed where they differ."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import models
from django.db.models import F, QuerySet, Value

from yishi.foundation.facts.models import Fact, FactGroup, FactOrgan, FactPerson, FactTag
from yishi.foundation.matters.models import Matter
from yishi.foundation.prepared.objects import fresh
from yishi.foundation.prepared.select import Prepared
from yishi.foundation.prepared.write import insert, put


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


def replace(matters: Sequence[Matter], rows: Iterable[FactRow], kinds: frozenset[str] | None = None) -> int:
    """Make the facts of `matters` be `rows`, and return how many changed. Facts that stand as derived are not touched,
    nor are those of other kinds than `kinds`, if given.

    A number of queries that does not grow with the number of matters.
    """
    organs = {matter.pk: matter.organ for matter in matters}
    wanted = {(row.matter_id, row.key): row for row in rows}
    standing = _standing(list(organs), kinds)
    stale = {pk for place, (pk, said) in standing.items() if place not in wanted or said != _as_is(wanted[place])}
    if stale:
        Fact.objects.filter(pk__in=stale).delete()
    missing = [row for place, row in wanted.items() if place not in standing or standing[place][0] in stale]
    _create(missing, organs)
    return len(stale) + len(missing)


def _as_is(row: FactRow) -> tuple[Any, ...]:
    return (
        *(getattr(row, column) for column in COLUMNS),
        frozenset(row.persons), frozenset(row.hosts), frozenset(row.groups), frozenset(row.tags),
    )  # fmt: skip


def _standing(
    matters: Sequence[int], kinds: frozenset[str] | None
) -> dict[tuple[int, str], tuple[int, tuple[Any, ...]]]:
    """The facts of these matters by matter and key: each with its own key and what it says."""
    found = _OF_MATTERS(matters, kinds=kinds and tuple(sorted(kinds)))
    bridges = _bridges([pk for pk, *_ in found])
    return {(matter, key): (pk, (*columns, *bridges[pk])) for pk, matter, key, *columns in found}


def _of_matters(matters: Sequence[int], kinds: tuple[str, ...] | None) -> QuerySet[Any, Any]:
    found = Fact.objects.filter(matter__in=matters)
    found = found if kinds is None else found.filter(kind__in=kinds)
    return found.values_list("pk", "matter_id", "key", *COLUMNS)


_OF_MATTERS = Prepared(_of_matters)


def _bridges(facts: Sequence[int]) -> dict[int, tuple[frozenset[Any], ...]]:
    """Persons, hosts, groups and tags of each fact, all in one query."""
    sides: dict[int, tuple[set[Any], ...]] = {pk: (set(), set(), set(), set()) for pk in facts}
    if facts:
        for fact, bridge, key, word in _OF_FACTS(facts):
            sides[fact][bridge].add((key, word) if bridge == PERSONS else word if bridge == TAGS else key)
    return {pk: tuple(map(frozenset, each)) for pk, each in sides.items()}


PERSONS, HOSTS, GROUPS, TAGS = range(4)
"""The bridges in the order in which `_as_is` names them."""
NO_KEY, NO_WORD = Value(0, models.BigIntegerField()), Value("", models.CharField())


def _sides(facts: Sequence[int]) -> QuerySet[Any, Any]:
    """Rows of (fact, bridge, key, word)."""
    first, *others = [
        model._default_manager.filter(fact__in=facts).values_list(
            "fact_id", Value(bridge, models.IntegerField()), key, word
        )
        for bridge, model, key, word in (
            (PERSONS, FactPerson, F("mandate_id"), F("role")),
            (HOSTS, FactOrgan, F("organ_id"), NO_WORD),
            (GROUPS, FactGroup, F("grouping_id"), NO_WORD),
            (TAGS, FactTag, NO_KEY, F("tag")),
        )
    ]
    return first.union(*others, all=True)


_OF_FACTS = Prepared(_sides)


def _create(rows: Sequence[FactRow], organs: dict[int, Any]) -> None:
    if not rows:
        return
    made = [
        fresh(
            Fact, organ_id=organs[row.matter_id].pk, organ_path=organs[row.matter_id].path, matter_id=row.matter_id, key=row.key,
            **{column: getattr(row, column) for column in COLUMNS},
        )
        for row in rows
    ]  # fmt: skip
    bridged = any(row.persons or row.hosts or row.groups or row.tags for row in rows)
    (insert if bridged else put)(made)
    bridges: dict[type[Any], list[Any]] = defaultdict(list)
    for fact, row in zip(made, rows, strict=True):
        bridges[FactPerson] += [
            fresh(FactPerson, fact_id=fact.pk, mandate_id=person, role=role) for person, role in row.persons
        ]
        bridges[FactOrgan] += [fresh(FactOrgan, fact_id=fact.pk, organ_id=organ) for organ in row.hosts]
        bridges[FactGroup] += [fresh(FactGroup, fact_id=fact.pk, grouping_id=group) for group in row.groups]
        bridges[FactTag] += [fresh(FactTag, fact_id=fact.pk, tag=tag) for tag in row.tags]
    for found in bridges.values():
        put(found)
