"""At which level a medium stands that a sentence names: of well-known ones, and of those that bear the name of a province."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

_HELD: dict[str, Any] = tomllib.loads((Path(__file__).parent / "media.toml").read_text(encoding="utf-8"))


def _any_of(words: list[str]) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


_KINDS = _any_of(_HELD["kinds"])
LEVELS = (
    ("national", re.compile(_any_of(_HELD["national"]))),
    ("province", re.compile(rf"(?:{_any_of(_HELD['provinces'])})(?:省)?(?:{_KINDS})|省(?:{_KINDS})")),
    ("city", re.compile(rf"(?:{_any_of(_HELD['municipalities'])})(?:市)?(?:{_KINDS})")),
)


def levels(words: str) -> tuple[str, ...]:
    """The levels of the media that are named, from above."""
    return tuple(code for code, pattern in LEVELS if pattern.search(words))
