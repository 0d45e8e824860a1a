"""Answering (答复): what was done, in words for the one who asked; and how time is given and urged."""

from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from yishi.foundation.loops.act import Act, Scope
from yishi.foundation.loops.refusals import Invalid
from yishi.foundation.loops.telling import To
from yishi.foundation.people.models import RoleCode
from yishi.rooms.voice import deadlines, roles
from yishi.rooms.voice.loop import given
from yishi.rooms.voice.loop.message import S, message, people
from yishi.rooms.voice.loop.words import tell
from yishi.rooms.voice.models import Assignment, Message
from yishi.rooms.voice.words import OWN_RULES


def _its_own(m: Message, scope: Scope) -> str | None:
    """What a unit has in hand, the unit answers."""
    if m.unit_id is None or m.unit_id in scope.actor.units(*roles.UNIT_ROLES):
        return None
    return _("已交%s办理，由它答复；需要改由别处办理的，请先由它退回。") % m.unit


@message.step(
    S.ASSIGNED, to=S.ANSWERED, by=(roles.UNIT, *roles.RECEIVERS), law=OWN_RULES, title=lazy("答复"), when=(_its_own,)
)
def answer(m: Message, act: Act, *, outcome: given.Result, text: given.Answer, done_on: given.SolvedOn = None) -> None:
    """Answer the resident. What is said to be solved is looked at by another before it counts as solved."""
    row = next(row for row in m.assignments.all() if row.round == m.round)
    act.change(row)
    reply(m, act, row, outcome, text, done_on)


def reply(m: Message, act: Act, row: Assignment, outcome: str, text: str, done_on: dt.date | None) -> None:
    """The answer as it goes out: kept, its clocks met, told to whoever waits for it."""
    if outcome != Message.Outcome.SOLVED and done_on is not None:
        raise Invalid({"done_on": [_("还没有解决的，不填解决日期。")]})
    if done_on is not None and done_on < m.matter.opened_on:
        raise Invalid({"done_on": [_("解决日期不能早于收到日期（%s）。") % m.matter.opened_on]})
    row.answer, row.outcome = text, outcome
    row.done_on = (done_on or act.day) if outcome == Message.Outcome.SOLVED else None
    row.answered_by, row.answered_at = act.actor.account, act.work.at
    m.outcome, m.answered_at = outcome, act.work.at
    deadlines.answered(m, act)
    tell(m, act, "answered", _("已答复（%s），请看下面的答复。") % row.get_outcome_display())
    if outcome == Message.Outcome.SOLVED:
        act.tell(
            "voice_check", _("“%s”已答复为解决，请核实。") % m.matter.title, To((RoleCode.OFFICE,), mandates=people(m))
        )
    elif people(m):
        act.tell("voice_answered", _("“%s”已答复。") % m.matter.title, To(mandates=people(m)))


@message.step(S.ASSIGNED, by=(roles.OFFICE,), law=OWN_RULES, title=lazy("同意延期"))
def extend(m: Message, act: Act, *, why: given.Why) -> None:
    """Give more time, as far as the rule lets; the resident is told why."""
    row = act.extend(deadlines.ANSWER, "petition_extension" if m.petition else "voice_extension")
    tell(m, act, "extended", _("办理需要更长时间，预计 %(day)s 前答复：%(why)s") % {"day": row.due_on, "why": why})


@message.step(
    S.ASSIGNED, by=(roles.OFFICE, roles.SUPERVISOR, roles.DEPUTY), law=OWN_RULES, title=lazy("催办"), batch=True
)
def urge(m: Message, act: Act, *, why: given.Why) -> None:
    """Ask for it to be done."""
    to = To(roles.UNIT_ROLES, (m.unit_id,)) if m.unit_id else To((RoleCode.STATION_KEEPER, RoleCode.OFFICE))
    act.tell(
        "voice_urged", _("请抓紧办理“%(title)s”：%(why)s") % {"title": m.matter.title, "why": why}, to, urgent=True
    )
