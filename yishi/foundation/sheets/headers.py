"""Where the header of a sheet is, and which column stands where."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from yishi.foundation.sheets.columns import Column, bare_title, plain_title
from yishi.foundation.sheets.opening import Grid
from yishi.foundation.sheets.values import clean

SEARCHED = 40
"""Rows in which a header is looked for; above it stand titles, dates and remarks."""

COUNTERS = frozenset({"序号", "no.", "no", "#"})
"""Titles of columns that only number the rows."""


@dataclass
class Header:
    """The header as found: `row` counts from 0, `places` says column number -> column."""

    row: int
    places: dict[int, Column] = field(default_factory=dict)
    found: dict[str, str] = field(default_factory=dict)
    unknown: list[str] = field(default_factory=list)
    twice: list[str] = field(default_factory=list)

    def missing(self, schema: Sequence[Column]) -> list[str]:
        """Titles of the required columns that are not there."""
        return [column.title for column in schema if column.required and column.key not in self.found]


def find_header(grid: Grid, schema: Sequence[Column]) -> Header | None:
    """The row that names most columns; of equal neighbours the lowest (a header of two rows),
    of rows repeated on every printed page the first. None where no row names a column."""
    named = {name: column for column in schema for name in column.names()}
    best: Header | None = None
    for row in range(min(SEARCHED, len(grid.cells))):
        header = _header_at(grid, row, named)
        if not header.found:
            continue
        fuller = best is None or len(header.found) > len(best.found)
        neighbour = best is not None and row == best.row + 1 and len(header.found) == len(best.found)
        if fuller or neighbour:
            best = header
    return best


def _header_at(grid: Grid, row: int, named: dict[str, Column]) -> Header:
    header = Header(row)
    above = _spread(grid, row - 1) if row else {}
    for place, cell in enumerate(grid.cells[row]):
        title = clean(cell)
        if not title or plain_title(title) in COUNTERS:
            continue
        column = _column_for(title, above.get(place, ""), named)
        if column is None:
            header.unknown.append(title)
        elif column.key in header.found:
            header.twice.append(title)
        else:
            header.places[place] = column
            header.found[column.key] = title
    return header


def _column_for(title: str, above: str, named: dict[str, Column]) -> Column | None:
    """With a heading above ("联络员" over "电话") both together may be a title; else the title by itself."""
    for name in (plain_title(above + title), plain_title(title), bare_title(title)):
        if name in named:
            return named[name]
    return None


def _spread(grid: Grid, row: int) -> dict[int, str]:
    """Titles of a heading row, each over all the columns it is merged across."""
    titles = {place: clean(cell) for place, cell in enumerate(grid.cells[row]) if clean(cell)}
    for top, left, right in grid.titles_right:
        if top == row and left in titles:
            titles.update(dict.fromkeys(range(left, right + 1), titles[left]))
    return titles
