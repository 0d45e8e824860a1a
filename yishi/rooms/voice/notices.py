"""Words of the room's clocks, for pages and reminders."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

CLOCKS = {"sort": _("分办"), "answer": _("答复"), "check": _("核实是否解决"), "info_edit": _("编辑社情民意信息")}
"""What is owed, by the kind of clock (`deadlines.py` starts them)."""
