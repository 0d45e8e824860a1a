"""What follows an answer: the lead signer's evaluation, another handling, the meeting of three, the closing."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated

from django.db.models import F, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from yishi.foundation.law.choices import Follow
from yishi.foundation.loops.act import Act, Scope
from yishi.foundation.loops.compound import Grades
from yishi.foundation.loops.inputs import Text
from yishi.foundation.loops.telling import To
from yishi.foundation.outbox import reminders
from yishi.foundation.outbox.models import Notice
from yishi.foundation.people.models import RoleCode
from yishi.rooms.suggestions import deadlines, roles
from yishi.rooms.suggestions.loop import follows, given, stopping
from yishi.rooms.suggestions.loop.handling import handling
from yishi.rooms.suggestions.loop.marks import answer_dissatisfied, answer_questions, evaluated
from yishi.rooms.suggestions.models import Conference, Delivery, Handling, Suggestion

H = Handling.State


def _unread(h: Handling, mandates: Iterable[int]) -> QuerySet[Delivery]:
    return Delivery.objects.filter(answer__handling=h, answer__round=h.round, mandate__in=mandates, read_on=None)


def _has_unread(h: Handling, scope: Scope) -> str | None:
    return None if _unread(h, scope.actor.mandates).exists() else _("您已经查阅过这份答复。")


@handling.step(
    H.ANSWERED, H.EVALUATED, by=(roles.AUTHOR, roles.SIGNER, roles.JOINED), law="reply", title=lazy("查阅答复"),
    when=(_has_unread,),
)  # fmt: skip
def read(h: Handling, act: Act) -> None:
    """Note that a signer has read the answer."""
    for row in _unread(h, act.actor.mandates):
        row.read_on = act.day
        act.change(row)


@handling.step(
    H.ANSWERED, to=H.EVALUATED, by=(roles.AUTHOR, roles.GROUP_HEAD), law="evaluate", title=lazy("评价"), sealed=True
)
def evaluate(
    h: Handling, act: Act, *,
    grades: Annotated[dict[str, str], Grades(lazy("评价"), questions=answer_questions, grades=given.grade_choices)],
    opinion: Annotated[str, Text(lazy("具体意见"), lazy("不满意的，请写明理由和要求"), required=False)] = "",
) -> None:  # fmt: skip
    """The lead signer says what he thinks of the answer, after asking the others (CQ 26, ZJ 23)."""
    act.meet("evaluate")
    evaluated(act, h, grades, opinion, round=h.round)
    act.tell("evaluated", _("“%s”的答复已有评价。") % h.matter.title, To((RoleCode.OFFICE,)))
    follows.after_evaluation(h, act)


def _may_order(h: Handling, scope: Scope) -> str | None:
    if not answer_dissatisfied(h):
        return _("评价没有不满意，不需要重新办理。")
    said = scope.pack.choices.unsatisfied_again if scope.pack else None
    if h.round > 1 and said and said.value == Follow.MEETING:
        return _("重新办理后仍不满意的，应当召集代表（委员）和承办单位会商。")
    return None


@handling.step(
    H.EVALUATED, to=H.HANDLING, by=(roles.OFFICE,), law="rehandle", title=lazy("要求重新办理"), when=(_may_order,)
)
def order_again(
    h: Handling,
    act: Act,
    *,
    demand: Annotated[str, Text(lazy("重新办理的要求"), lazy("写给承办单位，写明代表（委员）的具体意见"))],
) -> None:
    """Have it handled again; the order itself is all that the unit learns of the evaluation."""
    h.round += 1
    h.answered_on = None
    deadlines.handled_again(h, act)
    act.tell(
        "again",
        _("“%(title)s”需重新办理：%(demand)s") % {"title": h.matter.title, "demand": demand},
        To((RoleCode.LIAISON, RoleCode.HEAD), (h.unit_id,)),
        urgent=True,
    )
    follows.after_order(h, act)


def _may_meet(h: Handling, scope: Scope) -> str | None:
    if not answer_dissatisfied(h):
        return _("评价没有不满意，不需要会商。")
    said = scope.pack.choices.unsatisfied_again if scope.pack else None
    if h.round < 2 or said is None or said.value == Follow.NOTHING:
        return _("重新办理后仍不满意的，才召集会商。请先要求重新办理。")
    return None


@handling.step(
    H.EVALUATED,
    to=H.MEETING,
    by=(roles.OFFICE,),
    law="重庆条例 第二十七条第二款",
    title=lazy("召集三方会商"),
    when=(_may_meet,),
)
def call_meeting(h: Handling, act: Act) -> None:
    """Still not satisfied: deputy, unit and office meet and reach an opinion."""
    act.add(Conference(handling=h, called_on=act.day))
    lead = (h.suggestion.lead_id,) if h.suggestion.lead_id else ()
    act.tell(
        "meeting",
        _("请参加关于“%s”的会商。") % h.matter.title,
        To((RoleCode.LIAISON, RoleCode.HEAD), (h.unit_id,), lead),
        urgent=True,
    )


Present = Annotated[str, Text(lazy("参加人员"), longest=400, rows=1)]
Settled = Annotated[str, Text(lazy("处理意见"), longest=10_000)]


@handling.step(
    H.MEETING, to=H.HANDLING, by=(roles.OFFICE,), law="重庆条例 第二十七条第二款", title=lazy("会商：再次办理")
)
def settle_again(h: Handling, act: Act, *, present: Present, opinion: Settled) -> None:
    """The meeting finds that more can be done."""
    _held(h, act, present, opinion)
    h.round += 1
    h.answered_on = None
    deadlines.handled_again(h, act)
    follows.after_order(h, act)


@handling.step(H.MEETING, to=H.CLOSED, by=(roles.OFFICE,), law="重庆条例 第二十七条第二款", title=lazy("会商：办结"))
def settle(h: Handling, act: Act, *, present: Present, opinion: Settled) -> None:
    """The meeting's opinion ends the handling."""
    _held(h, act, present, opinion)
    _close(h, act)


