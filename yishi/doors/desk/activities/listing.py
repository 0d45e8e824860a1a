"""The list of activities: its views, filters and columns."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

import django_filters
from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Sum
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from yishi.doors.desk.activities.lines import Line, lines, state_of
from yishi.doors.look.tables import BulkAction, Cell, CellValue, Empty
from yishi.doors.parts.kept import kept
from yishi.doors.parts.listing import Col, Listing, Tab, linked
from yishi.doors.parts.seen import Seen
from yishi.doors.parts.who import Request, door_of
from yishi.foundation import clock, language
from yishi.foundation.people.models import Grouping, RoleCode
from yishi.readings.search.find import Search
from yishi.rooms.activities import lists, own
from yishi.rooms.activities.catalogue.kinds import Catalogue
from yishi.rooms.activities.models import Activity, Host

S = Activity.State
GONE = (S.CANCELLED, S.STRUCK)
COUNTED = (S.RECORDED, S.ENDED)
BULK = (BulkAction("activity.confirm", lazy("确认"), True),)
RECORDERS = (RoleCode.OFFICE, RoleCode.COMMITTEE)
"""Whose desk records: the office everything of the organ, a committee's staff their own."""


def catalogue(request: Request) -> Catalogue:
    """The organ's catalogue, read once a request."""
    known: Catalogue | None = getattr(request, "_catalogue", None)
    if known is None:
        known = request._catalogue = own.catalogue(request.actor.organ)  # type: ignore[attr-defined]  # this request's own
    return known


class Filters(django_filters.FilterSet):
    """Filters of the list; their choices come in one query beside the catalogue's."""

    line = django_filters.ChoiceFilter(label=lazy("工作条线"))
    kind = django_filters.MultipleChoiceFilter(label=lazy("活动种类"))
    state = django_filters.MultipleChoiceFilter(field_name="matter__state", choices=S.choices, label=lazy("状态"))
    day = django_filters.DateFromToRangeFilter(
        label=lazy("日期"),
        widget=django_filters.widgets.DateRangeWidget(attrs={"type": "date", "aria-label": lazy("日期，起和止")}),
    )
    topic = django_filters.CharFilter(field_name="topics", lookup_expr="icontains", label=lazy("主题"))
    place = django_filters.CharFilter(method="by_place", label=lazy("地点、镇街"))
    body = django_filters.ChoiceFilter(label=lazy("承办的委室"))
    host = django_filters.CharFilter(method="by_host", label=lazy("联合举办的单位"))
    reported = django_filters.ChoiceFilter(
        choices=[("1", lazy("是")), ("0", lazy("否"))], method="by_reported", label=lazy("代表（委员）报告的")
    )
    together = django_filters.ChoiceFilter(
        choices=[("ours", lazy("本机关举办")), ("others", lazy("其他机关举办、本机关联合"))], method="by_whose", label=lazy("由谁举办")
    )  # fmt: skip

    class Meta:
        model = Activity
        fields: ClassVar[list[str]] = []

    def __init__(self, *args: Any, request: Request, **kwargs: Any) -> None:
        super().__init__(*args, request=request, **kwargs)
        self.actor, organ = request.actor, request.actor.organ
        known = catalogue(request)
        bodies = Grouping.objects.filter(organ=organ, kind__in=(Grouping.Kind.COMMITTEE, Grouping.Kind.WORKING))
        choices = {
            "line": [(row.code, row.called(organ.profile)) for row in known.lines],
            "kind": [(row.code, row.called(organ.profile)) for row in known.kinds],
            "body": [(str(key), name) for key, name in bodies.values_list("pk", "name")],
        }
        for name, offered in choices.items():
            self.filters[name].extra["choices"] = offered
        for name in ("state", *choices):
            self.filters[name].field.widget.attrs["data-search"] = "1"

    def by_place(self, rows: QuerySet[Activity], name: str, words: str) -> QuerySet[Activity]:
        """Where it was, or the street or town that is counted."""
        return rows.filter(Q(place__icontains=words) | Q(area__icontains=words))

    def by_host(self, rows: QuerySet[Activity], name: str, words: str) -> QuerySet[Activity]:
        """Held together with one of that name."""
        named = Q(name__icontains=words) | Q(unit__name__icontains=words) | Q(organ__name__icontains=words)
        named |= Q(unit__short__icontains=words) | Q(organ__short__icontains=words)
        return rows.filter(Exists(Host.objects.filter(named, activity=OuterRef("pk"))))

    def by_reported(self, rows: QuerySet[Activity], name: str, yes: str) -> QuerySet[Activity]:
        """Reported by a deputy or member, or recorded by the organ's own people."""
        return rows.filter(reporter__isnull=yes == "0")

    def by_whose(self, rows: QuerySet[Activity], name: str, whose: str) -> QuerySet[Activity]:
        """The organ's own, or others' that it held too."""
        mine = Q(matter__organ=self.actor.organ)
        return rows.filter(mine if whose == "ours" else ~mine)


