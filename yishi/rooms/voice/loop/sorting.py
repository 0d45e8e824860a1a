"""Sorting (分办): asked to add something, handed out in layers, dealt with on the spot, not accepted, handed back."""

from __future__ import annotations

from typing import Annotated

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from yishi.foundation.loops.act import Act
from yishi.foundation.loops.inputs import Flag, Pick, Text
from yishi.foundation.loops.refusals import Invalid
from yishi.foundation.loops.telling import To
from yishi.foundation.people.models import RoleCode, Unit
from yishi.rooms.voice import deadlines, roles
from yishi.rooms.voice.catalogue.topics import NOT_ACCEPTED
from yishi.rooms.voice.loop import given
from yishi.rooms.voice.loop.answering import reply
from yishi.rooms.voice.loop.message import S, message, taken_in
from yishi.rooms.voice.loop.words import tell
from yishi.rooms.voice.models import Asked, Assignment, Message
from yishi.rooms.voice.words import OWN_RULES

L, Outcome = Message.Layer, Message.Outcome


@message.step(S.RECEIVED, to=S.ASKED, by=(*roles.RECEIVERS, roles.DEPUTY), law=OWN_RULES, title=lazy("请反映人补充"))
def ask(
    m: Message, act: Act, *, question: Annotated[str, Text(lazy("请补充什么"), lazy("如：请写明是哪个小区、几号楼"), longest=400, rows=2)]
) -> None:  # fmt: skip
    """Something is missing without which nobody can deal with it."""
    act.add(Asked(message=m, day=act.day, question=question))
    deadlines.asked(act, _("请反映人补充"))
    tell(m, act, "asked", _("请您补充：%s") % question)


@message.step(S.ASKED, to=S.RECEIVED, by=(roles.SENDER, *roles.RECEIVERS), law=OWN_RULES, title=lazy("补充情况"))
def complete(m: Message, act: Act, *, reply: Annotated[str, Text(lazy("补充的内容"), longest=4000, rows=4)]) -> None:
    """What was missing; the office notes down what it was told on the phone."""
    for row in m.questions.all():
        if row.replied_on is None:
            row.reply, row.replied_on = reply, act.day
            act.change(row)
    taken_in(m, act)


@message.step(S.RECEIVED, to=S.ASSIGNED, by=roles.RECEIVERS, law=OWN_RULES, title=lazy("交办"), batch=True)
def assign(
    m: Message, act: Act, *, layer: Annotated[str, Pick(lazy("处理方式"), choices=given.some(L.OWN, L.UNIT))],
    unit: given.Handler = None, topic: given.Topic = "", area: given.Area = "",
    urgent: Annotated[bool, Flag(lazy("急件"))] = False,
    note: Annotated[str, Text(lazy("交办意见"), required=False, longest=400, rows=2)] = "",
) -> None:  # fmt: skip
    """Hand it out: within the street's or station's own powers, or through the standing committee to a department."""
    if layer == L.UNIT and unit is None:
        raise Invalid({"unit": [_("请选择由哪个部门办理。")]})
    if layer == L.UNIT and not act.actor.has(RoleCode.OFFICE):
        raise Invalid({"layer": [_("站点办不了的，请留给代表（提案）工作机构交部门办理。")]})
    m.topic, m.topic_guessed = topic or m.topic, m.topic_guessed and not topic
    m.area, m.urgent = area or m.area, urgent or m.urgent
    hand_out(m, act, layer, unit if layer == L.UNIT else None, note)


def hand_out(m: Message, act: Act, layer: str, unit: Unit | None, note: str, *, again: bool = False) -> None:
    """In somebody's hands: a further round, its clock, and word to him and to the sender."""
    m.round, m.layer, m.unit, m.assigned_on = m.round + 1, layer, unit, m.assigned_on or act.day
    m.outcome, m.answered_at, m.solved_on, m.matter.closed_on = "", None, None, None
    act.add(Assignment(message=m, round=m.round, layer=layer, unit=unit, note=note, assigned_on=act.day))
    deadlines.assigned(m, act, unit, again=again)
    who = str(unit) if unit else _("本站（街道、乡镇）")
    tell(m, act, "assigned", (_("已重新交%s办理。") if again else _("已交%s办理。")) % who)
    to = To((RoleCode.LIAISON,), (unit.pk,)) if unit else To((RoleCode.STATION_KEEPER, RoleCode.OFFICE))
    act.tell("voice_assigned", _("请办理群众意见“%s”。") % m.matter.title, to, urgent=m.urgent)


@message.step(
    S.RECEIVED, to=S.ANSWERED, by=(*roles.RECEIVERS, roles.DEPUTY), law=OWN_RULES, title=lazy("即时答复"), batch=True
)
def settle(
    m: Message, act: Act, *,
    layer: Annotated[str, Pick(lazy("处理方式"), choices=given.some(L.ON_SPOT, L.EXPLAINED, L.REFERENCE))],
    text: given.Answer, done_on: given.SolvedOn = None, topic: given.Topic = "",
) -> None:  # fmt: skip
    """Solved on the spot (即提即办), explained, or kept for reference: no other desk is needed."""
    m.topic, m.topic_guessed = topic or m.topic, m.topic_guessed and not topic
    m.round, m.layer, m.unit, m.assigned_on = m.round + 1, layer, None, m.assigned_on or act.day
    row = act.add(Assignment(message=m, round=m.round, layer=layer, assigned_on=act.day))
    outcome = {L.ON_SPOT: Outcome.SOLVED, L.EXPLAINED: Outcome.EXPLAINED}.get(L(layer), Outcome.REFERENCE)
    reply(m, act, row, outcome, text, done_on)


@message.step(
    S.RECEIVED, S.ASKED, to=S.CLOSED, by=(roles.OFFICE,), law=OWN_RULES, title=lazy("不予受理"), batch=True, danger=True
)
def decline(
    m: Message, act: Act, *, ground: Annotated[str, Pick(lazy("理由"), choices=NOT_ACCEPTED)],
    text: Annotated[str, Text(lazy("告知反映人的话"), lazy("说明理由和可以找谁"), longest=2000, rows=3)],
) -> None:  # fmt: skip
    """Not accepted, with the reason and where to turn."""
    m.layer, m.outcome, m.ground = L.DECLINED, Outcome.DECLINED, str(dict(NOT_ACCEPTED)[ground])
    m.answered_at, m.matter.closed_on = act.work.at, act.day
    act.stop_all(_("不予受理"))
    tell(m, act, "declined", _("没有受理：%(ground)s。%(text)s") % {"ground": m.ground, "text": text})


@message.step(S.ASSIGNED, to=S.RECEIVED, by=(roles.UNIT,), law=OWN_RULES, title=lazy("退回"), danger=True)
def hand_back(m: Message, act: Act, *, why: given.Why) -> None:
    """It is not the unit's own: back to the one who sorts, never on to another by itself."""
    for row in m.assignments.all():
        if row.round == m.round:
            row.returned_on, row.return_reason = act.day, why
            act.change(row)
    said = {"unit": m.unit, "title": m.matter.title, "why": why}
    deadlines.handed_back(m, act, _("退回"))
    m.unit = None
    tell(m, act, "handed_back", _("经核实不属于该单位职责，正在重新确定办理单位。"))
    act.tell("voice_back", _("%(unit)s退回“%(title)s”：%(why)s") % said, To((RoleCode.OFFICE,)))
