"""Saying something (说句话): the form that a scanned code leads to, and once it is sent what it is followed by, shown large."""

from __future__ import annotations

from typing import Any

import segno
from django import forms
from django.conf import settings
from django.db import IntegrityError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from yishi.doors.look.responses import form_page
from yishi.doors.parts import taking
from yishi.doors.parts.who import Request
from yishi.doors.public import lists, organs
from yishi.doors.public.views import of_organ
from yishi.doors.public.voice import photos
from yishi.doors.public.voice.guard import later, private, tried, when
from yishi.doors.public.voice.places import Said, where
from yishi.foundation import clock, codes
from yishi.foundation.clocks.packs import pack_for
from yishi.foundation.loops.forms import form_of
from yishi.foundation.loops.refusals import Refused
from yishi.foundation.loops.scope import Scope
from yishi.foundation.loops.take import create
from yishi.foundation.people.actors import follower, stranger
from yishi.foundation.people.models import Mandate, Organ
from yishi.rooms.stations.models import Station
from yishi.rooms.voice import counting
from yishi.rooms.voice.loop import message
from yishi.rooms.voice.models import Message, Sender

SHOWN = ("text", "place", "name", "phone", "wants_word", "may_publish", "latitude", "longitude")
"""What the form asks; all else follows from where it was opened."""


@require_http_methods(["GET", "HEAD", "POST"])
@private
@of_organ
def say(request: Request, organ: Organ) -> HttpResponse:
    """The form; sent, the link and the code of the message. The same form sent again shows the same page again."""
    to = where(request, organ)
    if request.method != "POST":
        return _page(request, organ, to, _form(organ, None), codes.fresh())
    nonce = request.POST.get("nonce", "")
    if not codes.well_formed(nonce):
        nonce = codes.fresh()
    if sender := _sent(nonce):
        return _receipt(request, sender, nonce)
    form, found = _form(organ, request.POST), photos.chosen(request, nonce)
    if photos.DROP in request.POST or found.refused or not form.is_valid():
        only_photos = photos.DROP in request.POST
        return _again(request, organ, to, form, nonce, found, judged=not only_photos)
    if left := tried(request, counting.SUBMITTED):
        form.add_error(
            None,
            _("您短时间内留言太多，这一条还没有送出，内容都还在。请%(when)s再按一次“送出”。") % {"when": when(left)},
        )
        return later(_again(request, organ, to, form, nonce, found), left)
    return _send(request, organ, to, form, nonce, found)


def _send(request: Request, organ: Organ, to: Said, form: forms.Form, nonce: str, found: photos.Chosen) -> HttpResponse:
    given = {name: request.POST.get(name, "") for name in SHOWN} | to.given() | {"nonce": nonce}
    try:
        done = create(message["submit"], stranger(organ), given)
    except IntegrityError:
        # A second click came first with the same number: there is one message, and this is its page.
        if sender := _sent(nonce):
            return _receipt(request, sender, nonce)
        raise
    except Refused as refusal:
        taking.say(form, refusal)
        response = _again(request, organ, to, form, nonce, found)
        # With an answer above 500 no session is kept, and with it the photographs would go.
        response.status_code = refusal.status if refusal.status < 500 else 409
        return response
    refused = photos.attach(request, nonce, follower(organ, done.pk), done.pk, found)
    sender = Sender.objects.select_related("message__matter__organ").get(message=done.pk)
    return _receipt(request, sender, nonce, refused=refused, fresh=True)


def _form(organ: Organ, data: Any) -> forms.Form:
    """The fields that a resident fills in, in his words."""
    step, day = message["submit"], clock.today()
    form = form_of(step, Scope(stranger(organ), day, Message(), pack_for(organ, day)), data)
    form.fields = {name: form.fields[name] for name in SHOWN}
    for name in ("latitude", "longitude"):
        form.fields[name].widget = forms.HiddenInput()
    form.fields["phone"].widget.attrs |= {"inputmode": "tel", "autocomplete": "tel"}
    form.fields["name"].widget.attrs |= {"autocomplete": "name"}
    return form


def _page(
    request: Request, organ: Organ, to: Said, form: forms.Form, nonce: str, found: photos.Chosen | None = None,
    *, wrong: bool = False,
) -> HttpResponse:  # fmt: skip
    context: dict[str, object] = {
        "organ": organ, "to": to, "form": form, "nonce": nonce, "photos": found or photos.Chosen(),
    }  # fmt: skip
    return form_page(request, "public/voice/say.html", context, wrong=wrong)


def _again(
    request: Request, organ: Organ, to: Said, form: forms.Form, nonce: str, found: photos.Chosen, *, judged: bool = True
) -> HttpResponse:
    """The form with all that was typed and chosen, and what to mend; not `judged` where only a photograph was taken off."""
    held = photos.hold(request, nonce, found)
    if not judged:
        form = _form(organ, None)
        form.initial = {name: request.POST.get(name, "") for name in SHOWN}
    return _page(request, organ, to, form, nonce, held, wrong=judged)


def _sent(nonce: str) -> Sender | None:
    """Who sent the form with that number, if it came already."""
    key = codes.digest("link", codes.keys(nonce).link)
    return Sender.objects.select_related("message__matter__organ").filter(link=key).first()


def _receipt(
    request: Request, sender: Sender, nonce: str, *, refused: list[str] | None = None, fresh: bool = False
) -> HttpResponse:
    """The link and the code, shown once; the code is of use only to who left a phone."""
    m, made = sender.message, codes.keys(nonce)
    organs.enter(request, m.matter.organ)
    base = settings.BASE_URL.rstrip("/")
    address = f"{base}{reverse('public:follow', args=[made.link])}"
    changed = not fresh and request.POST.get("text", "").replace("\r\n", "\n").strip() != m.text
    context = {
        "m": m, "address": address, "path": reverse("public:follow", args=[made.link]), "code": made.shown if sender.tail else "",
        "look_up": f"{base}{reverse('public:look_up')}", "drawing": segno.make(address, error="m", micro=False).svg_data_uri(scale=5, border=2, light="#fff"),
        "refused": refused or (), "changed": changed,
    }  # fmt: skip
    return render(request, "public/voice/sent.html", context)


@require_safe
def at_station(request: Request, code: str) -> HttpResponse:
    """Where a station's code leads: to the form, with the station."""
    station = Station.objects.select_related("matter__organ").filter(code=code).first()
    if station is None:
        return organs.missing(request, _("没有找到这个站点"), reverse("public:home"), _("回首页"))
    return _to(station.matter.organ, station=station.code)


@require_safe
def to_deputy(request: Request, pk: int) -> HttpResponse:
    """The short address of a deputy: to the form, with him."""
    m = Mandate.objects.filter(pk=pk, kind__in=lists.SEATS).select_related("organ").first()
    if m is None:
        return organs.missing(request, _("没有找到这位代表（委员）"), reverse("public:home"), _("回首页"))
    return _to(m.organ, deputy=m.pk)


def _to(organ: Organ, **query: str | int) -> HttpResponse:
    return redirect(f"{reverse('public:say', args=[organ.code])}?{urlencode(query)}")