def _tabs(request: Request) -> list[Tab]:
    today = clock.today()
    planned = Q(matter__state=S.PLANNED)
    found = [
        Tab("all", lazy("全部"), ~Q(matter__state__in=GONE)),
        Tab("reported", lazy("待确认"), Q(matter__state=S.REPORTED)),
        Tab("unheld", lazy("到期未登记"), planned & _past(today), late=True),
        Tab("planned", lazy("计划中"), planned & ~_past(today)),
        Tab("recorded", lazy("已登记"), Q(matter__state__in=COUNTED)),
        Tab("gone", lazy("已取消、注销"), Q(matter__state__in=GONE)),
    ]
    return found if request.actor.has(*lists.ALL_SEEING, RoleCode.COMMITTEE) else [found[0], *found[3:5]]


def _past(today: Any) -> Q:
    """Its last day has passed."""
    return Q(last_day=None, day__lt=today) | Q(last_day__lt=today)


def sums(where: Q) -> Mapping[str, Any]:
    """Of the rows of a view: all, those that are counted, the happenings they stand for, and what is in being."""
    counted = where & Q(matter__state__in=COUNTED)
    return {
        "every": Count("pk", filter=where), "counted": Count("pk", filter=counted),
        "times": Coalesce(Sum("times", filter=counted & Q(stock=False)), 0), "stock": Count("pk", filter=counted & Q(stock=True)),
    }  # fmt: skip


def tallies(request: Request) -> Mapping[str, int]:
    """Rows of each view, and the sums of the one asked for; counted once for as long as nothing more is recorded."""
    actor, today, tabs = request.actor, clock.today(), _tabs(request)
    asked = next((tab for tab in tabs if tab.key == request.GET.get("view")), tabs[0])

    def count() -> Mapping[str, int]:
        found = lists.visible(actor).aggregate(
            **{f"n_{tab.key}": Count("pk", filter=tab.where) for tab in tabs}, **sums(asked.where)
        )
        return {name.removeprefix("n_"): number for name, number in found.items()}

    # Whoever sees the whole organ sees the same; of others each his own.
    return kept(request, "activities", today, asked.key, make=count) if actor.has(RoleCode.OFFICE) else count()


