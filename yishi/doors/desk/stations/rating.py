"""Stars by the published rule (星级): the formula with its numbers for each station, and the office's decision in one step for many."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import OuterRef, Subquery
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from yishi.doors.desk.stations.access import desk
from yishi.doors.desk.stations.board import number_asked
from yishi.doors.parts.who import Request
from yishi.foundation import clock
from yishi.foundation.loops.refusals import NotAllowed, Refused
from yishi.foundation.loops.take import take_many
from yishi.foundation.people.models import RoleCode
from yishi.rooms.stations import lists, stars
from yishi.rooms.stations.catalogue.rules import WHAT
from yishi.rooms.stations.loop import station
from yishi.rooms.stations.models import Stars

PAGE = 50


@desk
def rating(request: Request) -> HttpResponse:
    """The rule of a year and what it suggests for each open station; POST gives the suggested stars to those that were ticked."""
    organ, today = request.actor.organ, clock.today()
    year = min(max(number_asked(request, "year", today.year), 2000), today.year)
    if request.method == "POST":
        return _given(request, year)
    found = stars.Rating.of(organ, year)
    mine = Stars.objects.filter(station=OuterRef("pk"), year=year)
    rows = lists.open_ones(organ).annotate(
        given=Subquery(mine.values("stars")[:1]), why=Subquery(mine.values("why")[:1])
    )
    said = list(rows.values_list("pk", "matter__title", "area", "given", "why"))
    found.by_title = {row[1]: row[0] for row in said}
    rated = [(pk, title, area, found.of_station(pk), given, why) for pk, title, area, given, why in said]
    rated.sort(key=lambda row: (-row[3].points, row[1]))
    page = Paginator(rated, PAGE).get_page(request.GET.get("page"))
    context = {
        "year": year, "years": range(today.year, today.year - 5, -1), "rules": found.rules, "what": dict(WHAT), "page": page,
        "office": request.actor.has(RoleCode.OFFICE), "new": reverse("desk:new", args=["station_rule", "set_rule"]),
    }  # fmt: skip
    return render(request, "desk/stations/rating.html", context)


def _given(request: Request, year: int) -> HttpResponse:
    if not request.actor.has(RoleCode.OFFICE):
        raise NotAllowed(_("星级由工作机构评定。"))
    keys = [int(key) for key in request.POST.getlist("row") if key.isdecimal() and len(key) < 19]
    if not keys:
        raise Refused(_("请先勾选要评定的站点。"))
    batch = take_many(station["rate_stars"], keys, request.actor, {"year": year})
    messages.success(request, _("已按规则评定 %d 个站点。") % len(batch.done))
    return redirect(f"{reverse('desk:stations_rating')}?year={year}")
