"""The course of a registered suggestion: handed over, objected to. How it leaves the course is in `leaving.py`,
oversight and publication in `oversight.py`."""

from __future__ import annotations

from typing import Annotated, Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from yishi.foundation.clocks import running
from yishi.foundation.law.choices import HardMode
from yishi.foundation.loops.act import Act, Scope
from yishi.foundation.loops.inputs import Flag, Many, One, Pick, Text
from yishi.foundation.loops.refusals import Invalid
from yishi.foundation.loops.telling import To
from yishi.foundation.people.models import RoleCode, Unit
from yishi.rooms.suggestions import roles
from yishi.rooms.suggestions.loop import given, stopping
from yishi.rooms.suggestions.loop.handling import hand
from yishi.rooms.suggestions.loop.suggestion import Preferred, signers, suggestion
from yishi.rooms.suggestions.models import Handling, Handover, Objection, Suggestion

S = Suggestion.State
Part = Handling.Part

OFFICES = {"government": RoleCode.GOVERNMENT_OFFICE, "party": RoleCode.PARTY_OFFICE}


Lead = Annotated[Unit | None, One(lazy("主办单位"), required=False, rows=given.side_units)]
Cos = Annotated[list[Unit], Many(lazy("会办单位"), required=False, rows=given.units)]
Separate = Annotated[
    list[Unit], Many(lazy("分办单位"), lazy("各自答复的，选两个以上，不选主办"), required=False, rows=given.side_units)
]


@suggestion.step(
    S.REGISTERED, S.WITH_OFFICE, to=S.ASSIGNED, by=(*roles.RECEIVERS, *roles.COORDINATORS), law="reply", title=lazy("交办"), batch=True,
    when=(lambda s, scope: _whose_turn(s, scope),),
)  # fmt: skip
def assign(
    s: Suggestion, act: Act, *,
    lead: Lead = None, co: Cos = (), separate: Separate = (),  # type: ignore[assignment]  # none
    handover: Annotated[Handover | None, One(lazy("交办会"), required=False, rows=given.handovers)] = None,
    hard: Annotated[bool, Flag(lazy("涉及面广、处理难度大（六个月答复）"))] = False,
    task: Annotated[str, Text(lazy("办理要求"), required=False, longest=400, rows=2)] = "",
) -> None:  # fmt: skip
    """Hand it over to the units that must answer; their time starts."""
    _divided(lead, co, separate)
    if (
        hard
        and act.pack
        and act.pack.choices.hard_mode
        and act.pack.choices.hard_mode.value != HardMode.SET_AT_HANDOVER
    ):
        raise Invalid({"hard": [_("本地规定由承办单位申请、经同意后延期，不在交办时确定六个月。")]})
    s.hard, s.handover = hard, handover
    s.assigned_on = s.assigned_on or act.day
    act.meet("assign", "reassign")
    for unit, part in (
        [(lead, Part.LEAD)] * bool(lead)
        + [(unit, Part.CO) for unit in co]
        + [(unit, Part.SEPARATE) for unit in separate]
    ):
        act.open(hand, whole=s, unit=unit, part=part, task=task, hard=hard)
    act.tell("assigned", _("“%s”已交办。") % s.matter.title, To(mandates=signers(s)))


def _whose_turn(s: Suggestion, scope: Scope) -> str | None:
    waits = s.matter.state == S.WITH_OFFICE and scope.actor.has(RoleCode.OFFICE, RoleCode.SECRETARIAT)
    return _("本件已转政府办（党委办）分办，由其确定承办单位。") if waits else None


def _divided(lead: Unit | None, co: Any, separate: Any) -> None:
    """One lead with co-handlers, or several that answer separately (CQ 15)."""
    named = [unit.pk for unit in (*([lead] if lead else []), *co, *separate)]
    if len(named) != len(set(named)):
        raise Invalid({"co": [_("同一单位只能承担一种承办任务，请检查主办、会办、分办单位。")]})
    if separate and (lead or co):
        raise Invalid({"separate": [_("分别办理的，不另设主办、会办单位。")]})
    if not lead and not separate:
        raise Invalid({"lead": [_("请选择主办单位，或者选择两个以上分办单位。")]})
    if separate and len(separate) < 2:
        raise Invalid({"separate": [_("只有一个单位的，请作为主办单位交办。")]})


@suggestion.step(
    S.REGISTERED, to=S.WITH_OFFICE, by=roles.RECEIVERS, law="assign", title=lazy("转政府办、党委办分办"), batch=True
)
def pass_to_office(s: Suggestion, act: Act, *, side: Annotated[str, Pick(lazy("转交"), choices=given.WHERE)]) -> None:
    """To the office that distributes within its system of units (ZJ 11, SH 11)."""
    s.side = side
    act.tell("to_distribute", _("请分办“%s”。") % s.matter.title, To(roles=(OFFICES[side],)))


@suggestion.step(S.WITH_OFFICE, to=S.REGISTERED, by=roles.COORDINATORS, law="assign", title=lazy("退回交办机构"))
def return_to_register(s: Suggestion, act: Act, *, why: Annotated[str, Text(lazy("理由"), longest=2000)]) -> None:
    """Not a matter of this system."""
    s.side = ""
    act.tell(
        "office_back",
        _("“%(title)s”被退回交办机构：%(why)s") % {"title": s.matter.title, "why": why},
        To(roles=(RoleCode.OFFICE,)),
    )


