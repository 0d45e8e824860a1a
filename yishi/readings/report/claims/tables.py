"""Figures in tables: cells apart by tabs, rows by line breaks. A bare number takes its measure word from its row or column."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from yishi.readings.report.claims import numerals
from yishi.readings.report.claims.measures import measure_at

_ROWS = re.compile(r"(?:^[^\n\t]*\t[^\n]*(?:\n|$))+", re.M)
_NUMBER = re.compile(rf"\s*({numerals.DIGITS})\s*")
_NUMBERING = re.compile(r"序号|编号|代码|年份|年度|日期|时间|月份|电话|邮编|排名|名次|页码|文号|届次")
_IN_BRACKETS = re.compile(r"[(\[](?:单位[:为])?\s*([^()\[\]]{1,6}?)\s*[)\]]\s*$")
_COUNTING = re.compile(r"(人次|人|件|次|项|户|家|场|篇|条|份|期|批)(?:数|次)$")
_QUANTITY = re.compile(r"(?:数|数量|总数|合计|总计|小计|数目|个数)\s*$")
_MONEY_SCALES = {"万元": ("元", 10**4), "亿元": ("元", 10**8), "万人": ("人", 10**4), "万人次": ("人次", 10**4)}


@dataclass(frozen=True)
class Cell:
    """A cell: its text, and where it begins in the whole."""

    text: str
    start: int


@dataclass(frozen=True)
class Figure:
    """A number that stands alone in a cell, with what its row and its column say."""

    start: int
    end: int
    value: Decimal
    unit: str
    what: str


def figures(text: str) -> Iterator[Figure]:
    """The bare numbers of all tables of a plain text that count something."""
    for block in _ROWS.finditer(text):
        grid = list(_grid(block[0], block.start()))
        if len(grid) > 1:
            yield from _of_grid(grid)


def _grid(block: str, start: int) -> Iterator[list[Cell]]:
    for line in block.splitlines(keepends=True):
        row, at = [], start
        for cell in line.rstrip("\n").split("\t"):
            row.append(Cell(cell, at))
            at += len(cell) + 1
        yield row
        start += len(line)


def _of_grid(grid: list[list[Cell]]) -> Iterator[Figure]:
    for number, row in enumerate(grid):
        for column, cell in enumerate(row):
            found = _NUMBER.fullmatch(cell.text)
            if found and (figure := _figure(grid, number, column, found)) is not None:
                yield figure


def _figure(grid: list[list[Cell]], number: int, column: int, found: re.Match[str]) -> Figure | None:
    row = grid[number]
    head = next((cell.text for cell in _above(grid, number, column) if not _NUMBER.fullmatch(cell.text)), "")
    label = next(
        (cell.text for cell in reversed(row[:column]) if cell.text.strip() and not _plain_number(cell.text)), ""
    )
    beside = row[column + 1].text if column + 1 < len(row) else ""
    if _NUMBERING.search(head) or _NUMBERING.search(label) or not (label or head).strip():
        return None
    said = _unit(head, label, beside.strip())
    if said is None:
        return None
    unit, scale = said
    start = row[column].start + found.start(1)
    what = "".join((_bare(label), _bare(head)))[:30]
    return Figure(start, start + len(found[1]), numerals.digits(found[1]) * scale, unit, what)


def _above(grid: list[list[Cell]], number: int, column: int) -> Iterator[Cell]:
    for row in grid[:number][:3]:
        if column < len(row) and row[column].text.strip():
            yield row[column]


def _plain_number(text: str) -> bool:
    return bool(_NUMBER.fullmatch(text)) or _measure(text.strip()) is not None


def _unit(head: str, label: str, beside: str) -> tuple[str, int] | None:
    """Measure word and scale; None where nothing says that the number counts."""
    for said in (head, label):
        if (found := _IN_BRACKETS.search(said)) and (measure := _measure(found[1])) is not None:
            return measure
    if (measure := _measure(beside)) is not None:
        return measure
    for said in (head, label):
        if found := _COUNTING.search(said.strip()):
            return found[1], 1
        if said.strip().endswith("率"):
            return "%", 1
    return ("", 1) if _QUANTITY.search(head) or _QUANTITY.search(label) else None


def _measure(word: str) -> tuple[str, int] | None:
    if word in _MONEY_SCALES:
        return _MONEY_SCALES[word]
    unit, end = measure_at(word, 0)
    return (unit, 1) if unit and end == len(word) else None


def _bare(said: str) -> str:
    return re.sub(r"\s+", "", _IN_BRACKETS.sub("", said))
