"""Whether it is solved: looked at by another than who answered, said by the resident himself, reopened where it is not."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from yishi.foundation.clock import CHINA
from yishi.foundation.files.models import Attachment
from yishi.foundation.loops.act import Act, Scope
from yishi.foundation.loops.inputs import Day, Pick, Text
from yishi.foundation.loops.refusals import Invalid
from yishi.foundation.loops.telling import To
from yishi.foundation.papers import chinese_date
from yishi.foundation.people.models import RoleCode
from yishi.rooms.voice import deadlines, roles
from yishi.rooms.voice.loop import given
from yishi.rooms.voice.loop.message import S, message, people, taken_in
from yishi.rooms.voice.loop.sorting import hand_out
from yishi.rooms.voice.loop.words import tell
from yishi.rooms.voice.models import Assignment, Check, Message, Rating
from yishi.rooms.voice.words import OWN_RULES

REOPENED_AT_MOST = 3
"""How often a resident may have it dealt with again by himself; then the office decides."""


def current(m: Message) -> Assignment | None:
    """The handing out of this round."""
    return next((row for row in m.assignments.all() if row.round == m.round), None)


def _said_solved(m: Message, scope: Scope) -> str | None:
    return None if m.outcome == Message.Outcome.SOLVED else _("没有答复为“已经解决”，不需要核实。")


def _another(m: Message, scope: Scope) -> str | None:
    """The one who did the work does not say that it is done."""
    row, me = current(m), scope.actor.account
    mine = row is not None and me is not None and row.answered_by_id == me.pk
    return _("答复的人不能自己核实，请由另一个人核实。") if mine else None


How = Annotated[str, Pick(lazy("核实方式"), choices=Check.How.choices)]
CheckedOn = Annotated[dt.date, Day(lazy("核实日期"))]
Found = Annotated[str, Text(lazy("核实情况"), lazy("看到了什么、问到了谁"), longest=400, rows=2)]


@message.step(
    S.ANSWERED, to=S.SOLVED, by=roles.CHECKERS, law=OWN_RULES, title=lazy("核实已解决"), when=(_said_solved, _another)
)
def confirm_solved(
    m: Message, act: Act, *, day: CheckedOn, how: How, note: Found,
    without_photo: Annotated[
        str, Text(lazy("没有照片的原因"), lazy("请先在附件里添加照片；没有照片的说明原因"), required=False, longest=120, rows=1)
    ] = "",
) -> None:  # fmt: skip
    """Another person looked, on a day, with a photo or the reason why there is none: only now it counts as solved."""
    if not without_photo and how == Check.How.ON_SITE and not _pictured(m, act):
        raise Invalid({"without_photo": [_("请先添加现场照片，或者写明没有照片的原因。")]})
    _looked(m, act, day, how, note, solved=True, without_photo=without_photo)
    row = current(m)
    m.solved_on = (row.done_on if row else None) or day
    m.matter.closed_on = act.day
    tell(m, act, "solved", _("工作人员已于 %s 核实：问题已经解决。解决了吗？请您评价。") % chinese_date(day))


def _pictured(m: Message, act: Act) -> bool:
    """Whether there is a picture that somebody of the organ added."""
    rows = Attachment.objects.filter(matter=m.matter, content_type__startswith="image/", added_by__isnull=False)
    return rows.exists()


@message.step(
    S.ANSWERED, to=S.ASSIGNED, by=roles.CHECKERS, law=OWN_RULES, title=lazy("核实未解决"), when=(_said_solved, _another)
)
def find_unsolved(m: Message, act: Act, *, day: CheckedOn, how: How, note: Found) -> None:
    """It is not solved: dealt with again, with a clock of its own."""
    _looked(m, act, day, how, note, solved=False)
    _again(m, act, note)


def _looked(m: Message, act: Act, day: dt.date, how: str, note: str, *, solved: bool, without_photo: str = "") -> None:
    if m.answered_at is not None and day < m.answered_at.astimezone(CHINA).date():
        raise Invalid({"day": [_("核实日期不能早于答复日期。")]})
    deadlines.checked(act)
    if act.actor.account is None:
        raise Invalid({"__all__": [_("请登录后核实。")]})
    act.add(
        Check(message=m, round=m.round, day=day, how=how, solved=solved, note=note, without_photo=without_photo,
              by=act.actor.account)
    )  # fmt: skip


def _again(m: Message, act: Act, why: str) -> None:
    """Out once more to whoever had it; what nobody had yet is sorted anew."""
    row = current(m)
    m.reopened += 1
    layer = row.layer if row is not None and row.layer in (Message.Layer.UNIT, Message.Layer.OWN) else Message.Layer.OWN
    hand_out(m, act, layer, row.unit if row else None, why[:400], again=True)


@message.step(S.ANSWERED, to=S.CLOSED, by=roles.RECEIVERS, law=OWN_RULES, title=lazy("办结"), batch=True)
def close(m: Message, act: Act) -> None:
    """Nothing more is to be done on it. What is said to be solved has to be looked at first."""
    if m.outcome == Message.Outcome.SOLVED:
        raise Invalid({"__all__": [_("答复为“已经解决”的，须由另一个人核实后办结。")]})
    m.matter.closed_on = act.day
    act.stop_all(_("办结"))
    tell(m, act, "closed", _("已办结。解决了吗？请您评价；没有解决的可以要求重新办理。"))


@message.step(S.ANSWERED, S.SOLVED, S.CLOSED, by=(roles.SENDER,), law=OWN_RULES, title=lazy("评价"))
def rate(
    m: Message, act: Act, *, solved: given.Solved, content: given.Content = "",
    note: Annotated[str, Text(lazy("想说的话"), required=False, longest=400, rows=3)] = "",
) -> None:  # fmt: skip
    """The resident says whether it is solved and whether he is content; he may say it anew as long as the round lasts."""
    row = next((row for row in m.ratings.all() if row.round == m.round), None)
    made = row or Rating(message=m, round=m.round)
    made.day, made.solved, made.content, made.note = act.day, solved, content, note
    if row is None:
        act.add(made)
    else:
        act.change(made)
    if solved == Rating.Solved.NO:
        said = _("反映人说“%s”没有解决，请核实。") % m.matter.title
        act.tell("voice_unsolved", said, To((RoleCode.OFFICE,), mandates=people(m)), urgent=True)


def _often(m: Message, scope: Scope) -> str | None:
    if scope.actor.follows and m.reopened >= REOPENED_AT_MOST:
        return _("已经重新办理过 %d 次。请与工作机构联系，由它决定怎样继续。") % m.reopened
    return None


@message.step(
    S.ANSWERED, S.SOLVED, S.CLOSED, to=(S.ASSIGNED, S.RECEIVED),
    by=(roles.SENDER, roles.OFFICE, roles.DEPUTY, roles.SUPERVISOR), law=OWN_RULES, title=lazy("要求重新办理"), when=(_often,),
)  # fmt: skip
def reopen(m: Message, act: Act, *, why: given.Why) -> str:
    """Not solved after all: the resident, the deputy or the office has it dealt with again, with the reason."""
    act.stop_all(_("重新办理"))
    if current(m) is None:
        m.reopened += 1
        m.layer = m.outcome = m.ground = ""
        m.answered_at = m.matter.closed_on = None
        taken_in(m, act)
        return S.RECEIVED
    _again(m, act, why)
    return S.ASSIGNED


@message.step(
    S.CHECKING, S.RECEIVED, S.ASKED, S.ASSIGNED, to=S.WITHDRAWN, by=(roles.SENDER, roles.OFFICE), law=OWN_RULES,
    title=lazy("撤回"), danger=True,
)  # fmt: skip
def withdraw(
    m: Message, act: Act, *, why: Annotated[str, Text(lazy("理由"), required=False, longest=200, rows=2)] = ""
) -> None:
    """The resident takes it back; the office does it where he asks for it on the phone."""
    m.matter.closed_on = act.day
    if m.matter.state == S.ASSIGNED and m.unit_id:
        act.tell(
            "voice_withdrawn",
            _("“%s”已由反映人撤回，不需要再办理。") % m.matter.title,
            To(roles.UNIT_ROLES, (m.unit_id,)),
        )
    act.stop_all(_("撤回"))
    tell(m, act, "withdrawn", _("已撤回。"))
