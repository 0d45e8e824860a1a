"""The list of stations, one station's page, and the file of everything."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from yishi.doors.desk.stations import lines, listing
from yishi.doors.desk.stations.access import desk
from yishi.doors.desk.stations.page import Page
from yishi.doors.parts.exporting import dated, workbook
from yishi.doors.parts.seen import Seen
from yishi.doors.parts.who import Request
from yishi.foundation.people.models import RoleCode
from yishi.rooms.stations import exports, heartbeat

WHOLE = "whole"
"""The file of everything recorded, beside those of what the list shows."""


@desk
@require_GET
def stations(request: Request) -> HttpResponse:
    """The list, or its file."""
    found = listing.stations(request)
    seen = Seen(request, found)
    if request.GET.get("export") == WHOLE:
        title = str(found.caption)
        return workbook(exports.excel(seen.ordered(), request.actor, title), dated(title, "xlsx"))
    if request.GET.get("export"):
        return seen.export(request.GET["export"])
    query = request.GET.copy()
    query["export"] = WHOLE
    context = {
        "listing": found, "table": seen.table(), "whole": f"?{query.urlencode()}", "office": request.actor.has(RoleCode.OFFICE),
        "live": heartbeat.live(request.actor.organ),
    }  # fmt: skip
    return render(request, "desk/stations/list.html", context)


@desk
@require_GET
def station(request: Request, pk: int) -> HttpResponse:
    """One station: its particulars, people, month, year, and what may be done."""
    page = Page(request, pk)
    return render(
        request, "desk/stations/station.html", {"page": page, "state": lines.state(page.station.matter.state)}
    )