def _handed_back(s: Suggestion) -> list[Handling]:
    """Parts that were handed back and for which no other unit has been found yet, the lead first."""
    found = {part.replaces_id for part in s.handlings.all()}
    back = [part for part in s.handlings.all() if part.matter.state == Handling.State.HANDED_BACK]
    return sorted((part for part in back if part.pk not in found), key=lambda part: (part.part != Part.LEAD, part.pk))


def _needs_unit(s: Suggestion, scope: Scope) -> str | None:
    if not given.may_take_back(scope):
        return _("本地规定由代表（提案）工作机构重新确定承办单位。")
    if not _handed_back(s) and any(not part.superseded for part in s.handlings.all()):
        return _("没有被退回的承办单位，不需要改交。")
    return None


@suggestion.step(
    S.ASSIGNED,
    by=(*roles.RECEIVERS, roles.GOVERNMENT_OFFICE),
    law="reassign",
    title=lazy("改交其他单位"),
    when=(_needs_unit,),
)
def reassign(
    s: Suggestion, act: Act, *,
    unit: Annotated[Unit, One(lazy("承办单位"), rows=given.units)],  # type: ignore[valid-type]  # the stubs read Annotated models their own way
    part: Annotated[str, Pick(lazy("承办方式"), choices=Part.choices)] = Part.LEAD,
) -> None:  # fmt: skip
    """Hand over anew what was handed back (CQ 16)."""
    standing = [other for other in s.handlings.all() if not other.superseded]
    if part == Part.LEAD and any(other.part == Part.LEAD for other in standing):
        raise Invalid({"part": [_("本件已有主办单位。")]})
    if unit.pk in {other.unit_id for other in standing}:
        raise Invalid({"unit": [_("该单位已在承办本件。")]})
    waiting = _handed_back(s)
    back = next((other for other in waiting if other.part == part), waiting[0] if waiting else None)
    for row in act.work.clocks_of(back.matter) if back else ():
        if row.kind == "reassign" and running.runs(row):
            running.meet(row, act.day)
            act.moved.append(row)
    act.open(hand, whole=s, unit=unit, part=part, hard=s.hard).replaces = back


# Objection to the assignment (SH 12, 14)


def _may_object(s: Suggestion, scope: Scope) -> str | None:
    said = scope.pack.choices.deputy_may_object if scope.pack else None
    if said and not said.value:
        return _("本地规定没有对交办提出异议的程序，请与交办机构联系。")
    return _("您的意见正在研究，请等待答复。") if any(row.decided_on is None for row in s.objections.all()) else None


@suggestion.step(
    S.ASSIGNED, by=(roles.AUTHOR,), law="上海规定 第十四条第三款", title=lazy("对交办提出意见"), when=(_may_object,)
)
def object_to_assignment(
    s: Suggestion, act: Act, *, reason: Annotated[str, Text(lazy("意见和理由"))], unit: Preferred = None
) -> None:
    """The deputy thinks that another unit should handle it."""
    if s.lead is not None:
        act.add(Objection(suggestion=s, mandate=s.lead, raised_on=act.day, reason=reason, unit=unit))
    act.tell("objection", _("领衔人对“%s”的交办提出意见，请研究。") % s.matter.title, To(roles=(RoleCode.OFFICE,)))


@suggestion.step(S.ASSIGNED, by=(roles.OFFICE,), law="上海规定 第十四条第三款", title=lazy("答复对交办的意见"), when=(
    lambda s, scope: None if any(row.decided_on is None for row in s.objections.all()) else _("没有等待研究的意见。"),
))  # fmt: skip
def decide_objection(
    s: Suggestion, act: Act, *,
    upheld: Annotated[bool, Flag(lazy("采纳意见，改交该单位"))] = False,
    reply: Annotated[str, Text(lazy("向提出人的反馈"), longest=4000)],
) -> None:  # fmt: skip
    """Study it with those concerned and tell the deputy; if upheld, the unit he named leads instead."""
    row = next(row for row in s.objections.all() if row.decided_on is None)
    if upheld and row.unit is None:
        raise Invalid({"upheld": [_("提出人没有指明承办单位，请先与其沟通，再用“改交其他单位”办理。")]})
    if upheld and row.unit_id in {part.unit_id for part in s.handlings.all() if not part.superseded}:
        raise Invalid({"upheld": [_("提出人希望的单位已在承办本件，不需要改交。")]})
    row.decided_on, row.upheld, row.reply = act.day, upheld, reply
    act.change(row)
    if upheld and row.unit is not None:
        lead = next((part for part in s.handlings.all() if part.part == Part.LEAD and not part.superseded), None)
        stopping.stop_lead(s, act, _("采纳代表意见，改交其他单位"))
        act.open(hand, whole=s, unit=row.unit, part=Part.LEAD, hard=s.hard).replaces = lead
    act.tell(
        "objection_decided",
        _("您对“%(title)s”交办的意见：%(reply)s") % {"title": s.matter.title, "reply": reply},
        To(mandates=(row.mandate_id,)),
    )
