"""A month's roster in turn (轮值): a suggestion that the office confirms. Who is posted to a station goes in turn, he first who was
on duty longest ago; nobody twice on one day, and nobody where he is on duty elsewhere."""

from __future__ import annotations

import calendar
import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.db.models import Max

from yishi.foundation.people.models import Mandate
from yishi.rooms.stations import hours
from yishi.rooms.stations.lists import postings
from yishi.rooms.stations.models import Duty, OnDuty, Station


@dataclass(frozen=True)
class Turn:
    """One duty that the roster suggests."""

    day: dt.date
    persons: tuple[Mandate, ...]


def days_of(year: int, month: int, weekdays: Sequence[int]) -> list[dt.date]:
    """The days of a month that fall on these weekdays (Monday is 0)."""
    last = calendar.monthrange(year, month)[1]
    found = (dt.date(year, month, at) for at in range(1, last + 1))
    return [day for day in found if day.weekday() in weekdays]


def suggest(station: Station, days: Sequence[dt.date], each: int) -> list[Turn]:
    """Who is on duty on these days, `each` at a time; days that are on the roster already, and days on which the station is shut,
    are left out. Four queries."""
    if not days:
        return []
    posted = postings(station.matter.organ, days[0]).filter(station=station).select_related("mandate__person")
    seats = {row.mandate_id: row.mandate for row in posted}
    mine = OnDuty.objects.filter(mandate__in=seats).exclude(duty__matter__state=Duty.State.CANCELLED)
    rows = mine.filter(duty__day__lt=days[0]).order_by().values_list("mandate").annotate(last=Max("duty__day"))
    last: dict[int, dt.date] = dict(rows)
    busy: dict[dt.date, set[int]] = defaultdict(set)
    for mandate, day in mine.filter(duty__day__in=days).values_list("mandate", "duty__day"):
        busy[day].add(mandate)
    planned = Duty.objects.filter(station=station, day__in=days).exclude(matter__state=Duty.State.CANCELLED)
    done = set(planned.values_list("day", flat=True))
    return list(_turns(seats, last, busy, [day for day in _open(station, days) if day not in done], each))


def _open(station: Station, days: Sequence[dt.date]) -> list[dt.date]:
    """Days on which it is not said to be shut; one whose hours nobody wrote down is open whenever somebody is there."""
    shut = {row.day for row in station.open_days.all() if not row.opening}
    known = hours.read(station.opening)
    return [day for day in days if day not in shut and (not known or known.get(day.weekday()))]


def _turns(
    seats: dict[int, Mandate],
    last: dict[int, dt.date],
    busy: dict[dt.date, set[int]],
    days: Sequence[dt.date],
    each: int,
) -> Iterator[Turn]:
    for day in days:
        free = [pk for pk in seats if pk not in busy[day]]
        chosen = sorted(free, key=lambda pk: (last.get(pk, dt.date.min), seats[pk].person.name, pk))[:each]
        last |= dict.fromkeys(chosen, day)
        if chosen:
            yield Turn(day, tuple(seats[pk] for pk in chosen))
