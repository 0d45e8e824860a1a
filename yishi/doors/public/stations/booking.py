"""Booking a time on a reception day without an account; the booking found again by its link, or by code and last digits."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from yishi.doors.look.fields import sentences
from yishi.doors.parts.client import client
from yishi.doors.parts.taking import say
from yishi.doors.parts.who import Request
from yishi.doors.public import organs
from yishi.doors.public.stations import shown
from yishi.doors.public.stations.views import entered, nowhere
from yishi.foundation import clock, codes
from yishi.foundation.loops.act import Scope
from yishi.foundation.loops.forms import form_of
from yishi.foundation.loops.refusals import Refused
from yishi.foundation.loops.take import take
from yishi.foundation.people.actors import stranger
from yishi.rooms.stations import following, lists
from yishi.rooms.stations.loop import reception
from yishi.rooms.stations.loop.booking import AlreadyBooked
from yishi.rooms.stations.models import Booking, Reception

BOOK, CANCEL = reception["book"], reception["cancel_booking"]


def book(request: Request, code: str, pk: int) -> HttpResponse:
    """Choose a time, leave a phone number; then the link and the code, shown once."""
    s = entered(request, code)
    rows = lists.bookable(s.matter.organ, clock.today()).filter(station=s, pk=pk) if s else Reception.objects.none()
    r = rows.prefetch_related("slots__bookings", "receivers__mandate__person", "station__keepers").first()
    if s is None or r is None:
        return nowhere(request)
    actor = stranger(s.matter.organ)
    scope = Scope(actor, clock.today(), r, None)
    if request.method != "POST":
        form = _form(form_of(BOOK, scope, None, initial={"nonce": codes.fresh(), "slot": request.GET.get("slot", "")}))
        return _page(request, s, r, form)
    data = request.POST.copy()
    data["client"] = client(request)
    try:
        take(BOOK, r.pk, actor, data)
    except AlreadyBooked:
        pass  # the same form once more: it is booked
    except Refused as refusal:
        form = _form(form_of(BOOK, scope, data))
        say(form, refusal)
        return _page(request, s, r, form, status=refusal.status)
    nonce = str(data.get("nonce", ""))
    if not codes.well_formed(nonce):
        messages.success(request, _("已预约。"))
        return redirect("public:station", s.code)
    return _booked(request, codes.keys(nonce))


def _booked(request: Request, keys: codes.Keys) -> HttpResponse:
    """The booking with its link and code. They are shown by the answer itself and kept nowhere: the form sent again shows them
    again."""
    found = following.by_link(keys.link)
    if found is None:
        return redirect("public:find_booking")
    url = reverse("public:booking", args=[keys.link])
    return _booking(request, found, code=keys.shown, address=request.build_absolute_uri(url), action=url)


def _form(form: Any) -> Any:
    """The step's form; the time is drawn as buttons of its own, and what the house fills in is hidden."""
    form.fields.pop("client", None)
    form.fields["slot"].widget = forms.HiddenInput()
    form.fields["phone"].widget.input_type = "tel"
    form.fields["phone"].widget.attrs |= {"autocomplete": "tel", "inputmode": "tel"}
    form.fields["name"].widget.attrs |= {"autocomplete": "name"}
    return form


def _page(request: Request, s: Any, r: Reception, form: Any, status: int = 200) -> HttpResponse:
    fields = [form[name] for name in ("name", "phone", "heads", "about") if name in form.fields]
    context = {
        "s": s, "r": r, "form": form, "fields": fields, "times": shown.times(r), "chosen": str(form["slot"].value() or ""),
        "wrong_slot": sentences(form["slot"]),
    }  # fmt: skip
    return render(request, "public/stations/book.html", context, status=status)


class FindForm(forms.Form):
    """The code and the last digits."""

    code = forms.CharField(label=lazy("预约码"), max_length=24, help_text=lazy("十个字母和数字，不分大小写"))
    tail = forms.RegexField(
        r"^[0-9]{4}$", label=lazy("手机号后四位"), widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        error_messages={"invalid": lazy("请填写四位数字。")},
    )  # fmt: skip


def booking(request: Request, link: str) -> HttpResponse:
    """A booking by its link; POST takes it back."""
    found = following.by_link(link) if len(link) < 64 else None
    if found is None:
        return organs.missing(request, _("没有找到这个预约"), reverse("public:find_booking"), _("用预约码查找"))
    if request.method == "POST":
        return _cancelled(request, found, {"link": link})
    return _booking(request, found, action=request.path)


def find(request: Request) -> HttpResponse:
    """A booking by its code and the last four digits of the phone; with its proof it can be taken back for an hour."""
    if request.method == "POST" and request.POST.get("proof"):
        found = following.proved(request.POST["proof"])
        if found is not None:
            return _cancelled(request, found, {"proof": request.POST["proof"]})
    organs.enter_only(request)
    form = FindForm(request.POST if request.method == "POST" else None)
    status = 200
    if form.is_bound and form.is_valid():
        try:
            found = following.by_code(form.cleaned_data["code"], form.cleaned_data["tail"])
        except following.Slow as slow:
            form.add_error(None, slow.sentence)
            status = slow.status
        else:
            if found is not None:
                return _booking(request, found, proof=following.proof(found), action=request.path)
            form.add_error(None, _("没有找到这个预约，请核对预约码和手机号后四位。"))
    if form.is_bound and status == 200:
        status = 422
    return render(request, "public/stations/find.html", {"form": form}, status=status)


def _booking(request: Request, found: Booking, **more: Any) -> HttpResponse:
    r = found.slot.reception
    organs.enter(request, r.matter.organ)
    over = dt.datetime.combine(r.day, found.slot.ends, clock.CHINA) <= clock.now()
    open_ = found.state == Booking.State.BOOKED and r.matter.state == Reception.State.ANNOUNCED and not over
    context = {"b": found, "r": r, "s": r.station, "may_cancel": open_, "over": over}
    response = render(request, "public/stations/booking.html", context | more)
    response["Cache-Control"] = "no-store"
    response["Referrer-Policy"] = "same-origin"
    return response


def _cancelled(request: Request, found: Booking, given: dict[str, str]) -> HttpResponse:
    r = found.slot.reception
    organs.enter(request, r.matter.organ)
    try:
        take(CANCEL, r.pk, stranger(r.matter.organ), given)
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, _("预约已取消。"))
    return redirect("public:station", r.station.code)
