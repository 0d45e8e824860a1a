"""A station's reception day (接待日): announced with times to book, joined by those who receive, held or cancelled. What residents
book stands in `booking.py`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Annotated, Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from yishi.foundation.loops.act import Act, Scope
from yishi.foundation.loops.inputs import Flag, Many, Number, Pick, Text
from yishi.foundation.loops.refusals import Invalid, Refused
from yishi.foundation.loops.steps import NEW, Loop
from yishi.foundation.loops.telling import To
from yishi.foundation.people.models import Mandate, RoleCode
from yishi.rooms.stations import figures, roles
from yishi.rooms.stations.loop import given
from yishi.rooms.stations.models import Booking, Receiver, Reception, Slot
from yishi.rooms.stations.words import OWN_RULES

S, B = Reception.State, Booking.State
MOST_SLOTS = 60

reception = Loop(
    room="stations", kind="reception", title=lazy("接待日"), model=Reception, states=S, select=("station__matter",),
    needed=("station__matter",), prefetch=("receivers__mandate__person", "slots__bookings__booker", "station__keepers"),
    facts=figures.derive_receptions,
)  # fmt: skip

Topics = Annotated[str, Text(lazy("主题"), lazy("如：物业管理；不填则不限"), required=False, longest=120, rows=1)]
ByVideo = Annotated[bool, Flag(lazy("视频接待"))]


@reception.step(NEW, to=S.ANNOUNCED, by=roles.KEEPERS, law=OWN_RULES, title=lazy("安排接待日"))
def announce(
    r: Reception, act: Act, *, station: given.At, day: given.AnyDay, starts: given.From, ends: given.Until,
    minutes: Annotated[int, Number(lazy("每个时段几分钟"), required=False, least=5, most=480)] = 30,
    capacity: Annotated[int, Number(lazy("每个时段约几批"), required=False, least=1, most=50)] = 1,
    kind: Annotated[str, Pick(lazy("种类"), required=False, choices=given.reception_kinds)] = "deputy_reception",
    persons: given.Persons = (), topics: Topics = "", by_video: ByVideo = False,
) -> None:  # fmt: skip
    """Announce a day on which residents are received, cut into times that they can book without an account."""
    if not act.actor.has(RoleCode.OFFICE) and not roles.keeps(act.actor, station):
        raise Invalid({"station": [_("请选择您管理的站点。")]})
    r.station, r.area = station, station.area
    r.kind, r.topics, r.by_video = kind or "deputy_reception", topics, by_video
    if by_video and not station.video:
        raise Invalid({"by_video": [_("站点还没有填写视频接待地址，请先在“修改站点”里填写。")]})
    if day < station.matter.opened_on:
        raise Invalid({"day": [_("站点 %s 才设立，请核对日期。") % station.matter.opened_on]})
    r.day, r.starts, r.ends = day, starts, ends
    for begins, closes in _cut(day, starts, ends, minutes or 30):
        act.add(Slot(reception=r, starts=begins, ends=closes, capacity=capacity or 1))
    for mandate in persons:
        act.add(Receiver(reception=r, mandate=mandate))
    r.matter.opened_on = day
    r.matter.title = _("%(station)s接待日（%(day)s）") % {"station": station.matter.title, "day": day.isoformat()}
    said = {"day": day, "station": station.matter.title, "starts": f"{starts:%H:%M}"}
    words = _("请于 %(day)s %(starts)s 到“%(station)s”接待群众。") % said
    act.tell("to_receive", words, To(mandates=tuple(row.pk for row in persons)))


def _cut(day: dt.date, starts: dt.time, ends: dt.time, minutes: int) -> list[tuple[dt.time, dt.time]]:
    """Times of so many minutes; what is left over at the end is nobody's. Raises Invalid."""
    length, at, last = dt.timedelta(minutes=minutes), dt.datetime.combine(day, starts), dt.datetime.combine(day, ends)
    found = []
    while at + length <= last:
        found.append((at.time(), (at + length).time()))
        at += length
    if not found:
        raise Invalid({"ends": [_("从开始到结束不够一个时段，请核对时间。")]})
    if len(found) > MOST_SLOTS:
        raise Invalid({"minutes": [_("时段太多（%d 个），请把每个时段设长一些。") % len(found)]})
    return found


@reception.step(S.ANNOUNCED, by=roles.KEEPERS, law=OWN_RULES, title=lazy("修改接待日"))
def change(
    r: Reception, act: Act, *, topics: Topics = "", by_video: ByVideo = False, persons: given.Persons = (),
    capacity: Annotated[int | None, Number(lazy("每个时段约几批"), lazy("不填则不改"), required=False, least=1, most=50)] = None,
) -> None:  # fmt: skip
    """Change what it is about, how many each time takes, or add who receives. Day and hours stay: residents have booked them."""
    if by_video and not r.station.video:
        raise Invalid({"by_video": [_("站点还没有填写视频接待地址，请先在“修改站点”里填写。")]})
    r.topics, r.by_video = topics, by_video
    for slot in r.slots.all() if capacity else ():
        booked = sum(row.state != B.CANCELLED for row in slot.bookings.all())
        if booked > (capacity or 0):
            raise Invalid(
                {"capacity": [_("%(slot)s 已约 %(booked)d 批，不能改得比它少。") % {"slot": slot, "booked": booked}]}
            )
        slot.capacity = capacity or slot.capacity
        act.change(slot)
    known = {row.mandate_id for row in r.receivers.all()}
    new = [row for row in persons if row.pk not in known]
    for mandate in new:
        act.add(Receiver(reception=r, mandate=mandate))
    said = {"day": r.day, "station": r.station.matter.title, "starts": f"{r.starts:%H:%M}"}
    words = _("请于 %(day)s %(starts)s 到“%(station)s”接待群众。") % said
    act.tell("to_receive", words, To(mandates=tuple(row.pk for row in new)))


