"""The list of activities, and one activity's page."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from yishi.doors.desk.activities import lines, listing
from yishi.doors.parts.activity import page_of
from yishi.doors.parts.exporting import dated, workbook
from yishi.doors.parts.seen import Seen
from yishi.doors.parts.who import DESK, Request, door
from yishi.rooms.activities import exports

desk = door(*DESK)
WHOLE = "whole"
"""The file of everything recorded, beside those of what the list shows."""


@desk
@require_GET
def activities(request: Request) -> HttpResponse:
    """The list, or its file."""
    found = listing.activities(request)
    seen = Seen(request, found)
    if request.GET.get("export") == WHOLE:
        return whole(request, seen)
    if request.GET.get("export"):
        return seen.export(request.GET["export"])
    context = {
        "listing": found, "table": seen.table(), "explained": listing.explained(seen),
        "whole": _address(request), "records": request.actor.has(*listing.RECORDERS), 
    }  # fmt: skip
    return render(request, "desk/activities/list.html", context)


def whole(request: Request, seen: Seen) -> HttpResponse:
    """Everything recorded of the rows in view, in a sheet that can be brought in again."""
    title = str(seen.listing.caption)
    return workbook(exports.excel(seen.ordered(), request.actor, title), dated(title, "xlsx"))


def _address(request: Request) -> str:
    query = request.GET.copy()
    query["export"] = WHOLE
    return f"?{query.urlencode()}"


@desk
@require_GET
def activity(request: Request, pk: int) -> HttpResponse:
    """One activity: what was recorded of it, in which figures it is, and what may be done."""
    page = page_of(request, pk)
    state = lines.state(page.activity.matter.state, page.activity.closes)
    return render(request, "desk/activities/activity.html", {"page": page, "state": state})