def activities(request: Request) -> Listing:
    """Every activity that the reader may see."""
    door, actor = door_of(request), request.actor
    at, known = linked(f"{door}:activity"), catalogue(request)
    profile, mine = actor.organ.profile, actor.organ.pk
    names = {kind.code: kind.called(profile) for kind in known.kinds}
    line_names = {line.code: line.called(profile) for line in known.lines}
    results = {(kind.code, code): name for kind in known.kinds for code, name in kind.results}

    def kind(line: Line) -> str:
        return names.get(line.kind, line.kind)

    def host(line: Line) -> CellValue:
        held = line.organ if line.organ_id != mine else line.body or ""
        return Cell(held, language.listed(line.hosts)) if line.hosts else held

    columns = [
        Col("number", _("编号"), lambda line: line.number, ("matter__number",), on=False),
        Col(
            "title",
            _("名称"),
            lambda line: Cell(line.title, _kind_and_times(kind(line), line)),
            ("matter__title",),
            primary=True,
        ),
        Col("state", _("状态"), lambda line: None, ("matter__state",)),
        Col("day", _("日期"), lambda line: Cell(line.day, _span(line)), ("day",)),
        Col("place", _("地点"), lambda line: Cell(line.place, line.area) if line.area else line.place, ("place",)),
        Col("who", _("参加"), _who, numeric=True),
        Col("host", _("承办、联合"), host, ("body__name",)),
        Col("outputs", _("成果"), lambda line: line.outputs or "", numeric=True),
        Col("kind", _("种类"), kind, ("kind",), on=False),
        Col("times", _("次数"), lambda line: line.times, ("times",), numeric=True, on=False),
        Col("line", _("工作条线"), lambda line: line_names.get(line.line, line.line), ("line",), on=False),
        Col("topics", _("主题"), lambda line: line.topics, ("topics",), on=False),
        Col(
            "result", _("结果"), lambda line: results.get((line.kind, line.result), line.result), ("result",), on=False
        ),
        Col("reporter", _("报告人"), lambda line: line.reporter or "", ("reporter__person__name",), on=False),
    ]
    return Listing(
        id="activities", caption=_("工作活动"), url=reverse(f"{door}:activities"), rows=lists.visible(actor), columns=columns,
        empty=_empty(request), link=lambda line: at(line.pk), state=state_of, tabs=_tabs(request), filters=Filters, search=Search,
        find_in=_("名称、地点、主题、参加人、单位"), order="-day", lines=lines, tallies=lambda: tallies(request), sums=sums,
        counted="rows",
        bulk=BULK if actor.has(RoleCode.OFFICE) and door == "desk" else (),
        bulk_url=reverse("desk:bulk", args=["activity"]) if door == "desk" else "",
    )  # fmt: skip


def _span(line: Line) -> str:
    if line.ended_on:
        return _("%s 终止") % line.ended_on.isoformat()
    if line.last_day:
        return _("共 %d 天") % ((line.last_day - line.day).days + 1)
    return line.starts.strftime("%H:%M") if line.starts else ""


def _kind_and_times(kind: str, line: Line) -> str:
    if line.times == 1:
        return kind
    return _("%(kind)s · %(times)d %(measure)s") % {"kind": kind, "times": line.times, "measure": line.measure}


def _who(line: Line) -> CellValue:
    """Everybody once each, with those who are only counted beneath."""
    total = line.named + line.heads
    if not total:
        return ""
    return Cell(total, _("其中只记人数 %d") % line.heads if line.heads and line.named else "")


def _empty(request: Request) -> Empty:
    hint = _("开会以外的活动在这里登记：学习、调研、视察、培训、接待、宣传等，一次一条，年报里的数都从这里来。")
    if not request.actor.has(*RECORDERS):
        return Empty(_("还没有工作活动"), hint)
    return Empty(_("还没有工作活动"), hint, reverse("desk:activity_new"), _("登记第一次活动"))


def explained(seen: Seen) -> str:
    """How many of the rows in view are counted, for how many happenings, and why the rest is not."""
    found = seen.sums
    if not found or not found["every"]:
        return ""
    said = [_("这里有 %(counted)d 条计数，代表 %(times)d 次活动") % found]
    if found["stock"]:
        said.append(_("其中 %(stock)d 条是一直存续的，按个数计") % found)
    if rest := found["every"] - found["counted"]:
        said.append(_("其余 %d 条不计数：计划中、待确认、已退回、已取消或者已注销") % rest)
    return language.clauses(said) + _("。")
