"""What a unit does with the suggestion handed to it: receive, contact, draft, sign and send the answer, or hand it back.

Co-handlers' opinions are in `opinions.py`, evaluation and what follows from it in `evaluation.py`.
"""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from yishi.foundation.law.choices import Need
from yishi.foundation.loops.act import Act, Scope
from yishi.foundation.loops.compound import Lines
from yishi.foundation.loops.inputs import Day, Flag, One, Pick, Text
from yishi.foundation.loops.refusals import Invalid
from yishi.foundation.loops.steps import NEW, SYSTEM, Loop
from yishi.foundation.loops.telling import To
from yishi.foundation.people.models import RoleCode, Unit
from yishi.rooms.suggestions import counted, deadlines, figures, roles
from yishi.rooms.suggestions.loop import follows, given
from yishi.rooms.suggestions.loop.promise import make
from yishi.rooms.suggestions.loop.suggestion import signers
from yishi.rooms.suggestions.models import Answer, Ask, Delivery, Handling, Suggestion, Talk

H = Handling.State

handling = Loop(
    room="suggestions",
    kind="handling",
    title=lazy("承办"),
    model=Handling,
    states=H,
    select=("unit", "suggestion__lead__person", "suggestion__session__term"),
    needed=("unit", "suggestion"),
    prefetch=(
        "replies", "talks", "opinions", "asks", "conferences", "evaluations__marks", "matter__clocks", "suggestion__signers",
        "suggestion__handlings__matter__clocks", "suggestion__handlings__unit",
        "suggestion__matter__links_in__origin__suggestion__signers",
    ),
    facts=figures.derive,
    counted=counted.HANDLING,
)  # fmt: skip


@handling.step(NEW, to=H.HANDED, by=(SYSTEM,), law="reply", title=lazy("交办"))
def hand(
    h: Handling, act: Act, *,
    whole: Annotated[Any, One(lazy("原件"))],
    unit: Annotated[Unit, One(lazy("承办单位"), rows=given.units)],  # type: ignore[valid-type]  # the stubs read Annotated models their own way
    part: Annotated[str, Pick(lazy("承办方式"), choices=Handling.Part.choices)],
    task: Annotated[str, Text(lazy("办理内容"), required=False, longest=400)] = "",
    hard: Annotated[bool, Flag(lazy("涉及面广、处理难度大"))] = False,
) -> None:  # fmt: skip
    """Put it into a unit's hands; the unit's clocks start. Follows from assigning the whole, never by itself."""
    h.suggestion, h.unit, h.part, h.task, h.handed_on = whole, unit, part, task, act.day
    h.matter.title = whole.matter.title
    deadlines.handed_over(h, act, hard=hard)
    words = {"part": h.get_part_display(), "title": whole.matter.title}
    act.tell("handed", _("交由你单位%(part)s：“%(title)s”，请签收。") % words, To((RoleCode.LIAISON,), (unit.pk,)))


@handling.step(H.HANDED, to=H.HANDLING, by=(roles.LIAISON,), law="reply", title=lazy("签收"), batch=True)
def receive(
    h: Handling, act: Act, *,
    leader: Annotated[str, Text(lazy("分管领导"), required=False, longest=40, rows=1)] = "",
    undertaker: Annotated[str, Text(lazy("承办人"), required=False, longest=40, rows=1)] = "",
    phone: Annotated[str, Text(lazy("联系电话"), required=False, longest=40, rows=1)] = "",
) -> None:  # fmt: skip
    """Sign for it, and name who does it."""
    h.received_on, h.leader, h.undertaker, h.phone = act.day, leader, undertaker, phone


@handling.step(
    H.HANDED, H.HANDLING, to=H.HAND_BACK_ASKED, by=(roles.LIAISON, roles.HEAD), law="hand_back", title=lazy("申请退回"),
    when=(lambda h, scope: _hand_back_over(h, scope),), danger=True,
)  # fmt: skip
def ask_hand_back(
    h: Handling, act: Act, *,
    reason: Annotated[str, Text(lazy("不属于本单位职责的情况和理由"))],
    unit: Annotated[Unit | None, One(lazy("建议改交"), required=False, rows=given.units)] = None,
) -> None:  # fmt: skip
    """Say in writing that it is not the unit's own; it must not pass it on by itself (CQ 16)."""
    act.add(Ask(handling=h, kind=Ask.Kind.HAND_BACK, asked_on=act.day, reason=reason, unit=unit))
    act.tell(
        "hand_back",
        _("%(unit)s申请退回“%(title)s”，请研究。") % {"unit": h.unit, "title": h.matter.title},
        To((RoleCode.OFFICE,)),
    )


def _hand_back_over(h: Handling, scope: Scope) -> str | None:
    last = deadlines.hand_back_until(h, scope.pack)
    if last is None or last.day >= scope.day:
        return None
    return _("申请退回的期限已于%s届满，请继续办理；确有困难的，请与交办机构协商。") % last.day


def _decides(h: Handling, scope: Scope) -> str | None:
    """Who decides on a hand-back is the place's choice (CQ 16, SH 14)."""
    return None if given.may_take_back(scope) else _("本地规定由代表（提案）工作机构决定是否同意退回。")


