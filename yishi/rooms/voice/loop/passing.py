"""Passing on (转化): what cannot be settled here becomes a suggestion, an information item, a topic of supervision, or is
given to a deputy of a higher congress. The crossing does it with the system; both matters keep the link."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from yishi.foundation.loops.act import Act, Scope
from yishi.foundation.loops.inputs import One, Pick, Text
from yishi.foundation.matters.models import Link, Matter
from yishi.rooms.voice import deadlines, roles
from yishi.rooms.voice.loop import given
from yishi.rooms.voice.loop.message import S, message, taken_in
from yishi.rooms.voice.loop.words import tell
from yishi.rooms.voice.models import Message
from yishi.rooms.voice.words import OWN_RULES

L = Message.Layer
FROM = (S.RECEIVED, S.ASSIGNED, S.ANSWERED, S.CLOSED)
Told = Annotated[str, Text(lazy("告知反映人的话"), longest=300, rows=2)]


@dataclass(frozen=True)
class Elsewhere(One):
    """A matter of another room. The journal keeps its number or key and not its title: a deputy's draft is his own affair,
    and more people read what happened to a message."""

    def said(self, value: Any, scope: Scope) -> Any:
        """What finds it again."""
        return (value.number or f"#{value.pk}") if value is not None else None


def _matters(scope: object) -> object:
    return Matter.objects.all()


@message.step(*FROM, to=S.CONVERTED, by=(roles.SYSTEM,), law=OWN_RULES, title=lazy("转化"))
def convert(
    m: Message, act: Act, *, target: Annotated[Matter, Elsewhere(lazy("转为哪一件"), rows=_matters)],  # type: ignore[valid-type]  # as above; given by code alone
    layer: Annotated[str, Pick(lazy("处理方式"), choices=Message.Layer.choices)], told: Told,
) -> None:  # fmt: skip
    """It became another matter, which says by `MADE_FROM` what it was made from, once: one that was answered with it may join
    it again."""
    if not Link.objects.filter(origin=target, target=m.matter, kind=Link.Kind.MADE_FROM).exists():
        act.link(target, m.matter, Link.Kind.MADE_FROM)
    _passed(m, act, layer, told)


@message.step(*FROM, to=S.CONVERTED, by=(roles.OFFICE,), law=OWN_RULES, title=lazy("转请上级反映、列为议题"))
def pass_on(
    m: Message, act: Act, *, layer: Annotated[str, Pick(lazy("处理方式"), choices=given.some(L.HIGHER, L.TOPIC))],
    to: Annotated[str, Text(lazy("转给谁、列入什么"), lazy("如：市人大代表某某、年度监督议题“垃圾分类”"), longest=120, rows=1)],
) -> None:  # fmt: skip
    """Given to a deputy of a higher congress, or onto the list of topics of supervision: what lies outside is named in words."""
    said = {"to": to, "how": Message.Layer(layer).label}
    _passed(m, act, layer, _("%(how)s：%(to)s。有进展会告诉您。") % said)


def _passed(m: Message, act: Act, layer: str, told: str) -> None:
    m.layer, m.outcome, m.matter.closed_on = layer, "", None
    act.stop_all(_("转化"))
    tell(m, act, "converted", told)


@message.step(S.CONVERTED, by=(roles.SYSTEM, roles.OFFICE), law=OWN_RULES, title=lazy("告知进展"))
def tell_progress(m: Message, act: Act, *, told: Told) -> None:
    """What becomes of the matter that it was made into, told to the resident."""
    tell(m, act, "progress", told)


@message.step(S.CONVERTED, to=S.CLOSED, by=(roles.SYSTEM, roles.OFFICE), law=OWN_RULES, title=lazy("告知结果并办结"))
def conclude(
    m: Message, act: Act, *, outcome: given.Result, text: given.Answer,
) -> None:  # fmt: skip
    """What came of it in the end: the answer to the suggestion, for one who asked on the street."""
    m.outcome, m.answered_at, m.matter.closed_on = outcome, act.work.at, act.day
    if outcome == Message.Outcome.SOLVED:
        m.solved_on = act.day
    deadlines.checked(act)
    tell(m, act, "concluded", _("有结果了：%s") % text)


@message.step(S.CONVERTED, to=S.RECEIVED, by=(roles.SYSTEM, roles.OFFICE), law=OWN_RULES, title=lazy("取消转化"))
def come_back(m: Message, act: Act, *, told: Told) -> None:
    """The suggestion was withdrawn or not accepted: it is sorted anew. That it was made into one stays in the journal; the
    link goes, so that nothing more of that one is told to its sender."""
    Link.objects.filter(target=m.matter, kind=Link.Kind.MADE_FROM).delete()
    m.layer = m.outcome = ""
    m.answered_at = m.solved_on = None
    tell(m, act, "came_back", told)
    taken_in(m, act)
