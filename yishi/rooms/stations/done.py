"""What was done at stations by the room below: activities that were held there or are tied to them."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping

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


def titles(stations: QuerySet[Station], until: dt.date) -> dict[str, int]:
    """The stations by their names, of those that were not closed by a day; one open now goes before one that was closed."""
    rows = stations.order_by(F("matter__closed_on").asc(nulls_last=True), "pk")
    named = rows.values_list("matter__title", "pk", "matter__closed_on")
    return {title: key for title, key, closed in named if closed is None or closed > until}


def activities(
    organ: Organ, since: dt.date, until: dt.date, by_title: Mapping[str, int], station: int | None = None
) -> Counter[int]:
    """How many of them each station had from day to day, or one of them, by the stations' names; two queries for any number."""
    found: Counter[int] = Counter()
    held = {"matter__organ": organ, "matter__state__in": COUNTED, "stock": False, "day__range": (since, until)}
    here = Activity.objects.filter(**held).exclude(place="")
    tied = About.objects.filter(matter__room="stations", matter__kind="station")
    tied = tied.filter(**{f"activity__{name}": value for name, value in held.items()})
    if station is not None:
        here, tied = here.filter(place__in=list(by_title)), tied.filter(matter=station)
    for place, number in here.order_by().values_list("place").annotate(n=Sum("times")):
        if place in by_title:
            found[by_title[place]] += number or 0
    others = tied.exclude(matter__title=F("activity__place")).order_by().values_list("matter")
    for key, number in others.annotate(n=Sum("activity__times")):
        found[key] += number or 0
    return found


def latest(station: Station, count: int) -> list[Activity]:
    """The last of them."""
    return list(at(station)[:count])
