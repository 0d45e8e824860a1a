"""What the journal's entries about figures are called, and what they hold."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

ROOM = "figures"
SAVE, CHANGE, END, FREEZE = "figure.save", "figure.change", "figure.end", "snapshot.freeze"
STEPS: Mapping[str, Any] = {SAVE: _("保存指标"), CHANGE: _("修改指标"), END: _("停用指标"), FREEZE: _("冻结报告指标")}
LABELS: Mapping[str, Any] = {
    "figure": _("指标"), "code": _("代码"), "line": _("工作条线"), "name": _("名称"), "aliases": _("别称"), "measure": _("量词"),
    "definition": _("计数口径"), "expression": _("算法"), "additive": _("各部分可以相加"), "version": _("版本"), "snapshot": _("快照"),
    "title": _("名称"), "figures": _("指标数"), "alg": _("算法名称"), "hash": _("哈希"),
}  # fmt: skip
