"""Write rows as an .xlsx that opens well and in which no cell turns into a formula."""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.styles.cell_style import StyleArray
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from yishi.foundation.clock import CHINA
from yishi.foundation.sheets.columns import Column, Kind

LONGEST = 32_000
"""Characters that go into one cell; the format allows 32,767."""

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
_LINE = Side(style="thin", color="FFBFBFBF")
_BOX = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_HEAD_FONT, _HEAD_FILL = Font(bold=True), PatternFill("solid", fgColor="FFE9EEF5")
_TEXT_AT = Alignment(vertical="top", wrap_text=True)
_NUMBER_AT = Alignment(horizontal="right", vertical="top")
_LOOKS = {
    "head": ("General", Alignment(horizontal="center", vertical="center", wrap_text=True)),
    "text": ("General", _TEXT_AT),
    "guarded": ("General", _TEXT_AT),
    "day": ("yyyy-mm-dd", _TEXT_AT),
    "moment": ("yyyy-mm-dd hh:mm", _TEXT_AT),
    "number": ("0", _NUMBER_AT),
    "fraction": ("0.00", _NUMBER_AT),
}
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_SAMPLE = 300

Rows = Sequence[Mapping[str, Any]]


def write(columns: Sequence[Column], rows: Iterable[Mapping[str, Any]], title: str) -> bytes:
    """An .xlsx with one sheet: a header that stays in sight, days as days, numbers as numbers, text as text.

    `rows` are mappings by column key; choices may be given as stored values. `title` names the sheet and
    stands in the file's properties. Text beyond `LONGEST` is cut, and says so."""
    held = list(rows)
    book = Workbook(write_only=True)
    book.properties.title = _legal(title)
    sheet = book.create_sheet(sheet_name(title))
    _lay_out(sheet, columns, held)
    styles = _styles(sheet)
    sheet.append([_cell(sheet, column.title, styles, "head") for column in columns])
    for row in held:
        sheet.append([_cell(sheet, shown(column, row.get(column.key)), styles) for column in columns])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def shown(column: Column, value: Any) -> Any:
    """The value as it stands in a cell: words for choices and flags, 、 between several, moments in China."""
    if value is None or value == "":
        return None
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, (list, tuple, set, frozenset)):
        return "、".join(map(str, value))
    if value in column.choices:
        return column.choices[value][0]
    if isinstance(value, dt.datetime) and value.tzinfo:
        return value.astimezone(CHINA).replace(tzinfo=None)
    if isinstance(value, (int, float, dt.date)) and column.kind is not Kind.CODE:
        return value
    return str(value)


def sheet_name(title: str) -> str:
    """A title as a sheet's name: at most 31 characters, none of []:*?/\\ and no quote at either end."""
    kept = "".join("_" if c in "[]:*?/\\" else c for c in _legal(title)).strip("' ")
    return kept[:31] or "Sheet1"


def _lay_out(sheet: WriteOnlyWorksheet, columns: Sequence[Column], rows: Rows) -> None:
    sheet.freeze_panes = "A2"
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
    sheet.page_setup.fitToHeight, sheet.sheet_properties.pageSetUpPr.fitToPage = 0, True
    if columns:
        sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{len(rows) + 1}"
    for number, column in enumerate(columns, 1):
        sheet.column_dimensions[get_column_letter(number)].width = _width(column, rows)


def _styles(sheet: WriteOnlyWorksheet) -> dict[str, StyleArray]:
    """Each look, worked out once: to set fonts and borders on every cell takes most of the time."""
    made = {}
    for name, (number_format, alignment) in _LOOKS.items():
        cell = WriteOnlyCell(sheet)
        cell.border, cell.alignment, cell.number_format = _BOX, alignment, number_format
        if name == "head":
            cell.font, cell.fill = _HEAD_FONT, _HEAD_FILL
        cell.quotePrefix = name == "guarded"
        made[name] = cell._style
    return made


def _cell(
    sheet: WriteOnlyWorksheet, value: Any, styles: Mapping[str, StyleArray], look: str | None = None
) -> WriteOnlyCell:
    if isinstance(value, str):
        value = _legal(value)
        if len(value) > LONGEST:
            value = f"{value[:LONGEST]}……（过长，已截断）"
    cell = WriteOnlyCell(sheet, value=value)
    if isinstance(value, str):
        cell.data_type = "s"  # text that stays text, whatever it begins with
    cell._style = styles[look or _look(value)]
    return cell


def _look(value: Any) -> str:
    if isinstance(value, str):
        return "guarded" if value.startswith(FORMULA_STARTS) else "text"
    if isinstance(value, dt.datetime):
        return "moment"
    if isinstance(value, dt.date):
        return "day"
    if isinstance(value, (int, float)):
        return "fraction" if value % 1 else "number"
    return "text"


def _legal(text: str) -> str:
    """Without what an XML file cannot hold: control characters and lone surrogates."""
    return _ILLEGAL.sub("", text)


def _width(column: Column, rows: Rows) -> float:
    if column.width:
        return column.width
    texts = [column.title, *(str(shown(column, row.get(column.key)) or "") for row in rows[:_SAMPLE])]
    return min(48, max(9, max(map(_measure, texts)) + 3))


def _measure(text: str) -> int:
    longest = max(text.splitlines() or [""], key=len)
    return sum(2 if ord(c) > 0x2E7F else 1 for c in longest)
