"""Every station's duties in one list: what was kept, what nobody noted yet, what is to come."""

from __future__ import annotations

from typing import Any, ClassVar

import django_filters
from django import forms
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_GET

from yishi.doors.desk.stations.access import desk
from yishi.doors.desk.stations.listing import areas, tallies
from yishi.doors.desk.stations.one import duty_state, on_duty
from yishi.doors.look.tables import Cell, CellValue, Empty
from yishi.doors.parts.listing import Col, Listing, Tab, linked
from yishi.doors.parts.seen import Seen
from yishi.doors.parts.who import Request
from yishi.foundation import clock, language
from yishi.foundation.people.models import RoleCode
from yishi.rooms.stations import lists
from yishi.rooms.stations.models import Duty

S = Duty.State
UNRECORDED = "unrecorded"
"""The view of what passed and nobody noted."""


class Filters(django_filters.FilterSet):
    """Filters of the list."""

    day = django_filters.DateFromToRangeFilter(
        label=lazy("日期"), widget=django_filters.widgets.DateRangeWidget(attrs={"type": "date", "aria-label": lazy("日期，起和止")})
    )  # fmt: skip
    area = django_filters.MultipleChoiceFilter(label=lazy("镇街（片区）"))
    came = django_filters.ChoiceFilter(choices=[("0", lazy("有人未到"))], method="by_came", label=lazy("到岗"))
    station = django_filters.NumberFilter(field_name="station", label=lazy("站点"), widget=forms.HiddenInput())

    class Meta:
        model = Duty
        fields: ClassVar[list[str]] = []

    def __init__(self, *args: Any, request: Request, **kwargs: Any) -> None:
        super().__init__(*args, request=request, **kwargs)
        self.filters["area"].extra["choices"] = [(area, area) for area in areas(request)]
        self.filters["area"].field.widget.attrs["data-search"] = "1"

    def by_came(self, rows: QuerySet[Duty], name: str, no: str) -> QuerySet[Duty]:
        """Those to which somebody did not come."""
        return rows.filter(pk__in=rows.filter(persons__came=False).values("pk"))


def _tabs(request: Request) -> list[Tab]:
    today = clock.today()
    found = [
        Tab(UNRECORDED, lazy("到期未登记"), lists.unrecorded(today), late=True),
        Tab("ahead", lazy("今天和以后"), Q(matter__state=S.PLANNED, day__gte=today), order="day"),
        Tab("kept", lazy("已到岗"), Q(matter__state=S.KEPT)),
        Tab("missed", lazy("未到岗"), Q(matter__state=S.MISSED)),
        Tab("all", lazy("全部"), Q()),
    ]
    if request.actor.has(RoleCode.STATION_KEEPER):
        mine = Q(station__in=lists.kept(request.actor))
        return [Tab("mine", lazy("我管理的站点"), mine & ~Q(matter__state=S.CANCELLED)), *found]
    return found


def listing(request: Request) -> Listing:
    """Every duty that the reader may see."""
    at, tabs = linked("desk:station_duty"), _tabs(request)

    def hours(d: Duty) -> CellValue:
        return Cell(d.day, f"{d.starts:%H:%M}–{d.ends:%H:%M}")

    return Listing(
        id="duties", caption=_("值班"), url=reverse("desk:stations_duties"), rows=lists.visible_duties(request.actor),
        columns=[
            Col("station", _("站点"), lambda d: Cell(d.station.matter.title, d.station.code), ("station__matter__title",), primary=True),
            Col("state", _("状态"), lambda d: None, ("matter__state", "day")),
            Col("day", _("日期"), hours, ("day", "starts")),
            Col("persons", _("值班的代表（委员）"), lambda d: language.listed(on_duty(row) for row in d.persons.all())),
            Col("officials", _("进站的领导干部"), lambda d: language.listed(str(row) for row in d.officials.all())),
            Col("heads", _("接待人次"), lambda d: d.heads, ("heads",), numeric=True),
            Col("area", _("镇街（片区）"), lambda d: d.area, ("area",)),
            Col("why", _("未到岗的原因"), lambda d: d.why, on=False),
            Col("note", _("备注"), lambda d: d.note, on=False),
        ],
        empty=Empty(_("还没有值班"), _("在站点的页面排班，或者整月排班；到期以后在这里登记谁到了、接待了多少人。"), reverse("desk:stations"), _("去站点")),
        link=lambda d: at(d.pk), state=duty_state, tabs=tabs, filters=Filters, order="-day", dress=_dressed,
        tallies=lambda: tallies(request, "duties", lists.visible_duties(request.actor), tabs), counted="times",
        find=lambda rows, words: rows.filter(pk__in=rows.filter(
            Q(station__matter__title__icontains=words) | Q(station__code__iexact=words) | Q(persons__mandate__person__name__icontains=words)
        ).values("pk")),
        find_in=_("站点、站点码、代表（委员）姓名"),
    )  # fmt: skip


def _dressed(rows: QuerySet[Duty]) -> QuerySet[Duty]:
    return lists.with_people(rows.select_related("matter", "station__matter"))


@desk
@require_GET
def duties(request: Request) -> HttpResponse:
    """The list, or its file."""
    seen = Seen(request, listing(request))
    if request.GET.get("export"):
        return seen.export(request.GET["export"])
    return render(request, "desk/stations/duties.html", {"listing": seen.listing, "table": seen.table()})
