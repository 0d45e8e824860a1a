"""A report's text as it is read: widths made one, blanks and quotation marks left out, with the place of every character."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

LEFT_OUT = frozenset(" \t\u3000\u00a0\r“”‘’\"'《》〈〉「」『』·")
WIDTHS = str.maketrans(
    {chr(code): chr(code - 0xFEE0) for code in range(0xFF10, 0xFF1A)}
    | {",": "，", ";": "；", ":": "：", "(": "（", ")": "）", "!": "！", "?": "？", "％": "%", "．": ".", "＋": "+", "〔": "（", "〕": "）"}
)  # fmt: skip


@dataclass(frozen=True)
class Plain:
    """`text` as read, and where each of its characters stood."""

    text: str
    places: tuple[int, ...]

    def at(self, place: int) -> int:
        """Where a place of the whole text stands here."""
        return bisect_left(self.places, place)


def plain(text: str, start: int, end: int) -> Plain:
    """The part of the text from `start` to `end`; commas between digits are part of a number and left out."""
    kept = [place for place in range(start, end) if not _left_out(text, place)]
    return Plain("".join(text[place] for place in kept).translate(WIDTHS), tuple(kept))


def _left_out(text: str, place: int) -> bool:
    char = text[place]
    if char == "," and 0 < place < len(text) - 3:
        return (
            text[place - 1].isdigit()
            and text[place + 1 : place + 4].isdigit()
            and not text[place + 4 : place + 5].isdigit()
        )
    return char in LEFT_OUT


def bare(word: str) -> str:
    """A word of the catalogue as it is looked for."""
    return "".join(char for char in word.translate(WIDTHS) if char not in LEFT_OUT)
