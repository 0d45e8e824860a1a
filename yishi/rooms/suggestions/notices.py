"""Words of the room's clocks, for pages and reminders."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

CLOCKS = {
    "assign": _("交办"),
    "accept_notice": _("告知受理"),
    "reassign": _("重新交办"),
    "reply": _("答复"),
    "contact": _("与代表（委员）沟通"),
    "co_opinion": _("报送会办意见"),
    "evaluate": _("评价答复"),
    "promise": _("兑现承诺"),
    "promise_report": _("报告承诺落实情况"),
    "promise_evaluate": _("评价承诺落实"),
}
"""What is owed, by the kind of clock (`deadlines.py` starts them)."""
