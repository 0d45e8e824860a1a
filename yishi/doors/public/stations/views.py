"""Pages of stations for residents: the station that was scanned, those nearby, who is online now."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from yishi.doors.desk.views import listed
from yishi.doors.parts.who import Request
from yishi.doors.public import organs
from yishi.doors.public.stations import codes, listing, shown
from yishi.doors.public.views import of_organ
from yishi.foundation.people.models import Organ
from yishi.rooms.stations import lists
from yishi.rooms.stations.models import Station


def entered(request: Request, code: str) -> Station | None:
    """The station of that code, on its organ's pages."""
    s = shown.found(code)
    if s is not None:
        organs.enter(request, s.matter.organ)
    return s


def nowhere(request: Request) -> HttpResponse:
    """No such station, or no more."""
    return organs.missing(request, _("没有找到这个站点"), reverse("public:home"), _("回首页"))


@require_safe
def station(request: Request, code: str) -> HttpResponse:
    """One station in large type: where it is, whether it is open, who is there, and what a resident can do."""
    s = entered(request, code)
    if s is None:
        return nowhere(request)
    return render(request, "public/stations/station.html", shown.context(s))


@require_safe
def code(request: Request, code: str) -> HttpResponse:
    """Its QR code, as SVG."""
    s = entered(request, code)
    if s is None:
        return nowhere(request)
    response = HttpResponse(codes.drawing(s), content_type="image/svg+xml")
    response["Cache-Control"] = "public, max-age=86400"
    return response


@require_safe
@of_organ
def stations(request: Request, organ: Organ) -> HttpResponse:
    """Those nearby."""
    return listed(request, listing.stations(organ), "public/list.html")


@require_safe
@of_organ
def online(request: Request, organ: Organ) -> HttpResponse:
    """Who is online now, with the way to him. The number is asked for anew every minute."""
    rows = list(shown.online_at(organ)[:200])
    stations = lists.open_ones(organ).filter(online=True).exclude(video="")[:50]
    context = {"organ": organ, "online": rows, "count": len(rows), "stations": stations, "say": shown.say(organ, None)}
    template = (
        "public/stations/online_now.html"
        if request.headers.get("HX-Request") and request.GET.get("now")
        else "public/stations/online.html"
    )
    return render(request, template, context)
