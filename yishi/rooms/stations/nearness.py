"""Placing deputies by nearness (就近): which station lies near the people that a seat stands for, and why.

Where a deputy lives is nowhere kept. What counts is where the people of his constituency, delegation or group live
(`Ground`); where nobody said so, the name of the grouping tells the street or town. Nearer is: in the same street or town;
then by the way, where both points are known; then where fewer are posted.
"""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from yishi.foundation.people.models import Belonging, Grouping, Mandate, Organ, in_force
from yishi.rooms.stations.lists import open_ones, postings
from yishi.rooms.stations.models import Ground, Station

EARTH = 6_371_000
"""Metres from its middle."""
CHOICES = 5
"""So many stations are offered for each seat."""
KINDS = (Grouping.Kind.CONSTITUENCY, Grouping.Kind.DEPUTIES, Grouping.Kind.LIAISON, Grouping.Kind.DELEGATION)
"""Groupings by which a seat's people are found, the narrowest first."""
ROAD = re.compile(r"([\u4e00-\u9fff]{1,12}?)(大道|路|街(?!道)|巷|胡同|弄)")
WITHIN = re.compile(r"街道|社区|[镇乡区县市村]")
SORT = ("街道", "镇", "乡")


@dataclass(frozen=True)
class Home:
    """Where the people of a seat live, as far as anybody said: `by` is the grouping that says so."""

    by: str
    area: str = ""
    road: str = ""
    point: tuple[Decimal, Decimal] | None = None


@dataclass(frozen=True)
class Near:
    """One station for one seat: how near it lies, in words and in figures. `metres` is None where a point is not known."""

    station: Station
    why: str
    same_road: bool
    same_area: bool
    metres: int | None
    posted: int = 0

    @property
    def order(self) -> tuple[bool, bool, float, int, str]:
        """The nearest sorts first."""
        far = math.inf if self.metres is None else self.metres
        return (not self.same_area, not self.same_road, far, self.posted, self.station.code)

    @property
    def known(self) -> bool:
        """Whether anything says that it is near."""
        return self.same_area or self.same_road or self.metres is not None


@dataclass(frozen=True)
class Suggestion:
    """Stations for one seat, the nearest first; none where nothing is known of its people."""

    mandate: Mandate
    home: Home | None
    near: tuple[Near, ...]


def metres(one: tuple[Decimal, Decimal], other: tuple[Decimal, Decimal]) -> int:
    """The way between two points (latitude, longitude in degrees) as the crow flies."""
    lat, lon, to_lat, to_lon = (math.radians(float(each)) for each in (*one, *other))
    half = math.sin((to_lat - lat) / 2) ** 2 + math.cos(lat) * math.cos(to_lat) * math.sin((to_lon - lon) / 2) ** 2
    return round(2 * EARTH * math.asin(min(1.0, math.sqrt(half))))


def road(address: str) -> str:
    """The road that an address names: 东门路 of 东门街道东门路12号."""
    found = ROAD.search(address)
    while found is not None:
        name = WITHIN.split(found[1])[-1]
        if name:
            return name + found[2]
        found = ROAD.search(address, found.end())
    return ""


def near(home: Home, station: Station, posted: int = 0) -> Near:
    """How near a station lies to where a seat's people live."""
    same_area = bool(home.area) and home.area == station.area
    same_road = bool(home.road) and home.road == road(station.address)
    way = None
    if home.point is not None and station.latitude is not None and station.longitude is not None:
        way = metres(home.point, (station.latitude, station.longitude))
    return Near(station, _why(home, same_area, same_road, way), same_road, same_area, way, posted)


def _why(home: Home, same_area: bool, same_road: bool, way: int | None) -> str:
    parts = []
    if same_road:
        parts.append(_("同在%s") % home.road)
    if same_area:
        parts.append(_("同在%s") % home.area)
    if way is not None:
        parts.append(_("直线 %d 米") % way if way < 1000 else _("直线 %.1f 公里") % (way / 1000))
    if not parts:
        return _("与“%s”不在同一镇街，距离不明") % home.by
    return _("%(near)s（按“%(by)s”）") % {"near": "，".join(parts), "by": home.by}


def suggest(organ: Organ, day: dt.date, *, everybody: bool = False) -> list[Suggestion]:
    """For each deputy or member in office who is posted nowhere (or `everybody`), the stations nearest to his people. Six
    queries for any number."""
    seats = Mandate.objects.on(day).filter(organ=organ, kind__in=(Mandate.Kind.DEPUTY, Mandate.Kind.MEMBER))
    if not everybody:
        seats = seats.exclude(pk__in=postings(organ, day).values("mandate"))
    mandates = list(seats.select_related("person").order_by("person__name", "pk"))
    stations = list(open_ones(organ).filter(~Q(area="") | Q(latitude__isnull=False)))
    counts = dict(postings(organ, day).values_list("station").annotate(n=Count("pk")))
    known = homes(organ, mandates, {station.area for station in stations if station.area}, day)
    return [_suggestion(mandate, known.get(mandate.pk), stations, counts) for mandate in mandates]


def _suggestion(
    mandate: Mandate, home: Home | None, stations: Iterable[Station], counts: Mapping[int, int]
) -> Suggestion:
    if home is None:
        return Suggestion(mandate, None, ())
    found = (near(home, station, counts.get(station.pk, 0)) for station in stations)
    return Suggestion(
        mandate, home, tuple(sorted((row for row in found if row.known), key=lambda row: row.order)[:CHOICES])
    )


def reasons(station: Station, mandates: Sequence[Mandate], day: dt.date) -> dict[int, str]:
    """For each seat why this station is near, or that nothing is known of it."""
    areas = {station.area} if station.area else set()
    known = homes(station.matter.organ, mandates, areas, day)
    unknown = _("没有登记其选区（代表团、小组）所在镇街，未计算远近")
    return {row.pk: near(known[row.pk], station).why[:200] if row.pk in known else unknown for row in mandates}


def homes(organ: Organ, mandates: Sequence[Mandate], areas: Iterable[str], day: dt.date) -> dict[int, Home]:
    """Where the people of these seats live, by the narrowest grouping that says so; two queries."""
    grounds = {row.grouping_id: row for row in Ground.objects.filter(matter__organ=organ)}
    rows = Belonging.objects.filter(in_force(day), mandate__in=[row.pk for row in mandates], grouping__kind__in=KINDS)
    belonging = sorted(
        rows.select_related("grouping"), key=lambda row: (KINDS.index(Grouping.Kind(row.grouping.kind)), row.pk)
    )
    names = {shortened: area for area in areas for shortened in (area, _short(area)) if len(shortened) > 1}
    found: dict[int, Home] = {}
    for said in (True, False):  # what somebody said of a grouping goes before what its name tells
        for row in belonging:
            if row.mandate_id not in found and (
                home := _home(row.grouping, grounds if said else {}, {} if said else names)
            ):
                found[row.mandate_id] = home
    return found


def _home(grouping: Grouping, grounds: Mapping[int, Ground], areas: Mapping[str, str]) -> Home | None:
    ground = grounds.get(grouping.pk)
    if ground is not None:
        point = None if ground.latitude is None or ground.longitude is None else (ground.latitude, ground.longitude)
        return Home(grouping.name, ground.area, ground.street, point)
    area = next((areas[name] for name in sorted(areas, key=len, reverse=True) if name in grouping.name), "")
    return Home(grouping.name, area) if area else None


def _short(area: str) -> str:
    """东门 of 东门街道."""
    return next((area.removesuffix(word) for word in SORT if area.endswith(word)), area)
