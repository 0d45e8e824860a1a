"""The life of an activity (活动): planned or recorded at once, held, amended. What deputies report stands in
`reporting.py`, who took part in `taking_part.py`, what came of it in `results.py`, how it ends in `ending.py`."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from yishi.foundation.loops.act import Act
from yishi.foundation.loops.inputs import Day
from yishi.foundation.loops.refusals import Invalid
from yishi.foundation.loops.steps import NEW, Loop
from yishi.foundation.people.models import Grouping, RoleCode
from yishi.rooms.activities import figures, roles
from yishi.rooms.activities.loop import given, writing
from yishi.rooms.activities.models import Activity
from yishi.rooms.activities.words import OWN_RULES

S = Activity.State

activity = Loop(
    room="activities",
    kind="activity",
    title=lazy("活动"),
    model=Activity,
    states=S,
    select=("body", "reporter__person"),
    needed=("body",),
    prefetch=(
        "participants__mandate__person",
        "participants__post__person",
        "hosts__organ",
        "hosts__unit",
        "joined__grouping",
        "outputs",
        "about__matter",
    ),
    facts=figures.derive,
)


@activity.step(NEW, to=S.PLANNED, by=roles.KEEPERS, law=OWN_RULES, title=lazy("列入计划"))
def plan(
    a: Activity, act: Act, *, kind: given.KindCode, day: given.AnyDay, title: given.Title = "",
    last_day: given.LastDay = None, starts: given.Starts = None, place: given.Place = "", area: given.Area = "",
    topics: given.Topics = "", laws: given.Laws = "", times: given.Times = 1, summary: given.Summary = "",
    body: given.Body = None, groups: given.Groups = (), co_organs: given.CoOrgans = (), co_units: given.CoUnits = (),
    co_bodies: given.CoBodies = "",
) -> None:  # fmt: skip
    """Put it on the plan for a day to come; nothing is counted until it was held."""
    found = writing.what(a, act, kind, "")
    writing.when(a, act, day, last_day, starts, planned=True)
    writing.called(a, act, found, title)
    writing.where(a, place, area, topics, laws, times, summary)
    writing.with_whom(a, act, co_organs, co_units, co_bodies, groups)
    kept_by(a, act, body)
    act.number(f"H{day.year}")


@activity.step(NEW, to=S.RECORDED, by=roles.KEEPERS, law=OWN_RULES, title=lazy("登记活动"))
def record(
    a: Activity, act: Act, *, kind: given.KindCode, day: given.PastDay, title: given.Title = "",
    last_day: given.LastDay = None, starts: given.Starts = None, place: given.Place = "", area: given.Area = "",
    topics: given.Topics = "", laws: given.Laws = "", times: given.Times = 1, result: given.Result = "",
    summary: given.Summary = "", body: given.Body = None, groups: given.Groups = (), co_organs: given.CoOrgans = (),
    co_units: given.CoUnits = (), co_bodies: given.CoBodies = "", persons: given.Persons = (), heads: given.Heads = (),
    outputs: given.Outputs = (),
) -> None:  # fmt: skip
    """Record what has happened; kind and day are enough, the rest can follow."""
    found = writing.what(a, act, kind, result)
    writing.when(a, act, day, last_day, starts, planned=False)
    writing.called(a, act, found, title)
    writing.where(a, place, area, topics, laws, times, summary)
    writing.with_whom(a, act, co_organs, co_units, co_bodies, groups)
    kept_by(a, act, body)
    writing.present(a, act, persons)
    writing.heads(a, act, heads)
    writing.outputs(a, act, outputs)
    act.number(f"H{day.year}")


def kept_by(a: Activity, act: Act, body: Grouping | None) -> None:
    """Whose it is within the organ: a committee's staff record their committee's, a station's keeper his own."""
    office, mine = act.actor.has(RoleCode.OFFICE), act.actor.groupings(RoleCode.COMMITTEE)
    if not office and mine:
        if body is None and len(mine) > 1:
            raise Invalid({"body": [_("您在几个委室任职，请选择这次活动由哪一个承办。")]})
        if body is not None and body.pk not in mine:
            raise Invalid({"body": [_("只能登记您所在委室的活动。")]})
        a.body_id = body.pk if body else next(iter(mine))
    else:
        a.body = body
        a.keeper = None if office else act.actor.account


@activity.step(S.PLANNED, to=S.RECORDED, by=roles.KEEPERS, law=OWN_RULES, title=lazy("登记已举办"))
def hold(
    a: Activity, act: Act, *,
    day: Annotated[dt.date | None, Day(lazy("实际日期"), lazy("不填则同计划日期"), required=False)] = None,
    last_day: given.LastDay = None, result: given.Result = "", summary: given.Summary = "",
    persons: given.Persons = (), heads: given.Heads = (), outputs: given.Outputs = (),
) -> None:  # fmt: skip
    """It was held, on the day planned or another. Who signed in has taken part."""
    found = writing.what(a, act, a.kind, result)
    moved = day is not None and day != a.day
    last = last_day if last_day or moved else a.last_day
    unnamed = a.matter.title == writing.name_of(a, act, found)
    writing.when(a, act, day or a.day, last, a.starts, planned=False)
    writing.called(a, act, found, "" if unnamed else a.matter.title)
    a.summary = summary or a.summary
    writing.present(a, act, persons)
    writing.heads(a, act, heads)
    writing.outputs(a, act, outputs)


@activity.step(S.PLANNED, S.RECORDED, S.ENDED, by=roles.KEEPERS, law=OWN_RULES, title=lazy("修改"))
def amend(
    a: Activity, act: Act, *, kind: given.KindCode, day: given.AnyDay, title: given.Title = "",
    last_day: given.LastDay = None, starts: given.Starts = None, place: given.Place = "", area: given.Area = "",
    topics: given.Topics = "", laws: given.Laws = "", times: given.Times = 1, result: given.Result = "",
    summary: given.Summary = "", body: given.Body = None, groups: given.Groups = (), co_organs: given.CoOrgans = (),
    co_units: given.CoUnits = (), co_bodies: given.CoBodies = "",
) -> None:  # fmt: skip
    """Write it anew, within its line: day and span, place, topics, who held it. What was counted is counted anew."""
    line, day_before, closed, stock = a.line, a.day, a.closes, a.stock
    found = writing.what(a, act, kind, result)
    if found.line != line:
        raise Invalid({"kind": [_("只能改为同一条线的种类；记错条线的请注销后重新登记。")]})
    if stock != a.stock and a.ended_on is not None:
        raise Invalid({"kind": [_("已登记终止日期，不能改为一次性的活动。")]})
    writing.when(a, act, day, last_day, starts, planned=a.matter.state == S.PLANNED)
    if a.ended_on is not None and a.ended_on < day:
        raise Invalid({"day": [_("日期不能晚于终止日期（%s）。") % a.ended_on]})
    writing.called(a, act, found, title)
    writing.where(a, place, area, topics, laws, times, summary)
    writing.with_whom(a, act, co_organs, co_units, co_bodies, groups)
    if act.actor.has(RoleCode.OFFICE):
        a.body = body  # whose it is, the office decides
    if a.day != day_before:
        writing.present(a, act, [row.mandate for row in a.participants.all() if row.mandate])
    _moved(a, act, closed)


def _moved(a: Activity, act: Act, closed: dt.date) -> None:
    """What came of it on its last day moves with that day, and nothing comes of it before it begins."""
    for row in a.outputs.all():
        if row.struck_on is None and row.day != a.closes and (row.day == closed or row.day < a.day):
            row.day = a.closes
            act.change(row)