def _held(h: Handling, act: Act, present: str, opinion: str) -> None:
    for meeting in h.conferences.all():
        if meeting.held_on is None and meeting.promise_id is None:
            meeting.held_on, meeting.present, meeting.opinion = act.day, present, opinion
            act.change(meeting)


def _may_close(h: Handling, scope: Scope) -> str | None:
    """Not instead of what the place's rule says follows "not satisfied" (ZJ 24, CQ 27)."""
    if scope.pack is None or not answer_dissatisfied(h):
        return None
    choices = scope.pack.choices
    said = choices.unsatisfied_answer if h.round == 1 else choices.unsatisfied_again
    if said and said.value == Follow.OFFICE_MUST_ORDER:
        return _("代表（委员）对答复不满意，应当先要求承办单位重新办理。")
    if said and said.value == Follow.MEETING:
        return _("重新办理后仍不满意的，应当召集代表（委员）和承办单位会商。")
    return None


@handling.step(
    H.EVALUATED,
    to=H.CLOSED,
    by=(roles.OFFICE,),
    law="代表法 第五十一条",
    title=lazy("办结"),
    batch=True,
    when=(_may_close,),
)
def close(h: Handling, act: Act) -> None:
    """Close what is answered and evaluated; promises live on."""
    _close(h, act)


def _not_urged_today(h: Handling, scope: Scope) -> str | None:
    return _("今天已经催促过，请等待领衔人评价。") if h.urged_on == scope.day else None


@handling.step(
    H.ANSWERED,
    by=(roles.OFFICE,),
    law="重庆条例 第二十九条",
    title=lazy("催促评价"),
    when=(_not_urged_today,),
    batch=True,
)
def urge_evaluation(h: Handling, act: Act) -> None:
    """Remind the lead signer to evaluate; before that nothing is closed unevaluated."""
    h.urged_on = act.day
    lead = (h.suggestion.lead_id,) if h.suggestion.lead_id else ()
    act.tell("evaluate_please", _("“%s”已经答复，请您评价。") % h.matter.title, To(mandates=lead), urgent=True)


def _unreturned(h: Handling, scope: Scope) -> str | None:
    """CQ 29: 超过评价期限，经催促仍然不反馈. The period and the urging both."""
    clocks = [row for row in h.matter.clocks.all() if row.kind == "evaluate" and row.round == h.round]
    if any(row.met_on is None and row.due_on >= scope.day for row in clocks):
        return _("评价期限还没有届满（%s），请等待代表（委员）评价。") % clocks[-1].due_on
    if h.urged_on and h.answered_on and h.answered_on <= h.urged_on:
        return _("今天刚催促过，请给领衔人留出时间，明天起再办理。") if h.urged_on >= scope.day else None
    if any(row.pk in _reminded(scope) for row in clocks):
        return None
    return _("还没有催促过领衔人评价，不能按未评价办结。请先办理“催促评价”。")


def _reminded(scope: Scope) -> set[int]:
    """Clocks of answers waiting for evaluation of which the system has reminded the lead signer himself; read once for a
    batch. Where he has no account the office was told instead, and urges him."""
    if "reminded" not in scope.found:
        waiting = Notice.objects.filter(
            organ=scope.organ, kind=reminders.KIND, matter__kind=handling.kind, matter__state=H.ANSWERED,
            account__person=F("matter__handling__suggestion__lead__person"),
        )  # fmt: skip
        keys = waiting.order_by().values_list("key", flat=True).distinct()
        scope.found["reminded"] = {int(key.split(":")[1]) for key in keys}
    found: set[int] = scope.found["reminded"]
    return found


@handling.step(
    H.ANSWERED,
    to=H.CLOSED,
    by=(roles.OFFICE,),
    law="重庆条例 第二十九条",
    title=lazy("逾期未评价办结"),
    when=(_unreturned,),
    batch=True,
)
def close_unevaluated(h: Handling, act: Act) -> None:
    """Not evaluated in time after reminders: closed, left out of the rates, and counted apart."""
    h.unevaluated = True
    act.stop("evaluate", why=_("经催促仍不反馈"))
    _close(h, act)


def _close(h: Handling, act: Act) -> None:
    act.matter.closed_on = act.day
    act.stop_all(_("办结"))
    follows.after_closing(h, act)
    if follows.whole(h, act).matter.state == Suggestion.State.CLOSED:
        stopping.end_rest(h, act)
