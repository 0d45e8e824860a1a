"""Read what offices send into rows of values, each with the sentences that say what is wrong in it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from yishi.foundation.sheets.columns import Column
from yishi.foundation.sheets.headers import Header, find_header
from yishi.foundation.sheets.limits import Limits, Unreadable
from yishi.foundation.sheets.opening import Grid, open_grids
from yishi.foundation.sheets.values import Unfit, clean, value_of

_FOOT = re.compile(r"^(合计|总计|小计|共计|注[:：]|备注[:：]|说明[:：]|填表|制表|审核|第\s*\d+\s*页)")


@dataclass(frozen=True)
class RowIn:
    """One row: its number as the spreadsheet shows it, its values by column key, and what is wrong in it.

    A column that is not in the file has no key; a blank cell is None (`[]` in a column of several)."""

    line_number: int
    values: dict[str, Any]
    errors: list[str] = field(default_factory=list)
    sheet: str = ""


@dataclass
class Sheet:
    """What was read. With `errors`, the file as a whole could not be used and there are no rows.

    `columns_found` says key -> title as written; `skipped` are rows passed over as totals or remarks, with
    their text; `sheets_skipped` are sheets without the required columns."""

    rows: list[RowIn] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    columns_found: dict[str, str] = field(default_factory=dict)
    columns_missing: list[str] = field(default_factory=list)
    columns_unknown: list[str] = field(default_factory=list)
    sheets: list[str] = field(default_factory=list)
    sheets_skipped: list[str] = field(default_factory=list)
    skipped: list[tuple[int, str]] = field(default_factory=list)


def read(data: bytes, schema: Sequence[Column], limits: Limits | None = None) -> Sheet:
    """Read the rows of every visible sheet that has the required columns.

    Never raises for what is in the file: that is said in `errors` of the result or of the row."""
    limits = limits or Limits()
    try:
        grids = open_grids(data, limits)
    except Unreadable as found:
        return Sheet(errors=[str(found)])
    headed = [(grid, find_header(grid, schema)) for grid in grids]
    fit = [(grid, header) for grid, header in headed if header and not header.missing(schema)]
    if not fit:
        return _unfit(headed, schema)
    sheet = Sheet(sheets_skipped=[grid.name for grid, _header in headed if not _among(grid, fit) and grid.cells])
    for grid, header in fit:
        _take(sheet, grid, header, schema)
    if len(sheet.rows) > limits.rows:
        said = {"most": limits.rows, "n": len(sheet.rows)}
        return Sheet(errors=[_("共 %(n)d 行，最多读 %(most)d 行，请分成几个文件上传。") % said])
    if not sheet.rows and not sheet.errors:
        sheet.errors.append(_("表头下面没有内容。"))
    if sheet.errors:
        sheet.rows = []
    return sheet


def _among(grid: Grid, fit: list[tuple[Grid, Header]]) -> bool:
    return any(grid is other for other, _header in fit)


def _unfit(headed: list[tuple[Grid, Header | None]], schema: Sequence[Column]) -> Sheet:
    """No sheet has what is required: say what the nearest one lacks."""
    headers = [header for _grid, header in headed if header]
    if not any(grid.cells for grid, _header in headed):
        return Sheet(errors=[_("表格里没有内容。")])
    required = [column.title for column in schema if column.required]
    if not headers:
        said = {"titles": "、".join(required)}
        sentence = _("没有找到表头。请让某一行写有列名：%(titles)s，或下载模板填写。") % said
        return Sheet(errors=[sentence], columns_missing=required)
    best = max(headers, key=lambda header: len(header.found))
    missing = best.missing(schema)
    sentence = _("缺少必填的列：%(titles)s。请补上这些列名，或下载模板填写。") % {"titles": "、".join(missing)}
    return Sheet([], [sentence], best.found, missing, best.unknown)


def _take(sheet: Sheet, grid: Grid, header: Header, schema: Sequence[Column]) -> None:
    sheet.sheets.append(grid.name)
    sheet.columns_found = header.found | sheet.columns_found
    sheet.columns_missing = [c.title for c in schema if c.key not in sheet.columns_found]
    sheet.columns_unknown += [title for title in header.unknown if title not in sheet.columns_unknown]
    for title in header.twice:
        sheet.errors.append(_("“%(title)s”这一列出现了两次，请删去一列或改名。") % {"title": title})
    titles = [clean(cell) for cell in grid.cells[header.row]]
    for index in range(header.row + 1, len(grid.cells)):
        row, grid.cells[index] = grid.cells[index], []  # a large file is not held twice
        if not any(clean(cell) for place, cell in enumerate(row) if place in header.places) or _again(row, titles):
            continue
        if foot := _foot(row, header):
            sheet.skipped.append((index + 1, foot))
        else:
            sheet.rows.append(_row(index + 1, row, header, grid.name))


def _again(row: list[Any], titles: list[str]) -> bool:
    """Whether it is the header once more, as printed pages have it."""
    return len(row) == len(titles) and all(clean(cell) == title for cell, title in zip(row, titles, strict=True))


def _foot(row: list[Any], header: Header) -> str:
    """The text of a row of totals or remarks, where a required cell is blank or is that text."""
    first = next((text for text in map(clean, row) if text), "")
    if not _FOOT.match(first):
        return ""
    required = [clean(_cell(row, place)) for place, column in header.places.items() if column.required]
    return first if any(not text or text == first for text in required) else ""


def _row(line_number: int, row: list[Any], header: Header, name: str) -> RowIn:
    values: dict[str, Any] = {}
    errors: list[str] = []
    for place, column in header.places.items():
        try:
            values[column.key] = value_of(column, _cell(row, place))
        except Unfit as found:
            values[column.key] = None
            errors.append(_("%(title)s：%(what)s。") % {"title": column.title, "what": found})
    return RowIn(line_number, values, errors, name)


def _cell(row: list[Any], place: int) -> Any:
    return row[place] if place < len(row) else ""
