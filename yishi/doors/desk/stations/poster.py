"""A station's code on a sheet (A4): its name, address, hours, who is on duty this week, and the code that opens its page."""

from __future__ import annotations

import datetime as dt

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from yishi.doors.desk.stations.access import desk
from yishi.doors.desk.stations.page import Page
from yishi.doors.parts.who import Request
from yishi.doors.public.stations import codes
from yishi.foundation.loops.refusals import Refused
from yishi.rooms.stations import lists

AHEAD = dt.timedelta(days=7)


@desk
@require_GET
def poster(request: Request, pk: int) -> HttpResponse:
    """The sheet. Raises Refused for a station that is closed: whoever scans it would find nothing."""
    page = Page(request, pk)
    s = page.station
    if s.matter.state != "open":
        raise Refused(_("站点已经撤销，不再打印海报。"))
    duties = lists.duties_on_days(s, page.today, page.today + AHEAD)
    context = {"page": page, "s": s, "address": codes.address(s), "picture": codes.picture(s), "duties": duties}
    return render(request, "desk/stations/poster.html", context)
