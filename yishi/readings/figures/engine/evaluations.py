"""Sealed evaluations in figures: whatever is asked of them is answered by the rule of `rooms/suggestions/seal.py`, or not.

A count of them names the question ({"tag": ["answer/attitude"]}), and may name grades (`outcome`) and one unit; nothing
else, for anybody: a cut by topic, class or cohort would tell single ones by its difference from another. Who is cleared
gets exact sums, everyone else sums of whole groups. So whatever is added, subtracted or compared afterwards, in other
windows, saved or frozen, is made of whole groups too.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import Min
from django.utils.translation import gettext as _

from yishi.foundation import clock
from yishi.foundation.clocks import packs
from yishi.foundation.law.pack import Pack
from yishi.foundation.people.actors import Actor
from yishi.readings.figures.engine.atoms import Frame
from yishi.readings.figures.engine.names import Names, Unknown
from yishi.readings.figures.engine.questions import SEALED, NotCounted
from yishi.readings.figures.expression import Count
from yishi.readings.figures.figure import Value
from yishi.rooms.suggestions import seal
from yishi.rooms.suggestions.models import Evaluation

FACETS = frozenset({"kind", "line", "outcome", "tag", "unit"})


def asks_of(count: Count) -> bool:
    """Does it name what is sealed?"""
    return bool(SEALED & set(count.facets.get("kind", ())))


@dataclass
class Evaluations:
    """What one reader may know of evaluations."""

    reader: Actor
    names: Names
    pack: Pack | None = field(init=False)

    def __post_init__(self) -> None:
        today = clock.today()
        self.pack = packs.pack_for(self.reader.organ, today)
        self.sealed = seal.Sealed(self.reader, self.pack, today)
        self._first: dt.date | None = None

    def value(self, count: Count, frame: Frame) -> Value:
        """The number of evaluations, or None with the reason. Raises `NotCounted` for a cut that is made for nobody."""
        unit, since = self._asked(count, frame), self._since(frame)
        note = self.sealed.note(since, frame.span.until, unit)
        found = self.found(count, frame)
        if found is None:
            number = Decimal(0) if self.sealed.cleared(unit) and not self.sealed.refused(unit) else None
            return Value(number, note=note)
        grades = count.facets.get("outcome", tuple(found.grades))
        return Value(Decimal(sum(found.grades[grade] for grade in grades)), note=note)

    def found(self, count: Count, frame: Frame) -> seal.Sum | None:
        """The sum that holds them, with its facts where the reader may open them."""
        unit = self._asked(count, frame)
        (question,) = count.facets["tag"]
        sums = self.sealed.sums(self._since(frame), frame.span.until, unit)
        return next((row for row in sums if f"{row.stage}/{row.question}" == question), None)

    def _asked(self, count: Count, frame: Frame) -> int | None:
        facets: Mapping[str, tuple[str, ...]] = count.facets
        alone = facets["kind"] == tuple(SEALED) and not set(facets) - FACETS and len(facets.get("tag", ())) == 1
        if count.what != "times" or not alone or frame.tree or frame.outside or frame.cohort:
            raise NotCounted(_("评价是密封的，只能按问题、等次和承办单位汇总，不能与其他条件合并统计。"))
        if facets.get("line", ("suggestions",)) != ("suggestions",):
            raise NotCounted(_("评价只有建议（提案）条线才有。"))
        if "unit" not in facets:
            return None
        try:
            keys = self.names.keys("unit", facets["unit"], own=True)
        except Unknown as unknown:
            raise NotCounted(str(unknown)) from None
        if len(keys) != 1:
            raise NotCounted(_("评价一次只能看一个承办单位的汇总。"))
        return next(iter(keys))

    def _since(self, frame: Frame) -> dt.date:
        """Groups are formed year by year; none is older than the first evaluation."""
        if self._first is None:
            rows = Evaluation.objects.filter(suggestion__matter__organ=self.reader.organ)
            found = rows.aggregate(first=Min("day"))["first"] or clock.today()
            self._first = dt.date(found.year, 1, 1)
        return max(frame.span.since, self._first)
