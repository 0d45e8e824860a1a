"""The list of stations: its views, filters and columns."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

import django_filters
from django import forms
from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from yishi.doors.desk.activities.listing import catalogue
from yishi.doors.desk.stations.lines import Line, lines, state_of
from yishi.doors.look.tables import Cell, CellValue, Empty
from yishi.doors.parts.kept import kept
from yishi.doors.parts.listing import Col, Listing, Tab, linked
from yishi.doors.parts.who import Request
from yishi.foundation import clock
from yishi.foundation.people.models import RoleCode
from yishi.rooms.stations import lists
from yishi.rooms.stations.models import Station
from yishi.rooms.stations.words import LINE

S = Station.State


class Filters(django_filters.FilterSet):
    """Filters of the list."""

    kind = django_filters.MultipleChoiceFilter(label=lazy("类别"))
    area = django_filters.MultipleChoiceFilter(label=lazy("镇街（片区）"))
    online = django_filters.ChoiceFilter(
        choices=[("1", lazy("已开通")), ("0", lazy("未开通"))], method="by_online", label=lazy("在线接待")
    )
    demo = django_filters.ChoiceFilter(
        choices=[("demo", lazy("示范")), ("standard", lazy("达标"))], field_name="standing", label=lazy("等次")
    )
    point = django_filters.ChoiceFilter(
        choices=[("1", lazy("已填")), ("0", lazy("未填"))], method="by_point", label=lazy("经纬度")
    )
    under = django_filters.NumberFilter(field_name="upper", label=lazy("上级站点"), widget=forms.HiddenInput())

    class Meta:
        model = Station
        fields: ClassVar[list[str]] = []

    def __init__(self, *args: Any, request: Request, **kwargs: Any) -> None:
        super().__init__(*args, request=request, **kwargs)
        self.filters["kind"].extra["choices"] = list(kind_names(request).items())
        self.filters["area"].extra["choices"] = [(area, area) for area in areas(request)]
        for name in ("kind", "area"):
            self.filters[name].field.widget.attrs["data-search"] = "1"

    def by_online(self, rows: QuerySet[Station], name: str, yes: str) -> QuerySet[Station]:
        """With online reception or without."""
        return rows.filter(online=yes == "1")

    def by_point(self, rows: QuerySet[Station], name: str, yes: str) -> QuerySet[Station]:
        """Those whose point is known, or is still to be said."""
        return rows.filter(latitude__isnull=yes == "0")


def kind_names(request: Request) -> Mapping[str, str]:
    """What the organ calls its kinds of stations."""
    profile = request.actor.organ.profile
    known = catalogue(request).kinds
    return {kind.code: kind.called(profile) for kind in known if kind.line == LINE and kind.form == "stock"}


def areas(request: Request) -> list[str]:
    """Streets and towns that stations lie in; one query."""
    rows = lists.visible(request.actor).exclude(area="").order_by("area")
    return list(rows.values_list("area", flat=True).distinct())


def _tabs(request: Request) -> list[Tab]:
    found = [
        Tab("open", lazy("开放"), Q(matter__state=S.OPEN)),
        Tab("online", lazy("在线接待"), Q(matter__state=S.OPEN, online=True)),
        Tab("top", lazy("没有上级的"), Q(matter__state=S.OPEN, upper=None)),
        Tab("closed", lazy("已撤销"), Q(matter__state=S.CLOSED)),
    ]
    if request.actor.has(RoleCode.STATION_KEEPER):
        return [Tab("mine", lazy("我管理的"), Q(pk__in=lists.kept(request.actor))), *found]
    return found


def tallies(request: Request, name: str, rows: QuerySet[Any], tabs: list[Tab]) -> Mapping[str, int]:
    """Rows of each view; for the office, whose rows are everybody's, counted once for as long as nothing more is recorded."""

    def count() -> Mapping[str, int]:
        return dict(rows.aggregate(**{tab.key: Count("pk", filter=tab.where) for tab in tabs}))

    if request.actor.has(RoleCode.OFFICE) and not request.actor.has(RoleCode.STATION_KEEPER):
        return kept(request, name, clock.today(), make=count)
    return count()


def stations(request: Request) -> Listing:
    """Every station that the reader may see."""
    at, names, tabs = linked("desk:station"), kind_names(request), _tabs(request)
    standing = {"demo": _("示范"), "standard": _("达标")}

    def kind(line: Line) -> CellValue:
        return Cell(names.get(line.kind, line.kind), standing.get(line.standing, line.standing))

    return Listing(
        id="stations", caption=_("站点"), url=reverse("desk:stations"), rows=lists.visible(request.actor),
        columns=[
            Col("title", _("名称"), lambda line: Cell(line.title, line.code), ("matter__title",), primary=True),
            Col("state", _("状态"), lambda line: None, ("matter__state",)),
            Col("kind", _("类别"), kind, ("kind",)),
            Col("area", _("镇街（片区）"), lambda line: line.area, ("area",)),
            Col("address", _("地址"), lambda line: line.address, ("address",)),
            Col("posted", _("进站人数"), lambda line: line.posted, numeric=True),
            Col("next", _("下次值班"), lambda line: line.next_duty),
            Col("online", _("在线接待"), lambda line: _("已开通") if line.online else "", ("online",)),
            Col("opening", _("开放时间"), lambda line: line.opening, on=False),
            Col("phone", _("电话"), lambda line: line.phone, on=False),
            Col("upper", _("上级站点"), lambda line: line.upper or "", ("upper__matter__title",), on=False),
            Col("code", _("站点码"), lambda line: line.code, ("code",), on=False),
            Col("number", _("编号"), lambda line: line.number, ("matter__number",), on=False),
            Col("opened", _("设立日期"), lambda line: line.opened_on, ("matter__opened_on",), on=False),
            Col("closed", _("撤销日期"), lambda line: line.closed_on, ("matter__closed_on",), on=False),
        ],
        empty=_empty(request), link=lambda line: at(line.pk), state=state_of, tabs=tabs, filters=Filters, order="code",
        lines=lines, tallies=lambda: tallies(request, "stations", lists.visible(request.actor), tabs), counted="rows",
        find=lambda rows, words: rows.filter(
            Q(matter__title__icontains=words) | Q(code__iexact=words) | Q(address__icontains=words) | Q(area__icontains=words)
        ),
        find_in=_("名称、站点码、地址、镇街"),
    )  # fmt: skip


def _empty(request: Request) -> Empty:
    hint = _("代表之家、联络站、联系点、委员工作室都登记在这里：有站点码、开放时间、值班表，居民扫码就能找到。")
    if not request.actor.has(RoleCode.OFFICE):
        return Empty(_("还没有站点"), hint)
    return Empty(_("还没有站点"), hint, reverse("desk:new", args=["station", "set_up"]), _("设立站点"))
