"""A message as far as topics look at it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Said:
    """What one person said on one day. `number` names it, `who` tells its sender from others without saying who he is
    (empty where nobody knows, who then counts as a person of his own)."""

    number: str
    who: str
    subject: str
    day: dt.date
    text: str
    supports: int = 0
    objections: int = 0
    area: str = ""
    topic: str = ""
