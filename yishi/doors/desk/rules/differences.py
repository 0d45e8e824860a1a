"""What an edited pack changes, and who would have been late under it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from yishi.doors.desk.rules import words
from yishi.foundation import clock, language
from yishi.foundation.clocks.calendars import calendar
from yishi.foundation.clocks.models import Clock
from yishi.foundation.clocks.running import pauses
from yishi.foundation.law.dry_run import Case, dry_run
from yishi.foundation.law.pack import Pack
from yishi.foundation.law.rules import Rule
from yishi.foundation.people.models import Organ

YEAR = dt.timedelta(days=365)
SHOWN = 10


@dataclass(frozen=True)
class Difference:
    """One thing that changes, in words."""

    title: str
    before: str
    after: str


@dataclass(frozen=True)
class Trial:
    """A changed rule on last year's cases: how many there were, how many late then and under the new rule, which ones."""

    rule: Rule
    cases: int
    late_before: int
    late_after: int
    shown: list[tuple[str, str, dt.date, int]]
    more: int
    without_day: int


def differences(before: Pack, after: Pack) -> list[Difference]:
    """Rules first, then choices."""
    return [*_rules(before, after), *_choices(before, after)]


def _rules(before: Pack, after: Pack) -> Iterator[Difference]:
    for key, rule in before.rules.items():
        new = after.rules.get(key)
        was, now = words.when(rule), words.when(new) if new else _("不设此期限")
        if was != now:
            yield Difference(rule.shown, was, now)


def _choices(before: Pack, after: Pack) -> Iterator[Difference]:
    old = {said.name: said for said in words.choices(before)}
    for said in words.choices(after):
        was = old.get(said.name)
        if was is None or was.lines != said.lines:
            yield Difference(said.title, language.clauses(was.lines) if was else "—", language.clauses(said.lines))


def trials(organ: Organ, before: Pack, after: Pack) -> list[Trial]:
    """Every period that changes, tried on what began in the year before today."""
    changed = [
        rule
        for key, rule in after.rules.items()
        if key in before.rules and before.rules[key].when != rule.when and rule.period
    ]
    return [_trial(organ, before.rules[rule.id], rule) for rule in changed if not rule.extends]


def _trial(organ: Organ, old: Rule, new: Rule) -> Trial:
    today, known = clock.today(), calendar()
    rows = Clock.objects.filter(organ=organ, rule=new.id, started_on__range=(today - YEAR, today), stopped_on=None)
    found = list(rows.select_related("matter__parent", "unit", "mandate__person").prefetch_related("pauses"))
    cases = [Case(row.started_on, row.met_on, tuple(pauses(row, row.pauses.all())), None, row.pk) for row in found]
    tried, was = dry_run(new, cases, known, today), dry_run(old, cases, known, today)
    rows_by: dict[object, Clock] = {row.pk: row for row in found}
    late = tried.late
    shown = [
        (_named(rows_by[o.case.label]), _owed_by(rows_by[o.case.label]), o.due.day, o.days_late) for o in late[:SHOWN]
    ]
    return Trial(new, len(cases), len(was.late), len(late), shown, max(0, len(late) - SHOWN), len(tried.without_day))


def _named(row: Clock) -> str:
    root = row.matter.parent or row.matter
    return str(root)


def _owed_by(row: Clock) -> str:
    return str(row.unit or row.mandate or (row.get_role_display() if row.role else ""))
