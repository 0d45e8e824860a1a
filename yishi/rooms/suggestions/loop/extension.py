"""More time for an answer, asked for by the unit and granted by consent (ZJ 21, SH 19)."""

from __future__ import annotations

from typing import Annotated

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from yishi.foundation.clocks import running
from yishi.foundation.clocks.overdue import is_overdue
from yishi.foundation.loops.act import Act, Scope
from yishi.foundation.loops.inputs import Number, Text
from yishi.foundation.loops.telling import To
from yishi.foundation.people.models import RoleCode
from yishi.rooms.suggestions import roles
from yishi.rooms.suggestions.loop.handling import handling
from yishi.rooms.suggestions.models import Ask, Handling

H = Handling.State
WORKING = (H.HANDLING, H.DRAFTED, H.SIGNED)


def _open_ask(h: Handling) -> Ask | None:
    return next((ask for ask in h.asks.all() if ask.kind == Ask.Kind.EXTENSION and ask.decided_on is None), None)


def _may_ask(h: Handling, scope: Scope) -> str | None:
    if not h.answers:
        return _("会办意见没有延期的规定，请在期限内报送。")
    if scope.pack is None or scope.pack.rule("extension") is None:
        return _("本地规定没有延期程序；涉及面广、处理难度大的，由交办机构在交办时确定六个月答复。")
    if h.round > 1:
        return _("重新办理的期限没有延期的规定，请在期限内答复。")
    return _("已有一份延期申请等待研究。") if _open_ask(h) else _used_up(h, scope)


def _used_up(h: Handling, scope: Scope) -> str | None:
    """More time is asked for while the time runs, and no longer than the rule allows (ZJ 21, SH 19)."""
    for row in h.matter.clocks.all():
        if row.kind != "reply" or not running.runs(row):
            continue
        if is_overdue(row, scope.day):
            return _("答复期限已于%s届满，不能再申请延期，请尽快答复并向代表（委员）说明原因。") % row.due_on
        if row.rule == "extension" and row.granted is None:
            return _("已按规定的最长时间延期（至%s），不能再延。") % row.due_on
    return None


@handling.step(*WORKING, by=(roles.LIAISON, roles.HEAD), law="extension", title=lazy("申请延期"), when=(_may_ask,))
def ask_extension(
    h: Handling, act: Act, *,
    reason: Annotated[str, Text(lazy("不能按期办理完毕的原因"))],
    months: Annotated[int | None, Number(lazy("申请延长（月）"), lazy("不填则为规定允许的最长时间"), required=False, least=1, most=6)] = None,
) -> None:  # fmt: skip
    """Report in writing why it cannot be done in time."""
    act.add(Ask(handling=h, kind=Ask.Kind.EXTENSION, asked_on=act.day, reason=reason, months=months))
    to = (RoleCode.OFFICE, RoleCode.GOVERNMENT_OFFICE) if h.unit.side == "government" else (RoleCode.OFFICE,)
    act.tell(
        "extension", _("%(unit)s申请延期答复“%(title)s”，请研究。") % {"unit": h.unit, "title": h.matter.title}, To(to)
    )


def _asked(h: Handling, scope: Scope) -> str | None:
    return None if _open_ask(h) else _("没有等待研究的延期申请。")


@handling.step(*WORKING, by=(roles.OFFICE,), law="extension", title=lazy("同意延期"), when=(_asked,))
def grant_extension(
    h: Handling, act: Act, *,
    months: Annotated[int | None, Number(lazy("同意延长（月）"), lazy("不填则按申请"), required=False, least=1, most=6)] = None,
) -> None:  # fmt: skip
    """Consent; the deputy is told of the new day (SH 19)."""
    ask = _decided(h, act, granted=True)
    clock = act.extend("reply", "extension", months=months or ask.months)
    words = {"title": h.matter.title, "day": clock.due_on}
    to = To((RoleCode.LIAISON,), (h.unit_id,), (h.suggestion.lead_id,) if h.suggestion.lead_id else ())
    act.tell("extended", _("“%(title)s”经同意延期，答复期限为%(day)s。") % words, to)


@handling.step(*WORKING, by=(roles.OFFICE,), law="extension", title=lazy("不同意延期"), when=(_asked,))
def refuse_extension(h: Handling, act: Act, *, why: Annotated[str, Text(lazy("理由"), longest=2000)]) -> None:
    """The first day stands."""
    _decided(h, act, granted=False).note = why
    act.tell(
        "not_extended",
        _("“%(title)s”的延期申请未获同意：%(why)s") % {"title": h.matter.title, "why": why},
        To((RoleCode.LIAISON,), (h.unit_id,)),
    )


def _decided(h: Handling, act: Act, *, granted: bool) -> Ask:
    ask = _open_ask(h)
    if ask is None:
        raise LookupError("guarded by _asked")
    ask.decided_on, ask.granted = act.day, granted
    return act.change(ask)
