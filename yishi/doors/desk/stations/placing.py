"""Deputies placed by nearness (就近安排): for each seat the stations nearest to its people, with the reason; the office chooses
and confirms in bulk."""

from __future__ import annotations

from collections import defaultdict

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from yishi.doors.parts.who import Request, door
from yishi.foundation import clock
from yishi.foundation.loops.refusals import Refused
from yishi.foundation.loops.take import take
from yishi.foundation.people.models import RoleCode
from yishi.rooms.stations import nearness
from yishi.rooms.stations.loop import station

PAGE = 50
office = door(RoleCode.OFFICE)


@office
def placing(request: Request) -> HttpResponse:
    """The suggestions for those who are posted nowhere (or with `all` for everybody); POST posts those that were ticked."""
    everybody = request.GET.get("all") == "1"
    refusal = ""
    if request.method == "POST":
        try:
            count = placed(request)
        except Refused as refused:
            refusal = refused.sentence
        else:
            messages.success(request, _("已安排 %d 人进站，本人已收到通知。") % count)
            return redirect("desk:stations_placing")
    found = nearness.suggest(request.actor.organ, clock.today(), everybody=everybody)
    known = [row for row in found if row.near]
    page = Paginator(known, PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page, "known": len(known), "unknown": [row.mandate for row in found if not row.near], "everybody": everybody,
        "refusal": refusal,
    }  # fmt: skip
    return render(request, "desk/stations/placing.html", context, status=409 if refusal else 200)


def placed(request: Request) -> int:
    """Post whoever was ticked to the station that was chosen for him: all or none. Raises Refused."""
    chosen: dict[int, list[int]] = defaultdict(list)
    for mandate in request.POST.getlist("seat"):
        key = request.POST.get(f"station-{mandate}", "")
        if mandate.isdecimal() and key.isdecimal() and len(mandate) < 19 and len(key) < 19:
            chosen[int(key)].append(int(mandate))
    if not chosen:
        raise Refused(_("请先勾选要安排的人。"))
    with transaction.atomic():
        for at, mandates in chosen.items():
            take(station["post"], at, request.actor, {"persons": mandates})
    return sum(map(len, chosen.values()))
