"""Stations and postings from Excel, seen first."""

from __future__ import annotations

from django.utils.translation import gettext as _

from yishi.doors.desk.work.bringing import Bringing
from yishi.doors.parts.who import DESK, Request, door
from yishi.foundation.loops.refusals import NotAllowed
from yishi.foundation.people.models import RoleCode
from yishi.rooms.stations.imports import posts, stations

desk = door(*DESK)


def _must_be_office(request: Request) -> None:
    """Raises NotAllowed before anybody has filled in a sheet for nothing."""
    if not request.actor.has(RoleCode.OFFICE):
        raise NotAllowed(_("站点和进站安排由工作机构导入。"))


STATIONS = Bringing(
    "stations", stations, _must_be_office,
    done=lambda taken: _("已设立 %d 个站点。") % taken, empty=lambda: _("站点导入模板.xlsx"),
    home="desk:stations", again="desk:stations_import", seen="desk:stations_preview", sheet="desk:stations_template",
)  # fmt: skip
POSTS = Bringing(
    "station_posts", posts, _must_be_office,
    done=lambda taken: _("已安排 %d 人进站。") % taken, empty=lambda: _("进站安排导入模板.xlsx"),
    home="desk:stations", again="desk:posts_import", seen="desk:posts_preview", sheet="desk:posts_template",
)  # fmt: skip
template, upload, preview = desk(STATIONS.template), desk(STATIONS.upload), desk(STATIONS.preview)
posts_template, posts_upload, posts_preview = desk(POSTS.template), desk(POSTS.upload), desk(POSTS.preview)
