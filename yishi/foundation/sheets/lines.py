"""A table as lines of a CSV file that opens in spreadsheets, for an answer that is streamed."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from yishi.foundation.sheets.columns import Column
from yishi.foundation.sheets.writing import FORMULA_STARTS, shown

MARK = "\ufeff"
"""First in the file, so that spreadsheets take it for UTF-8."""


def lines(columns: Sequence[Column], rows: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """The titles, then each row as `writing.write` would show it."""
    return plain_lines(
        [column.title for column in columns],
        ([shown(column, row.get(column.key)) for column in columns] for row in rows),
    )


def plain_lines(heads: Iterable[Any], rows: Iterable[Iterable[Any]]) -> Iterator[str]:
    """The heads, then the rows as they are."""
    yield MARK + line(heads)
    for row in rows:
        yield line(row)


def line(cells: Iterable[Any]) -> str:
    """One line of cells."""
    out = io.StringIO()
    csv.writer(out).writerow([text(cell) for cell in cells])
    return out.getvalue()


def text(value: Any) -> str:
    """A cell. What a spreadsheet would take for a formula gets a quotation mark before it; numbers are none."""
    said = "" if value is None else str(value)
    return f"'{said}" if said.startswith(FORMULA_STARTS) and not isinstance(value, int | float) else said
