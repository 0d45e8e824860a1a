"""Erasing (依法删除): what a resident wrote and who he is go for good, where he asks for it (个人信息保护法 47).

What is counted stays: channel, class, street, days, what came of it. The journal keeps that there was a message and what was
done, without its words; the chain holds. What it was made into, a suggestion above all, is another matter with words of its
own and is erased there."""

from __future__ import annotations

from typing import Annotated, Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from yishi.foundation.files import recorded
from yishi.foundation.files.models import Attachment
from yishi.foundation.journal.models import Entry
from yishi.foundation.journal.write import ERASURE_LAW, erase
from yishi.foundation.loops.act import Act, Scope
from yishi.foundation.loops.inputs import Text
from yishi.foundation.outbox import tell as notices
from yishi.rooms.voice import roles
from yishi.rooms.voice.loop.message import S, message
from yishi.rooms.voice.models import Message
from yishi.rooms.voice.words import ERASED

P = Message.Publicity
OWN_WORDS = (
    ("assignments", ("note", "return_reason", "answer")), ("checks", ("note", "without_photo")), ("ratings", ("note",)),
    ("questions", ("question", "reply")), ("hops", ("text",)),
)  # fmt: skip
"""Where else words of his, or about him, may stand."""


def _stands(m: Message, scope: Scope) -> str | None:
    return _("内容已经依法删除。") if m.text == ERASED else None


@message.step(
    *(state for state in S),
    by=(roles.OFFICE,),
    law=ERASURE_LAW,
    title=lazy("依法删除内容"),
    when=(_stands,),
    danger=True,
)
def erase_words(
    m: Message, act: Act, *, why: Annotated[str, Text(
        lazy("理由"), lazy("如“本人请求删除”。理由永久保留，不要写姓名等个人信息"), longest=200, rows=2,
    )],
) -> None:  # fmt: skip
    """Erase the message, its photographs and who sent it; days, class and outcome stay and are counted."""
    entries = list(Entry.objects.filter(matter=m.matter).exclude(step=recorded.ERASED))
    erase(entries, why=why, actor=act.actor)
    for row in Attachment.objects.filter(matter=m.matter).select_related("matter"):
        recorded.erase(row, act.actor, why)
    notices.forget([m.pk])
    m.text = m.matter.title = ERASED
    m.place, m.latitude, m.longitude, m.held_for = "", None, None, ""
    m.public_title = m.public_text = m.public_answer = ""
    m.publicity, m.publicity_ground, m.published_on, m.may_publish = P.WITHHELD, ERASED, None, False
    for name, columns in OWN_WORDS:
        for row in getattr(m, name).all():
            _emptied(row, columns)
            act.change(row)
    _forgotten(m, act)


def _emptied(row: Any, columns: tuple[str, ...]) -> None:
    for column in columns:
        if getattr(row, column):
            setattr(row, column, ERASED)


def _forgotten(m: Message, act: Act) -> None:
    """Who he is, and all that he followed it by."""
    row = m.sender
    row.name = row.phone = row.who = row.tail = ""
    row.link = row.code = None
    row.wants_word, row.erased_on = False, act.day
    act.change(row)
    m.words.all().delete()
