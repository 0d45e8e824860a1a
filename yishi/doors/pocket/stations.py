"""Stations on the phone: where I am posted, when I am on duty, going online with one touch, and reception days to join."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from yishi import rooms
from yishi.doors.parts.buttons import Button, buttons
from yishi.doors.parts.taking import scope_of
from yishi.doors.parts.who import POCKET, Request, door
from yishi.foundation import clock
from yishi.foundation.loops.refusals import Refused
from yishi.foundation.loops.take import create, take
from yishi.rooms.stations import heartbeat, hours, lists
from yishi.rooms.stations.loop import presence
from yishi.rooms.stations.models import Duty, Presence, Reception, Station

pocket = door(*POCKET)
AHEAD = 12


@pocket
@require_GET
def stations(request: Request) -> HttpResponse:
    """All of it on one page."""
    actor, today = request.actor, clock.today()
    mine = list(lists.my_stations(actor, today).prefetch_related("open_days"))
    turn = heartbeat.mine(actor)
    context = {
        "stations": [(s, _today(s)) for s in mine], "duties": _duties(request), "receptions": _receptions(request, mine),
        "turn": turn, "on": _on(turn), "live": heartbeat.live(actor.organ), "online": [s for s in mine if s.online],
        "sits": bool(actor.sitting),
    }  # fmt: skip
    return render(request, "pocket/stations.html", context)


def _today(s: Station) -> str:
    days = [(row.day, row.opening) for row in s.open_days.all()]
    return hours.said_of_day(hours.on(s.opening, clock.today(), days))


def _on(turn: Presence | None) -> bool:
    return turn is not None and turn.matter.state == Presence.State.ON


def _duties(request: Request) -> list[tuple[Duty, list[Button], bool]]:
    """Duties to come with what can be done about each, and whether somebody asks to be replaced."""
    rows = lists.with_people(lists.my_duties(request.actor, clock.today())).prefetch_related("station__keepers")[:AHEAD]
    loop, found = rooms.loops()["duty"], []
    for d in rows:
        scope = scope_of(request, d)
        mine = [
            button
            for button in buttons(request, loop, d, scope)
            if not button.why_not and button.step.name in ("ask_swap", "take_over")
        ]
        asked = any(row.asked_id in request.actor.sitting for row in d.persons.all())
        found.append((d, mine, asked))
    return found


def _receptions(request: Request, mine: list[Station]) -> list[tuple[Reception, list[Button]]]:
    """Reception days to come at my stations, or at which I receive."""
    actor = request.actor
    rows = (
        lists.bookable(actor.organ, clock.today()).filter(station__in=[s.pk for s in mine])
        if mine
        else Reception.objects.none()
    )
    others = lists.bookable(actor.organ, clock.today()).filter(receivers__mandate__in=actor.sitting)
    found = (rows | others).distinct() if mine else others.distinct()
    loop = rooms.loops()["reception"]
    shown = found.prefetch_related("receivers__mandate__person", "station__keepers")[:AHEAD]
    return [(r, _of_mine(request, loop, r)) for r in shown]


def _of_mine(request: Request, loop: Any, r: Reception) -> list[Button]:
    receives = any(row.mandate_id in request.actor.sitting for row in r.receivers.all())
    wanted = "leave" if receives else "join"
    return [
        button
        for button in buttons(request, loop, r, scope_of(request, r))
        if button.step.name == wanted and not button.why_not
    ]


@pocket
@require_POST
def online(request: Request) -> HttpResponse:
    """One touch: on, on again, or off."""
    turn = heartbeat.mine(request.actor)
    try:
        if request.POST.get("go") == "off":
            if turn is not None:
                take(presence["go_offline"], turn.pk, request.actor, {})
            messages.success(request, _("已下线。"))
        elif turn is None:
            create(presence["go_online"], request.actor, {"station": request.POST.get("station", "")})
            messages.success(request, _("已上线，居民可以看到您在。"))
        else:
            take(presence["come_back"], turn.pk, request.actor, {})
            messages.success(request, _("已上线，居民可以看到您在。"))
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    return redirect("pocket:stations")


@pocket
@require_POST
def beat(request: Request) -> HttpResponse:
    """A sign of life from an open page; answers how many are online now."""
    heartbeat.beat(request.actor)
    return render(request, "pocket/live.html", {"live": heartbeat.live(request.actor.organ)})


@pocket
@require_GET
def one(request: Request, pk: int) -> HttpResponse:
    """One station as its deputies see it: the same page that residents see."""
    s = lists.visible(request.actor).filter(pk=pk).values_list("code", flat=True).first()
    return redirect("public:station", s) if s else redirect("pocket:stations")
