"""What residents said to me: chosen, and written up as a suggestion; and the way of one of their messages."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from yishi.crossings.street import passing
from yishi.doors.parts import crossing
from yishi.doors.parts.taking import say
from yishi.doors.parts.who import POCKET, Request, door
from yishi.foundation.clock import CHINA
from yishi.foundation.loops.refusals import NotAllowed, NotFound, Refused
from yishi.rooms.voice import lists
from yishi.rooms.voice.loop.passing import FROM
from yishi.rooms.voice.models import Message

pocket = door(*POCKET)
MOST = 100
"""Messages offered, the newest first."""


@pocket
@require_GET
def way(request: Request, pk: int) -> HttpResponse:
    """From the street to what came of it."""
    rows = lists.visible(request.actor).filter(pk=pk).select_related("matter__organ", "station", "deputy__person")
    found = rows.first()
    if found is None:
        raise NotFound()
    context = {"message": found, "back_url": reverse("pocket:street_write"), "back_label": _("群众意见")}
    return render(request, "parts/street.html", context)


@pocket
def write(request: Request) -> HttpResponse:
    """Choose from what was said to me, then write; the draft keeps the links, and each sender is told."""
    if not request.actor.sitting:
        raise NotAllowed(_("您目前没有在任的代表（委员）资格，不能再提出。"))
    sent = request.POST if request.method == "POST" else request.GET
    keys = [int(value) for value in sent.getlist("m") if value.isdecimal() and len(value) < 19][: passing.MOST]
    goes, refused = crossing.sorted_out(request.actor, crossing.chosen(request.actor, keys))
    if request.method == "POST":
        return _written(request, goes)
    if not goes:
        return _choose(request)
    return _form(request, goes, [f"{m.matter}：{why}" for m, why in refused])


def _choose(request: Request) -> HttpResponse:
    mine = Q(deputy__in=request.actor.sitting) | Q(recorded_by=request.actor.account)
    rows = lists.visible(request.actor).filter(mine, matter__state__in=FROM).select_related("matter", "station")
    found = [(m, m.arrived_at.astimezone(CHINA).date()) for m in rows.order_by("-arrived_at", "-pk")[:MOST]]
    return render(request, "pocket/street_choose.html", {"rows": found})


def _written(request: Request, goes: Sequence[Message]) -> HttpResponse:
    try:
        matter = passing.draft_from(request.actor, [m.pk for m in goes], request.POST)
    except (NotAllowed, NotFound):
        raise
    except Refused as wrong:
        if not goes:
            return _choose(request)
        return _form(request, goes, [], wrong)
    messages.success(request, _("草稿已存好，%d 条意见的反映人都已告知。") % len(goes))
    return redirect("pocket:suggestion", matter.pk)


def _form(request: Request, goes: Sequence[Message], left: Sequence[str], wrong: Refused | None = None) -> HttpResponse:
    form = crossing.write_form(crossing.DRAFT, request.actor, goes, request.POST, check=wrong is not None)
    if wrong is not None:
        say(form, wrong)
    context = {"form": form, "rows": goes, "left": left, "back_url": reverse("pocket:street_write")}
    return render(request, "pocket/street_write.html", context, status=200 if wrong is None else 422)
