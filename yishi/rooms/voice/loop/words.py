"""What the one who sent it is told, in plain words: one `Hop` for each thing that happens to his message."""

from __future__ import annotations

import datetime as dt
import re

from yishi.foundation.loops.act import Act
from yishi.foundation.outbox import channels
from yishi.foundation.prepared.objects import fresh
from yishi.rooms.voice.models import Hop, Message, Word

SENTENCE = re.compile(r"[。！？!?；;\n]")
SHORT = 40


HIS_OWN = ("received", "held", "withdrawn", "published")
"""What he did himself, or need not be called for."""


def tell(m: Message, act: Act, kind: str, text: str, at: dt.datetime | None = None) -> None:
    """Say it to the one who sent it: on his page, and by a word to his phone that there is something, where he wanted it
    and the installation has a way."""
    made = act.add(fresh(Hop, at=at or act.work.at, kind=kind, text=text[:400]))
    made.message = m
    sender = getattr(m, "sender", None)
    if (
        kind not in HIS_OWN
        and sender is not None
        and sender.wants_word
        and not act.actor.follows
        and channels.to_phones()
    ):
        act.add(Word(message=m, due_at=act.work.at))


def heading(text: str) -> str:
    """A title for what has none: its first sentence, or the beginning of it."""
    plain = " ".join(text.split())
    first = next((part for part in SENTENCE.split(plain) if len(part.strip()) >= 4), plain).strip()
    return first if len(first) <= SHORT else f"{first[: SHORT - 1]}…"
