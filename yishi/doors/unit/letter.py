"""The letter of an answer as it will print, from what is saved or from what is being typed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from yishi.foundation import clock
from yishi.foundation.papers.chinese import chinese_date
from yishi.foundation.papers.forms.reply import Promise, Reply, reply_title
from yishi.rooms.suggestions.loop import given
from yishi.rooms.suggestions.models import Answer, Handling
from yishi.rooms.suggestions.papers.names import attached, maker_of, session_short, words_of


@dataclass(frozen=True, slots=True)
class Letter:
    """The uniform letter (答复函) and, beside it, what the sheet shows: `mark` is its class where the place has one."""

    reply: Reply
    title: str
    opening: str
    paragraphs: Sequence[str]
    promises: Sequence[str]
    kind: str
    day: str


@dataclass(frozen=True, slots=True)
class Said:
    """What an answer says, saved or not yet."""

    kind: str = ""
    text: str = ""
    reason: str = ""
    reported: str = ""
    plans: tuple[tuple[str, dt.date | None], ...] = ()
    number: str = ""
    day: dt.date | None = None

    @classmethod
    def of(cls, answer: Answer) -> Said:
        """As it is saved."""
        plans = tuple((str(plan["what"]), dt.date.fromisoformat(plan["due"])) for plan in answer.plans)
        day = answer.sent_on or answer.signed_on
        return cls(answer.kind, answer.text, answer.reason, answer.reported, plans, answer.number, day)

    @classmethod
    def typed(cls, form: Any) -> Said:
        """As it stands in the form, right or wrong: what does not fit yet is left out."""
        form.is_valid()
        kind, text, reason, reported = (
            str(form[name].value() or "") for name in ("kind", "text", "reason", "reported")
        )
        lines = form["plans"].value() or []
        plans = tuple(
            (str(line.get("what") or ""), _day(line.get("due"))) for line in lines if isinstance(line, Mapping)
        )
        return cls(kind, text, reason, reported, tuple(plan for plan in plans if plan[0].strip()))


def _day(value: Any) -> dt.date | None:
    try:
        return dt.date.fromisoformat(str(value or ""))
    except ValueError:
        return None


def letter(h: Handling, said: Said, pack: Any, round: int) -> Letter:
    """The letter of a round to the lead signer; every other signer gets one in the same words."""
    organ = h.suggestion.matter.organ
    found = given.answer_class(pack, said.kind)
    reply = Reply(
        unit=h.unit.name, number=said.number or _("（发文字号在用印发出时填写）"), session=session_short(organ, h.suggestion),
        matter_number=h.suggestion.matter.number, matter_title=h.matter.title, addressee=maker_of(h.suggestion), body=said.text,
        day=said.day or clock.today(), promises=tuple(Promise(text=what, due=due) for what, due in said.plans),
        contact=h.undertaker, phone=h.phone or h.unit.phone, words=words_of(organ), attachments=attached(h.matter.attachments.all(), round),
    )  # fmt: skip
    extra = [f"暂不能解决的原因：{said.reason}"] if said.reason.strip() else []
    extra += [f"向上级反映的情况：{said.reported}"] if said.reported.strip() else []
    return Letter(
        reply, reply_title(reply), f"您提出的《{reply.matter_title}》（第{reply.matter_number}号）收悉。现答复如下：",
        [line for text in (said.text, *extra) for line in text.splitlines() if line.strip()],
        [_promise(number, what, due) for number, (what, due) in enumerate(said.plans, 1)],
        found.label if found else "", chinese_date(reply.day),
    )  # fmt: skip


def _promise(number: int, what: str, due: dt.date | None) -> str:
    return f"{number}.{what.rstrip('。；;')}{f'，{chinese_date(due)}前完成' if due else ''}。"
