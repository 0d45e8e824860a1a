"""The head of a paper (版头): from the page's top to the red rule, and the title with its addressees below
it."""

from __future__ import annotations

from collections.abc import Iterator

from docx.oxml.xmlchemy import BaseOxmlElement

from . import fonts
from .box import box
from .chinese import chinese_date
from .cover import Cover, Kind
from .measures import (
    CHARS,
    LETTER_MARK_TOP,
    LETTER_RULE_WIDTH,
    LINE_PITCH,
    MARK_DROP,
    NUMBER_GAP,
    RED,
    RULE_GAP,
    TEXT_WIDTH,
    TITLE_SIZE,
    chars,
    mm,
    pt,
)
from .oxml import Run, Shape, element, paragraph, rule
from .text import width
from .titles import break_title

_MARK_SIZES = (54.0, 48.0, 44.0, 40.0, 36.0, 32.0)
_NARROWEST = 62
"""Long issuers' names are set narrower, in per cent, before they are set smaller or broken."""
_LARGEST_IN_LETTER = 40.0
_SLACK = 0.1
"""What the mark's line is higher than its characters, above and below, as a part of their size."""
_LETTER_TOP = mm(20)
"""A letter's head begins here: a line for the answer's class, then the mark at 30 mm."""


def head(cover: Cover) -> Iterator[BaseOxmlElement]:
    """Everything above the body."""
    yield from _HEADS[cover.kind](cover)
    blank_lines = {Kind.DOCUMENT: 2, Kind.LETTER: 2, Kind.BULLETIN: 1, Kind.PLAIN: 0}[cover.kind]
    yield from blank(blank_lines)
    yield paragraph("Title", "\n".join(break_title(cover.title, TEXT_WIDTH / 20 // TITLE_SIZE)))
    if cover.subtitle:
        lines = "\n".join(break_title(cover.subtitle, CHARS - 2))
        yield paragraph("Subtitle", lines, shape=Shape(before=pt(10)))
    if cover.addressees or cover.kind is not Kind.PLAIN or cover.subtitle:
        yield from blank(1)
    if cover.addressees:
        yield paragraph("Normal", "，".join(cover.addressees) + "：")


def blank(count: int, *, keep_next: bool = False) -> Iterator[BaseOxmlElement]:
    """Empty grid lines."""
    for _ in range(count):
        yield paragraph("Normal", shape=Shape(keep_next=keep_next))


def _document(cover: Cover) -> Iterator[BaseOxmlElement]:
    """文件: mark 35 mm down, two lines, number (with the signer at the right, if any), 4 mm, rule."""
    labels = [label for label in (cover.copy_number, cover.secrecy, cover.urgency) if label]
    for label in labels:
        yield paragraph("Normal" if label == cover.copy_number else "Strong", label)
    drop = MARK_DROP - len(labels) * LINE_PITCH
    if len(cover.issuers) > 1 and not cover.mark:
        yield paragraph("Rule", shape=Shape(before=drop))
        yield _joint_mark(cover.issuers)
    else:
        yield _mark(cover.mark or f"{cover.issuers[0]}文件", TEXT_WIDTH, before=drop)
    yield from blank(2)
    yield _number_line(cover)
    yield rule(0, 12, RED, gap=1, shape=Shape(before=RULE_GAP - pt(6)))


def _number_line(cover: Cover) -> BaseOxmlElement:
    if not cover.signer:
        return paragraph("Head", cover.number, shape=Shape(align="center"))
    shape = Shape(left=chars(1), right=chars(1), right_tab=TEXT_WIDTH - chars(1), align="left")
    return paragraph("Head", f"{cover.number}\t签发人：", Run(cover.signer, fonts.KAITI), shape=shape)


def _letter(cover: Cover) -> Iterator[BaseOxmlElement]:
    """信函: mark 30 mm from the page's head, 4 mm, double red rule of 170 mm, number at the right below
    it."""
    name = cover.mark or cover.issuers[0]
    size, _ = mark_size(width(name), TEXT_WIDTH, _LARGEST_IN_LETTER)
    overhang = (LETTER_RULE_WIDTH - TEXT_WIDTH) // 2
    room = LETTER_MARK_TOP - _LETTER_TOP - pt(size * _SLACK)
    blocks = (
        paragraph("Strong", cover.class_mark, shape=Shape(align="right", right=overhang, exact=room)),
        _mark(name, TEXT_WIDTH, largest=_LARGEST_IN_LETTER),
        rule(18, 6, RED, gap=1.5, shape=Shape(before=RULE_GAP - pt(size * _SLACK))),
    )
    gap = NUMBER_GAP - (LINE_PITCH - pt(16)) // 2
    high = room + pt(size * (1 + _SLACK)) + RULE_GAP + pt(4) + gap
    left = f"签发人：{cover.signer}" if cover.signer else ""
    shape = Shape(right_tab=TEXT_WIDTH, align="left")
    line = paragraph("Head", f"{left}\t{cover.number}", shape=shape)
    hook = element("r", box("信函版头", blocks, wide=LETTER_RULE_WIDTH, high=high, top=_LETTER_TOP))
    line.pPr.addnext(hook)
    yield line
    for label in (cover.copy_number, cover.secrecy, cover.urgency):
        if label:
            yield paragraph("Strong", label)


def _bulletin(cover: Cover) -> Iterator[BaseOxmlElement]:
    """简报: mark 35 mm down, running number, then issuer at the left and day at the right over a red
    rule."""
    yield _mark(cover.mark or f"{cover.issuers[0]}简报", TEXT_WIDTH, before=MARK_DROP)
    yield paragraph("Head", cover.number, shape=Shape(align="center", before=pt(8)))
    yield from blank(1)
    shape = Shape(left=chars(1), right=chars(1), right_tab=TEXT_WIDTH - chars(1), align="left")
    day = chinese_date(cover.date) if cover.date else ""
    yield paragraph("Head", f"{'、'.join(cover.issuers)}\t{day}", shape=shape)
    yield rule(0, 12, RED, gap=1, shape=Shape(before=RULE_GAP - pt(6)))


def _plain(cover: Cover) -> Iterator[BaseOxmlElement]:
    yield from ()


def _mark(text: str, room: int, *, before: int = 0, largest: float = _MARK_SIZES[0]) -> BaseOxmlElement:
    """The red mark on one line: as large as it fits when narrowed a little; the very longest break.

    Its line is higher than the characters, so `before` is cut by the slack above them to keep their head in
    place.
    """
    size, scale = mark_size(width(text), room, largest)
    shape = Shape(before=max(0, before - pt(size * _SLACK)), exact=pt(size * (1 + 2 * _SLACK)))
    return paragraph("Mark", Run(text, size=size, scale=scale), shape=shape)


def mark_size(characters: float, room: int, largest: float = _MARK_SIZES[0]) -> tuple[float, int]:
    """Points and character width in per cent with which `characters` fill at most `room` twips."""
    for size in _MARK_SIZES:
        scale = min(100, int(room / (characters * pt(size)) * 100))
        if size <= largest and scale >= _NARROWEST:
            return size, scale
    return _MARK_SIZES[-1], _NARROWEST


def _joint_mark(issuers: tuple[str, ...]) -> BaseOxmlElement:
    """Several issuers one below the other, 文件 at their right, in the middle of their height (7.2.4)."""
    tail, names = chars(6), TEXT_WIDTH - chars(6)
    widest = max(width(name) for name in issuers)
    size, scale = mark_size(widest, names - chars(1), 36)
    high = pt(size * 1.35)
    stacked = [
        paragraph("Mark", Run(name, size=size, scale=scale), shape=Shape(align="distribute", exact=high))
        for name in issuers
    ]
    word = paragraph("Mark", Run("文件", size=size), shape=Shape(exact=high))
    middle = element("vAlign", val="center")
    return element(
        "tbl",
        element("tblPr", element("tblW", w=TEXT_WIDTH, type="dxa"), element("tblLayout", type="fixed")),
        element("tblGrid", element("gridCol", w=names), element("gridCol", w=tail)),
        element(
            "tr",
            element("tc", element("tcPr", element("tcW", w=names, type="dxa")), *stacked),
            element("tc", element("tcPr", element("tcW", w=tail, type="dxa"), middle), word),
        ),
    )


_HEADS = {Kind.DOCUMENT: _document, Kind.LETTER: _letter, Kind.BULLETIN: _bulletin, Kind.PLAIN: _plain}
