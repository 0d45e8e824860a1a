"""Sums: the facts of a frame grouped once into cells, from which every sum that fits is added up.

What differs only in the values of columns shares a cube. Line, kind, source, outcome and measure are put into one cube
whoever asks for them, as few of their combinations occur; topic, place and unit make cubes of their own. Where each asks
for one tag or group alone, these are columns too; what is asked of several at once is a condition of its own cube, lest a
fact with two of them count twice.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import F, Model, Q
from django.db.models import Sum as Total

from yishi.foundation.facts.models import Fact, FactGroup, FactPerson, FactTag
from yishi.readings.figures.engine.atoms import Frame, Sum, Where
from yishi.readings.figures.engine.filters import bridged, persons
from yishi.readings.figures.engine.scope import Scope

SHARED = frozenset({"line", "kind", "source", "outcome", "measure"})
"""Columns that all sums of a frame share one cube for."""
ROOTS: dict[str, tuple[type[Model], str]] = {
    "": (Fact, ""), "tag": (FactTag, "fact__"), "grouping": (FactGroup, "fact__"), "role": (FactPerson, "fact__"),
}  # fmt: skip
"""By what facts are looked at: the column that it adds, its table, and the way from it to the fact."""
Cell = tuple[tuple[Any, ...], Decimal]


@dataclass(frozen=True)
class Cube:
    """What sums must have in common to share a query: the frame, the table looked from, further columns, conditions."""

    frame: Frame
    root: str
    further: frozenset[str]
    condition: Where


def answer(asked: Iterable[Sum], scope: Scope, apart: frozenset[str]) -> dict[Sum, Decimal]:
    """The sums, a query for each cube. `apart` are the kinds that are no happenings."""
    by_cube: dict[Cube, list[Sum]] = defaultdict(list)
    for atom in asked:
        by_cube[cube_of(atom)].append(atom)
    found: dict[Sum, Decimal] = {}
    for cube, atoms in by_cube.items():
        found |= _of_cube(cube, atoms, scope, apart)
    return found


def cube_of(atom: Sum) -> Cube:
    """The cube that answers a sum."""
    where, root = atom.where, ""
    if atom.named:
        root = "role"
    elif len(where.tags) == 1:
        root = "tag"
    elif len(where.groups) == 1:
        root = "grouping"
    further = frozenset(where.by_column) - SHARED
    return Cube(atom.frame, root, further, _condition(where, root))


def _condition(where: Where, root: str) -> Where:
    """What of it is asked in the query rather than read off a cell."""
    return Where(
        topics=where.topics, became=where.became, lone=where.lone, person=where.person, off_topic=where.off_topic,
        tags=frozenset() if root == "tag" else where.tags, groups=frozenset() if root == "grouping" else where.groups,
        roles=frozenset() if root == "role" else where.roles,
        # What single things became is found by their kind, so each kind asks for itself.
        columns=tuple(each for each in where.columns if each[0] == "kind") if where.became and where.happening else (),
        happening=bool(where.became) and where.happening,
        heads=where.heads and bool(where.roles) and root != "role",
    )  # fmt: skip


def _of_cube(cube: Cube, atoms: Sequence[Sum], scope: Scope, apart: frozenset[str]) -> dict[Sum, Decimal]:
    columns = sorted({name for atom in atoms for name in atom.where.by_column} | cube.further)
    if any(atom.where.happening for atom in atoms) and "kind" not in columns:
        columns.append("kind")
    named = [*columns, cube.root] if cube.root else columns
    rows = _rows(cube, atoms, columns, scope)
    by_kind: dict[Any, list[Cell]] = defaultdict(list)
    at = named.index("kind") if "kind" in named else None
    for *cell, total in rows:
        by_kind[cell[at] if at is not None else None].append((tuple(cell), total or Decimal(0)))
    return {atom: _added(wanted(atom, cube.root), by_kind, named, apart, atom.where.happening) for atom in atoms}


def wanted(atom: Sum, root: str) -> dict[str, frozenset[Any]]:
    """The values that a sum takes, by column of its cube."""
    held: dict[str, frozenset[Any]] = dict(atom.where.by_column)
    extra: dict[str, frozenset[Any]] = {"tag": atom.where.tags, "grouping": atom.where.groups, "role": atom.where.roles}
    if root and extra[root]:
        held[root] = extra[root]
    return held


def _added(
    held: dict[str, frozenset[Any]], by_kind: dict[Any, list[Cell]], named: Sequence[str], apart: frozenset[str],
    happening: bool,
) -> Decimal:  # fmt: skip
    kinds = held.get("kind", by_kind.keys())
    rest = [(named.index(name), values) for name, values in held.items() if name != "kind"]
    total = Decimal(0)
    for kind in kinds:
        if happening and kind in apart:
            continue
        for cell, number in by_kind.get(kind, ()):
            if all(cell[at] in values for at, values in rest):
                total += number
    return total


def _rows(cube: Cube, atoms: Sequence[Sum], columns: Sequence[str], scope: Scope) -> Iterable[tuple[Any, ...]]:
    model, way = ROOTS[cube.root]
    found = scope.facts(cube.frame, way) & bridged(cube.condition, cube.frame, way, of_persons=cube.root != "role")
    if cube.root == "role" and (of_whom := persons(cube.condition)) is not None:
        found &= of_whom
    if cube.condition.off_topic:
        found &= ~Q(fact__topic=F("tag"))
    found &= _narrowed(atoms, columns, cube, way)
    fields = [f"{way}{name}" for name in columns] + ([cube.root] if cube.root else [])
    rows = model._default_manager.filter(found).order_by()
    if not fields:
        return [(rows.aggregate(total=Total(f"{way}quantity"))["total"],)]
    return rows.values(*fields).annotate(total=Total(f"{way}quantity")).values_list(*fields, "total")


def _narrowed(atoms: Sequence[Sum], columns: Sequence[str], cube: Cube, way: str) -> Q:
    """Leave out what no sum asks for, by every column that each of them names."""
    found = Q()
    for name in [*columns, cube.root] if cube.root else columns:
        values = [wanted(atom, cube.root).get(name) for atom in atoms]
        if values and all(values):
            at = name if name == cube.root else f"{way}{name}"
            found &= Q(**{f"{at}__in": frozenset().union(*(each for each in values if each))})
    return found
