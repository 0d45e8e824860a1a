"""Booking a time on a reception day (预约): by a resident without an account, taken back by his link or code; whether he came.

Limits count in the database: a phone holds so many bookings to come, a machine makes so many in an hour.
Name and phone are kept apart, seen by those who receive, and can be erased.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Annotated, Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from yishi.foundation import clock, codes
from yishi.foundation.loops.act import Act, Scope
from yishi.foundation.loops.inputs import Many, Number, One
from yishi.foundation.loops.personal import Hidden, Private
from yishi.foundation.loops.refusals import Invalid, Refused
from yishi.rooms.stations import following, roles
from yishi.rooms.stations.loop import given
from yishi.rooms.stations.loop.reception import B, S, reception
from yishi.rooms.stations.models import Booker, Booking, Reception, Slot
from yishi.rooms.stations.words import ERASED, ERASING, HEARD, OWN_RULES

HOUR = dt.timedelta(hours=1)
OF_A_PHONE, OF_A_CLIENT = 2, 10
"""Bookings to come that one phone holds; bookings that one machine makes in an hour."""

Name = Annotated[str, Private(lazy("怎么称呼您"), required=False, longest=40, rows=1)]
Phone = Annotated[str, Private(lazy("联系电话"), lazy("接待有变动时联系您；取消预约时核对后四位"), longest=40, rows=1)]
About = Annotated[str, Private(lazy("想谈什么"), lazy("只给接待的人看，可不填"), required=False, longest=200, rows=2)]
Nonce = Annotated[str, Hidden(lazy("表单号"), required=False, longest=40)]
Client = Annotated[str, Hidden(lazy("来访设备"), required=False, longest=64)]


class AlreadyBooked(Refused):
    """The same form was sent twice: it is booked, once."""


def _slots(scope: Scope) -> Any:
    return Slot.objects.filter(reception=scope.record.pk)


Chosen = Annotated[Slot, One(lazy("时间"), rows=_slots)]


def _not_yet_over(r: Reception, scope: Scope) -> str | None:
    ends = dt.datetime.combine(r.day, r.ends, clock.CHINA)
    return None if clock.now() < ends else _("这个接待日已经过去，请看看其他日子。")


@reception.step(S.ANNOUNCED, by=(roles.RESIDENT, *roles.KEEPERS), law=HEARD, title=lazy("预约"), when=(_not_yet_over,))
def book(
    r: Reception, act: Act, *, slot: Chosen, phone: Phone, name: Name = "",
    heads: Annotated[int, Number(lazy("几个人来"), required=False, least=1, most=5)] = 1, about: About = "",
    nonce: Nonce = "", client: Client = "",
) -> None:  # fmt: skip
    """Book a time without an account. By the number that the form brought along its link and code are made, so that one form sent
    twice is one booking; `client` tells one machine from another."""
    if not codes.tail(phone):
        raise Invalid({"phone": [_("请填写能联系到您的电话号码。")]})
    if dt.datetime.combine(r.day, slot.ends, clock.CHINA) <= clock.now():
        raise Invalid({"slot": [_("这个时间已经过去，请另选一个。")]})
    keys = codes.keys(nonce) if codes.well_formed(nonce) else None
    if keys and Booker.objects.filter(link=following.link(keys.link)).exists():
        raise AlreadyBooked(_("已经为您约好，不需要再约。"))
    if act.actor.kind == "stranger":
        _limits(act, phone, client)
    here = next((row for row in r.slots.all() if row.pk == slot.pk), None)
    if here is None or sum(row.state != B.CANCELLED for row in here.bookings.all()) >= here.capacity:
        raise Invalid({"slot": [_("这个时间刚刚约满，请另选一个。")]})
    booking = act.add(Booking(slot=slot, heads=heads or 1, made_at=act.work.at))
    row = Booker(
        booking=booking, name=name, phone=phone, about=about, made_at=act.work.at, who=codes.who(_digits(phone))
    )
    row.client = codes.digest("client", client)[:32] if client else ""
    if keys:
        row.link, row.code = following.link(keys.link), following.code(keys.code)
        row.tail = following.tail(row.code, codes.tail(phone))
    act.add(row)


def _digits(phone: str) -> str:
    return "".join(letter for letter in phone if letter.isdecimal())


def _limits(act: Act, phone: str, client: str) -> None:
    """Raises `Slow` where a phone or a machine has had its share."""
    held = Booker.objects.filter(
        who=codes.who(_digits(phone)), booking__state=B.BOOKED, booking__slot__reception__day__gte=act.work.day,
        booking__slot__reception__matter__organ=act.organ,
    )  # fmt: skip
    if held.count() >= OF_A_PHONE:
        raise following.Slow(_("这个号码已约了 %d 个时间，来过或者取消之后可以再约。") % OF_A_PHONE)
    if client:
        lately = Booker.objects.filter(client=codes.digest("client", client)[:32], made_at__gt=act.work.at - HOUR)
        if lately.count() >= OF_A_CLIENT:
            raise following.Slow(_("这台设备一小时内预约太多次，请过一会儿再来，或者打站点的电话。"))


Link = Annotated[str, Private(lazy("预约链接"), required=False, longest=64, rows=1)]
Proof = Annotated[str, Private(lazy("核对凭证"), required=False, longest=200, rows=1)]


@reception.step(S.ANNOUNCED, by=(roles.RESIDENT,), law=HEARD, title=lazy("取消我的预约"), when=(_not_yet_over,))
def cancel_booking(r: Reception, act: Act, *, link: Link = "", proof: Proof = "") -> None:
    """Who booked takes it back, by his link, or by what he got for his code and the last four digits (`following.proof`)."""
    found = following.by_link(link) if link else following.proved(proof)
    booking = next((row for row in _bookings(r) if found is not None and row.pk == found.pk), None)
    if booking is None:
        raise Invalid({"link": [_("没有找到这个预约，请核对预约码和手机号后四位。")]})
    if booking.state != B.BOOKED:
        raise Refused(_("这个预约已经取消或者已经来过。"))
    booking.state, booking.cancelled_by = B.CANCELLED, _("本人")
    act.change(booking)


def _bookings(r: Reception) -> Iterator[Booking]:
    for slot in r.slots.all():
        yield from slot.bookings.all()


def _booked(scope: Scope) -> Any:
    return Booking.objects.filter(slot__reception=scope.record.pk).select_related("slot")


Rows = Annotated[Sequence[Booking], Many(lazy("哪些预约"), rows=_booked)]


@reception.step(S.ANNOUNCED, by=roles.KEEPERS, law=OWN_RULES, title=lazy("代为取消预约"))
def drop_bookings(r: Reception, act: Act, *, rows: Rows, why: given.Why) -> None:
    """The station cancels some: at their word on the phone, or since it cannot be kept."""
    gone = {row.pk for row in rows}
    for booking in _bookings(r):
        if booking.pk in gone and booking.state == B.BOOKED:
            booking.state, booking.cancelled_by = B.CANCELLED, _("站点")
            act.change(booking)


@reception.step(S.ANNOUNCED, S.HELD, by=(*roles.KEEPERS, roles.RECEIVER), law=OWN_RULES, title=lazy("登记已到"))
def note_come(r: Reception, act: Act, *, rows: Rows) -> None:
    """They came."""
    _noted(r, act, rows, B.CAME)


@reception.step(S.ANNOUNCED, S.HELD, by=(*roles.KEEPERS, roles.RECEIVER), law=OWN_RULES, title=lazy("登记未到"))
def note_absent(r: Reception, act: Act, *, rows: Rows) -> None:
    """They did not come."""
    _noted(r, act, rows, B.ABSENT)


def _noted(r: Reception, act: Act, rows: Sequence[Booking], state: str) -> None:
    if r.day > act.work.day:
        raise Refused(_("还没有到接待的日子（%s），到时再登记。") % r.day)
    named = {row.pk for row in rows}
    for booking in _bookings(r):
        if booking.pk in named and booking.state != B.CANCELLED:
            booking.state = state
            act.change(booking)


@reception.step(S.ANNOUNCED, S.HELD, S.CANCELLED, by=(roles.OFFICE,), law=ERASING, title=lazy("删除预约人信息"))
def erase_bookers(r: Reception, act: Act, *, rows: Rows, why: given.Why) -> None:
    """What is kept of those who booked is erased: name, phone, what they came for, and all that leads to them. The booking is
    still counted."""
    named = {row.pk for row in rows}
    for booking in _bookings(r):
        if booking.pk in named and (row := getattr(booking, "booker", None)) is not None:
            row.name, row.phone, row.about = ERASED, "", ""
            row.who = row.client = row.tail = ""
            row.link = row.code = None
            row.erased_on = act.day
            act.change(row)
