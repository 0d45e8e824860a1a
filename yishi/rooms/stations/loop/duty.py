"""A station's roster (值班): a day's duty planned, changed, handed to another by those who are on it. Whether they came stands in
`turning_up.py`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Annotated, Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from yishi.foundation import language
from yishi.foundation.loops.act import Act, Scope
from yishi.foundation.loops.inputs import One
from yishi.foundation.loops.refusals import Invalid, Refused
from yishi.foundation.loops.steps import NEW, Loop
from yishi.foundation.loops.telling import To
from yishi.foundation.people.models import Mandate, RoleCode
from yishi.rooms.stations import figures, roles
from yishi.rooms.stations.loop import given
from yishi.rooms.stations.models import Duty, Official, OnDuty, Station
from yishi.rooms.stations.words import OWN_RULES

S = Duty.State
WEEK = dt.timedelta(days=7)
TOLD = 0
"""As many weeks for one of several, whose people are told with the first."""
AHEAD = dt.timedelta(days=400)

duty = Loop(
    room="stations", kind="duty", title=lazy("值班"), model=Duty, states=S, select=("station__matter",), needed=("station__matter",),
    prefetch=("persons__mandate__person", "persons__asked__person", "officials__unit", "station__keepers", "station__open_days"),
    facts=figures.derive_duties,
)  # fmt: skip


@duty.step(NEW, to=S.PLANNED, by=roles.KEEPERS, law=OWN_RULES, title=lazy("排班"))
def plan(
    d: Duty, act: Act, *, station: given.At, day: given.AnyDay, starts: given.From, ends: given.Until,
    persons: given.Persons = (), officials: given.Officials = (), note: given.Note = "", weeks: given.Repeat = 1,
) -> None:  # fmt: skip
    """Put a day on a station's roster, or the same weekday for so many weeks. Those who are on it are told."""
    d.station, d.area = station, station.area
    _his(act, station)
    _when(d, act, day, starts, ends)
    d.note = note
    _on(d, act, persons)
    come_in(d, act, officials)
    count = 1 if weeks is None else weeks
    for week in range(1, count):
        again = {"station": station, "day": day + week * WEEK, "starts": starts, "ends": ends, "persons": persons}
        act.open(plan, apart=True, **again, officials=officials, note=note, weeks=TOLD)
    if count != TOLD:
        act.tell("on_duty", _told(d, count), To(mandates=tuple(row.pk for row in persons)))


@duty.step(S.PLANNED, by=roles.KEEPERS, law=OWN_RULES, title=lazy("修改排班"))
def amend(
    d: Duty, act: Act, *, day: given.AnyDay, starts: given.From, ends: given.Until, note: given.Note = "",
) -> None:  # fmt: skip
    """Move it to another day or other hours; those who are on it are told."""
    before = (d.day, d.starts, d.ends)
    _when(d, act, day, starts, ends)
    d.note = note
    if (d.day, d.starts, d.ends) != before:
        said = {"station": d.station.matter.title, "day": day, "starts": f"{starts:%H:%M}"}
        act.tell("duty_moved", _("“%(station)s”的值班改到 %(day)s %(starts)s 起。") % said, on_it(d))


@duty.step(S.PLANNED, by=roles.KEEPERS, law=OWN_RULES, title=lazy("增加值班人员"))
def put_on(d: Duty, act: Act, *, persons: given.Persons = (), officials: given.Officials = ()) -> None:
    """More deputies or members, or officials who come in."""
    if not (persons or officials):
        raise Invalid({"persons": [_("请选择代表（委员），或者填写进站的领导干部。")]})
    _on(d, act, persons)
    come_in(d, act, officials)
    if persons:
        act.tell("on_duty", _told(d), To(mandates=tuple(row.pk for row in persons)))


def persons_of(scope: Scope) -> Any:
    held = [row.mandate_id for row in scope.record.persons.all()] if scope.record.pk else []
    return Mandate.objects.filter(pk__in=held).select_related("person")


OfThose = Annotated[Mandate, One(lazy("谁不能来"), rows=persons_of)]
Instead = Annotated[Mandate, One(lazy("由谁代班"), rows=given.members)]


@duty.step(S.PLANNED, by=roles.KEEPERS, law=OWN_RULES, title=lazy("换班"))
def swap(d: Duty, act: Act, *, person: OfThose, instead: Instead) -> None:
    """Another goes in the place of one who is on it; both are told."""
    _replace(d, act, person, instead)
    said = {"day": d.day, "station": d.station.matter.title, "one": person.person.name, "other": instead.person.name}
    words = _("%(day)s “%(station)s”的值班由%(other)s代替%(one)s。") % said
    act.tell("swapped", words, To(mandates=(person.pk, instead.pk)))


def _alone(d: Duty, scope: Scope) -> str | None:
    return None if d.day >= scope.day else _("这一天已经过去，请由站点登记是否到岗。")


@duty.step(S.PLANNED, by=(roles.ON_DUTY,), law=OWN_RULES, title=lazy("请人代班"), when=(_alone,))
def ask_swap(d: Duty, act: Act, *, instead: Instead) -> None:
    """Who is on it asks another to go in his place; he is on it until the other has taken over."""
    mine = next(row for row in d.persons.all() if row.mandate_id in act.actor.sitting)
    if any(row.mandate_id == instead.pk for row in d.persons.all()):
        raise Invalid({"instead": [_("%s也在这一班，请另选一位。") % instead.person.name]})
    mine.asked = instead
    act.change(mine)
    said = {"day": d.day, "station": d.station.matter.title, "name": mine.mandate.person.name}
    words = _("%(name)s请您代 %(day)s 在“%(station)s”的值班，同意请点“接班”。") % said
    act.tell("asked_swap", words, To(mandates=(instead.pk,)), urgent=True)