DECIDERS = (*roles.RECEIVERS, roles.GOVERNMENT_OFFICE)


@handling.step(
    H.HAND_BACK_ASKED, to=H.HANDED_BACK, by=DECIDERS, law="hand_back", title=lazy("同意退回"), when=(_decides,)
)
def agree_hand_back(
    h: Handling, act: Act, *, note: Annotated[str, Text(lazy("意见"), required=False, longest=2000)] = ""
) -> None:
    """Take it back; the right unit has to be found in time."""
    _decide(h, act, granted=True, note=note)
    h.superseded, h.matter.closed_on = True, act.day
    act.stop_all(_("同意退回"))
    deadlines.handed_back(h, act)


@handling.step(
    H.HAND_BACK_ASKED, to=H.HANDLING, by=DECIDERS, law="hand_back", title=lazy("不同意退回"), when=(_decides,)
)
def refuse_hand_back(h: Handling, act: Act, *, note: Annotated[str, Text(lazy("理由"), longest=2000)]) -> None:
    """It stays with the unit, whose clocks have run on."""
    _decide(h, act, granted=False, note=note)
    h.received_on = h.received_on or act.day


def _decide(h: Handling, act: Act, *, granted: bool, note: str) -> None:
    for ask in h.asks.all():
        if ask.decided_on is None:
            ask.decided_on, ask.granted, ask.note = act.day, granted, note
            act.change(ask)
            verdict = _("同意") if granted else _("不同意")
            words = {"verdict": verdict, "ask": ask.get_kind_display(), "title": h.matter.title, "note": note}
            act.tell(
                "decided", _("%(verdict)s“%(title)s”的%(ask)s。%(note)s") % words, To((RoleCode.LIAISON,), (h.unit_id,))
            )


@handling.step(H.HANDLING, H.DRAFTED, by=(roles.LIAISON, roles.HEAD), law="contact", title=lazy("记录沟通联系"))
def record_talk(
    h: Handling, act: Act, *,
    day: Annotated[dt.date, Day(lazy("日期"))],
    how: Annotated[str, Pick(lazy("方式"), choices=Talk.How.choices)],
    text: Annotated[str, Text(lazy("沟通情况"), lazy("代表（委员）的意见和要求"))],
) -> None:  # fmt: skip
    """A contact with the deputy, who is asked for what he means (代表法 51)."""
    if day < h.handed_on:
        raise Invalid({"day": [_("沟通日期不能早于交办日。")]})
    act.add(Talk(handling=h, day=day, how=how, mandate_id=h.suggestion.lead_id, text=text))
    act.meet("contact", on=day)


def _answers(h: Handling, scope: Scope) -> str | None:
    return None if h.answers else _("会办单位向主办单位报送会办意见，由主办单位统一答复。")


Class = Annotated[str, Pick(lazy("答复类别"), choices=given.class_choices)]
Plans = Annotated[
    list[dict[str, Any]],
    Lines(
        lazy("承诺事项"),
        lazy("正在解决或者列入计划的，逐条写明做什么、何时完成"),
        required=False,
        columns=(
            ("what", Text(lazy("承诺做什么"), longest=200, rows=1)),
            ("due", Day(lazy("完成日期"), future=True, past=False)),
        ),
    ),
]


@handling.step(
    H.HANDLING, H.DRAFTED, to=H.DRAFTED, by=(roles.LIAISON,), law="reply", title=lazy("拟写答复"), when=(_answers,)
)
def draft_answer(
    h: Handling, act: Act, *,
    kind: Class,
    text: Annotated[str, Text(lazy("答复内容"), longest=100_000, rows=14)],
    reason: Annotated[str, Text(lazy("不能解决的具体原因"), required=False, longest=10_000)] = "",
    reported: Annotated[str, Text(lazy("向上级反映的情况"), required=False, longest=10_000)] = "",
    plans: Plans = (),  # type: ignore[assignment]  # nothing promised
    may_publish: Annotated[bool, Flag(lazy("可以公开"))] = False,
) -> None:  # fmt: skip
    """Draft the answer of this round for the head's signature."""
    _fits(act, kind, reason, reported, list(plans))
    answer = next((row for row in h.replies.all() if row.round == h.round), None)
    row = answer or Answer(handling=h, round=h.round)
    row.kind, row.text, row.reason, row.reported, row.may_publish = kind, text, reason, reported, may_publish
    row.plans = [{"what": plan["what"], "due": plan["due"].isoformat()} for plan in plans]
    row.drafted_by, row.drafted_on = act.actor.account, act.day
    if answer is None:
        act.add(row)
    else:
        act.change(row)
    act.tell("to_sign", _("“%s”的答复已拟好，请审核签发。") % h.matter.title, To((RoleCode.HEAD,), (h.unit_id,)))


