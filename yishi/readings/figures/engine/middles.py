"""Medians: the quantities of a frame, each with how many facts have it, from which the middle is read off.

What differs only in the values of columns shares a query, as sums do."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Any

from django.db.models import Count, Q

from yishi.foundation.facts.models import Fact
from yishi.readings.figures.engine.atoms import Frame, Middle, Where
from yishi.readings.figures.engine.filters import bridged
from yishi.readings.figures.engine.scope import Scope

CENT = Decimal("0.01")
Signature = tuple[Frame, tuple[str, ...], Where]


def answer(asked: Iterable[Middle], scope: Scope) -> dict[Middle, Decimal | None]:
    """The medians, a query for each signature; None where there is nothing to be in the middle of."""
    groups: dict[Signature, list[Middle]] = defaultdict(list)
    for atom in asked:
        columns = tuple(sorted(atom.where.by_column))
        groups[atom.frame, columns, replace(atom.where, columns=())].append(atom)
    found: dict[Middle, Decimal | None] = {}
    for (frame, columns, condition), atoms in groups.items():
        cells = _cells(frame, columns, condition, atoms, scope)
        found |= {atom: middle(_together(atom, columns, cells)) for atom in atoms}
    return found


def _cells(
    frame: Frame, columns: Sequence[str], condition: Where, atoms: Sequence[Middle], scope: Scope
) -> list[tuple[Any, ...]]:
    """The values of the columns, a quantity, and how many facts have both."""
    found = scope.facts(frame) & bridged(condition, frame)
    for name in columns:
        found &= Q(**{f"{name}__in": frozenset().union(*(atom.where.by_column[name] for atom in atoms))})
    rows = Fact.objects.filter(found).order_by().values(*columns, "quantity").annotate(n=Count("pk"))
    return list(rows.values_list(*columns, "quantity", "n"))


def _together(atom: Middle, columns: Sequence[str], cells: Iterable[tuple[Any, ...]]) -> Mapping[Decimal, int]:
    held = [atom.where.by_column[name] for name in columns]
    found: Counter[Decimal] = Counter()
    for *values, quantity, number in cells:
        if all(value in of for value, of in zip(values, held, strict=True)):
            found[quantity] += number
    return found


def middle(numbers: Mapping[Decimal, int]) -> Decimal | None:
    """The middle of quantities that each occur so often, to two digits; None of none."""
    total = sum(numbers.values())
    if not total:
        return None
    wanted, passed = ((total - 1) // 2, total // 2), 0
    of: list[Decimal] = []
    for quantity in sorted(numbers):
        passed += numbers[quantity]
        of += [quantity for at in wanted[len(of) :] if at < passed]
        if len(of) == len(wanted):
            break
    return (sum(of, Decimal(0)) / 2).quantize(CENT, ROUND_HALF_EVEN)