def _to_come(r: Reception, scope: Scope) -> str | None:
    return None if r.day >= scope.day else _("这个接待日已经过去。")


@reception.step(S.ANNOUNCED, by=(roles.DEPUTY,), law=OWN_RULES, title=lazy("我来接待"), when=(_to_come,))
def join(r: Reception, act: Act) -> None:
    """A deputy or member says that he will receive."""
    mine = Mandate.objects.on(act.work.day).filter(pk__in=act.actor.sitting, organ=act.organ).first()
    if mine is None:
        raise Refused(_("您目前没有在任的代表（委员）资格，不能接待。"))
    if any(row.mandate_id in act.actor.sitting for row in r.receivers.all()):
        raise Refused(_("您已经在接待人里，不需要再报名。"))
    act.add(Receiver(reception=r, mandate=mine))


@reception.step(S.ANNOUNCED, by=(roles.RECEIVER,), law=OWN_RULES, title=lazy("不能来接待"), when=(_to_come,))
def leave(r: Reception, act: Act, *, why: given.Why) -> None:
    """He cannot come after all; the office is told."""
    for row in r.receivers.all():
        if row.mandate_id in act.actor.sitting:
            said = {"name": row.mandate.person.name, "title": r.matter.title, "why": why}
            act.tell("cannot_receive", _("%(name)s不能参加“%(title)s”：%(why)s") % said, To((RoleCode.OFFICE,)))
            row.delete()


def _begun(r: Reception, scope: Scope) -> str | None:
    return None if r.day <= scope.day else _("还没有到接待的日子（%s），到时再登记。") % r.day


def _receivers(scope: Scope) -> Any:
    held = [row.mandate_id for row in scope.record.receivers.all()] if scope.record.pk else []
    return Mandate.objects.filter(pk__in=held).select_related("person")


@reception.step(S.ANNOUNCED, to=S.HELD, by=roles.KEEPERS, law=OWN_RULES, title=lazy("登记已接待"), when=(_begun,))
def hold(
    r: Reception, act: Act, *, heads: given.Heads = 0,
    absent: Annotated[Sequence[Mandate], Many(lazy("哪些接待人没有到"), lazy("不选为都到了"), required=False, rows=_receivers)] = (),
    persons: given.Persons = (),
) -> None:  # fmt: skip
    """It was held: who received, and how many came without having booked. Who booked and was not noted as come did not."""
    gone = {row.pk for row in absent}
    known = {row.mandate_id for row in r.receivers.all()}
    for row in r.receivers.all():
        row.came = row.mandate_id not in gone
        act.change(row)
    for mandate in persons:
        if mandate.pk not in known:
            act.add(Receiver(reception=r, mandate=mandate, came=True))
    if not any(pk not in gone for pk in known | {row.pk for row in persons}):
        raise Invalid({"persons": [_("请登记由谁接待；没有代表（委员）到场的，请取消这个接待日。")]})
    r.heads, r.matter.closed_on = heads or 0, act.day
    for slot in r.slots.all():
        for booking in slot.bookings.all():
            if booking.state == B.BOOKED:
                booking.state = B.ABSENT
                act.change(booking)


@reception.step(S.ANNOUNCED, to=S.CANCELLED, by=roles.KEEPERS, law=OWN_RULES, title=lazy("取消接待日"), danger=True)
def cancel(r: Reception, act: Act, *, why: given.Why) -> None:
    """It is not held: whoever was to receive is told; who booked reads it on his page, and the office rings him up."""
    r.matter.closed_on = act.day
    booked = 0
    for slot in r.slots.all():
        for booking in slot.bookings.all():
            if booking.state == B.BOOKED:
                booking.state, booking.cancelled_by = B.CANCELLED, _("站点")
                act.change(booking)
                booked += 1
    said = {"title": r.matter.title, "why": why, "count": booked}
    seats = tuple(row.mandate_id for row in r.receivers.all())
    act.tell("reception_cancelled", _("“%(title)s”取消：%(why)s") % said, To(mandates=seats), urgent=True)
    if booked:
        words = _("“%(title)s”取消，有 %(count)d 批群众已预约，请打电话告知。") % said
        act.tell("ring_up", words, To((RoleCode.OFFICE,)), urgent=True)


@reception.step(S.HELD, S.CANCELLED, to=S.ANNOUNCED, by=(roles.OFFICE,), law=OWN_RULES, title=lazy("改回可预约"))
def set_right(r: Reception, act: Act, *, why: given.Why) -> None:
    """It was noted wrongly. Bookings that were cancelled with it stay so: those people were told."""
    r.heads, r.matter.closed_on = 0, None
    for row in r.receivers.all():
        row.came = None
        act.change(row)
    for slot in r.slots.all():
        for booking in slot.bookings.all():
            if booking.state == B.ABSENT:
                booking.state = B.BOOKED
                act.change(booking)
