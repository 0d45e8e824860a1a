"""Where a long title breaks: lines of like length, words whole (7.3.1 asks for a trapezium or a
rhombus)."""

from __future__ import annotations

from functools import lru_cache

from .text import width

_NEVER_FIRST = frozenset("，。、；：？！）》〉」』”’〕】%的号届次年月日条件项个等")
_NEVER_LAST = frozenset("（《〈「『“‘〔【第")
_GOOD_BEFORE = ("关于", "第", "《", "对", "和", "及", "办理", "工作", "情况", "答复")
_GOOD_AFTER = ("关于", "、", "》", "会议", "政府", "委员会", "的", "办公室", "局")
_WHOLE = (
    "人民代表大会",
    "常务委员会",
    "常委会",
    "人民政府",
    "委员会",
    "办公室",
    "办公厅",
    "代表",
    "委员",
    "会议",
    "建议",
    "提案",
    "批评",
    "意见",
    "办理",
    "情况",
    "报告",
    "通知",
    "答复",
    "工作",
    "政协",
    "关于",
    "交办",
    "评价",
    "重点",
    "年度",
)
"""Words of the trade that a title does not break within."""


def break_title(title: str, limit: float = 20) -> list[str]:
    """The lines of `title`, each at most `limit` characters wide; a line break in it is kept as its writer
    set it."""
    return [piece for part in title.split("\n") if part.strip() for piece in _balanced(part.strip(), limit)]


@lru_cache(maxsize=512)
def _balanced(title: str, limit: float) -> tuple[str, ...]:
    """Each line takes the best break near its even share of what is left."""
    pieces: list[str] = []
    rest = title
    while width(rest) > limit:
        share = width(rest) / -(-width(rest) // limit)
        at = _best_break(rest, share, limit)
        pieces.append(rest[:at].strip())
        rest = rest[at:].strip()
    return (*pieces, rest)


def _best_break(text: str, share: float, limit: float) -> int:
    best, best_cost = 1, float("inf")
    taken = 0.0
    for at in range(1, len(text)):
        taken += width(text[at - 1])
        if taken > limit:
            break
        cost = abs(taken - share) + _harm(text, at)
        if cost < best_cost:
            best, best_cost = at, cost
    return best


def _harm(text: str, at: int) -> float:
    before, after = text[at - 1], text[at]
    if after in _NEVER_FIRST or before in _NEVER_LAST or (_joined(before) and _joined(after)):
        return 50.0
    if _within_word(text, at):
        return 12.0
    if text[:at].endswith(_GOOD_AFTER) or text[at:].startswith(_GOOD_BEFORE):
        return 0.0
    return 3.0


def _within_word(text: str, at: int) -> bool:
    starts = ((word, at - cut) for word in _WHOLE for cut in range(1, len(word)) if cut <= at)
    return any(text.startswith(word, start) for word, start in starts)


def _joined(char: str) -> bool:
    return char.isascii() and char.isalnum()
