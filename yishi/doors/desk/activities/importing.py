"""Activities from Excel."""

from __future__ import annotations

from django.utils.translation import gettext as _

from yishi.doors.desk.activities.entry import must_record
from yishi.doors.desk.work.bringing import Bringing
from yishi.doors.parts.who import DESK, door
from yishi.rooms.activities import imports

desk = door(*DESK)
ACTIVITIES = Bringing(
    "activities", imports, must_record,
    done=lambda taken: _("已导入 %d 条。") % taken, empty=lambda: _("活动导入模板.xlsx"),
    home="desk:activities", again="desk:activities_import", seen="desk:activities_preview", sheet="desk:activities_template",
)  # fmt: skip
template, upload, preview = desk(ACTIVITIES.template), desk(ACTIVITIES.upload), desk(ACTIVITIES.preview)
