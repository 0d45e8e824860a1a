"""One matter's page: its way so far, what was said and done, its clocks with their reasons."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Collection, Iterable, Sequence
from typing import Any

from django.utils.translation import gettext as _

from yishi import rooms
from yishi.doors.look.cards import ClockCard, Reason, Step, ThreadItem
from yishi.doors.look.states import Kind
from yishi.foundation import clock, language
from yishi.foundation.clocks import running
from yishi.foundation.clocks.calendars import shown
from yishi.foundation.clocks.models import Clock
from yishi.foundation.clocks.overdue import past
from yishi.foundation.files import recorded
from yishi.foundation.journal.models import Entry
from yishi.foundation.law.calendars import Calendar
from yishi.foundation.law.pack import Pack
from yishi.foundation.loops.compound import Grades, Lines
from yishi.foundation.loops.inputs import Pick
from yishi.foundation.loops.steps import Loop
from yishi.rooms.suggestions import lists
from yishi.rooms.voice import reaching

FAR = 400
"""Days from which on working days are not counted."""
ON_THE_PAGE = {"situation", "proposals", "title"}
"""Words with which something was entered or split off: they stand on its page, so the thread does not say them again."""
ENTERED = {"suggestion.split_off", "suggestion.from_motion", "suggestion.import_one"}
UNTOLD = {"whole", "handling", "answer", "size", "sha256", "token"}
"""Inputs by which one matter opens another, which only name what the page is about; of files all but the name; the code that
was scanned to sign in."""


BESIDE = {**recorded.STEPS, **reaching.STEPS}
"""What is journaled of a matter beside its steps, by what it is called."""


def kind_of(row: Clock) -> Kind:
    """The mark of a clock."""
    if row.met_on:
        return Kind.DONE
    if row.stopped_on:
        return Kind.ENDED
    return kind_of_day(row.due_on)


def kind_of_day(due_on: dt.date) -> Kind:
    """The mark of a clock that runs."""
    today = clock.today()
    if past(due_on, today):
        return Kind.LATE
    return Kind.SOON if due_on - today <= lists.SOON else Kind.ON_TIME


def working_days(due_on: dt.date, days: Calendar) -> int:
    """Working days from today to the due day; calendar days where it is far off, negative ones once it has passed."""
    today = clock.today()
    span = (due_on - today).days
    if not 0 < span < FAR:
        return span
    return sum(days.is_workday(today + dt.timedelta(days=at)) for at in range(1, span + 1))


def card(row: Clock, pack: Pack | None, days: Calendar, words: dict[str, str]) -> ClockCard:
    """A clock as its card shows it, with why the day is what it is."""
    explained = running.why(row, pack, days)
    rule = pack.rule(row.rule) if pack and row.rule else None
    return ClockCard(
        owed=words.get(row.kind, row.kind),
        by=str(row.unit or row.mandate or (row.get_role_display() if row.role else "")),
        due=row.due_on,
        state=kind_of(row),
        started=row.started_on,
        rule=rule.shown if rule else row.article,
        article=row.article,
        wording=rule.citation.wording if rule and rule.citation else "",
        working_days=working_days(row.due_on, days) if running.runs(row) else None,
        provisional=row.provisional,
        met=row.met_on,
        why=[Reason(sentence) for sentence in explained.sentences()] if explained else [Reason(row.article)],
    )


def cards(rows: Sequence[Clock], pack: Pack | None, words: dict[str, str]) -> list[ClockCard]:
    """All of a matter's clocks: running ones first, the earliest on top."""
    days = shown()
    return [card(row, pack, days, words) for row in sorted(rows, key=lambda row: (not running.runs(row), row.due_on))]


def stepper(entries: Iterable[Entry], loop: Loop, state: str, idle: Collection[str] = ()) -> list[Step]:
    """The way so far by the entries that changed the state, now, and what may follow, less the steps that this matter
    never takes (`idle`)."""
    past = [
        Step(str(_title(entry.step)), "past", entry.day, _name(entry))
        for entry in entries
        if entry.before != entry.after and entry.step.startswith(f"{loop.kind}.")
    ]
    ahead: dict[str, None] = {}
    for step in loop.steps.values():
        if state in step.sources and not step.danger and step.name not in idle:
            ahead |= dict.fromkeys(target for target in step.leads(state) if target != state)
    now = Step(str(loop.states(state).label), "now")
    return [*past, now, *(Step(str(loop.states(target).label), "next") for target in ahead)]


