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
        """All of it as plain Chinese sentences, day by day."""
        law = [f"依据{c}：“{c.wording}”{'' if c.checked else '（文本未核对）'}。" for c in self.law]
        steps = [step.text for run in self.runs for step in run.steps]
        return [f"{self.title}。", *law, *steps, *(f"假定：{text}" for text in self.assumptions)]


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
        assumed.append(f"条文未写日数（{rule.when}），不计算到期日。")
        return Explanation(rule.title, None, tuple(own), (), tuple(assumed))
    if rule.period:
        own += _counting(rule)
        assumed.append(_civil(rule))
    return Explanation(rule.title, due, tuple(own), tuple(_fold(due.steps)), tuple(assumed))


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
    basis = rule.citation.statute.short if rule.citation else "这一规则"
    text = f"{basis}未写期间如何计算，参照民法典的期间计算方法"
    if rule.period and rule.period.unit is Unit.WORKDAYS:
        return text + "，法定工作日以国务院办公厅公布的安排为准。"
    return text + ("，最后一日不是工作日的顺延。" if rule.moves_last_day else "，但最后一日不因休息日顺延。")


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


def _summary(days: list[Step]) -> str:
    first, last = days[0].day, days[-1].day
    count = {kind: sum(1 for step in days if step.kind is kind) for kind in FOLDED}
    parts = [f"{first.month}月{first.day}日至{last.month}月{last.day}日"]
    if count[Kind.COUNT]:
        parts.append(f"计{count[Kind.COUNT]}个工作日")
    if count[Kind.SKIP]:
        parts.append(f"休息日和节假日{count[Kind.SKIP]}日不计")
    if count[Kind.PAUSED]:
        parts.append(f"暂停{count[Kind.PAUSED]}日不计")
    return "，".join(parts) + "。"
