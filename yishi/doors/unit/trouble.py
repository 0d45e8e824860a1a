"""What a unit's part waits for, in a word: the class of trouble, whose turn it is, and the step that helps.

The order of the questions is the order of the work: sign for it, hear the deputy, hear the co-handlers, draft,
sign, send. States and steps are the room's; this only names what stands in front of the reader.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from yishi.foundation import language
from yishi.foundation.clocks.models import Clock
from yishi.foundation.people.actors import Actor
from yishi.foundation.people.models import RoleCode
from yishi.rooms.suggestions.models import Ask, Handling, Promise

H = Handling.State
OPEN = (H.HANDED, H.HANDLING, H.HAND_BACK_ASKED, H.DRAFTED, H.SIGNED, H.MEETING)
"""States in which a unit still has something to do or to wait for."""


@dataclass(frozen=True, slots=True)
class Reader:
    """For which units the reader is liaison officer, and whose head he is."""

    liaison: frozenset[int]
    head: frozenset[int]

    @classmethod
    def of(cls, actor: Actor) -> Reader:
        """The actor as a unit sees him."""
        return cls(actor.units(RoleCode.LIAISON), actor.units(RoleCode.HEAD))

    @property
    def units(self) -> frozenset[int]:
        """All his units."""
        return self.liaison | self.head


@dataclass(frozen=True, slots=True)
class Trouble:
    """One class of trouble. `mine`: it waits for this reader; else `who` says for whom it waits. `step` is what he
    takes then, by the button `action`."""

    key: str
    word: str
    mine: bool
    step: str = ""
    action: str = ""
    who: str = ""


def of(h: Handling, reader: Reader) -> Trouble:
    """The trouble a part is in, for this reader. Asks only what `home.parts` has prefetched."""
    by_state: dict[str, Callable[[Handling, Reader], Trouble]] = {
        H.HANDED: _to_sign_for,
        H.HANDLING: _handling,
        H.DRAFTED: _to_be_signed,
        H.SIGNED: _to_be_sent,
    }
    found = by_state.get(h.matter.state)
    if found is not None:
        return found(h, reader)
    if h.matter.state == H.HAND_BACK_ASKED:
        return Trouble("hand_back", _("申退，等研究"), False, who=_("交办机构"))
    return Trouble("meeting", _("等三方会商"), False, who=_("交办机构"))


def _liaison(h: Handling, reader: Reader, trouble: Trouble) -> Trouble:
    """The liaison officer's turn; the head alone only waits for him."""
    if h.unit_id in reader.liaison:
        return trouble
    return Trouble(trouble.key, trouble.word, False, who=_("本单位联络员"))


def _to_sign_for(h: Handling, reader: Reader) -> Trouble:
    return _liaison(h, reader, Trouble("new", _("待签收"), True, "receive", _("签收")))


def _handling(h: Handling, reader: Reader) -> Trouble:
    if h.part == Handling.Part.CO:
        again = any(opinion.asked_again_on for opinion in h.opinions.all())
        word = _("会办意见要重提") if again else _("待报会办意见")
        return _liaison(h, reader, Trouble("opinion", word, True, "give_opinion", _("写会办意见")))
    if not h.talks.all():
        return Trouble("contact", _("待联系"), True, "record_talk", _("记录沟通"))
    if any(answer.round == h.round for answer in h.replies.all()):
        return _liaison(h, reader, Trouble("redraft", _("负责人退回重拟"), True, "draft_answer", _("修改答复")))
    waits = owing(h)
    if waits:
        return Trouble("co", _("欠会办意见"), False, "draft_answer", _("先拟答复"), language.listed(waits))
    word = _("重办，待拟答复") if h.round > 1 else _("待拟答复")
    return _liaison(h, reader, Trouble("draft", word, True, "draft_answer", _("写答复")))


def owing(h: Handling) -> list[str]:
    """Co-handlers that still owe the lead unit their opinion."""
    if h.part != Handling.Part.LEAD:
        return []
    beside = [
        other for other in h.suggestion.handlings.all() if other.part == Handling.Part.CO and not other.superseded
    ]
    return [str(other.unit) for other in beside if other.matter.state in (H.HANDED, H.HANDLING)]


def _to_be_signed(h: Handling, reader: Reader) -> Trouble:
    if not h.talks.all():
        return Trouble("contact", _("签发前要先联系"), True, "record_talk", _("记录沟通"))
    if h.unit_id in reader.head:
        return Trouble("sign", _("待签发"), True, "sign", _("看稿签发"))
    return Trouble("sign", _("等负责人签发"), False, "draft_answer", _("再改一改"), _("本单位负责人"))


def _to_be_sent(h: Handling, reader: Reader) -> Trouble:
    return _liaison(h, reader, Trouble("send", _("待用印发出"), True, "send", _("用印发出")))


def longer_asked(h: Handling) -> bool:
    """Whether an extension was asked for and not yet decided."""
    return any(ask.kind == Ask.Kind.EXTENSION and ask.decided_on is None for ask in h.asks.all())


def of_promise(p: Promise, clock: Clock | None, reader: Reader) -> Trouble:
    """A promise falls due, or its yearly report does."""
    mine = p.handling.unit_id in reader.liaison
    who = "" if mine else _("本单位联络员")
    if clock is not None and clock.kind == "promise_report":
        return Trouble("report", _("要报告进展"), mine, "report_progress", _("报告"), who)
    return Trouble("promise", _("承诺到期"), mine, "report_kept", _("报告结果"), who)
