"""A finding, and how grave it is."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

from django.utils.translation import gettext as _


class Grade(IntEnum):
    """Fine, worth a look, or wrong: only what is wrong makes the examination fail."""

    FINE = 0
    LOOK = 1
    WRONG = 2


@dataclass(frozen=True)
class Finding:
    """What was found; `mend` says what to do where something is to be done."""

    grade: Grade
    what: str
    mend: str = ""

    def __str__(self) -> str:
        words = {Grade.FINE: _("正常"), Grade.LOOK: _("注意"), Grade.WRONG: _("错误")}
        return f"[{words[self.grade]}] {self.what}" + (f"\n       → {self.mend}" if self.mend else "")


def fine(what: str) -> Finding:
    """Nothing to be done."""
    return Finding(Grade.FINE, what)


def look(what: str, mend: str) -> Finding:
    """Worth a look."""
    return Finding(Grade.LOOK, what, mend)


def wrong(what: str, mend: str) -> Finding:
    """To be mended."""
    return Finding(Grade.WRONG, what, mend)
