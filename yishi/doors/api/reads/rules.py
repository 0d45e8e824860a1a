"""The organ's own rules edited, when things would fall due, and the calendar they are counted by."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any

from django.forms import BaseForm, BooleanField
from django.utils.translation import gettext as _
from ninja import Query, Router
from pydantic import BaseModel, Field, StrictBool, StrictInt

from yishi.doors.api.acts.doing import Done
from yishi.doors.api.asking import as_page, typed
from yishi.doors.api.auth import Request
from yishi.doors.api.problems import ONE, READ, WRITE, problems
from yishi.doors.api.types import Day, Given, PathKey
from yishi.doors.desk.people.access import read
from yishi.doors.desk.people.acting import carried_out
from yishi.doors.desk.rules import calendar, edit, months, views
from yishi.doors.desk.rules.differences import differences, trials
from yishi.doors.desk.rules.own_form import OwnRules
from yishi.doors.desk.rules.packs import Version, current
from yishi.foundation import clock
from yishi.foundation.clocks.calendars import calendar as known_calendar
from yishi.foundation.law.pack import Pack, PackError
from yishi.foundation.loops.refusals import Changed, Invalid
from yishi.foundation.loops.refusals import Refused as StepRefused
from yishi.foundation.people.models import CalendarDay, CalendarYear
from yishi.foundation.people.refusals import Refused

router = Router(tags=["law"])
Name = Annotated[str, Field(max_length=80)]
Value = Annotated[str, Field(max_length=2000)] | StrictInt | StrictBool


class AskedOut(BaseModel):
    """One thing that may differ in the organ's own rules."""

    name: str
    title: str
    help: str
    value: str | int | bool | None
    choices: dict[str, str]


class OwnRulesOut(BaseModel):
    """What the organ's own rules say now, and the version that it is."""

    base: str
    items: list[AskedOut]


class RulesIn(Given):
    """What is to differ, by the names of GET /rules/own; all else stands."""

    base: Annotated[str, Field(min_length=1, max_length=80, title="据以修改的版本")]
    changes: Annotated[dict[Name, Value], Field(min_length=1, max_length=200)]


class SwitchIn(RulesIn):
    """The same, and from which day on."""

    in_force_from: Day


class DifferenceOut(BaseModel):
    """One thing that changes, in words."""

    title: str
    before: str
    after: str


class TrialOut(BaseModel):
    """A changed period tried on last year's cases."""

    rule: str
    cases: int
    late_before: int
    late_after: int


class ProposedOut(BaseModel):
    """What an edit changes. Nothing has been changed."""

    ref: str
    differences: list[DifferenceOut]
    trials: list[TrialOut]


class WhenLine(BaseModel):
    """When one thing would fall due, and why; `refused` where it cannot be said."""

    rule: str
    title: str
    due_on: dt.date | None
    provisional: bool
    why: list[str]
    refused: str


class WhenOut(BaseModel):
    """If it happened on the day: when each thing would fall due."""

    day: dt.date
    pack: str
    items: list[WhenLine]


class DayOut(BaseModel):
    """A day that is no ordinary weekend or workday, or was set by hand."""

    day: dt.date
    working: bool
    name: str
    source: str


class YearOut(BaseModel):
    """A year's calendar."""

    year: int
    certain: bool = Field(description="放假安排已公布；未公布的，期限为暂定")
    source: str
    special: list[DayOut]
    set_by_hand: list[DayOut]


def _pack(request: Request, given: RulesIn) -> tuple[Version, Pack]:
    as_page(request, edit.editors)
    base = edit.latest(request.auth.organ)
    if given.base != base.pack.ref:
        raise Changed()
    blank = OwnRules(pack=base.pack)
    unknown = set(given.changes) - set(blank.fields)
    if unknown:
        raise Invalid({name: [_("没有这一项，请检查名称。")] for name in unknown})
    form = OwnRules(typed(_values(blank) | dict(given.changes)), pack=base.pack)
    made = edit.changed_pack(request.auth.organ, base, form)
    if made is None:
        raise Invalid({name: [str(each) for each in said] for name, said in form.errors.items()})
    return base, made


def _values(form: BaseForm) -> dict[str, Any]:
    return {name: form[name].value() for name in form.fields}


