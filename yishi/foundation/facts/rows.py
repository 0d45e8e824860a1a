"""What a room's `figures.py` derives: facts before they are rows, compared with what stands and changed where they differ."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from operator import attrgetter
from typing import Any

from django.db import models
from django.db.models import F, QuerySet, Value

from yishi.foundation.facts.models import Fact, FactGroup, FactOrgan, FactPerson, FactTag
from yishi.foundation.matters.models import Matter
from yishi.foundation.prepared.objects import fresh
from yishi.foundation.prepared.select import LONGEST, Prepared
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
    outside: bool = False
    persons: tuple[tuple[int, str], ...] = ()
    hosts: tuple[int, ...] = ()
    groups: tuple[int, ...] = ()
    tags: tuple[str, ...] = ()


Derive = Callable[[Sequence[int]], Iterable[FactRow]]
"""A room's way from its rows to the facts of whole families, given the keys of their roots."""

COLUMNS = (
    "day", "kind", "line", "topic", "source", "outcome", "place", "unit_id", "quantity", "measure", "until", "sealed", "outside",
)  # fmt: skip
_columns = attrgetter(*COLUMNS)


def replace(matters: Sequence[Matter], rows: Iterable[FactRow], kinds: frozenset[str] | None = None) -> int:
    """Make the facts of `matters` be `rows`, and return how many changed. Facts that stand as derived are not touched,
    nor are those of other kinds than `kinds`, if given.

    A number of queries that does not grow with the number of matters.
    """
    stale, missing = differing(matters, rows, kinds)
    if stale:
        Fact.objects.filter(pk__in=stale).delete()
    _create(missing, {matter.pk: matter.organ for matter in matters})
    return len(stale) + len(missing)


def differing(
    matters: Sequence[Matter], rows: Iterable[FactRow], kinds: frozenset[str] | None = None
) -> tuple[dict[int, int], list[FactRow]]:
    """What `replace` would change: facts to go, each with its matter, and rows to be made. Nothing is written."""
    paths = {matter.pk: matter.organ.path for matter in matters}
    wanted = {(row.matter_id, row.key): row for row in rows}
    standing = _standing(list(paths), kinds)
    stale = {
        pk: place[0]
        for place, (pk, said) in standing.items()
        if place not in wanted or said != _as_is(wanted[place], paths[place[0]])
    }
    return stale, [row for place, row in wanted.items() if place not in standing or standing[place][0] in stale]


def _as_is(row: FactRow, path: str) -> tuple[Any, ...]:
    return (
        path, *_columns(row),
        frozenset(row.persons), frozenset(row.hosts), frozenset(row.groups), frozenset(row.tags),
    )  # fmt: skip


def _standing(
    matters: Sequence[int], kinds: frozenset[str] | None
) -> dict[tuple[int, str], tuple[int, tuple[Any, ...]]]:
    """The facts of these matters by matter and key: each with its own key and what it says."""
    named = kinds and tuple(sorted(kinds))
    found = _OF_MATTERS(matters, kinds=named)
    facts = [pk for pk, *_ in found]
    bridges = _bridges(facts, _OF_FACTS(facts) if len(facts) <= LONGEST else _OF_ALL(matters, kinds=named))
    return {(matter, key): (pk, (*columns, *bridges[pk])) for pk, matter, key, *columns in found}


def _of_matters(matters: Sequence[int], kinds: tuple[str, ...] | None) -> QuerySet[Any, Any]:
    found = Fact.objects.filter(matter__in=matters)
    found = found if kinds is None else found.filter(kind__in=kinds)
    return found.values_list("pk", "matter_id", "key", "organ_path", *COLUMNS)


_OF_MATTERS = Prepared(_of_matters)


def _bridges(facts: Sequence[int], rows: Iterable[tuple[Any, ...]]) -> dict[int, tuple[Any, ...]]:
    """Persons, hosts, groups and tags of each fact, out of rows that name their fact."""
    sides: dict[int, tuple[Any, ...]] = dict.fromkeys(facts, NONE)
    for fact, bridge, key, word in rows:
        if fact not in sides:
            continue  # made since the facts were asked for, where nothing is locked
        if sides[fact] is NONE:
            sides[fact] = (set(), set(), set(), set())
        sides[fact][bridge].add((key, word) if bridge == PERSONS else word if bridge == TAGS else key)
    return sides


PERSONS, HOSTS, GROUPS, TAGS = range(4)
"""The bridges in the order in which `_as_is` names them."""
NONE: tuple[frozenset[Any], ...] = (frozenset(),) * 4
"""Most facts have none; a set is equal to a frozen one."""
NO_KEY, NO_WORD = Value(0, models.BigIntegerField()), Value("", models.CharField())


def _sides(**which: Any) -> QuerySet[Any, Any]:
    """Rows of (fact, bridge, key, word)."""
    first, *others = [
        model._default_manager.filter(**which).values_list("fact_id", Value(bridge, models.IntegerField()), key, word)
        for bridge, model, key, word in (
            (PERSONS, FactPerson, F("mandate_id"), F("role")),
            (HOSTS, FactOrgan, F("organ_id"), NO_WORD),
            (GROUPS, FactGroup, F("grouping_id"), NO_WORD),
            (TAGS, FactTag, NO_KEY, F("tag")),
        )
    ]
    return first.union(*others, all=True)


def _of_all(matters: Sequence[int], kinds: tuple[str, ...] | None) -> QuerySet[Any, Any]:
    return _sides(fact__matter__in=matters, **({} if kinds is None else {"fact__kind__in": kinds}))


_OF_FACTS, _OF_ALL = Prepared(lambda facts: _sides(fact__in=facts)), Prepared(_of_all)
"""By the keys of few facts, or by their matters: of many facts the question itself would be the work."""


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
