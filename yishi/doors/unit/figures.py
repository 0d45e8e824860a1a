"""A unit's own figures of a year: the room's figures, of one unit, as far as its people may see them."""

from __future__ import annotations

import datetime as dt
from typing import Any

from yishi.doors.parts.who import Request
from yishi.doors.unit.trouble import Reader
from yishi.foundation import clock
from yishi.foundation.facts.models import Fact
from yishi.foundation.people.models import Unit
from yishi.rooms.suggestions import tallies


def page(request: Request) -> dict[str, Any]:
    """The figures of the unit and year asked for; the reader's first unit and this year if none is."""
    units = list(Unit.objects.filter(pk__in=Reader.of(request.actor).units).order_by("code"))
    asked = request.GET.get("unit", "")
    unit = next((one for one in units if str(one.pk) == asked), units[0])
    rows = Fact.objects.filter(organ=request.actor.organ, line="suggestions", unit=unit)
    this = clock.today().year
    years = sorted({this, *(day.year for day in rows.dates("day", "year"))}, reverse=True)
    wanted = request.GET.get("year", "")
    year = int(wanted) if wanted.isdecimal() and int(wanted) in years else this
    tally = tallies.for_reader(request.actor, dt.date(year, 1, 1), dt.date(year, 12, 31), unit=unit)
    return {"units": units, "unit": unit, "years": years, "year": year, "figures": tally.figures()}