def _asked(form: BaseForm, name: str) -> AskedOut:
    field: Any = form.fields[name]
    value = form[name].value()
    choices = {str(key): str(word) for key, word in getattr(field, "choices", ())}
    shown = bool(value) if isinstance(field, BooleanField) else value
    return AskedOut(name=name, title=str(field.label), help=str(field.help_text), value=shown, choices=choices)


@router.get("/rules/own", response={200: OwnRulesOut, **problems(READ | {409})}, operation_id="get_own_rules")
def get_own_rules(request: Request) -> OwnRulesOut:
    """What may differ in the organ's own rules, with what stands now; refused where statutes rule."""
    as_page(request, edit.editors)
    base = edit.latest(request.auth.organ)
    form = OwnRules(pack=base.pack)
    return OwnRulesOut(base=base.pack.ref, items=[_asked(form, name) for name in form.fields])


@router.post("/rules/own/preview", response={200: ProposedOut, **problems(WRITE)}, operation_id="preview_rules")
def preview_rules(request: Request, given: RulesIn) -> ProposedOut:
    """What would change, and who would have been late under it last year."""
    base, made = _pack(request, given)
    tried = trials(request.auth.organ, base.pack, made)
    return ProposedOut(
        ref=made.ref, differences=[DifferenceOut(title=d.title, before=d.before, after=d.after) for d in differences(base.pack, made)],
        trials=[TrialOut(rule=t.rule.title, cases=t.cases, late_before=t.late_before, late_after=t.late_after) for t in tried],
    )  # fmt: skip


@router.post("/rules/own/switch-on", response={200: Done, **problems(WRITE)}, operation_id="switch_on_rules")
def switch_on_rules(request: Request, given: SwitchIn) -> Done:
    """The edited rules hold from a day on; what is under way keeps the rules it began under."""
    base, made = _pack(request, given)
    start = edit.SwitchOn({"in_force_from": given.in_force_from.isoformat()}, after=base.began)
    if not start.is_valid():
        raise Invalid({name: [str(each) for each in said] for name, said in start.errors.items()})
    try:
        note = carried_out(
            request.auth, start, lambda data: edit.switch_on(request.auth, base.pack, made, data["in_force_from"])
        )
    except (Refused, PackError) as refusal:
        raise StepRefused(str(refusal)) from refusal
    return Done(told=note.told, id=None, slips=[])


@router.get("/law/when", response={200: WhenOut, **problems(READ)}, operation_id="get_when")
def get_when(request: Request, on: Annotated[Day | None, Query(description="不填为今天")] = None) -> WhenOut:
    """If it happened on the day asked for, when would each thing fall due here, and why."""
    as_page(request, read)
    day = on or clock.today()
    if not 2000 <= day.year <= 2099:
        raise Invalid({"on": [_("日期应在 2000 年至 2099 年之间。")]})
    version, known = current(request.auth.organ, day), known_calendar()
    answers = [views.answer(version.pack, rule, day, known) for rule in version.pack.rules.values()] if version else []
    return WhenOut(day=day, pack=version.pack.ref if version else "", items=[_when(row) for row in answers])


def _when(row: views.Answer) -> WhenLine:
    said = row.explained
    due = said.due if said else None
    return WhenLine(
        rule=row.rule.id, title=row.rule.title, due_on=due.day if due else None, provisional=due.provisional if due else False,
        why=said.sentences() if said else [], refused=row.refused,
    )  # fmt: skip


@router.get("/calendar/{int:year}", response={200: YearOut, **problems(ONE)}, operation_id="get_calendar")
def get_calendar(request: Request, year: PathKey) -> YearOut:
    """A year's special days as they are counted, and those set by hand or loaded over the published calendar."""
    as_page(request, read)
    calendar.within(year)
    known, loaded = known_calendar(), CalendarYear.objects.filter(year=year).first()
    rows = CalendarDay.objects.filter(day__year=year).order_by("day")
    special = [DayOut(day=d.day, working=d.working, name=d.name, source="") for d in months.special(year, known)]
    own = [DayOut(day=row.day, working=row.working, name=row.name, source=row.source) for row in rows]
    return YearOut(
        year=year,
        certain=known.is_certain(year),
        source=loaded.source if loaded else "",
        special=special,
        set_by_hand=own,
    )
