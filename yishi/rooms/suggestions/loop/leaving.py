"""How a suggestion leaves the course: turned away, merged into another, withdrawn; and how those that were merged into
one that leaves stand alone again.

Whoever put forward a merged one is promised the other's answer (ZJ 18). When that other gets none, because it is
withdrawn or not handled as a suggestion, the promise falls away and each of them is owed what 代表法 51 owes every
suggestion: it comes back to where it stood before. A withdrawal ends the handling of what is withdrawn (CQ 12) and of
no other deputy's; it does not wait for the office either.
"""

from __future__ import annotations

from typing import Annotated

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from yishi.foundation.loops.act import Act, Scope
from yishi.foundation.loops.inputs import One, Pick, Text
from yishi.foundation.loops.refusals import Invalid
from yishi.foundation.loops.steps import SAME, SYSTEM
from yishi.foundation.loops.telling import To
from yishi.foundation.matters.models import Link, Matter
from yishi.foundation.people.models import RoleCode
from yishi.rooms.suggestions import deadlines, roles
from yishi.rooms.suggestions.loop import given, stopping
from yishi.rooms.suggestions.loop.handling import promised_to
from yishi.rooms.suggestions.loop.suggestion import signers, suggestion
from yishi.rooms.suggestions.measures import WORDS
from yishi.rooms.suggestions.models import Answer, Delivery, Suggestion

S = Suggestion.State

# Not handled as a suggestion (CQ 9, 13; ZJ 6; SH 8)


@suggestion.step(
    S.SUBMITTED, S.REGISTERED, to=(S.RETURNED, S.REFERRED, S.LETTER, S.INFORMATION), by=roles.RECEIVERS,
    law="重庆条例 第十三条第三款", title=lazy("不作为建议（提案）办理"), danger=True,
)  # fmt: skip
def turn_away(
    s: Suggestion, act: Act, *,
    ground: Annotated[str, Pick(lazy("属于哪种情形"), choices=given.ground_choices)],
    way: Annotated[str, Pick(lazy("如何处理"), choices=given.exit_choices)],
    note: Annotated[str, Text(lazy("向提出人说明的情况"), longest=4000)],
) -> str:  # fmt: skip
    """Not handle it as a suggestion, on a listed ground, by an exit that the place's rule allows."""
    s.exit_ground, s.exit_note, s.matter.closed_on = ground, note, act.day
    words = {"title": s.matter.title, "note": note, "matter": WORDS[act.organ.profile]["matter"]}
    act.stop_all(_("不作为%(matter)s办理") % words)
    act.tell(
        "turned_away",
        _("“%(title)s”不作为%(matter)s办理：%(note)s") % words,
        To(mandates=signers(s)),
        urgent=True,
    )
    part_company(s, act, _("不作为%(matter)s办理") % words)
    return given.EXITS[way]


# Merging (CQ 13, ZJ 18)


@suggestion.step(
    S.SUBMITTED,
    S.REGISTERED,
    to=S.MERGED,
    by=roles.RECEIVERS,
    law="重庆条例 第十三条第三款",
    title=lazy("并案"),
    batch=True,
)
def merge(
    s: Suggestion,
    act: Act,
    *,
    into: Annotated[Suggestion, One(lazy("并入哪一件"), lazy("内容相同或者相近的"), rows=given.merge_targets)],  # type: ignore[valid-type]  # the stubs read Annotated models their own way
) -> None:
    """Handle it with another of the same or similar content; its signers get that one's answer."""
    if into.pk == s.pk:
        raise Invalid({"into": [_("不能并入自身。")]})
    _still_stands(into, act)
    act.link(s.matter, into.matter, Link.Kind.MERGED)
    s.matter.closed_on = act.day
    act.stop_all(_("并案办理"))
    act.note(**{_("并入编号"): into.matter.number})
    words = {"title": s.matter.title, "into": into.matter.title}
    told = _("“%(title)s”与“%(into)s”合并办理，答复将同时送您。") % words
    act.tell("merged", told, To(mandates=promised_to(s)))
    _hand_on(s, into, act)


def _still_stands(into: Suggestion, act: Act) -> None:
    """The other one, locked once for a batch: it may have been withdrawn while this page was open."""
    place = ("merge into", into.pk)
    if place not in act.work.found:
        locked = Matter.objects.select_for_update(no_key=True).filter(pk=into.pk)
        act.work.found[place] = locked.values_list("state", flat=True).get()
    if act.work.found[place] not in given.MAY_TAKE_IN:
        raise Invalid({"into": [_("“%s”刚刚已被撤回、并案或者办结，请另选一件。") % into.matter.title]})


def _hand_on(s: Suggestion, into: Suggestion, act: Act) -> None:
    """What units answered before it joined reaches its signers too: 应当分别答复代表 (ZJ 18)."""
    late = promised_to(s)
    for answer, known in _answers_of(into, act):
        fresh = tuple(mandate for mandate in late if mandate not in known)
        known.update(fresh)
        for mandate in fresh:
            act.add(Delivery(answer=answer, mandate_id=mandate))
        words = {"unit": answer.handling.unit, "title": into.matter.title}
        act.tell("answered", _("%(unit)s此前已答复“%(title)s”，现一并送您，请查阅。") % words, To(mandates=fresh))


