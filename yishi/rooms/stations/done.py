"""What was done at stations by the room below: activities that were held there or are tied to them."""

from __future__ import annotations

import datetime as dt
from collections import Counter

from django.db.models import F, Q, QuerySet, Sum

from yishi.foundation.people.models import Organ
from yishi.rooms.activities.figures import COUNTED
from yishi.rooms.activities.models import About, Activity
from yishi.rooms.stations.models import Station


def at(station: Station) -> QuerySet[Activity]:
    """Activities whose place is the station's name, or that are tied to it by its number; the latest first."""
    here = Q(place=station.matter.title) | Q(pk__in=About.objects.filter(matter=station.pk).values("activity"))
    rows = Activity.objects.filter(here, matter__organ=station.matter.organ_id, matter__state__in=COUNTED, stock=False)
    return rows.select_related("matter").order_by("-day", "-pk")


def activities(organ: Organ, since: dt.date, until: dt.date, station: int | None = None) -> Counter[int]:
    """How many of them each station had from day to day, or one of them; three queries for any number. A place names an open
    station before one of the same name that was closed."""
    found: Counter[int] = Counter()
    held = {"matter__organ": organ, "matter__state__in": COUNTED, "stock": False, "day__range": (since, until)}
    stations = Station.objects.filter(matter__organ=organ).order_by("-matter__closed_on", "pk")
    here = Activity.objects.filter(**held).exclude(place="")
    tied = About.objects.filter(matter__room="stations", matter__kind="station")
    tied = tied.filter(**{f"activity__{name}": value for name, value in held.items()})
    if station is not None:
        stations, tied = stations.filter(pk=station), tied.filter(matter=station)
        here = here.filter(place__in=stations.order_by().values("matter__title"))
    by_place = dict(here.order_by().values_list("place").annotate(n=Sum("times")))
    for key, title, closed in stations.values_list("pk", "matter__title", "matter__closed_on") if by_place else ():
        if title in by_place and (closed is None or closed > until):
            found[key] += by_place.pop(title)
    others = tied.exclude(matter__title=F("activity__place")).order_by().values_list("matter")
    for key, number in others.annotate(n=Sum("activity__times")):
        found[key] += number or 0
    return found


def latest(station: Station, count: int) -> list[Activity]:
    """The last of them."""
    return list(at(station)[:count])
