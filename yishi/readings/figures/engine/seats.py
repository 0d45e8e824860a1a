"""Seats: mandates in force at the end of the window's last day, the suspended too, as a term's structure counts them.

Where no kind of seat is named they are deputies' and members': a standing committee's seats are held besides.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count as Number
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from yishi.foundation.people.models import Belonging, Grouping, Mandate, in_force
from yishi.readings.figures.engine.atoms import Frame
from yishi.readings.figures.engine.filters import ATTRIBUTES, attribute, held
from yishi.readings.figures.engine.names import Names, Unknown
from yishi.readings.figures.engine.questions import NotCounted, persons_of
from yishi.readings.figures.engine.scope import Scope
from yishi.readings.figures.expression import Count

USUAL = frozenset({Mandate.Kind.DEPUTY.value, Mandate.Kind.MEMBER.value})


@dataclass(frozen=True)
class Seats:
    """Which seats: values by attribute, sectors by name, groups by key."""

    frame: Frame
    by: tuple[tuple[str, frozenset[str]], ...]
    sectors: frozenset[str] = frozenset()
    groups: frozenset[int] = frozenset()


def asked(count: Count, frame: Frame, names: Names) -> Seats:
    """What a count asks of seats. Raises `NotCounted` for what a seat does not have."""
    if wrong := [name for name in count.facets if name != "group" and not name.startswith("person.")]:
        raise NotCounted(_("席位不能按“%(name)s”细分。") % {"name": wrong[0]})
    if frame.cohort or frame.outside:
        raise NotCounted(_("席位没有批次，也没有系统外的数。"))
    by = dict(persons_of(count))
    sectors = by.pop("sector", frozenset())
    by.setdefault("kind", USUAL)
    try:
        groups = names.keys("group", count.facets["group"]) if "group" in count.facets else frozenset()
    except Unknown as unknown:
        raise NotCounted(str(unknown)) from None
    return Seats(frame, tuple(sorted(by.items())), sectors, groups)


def answer(wanted: Iterable[Seats], scope: Scope) -> dict[Seats, Decimal]:
    """The numbers of seats: a query for each day and organ, and for each further combination of sectors and groups."""
    together: dict[Any, list[Seats]] = defaultdict(list)
    for each in wanted:
        one_sector = len(each.sectors) == 1
        together[each.frame, one_sector, frozenset() if one_sector else each.sectors, each.groups].append(each)
    found: dict[Seats, Decimal] = {}
    for (frame, by_sector, sectors, groups), alike in together.items():
        rows = of_frame(frame, scope).filter(_within(frame, sectors, groups))
        found |= _in_sectors(rows, frame, alike) if by_sector else _plain(rows, alike)
    return found


def of_frame(frame: Frame, scope: Scope) -> QuerySet[Mandate]:
    """Every mandate in force at the end of the frame's last day."""
    return Mandate.objects.filter(scope.mine(frame.tree), in_force(frame.span.until)).order_by()


def rows(seats: Seats, scope: Scope) -> QuerySet[Mandate]:
    """The seats themselves."""
    found = of_frame(seats.frame, scope).filter(_within(seats.frame, seats.sectors, seats.groups))
    for name, values in seats.by:
        found = found.filter(attribute(name, values))
    return found


def _within(frame: Frame, sectors: frozenset[str], groups: frozenset[int]) -> Q:
    found, day = Q(), frame.span.until
    if sectors:
        belongs = Belonging.objects.filter(in_force(day), SECTOR, grouping__name__in=sectors)
        found &= Q(pk__in=belongs.values("mandate"))
    if groups:
        found &= Q(pk__in=Belonging.objects.filter(in_force(day), grouping__in=groups).values("mandate"))
    return found


SECTOR = Q(grouping__kind=Grouping.Kind.SECTOR, second=False)


def _plain(rows: QuerySet[Mandate], each: Sequence[Seats]) -> dict[Seats, Decimal]:
    columns = sorted({name for seats in each for name, _values in seats.by})
    fields = [ATTRIBUTES[name] for name in columns]
    cells = list(rows.values(*fields).annotate(n=Number("pk")).values_list(*fields, "n"))
    return {seats: _added(dict(seats.by), columns, cells) for seats in each}


def _in_sectors(rows: QuerySet[Mandate], frame: Frame, each: Sequence[Seats]) -> dict[Seats, Decimal]:
    columns = sorted({name for seats in each for name, _values in seats.by})
    fields = ["grouping__name", *(f"mandate__{ATTRIBUTES[name]}" for name in columns)]
    named = frozenset().union(*(seats.sectors for seats in each))
    found = Belonging.objects.filter(SECTOR, in_force(frame.span.until), mandate__in=rows, grouping__name__in=named)
    cells = found.order_by().values(*fields).annotate(n=Number("mandate", distinct=True)).values_list(*fields, "n")
    cells_held = list(cells)
    return {
        seats: _added({"sector": seats.sectors, **dict(seats.by)}, ["sector", *columns], cells_held) for seats in each
    }


def _added(wanted: Mapping[str, frozenset[str]], columns: Sequence[str], cells: Iterable[tuple[Any, ...]]) -> Decimal:
    places = [(at, held(name, wanted[name])) for at, name in enumerate(columns) if name in wanted]
    return Decimal(sum(cell[-1] for cell in cells if all(cell[at] in values for at, values in places)))
