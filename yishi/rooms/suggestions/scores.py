"""Scores of the units that lead and co-handle (量化评价), by the formula that the organ published for the year.

A unit's score is the mean of its parts, each 0 to 100, weighted as `ScoreRule.weights` says; a part for which the
unit had no case in the year is left out and the others stand for it. Every part shows its two counts and opens to
the rows behind them. The part on evaluations is made of whole groups as `seal.py` forms them, for the office too:
what goes to the government's performance assessment (CQ 37) must not tell single evaluations.

Before the rule is published nobody but the office sees a score; a unit's people see their own unit's alone.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from yishi.foundation import clock, language
from yishi.foundation.clocks import packs
from yishi.foundation.clocks.models import Clock
from yishi.foundation.clocks.overdue import is_overdue, was_late
from yishi.foundation.loops.refusals import Refused
from yishi.foundation.people import actors
from yishi.foundation.people.actors import Actor
from yishi.foundation.people.models import Organ, RoleCode, Unit
from yishi.foundation.sheets import Column, Kind, write
from yishi.rooms.suggestions import lists, seal
from yishi.rooms.suggestions.loop import given
from yishi.rooms.suggestions.models import Answer, Handling, ScoreRule

Rows = Callable[[], "QuerySet[Any]"]


@dataclass(frozen=True)
class Part:
    """One part of the formula. `kind` names the clock it counts, if it counts one."""

    id: str
    name: Any
    definition: Any
    weight: int
    kind: str = ""


FORMULA = (
    Part("on_time", lazy("按期答复"), lazy("本年到期的答复期限中按期答复的比例，到期未答复的按逾期计；主办、分办单位"), 30, "reply"),
    Part("contact", lazy("沟通联系"), lazy("本年到期的沟通期限中按期与代表（委员）沟通的比例；主办、分办单位"), 15, "contact"),
    Part("co_opinion", lazy("会办意见"), lazy("本年到期的会办意见期限中按期报送的比例；会办单位"), 15, "co_opinion"),
    Part("quality", lazy("答复分类"), lazy("本年答复按类别计分的平均：已经解决或采纳 100，有计划有期限 80，其余 60"), 10),
    Part("satisfied", lazy("评价结果"), lazy("本年汇总列出的评价按等次计分的平均：满意 100，基本满意 80，不满意 0；满五件才计"), 20),
    Part("kept", lazy("承诺兑现"), lazy("本年到期的承诺事项中按期兑现的比例，到期未报告的按未兑现计"), 10, "promise"),
)  # fmt: skip
"""The formula that an organ starts from; it publishes the weights that it decides on."""

DEFAULT_WEIGHTS = {part.id: part.weight for part in FORMULA}
POINTS = {"satisfied": 100, "basically": 80, "dissatisfied": 0}
"""A grade that a place adds counts as satisfied if it needs no opinion."""


@dataclass(frozen=True)
class Scored:
    """One part of a unit's score: `value` 0 to 100, the counts it comes from, and the rows behind them."""

    part: Part
    weight: int
    value: float | None
    counts: tuple[tuple[str, int], ...] = ()
    rows: Rows | None = None
    note: str = ""


@dataclass(frozen=True)
class Score:
    """One unit's score; None where it had no case in the year."""

    unit: Unit
    value: float | None
    parts: tuple[Scored, ...] = field(repr=False)


def published(organ: Organ, year: int) -> ScoreRule | None:
    """The year's formula, once the day of its publication has come."""
    return ScoreRule.objects.filter(organ=organ, year=year, published_on__lte=clock.today()).first()


def check_weights(weights: Mapping[str, Any]) -> dict[str, int]:
    """Weights as they may be published: known parts, whole points, a hundred in all. Raises Refused."""
    unknown = set(weights) - set(DEFAULT_WEIGHTS)
    if unknown:
        raise Refused(_("没有名为“%s”的计分项。") % language.listed(sorted(unknown)))
    whole = all(
        isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= 100 for value in weights.values()
    )
    if not whole or sum(weights.values()) != 100:
        raise Refused(_("各计分项的分值应为整数，合计 100 分。"))
    return {part.id: weights.get(part.id, 0) for part in FORMULA}


def scores(actor: Actor, year: int) -> list[Score]:
    """The scores that the actor may see, best first; one set of queries for all units.

    Raises Refused before the formula is published, except to the office, which tries it out with the default one."""
    rule = published(actor.organ, year)
    if rule is None and not actor.has(RoleCode.OFFICE):
        raise Refused(_("%d 年的计分办法还没有公布，公布后才能查看。") % year)
    weights = check_weights(rule.weights) if rule else DEFAULT_WEIGHTS
    units = Unit.objects.filter(organ=actor.organ)
    mine = actor.units(*lists.UNIT_ROLES)
    if mine and not actor.has(RoleCode.OFFICE):
        units = units.filter(pk__in=mine)
    elif not actor.has(*lists.ALL_SEEING, RoleCode.GOVERNMENT_OFFICE, RoleCode.PARTY_OFFICE):
        raise Refused(_("您的角色不能查看承办单位的计分。"))
    counted = _Counted(actor, year)
    found = [counted.score(unit, weights) for unit in units]
    return sorted(
        (row for row in found if row.value is not None), key=lambda row: (-(row.value or 0), row.unit.code)
    )  # fmt: skip


