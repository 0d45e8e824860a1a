"""Files of messages as offices export them, for sorting and for learning from: one row a message, columns by their titles."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext as _

from yishi.foundation.sheets import Column, Kind, Limits, RowIn, read

LIMITS = Limits(rows=300_000, megabytes=400, unpacked_megabytes=2_000)
"""A city's hotline writes some hundred thousand rows a year."""

NUMBER = Column("number", ("留言编号", "编号", "工单编号", "工单号", "受理编号", "单号", "诉求编号"), kind=Kind.CODE)
SUBJECT = Column("subject", ("留言主题", "主题", "标题", "诉求标题", "事项标题", "工单标题"))
TEXT = Column(
    "text", ("留言详情", "内容", "留言内容", "诉求内容", "问题描述", "反映内容", "工单内容"), required=True, lines=True
)
TOPIC = Column("topic", ("一级分类", "类别", "分类", "一级类别", "诉求类别", "事项类别"))
ANSWER = Column("answer", ("答复意见", "答复", "答复内容", "办理结果", "处理结果", "回复内容"), lines=True)
UNIT = Column("unit", ("承办单位", "办理单位", "主办单位", "责任单位", "处理部门"))
AT = Column("at", ("留言时间", "时间", "诉求时间", "来电时间", "受理时间"), kind=Kind.MOMENT)
LEVELS = tuple(Column(f"level_{at}", (f"{name}级分类",), required=at == 1) for at, name in enumerate("一二三", 1))


class NotRead(ValueError):
    """The file cannot be used; the message says what to mend."""


@dataclass(frozen=True)
class Row:
    """One message of a file; what it does not say is empty. `line` is its number as a spreadsheet shows it."""

    line: int
    number: str
    subject: str
    text: str
    topic: str = ""
    answer: str = ""
    unit: str = ""
    at: str = ""


def messages(path: Path) -> list[Row]:
    """The messages of a file (.csv, .xlsx, .xls). Raises NotRead. Rows without text and subject are left out."""
    found = _rows(path, (NUMBER, SUBJECT, TEXT, TOPIC, ANSWER, UNIT, AT))
    made = [_row(row) for row in found]
    return [row for row in made if row.text or row.subject]


def taxonomy(path: Path) -> list[tuple[str, ...]]:
    """The classes of a file, each with its levels from the first down. Raises NotRead."""
    said = [tuple(str(row.values.get(column.key) or "") for column in LEVELS) for row in _rows(path, LEVELS)]
    return [names for names in said if names[0]]


def _rows(path: Path, schema: Sequence[Column]) -> list[RowIn]:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise NotRead(_("打不开文件 %(name)s，请核对路径。") % {"name": path.name}) from error
    sheet = read(data, schema, LIMITS)
    if sheet.errors:
        raise NotRead(f"{path.name}：{sheet.errors[0]}")
    return sheet.rows


def _row(row: RowIn) -> Row:
    def said(key: str) -> str:
        return str(row.values.get(key) or "").strip()

    return Row(row.line_number, *map(said, ("number", "subject", "text", "topic", "answer", "unit", "at")))
