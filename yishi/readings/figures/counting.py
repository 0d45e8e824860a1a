"""Values of expressions: however many are asked, a few queries answer them.

    counter = Counter(actor, Span(dt.date(2026, 1, 1), dt.date(2026, 12, 31)))
    counter.values([figure.expression for figure in figures])

Every count becomes atoms (`engine/questions.py`); atoms with the same days, organs and columns share a query
(`engine/cubes.py`, `engine/sets.py`). An atom once answered is kept: a counter is for one page or paper, not for longer.
The numbers are of the whole organ or tree, whoever asks; which rows he may open, `rows.py` says. Of sealed evaluations
each is told what `engine/evaluations.py` lets him know.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import ROUND_HALF_EVEN, Decimal
from functools import cached_property
from itertools import islice
from typing import Any

from django.utils.translation import gettext as _

from yishi.foundation.people.actors import Actor
from yishi.readings.figures.engine import cubes, middles, plans, seats, sets
from yishi.readings.figures.engine.atoms import Distinct, Frame, Middle, Sum
from yishi.readings.figures.engine.evaluations import Evaluations, asks_of
from yishi.readings.figures.engine.names import Names, catalogue_of
from yishi.readings.figures.engine.plans import Targets
from yishi.readings.figures.engine.questions import NotCounted, atoms_of, frame_of, writable
from yishi.readings.figures.engine.scope import Scope
from yishi.readings.figures.expression import Count, Expression
from yishi.readings.figures.figure import Value
from yishi.readings.figures.windows import Span

Leaf = tuple[Count, int]
"""A count, and how many years back: a change asks the same of the year before."""
MOST_LEAVES = 200
FOURTH, SECOND = Decimal("0.0001"), Decimal("0.01")


class Counter:
    """Counts for one reader in his organ, over the days asked."""

    def __init__(self, reader: Actor, asked: Span) -> None:
        self.reader, self.asked = reader, asked
        self.scope = Scope(reader.organ)
        self.names = Names(self.scope, catalogue_of(self.scope))
        self._frames: dict[Any, Frame | NotCounted] = {}
        self._atoms: dict[Any, Decimal | None] = {}
        self._leaves: dict[Leaf, Value] = {}
        self._refusals: dict[Leaf, str] = {}
        self._targets: dict[int, Targets] = {}

    @cached_property
    def evaluations(self) -> Evaluations:
        """What the reader may know of evaluations."""
        return Evaluations(self.reader, self.names)

    def value(self, expression: Expression) -> Value:
        """The value of one."""
        return self.values([expression])[0]

    def values(self, expressions: Sequence[Expression]) -> list[Value]:
        """The value of each, in their order. One that cannot be counted has no number, and a note that says why."""
        held = [each for each in expressions if not too_long(each)]
        leaves = dict.fromkeys(leaf for each in held for leaf in leaves_of(each))
        self._answer([leaf for leaf in leaves if leaf not in self._leaves])
        return [
            Value(None, note=_("算法太长，请拆开。")) if too_long(each) else self._valued(each) for each in expressions
        ]

    def refused(self, expression: Expression) -> str:
        """Why an expression means nothing here, whatever the facts; empty where it does, though it have no number.

        Of a figure that was counted before."""
        if too_long(expression):
            return self.value(expression).note
        return next((self._refusals[leaf] for leaf in leaves_of(expression) if leaf in self._refusals), "")

    def frame(self, count: Count, back: int = 0) -> Frame:
        """Days and organs of a count. Raises `NotCounted`."""
        mode = {"stock": "stock", "streak": "ever"}.get(count.what, "in")
        key = (count.window, count.tree, count.outside, count.cohort, mode, back)
        if key not in self._frames:
            try:
                self._frames[key] = frame_of(count, self.asked, self.reader.organ, back)
            except NotCounted as reason:
                self._frames[key] = reason
        found = self._frames[key]
        if isinstance(found, NotCounted):
            raise found
        return found

    # the counts

    def _answer(self, leaves: Sequence[Leaf]) -> None:
        self.names.learn(count for count, _back in leaves if writable(count))
        put: dict[Leaf, tuple[Any, ...]] = {}
        for leaf in leaves:
            try:
                self._put(leaf, put)
            except NotCounted as reason:
                self._refusals[leaf] = str(reason)
                self._leaves[leaf] = Value(None, note=str(reason))
        self._atoms |= self._answered({atom for atoms in put.values() for atom in atoms} - self._atoms.keys())
        for leaf, atoms in put.items():
            numbers = [number for atom in atoms if (number := self._atoms[atom]) is not None]
            self._leaves[leaf] = Value(_exact(sum(numbers, Decimal(0))) if len(numbers) == len(atoms) else None)

    def _put(self, leaf: Leaf, put: dict[Leaf, tuple[Any, ...]]) -> None:
        """Make atoms of a count, or its value where no facts are asked."""
        count, back = leaf
        frame = self.frame(count, back)
        if count.window.name == "plan":
            self._leaves[leaf] = plans.value(count, frame.span.until.year, self._planned)
        elif asks_of(count):
            self._leaves[leaf] = self.evaluations.value(count, frame)
        elif count.what == "seats":
            put[leaf] = (seats.asked(count, frame, self.names),)
        else:
            put[leaf] = atoms_of(count, frame, self.names)

    def _planned(self, year: int) -> Targets:
        if year not in self._targets:
            self._targets[year] = plans.targets(self.reader.organ, year)
        return self._targets[year]

    def _answered(self, atoms: Iterable[Any]) -> Mapping[Any, Decimal | None]:
        held = list(atoms)
        return {
            **cubes.answer([atom for atom in held if isinstance(atom, Sum)], self.scope, self.names.apart),
            **sets.answer([atom for atom in held if isinstance(atom, Distinct)], self.scope, self.names.apart),
            **middles.answer([atom for atom in held if isinstance(atom, Middle)], self.scope),
            **seats.answer([atom for atom in held if isinstance(atom, seats.Seats)], self.scope),
        }

    # what is put together of them

    def _valued(self, found: Expression, back: int = 0) -> Value:
        if isinstance(found, Count):
            return self._leaves[found, back]
        if found.how in ("change", "growth"):
            parts = [self._valued(found.parts[0], back), self._valued(found.parts[0], back + 1)]
        else:
            parts = [self._valued(part, back) for part in found.parts]
        numbers = tuple(part.number for part in parts)
        note = next((part.note for part in parts if part.note), "")
        if None in numbers:
            return Value(None, numbers, note)
        return Value(_WAYS[found.how](*numbers), numbers, note)


def too_long(found: Expression) -> bool:
    """Of a change in a change in a change there are endlessly many years before."""
    return next(islice(leaves_of(found), MOST_LEAVES, None), None) is not None


def leaves_of(found: Expression, back: int = 0) -> Iterator[Leaf]:
    """Every count that an expression needs."""
    if isinstance(found, Count):
        yield found, back
        return
    for part in found.parts:
        yield from leaves_of(part, back)
        if found.how in ("change", "growth"):
            yield from leaves_of(part, back + 1)


def percent(part: Decimal, whole: Decimal) -> Decimal | None:
    """Two digits, rounded as the rooms' own rates are; None of nothing."""
    return Decimal(str(round(100 * float(part) / float(whole), 2))) if whole else None


def _mean(total: Decimal, number: Decimal) -> Decimal | None:
    return _exact((total / number).quantize(SECOND, ROUND_HALF_EVEN)) if number else None


def _growth(now: Decimal, before: Decimal) -> Decimal | None:
    return percent(now - before, before)


def _plus(*parts: Decimal) -> Decimal:
    return sum(parts, Decimal(0))


def _minus(one: Decimal, other: Decimal) -> Decimal:
    return one - other


_WAYS: Mapping[str, Callable[..., Decimal | None]] = {
    "rate": percent, "coverage": percent, "mean": _mean, "plus": _plus, "minus": _minus, "change": _minus,
    "growth": _growth,
}  # fmt: skip


def _exact(number: Decimal) -> Decimal:
    """Without the noise that a database's own arithmetic leaves beyond the fourth digit."""
    number = number.quantize(FOURTH)
    return number.quantize(Decimal(1)) if number == number.to_integral_value() else number.normalize()
