"""What came in before Yishi, or by a hotline's export: entered as far as it has come, with the times at which it came there.

One step a message, so that imports leave clocks, facts, hops and journal as living does. What arrived on a day for which there
is a rule pack starts the clocks of that pack; what is older starts none, and its entry in the journal says so. An export says
neither who answered nor whether it was solved: then nobody is named, and no outcome.
"""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from yishi.foundation import codes
from yishi.foundation.clock import CHINA
from yishi.foundation.loops.act import Act
from yishi.foundation.loops.inputs import Flag, Number, One, Pick, Text
from yishi.foundation.loops.refusals import Invalid
from yishi.foundation.loops.steps import NEW
from yishi.foundation.matters.models import Matter
from yishi.foundation.people.models import Mandate, Unit
from yishi.foundation.prepared.objects import fresh
from yishi.rooms.voice import deadlines, roles
from yishi.rooms.voice.loop import given
from yishi.rooms.voice.loop.message import S, message, sent_by, write
from yishi.rooms.voice.loop.words import tell
from yishi.rooms.voice.models import Assignment, Message
from yishi.rooms.voice.models.message import LONGEST
from yishi.rooms.voice.words import NO_PACK, OWN_RULES

MOST = 100_000_000


@message.step(
    NEW,
    to=(S.RECEIVED, S.ASSIGNED, S.CLOSED),
    by=(roles.OFFICE, roles.SYSTEM),
    law=OWN_RULES,
    title=lazy("导入群众意见"),
)
def import_one(
    m: Message, act: Act, *, text: given.Words, arrived_at: Annotated[dt.datetime, given.Moment(lazy("收到时间"))],
    title: given.Title = "",
    channel: Annotated[str, Pick(lazy("渠道"), required=False, choices=Message.Channel.choices)] = Message.Channel.HOTLINE,
    number: Annotated[str, Text(lazy("编号"), lazy("原系统的编号；不填则顺次编号"), required=False, longest=40, rows=1)] = "",
    handle: Annotated[str, given.Private(lazy("留言用户"), required=False, longest=60, rows=1)] = "",
    name: given.Name = "", phone: given.Phone = "", place: given.Place = "", area: given.Area = "",
    latitude: given.Latitude = None, longitude: given.Longitude = None, topic: given.Topic = "",
    guessed: Annotated[bool, Flag(lazy("类别为推测"))] = False,
    petition: Annotated[bool, Flag(lazy("信访事项"))] = False,
    station: given.At = None,
    deputy: Annotated[Mandate | None, One(lazy("代表（委员）"), required=False, rows=given.everybody)] = None,
    unit: Annotated[Unit | None, One(lazy("办理单位"), required=False, rows=given.all_units)] = None,
    supports: Annotated[int, Number(lazy("点赞数"), required=False, most=MOST)] = 0,
    objections: Annotated[int, Number(lazy("反对数"), required=False, most=MOST)] = 0,
    answer: Annotated[str, Text(lazy("答复"), required=False, longest=LONGEST)] = "",
    answered_at: Annotated[dt.datetime | None, given.Moment(lazy("答复时间"), required=False)] = None,
    outcome: Annotated[str, Pick(lazy("结果"), required=False, choices=Message.Outcome.choices)] = "",
    may_publish: given.MayPublish = False,
) -> str:  # fmt: skip
    """Enter one that came in elsewhere, with its answer where it has one."""
    if wrong := fault(arrived_at, answer, answered_at, act.work.at):
        raise Invalid({wrong[0]: [wrong[1]]})
    day = arrived_at.astimezone(CHINA).date()
    found = act.work.pack_on(day)
    m.matter.pack, m.matter.opened_on = found.ref if found else "", day
    if found is None:
        act.note(clocks=NO_PACK)
    m.channel, m.petition, m.arrived_at, m.topic, m.topic_guessed = channel, petition, arrived_at, topic, guessed
    m.station, m.deputy, m.supports, m.objections, m.may_publish = station, deputy, supports, objections, may_publish
    m.recorded_by = act.actor.account
    write(m, act, title, text, place, area, latitude, longitude)
    sent_by(m, act, name, phone, codes.who(phone or handle))
    _numbered(act, number, day.year)
    tell(m, act, "received", _("已收到。"), at=arrived_at)
    with act.at(day):
        deadlines.received(m, act)
        if unit is not None or answer:
            _handed(m, act, unit, day)
    if not answer or answered_at is None:
        return S.ASSIGNED if unit is not None else S.RECEIVED
    _answered(m, act, answer, answered_at, outcome)
    return S.CLOSED


def fault(
    arrived_at: dt.datetime, answer: str, answered_at: dt.datetime | None, now: dt.datetime
) -> tuple[str, str] | None:
    """What is wrong with its times, as the field and the sentence; imports say it row by row beforehand."""
    if arrived_at > now:
        return "arrived_at", _("收到时间不能晚于现在。")
    if bool(answer) != bool(answered_at):
        return "answered_at", _("答复和答复时间要么都有，要么都没有。")
    if answered_at is not None and not arrived_at <= answered_at <= now:
        return "answered_at", _("答复时间应当在收到之后、现在之前。")
    return None


def _numbered(act: Act, number: str, year: int) -> None:
    """Its number elsewhere, or the next of its year here."""
    if not number:
        act.number(f"M{year}")
        return
    taken = act.work.found.get("numbers of messages")
    if taken is None:
        rows = Matter.objects.filter(organ=act.organ, kind=message.kind).exclude(number="")
        taken = act.work.found["numbers of messages"] = set(rows.values_list("number", flat=True))
    if number in taken:
        raise Invalid({"number": [_("编号 %s 已导入过，不重复导入。") % number]})
    taken.add(number)
    act.numbered(number)


def _handed(m: Message, act: Act, unit: Unit | None, day: dt.date) -> None:
    """Handed out on the day it came: an export does not say when."""
    m.round, m.unit, m.assigned_on = 1, unit, day
    m.layer = Message.Layer.UNIT if unit else Message.Layer.OWN
    row = act.add(fresh(Assignment, round=1, layer=m.layer, assigned_on=day))
    row.message, row.unit = m, unit
    deadlines.assigned(m, act, unit)


def _answered(m: Message, act: Act, answer: str, answered_at: dt.datetime, outcome: str) -> None:
    day = answered_at.astimezone(CHINA).date()
    row = next(row for row in act.added if isinstance(row, Assignment))
    row.answer, row.answered_at, row.outcome = answer, answered_at, outcome
    m.answered_at, m.outcome, m.matter.closed_on = answered_at, outcome, day
    if outcome == Message.Outcome.SOLVED:
        m.solved_on = row.done_on = day
    act.meet(deadlines.ANSWER, on=day)
    tell(m, act, "answered", _("已答复，请看下面的答复。"), at=answered_at)