def item(entry: Entry, *, reads: bool, phones: bool) -> ThreadItem:
    """What was said and done in one step; the words only for those who may read them."""
    said = told(entry) if reads else {}
    untold = UNTOLD | ON_THE_PAGE if entry.step in ENTERED else UNTOLD
    given = {name: value for name, value in said.items() if value not in (None, "", [], {}) and name not in untold}
    lines = [
        language.pair(_label(entry.step, name), _chosen(entry.step, name, value))
        for name, value in given.items()
        if phones or name != "phone"
    ]
    erased = getattr(entry, "body", None) is not None and entry.body.text is None
    hidden = _("评价内容按规定保密") if entry.sealed else _("内容不对您公开")
    return ThreadItem(
        who=_name(entry) or _("系统"),
        role=_role(entry),
        day=entry.at,
        verb=str(_title(entry.step)),
        text="\n".join(lines),
        article=entry.law,
        kind="noted" if entry.actor_id is None else ("decided" if entry.before != entry.after else "said"),
        sealed=(hidden if entry.sealed or said else "") if not reads else (_("内容已依法删除") if erased else ""),
    )


def _role(entry: Entry) -> str:
    """In what role it was done; of whoever holds none, as a resident does, the page need not say it."""
    known = language.known(entry.actor_role)
    return "" if known == _("无角色") else known


def told(entry: Entry) -> dict[str, Any]:
    """What the step was given, by the names of its inputs; nothing where it was erased."""
    found: dict[str, Any] = _body(entry).get("said", {})
    return found


def _body(entry: Entry) -> dict[str, Any]:
    text = entry.body.text if getattr(entry, "body", None) is not None else None
    found: dict[str, Any] = json.loads(text) if text else {}
    return found


def _name(entry: Entry) -> str:
    """Who took the step; the system by its name in the reader's language."""
    name = str(_body(entry).get("actor", ""))
    return name if entry.actor_id else language.known(name)


def _title(code: str) -> Any:
    kind, _dot, name = code.partition(".")
    loop = rooms.loops().get(kind)
    return loop.steps[name].title if loop and name in loop.steps else BESIDE.get(code, code)


def _input(code: str, name: str) -> Any:
    kind, _dot, step = code.partition(".")
    loop = rooms.loops().get(kind)
    return loop.steps[step].inputs.get(name) if loop and step in loop.steps else None


def _label(code: str, name: str) -> Any:
    found = _input(code, name)
    if name in recorded.LABELS:
        return recorded.LABELS[name]
    return found.label if found is not None else _(name)  # noted by the step itself, in the house's own words


def _chosen(code: str, name: str, value: Any) -> str:
    """What was chosen from a list is said in the reader's language, what was written as it stands."""
    found = _input(code, name)
    if isinstance(value, str) and value and (found is None or isinstance(found, Pick)):
        return _(value)
    if isinstance(found, Grades) and isinstance(value, dict):
        return language.clauses(language.pair(_(asked), _(grade)) for asked, grade in value.items())
    if isinstance(found, Lines) and isinstance(value, list):
        return language.listed(_line(found, line) for line in value)
    return _words(value)


def _line(found: Lines, line: Any) -> str:
    """One line of several columns, in their order: 意见建议 12."""
    if not isinstance(line, dict):
        return _words(line)
    with language.of_records():
        order = [str(column.label) for _name, column in found.columns]
    rest = [name for name in line if name not in order]
    said = [line[name] for name in [*order, *rest] if line.get(name) not in (None, "")]
    return " ".join(map(_words, said))


def _words(value: Any) -> str:
    if isinstance(value, bool):
        return _("是") if value else _("否")
    if isinstance(value, dict):
        return language.clauses(
            language.pair(name, _words(each)) for name, each in value.items() if each not in (None, "")
        )
    if isinstance(value, list):
        joined = language.listed if all(isinstance(each, str) for each in value) else language.clauses
        return joined(_words(each) for each in value)
    return str(value)
