"""Tables: lists whose head repeats on each page, and ruled forms with boxes to fill in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from docx.oxml.xmlchemy import BaseOxmlElement

from .measures import TEXT_WIDTH, mm
from .oxml import Shape, borders_element, element, paragraph
from .text import PaperRefused, paragraphs, width

_RULE = 4
_SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")
_MARGINS = (("top", 0.4), ("left", 1.2), ("bottom", 0.6), ("right", 1.2))
_LONG = 10
"""A list cell wider than this many characters is set from the left; shorter ones stand in the middle."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One box: its text (paragraphs part at newlines), how many columns it spans, its paragraph style and
    alignment."""

    text: str = ""
    span: int = 1
    style: str = "Cell"
    align: str = "left"
    top: bool = False
    """Text begins at the head of the box, not in its middle."""
    indent: bool = False
    """Paragraphs begin two characters in."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of boxes; `height` is its least height in millimetres. A head row repeats on every page."""

    cells: tuple[Cell, ...]
    height: float = 8
    head: bool = False
    breakable: bool = False
    """May run on to the next page: for boxes of long text."""


def list_table(
    columns: Sequence[str],
    rows: Sequence[Sequence[str]],
    widths: Sequence[float] = (),
    *,
    fine: bool = False,
) -> BaseOxmlElement:
    """A list under a head row. `widths` are shares of the type area, equal if left out; `fine` sets 五号,
    else 小四."""
    if not columns:
        raise PaperRefused("表格没有列。")
    for number, row in enumerate(rows, 1):
        if len(row) != len(columns):
            raise PaperRefused(f"表格第{number}行有{len(row)}格，应为{len(columns)}格。")
    style = "FineCell" if fine else "Cell"
    long = [any(width(row[place]) > _LONG for row in rows) for place in range(len(columns))]
    head = Row(tuple(Cell(name, style=f"{style}Head", align="center") for name in columns), head=True)
    body = [
        Row(
            tuple(
                Cell(text, style=style, align="left" if wide else "center")
                for text, wide in zip(row, long, strict=True)
            )
        )
        for row in rows
    ]
    return ruled_table(widths or [1.0] * len(columns), [head, *body])


def ruled_table(widths: Sequence[float], rows: Sequence[Row]) -> BaseOxmlElement:
    """Rows over columns of the given shares, as wide as the type area."""
    places = _twips(widths)
    for row in rows:
        if sum(cell.span for cell in row.cells) != len(places):
            raise PaperRefused("表格各行的格数与列宽不符。")
    properties = element(
        "tblPr",
        element("tblW", w=TEXT_WIDTH, type="dxa"),
        element("jc", val="center"),
        borders_element("tblBorders", ((side, _RULE, "auto") for side in _SIDES)),
        element("tblLayout", type="fixed"),
        element("tblCellMar", *(element(side, w=mm(margin), type="dxa") for side, margin in _MARGINS)),
    )
    grid = element("tblGrid", *(element("gridCol", w=place) for place in places))
    return element("tbl", properties, grid, *(_row(row, places) for row in rows))


def _twips(widths: Sequence[float]) -> list[int]:
    """Shares as twips that add up to the type area's width, rounding included."""
    if any(share <= 0 for share in widths):
        raise PaperRefused("列宽必须大于零。")
    total, taken, edges = sum(widths), 0.0, [0]
    for share in widths:
        taken += share
        edges.append(round(TEXT_WIDTH * taken / total))
    return [right - left for left, right in pairwise(edges)]


def _row(row: Row, places: list[int]) -> BaseOxmlElement:
    settings = [] if row.breakable else [element("cantSplit")]
    settings.append(element("trHeight", val=mm(row.height), hRule="atLeast"))
    if row.head:
        settings.append(element("tblHeader"))
    made = element("tr", element("trPr", *settings))
    first = 0
    for cell in row.cells:
        made.append(_cell(cell, sum(places[first : first + cell.span])))
        first += cell.span
    return made


def _cell(cell: Cell, wide: int) -> BaseOxmlElement:
    settings = [element("tcW", w=wide, type="dxa")]
    if cell.span > 1:
        settings.append(element("gridSpan", val=cell.span))
    if not cell.top:
        settings.append(element("vAlign", val="center"))
    shape = Shape(align=cell.align, first=480 if cell.indent else None)
    texts = paragraphs(cell.text) or [""]
    blocks = (paragraph(cell.style, text, shape=shape) for text in texts)
    return element("tc", element("tcPr", *settings), *blocks)
