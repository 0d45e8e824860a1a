"""Chinese numerals up to 99, as sessions and years are numbered."""

from __future__ import annotations

DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"两": 2, "〇": 0}


def whole(words: str) -> int:
    """What the numeral says; 0 where it is none."""
    if words.isdigit():
        return int(words)
    tens, ten, ones = words.rpartition("十")
    if any(char not in DIGITS for char in tens + ones):
        return 0
    value = DIGITS[ones] if ones else 0
    return value + (10 * (DIGITS[tens] if tens else 1) if ten else 0)
