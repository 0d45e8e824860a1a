"""The list of messages, and one message's page."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from yishi.crossings.street.passing import turning
from yishi.doors.desk.voice import listing
from yishi.doors.parts.seen import Seen
from yishi.doors.parts.voice.page import page_of
from yishi.doors.parts.who import DESK, Request, door
from yishi.foundation.people.models import RoleCode
from yishi.rooms.voice.loop import message as loop
from yishi.rooms.voice.loop.passing import FROM
from yishi.rooms.voice.models import Message

desk = door(*DESK)


@desk
@require_GET
def messages(request: Request) -> HttpResponse:
    """The list, or its file."""
    found = listing.messages(request)
    seen = Seen(request, found)
    if request.GET.get("export"):
        return seen.export(request.GET["export"])
    context = {
        "listing": found, "table": seen.table(), "records": loop["record"].allows(request.actor, Message()),
        "sorts": request.actor.has(RoleCode.OFFICE),
    }  # fmt: skip
    return render(request, "desk/voice/list.html", context)


@desk
@require_GET
def message(request: Request, pk: int) -> HttpResponse:
    """One message: what was said, what was done on it, and what may be done."""
    page = page_of(request, pk)
    crosses = request.actor.has(RoleCode.OFFICE) and page.message.matter.state in FROM
    into = turning(request.actor) if crosses else ""
    return render(request, "desk/voice/message.html", {"page": page, "into": into})
