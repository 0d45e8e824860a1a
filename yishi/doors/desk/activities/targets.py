"""The yearly plan: what was set for each kind or result, with what was done beside it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from yishi.doors.desk.activities.listing import catalogue
from yishi.doors.parts.activity import plain
from yishi.doors.parts.exporting import response
from yishi.doors.parts.who import DESK, Request, door
from yishi.foundation import clock
from yishi.foundation.people.models import RoleCode
from yishi.readings.figures.counting import Counter
from yishi.readings.figures.expression import Count
from yishi.readings.figures.windows import Span
from yishi.rooms.activities import lists
from yishi.rooms.activities.catalogue.kinds import Catalogue, Kind
from yishi.rooms.activities.loop.target import with_result
from yishi.rooms.activities.models import Target

desk = door(*DESK)
FIRST, LAST = 2000, 2100
FULL = 100
SHOWN = 8
"""Numbers of the plan that Today shows."""


@dataclass(frozen=True)
class Row:
    """One number of the plan: what it counts, what was set, what was done, and the share of it in percent."""

    target: Target
    name: str
    line: str
    actual: Decimal | None
    note: str = ""

    @property
    def set(self) -> str:
        """What was set, with its measure."""
        return f"{plain(self.target.number)} {self.target.measure}"

    @property
    def done(self) -> str:
        """What was done, with its measure."""
        return "" if self.actual is None else f"{plain(self.actual)} {self.target.measure}"

    @property
    def share(self) -> int | None:
        """How much of it is done, in percent; more than a hundred where more was done."""
        if self.actual is None or not self.target.number:
            return None
        return int(self.actual * 100 / self.target.number)

    @property
    def reached(self) -> bool:
        """Whether all of it is done."""
        return self.share is not None and self.share >= FULL

    @property
    def bar(self) -> int:
        """The same as far as a bar can show it."""
        return min(self.share or 0, 100)


def counted(target: Target) -> Count:
    """The figure that the target is about."""
    result = (("outcome", (target.result,)),) if target.result else ()
    return Count(target.counted, (("kind", (target.code,)), *result))


def asked(request: Request) -> int:
    """The year of the address, or this one."""
    text = request.GET.get("year", "")
    year = int(text) if text.isdecimal() and len(text) == 4 else 0
    return year if FIRST <= year <= LAST else clock.today().year


def days(year: int) -> Span:
    """The days of a year that have been, up to today."""
    last = dt.date(year, 12, 31)
    return Span(dt.date(year, 1, 1), min(last, max(clock.today(), dt.date(year, 1, 1))))


def rows(request: Request, year: int) -> list[Row]:
    """The plan of a year by line of work; the actuals in the few queries of a counter."""
    targets = list(lists.targets(request.actor.organ, year))
    values = Counter(request.actor, days(year)).values([counted(target) for target in targets]) if targets else []
    known, profile = catalogue(request), request.actor.organ.profile
    order = {line.code: at for at, line in enumerate(known.lines)}
    names = {line.code: line.called(profile) for line in known.lines}
    found = []
    for target, value in zip(targets, values, strict=True):
        name, line = _named(known, target, profile)
        found.append((order.get(line, len(order)), Row(target, name, names.get(line, ""), value.number, value.note)))
    return [row for _at, row in sorted(found, key=lambda pair: pair[0])]


def _named(known: Catalogue, target: Target, profile: str) -> tuple[str, str]:
    found: Any = known.kind_by_code.get(target.code) or known.output_by_code.get(target.code)
    if not isinstance(found, Kind):
        return (found.called if found else target.code), ""
    return with_result(found, target.result, found.called(profile)), found.line


def years(request: Request, year: int) -> Sequence[int]:
    """The years a page offers: the next, this one and those before for which something was set."""
    this = clock.today().year
    planned = Target.objects.filter(organ=request.actor.organ, dropped=False).order_by().values_list("year", flat=True)
    return sorted({this + 1, this, year, *planned.distinct()}, reverse=True)


@desk
@require_GET
def year(request: Request) -> HttpResponse:
    """The plan of a year, or its file."""
    chosen = asked(request)
    found = rows(request, chosen) if request.actor.has(*lists.PEOPLE) else []
    if request.GET.get("export"):
        return _file(request, chosen, found)
    context = {
        "year": chosen, "years": years(request, chosen), "rows": found, "sets": request.actor.has(RoleCode.OFFICE),
        "reached": sum(row.reached for row in found), "counted_to": days(chosen).until,
        "new_url": f"{reverse('desk:new', args=['target', 'set_target'])}?year={chosen}",
        "open": chosen <= clock.today().year,
    }  # fmt: skip
    return render(request, "desk/activities/targets.html", context)


@desk
@require_GET
def now(request: Request) -> HttpResponse:
    """A part of Today: of this year's plan what is farthest behind the days that have gone by, read after the page stands."""
    today = clock.today()
    found = rows(request, today.year) if request.actor.has(*lists.PEOPLE) else []
    gone = today.timetuple().tm_yday * 100 // dt.date(today.year, 12, 31).timetuple().tm_yday
    behind = sorted((row for row in found if row.share is not None), key=lambda row: row.share or 0)
    context = {
        "rows": behind[:SHOWN], "all": len(found), "reached": sum(row.reached for row in found), "gone": gone,
        "slow": sum((row.share or 0) < gone for row in behind), "year": today.year,
    }  # fmt: skip
    return render(request, "desk/activities/targets_now.html", context)


def _file(request: Request, chosen: int, found: Sequence[Row]) -> HttpResponse:
    heads = [
        _("工作条线"),
        _("种类或者成果"),
        _("计什么"),
        _("目标值"),
        _("已完成"),
        _("单位"),
        _("完成（%）"),
        _("说明"),
    ]
    cells = [
        [row.line, row.name, str(row.target.get_counted_display()), row.target.number, row.actual, row.target.measure, row.share, row.target.note]
        for row in found
    ]  # fmt: skip
    title = _("%d年度计划") % chosen
    answer = response(request.GET["export"], title, heads, cells)
    return answer  # type: ignore[return-value]  # streamed or whole, Django sends both
