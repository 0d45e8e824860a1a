"""Whose facts: an organ's own or its sub-tree's, and what others did together with it.

A fact belongs to the organ of its matter and to each co-host. Of an organ its own and those it co-hosted count; of a
sub-tree all of its organs' and those they co-hosted, each once.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import cached_property
from typing import Any, cast

from django.db.models import Q, QuerySet

from yishi.foundation.facts.models import Fact, FactOrgan
from yishi.foundation.people.models import Organ
from yishi.readings.figures.engine.atoms import Frame

FEW_ORGANS = 20
"""Organs that are each asked by their own index; of more the database is given the list."""
MOST_KEYS = 5000
"""Keys of co-hosted facts that are named one by one; of more the database is told how to find them."""


class Scope:
    """The organs of one reader. Nothing is read before it is needed, and everything once."""

    def __init__(self, organ: Organ) -> None:
        self.organ = organ

    @cached_property
    def _organs(self) -> Sequence[tuple[int, str]]:
        return list(Organ.objects.order_by("pk").values_list("pk", "path"))

    @cached_property
    def below(self) -> frozenset[int]:
        """The organ and all below it. Keys rather than paths: text is ordered differently by each database."""
        return frozenset(pk for pk, path in self._organs if path.startswith(self.organ.path))

    def organs(self, tree: bool) -> frozenset[int]:
        """Keys of the organs that are counted."""
        return self.below if tree else frozenset({self.organ.pk})

    def whole(self, tree: bool) -> bool:
        """Every organ of the installation: then nobody need look whose a fact is."""
        return tree and len(self.below) == len(self._organs)

    def mine(self, tree: bool, at: str = "organ_id") -> Q:
        """Rows of these organs."""
        if self.whole(tree):
            return Q()
        return Q(**{f"{at}__in": self.below}) if tree else Q(**{at: self.organ.pk})

    @cached_property
    def _hosted(self) -> dict[bool, list[tuple[int, dt.date, bool]]]:
        return {}

    def hosted(self, frame: Frame) -> Sequence[int] | QuerySet[Any, Any]:
        """Keys of what others held together with these organs within the frame; where they are very many, how to find them."""
        if self.whole(frame.tree):
            return ()
        if frame.tree not in self._hosted:
            rows = FactOrgan.objects.filter(self.mine(frame.tree)).exclude(self.mine(frame.tree, "fact__organ_id"))
            found = rows.filter(fact__sealed=False).order_by("fact").distinct()
            self._hosted[frame.tree] = list(found.values_list("fact", "fact__day", "fact__outside"))
        span = frame.span
        keys = [
            pk
            for pk, day, outside in self._hosted[frame.tree]
            if day <= span.until and (frame.mode != "in" or day >= span.since) and outside == frame.outside
        ]
        if len(keys) <= MOST_KEYS:
            return keys
        return FactOrgan.objects.filter(self.mine(frame.tree)).values("fact")

    def facts(self, frame: Frame, at: str = "") -> Q:
        """The facts of a frame, as a condition on `Fact` or on what points at it (`at` "fact__"). Sealed ones are in none.

        Of less than the whole installation they are named by key, the organs' own by one index and those held together
        by their keys: told both ways at once, no database would use either."""
        found = self._within(frame)
        if frame.cohort:
            found &= Q(matter__in=self._cohort(frame))
        hosted, organs = self.hosted(frame), self.organs(frame.tree)
        if hosted or (1 < len(organs) <= FEW_ORGANS and not self.whole(frame.tree)):
            apart = [Q(organ=pk) for pk in sorted(organs)] if len(organs) <= FEW_ORGANS else [self.mine(frame.tree)]
            first, *others = [Fact.objects.filter(found, each).values("pk") for each in (*apart, Q(pk__in=hosted))]
            found = Q(pk__in=first.union(*others, all=True))
        else:
            found &= self.mine(frame.tree)
        return _prefixed(found, at) if at else found

    def _within(self, frame: Frame) -> Q:
        span, found = frame.span, Q(sealed=False, outside=frame.outside)
        if frame.mode == "in":
            found &= Q(day__range=(span.since, span.until))
        else:
            found &= Q(day__lte=span.until)
        if frame.mode == "stock":
            found &= Q(until=None) | Q(until__gt=span.until)
        return found

    def _cohort(self, frame: Frame) -> object:
        cohort = frame.cohort
        assert cohort is not None
        rows = Fact.objects.filter(
            self.mine(frame.tree), kind="submitted", sealed=False, day__range=(cohort.days.since, cohort.days.until)
        )
        return (rows.filter(source="session") if cohort.at_session else rows).values("matter")


def _prefixed(found: Q, at: str) -> Q:
    """The same condition, asked through a relation."""
    made = Q(_connector=found.connector, _negated=found.negated)
    for child in found.children:
        if isinstance(child, Q):
            made.children.append(_prefixed(child, at))
        else:
            name, value = cast("tuple[str, Any]", child)
            made.children.append((f"{at}{name}", value))
    return made