def _answers_of(into: Suggestion, act: Act) -> list[tuple[Answer, set[int]]]:
    """Its answers that were sent and stand, each with whom it reached; read once for a batch."""
    place = ("answers of", into.pk)
    if place not in act.work.found:
        sent = Answer.objects.filter(handling__suggestion=into, handling__superseded=False).exclude(sent_on=None)
        rows = sent.select_related("handling__unit").prefetch_related("deliveries")
        act.work.found[place] = [(row, {one.mandate_id for one in row.deliveries.all()}) for row in rows]
    found: list[tuple[Answer, set[int]]] = act.work.found[place]
    return found


@suggestion.step(
    S.MERGED,
    to=(S.SUBMITTED, S.REGISTERED),
    by=(SYSTEM,),
    law="代表法 第五十一条",
    title=lazy("恢复单独办理"),
)
def stand_alone(
    s: Suggestion, act: Act, *,
    left: Annotated[Suggestion, One(lazy("原并入的一件"), rows=given.merge_targets)],  # type: ignore[valid-type]  # the stubs read Annotated models their own way
    why: Annotated[str, Text(lazy("原因"), longest=2000)],
) -> str:  # fmt: skip
    """The one it was merged into leaves without an answer to all: it is examined and handed over by itself."""
    Link.objects.filter(origin=s.matter, target=left.matter, kind=Link.Kind.MERGED).delete()
    s.matter.closed_on = None
    deadlines.stands_alone(s, act)
    words = {"title": s.matter.title, "left": left.matter.title, "why": why}
    told = _("“%(left)s”%(why)s，原并入该件的“%(title)s”恢复单独办理。") % words
    act.tell("stand_alone", told, To(mandates=promised_to(s)))
    act.tell("stand_alone_office", told, To(roles=deadlines.RECEIVERS[Suggestion.When(s.when)]))
    return S.REGISTERED if s.registered_on else S.SUBMITTED


def part_company(s: Suggestion, act: Act, why: str) -> None:
    """Those that were merged into it stand alone again; what had been merged into one of them stays with that one."""
    joined = Link.objects.filter(target=s.matter, kind=Link.Kind.MERGED).values("origin")
    locked = Matter.objects.select_for_update(no_key=True).filter(pk__in=joined).order_by("pk")
    matters = {row.pk: row for row in locked}
    for other in Suggestion.objects.filter(pk__in=matters).select_related("session").order_by("pk"):
        other.matter = matters[other.pk]
        other.matter.organ = act.organ
        act.then(stand_alone, other, left=s, why=why)


# Withdrawal (CQ 12, SH 10)

OPEN = (S.SUBMITTED, S.REGISTERED, S.WITH_OFFICE, S.ASSIGNED)


def _not_asked_yet(s: Suggestion, scope: Scope) -> str | None:
    if not s.withdrawal_asked_on:
        return None
    return _("您已于%s申请撤回，正在等待联名人同意。") % s.withdrawal_asked_on


@suggestion.step(
    *OPEN, to=(SAME, S.WITHDRAWN), by=(roles.AUTHOR,), law="重庆条例 第十二条", title=lazy("申请撤回"),
    when=(_not_asked_yet,), danger=True,
)  # fmt: skip
def withdraw(s: Suggestion, act: Act, *, why: Annotated[str, Text(lazy("撤回原因"), longest=2000)]) -> str:
    """Take it back; joint ones only when all signers agree (SH 10)."""
    s.withdrawal_asked_on = act.day
    waiting = tuple(row.mandate_id for row in s.signers.all() if row.confirmed_on and not row.agreed_to_withdraw_on)
    act.tell(
        "withdraw",
        _("领衔人申请撤回“%(title)s”，请确认是否同意：%(why)s") % {"title": s.matter.title, "why": why},
        To(mandates=waiting),
    )
    return _withdrawn(s, act, waiting)


def _awaits_consent(s: Suggestion, scope: Scope) -> str | None:
    if not s.withdrawal_asked_on:
        return _("领衔人没有申请撤回。")
    mine = [row for row in s.signers.all() if row.mandate_id in scope.actor.mandates and row.confirmed_on]
    return _("您已同意撤回，正在等待其他联名人。") if all(row.agreed_to_withdraw_on for row in mine) else None


@suggestion.step(
    *OPEN, to=(SAME, S.WITHDRAWN), by=(roles.SIGNER,), law="上海规定 第十条第二款", title=lazy("同意撤回"),
    when=(_awaits_consent,),
)  # fmt: skip
def agree_to_withdraw(s: Suggestion, act: Act) -> str:
    """A joint signer agrees; with the last one it is withdrawn."""
    for row in s.signers.all():
        if row.mandate_id in act.actor.mandates and row.confirmed_on:
            row.agreed_to_withdraw_on = act.day
            act.change(row)
    return _withdrawn(
        s, act, tuple(row.mandate_id for row in s.signers.all() if row.confirmed_on and not row.agreed_to_withdraw_on)
    )


def _withdrawn(s: Suggestion, act: Act, waiting: tuple[int, ...]) -> str:
    said = act.pack.choices.withdrawal_needs_all_signers if act.pack else None
    if waiting and (said is None or said.value):
        return act.before
    units = tuple(part.unit_id for part in s.handlings.all() if not part.superseded)
    stopping.stop_everything(s, act, _("提出人撤回"))
    act.stop_all(_("提出人撤回"))
    act.matter.closed_on = act.day
    act.tell(
        "withdrawn", _("“%s”已撤回，办理工作终止。") % s.matter.title, To((RoleCode.LIAISON,), units) if units else To()
    )
    act.tell("withdrawn_office", _("“%s”已撤回。") % s.matter.title, To(roles=(RoleCode.OFFICE,)))
    part_company(s, act, _("已撤回"))
    return S.WITHDRAWN
