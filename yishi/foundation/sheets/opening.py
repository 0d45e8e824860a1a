"""From bytes to grids of cells, or the sentence that says why these bytes are no spreadsheet we may open."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from yishi.foundation.sheets.archives import measured
from yishi.foundation.sheets.limits import (
    MEGABYTE,
    Limits,
    Unreadable,
    broken,
    too_many_columns,
    too_many_rows,
)

Cells = list[list[Any]]
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")


@dataclass(frozen=True)
class Grid:
    """One sheet as it stands: cells from A1 on, with merged cells filled downwards."""

    name: str
    cells: Cells
    titles_right: tuple[tuple[int, int, int], ...] = ()
    """Cells merged sideways, as (row, first column, last column), from 0; only headings read them."""


_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_STRANGERS = (
    (b"%PDF", "PDF"),
    (b"\x89PNG", gettext_lazy("图片")),
    (b"\xff\xd8\xff", gettext_lazy("图片")),
    (b"GIF8", gettext_lazy("图片")),
    (b"Rar!", gettext_lazy("RAR 压缩包")),
    (b"7z\xbc\xaf", gettext_lazy("7z 压缩包")),
    (b"{\\rtf", gettext_lazy("RTF 文档")),
    (b"MZ", gettext_lazy("程序")),
)


def open_grids(data: bytes, limits: Limits) -> list[Grid]:
    """The visible sheets of an .xlsx, .xls or .csv file, told by content and not by name.

    Raises Unreadable."""
    if not data:
        raise Unreadable(_("文件是空的（0 字节），请重新导出后再上传。"))
    if len(data) > limits.megabytes * MEGABYTE:
        raise Unreadable(_("文件超过 %(n)d MB，请删去图片或分成几个文件上传。") % {"n": limits.megabytes})
    for magic, what in _STRANGERS:
        if data.startswith(magic):
            raise Unreadable(_("这个文件其实是%(what)s，不是表格。请上传 .xlsx、.xls 或 .csv 文件。") % {"what": what})
    if data.startswith(b"PK"):
        return _workbook(measured(data, limits), limits)
    if data.startswith(_OLE):
        return _workbook(_unlocked(data), limits)
    return [_csv(_decoded(data), limits)]


def _unlocked(data: bytes) -> bytes:
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise Unreadable(_("文件设了打开密码，请在表格软件里去掉密码、另存后再上传。"))
    if "WordDocument".encode("utf-16-le") in data:
        raise Unreadable(_("这是 Word 文档，不是表格。请把名单复制到表格里，存为 .xlsx 再上传。"))
    return data


def _workbook(data: bytes, limits: Limits) -> list[Grid]:
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        shown = [
            sheet.name
            for sheet in book.sheets_metadata
            if sheet.visible is SheetVisibleEnum.Visible and sheet.typ is SheetTypeEnum.WorkSheet
        ]
        return [_grid(book, name, limits) for name in shown]
    except CalamineError as error:
        if "assword" in str(error):
            raise Unreadable(_("文件设了打开密码，请在表格软件里去掉密码、另存后再上传。")) from None
        raise Unreadable(broken()) from None


def _grid(book: CalamineWorkbook, name: str, limits: Limits) -> Grid:
    sheet = book.get_sheet_by_name(name)
    if sheet.total_width > limits.columns:
        raise Unreadable(too_many_columns(limits))
    cells = sheet.to_python(skip_empty_area=False)
    sideways = []
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or ():
        if right > left:
            sideways.append((top, left, right))
        if top < len(cells) and left < len(cells[top]):
            for row in cells[top + 1 : bottom + 1]:
                row[left] = cells[top][left]
    return Grid(name, cells, tuple(sideways))


def _decoded(data: bytes) -> str:
    head = data[:4000].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \r\n\t").lower()
    if head.startswith((b"<!doctype", b"<html", b"<table", b"<meta", b"<?xml", b"mime-version")):
        raise Unreadable(_("这是网页形式的表格。请用表格软件打开它，另存为 .xlsx 再上传。"))
    marked = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    codings = ("utf-16",) if marked else ("utf-8-sig", "gb18030")
    for coding in codings:
        try:
            text = data.decode(coding)
        except UnicodeDecodeError:
            continue
        if re.search("[\x00-\x08\x0e-\x1f]", text) is None:
            return text
    raise Unreadable(
        _("认不出这个文件。请上传 .xlsx、.xls 或 .csv 文件；如果本是表格，请用表格软件打开后另存为 .xlsx。")
    )


def _csv(text: str, limits: Limits) -> Grid:
    first_lines = text[:4000]
    delimiter = max(",\t;", key=first_lines.count)
    cells: Cells = []
    for row in _records(text, delimiter):
        if len(row) > limits.columns:
            raise Unreadable(too_many_columns(limits))
        cells.append(list(row))
        if len(cells) > limits.rows + 100:
            raise Unreadable(too_many_rows(limits, str(len(cells))))
    return Grid("", cells)


def _records(text: str, delimiter: str) -> Iterator[list[str]]:
    """The rows, line by line: a file object over the text would be two further copies of it."""
    try:
        yield from csv.reader((found[0] for found in _LINE.finditer(text)), delimiter=delimiter)
    except csv.Error:
        raise Unreadable(_("csv 文件的引号不成对，或某一格过长。请用表格软件打开后另存为 .xlsx 再上传。")) from None
