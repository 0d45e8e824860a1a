"""The board of stations (总站看板): what each did in a year, and what became of what was said there; for all, or for those
below one general station."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.db.models import OuterRef, Subquery
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from yishi.doors.desk.stations import voices
from yishi.doors.desk.stations.access import desk
from yishi.doors.desk.stations.listing import kind_names
from yishi.doors.look.cards import Tally
from yishi.doors.parts import exporting
from yishi.doors.parts.kept import kept
from yishi.doors.parts.who import Request
from yishi.foundation import clock
from yishi.rooms.stations import done, lists, stars
from yishi.rooms.stations.models import Stars, Station

PAGE = 50
ASKED = ("year", "under", "area", "sort")


@dataclass(frozen=True, slots=True)
class Row:
    """One station of the board."""

    pk: int
    title: str
    code: str
    kind: str
    area: str
    counts: Mapping[str, int]
    voices: voices.Voices
    stars: int | None

    @property
    def rate(self) -> str:
        """Its solved rate."""
        return self.voices.rate

    def number(self, what: str) -> int:
        """How many of what is counted."""
        return self.counts.get(what, 0)


@dataclass(frozen=True)
class Column:
    """A column that the board can be sorted by, the largest first."""

    key: str
    label: Any
    of: Callable[[Row], Any]


def columns() -> list[Column]:
    """What the board shows of each station."""
    return [
        Column("duty", _("到岗班次"), lambda row: row.number("duty")),
        Column("missed", _("未到岗"), lambda row: row.number("missed")),
        Column("reception", _("接待日"), lambda row: row.number("reception")),
        Column("residents", _("接待人次"), lambda row: row.number("residents")),
        Column("online", _("在线接待"), lambda row: row.number("online")),
        Column("activity", _("活动"), lambda row: row.number("activity")),
        Column("messages", _("群众意见"), lambda row: row.voices.received),
        Column("solved", _("已解决"), lambda row: row.voices.solved),
        Column("rate", _("解决率"), lambda row: row.rate),
        Column("stars", _("星级"), lambda row: "" if row.stars is None else row.stars),
    ]


def rows(request: Request, year: int) -> list[Row]:
    """Every open station with what it did in the year; eight queries for any number, none while nothing more is recorded."""
    return kept(request, "station board", year, clock.today(), make=lambda: list(_rows(request, year)))


def _rows(request: Request, year: int) -> Iterator[Row]:
    organ, span = request.actor.organ, (dt.date(year, 1, 1), dt.date(year, 12, 31))
    given = Subquery(Stars.objects.filter(station=OuterRef("pk"), year=year).values("stars")[:1])
    rows = lists.open_ones(organ).annotate(given=given)
    found = list(rows.values_list("pk", "matter__title", "code", "kind", "area", "given"))
    counts = stars.turned_up(organ, span)
    for pk, number in done.activities(organ, *span, {row[1]: row[0] for row in found}).items():
        counts[pk].update(activity=number)
    said = voices.of_stations(organ, *span)
    for pk, title, code, kind, area, stars_given in found:
        yield Row(pk, title, code, kind, area, counts.get(pk, Counter()), said.get(pk, voices.Voices()), stars_given)


def below(request: Request, key: int) -> set[int]:
    """The stations that stand below one, itself too; one query."""
    pairs = Station.objects.filter(matter__organ=request.actor.organ, upper__isnull=False).values_list("upper", "pk")
    children: dict[int, list[int]] = {}
    for upper, pk in pairs:
        children.setdefault(upper or 0, []).append(pk)
    found, waiting = {key}, [key]
    while waiting:
        new = [pk for pk in children.get(waiting.pop(), ()) if pk not in found]
        found |= set(new)
        waiting += new
    return found


@desk
@require_GET
def board(request: Request) -> HttpResponse:
    """The board, or its file."""
    today = clock.today()
    year = min(max(number_asked(request, "year", today.year), 2000), today.year)
    every = rows(request, year)
    under = _under(request, number_asked(request, "under", 0))
    shown = [row for row in every if row.pk in below(request, under.pk)] if under else every
    area = request.GET.get("area", "")
    shown = [row for row in shown if row.area == area] if area else shown
    sort = request.GET.get("sort", "-messages")
    shown = _sorted(shown, sort)
    if request.GET.get("export"):
        return _file(request, shown)
    page = Paginator(shown, PAGE).get_page(request.GET.get("page"))
    names, cols = kind_names(request), columns()
    context = {
        "year": year, "years": range(today.year, today.year - 5, -1), "under": under, "area": area, "page": page,
        "heads": [(column, _url(request, sort=_turned(column.key, sort)), _way(column.key, sort)) for column in cols],
        "rows": [(row, names.get(row.kind, row.kind), [(column, column.of(row)) for column in cols]) for row in page],
        "tallies": _tallies(shown), "areas": sorted({row.area for row in every if row.area}),
        "generals": [row for row in every if row.kind in ("station_main", "station_home")][:200],
        "previous": _url(request, page=page.previous_page_number()) if page.has_previous() else "",
        "next": _url(request, page=page.next_page_number()) if page.has_next() else "",
        "export": _url(request, export="xlsx"), "asked": request.GET,
    }  # fmt: skip
    return render(request, "desk/stations/board.html", context)


def _under(request: Request, key: int) -> Station | None:
    return lists.visible(request.actor).select_related("matter").filter(pk=key).first() if key else None


def _sorted(found: Sequence[Row], sort: str) -> list[Row]:
    column = next((each for each in columns() if each.key == sort.lstrip("-")), None)
    if column is None:
        return sorted(found, key=lambda row: row.code)

    def by(row: Row) -> tuple[Any, str]:
        if column.key == "rate":
            return (row.voices.solved / row.voices.received if row.voices.received else -1.0, row.code)
        return (column.of(row) or 0, row.code)

    return sorted(found, key=by, reverse=sort.startswith("-"))


def _turned(key: str, sort: str) -> str:
    return key if sort == f"-{key}" else f"-{key}"


def _way(key: str, sort: str) -> str:
    return {f"-{key}": "descending", key: "ascending"}.get(sort, "")


def _tallies(shown: Sequence[Row]) -> list[Tally]:
    said = voices.Voices(sum(row.voices.received for row in shown), sum(row.voices.solved for row in shown))
    found = [
        Tally(_("站点"), len(shown), ""),
        Tally(_("到岗班次"), sum(row.number("duty") for row in shown), "", "times"),
        Tally(_("接待日"), sum(row.number("reception") for row in shown), "", "times"),
        Tally(_("接待人次"), sum(row.number("residents") for row in shown), ""),
        Tally(_("活动"), sum(row.number("activity") for row in shown), "", "times"),
        Tally(_("群众意见"), said.received, "", "rows", note=_("解决率 %s") % said.rate if said.rate else ""),
    ]
    return found


def number_asked(request: Request, name: str, usual: int) -> int:
    """A whole number that the address says, else the usual one."""
    said = request.GET.get(name, "")
    return int(said) if said.isascii() and said.isdecimal() and 0 < len(said) < 12 else usual


def _url(request: Request, **changes: Any) -> str:
    asked = {name: request.GET[name] for name in ASKED if request.GET.get(name)}
    return f"?{urlencode(asked | {name: str(value) for name, value in changes.items()})}"


def _file(request: Request, found: Sequence[Row]) -> Any:
    cols, names = columns(), kind_names(request)
    heads = [_("站点"), _("站点码"), _("类别"), _("镇街（片区）"), *(str(column.label) for column in cols)]
    lines = (
        [row.title, row.code, names.get(row.kind, row.kind), row.area, *(column.of(row) for column in cols)]
        for row in found
    )
    return exporting.response("xlsx", str(_("站点看板")), heads, lines)
