"""Title and situation as the form of a suggestion offers them, from what residents wrote. Numbers of phones and papers are
masked; names and addresses, which no rule finds for certain, are looked over by whoever writes the suggestion."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from yishi.foundation import language
from yishi.foundation.clock import CHINA
from yishi.rooms.suggestions.measures import WORDS
from yishi.rooms.voice.catalogue.topics import name_of
from yishi.rooms.voice.models import Message
from yishi.rooms.voice.private import masked

LONGEST_EACH = 600
"""Characters of one message in the situation; the whole stands on its own page."""
MOST = 30
"""Messages written out; of more the number is said."""


@dataclass(frozen=True)
class Offered:
    """What stands in the form before anything was typed."""

    title: str
    situation: str
    subject: str


def offered(messages: Sequence[Message]) -> Offered:
    """The first message names the matter: they were chosen because they say one thing."""
    first = messages[0]
    subject = masked(first.matter.title).strip("。！？ ")
    words = {"subject": subject, "matter": WORDS[first.matter.organ.profile]["matter"]}
    title = _("关于解决“%(subject)s”问题的%(matter)s") % words
    return Offered(title[:200], _situation(messages), subject[:200])


def _situation(messages: Sequence[Message]) -> str:
    lines = [_("据 %d 条群众意见：") % len(messages)]
    lines += [f"{number}. {_told(m)}" for number, m in enumerate(messages[:MOST], 1)]
    if len(messages) > MOST:
        lines.append(_("其余 %d 条内容相近。") % (len(messages) - MOST))
    return "\n".join(lines)


def _told(m: Message) -> str:
    day = date_format(m.arrived_at.astimezone(CHINA).date(), "DATE_FORMAT")
    about = language.listed(part for part in (name_of(m.topic) if m.topic else "", m.area) if part)
    text = " ".join(masked(m.text).split())
    text = text if len(text) <= LONGEST_EACH else f"{text[: LONGEST_EACH - 1]}…"
    return language.pair(language.aside(day, about), text)
