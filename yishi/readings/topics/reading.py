"""A file of messages, by the titles that message boards and hotlines give its columns."""

from __future__ import annotations

from pathlib import Path

from django.utils.translation import gettext as _

from yishi.foundation.clock import CHINA
from yishi.foundation.sheets import Column, Kind, Limits, RowIn, read
from yishi.readings.topics.said import Said

COLUMNS = (
    Column("number", ("编号", "留言编号", "工单编号", "工单号", "诉求编号", "事项编号", "流水号"), kind=Kind.CODE),
    Column("who", ("留言用户", "用户", "用户名", "网名", "昵称", "电话", "联系电话", "来电号码")),
    Column("subject", ("标题", "留言主题", "主题", "留言标题", "诉求标题", "工单标题", "事项标题")),
    Column("at", ("收到时间", "留言时间", "受理时间", "来电时间", "登记时间", "提交时间", "创建时间", "时间", "日期"), True, Kind.MOMENT),
    Column("text", ("内容", "留言详情", "留言内容", "诉求内容", "反映内容", "工单内容", "问题描述", "详情"), True),
    Column("supports", ("点赞数", "附议数", "支持数", "点赞"), kind=Kind.INTEGER),
    Column("objections", ("反对数", "反对"), kind=Kind.INTEGER),
)  # fmt: skip
LIMITS = Limits(rows=300_000, megabytes=400, unpacked_megabytes=2000)
"""The command reads a year of a city's hotline; what is uploaded to a page has narrower limits."""


class Unreadable(Exception):
    """The file cannot be used; the message says why."""


def messages(path: Path) -> tuple[list[Said], list[tuple[int, str]]]:
    """The messages, and the rows that are none, each with its sentence. Raises Unreadable."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise Unreadable(_("打不开 %(path)s：%(why)s") % {"path": path, "why": error.strerror}) from None
    sheet = read(data, COLUMNS, LIMITS)
    if sheet.errors:
        raise Unreadable("\n".join(sheet.errors))
    bad = [(row.line_number, "；".join(row.errors)) for row in sheet.rows if row.errors]
    return [_said(row) for row in sheet.rows if not row.errors], bad


def _said(row: RowIn) -> Said:
    given = row.values
    return Said(
        number=given.get("number") or str(row.line_number), who=given.get("who") or "", subject=given.get("subject") or "",
        day=given["at"].astimezone(CHINA).date(), text=given["text"], supports=given.get("supports") or 0,
        objections=given.get("objections") or 0,
    )  # fmt: skip
