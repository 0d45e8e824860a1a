"""Sealed evaluations in sums: what those who may not read single ones are shown of them, and what never.

The rule. Only what is over is summed: an answer's evaluation when its suggestion is closed, a promise's when the
promise is closed too; of several rounds the last counts. What is over is put into *groups*, quarter by quarter,
each of one question and one unit, as soon as a quarter has ended and the unit has `least` (five or more) since
its last group of the year. At the end of the year what is left of all units together makes one more group, if
without its largest unit it still has `least`; what is left then is shown in no sum.

Groups do not overlap and never change, for what closes later falls into a later quarter by the moment on which
it was recorded. Every figure shown is a sum of whole groups: of one unit, or of all, over whatever days are
asked. So no difference between two windows, two units, a unit and the whole, or two days of looking holds
fewer than `least` evaluations. Cuts across the groups (by topic, by deputy, by class) are not made at all.

What a sum says of all says it of each: where all of a group are satisfied, each one is. An order to handle again
discloses itself (CQ 27). Both are so by the nature of sums and orders.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from django.db.models import Max, Q
from django.utils.translation import gettext as _

from yishi.foundation import clock
from yishi.foundation.facts.models import Fact
from yishi.foundation.law.choices import UnitSees
from yishi.foundation.law.pack import Pack
from yishi.foundation.people.actors import Actor
from yishi.foundation.people.models import Organ, RoleCode
from yishi.rooms.suggestions.figures import LINE
from yishi.rooms.suggestions.lists import UNIT_ROLES
from yishi.rooms.suggestions.models import Evaluation, Handling, Suggestion

LEAST = 5
"""No place's rule may go below."""
QUARTERS = (1, 2, 3, 4)


@dataclass(frozen=True)
class Mark:
    """The last grade given to one question of one evaluation, of an answer or of a promise."""

    fact: int
    unit: int
    stage: str
    question: str
    grade: str
    day: dt.date
    quarter: int = 0
    """In which it is over; 0 while it is not."""


@dataclass(frozen=True)
class Group:
    """Marks that are only ever shown together: of `unit`, or where that is None the rest of several units."""

    stage: str
    question: str
    unit: int | None
    since: dt.date
    until: dt.date
    marks: tuple[Mark, ...] = field(repr=False)


def quarter_of(day: dt.date) -> int:
    """1 to 4."""
    return (day.month + 2) // 3


