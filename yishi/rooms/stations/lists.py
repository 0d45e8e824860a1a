"""What others may read of the room. Every page and every door asks here; who may not see a thing does not find it.

| who | finds |
| --- | --- |
| everybody | stations that are open, with their hours, rosters and reception days: they are there to be found |
| the organ's people | stations that were closed too, and every duty, reception and turn online |
| office, a station's keeper, who receives | who booked, by name and phone (`sees_booker`) |
"""

from __future__ import annotations

import datetime as dt

from django.db.models import Prefetch, Q, QuerySet

from yishi.foundation import clock
from yishi.foundation.people.actors import Actor
from yishi.foundation.people.models import Organ, RoleCode, in_force
from yishi.rooms.activities.lists import PEOPLE
from yishi.rooms.stations.models import (
    Booking,
    Duty,
    Ground,
    Keeper,
    Official,
    OnDuty,
    Posting,
    Presence,
    Reception,
    Rule,
    Station,
)

LIVES = dt.timedelta(minutes=3)
"""Who gave no sign of life for so long is not there any more: his page gives one every minute."""


def kept(actor: Actor) -> frozenset[int]:
    """Matters of the stations that he keeps today."""
    if actor.account is None or not actor.has(RoleCode.STATION_KEEPER):
        return frozenset()
    rows = Keeper.objects.filter(in_force(clock.today()), account=actor.account, station__matter__organ=actor.organ)
    return frozenset(rows.values_list("station_id", flat=True))


def open_ones(organ: Organ) -> QuerySet[Station]:
    """Stations that are open, by their code."""
    rows = Station.objects.filter(matter__organ=organ, matter__state=Station.State.OPEN)
    return rows.select_related("matter").order_by("code")


def of_the_house(actor: Actor) -> bool:
    """Whether he is of the organ's own people (or the system)."""
    return actor.kind == "system" or actor.has(*PEOPLE, RoleCode.INFORMANT)


def visible(actor: Actor) -> QuerySet[Station]:
    """The stations that this actor may read, in his organ."""
    rows = Station.objects.filter(matter__organ=actor.organ)
    return rows if of_the_house(actor) else rows.filter(matter__state=Station.State.OPEN)


def visible_duties(actor: Actor) -> QuerySet[Duty]:
    """Duties of his organ's stations, for its people."""
    rows = Duty.objects.filter(matter__organ=actor.organ)
    return rows if of_the_house(actor) else rows.none()


def visible_receptions(actor: Actor) -> QuerySet[Reception]:
    """Reception days of his organ, for its people; of others those that can be booked."""
    rows = Reception.objects.filter(matter__organ=actor.organ)
    return rows if of_the_house(actor) else rows.filter(matter__state=Reception.State.ANNOUNCED)


def visible_presences(actor: Actor) -> QuerySet[Presence]:
    """Turns online, for the organ's people."""
    rows = Presence.objects.filter(matter__organ=actor.organ)
    return rows if of_the_house(actor) else rows.none()


def visible_rules(actor: Actor) -> QuerySet[Rule]:
    """The organ's own rules for stars; they are published."""
    return Rule.objects.filter(matter__organ=actor.organ)


def visible_grounds(actor: Actor) -> QuerySet[Ground]:
    """Where the people of the organ's groupings live, for its people."""
    rows = Ground.objects.filter(matter__organ=actor.organ)
    return rows if of_the_house(actor) else rows.none()


def sees_booker(actor: Actor, reception: Reception) -> bool:
    """Whether he has to receive or reach those who booked."""
    if actor.kind == "system" or actor.has(RoleCode.OFFICE):
        return True
    if any(row.mandate_id in actor.sitting for row in reception.receivers.all()):
        return True
    return reception.station_id in kept(actor)


def postings(organ: Organ, day: dt.date) -> QuerySet[Posting]:
    """Who is posted where on a day."""
    return Posting.objects.filter(in_force(day), station__matter__organ=organ)


def my_stations(actor: Actor, day: dt.date) -> QuerySet[Station]:
    """Open stations to which he is posted."""
    mine = postings(actor.organ, day).filter(mandate__in=actor.sitting).values("station")
    return open_ones(actor.organ).filter(pk__in=mine)


def my_duties(actor: Actor, since: dt.date) -> QuerySet[Duty]:
    """Duties from a day on that he is on, or that he was asked to take over; the next first."""
    mine = Q(persons__mandate__in=actor.sitting) | Q(persons__asked__in=actor.sitting)
    rows = visible_duties(actor).filter(mine, matter__state=Duty.State.PLANNED, day__gte=since).distinct()
    return rows.select_related("matter", "station__matter").order_by("day", "starts", "pk")


def unrecorded(today: dt.date) -> Q:
    """Of duties those whose day has passed and of which nobody said yet whether they were kept."""
    return Q(matter__state=Duty.State.PLANNED, day__lt=today)


def duties_on(organ: Organ, day: dt.date) -> QuerySet[Duty]:
    """The duties of a day that were not cancelled."""
    rows = Duty.objects.filter(matter__organ=organ, day=day).exclude(matter__state=Duty.State.CANCELLED)
    return rows.select_related("matter", "station__matter")


def bookable(organ: Organ, today: dt.date) -> QuerySet[Reception]:
    """Reception days to come that residents can book, the next first."""
    rows = Reception.objects.filter(matter__organ=organ, matter__state=Reception.State.ANNOUNCED, day__gte=today)
    return rows.select_related("matter", "station__matter").order_by("day", "starts", "pk")


def live(organ: Organ, now: dt.datetime) -> QuerySet[Presence]:
    """Who is online now: on, and heard of within the last minutes."""
    return Presence.objects.filter(
        seen_at__gt=now - LIVES, matter__organ=organ, matter__state=Presence.State.ON
    ).order_by("began_at", "pk")  # fmt: skip


def taken(reception: Reception) -> dict[int, int]:
    """How many parties have booked each slot."""
    found: dict[int, int] = {}
    for slot in reception.slots.all():
        found[slot.pk] = sum(row.state != Booking.State.CANCELLED for row in slot.bookings.all())
    return found


def duties_on_days(station: Station, since: dt.date, until: dt.date) -> QuerySet[Duty]:
    """A station's duties from day to day that were not cancelled, with who is on them; the next first."""
    rows = Duty.objects.filter(station=station, day__range=(since, until)).exclude(matter__state=Duty.State.CANCELLED)
    return with_people(rows.select_related("matter")).order_by("day", "starts")


def with_people(rows: QuerySet[Duty]) -> QuerySet[Duty]:
    """The duties with who is on them and which officials come in; two more queries for any number."""
    return rows.prefetch_related(
        Prefetch("persons", OnDuty.objects.select_related("mandate__person", "asked__person")),
        Prefetch("officials", Official.objects.select_related("unit")),
    )
