"""The words of `words.toml`."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

_HELD: dict[str, Any] = tomllib.loads((Path(__file__).parent / "words.toml").read_text(encoding="utf-8"))
GENERAL = frozenset(_HELD["general"])
"""Words that also stand in names and in general talk: taken only where the number stands beside them."""
STARTS = tuple(_HELD["starts"])
"""With what a name begins that needs no verb before it."""
WITHOUT_OUTCOME = frozenset(_HELD["without_outcome"])
"""Kinds of which nothing comes that is counted in its own right."""
SUGGESTIONS = {profile: tuple(_HELD[f"suggestions_{profile}"]) for profile in ("npc", "cppcc")}
"""What the room of suggestions records, by profile."""
COUNTING_WORDS = tuple(_HELD["units"])
"""Longest first of those that begin alike."""
PLAINER: dict[str, str] = _HELD["same"]
"""Counting words that say no more than another -> the plainer one."""
OCCASIONS: tuple[tuple[str, bool, str], ...] = tuple(
    (row["name"], row["anywhere"], row["pattern"]) for row in _HELD["occasion"]
)
"""Occasions: how an office calls each, whether it tells of the whole sentence or only of its clause, and by which words."""
OCCASIONAL = frozenset(_HELD["occasional"])
"""Kinds and outputs that an occasion narrows."""
EMPTY = re.compile("(?:" + "|".join(sorted(map(re.escape, _HELD["empty"]), key=len, reverse=True)) + ")+")
"""Words that narrow nothing, one or more."""