def last_day(year: int, quarter: int) -> dt.date:
    """Of a quarter."""
    first = dt.date(year + quarter // 4, quarter % 4 * 3 + 1, 1)
    return first - dt.timedelta(days=1)


def least_of(pack: Pack | None) -> int:
    """How many must stand together in the place."""
    said = pack.choices.aggregate_at_least if pack else None
    return max(LEAST, said.value) if said else LEAST


def groups(marks: Iterable[Mark], year: int, today: dt.date, least: int = LEAST) -> list[Group]:
    """The groups of the year's marks that stand on `today`; a quarter counts once it has ended."""
    by_question: dict[tuple[str, str], dict[int, list[Mark]]] = defaultdict(lambda: defaultdict(list))
    for mark in marks:
        by_question[mark.stage, mark.question][mark.quarter].append(mark)
    return [
        group for key, found in sorted(by_question.items()) for group in _of_question(key, found, year, today, least)
    ]


def _of_question(
    key: tuple[str, str], by_quarter: dict[int, list[Mark]], year: int, today: dt.date, least: int
) -> list[Group]:
    made: list[Group] = []
    waiting: dict[int, list[Mark]] = defaultdict(list)
    since: dict[int, dt.date] = defaultdict(lambda: dt.date(year, 1, 1))
    for quarter in QUARTERS:
        until = last_day(year, quarter)
        if until >= today:
            return made
        for mark in by_quarter.get(quarter, ()):
            waiting[mark.unit].append(mark)
        for unit in sorted(unit for unit, held in waiting.items() if len(held) >= least):
            made.append(Group(*key, unit, since[unit], until, tuple(waiting.pop(unit))))
            since[unit] = until + dt.timedelta(days=1)
    sizes = [len(held) for held in waiting.values()]
    if sizes and sum(sizes) - max(sizes) >= least:
        rest = tuple(mark for unit in sorted(waiting) for mark in waiting[unit])
        made.append(Group(*key, None, dt.date(year, 1, 1), last_day(year, 4), rest))
    return made


def over(organ: Organ, year: int) -> list[Mark]:
    """The marks that are over in the year: three queries."""
    within = (dt.datetime(year, 1, 1, tzinfo=clock.CHINA), dt.datetime(year + 1, 1, 1, tzinfo=clock.CHINA))
    moved = Q(suggestion__handlings__matter__touched_at__range=within) | Q(promise__matter__touched_at__range=within)
    closed = Evaluation.objects.filter(
        Q(promise=None) | Q(promise__matter__closed_on__isnull=False), moved,
        suggestion__matter__organ=organ, suggestion__matter__state=Suggestion.State.CLOSED,
    ).select_related("handling", "promise__matter").distinct()  # fmt: skip
    found = _last(closed)
    touched = dict(
        Handling.objects.filter(suggestion__in={row.suggestion_id for row in found.values()})
        .values_list("suggestion").annotate(Max("matter__touched_at"))
    )  # fmt: skip
    days = {pk: _over_on(row, touched) for pk, row in found.items()}
    kept = {pk: row for pk, row in found.items() if days[pk].year == year}
    return _marks(organ, kept, {pk: quarter_of(days[pk]) for pk in kept})


def exact(organ: Organ, since: dt.date, until: dt.date) -> list[Mark]:
    """Every mark given from `since` to `until`, the last of each answer and promise; for those who may read all."""
    rows = Evaluation.objects.filter(suggestion__matter__organ=organ, day__range=(since, until))
    return _marks(organ, _last(rows.select_related("handling")), {})


def _last(rows: Iterable[Evaluation]) -> dict[int, Evaluation]:
    """Of each answer and promise the evaluation of the last round, by its key."""
    last: dict[tuple[int, int | None], Evaluation] = {}
    for row in rows:
        key = (row.handling_id, row.promise_id)
        if key not in last or last[key].round < row.round:
            last[key] = row
    return {row.pk: row for row in last.values()}


def _over_on(row: Evaluation, touched: dict[int, dt.datetime]) -> dt.date:
    """When it was recorded that it is over; days can be written back, moments of recording cannot."""
    moments = [touched[row.suggestion_id], *([row.promise.matter.touched_at] if row.promise else [])]
    return max(moments).astimezone(clock.CHINA).date()


def _marks(organ: Organ, rows: dict[int, Evaluation], quarters: dict[int, int]) -> list[Mark]:
    facts = Fact.objects.filter(
        organ=organ, line=LINE, kind="evaluated", matter__in={row.suggestion_id for row in rows.values()}
    ).order_by("pk")
    made = []
    for pk, key, grade, day in facts.values_list("pk", "key", "outcome", "day"):
        _kind, evaluation, question = key.split("/")
        row = rows.get(int(evaluation))
        if row is not None:
            stage = "promise" if row.promise_id else "answer"
            quarter = quarters.get(row.pk, 0)
            made.append(Mark(pk, row.handling.unit_id, stage, question, grade, day, quarter))
    return made


@dataclass(frozen=True)
class Sum:
    """Grades of one question put together, and the facts behind them where the reader may open them."""

    stage: str
    question: str
    grades: Counter[str]
    facts: tuple[int, ...] = ()

    @property
    def total(self) -> int:
        """How many evaluations."""
        return self.grades.total()


@dataclass
class Sealed:
    """What one reader is shown of evaluations; the rule of this file is kept here and nowhere else."""

    reader: Actor
    pack: Pack | None
    today: dt.date
    _years: dict[int, list[Group]] = field(default_factory=dict)
    _exact: dict[tuple[dt.date, dt.date], list[Mark]] = field(default_factory=dict)

    @cached_property
    def units(self) -> frozenset[int]:
        """Units whose people he is."""
        return self.reader.units(*UNIT_ROLES)

    @cached_property
    def sees_all(self) -> bool:
        """The office reads every evaluation."""
        return self.reader.kind == "system" or self.reader.has(RoleCode.OFFICE)

    def cleared(self, unit: int | None) -> bool:
        """May he read the single evaluations behind the sum? A unit where the deputy's form goes to it (ZJ 23)."""
        said = self.pack.choices.unit_sees if self.pack else None
        sent = said is not None and said.value == UnitSees.FORM_SENT
        return self.sees_all or (sent and unit is not None and unit in self.units)

    def refused(self, unit: int | None) -> str:
        """Why he is shown nothing at all, or nothing: a unit's people see their own unit's sums only."""
        if self.sees_all or not self.units or unit in self.units:
            return ""
        return _("承办单位只看本单位的评价汇总。")

    def sums(self, since: dt.date, until: dt.date, unit: int | None = None) -> list[Sum]:
        """The sums over the days asked, of one unit or of all: exact where he is cleared, else of whole groups."""
        if self.refused(unit):
            return []
        if self.cleared(unit):
            return _summed([mark for mark in self._given(since, until) if unit in (None, mark.unit)], open_rows=True)
        found = [
            mark
            for group in self.standing(since, until)
            if unit is None or group.unit == unit
            for mark in group.marks
        ]  # fmt: skip
        return _summed(found, open_rows=False)

    def _given(self, since: dt.date, until: dt.date) -> list[Mark]:
        if (since, until) not in self._exact:
            self._exact[since, until] = exact(self.reader.organ, since, until)
        return self._exact[since, until]

    def standing(self, since: dt.date, until: dt.date) -> list[Group]:
        """Whole groups within the days."""
        return [
            group
            for year in range(since.year, min(until, self.today).year + 1)
            for group in self._of_year(year)
            if since <= group.since and group.until <= until
        ]

    def _of_year(self, year: int) -> list[Group]:
        if year not in self._years:
            marks = over(self.reader.organ, year)
            self._years[year] = groups(marks, year, self.today, least_of(self.pack))
        return self._years[year]

    def note(self, since: dt.date, until: dt.date, unit: int | None = None) -> str:
        """What the reader must know of the sum he is shown."""
        if refused := self.refused(unit):
            return refused
        if self.cleared(unit):
            return ""
        said = _("按季度汇总已办结件的评价，满 %d 件的才列出") % least_of(self.pack)
        until = min(until, self.today)
        ended = [last_day(year, q) for year in (until.year - 1, until.year) for q in QUARTERS]
        standing = [day for day in ended if day <= until and day < self.today]
        if not standing or standing[-1] < since:
            return _("%(parts)s。") % {"parts": said}
        return _("%(said)s；截至 %(day)s。") % {"said": said, "day": standing[-1]}


def _summed(marks: Sequence[Mark], *, open_rows: bool) -> list[Sum]:
    by_question: dict[tuple[str, str], list[Mark]] = defaultdict(list)
    for mark in marks:
        by_question[mark.stage, mark.question].append(mark)
    return [
        Sum(*key, Counter(mark.grade for mark in held), tuple(mark.fact for mark in held) if open_rows else ())
        for key, held in sorted(by_question.items())
    ]