@duty.step(S.PLANNED, by=(roles.ASKED,), law=OWN_RULES, title=lazy("接班"), when=(_alone,))
def take_over(d: Duty, act: Act) -> None:
    """Who was asked goes in the place of the one who asked."""
    asking = next(row for row in d.persons.all() if row.asked_id in act.actor.sitting)
    if asking.asked is None:
        raise Refused(_("没有人请您代这一班。"))
    before, after = asking.mandate, asking.asked
    _replace(d, act, before, after)
    said = {"day": d.day, "station": d.station.matter.title, "one": before.person.name, "other": after.person.name}
    act.note(**{_("接班"): after.person.name})
    words = _("%(day)s “%(station)s”的值班由%(other)s代替%(one)s。") % said
    act.tell("swapped", words, To(mandates=(before.pk,)))


@duty.step(S.PLANNED, to=S.CANCELLED, by=roles.KEEPERS, law=OWN_RULES, title=lazy("取消值班"), batch=True, danger=True)
def cancel(d: Duty, act: Act, *, why: given.Why) -> None:
    """Nobody is to come on that day; those who were to are told."""
    d.matter.closed_on = act.day
    said = {"day": d.day, "station": d.station.matter.title, "why": why}
    act.tell("duty_cancelled", _("%(day)s “%(station)s”的值班取消：%(why)s") % said, on_it(d), urgent=True)


# what the steps write


def on_it(d: Duty) -> To:
    """Those who are on it."""
    return To(mandates=tuple(row.mandate_id for row in d.persons.all()))


def _told(d: Duty, weeks: int = 1) -> str:
    said = {"day": d.day, "station": d.station.matter.title, "starts": f"{d.starts:%H:%M}", "weeks": weeks}
    if weeks > 1:
        return _("自 %(day)s 起连续 %(weeks)d 周，每周同一天 %(starts)s 起您在“%(station)s”值班。") % said
    return _("%(day)s %(starts)s 起您在“%(station)s”值班。") % said


def _his(act: Act, station: Station) -> None:
    """A keeper who is not of the office plans for his own stations."""
    if not act.actor.has(RoleCode.OFFICE) and not roles.keeps(act.actor, station):
        raise Invalid({"station": [_("请选择您管理的站点。")]})


def _when(d: Duty, act: Act, day: dt.date, starts: dt.time, ends: dt.time) -> None:
    if ends <= starts:
        raise Invalid({"ends": [_("结束时间应当晚于开始时间。")]})
    if day > act.work.day + AHEAD:
        raise Invalid({"day": [_("只能排一年以内的班，请核对日期。")]})
    opened = d.station.matter.opened_on
    if day < opened:
        raise Invalid({"day": [_("站点 %s 才设立，请核对日期。") % opened]})
    d.day, d.starts, d.ends = day, starts, ends
    d.matter.opened_on = day
    d.matter.title = _("%(station)s值班（%(day)s）") % {"station": d.station.matter.title, "day": day.isoformat()}


def _on(d: Duty, act: Act, persons: Sequence[Mandate]) -> None:
    """Put them on it, each once, where they are not to be elsewhere at the same time. Raises Invalid."""
    known = {row.mandate_id for row in d.persons.all()} if d.pk else set()
    twice = [row.person.name for row in persons if row.pk in known]
    if twice:
        raise Invalid({"persons": [_("%s已经在这一班。") % language.listed(twice[:10])]})
    busy = _elsewhere(d, act, persons)
    if busy:
        sentence = _("%(names)s在 %(day)s 同一时间已排在别处，请换人或者换时间。")
        raise Invalid({"persons": [sentence % {"names": language.listed(busy[:10]), "day": d.day}]})
    for mandate in persons:
        act.add(OnDuty(duty=d, mandate=mandate))


def _elsewhere(d: Duty, act: Act, persons: Iterable[Mandate]) -> list[str]:
    """Names of those who are on another duty then, in the database or in this work."""
    names = {row.pk: row.person.name for row in persons}
    if not names:
        return []
    rows = OnDuty.objects.filter(mandate__in=names, duty__day=d.day, duty__matter__state=S.PLANNED).exclude(duty=d.pk)
    standing = set(rows.filter(duty__starts__lt=d.ends, duty__ends__gt=d.starts).values_list("mandate", flat=True))
    kept = act.work.found.setdefault("on duty", {})
    for pk in names:
        for other, starts, ends in kept.get((pk, d.day), ()):
            if other is not d and starts < d.ends and ends > d.starts:
                standing.add(pk)
        kept.setdefault((pk, d.day), []).append((d, d.starts, d.ends))
    return [names[pk] for pk in names if pk in standing]


def _replace(d: Duty, act: Act, person: Mandate, instead: Mandate) -> None:
    rows = {row.mandate_id: row for row in d.persons.all()}
    row = rows.get(person.pk)
    if row is None or person.pk == instead.pk or instead.pk in rows:
        raise Invalid({"instead": [_("%s也在这一班，请另选一位。") % instead.person.name]})
    if instead.pk not in set(Mandate.objects.on(act.work.day).filter(pk=instead.pk).values_list("pk", flat=True)):
        raise Invalid({"instead": [_("%s现在不能履职，请另选一位。") % instead.person.name]})
    busy = _elsewhere(d, act, [instead])
    if busy:
        raise Invalid({"instead": [_("%s同一时间已排在别处，请另选一位。") % instead.person.name]})
    row.mandate, row.asked = instead, None
    act.change(row)


def come_in(d: Duty, act: Act, rows: Sequence[dict[str, Any]]) -> None:
    """Officials who come in on the same day."""
    for row in rows:
        act.add(Official(duty=d, unit=row.get("unit"), words=row.get("words") or ""))
