"""How much is opened at most, and the sentences for a file that cannot be."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

MEGABYTE = 1024 * 1024


@dataclass(frozen=True)
class Limits:
    """What we open at most. `ratio`: how far a part may unpack, against bombs; real sheets stay below 100."""

    rows: int = 20_000
    columns: int = 256
    megabytes: int = 10
    unpacked_megabytes: int = 160
    ratio: int = 300


class Unreadable(ValueError):
    """The file as a whole cannot be read; the message says what to do about it."""


def broken() -> str:
    """The sentence for a damaged file."""
    return _("文件已损坏，打不开。请用表格软件打开并另存为 .xlsx，或重新导出后再上传。")


def too_many_rows(limits: Limits, row: str) -> str:
    """The sentence for a sheet with something in `row`, far below what is read."""
    said = {"most": limits.rows, "row": row}
    return _("最多读 %(most)d 行，而第 %(row)s 行还有内容。请删去表下多余的格子，或分成几个文件上传。") % said


def too_many_columns(limits: Limits) -> str:
    """The sentence for a sheet that is too wide."""
    return _("最多读 %(most)d 列。请删去表右侧多余的格子后再上传。") % {"most": limits.columns}
