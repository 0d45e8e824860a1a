"""Conditions on facts that stand in bridge tables: tags, groups, persons, what became of a matter.

Each asks whether there is such a row, so that a fact with two fitting rows is still one fact.
"""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Replace

from yishi.foundation.facts.models import Fact, FactGroup, FactPerson, FactTag
from yishi.foundation.people.models import Belonging, Grouping
from yishi.readings.figures.engine.atoms import ATTENDANCE, DURATION, Frame, Where

ATTRIBUTES = {
    "kind": "kind", "sex": "person__sex", "degree": "person__degree", "grass_roots": "grass_roots",
    "non_party": "non_party", "re_elected": "re_elected",
}  # fmt: skip
"""`person.*` -> where it stands, seen from a mandate. The sector is dated, and found by `in_sector`."""
FLAGS = frozenset({"grass_roots", "non_party", "re_elected"})
YES, NO = "yes", "no"


def attribute(name: str, values: frozenset[str], at: str = "") -> Q:
    """Mandates of which an attribute has one of these values."""
    return Q(**{f"{at}{ATTRIBUTES[name]}__in": held(name, values)})


def held(name: str, values: frozenset[str]) -> frozenset[Any]:
    """The values as they stand in the column."""
    return frozenset(value == YES for value in values) if name in FLAGS else values


def in_sector(values: frozenset[str], mandate: str, day: Any) -> Exists:
    """Whether a mandate belonged to one of these sectors on a day; a second sector does not count."""
    rows = Belonging.objects.filter(
        Q(ended=None) | Q(ended__gte=day), mandate=OuterRef(mandate), second=False, began__lte=day,
        grouping__kind=Grouping.Kind.SECTOR, grouping__name__in=values,
    )  # fmt: skip
    return Exists(rows)


def persons(where: Where) -> Q | None:
    """Conditions on the row of a person who took part; None where nothing is asked of persons."""
    if not (where.roles or where.person):
        return None
    found = Q(role__in=where.roles) if where.roles else Q()
    for name, values in where.person:
        if name == "sector":
            found &= Q(in_sector(values, "mandate_id", OuterRef("fact__day")))
        else:
            found &= attribute(name, values, "mandate__")
    return found


def bridged(where: Where, frame: Frame, at: str = "", *, of_persons: bool = True) -> Q:
    """Every condition of `where` that no column of the fact answers, seen from the fact or through `at` from a bridge."""
    key, found = f"{at}pk" if at else "pk", Q()
    if where.topics:
        found &= Q(**{f"{at}topic__in": where.topics}) | Q(_has(FactTag, key, tag__in=where.topics))
    if where.tags:
        found &= Q(_has(FactTag, key, tag__in=where.tags))
    if where.groups:
        found &= Q(_has(FactGroup, key, grouping__in=where.groups))
    if of_persons and (of_whom := persons(where)) is not None:
        took_part = Q(Exists(FactPerson.objects.filter(of_whom, fact=OuterRef(key))))
        found &= took_part | Q(_by_heads(where, at)) if where.heads and where.roles and not where.person else took_part
    for kind in sorted(where.became):
        found &= Q(_became(kind, where, frame, at))
    if where.lone:
        lasting = Fact.objects.filter(matter=OuterRef(f"{at}matter"), kind=DURATION, source=OuterRef(f"{at}kind"))
        found &= ~Q(Exists(lasting))
    return found


def _by_heads(where: Where, at: str) -> Exists:
    """Whether persons of one of these roles took part in the happening of whom but the number is kept."""
    rows = Fact.objects.filter(matter=OuterRef(f"{at}matter"), kind=ATTENDANCE, source=OuterRef(f"{at}kind"))
    return Exists(rows.filter(outcome__in=where.roles))


def _has(bridge: Any, key: str, **what: Any) -> Exists:
    return Exists(bridge.objects.filter(fact=OuterRef(key), **what))


def _became(kind: str, where: Where, frame: Frame, at: str) -> Exists:
    """Whether the matter, or where single things are counted the thing itself, came to this by the window's end."""
    rows: QuerySet[Fact] = Fact.objects.filter(
        matter=OuterRef(f"{at}matter"), kind=kind, sealed=False, day__lte=frame.span.until
    )
    if where.happening:
        (was,) = where.by_column["kind"]
        same = Replace(OuterRef(f"{at}key"), Value(f"{was}/"), Value(f"{kind}/"))
        rows = rows.filter(key=same)
    return Exists(rows)