def _fits(act: Act, kind: str, reason: str, reported: str, plans: list[dict[str, Any]]) -> None:
    """An answer of a class holds what the place's rule asks of it."""
    found = given.answer_class(act.pack, kind)
    errors = {}
    if found and Need.PLAN_AND_DATE in found.needs and not plans:
        errors["plans"] = [_("答复为“%(label)s”的，应当写明承诺事项和完成日期。") % {"label": found.shown}]
    if found and Need.REASON in found.needs and not reason.strip():
        errors["reason"] = [_("答复为“%(label)s”的，应当写明具体原因。") % {"label": found.shown}]
    if found and Need.REPORTED_UP in found.needs and not reported.strip():
        errors["reported"] = [_("答复为“%(label)s”的，应当写明向上级反映的情况。") % {"label": found.shown}]
    if errors:
        raise Invalid(errors)


def _ready(h: Handling, scope: Scope) -> str | None:
    """Before the head signs, the deputy was heard, and the co-handlers too unless they are late themselves."""
    if not [talk for talk in h.talks.all()]:
        return _("还没有与代表（委员）沟通联系的记录，请先沟通并记录，再签发答复。")
    drafts = [row for row in h.replies.all() if row.round == h.round]
    if any(plan["due"] < scope.day.isoformat() for row in drafts for plan in row.plans):
        return _("答复承诺的完成日期已经过去，请退回重拟。")
    if h.part != Handling.Part.LEAD:
        return None
    for other in h.suggestion.handlings.all():
        waits = other.part == Handling.Part.CO and not other.superseded and other.matter.state in (H.HANDED, H.HANDLING)
        if waits and not any(row.due_on < scope.day for row in other.matter.clocks.all() if row.kind == "co_opinion"):
            return _("会办单位%(unit)s还没有报送会办意见，且未到期限。请先催收会办意见。") % {"unit": other.unit}
    return None


@handling.step(H.DRAFTED, to=H.SIGNED, by=(roles.HEAD,), law="reply", title=lazy("审核签发"), when=(_ready,))
def sign(h: Handling, act: Act) -> None:
    """The unit's head signs."""
    for row in h.replies.all():
        if row.round == h.round:
            row.signed_by, row.signed_on = act.actor.account, act.day
            act.change(row)
    act.tell("signed_off", _("“%s”的答复已签发，请用印发出。") % h.matter.title, To((RoleCode.LIAISON,), (h.unit_id,)))


@handling.step(H.DRAFTED, to=H.HANDLING, by=(roles.HEAD,), law="reply", title=lazy("退回重拟"))
def redraft(h: Handling, act: Act, *, why: Annotated[str, Text(lazy("修改意见"), longest=2000)]) -> None:
    """The head wants it written anew."""
    act.tell(
        "redraft",
        _("“%(title)s”的答复请修改：%(why)s") % {"title": h.matter.title, "why": why},
        To((RoleCode.LIAISON,), (h.unit_id,)),
    )


@handling.step(H.SIGNED, to=H.ANSWERED, by=(roles.LIAISON,), law="reply", title=lazy("用印发出"))
def send(
    h: Handling,
    act: Act,
    *,
    number: Annotated[str, Text(lazy("发文字号"), lazy("如：×教函〔2026〕12号"), longest=60, rows=1)],
) -> None:
    """Send the sealed answer to every signer, copied to the offices; what it promises begins to run."""
    answer = next(row for row in h.replies.all() if row.round == h.round)
    answer.number, answer.sent_on = number, act.day
    act.change(answer)
    h.answered_on = act.day
    act.meet("reply", "contact")
    for mandate in receivers(h):
        act.add(Delivery(answer=answer, mandate_id=mandate))
    deadlines.answered(h, act)
    found = given.answer_class(act.pack, answer.kind)
    if found and found.solved:
        h.suggestion.solved_on = act.day
        act.change(h.suggestion)
    for plan in answer.plans:
        act.open(make, handling=h, answer=answer, what=plan["what"], due=dt.date.fromisoformat(plan["due"]))
    words = {"unit": h.unit, "title": h.matter.title}
    act.tell("answered", _("%(unit)s已答复“%(title)s”，请查阅并评价。") % words, To(mandates=receivers(h)))
    act.tell("copied", _("%(unit)s已答复“%(title)s”，抄送你处。") % words, To(_copies(h, act)))
    follows.after_answer(h, act)


def receivers(h: Handling) -> tuple[int, ...]:
    """Whom its answer reaches."""
    return promised_to(h.suggestion)


def promised_to(s: Suggestion) -> tuple[int, ...]:
    """Every signer, of suggestions merged into it too (ZJ 18, 22): whom an answer to it is owed to."""
    found: list[int] = []
    for each in (s, *roles.merged_into(s)):
        found += signers(each)
    return tuple(dict.fromkeys(found))


def _copies(h: Handling, act: Act) -> tuple[RoleCode, ...]:
    said = act.pack.choices.copies_to if act.pack else None
    wanted = [RoleCode.OFFICE]
    if said and h.unit.side == Unit.Side.GOVERNMENT and any(copy.code == "government_office" for copy in said.value):
        wanted.append(RoleCode.GOVERNMENT_OFFICE)
    if h.unit.side == Unit.Side.PARTY:
        wanted.append(RoleCode.PARTY_OFFICE)
    return tuple(wanted)