@dataclass
class _Counted:
    """What the year's clocks, answers and groups say of every unit, read once."""

    actor: Actor
    year: int

    def __post_init__(self) -> None:
        self.organ = self.actor.organ
        self.today, self.pack = clock.today(), packs.pack_for(self.organ, clock.today())
        self.clocks: dict[tuple[str, int], Counter[str]] = defaultdict(Counter)
        kinds = [part.kind for part in FORMULA if part.kind]
        for row in self._due(kinds):
            if row.unit_id is not None and (how := _how(row, self.today)):
                self.clocks[row.kind, row.unit_id][how] += 1
        self.classes: dict[int, Counter[str]] = defaultdict(Counter)
        for unit, kind in self._answers().values_list("handling__unit", "kind"):
            self.classes[unit][kind] += 1
        self.grades: dict[int, Counter[str]] = defaultdict(Counter)
        sealed = seal.Sealed(actors.stranger(self.organ), self.pack, self.today)
        for group in sealed.standing(dt.date(self.year, 1, 1), dt.date(self.year, 12, 31)):
            if group.unit is not None:
                self.grades[group.unit].update(mark.grade for mark in group.marks)

    def _due(self, kinds: Iterable[str]) -> QuerySet[Clock]:
        return Clock.objects.filter(
            organ=self.organ, room="suggestions", kind__in=kinds, due_on__year=self.year, unit__isnull=False
        )  # fmt: skip

    def _answers(self) -> QuerySet[Answer]:
        return Answer.objects.filter(handling__matter__organ=self.organ, sent_on__year=self.year, round=1)

    def score(self, unit: Unit, weights: Mapping[str, int]) -> Score:
        """The unit's parts and their weighted mean over those that had a case."""
        parts = tuple(self._part(part, unit, weights[part.id]) for part in FORMULA if weights[part.id])
        told = [row for row in parts if row.value is not None]
        weight = sum(row.weight for row in told)
        value = round(sum(row.weight * (row.value or 0) for row in told) / weight, 2) if weight else None
        return Score(unit, value, parts)

    def _part(self, part: Part, unit: Unit, weight: int) -> Scored:
        if part.id == "quality":
            return self._quality(part, unit, weight)
        if part.id == "satisfied":
            return self._satisfied(part, unit, weight)
        counts = self.clocks[part.kind, unit.pk]
        whole, good = counts.total(), counts["in_time"]
        said = ((_("到期"), whole), (_("按期"), good)) if whole else ()
        value = round(100 * good / whole, 2) if whole else None
        return Scored(part, weight, value, said, partial(self._clocks_behind, part.kind, unit))

    def _quality(self, part: Part, unit: Unit, weight: int) -> Scored:
        found = self.classes[unit.pk]
        known = {row.code: row for row in given.classes(self.pack)}
        points = sum(n * _class_points(known.get(code)) for code, n in found.items())
        said = tuple((known[code].shown if code in known else code, n) for code, n in found.most_common())
        value = round(points / found.total(), 2) if found else None
        return Scored(part, weight, value, said, partial(self._answers_behind, unit))

    def _clocks_behind(self, kind: str, unit: Unit) -> QuerySet[Clock]:
        seen = lists.visible(self.actor).values("pk")
        return self._due([kind]).filter(unit=unit, root__in=seen).order_by("due_on", "pk")

    def _answers_behind(self, unit: Unit) -> QuerySet[Answer]:
        seen = lists.visible(self.actor).values("pk")
        return self._answers().filter(handling__unit=unit, handling__suggestion__in=seen)

    def _satisfied(self, part: Part, unit: Unit, weight: int) -> Scored:
        found, scale = self.grades[unit.pk], {grade.code: grade for grade in given.scale(self.pack)}
        note = _("按季度汇总，满 %d 件才列出；单件评价不公开。") % seal.least_of(self.pack)
        if not found:
            return Scored(part, weight, None, note=note)
        good = {code: 0 if grade.needs_opinion else 100 for code, grade in scale.items()} | POINTS
        points = sum(n * good.get(code, 0) for code, n in found.items())
        said = tuple((grade.shown, found[code]) for code, grade in scale.items())
        return Scored(part, weight, round(points / found.total(), 2), said, note=note)


def _how(row: Clock, today: dt.date) -> str:
    """In time, late, or nothing yet to be said of it."""
    if row.met_on is not None:
        return "late" if was_late(row) else "in_time"
    return "late" if is_overdue(row, today) else ""


def _class_points(found: Any) -> int:
    if found is None:
        return 60
    return 100 if found.solved else 80 if found.opens_promises else 60


@language.in_that_of_records()
def excel(actor: Actor, year: int) -> bytes:
    """The scores as a sheet for the performance assessment (CQ 37), parts and counts beside them."""
    found = scores(actor, year)
    columns = [
        Column("rank", ("名次",), kind=Kind.INTEGER), Column("unit", ("承办单位",), width=28), Column("lead", ("主办（件次）",)),
        Column("co", ("会办（件次）",)), Column("score", ("得分",)),
    ]  # fmt: skip
    for part in FORMULA:
        columns += [Column(part.id, (str(part.name),)), Column(f"{part.id}_counts", (f"{part.name}的依据",), width=30)]
    handled = _handled(actor.organ, year)
    rows = []
    for row in found:
        place = 1 + sum(
            other.value is not None and row.value is not None and other.value > row.value for other in found
        )
        counts = handled[row.unit.pk]
        said: dict[str, Any] = {"rank": place, "unit": row.unit.name, "score": row.value}
        said |= {"lead": counts["lead"] + counts["separate"], "co": counts["co"]}
        for scored in row.parts:
            said[scored.part.id] = scored.value
            said[f"{scored.part.id}_counts"] = "，".join(f"{name}{n}" for name, n in scored.counts)
        rows.append(said)
    return write(columns, rows, f"{year}年承办单位计分")


def _handled(organ: Organ, year: int) -> dict[int, Counter[str]]:
    found: dict[int, Counter[str]] = defaultdict(Counter)
    for unit, part in Handling.objects.filter(matter__organ=organ, handed_on__year=year, superseded=False).values_list(
        "unit", "part"
    ):
        found[unit][part] += 1
    return found
