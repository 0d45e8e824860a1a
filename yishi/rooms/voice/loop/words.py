"""What the one who sent it is told, in plain words: one `Hop` for each thing that happens to his message."""

from __future__ import annotations

import datetime as dt
import re

from yishi.foundation.loops.act import Act
from yishi.rooms.voice.models import Hop, Message

SENTENCE = re.compile(r"[。！？!?；;\n]")
SHORT = 40


def tell(m: Message, act: Act, kind: str, text: str, at: dt.datetime | None = None) -> None:
    """Say it to the one who sent it."""
    act.add(Hop(message=m, at=at or act.work.at, kind=kind, text=text[:400]))


def heading(text: str) -> str:
    """A title for what has none: its first sentence, or the beginning of it."""
    plain = " ".join(text.split())
    first = next((part for part in SENTENCE.split(plain) if len(part.strip()) >= 4), plain).strip()
    return first if len(first) <= SHORT else f"{first[: SHORT - 1]}…"
