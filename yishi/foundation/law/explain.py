"""The whole answer to "why this date": the law, the start, each day, and what was assumed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from .articles import CORRESPONDING_DAY, LAST_DAY_MOVES, START_DAY_NOT_COUNTED, Citation
from .calendars import Calendar
from .periods import Due, Pause, Unit
from .rules import Extension, Rule
from .steps import Kind, Step
from .words import gettext as _
from .words import month, ngettext

FOLDED = frozenset({Kind.COUNT, Kind.SKIP, Kind.PAUSED})


@dataclass(frozen=True, slots=True)
class Run:
    """Steps that a page shows as one line, opened on demand; a single step is a run of its own."""

    summary: str
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a date is what it is.

    `law` are the rule's citation and those of the way of counting, `runs` the steps, folded where many
    days follow one another, `assumptions` what no text says. `due` is None where the text gives no day."""

    title: str
    due: Due | None
    law: tuple[Citation, ...]
    runs: tuple[Run, ...]
    assumptions: tuple[str, ...]

    def sentences(self) -> list[str]:
        """All of it as plain sentences, day by day."""
        law = [_cited(c) for c in self.law]
        steps = [step.text for run in self.runs for step in run.steps]
        assumed = [_("假定：%(text)s") % {"text": text} for text in self.assumptions]
        return [f"{self.title}。", *law, *steps, *assumed]


def _cited(citation: Citation) -> str:
    said = {"article": citation, "wording": citation.wording}
    if citation.checked:
        return _("依据%(article)s：“%(wording)s”。") % said
    return _("依据%(article)s：“%(wording)s”（文本未核对）。") % said


def explain(
    rule: Rule,
    start: dt.date,
    calendar: Calendar,
    pauses: Iterable[Pause] = (),
    extended_by: Extension | None = None,
) -> Explanation:
    """Why `rule`, started on `start`, is due when it is; the arguments are those of `Rule.due`."""
    due = rule.due(start, calendar, tuple(pauses), extended_by)
    own = [c for c in (rule.citation, extended_by.rule.citation if extended_by else None) if c]
    assumed = [text for text in (rule.assumption, extended_by.rule.assumption if extended_by else "") if text]
    if due is None:
        assumed.append(_("条文未写日数（%(when)s），不计算到期日。") % {"when": rule.when})
        return Explanation(rule.shown, None, tuple(own), (), tuple(assumed))
    if rule.period:
        own += _counting(rule)
        assumed.append(_civil(rule))
    return Explanation(rule.shown, due, tuple(own), tuple(_fold(due.steps)), tuple(assumed))


def _counting(rule: Rule) -> list[Citation]:
    """The articles of the civil code by which the period is counted."""
    cited = [START_DAY_NOT_COUNTED]
    unit = rule.period.unit if rule.period else None
    if unit in (Unit.MONTHS, Unit.YEARS):
        cited.append(CORRESPONDING_DAY)
    if rule.moves_last_day and unit is not Unit.WORKDAYS:
        cited.append(LAST_DAY_MOVES)
    return cited


def _civil(rule: Rule) -> str:
    said = {"basis": rule.citation.statute.short if rule.citation else _("这一规则")}
    if rule.period and rule.period.unit is Unit.WORKDAYS:
        return _("%(basis)s未写期间如何计算，参照民法典的期间计算方法，法定工作日以国务院办公厅公布的安排为准。") % said
    if rule.moves_last_day:
        return _("%(basis)s未写期间如何计算，参照民法典的期间计算方法，最后一日不是工作日的顺延。") % said
    return _("%(basis)s未写期间如何计算，参照民法典的期间计算方法，但最后一日不因休息日顺延。") % said


def _fold(steps: tuple[Step, ...]) -> Iterable[Run]:
    """Days of one count go into one run; every other step stands alone."""
    days: list[Step] = []
    for step in steps:
        if step.kind in FOLDED:
            days.append(step)
            continue
        if days:
            yield Run(_summary(days), tuple(days))
            days = []
        yield Run(step.text, (step,))


def _day(day: dt.date) -> str:
    return _("%(month)s%(day)s日") % {"month": month(day.month), "day": day.day}


def _summary(days: list[Step]) -> str:
    count = {kind: sum(1 for step in days if step.kind is kind) for kind in FOLDED}
    parts = [_("%(first)s至%(last)s") % {"first": _day(days[0].day), "last": _day(days[-1].day)}]
    if number := count[Kind.COUNT]:
        parts.append(ngettext("计%(number)s个工作日", "计%(number)s个工作日", number) % {"number": number})
    if number := count[Kind.SKIP]:
        skipped = ngettext("休息日和节假日%(number)s日不计", "休息日和节假日%(number)s日不计", number)
        parts.append(skipped % {"number": number})
    if number := count[Kind.PAUSED]:
        parts.append(ngettext("暂停%(number)s日不计", "暂停%(number)s日不计", number) % {"number": number})
    return _("%(parts)s。") % {"parts": _("，").join(parts)}
