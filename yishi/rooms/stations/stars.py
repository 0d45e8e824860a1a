"""How many stars a rule suggests (星级): what is counted of a station in a year, times its points, up to what it may bring."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Count, IntegerField, OuterRef, Q, Subquery, Sum

from yishi.foundation.people.models import Organ
from yishi.rooms.stations import done
from yishi.rooms.stations.catalogue.rules import WHAT, Point, Rules, of_year
from yishi.rooms.stations.models import Booking, Duty, Presence, Reception, Station, Ticked


@dataclass(frozen=True)
class Counted:
    """One line of the sum: so many of something, and the points they bring."""

    point: Point
    number: int
    points: int

    @property
    def words(self) -> str:
        """What is counted."""
        return str(dict(WHAT)[self.point.what])


@dataclass(frozen=True)
class Suggested:
    """What the rule suggests for one station, with how it comes about."""

    stars: int
    points: int
    lines: tuple[Counted, ...]

    def as_kept(self) -> list[list[Any]]:
        """The lines as a row keeps them."""
        return [[line.point.what, line.number, line.points] for line in self.lines]


def suggested(rules: Rules, counts: Mapping[str, int]) -> Suggested:
    """The stars for these counts. Points never fall below none."""
    lines = tuple(_line(point, counts.get(point.what, 0)) for point in rules.points)
    points = max(0, sum(line.points for line in lines))
    return Suggested(next((star.stars for star in rules.stars if points >= star.least), 0), points, lines)


def _line(point: Point, number: int) -> Counted:
    raw = number * point.points
    return Counted(point, number, max(-point.most, min(point.most, raw)))


@dataclass
class Rating:
    """All stations of an organ in a year, counted once."""

    organ: Organ
    year: int
    rules: Rules
    by_title: Mapping[str, int] | None = None

    @classmethod
    def of(cls, organ: Organ, year: int) -> Rating:
        """By the rule of that year."""
        return cls(organ, year, of_year(organ, year))

    @cached_property
    def counts(self) -> Mapping[int, Counter[str]]:
        """For each station what is counted; seven queries for any number."""
        return counted(self.organ, self.year, self.rules, by_title=self.by_title)

    def of_station(self, key: int) -> Suggested:
        """What the rule suggests for one."""
        return suggested(self.rules, self.counts.get(key, Counter()))


def counted(
    organ: Organ, year: int, rules: Rules, station: int | None = None, by_title: Mapping[str, int] | None = None
) -> dict[int, Counter[str]]:
    """What is counted of each station in a year, or of one, by the words of `WHAT`; `by_title` are the stations by their
    names, where they are known already."""
    span = (dt.date(year, 1, 1), dt.date(year, 12, 31))
    found = turned_up(organ, span, station)
    titles = by_title
    if titles is None:
        stations = Station.objects.filter(matter__organ=organ)
        titles = done.titles(stations.filter(pk=station) if station else stations, span[1])
    for key, number in done.activities(organ, *span, titles, station).items():
        found[key].update(activity=number)
    ticked = Ticked.objects.filter(station__matter__organ=organ, day__range=span)
    ticked = ticked.filter(station=station) if station else ticked
    for key, action, times in ticked.order_by().values_list("station", "action").annotate(n=Count("pk")):
        wanted = rules.by_code.get(action)
        found[key].update(action=int(wanted is not None and times >= wanted.times))
    return dict(found)


def turned_up(organ: Organ, span: tuple[dt.date, dt.date], station: int | None = None) -> dict[int, Counter[str]]:
    """Duties, receptions with those who came, turns online, of all stations or of one; three queries."""
    found: dict[int, Counter[str]] = defaultdict(Counter)
    mine: dict[str, Any] = {"matter__organ": organ, "day__range": span} | ({"station": station} if station else {})
    duties = Duty.objects.filter(**mine).order_by().values_list("station")
    kept = duties.annotate(
        kept=Count("pk", filter=Q(matter__state="kept")), missed=Count("pk", filter=Q(matter__state="missed")),
        residents=Sum("heads", filter=Q(matter__state="kept")),
    )  # fmt: skip
    for key, came, missed, heads in kept:
        found[key].update(duty=came, missed=missed, residents=heads or 0)
    came = Booking.objects.filter(slot__reception=OuterRef("pk"), state=Booking.State.CAME).order_by()
    booked = Subquery(came.values("slot__reception").annotate(n=Sum("heads")).values("n"), output_field=IntegerField())
    receptions = Reception.objects.filter(**mine, matter__state="held").order_by().annotate(booked=booked)
    sums = receptions.values_list("station").annotate(held=Count("pk"), walked=Sum("heads"), by_booking=Sum("booked"))
    for key, held, walked, by_booking in sums:
        found[key].update(reception=held, residents=(walked or 0) + (by_booking or 0))
    turns = Presence.objects.filter(**mine).exclude(station=None).order_by().values_list("station")
    for key, number in turns.annotate(n=Count("pk")):
        found[key].update(online=number)
    return found
