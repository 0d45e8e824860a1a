"""What stands around a number."""

from __future__ import annotations

import re

from yishi.readings.report.claims.tokens import Token

CUT = "[,。;:!?\n、()“”《》]"
"""Marks at which a clause ends."""


def before(text: str, token: Token, length: int = 16) -> str:
    """So many characters in front of the number."""
    return text[max(0, token.start - length) : token.start]


def clause(text: str, token: Token) -> str:
    """What stands in front of the number in its own clause."""
    return re.split(CUT, before(text, token, 40))[-1]
