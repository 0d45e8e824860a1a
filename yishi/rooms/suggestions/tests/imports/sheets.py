"""Sheets as offices send them, for the tests of imports."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from typing import Any

from openpyxl import Workbook

TITLES = (
    "编号", "标题", "提出日期", "领衔代表", "联名代表", "代表团", "提出时间", "届次", "类别", "状态", "登记日期", "主办单位",
    "会办单位", "分办单位", "交办日期", "答复日期", "答复类别", "办结日期",
)  # fmt: skip


def book(rows: Sequence[Mapping[str, Any]], titles: Sequence[str] = TITLES, merge: str = "") -> bytes:
    """A workbook with one sheet of these rows, given by title."""
    made = Workbook()
    sheet = made.active
    sheet.append(list(titles))
    for row in rows:
        sheet.append([row.get(title) for title in titles])
    if merge:
        sheet.merge_cells(merge)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()
