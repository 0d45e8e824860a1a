"""The year in figures: each with its definition, its parts, and the rows behind it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from yishi.doors.desk.work import forms
from yishi.doors.desk.work.forms import year_asked
from yishi.doors.look.tables import Cell, Empty
from yishi.doors.parts.listing import Col, Listing
from yishi.doors.parts.seen import Seen
from yishi.doors.parts.who import DESK, Request, door
from yishi.rooms.suggestions import tallies
from yishi.rooms.suggestions.measures import WORDS
from yishi.rooms.suggestions.models import Oversight
from yishi.rooms.suggestions.shown import Figure
from yishi.rooms.suggestions.stock import checks_by_phase, stock

desk = door(*DESK)


def tally_of(request: Request, year: int) -> tallies.Tally:
    return tallies.for_reader(request.actor, dt.date(year, 1, 1), dt.date(year, 12, 31))


@desk
def figures(request: Request) -> HttpResponse:
    """All figures of a year."""
    year = year_asked(request.GET)
    tally = tally_of(request, year)
    context = {
        "year": year, "years": forms.years(year), "figures": tally.figures(),
        "by_topic": tally.by_topic("received"), "by_unit": tally.by_unit("handed"), "by_source": tally.by_source(),
        "checks": [(phase.label, n) for phase, n in zip(Oversight.Phase, checks_by_phase(tally).values(), strict=True)],
        "stock": stock(tally),
    }  # fmt: skip
    return render(request, "desk/work/figures.html", context)


@dataclass(frozen=True)
class Behind:
    """The rows behind a figure that the reader may see, and how many he may not."""

    figure: Figure
    listing: Listing
    hidden: int


def behind(request: Request, name: str, year: int) -> Behind:
    """What stands behind a figure of a year; raises Http404 where there is no such figure."""
    figure = next((each for each in tally_of(request, year).figures() if each.id == name), None)
    if figure is None:
        raise Http404
    said = WORDS[request.actor.organ.profile]
    listing = Listing(
        id="rows", caption=figure.name, url=reverse("desk:figure_rows", args=[name]),
        rows=figure.rows().select_related("matter", "unit"), order="-day",
        columns=[
            Col("title", said["matter"], lambda fact: Cell(fact.matter.title, fact.matter.number), ("matter__title",), primary=True),
            Col("day", _("日期"), lambda fact: fact.day, ("day",)),
            Col("unit", _("单位"), lambda fact: str(fact.unit or ""), ("unit__short",)),
            Col("topic", _("类别"), lambda fact: fact.topic, ("topic",)),
        ],
        empty=Empty(_("没有可以查看的明细"), figure.note), link=lambda fact: reverse("desk:suggestion", args=[fact.matter_id]),
    )  # fmt: skip
    return Behind(figure, listing, figure.rows.hidden())


@desk
def rows(request: Request, name: str) -> HttpResponse:
    """The rows behind a figure that this reader may see; how many he may not is said."""
    year = year_asked(request.GET)
    found = behind(request, name, year)
    page = Seen(request, found.listing)
    if request.GET.get("export"):
        return page.export(request.GET["export"])
    return render(
        request,
        "desk/work/rows.html",
        {"table": page.table(), "figure": found.figure, "year": year, "hidden": found.hidden},
    )
