"""Suggestions from Excel."""

from __future__ import annotations

from django.utils.translation import gettext as _

from yishi.doors.desk.work.bringing import Bringing
from yishi.doors.parts.who import DESK, Request, door
from yishi.foundation.loops.refusals import NotAllowed
from yishi.foundation.people.models import RoleCode
from yishi.rooms.suggestions import imports

desk = door(*DESK)


def must_import(request: Request) -> None:
    """As in the step that takes each row: whoever may not import is told so before he has filled in a sheet."""
    if not request.actor.has(RoleCode.OFFICE):
        raise NotAllowed(_("只有代表（提案）工作机构可以从 Excel 导入，您可以在列表中查看。"))


SUGGESTIONS = Bringing(
    "suggestions", imports, must_import,
    done=lambda taken: _("已导入 %d 件。") % taken, empty=lambda: _("导入模板.xlsx"),
    home="desk:suggestions", again="desk:import", seen="desk:import_preview", sheet="desk:import_template",
)  # fmt: skip
template, upload, preview = desk(SUGGESTIONS.template), desk(SUGGESTIONS.upload), desk(SUGGESTIONS.preview)
