"""Signing in (签到): the activity's code, large enough for a projector, and who has signed in so far."""

from __future__ import annotations

import datetime as dt
from typing import Any

import segno
from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from yishi.doors.parts.activity import Page, page_of
from yishi.doors.parts.who import DESK, Request, door
from yishi.foundation import clock
from yishi.foundation.loops.refusals import NotAllowed, Refused
from yishi.rooms.activities import signing
from yishi.rooms.activities.models import Activity

desk = door(*DESK)
LAST = 12
"""So many of those who signed in last are named."""


def address(a: Activity) -> str:
    """What the code says: the whole address of the page where one signs in."""
    return f"{settings.BASE_URL.rstrip('/')}{reverse('pocket:sign_in', args=[signing.token(a)])}"


def drawing(a: Activity) -> str:
    """The code as a picture in the page; a quarter of it may be hidden by heads and it still reads."""
    made = segno.make(address(a), error="q", micro=False)
    return str(made.svg_data_uri(scale=8, border=4, light="#fff", xmldecl=False, nl=False))


def kept(request: Request, pk: int) -> Page:
    """The activity's page for who records it. Raises NotFound, NotAllowed, and Refused for what nobody signs in to."""
    page = page_of(request, pk)
    if page.signing is None:
        raise Refused(_("计划中和已登记的活动才能签到；一直存续的（如站点、小组）不需要签到。"))
    if not page.keeps:
        raise NotAllowed(_("签到码由登记这次活动的人打开。"))
    return page


def standing(page: Page) -> dict[str, Any]:
    """From when to when one signs in, whether that is now, who is expected and who has come."""
    begins, ends = page.signing or (clock.now(), clock.now())
    named = [row for row in page.activity.participants.all() if row.mandate_id]
    came = sorted((row for row in named if row.signed_at), key=lambda row: row.signed_at or begins, reverse=True)
    now = clock.now()
    return {
        "begins": begins, "last": ends - dt.timedelta(minutes=1), "early": now < begins, "over": now >= ends,
        "came": len(came), "expected": len(named), "latest": came[:LAST],
    }  # fmt: skip


@desk
@require_GET
def code(request: Request, pk: int) -> HttpResponse:
    """The code, with how many have come."""
    page = kept(request, pk)
    context = {"page": page, "picture": drawing(page.activity), "address": address(page.activity)} | standing(page)
    return render(request, "desk/activities/code.html", context)


@desk
@require_GET
def signed(request: Request, pk: int) -> HttpResponse:
    """How many have come; the page asks every few seconds."""
    page = kept(request, pk)
    return render(request, "desk/activities/signed.html", {"page": page} | standing(page))
