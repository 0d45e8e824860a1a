"""An empty sheet to fill in, made from the same columns that read it."""

from __future__ import annotations

import io
from collections.abc import Sequence

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from yishi.foundation.sheets.columns import Column, Kind
from yishi.foundation.sheets.writing import sheet_name

PREPARED = 2000
"""Rows that get drop-down lists and cell formats."""

_REQUIRED, _OPTIONAL = PatternFill("solid", fgColor="FFFCE8D5"), PatternFill("solid", fgColor="FFE9EEF5")
_FORMATS = {Kind.TEXT: "@", Kind.CODE: "@", Kind.MANY: "@", Kind.DAY: "yyyy-mm-dd", Kind.MOMENT: "yyyy-mm-dd hh:mm"}
_LIST_FITS = 250


def template(schema: Sequence[Column], title: str) -> bytes:
    """An .xlsx with the header (required columns marked ＊ and tinted), drop-down lists for choices, text
    format where numbers keep their zeros, and a second sheet that says how each column is filled in."""
    book = Workbook()
    sheet = book.active
    sheet.title = sheet_name(title)
    sheet.freeze_panes = "A2"
    for number, column in enumerate(schema, 1):
        _prepare(sheet, number, column)
    _explain(book.create_sheet(_("填写说明")), schema)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _prepare(sheet: Worksheet, number: int, column: Column) -> None:
    letter = get_column_letter(number)
    head = sheet.cell(1, number, f"{column.title}＊" if column.required else column.title)
    head.font = Font(bold=True)
    head.fill = _REQUIRED if column.required else _OPTIONAL
    head.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
    sheet.column_dimensions[letter].width = column.width or max(12, len(column.title) * 2 + 4)
    sheet.column_dimensions[letter].number_format = _FORMATS.get(column.kind, "General")
    offered = ",".join(_words(column))
    if offered and len(offered) <= _LIST_FITS:
        rule = DataValidation("list", formula1=f'"{offered}"', allow_blank=True)
        rule.errorTitle, rule.error = column.title, _("请从列表中选择")
        sheet.add_data_validation(rule)
        rule.add(f"{letter}2:{letter}{PREPARED}")


def _words(column: Column) -> list[str]:
    if column.kind is Kind.FLAG:
        return ["是", "否"]
    return [words[0] for words in column.choices.values()]


def _explain(sheet: Worksheet, schema: Sequence[Column]) -> None:
    sheet.append([_("列"), _("必填"), _("怎么填"), _("说明")])
    for column in schema:
        sheet.append([f"{column.title} ", _("必填") if column.required else "", how(column), column.note])
    for letter, width in zip("ABCD", (16, 8, 44, 60), strict=True):
        sheet.column_dimensions[letter].width = width
        sheet[f"{letter}1"].font = Font(bold=True)
    for row in sheet.iter_rows(min_row=2):
        for cell in row:
            cell.alignment = Alignment(vertical="top", wrap_text=True)


def how(column: Column) -> str:
    """One sentence on how the column is filled in."""
    if column.kind is Kind.DAY:
        said = _("日期，如 2026-03-12；也可只写到月，如 1975-06") if column.month_only else _("日期，如 2026-03-12")
    elif column.kind is Kind.MOMENT:
        said = _("日期和时间，如 2026-03-12 09:15；也可只写日期")
    elif column.kind is Kind.INTEGER:
        said = _("整数")
    elif column.kind is Kind.FLAG:
        said = _("是 或 否")
    elif column.kind is Kind.CHOICE:
        said = _("任选其一：%(words)s") % {"words": "、".join(_words(column))}
    elif column.kind is Kind.MANY:
        said = _("可填多个，用顿号分隔")
    else:
        said = _("文字")
        if column.max_length:
            said += _("，最多 %(most)d 个字") % {"most": column.max_length}
    return said
