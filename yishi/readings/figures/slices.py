"""A figure cut by month, topic, place, unit, organ or result: each cut's own value, in few questions however many cuts.

    cuts(counter, expression, "month")      [Cut("2026-01", Value(3)), Cut("2026-02", Value(5)), ...]

Cuts are of facts and by one column of them; of a rate each cut has its own part and whole. What is counted as it stands on
a day, over years, from the plan, or is sealed, has no cuts, and of distinct things the cuts add up to more than the whole.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from yishi.foundation.facts.models import Fact
from yishi.readings.figures.counting import Counter, percent
from yishi.readings.figures.engine import cubes, middles, sets
from yishi.readings.figures.engine.atoms import Distinct, Middle, Sum
from yishi.readings.figures.engine.evaluations import asks_of
from yishi.readings.figures.engine.questions import NotCounted, atoms_of
from yishi.readings.figures.expression import Compound, Count, Expression, counts
from yishi.readings.figures.figure import Value

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "month": ("day__year", "day__month"), "topic": ("topic",), "place": ("place",), "unit": ("unit",), "organ": ("organ",),
    "outcome": ("outcome",),
}  # fmt: skip
"""By what it may be cut -> the columns of the fact."""
WHOLE = frozenset({"stock", "streak", "seats"})
"""What is counted as it stands, and not by the happenings of the days."""
UNCUT = frozenset({"plan"})
ADDITIVE = frozenset({"times", "sum", "person_times", "days"})
Key = tuple[Any, ...]


@dataclass(frozen=True)
class Cut:
    """One cut: the values of its columns (a year and a month, or one), and its number."""

    key: Key
    value: Value


def cuttable(expression: Expression) -> bool:
    """Whether it has cuts at all."""
    if isinstance(expression, Compound) and expression.how in ("change", "growth"):
        return False
    return all(
        count.what not in WHOLE and count.window.name not in UNCUT and not asks_of(count) and not count.cohort
        for count in counts(expression)
    )


def additive(expression: Expression) -> bool:
    """Whether its cuts add up to the whole."""
    return isinstance(expression, Count) and expression.what in ADDITIVE


def cuts(counter: Counter, expression: Expression, by: str) -> list[Cut]:
    """The cuts in which there is something, by their keys; none where it has none. `by` is of `COLUMNS`."""
    if not cuttable(expression):
        return []
    columns, leaves = COLUMNS[by], list(dict.fromkeys(counts(expression)))
    counter.names.learn(leaves)
    try:
        keys = sorted({key for leaf in leaves for key in _keys(counter, leaf, columns)}, key=_order)
        values = _valued(counter, leaves, columns, keys)
    except NotCounted:
        return []
    return [Cut(key, value(expression, lambda leaf, key=key: values[leaf, key])) for key in keys]  # type: ignore[misc]


def _order(key: Key) -> tuple[Any, ...]:
    return tuple((part == "", part) for part in key)


def _keys(counter: Counter, leaf: Count, columns: Sequence[str]) -> set[Key]:
    """The values that these columns have in the days and organs of a count, among its kinds where it names them."""
    frame = counter.frame(leaf)
    rows = Fact.objects.filter(counter.scope.facts(frame)).order_by()
    facets = leaf.facets
    kinds = {*counter.names.included(facets.get("kind", ())), *facets.get("source", ())}
    if kinds:
        rows = rows.filter(kind__in=kinds)
    elif "line" in facets:
        rows = rows.filter(line__in=facets["line"])
    return {key for key in rows.values_list(*columns).distinct() if None not in key}


def _valued(
    counter: Counter, leaves: Sequence[Count], columns: Sequence[str], keys: Sequence[Key]
) -> Mapping[tuple[Count, Key], Decimal | None]:
    """Each count in each cut: its atoms narrowed to the cut, and asked together."""
    made: dict[tuple[Count, Key], list[Any]] = defaultdict(list)
    for leaf in leaves:
        for atom in atoms_of(leaf, counter.frame(leaf), counter.names):
            for key in keys:
                narrowed: dict[str, Any] = {name: frozenset({part}) for name, part in zip(columns, key, strict=True)}
                if all(narrowed[name] <= held for name, held in _held(atom, columns).items()):
                    made[leaf, key].append(replace(atom, where=atom.where.having(**narrowed)))
    asked = {atom for atoms in made.values() for atom in atoms}
    found: dict[Any, Decimal | None] = dict(
        cubes.answer([atom for atom in asked if isinstance(atom, Sum)], counter.scope, counter.names.apart)
    )
    found |= sets.answer([atom for atom in asked if isinstance(atom, Distinct)], counter.scope, counter.names.apart)
    found |= middles.answer([atom for atom in asked if isinstance(atom, Middle)], counter.scope)
    return {(leaf, key): _sum([found[atom] for atom in made[leaf, key]]) for leaf in leaves for key in keys}


def _sum(numbers: Sequence[Decimal | None]) -> Decimal | None:
    held = [number for number in numbers if number is not None]
    return sum(held, Decimal(0)) if len(held) == len(numbers) else None


def _held(atom: Any, columns: Sequence[str]) -> Mapping[str, Any]:
    """What the atom asks of these columns already."""
    held = atom.where.by_column
    return {name: held[name] for name in columns if name in held}


def value(expression: Expression, of: Callable[[Count], Decimal | None]) -> Value:
    """The value of an expression from those of its counts."""
    if isinstance(expression, Count):
        number = of(expression)
        return Value(None if number is None else number.normalize() + 0)
    parts = [value(part, of).number for part in expression.parts]
    numbers = [part for part in parts if part is not None]
    if len(numbers) < len(parts):
        return Value(None, tuple(parts))
    return Value(_together(expression.how, numbers), tuple(parts))


def _together(how: str, parts: Sequence[Decimal]) -> Decimal | None:
    if how in ("rate", "coverage"):
        return percent(parts[0], parts[1])
    if how == "mean":
        return (parts[0] / parts[1]).quantize(Decimal("0.01")) if parts[1] else None
    return parts[0] - parts[1] if how == "minus" else sum(parts, Decimal(0))


def months(since: dt.date, until: dt.date) -> list[Key]:
    """Every month from one day to another, so that those without anything are seen too."""
    first, last = since.year * 12 + since.month - 1, until.year * 12 + until.month - 1
    return [(number // 12, number % 12 + 1) for number in range(first, last + 1)]
