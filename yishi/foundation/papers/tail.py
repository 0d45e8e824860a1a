"""The end of a paper: attachments note, signature and day, notes, and the imprint (版记)."""

from __future__ import annotations

import math
from collections.abc import Iterator

from docx.oxml.xmlchemy import BaseOxmlElement

from .box import box
from .chinese import chinese_date
from .cover import Cover, Kind
from .head import blank
from .measures import IMPRINT_LINE, SMALL_SIZE, TEXT_WIDTH, THICK_RULE, THIN_RULE, chars, pt
from .oxml import Shape, element, paragraph, rule
from .text import width

_IN_A_ROW = 3
"""Joint issuers sign at most three in a row (7.3.5.1)."""


def attachments_note(names: tuple[str, ...]) -> Iterator[BaseOxmlElement]:
    """附件说明: a line below the body, two characters in, names running on under their own first character
    (7.3.4)."""
    if not names:
        return
    yield from blank(1)
    if len(names) == 1:
        yield paragraph("Normal", f"附件：{names[0]}", shape=Shape(left=chars(5), first=-chars(3)))
        return
    numeral = 1.5 if len(names) > 9 else 1
    for number, name in enumerate(names, 1):
        label, hang = ("附件：", 3 + numeral) if number == 1 else ("", numeral)
        shape = Shape(left=chars(5 + numeral), first=-chars(hang))
        yield paragraph("Normal", f"{label}{number}.\t{name}", shape=shape)


def signature(cover: Cover) -> Iterator[BaseOxmlElement]:
    """署名 and 成文日期; the lines stay together and with the end of the text."""
    names = cover.signatures
    if not names or cover.date is None:
        return
    day = chinese_date(cover.date)
    yield from blank(2 if cover.sealed else 1, keep_next=True)
    if len(names) > 1:
        yield _joint_names(names)
        yield _right(day, chars(4))
        return
    place = _sealed_insets if cover.sealed else _unsealed_insets
    name_inset, day_inset = place(width(names[0]), width(day))
    yield _right(names[0], chars(name_inset), keep_next=True)
    yield _right(day, chars(day_inset))


def _sealed_insets(name: float, day: float) -> tuple[float, float]:
    """The day four characters from the right, the name centred over it; both move in if the name is long
    (7.3.5.1)."""
    name_inset = 4 + (day - name) / 2
    if name_inset >= 1:
        return name_inset, 4
    return 1, 1 + (name - day) / 2


def _unsealed_insets(name: float, day: float) -> tuple[float, float]:
    """The name two from the right and the day's head two right of the name's, or the day two from the right
    (7.3.5.2)."""
    if name - day >= 2:
        return 2, name - day
    return day + 4 - name, 2


def notes(texts: tuple[str, ...]) -> Iterator[BaseOxmlElement]:
    """附注 in round brackets, two characters in, on the lines below the date (7.3.6)."""
    for text in texts:
        yield paragraph("Body", f"（{text}）")


def imprint(cover: Cover) -> BaseOxmlElement | None:
    """版记 at the foot of the last page's type area: copies, then printer and day; ruled, but not in a
    letter (7.4, 10.1).

    The paragraph it hangs in takes a single point, so it never asks for a page of its own.
    """
    ruled = cover.kind is not Kind.LETTER
    sent = (*cover.distribution, *([("抄送", cover.copies)] if cover.copies else []))
    rows = [(f"{way}：{'，'.join(to)}。", _copies_shape(width(way) + 1)) for way, to in sent]
    if cover.printer and cover.printed_on and ruled:
        rows.append((f"{cover.printer}\t{chinese_date(cover.printed_on)}印发", _printed_shape()))
    if cover.printed_count and ruled:
        rows.append((f"\t（共印{cover.printed_count}份）", _printed_shape()))
    if not rows:
        return None
    high = sum(_lines(text) for text, _ in rows) * IMPRINT_LINE + (len(rows) + 1) * pt(2)
    blocks = []
    for place, (text, shape) in enumerate(rows):
        if ruled:
            blocks.append(rule(THIN_RULE if place else THICK_RULE, 0, "000000"))
        blocks.append(paragraph("Imprint", text, shape=shape))
    if ruled:
        blocks.append(rule(0, THICK_RULE, "000000"))
    hook = paragraph("Rule")
    hook.append(element("r", box("版记", blocks, wide=TEXT_WIDTH, high=high)))
    return hook


def _lines(text: str) -> int:
    """How many lines the imprint's text takes: the first has a character's room at both ends, the others
    hang by three."""
    across = TEXT_WIDTH // pt(SMALL_SIZE) - 5
    return max(1, math.ceil((width(text) - 3) / across))


def _copies_shape(label: float) -> Shape:
    """抄送: one character in at both ends, running on after the colon, a full stop at the end (7.4.2)."""
    hang = chars(label, SMALL_SIZE)
    inset = chars(1, SMALL_SIZE)
    return Shape(left=inset + hang, first=-hang, right=inset)


def _printed_shape() -> Shape:
    inset = chars(1, SMALL_SIZE)
    return Shape(left=inset, right=inset, right_tab=TEXT_WIDTH - inset, align="left")


def _right(text: str, inset: int, *, keep_next: bool = False) -> BaseOxmlElement:
    return paragraph("Normal", text, shape=Shape(align="right", right=inset, keep_next=keep_next))


def _joint_names(names: tuple[str, ...]) -> BaseOxmlElement:
    """Several signatures in rows of three, each with room for its seal."""
    across = min(_IN_A_ROW, len(names))
    wide = TEXT_WIDTH // across
    rows = [names[start : start + across] for start in range(0, len(names), across)]
    shape = Shape(align="center", keep_next=True)
    return element(
        "tbl",
        element("tblPr", element("tblW", w=TEXT_WIDTH, type="dxa"), element("tblLayout", type="fixed")),
        element("tblGrid", *(element("gridCol", w=wide) for _ in range(across))),
        *(
            element(
                "tr",
                element("trPr", element("cantSplit")),
                *(
                    element(
                        "tc",
                        element("tcPr", element("tcW", w=wide, type="dxa")),
                        paragraph("Normal", name, shape=shape),
                    )
                    for name in (*row, *[""] * (across - len(row)))
                ),
            )
            for row in rows
        ),
    )
