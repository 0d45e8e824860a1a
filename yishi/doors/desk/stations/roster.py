"""A station's month (值班表): what is on the roster day by day, and a suggestion in turn that the office or keeper confirms."""

from __future__ import annotations

import calendar
import datetime as dt
from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import dates
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from yishi.doors.desk.stations.access import desk
from yishi.doors.desk.stations.page import Page
from yishi.doors.parts.who import Request
from yishi.foundation.loops.refusals import NotAllowed, Refused
from yishi.foundation.loops.take import create_many
from yishi.rooms.activities.loop.amounts import TimeField
from yishi.rooms.stations import lists, roster
from yishi.rooms.stations.loop import duty

WEEKDAYS = [(str(at), name) for at, name in dates.WEEKDAYS.items()]


class TurnForm(forms.Form):
    """On which weekdays, at what hours, how many at a time."""

    weekdays = forms.MultipleChoiceField(label=lazy("哪几天"), choices=WEEKDAYS, widget=forms.CheckboxSelectMultiple())
    starts = TimeField(label=lazy("开始时间"), widget=forms.TimeInput(attrs={"type": "time"}))
    ends = TimeField(label=lazy("结束时间"), widget=forms.TimeInput(attrs={"type": "time"}))
    each = forms.IntegerField(label=lazy("每班几人"), min_value=1, max_value=10, initial=1)


@desk
def month(request: Request, pk: int) -> HttpResponse:
    """The month's calendar; with `weekdays` in the address a suggestion, which POST puts on the roster."""
    page = Page(request, pk)
    year, at = _month(request.GET.get("month", ""), page.today)
    form = (
        TurnForm(request.GET)
        if request.GET.getlist("weekdays")
        else TurnForm(initial={"starts": dt.time(9), "ends": dt.time(11, 30)})
    )
    turns, refusal = [], ""
    if page.inside and form.is_bound and form.is_valid():
        days = roster.days_of(year, at, [int(day) for day in form.cleaned_data["weekdays"]])
        turns = roster.suggest(page.station, [day for day in days if day >= page.today], form.cleaned_data["each"])
    if request.method == "POST":
        try:
            return _planned(request, page, form, turns)
        except NotAllowed:
            raise
        except Refused as refused:
            refusal = refused.sentence
    context = {
        "page": page, "weeks": _weeks(page, year, at), "first": dt.date(year, at, 1), "form": form, "turns": turns,
        "refusal": refusal, "names": [name for _code, name in WEEKDAYS], "month": f"{year}-{at:02d}",
        "previous": _url(page, dt.date(year, at, 1) - dt.timedelta(days=1)), "next": _url(page, dt.date(year, at, 28) + dt.timedelta(days=7)),
    }  # fmt: skip
    return render(request, "desk/stations/roster.html", context, status=422 if refusal else 200)


def _planned(request: Request, page: Page, form: TurnForm, turns: list[roster.Turn]) -> HttpResponse:
    """All turns of the suggestion, or none. Raises Refused."""
    if not page.inside:
        raise NotAllowed(_("值班表由工作机构和站点管理员排。"))
    if not turns:
        raise Refused(_("没有可以排的班：请先安排代表（委员）进站，或者另选日子。"))
    hours = {name: form.cleaned_data[name] for name in ("starts", "ends")}
    rows = [{"station": page.station, "day": turn.day, "persons": turn.persons, **hours} for turn in turns]
    with transaction.atomic():
        batch = create_many(duty["plan"], request.actor, rows)
        for at, refusal in batch.refused.items():
            raise Refused(f"{turns[at].day.isoformat()}：{refusal.sentence}")
    messages.success(request, _("已排 %d 班，值班的代表（委员）已收到通知。") % len(turns))
    return redirect(_url(page, turns[0].day))


def _month(said: str, today: dt.date) -> tuple[int, int]:
    year, _dash, month = said.partition("-")
    if (
        year.isascii()
        and year.isdecimal()
        and len(year) == 4
        and month in {f"{at:02d}" for at in range(1, 13)}
        and int(year) >= 2000
    ):
        return int(year), int(month)
    return today.year, today.month


def _url(page: Page, day: dt.date) -> str:
    return f"{reverse('desk:station_roster', args=[page.station.pk])}?month={day:%Y-%m}"


def _weeks(page: Page, year: int, month: int) -> list[list[tuple[dt.date, list[Any]]]]:
    """The weeks of a month with the duties of each day."""
    weeks = calendar.Calendar().monthdatescalendar(year, month)
    found: dict[dt.date, list[Any]] = {}
    for row in lists.duties_on_days(page.station, weeks[0][0], weeks[-1][-1]):
        found.setdefault(row.day, []).append(row)
    return [[(day, found.get(day, [])) for day in week] for week in weeks]
