"""Distinct things: matters, people, units, places, organs, groups, names, the years of a streak, and what is
carried over from year to year.

Where each asks for one value of every column, the database counts; where one asks for several together, it names what it
found and it is counted here, as what two cells share must count once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from django.db.models import CharField, Count, F, Model, Q, QuerySet, Value
from django.db.models.functions import Cast, Concat, ExtractYear

from yishi.foundation.facts.models import Fact, FactGroup, FactOrgan, FactPerson, FactTag
from yishi.readings.figures.engine.atoms import Distinct, Frame, Where
from yishi.readings.figures.engine.filters import bridged, persons
from yishi.readings.figures.engine.scope import Scope


@dataclass(frozen=True)
class Root:
    """Where a thing stands: its table, the way from it to the fact, its column, and which rows name one at all."""

    model: type[Model]
    way: str
    key: Any
    there: Q = field(default_factory=Q)


PERSONS = Root(FactPerson, "fact__", F("mandate__person"))
ROOTS: dict[str, tuple[Root, ...]] = {
    "matters": (Root(Fact, "", F("matter")),),
    "units": (Root(Fact, "", F("unit"), Q(unit__isnull=False)),),
    "places": (Root(Fact, "", F("place"), ~Q(place="")),),
    "people": (PERSONS,),
    "groups": (Root(FactGroup, "fact__", F("grouping")),),
    "names": (Root(FactTag, "fact__", F("tag"), Q(tag__startswith="name:") | Q(tag__startswith="law:")),),
    "organs": (Root(Fact, "", F("organ")), Root(FactOrgan, "fact__", F("organ"))),
    "streak": (Root(Fact, "", ExtractYear("day")),),
    "carried": (Root(Fact, "", Concat(Cast("matter", CharField()), Value(":"), F("key"))),),
}
NAMED = frozenset({"organs", "streak", "carried"})
"""What is always named, to be put together here."""
Group = tuple[str, Frame, tuple[str, ...], Where, bool]


def answer(asked: Iterable[Distinct], scope: Scope, apart: frozenset[str]) -> dict[Distinct, Decimal]:
    """The numbers of distinct things, one or two queries for each signature. `apart` are the kinds that are no happenings."""
    groups: dict[Group, list[Distinct]] = defaultdict(list)
    for atom in asked:
        groups[_group(atom)].append(atom)
    found: dict[Distinct, Decimal] = {}
    for (what, frame, columns, condition, single), atoms in groups.items():
        rows = _Rows(what, frame, columns, condition, scope, apart)
        found |= rows.counted(atoms) if single else rows.named(atoms)
    return found


def _group(atom: Distinct) -> Group:
    where = atom.where
    roles = atom.what == "people" and bool(where.roles)
    columns = (*sorted(where.by_column), *(["role"] if roles else []))
    condition = replace(where, columns=(), roles=frozenset() if roles else where.roles)
    if where.became and where.happening:
        condition = replace(condition, columns=tuple(each for each in where.columns if each[0] == "kind"))
    single = atom.what not in NAMED and all(len(each) == 1 for each in _wanted(atom).values())
    return atom.what, atom.frame, columns, condition, single


def _wanted(atom: Distinct) -> dict[str, frozenset[Any]]:
    held: dict[str, frozenset[Any]] = dict(atom.where.by_column)
    return held | {"role": atom.where.roles} if atom.what == "people" and atom.where.roles else held


@dataclass(frozen=True)
class _Rows:
    """The rows of one signature."""

    what: str
    frame: Frame
    columns: tuple[str, ...]
    condition: Where
    scope: Scope
    apart: frozenset[str]

    def counted(self, atoms: Sequence[Distinct]) -> dict[Distinct, Decimal]:
        """One value a column: the database counts."""
        (root,) = ROOTS[self.what]
        rows, fields = self._rows(root, atoms), self._fields(root)
        if not fields:
            found = {(): rows.aggregate(n=Count(root.key, distinct=True))["n"]}
        else:
            counts = rows.values(*fields).annotate(n=Count(root.key, distinct=True)).values_list(*fields, "n")
            found = {tuple(cell): n for *cell, n in counts}
        cells = {atom: tuple(value for name in self.columns for value in _wanted(atom)[name]) for atom in atoms}
        return {atom: Decimal(found.get(cell, 0)) for atom, cell in cells.items()}

    def named(self, atoms: Sequence[Distinct]) -> dict[Distinct, Decimal]:
        """Several values together: things are named and counted here."""
        by_cell: dict[tuple[Any, ...], set[Any]] = defaultdict(set)
        for root in ROOTS[self.what]:
            pairs = self._rows(root, atoms).annotate(thing=root.key)
            for *cell, thing in pairs.values_list(*self._fields(root), "thing").distinct():
                by_cell[tuple(cell)].add(thing)
        return {atom: self._number(self._together(atom, by_cell)) for atom in atoms}

    def _together(self, atom: Distinct, by_cell: dict[tuple[Any, ...], set[Any]]) -> set[Any]:
        wanted = _wanted(atom)
        values = [wanted[name] for name in self.columns]
        found: set[Any] = set()
        for cell, things in by_cell.items():
            if all(value in held for value, held in zip(cell, values, strict=True)):
                found |= things
        return found

    def _number(self, things: set[Any]) -> Decimal:
        if self.what == "carried":  # a key ends with the year into which it was carried
            return Decimal(len({thing.rsplit("/", 1)[0] for thing in things}))
        if self.what != "streak":
            return Decimal(len(things))
        years, last = 0, self.frame.span.until.year
        while last - years in things:
            years += 1
        return Decimal(years)

    def _fields(self, root: Root) -> list[str]:
        return [name if name == "role" else f"{root.way}{name}" for name in self.columns]

    def _rows(self, root: Root, atoms: Sequence[Distinct]) -> QuerySet[Any, Any]:
        own = root.model is FactPerson
        found = root.there & self.scope.facts(self.frame, root.way)
        found &= bridged(self.condition, self.frame, root.way, of_persons=not own)
        if own and (of_whom := persons(self.condition)) is not None:
            found &= of_whom
        for name, at in zip(self.columns, self._fields(root), strict=True):
            found &= Q(**{f"{at}__in": frozenset().union(*(_wanted(atom)[name] for atom in atoms))})
        rows = root.model._default_manager.filter(found).order_by()
        return rows.exclude(**{f"{root.way}kind__in": self.apart}) if self.condition.happening else rows
