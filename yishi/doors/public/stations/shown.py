"""What the public's pages say of stations, in plain words: open now or when, who is there, what can be booked."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.urls import NoReverseMatch, reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from yishi.foundation import clock
from yishi.foundation.clock import CHINA
from yishi.foundation.people.models import Organ
from yishi.rooms.activities.catalogue.kinds import load
from yishi.rooms.stations import hours, lists
from yishi.rooms.stations.models import Duty, Presence, Reception, Slot, Station

AHEAD = dt.timedelta(days=7)


def found(code: str) -> Station | None:
    """The open station of that code, in any organ of the house."""
    rows = Station.objects.filter(code=code.upper(), matter__state=Station.State.OPEN)
    return rows.select_related("matter__organ", "upper__matter", "partner_unit").prefetch_related("open_days").first()


def kind_name(s: Station) -> str:
    """What its kind is called; an own kind of the organ's is a station to residents."""
    kind = load().kind_by_code.get(s.kind)
    return kind.called(s.matter.organ.profile) if kind else str(_("站点"))


def say(organ: Organ, s: Station | None) -> str:
    """Where a resident says something to this station; nothing where the house has no such page."""
    try:
        url = reverse("public:say", args=[organ.code])
    except NoReverseMatch:
        return ""
    return f"{url}?{urlencode({'station': s.code})}" if s else url


@dataclass(frozen=True)
class Now:
    """A station at this moment."""

    hours: str
    note: str
    is_open: bool


def now(s: Station) -> Now:
    """Its hours today, and whether it is open."""
    moment = clock.now().astimezone(CHINA)
    differing = next((row for row in s.open_days.all() if row.day == moment.date()), None)
    days = [(row.day, row.opening) for row in s.open_days.all()]
    spans = hours.on(s.opening, moment.date(), days)
    return Now(hours.said_of_day(spans), differing.note if differing else "", hours.open_at(spans, moment.time()))


def on_duty_now(duties: list[Duty], online: list[Presence]) -> list[str]:
    """Names of those who are there now, at the station or online."""
    moment = clock.now().astimezone(CHINA).time()
    here = [
        d
        for d in duties
        if d.day == clock.today() and d.starts <= moment < d.ends and d.matter.state != Duty.State.MISSED
    ]
    names = [row.mandate.person.name for d in here for row in d.persons.all() if row.came is not False]
    return list(dict.fromkeys([*names, *(row.mandate.person.name for row in online)]))


def week(s: Station) -> list[Duty]:
    """Its roster of the next days."""
    today = clock.today()
    return list(lists.duties_on_days(s, today, today + AHEAD))


def online_at(organ: Organ, s: Station | None = None) -> QuerySet[Presence]:
    """Who is online now, at one station or in the whole organ."""
    rows = lists.live(organ, clock.now()).select_related("mandate__person", "station__matter")
    return rows.filter(station=s) if s else rows


@dataclass(frozen=True)
class Time:
    """A time of a reception day: how many parties it still takes, and whether it is over."""

    slot: Slot
    left: int
    over: bool

    @property
    def free(self) -> bool:
        """Whether it can be booked."""
        return self.left > 0 and not self.over


def times(r: Reception) -> list[Time]:
    """The times of a reception day."""
    taken, moment = lists.taken(r), clock.now()
    return [
        Time(slot, slot.capacity - taken[slot.pk], dt.datetime.combine(r.day, slot.ends, CHINA) <= moment)
        for slot in r.slots.all()
    ]


def receptions(s: Station) -> list[tuple[Reception, int]]:
    """Reception days to come, each with how many parties it still takes; a fixed number of queries."""
    rows = lists.bookable(s.matter.organ, clock.today()).filter(station=s)
    rows = rows.prefetch_related("slots__bookings", "receivers__mandate__person")[:20]
    return [(r, sum(time.left for time in times(r) if time.free)) for r in rows]


def context(s: Station) -> dict[str, Any]:
    """All that its page says."""
    duties, online = week(s), list(online_at(s.matter.organ, s)) if s.online else []
    return {
        "s": s, "kind": kind_name(s), "now": now(s), "duties": duties, "online": online, "there": on_duty_now(duties, online),
        "receptions": receptions(s), "say": say(s.matter.organ, s),
        "shut": [row for row in s.open_days.all() if clock.today() < row.day <= clock.today() + 4 * AHEAD],
    }  # fmt: skip
