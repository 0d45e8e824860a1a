"""Information items at the desk: the list, and one item."""

from __future__ import annotations

import datetime as dt
from typing import Any, ClassVar

import django_filters
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_GET

from yishi.doors.look.tables import BulkAction, Cell, Empty
from yishi.doors.parts.listing import Col, Listing, Tab, linked
from yishi.doors.parts.seen import Seen
from yishi.doors.parts.voice.info import lines, page_of, state_of
from yishi.doors.parts.who import DESK, Request, door
from yishi.foundation import clock, language
from yishi.foundation.people.models import RoleCode
from yishi.readings.search.find import Search
from yishi.rooms.voice import informed
from yishi.rooms.voice.catalogue.topics import name_of, topics
from yishi.rooms.voice.lists import late_q
from yishi.rooms.voice.models import InfoItem, InfoOutcome

desk = door(*DESK)
S, K = InfoItem.State, InfoOutcome.Kind
BULK = (BulkAction("info_item.put_in_bulletin", lazy("编入每周社情"), True),)


def came(**which: Any) -> Q:
    """Items of which such a thing came."""
    return Q(pk__in=InfoOutcome.objects.filter(struck_on=None, **which).order_by().values("item"))


class Filters(django_filters.FilterSet):
    """Filters of the list."""

    state = django_filters.MultipleChoiceFilter(
        field_name="matter__state", choices=S.choices, label=lazy("状态"), distinct=False
    )
    topic = django_filters.ChoiceFilter(label=lazy("类别"))
    came = django_filters.ChoiceFilter(choices=K.choices, method="by_outcome", label=lazy("结果"))
    level = django_filters.ChoiceFilter(choices=InfoOutcome.Level.choices, method="by_level", label=lazy("结果的层级"))
    bulletin = django_filters.CharFilter(lookup_expr="icontains", label=lazy("编入"))
    written = django_filters.DateFromToRangeFilter(
        field_name="written_on", label=lazy("提交日期"),
        widget=django_filters.widgets.DateRangeWidget(attrs={"type": "date", "aria-label": lazy("提交日期，起和止")}),
    )  # fmt: skip
    edited = django_filters.DateFromToRangeFilter(
        field_name="edited_on", label=lazy("编发日期"),
        widget=django_filters.widgets.DateRangeWidget(attrs={"type": "date", "aria-label": lazy("编发日期，起和止")}),
    )  # fmt: skip

    class Meta:
        model = InfoItem
        fields: ClassVar[list[str]] = []

    def __init__(self, *args: Any, request: Request, **kwargs: Any) -> None:
        super().__init__(*args, request=request, **kwargs)
        self.filters["topic"].extra["choices"] = [(row.code, row.called) for row in topics()]
        for name in ("state", "topic"):
            self.filters[name].field.widget.attrs["data-search"] = "1"

    def by_outcome(self, rows: QuerySet[InfoItem], name: str, kind: str) -> QuerySet[InfoItem]:
        """Of which that came, whatever else did."""
        return rows.filter(came(kind=kind))

    def by_level(self, rows: QuerySet[InfoItem], name: str, level: str) -> QuerySet[InfoItem]:
        """With an outcome at that level."""
        return rows.filter(came(level=level))


def tabs(today: dt.date) -> list[Tab]:
    """The views; outcomes overlap, so these do too."""
    return [
        Tab("all", lazy("全部"), Q()),
        Tab("edit", lazy("待编辑"), Q(matter__state=S.SUBMITTED)),
        Tab("late", lazy("已超期"), late_q(today), late=True),
        Tab("edited", lazy("已编发"), Q(matter__state=S.EDITED)),
        Tab("instructed", lazy("有批示"), came(kind=K.INSTRUCTION)),
        Tab("forwarded", lazy("已转送"), came(kind=K.FORWARDED)),
        Tab("adopted", lazy("被采用"), came(kind=K.ADOPTED)),
        Tab("unused", lazy("未编发"), Q(matter__state=S.UNUSED)),
    ]


def items(request: Request) -> Listing:
    """Every item that the reader may see."""
    at, office = linked("desk:info_item"), request.actor.has(RoleCode.OFFICE)
    new = (reverse("desk:new", args=["info_item", "enter_item"]), _("登记第一篇")) if office else ("", "")
    return Listing(
        id="info_items", caption=_("社情民意信息"), url=reverse("desk:info_items"), rows=informed.visible(request.actor),
        columns=[
            Col("number", _("编号"), lambda line: line.number, ("matter__number",)),
            Col("title", _("标题"), lambda line: line.title, ("matter__title",), primary=True),
            Col("state", _("状态"), lambda line: None, ("matter__state",)),
            Col("who", _("反映人"), lambda line: line.who, ("author__person__name",)),
            Col("written", _("提交日期"), lambda line: line.written_on, ("written_on",)),
            Col("came", _("结果"), lambda line: language.listed(line.came)),
            Col("edited", _("编发日期"), lambda line: line.edited_on, ("edited_on",), on=False),
            Col("due", _("最近到期"), lambda line: Cell(line.due) if line.due else None, on=False),
            Col("topic", _("类别"), lambda line: name_of(line.topic) if line.topic else "", ("topic",), on=False),
            Col("bulletin", _("编入"), lambda line: line.bulletin, ("bulletin",), on=False),
        ],
        empty=Empty(_("还没有社情民意信息"), _("代表（委员）、信息员在手机上写的，工作机构登记的，会列在这里。"), *new), link=lambda line: at(line.pk),
        state=state_of, tabs=tabs(clock.today()), filters=Filters, search=Search, find_in=_("标题、内容、编号、姓名"), order="-written", lines=lines,
        counted="rows", bulk=BULK if office else (), bulk_url=reverse("desk:bulk", args=["info_item"]),
    )  # fmt: skip


@desk
@require_GET
def info_items(request: Request) -> HttpResponse:
    """The list, or its file."""
    found = items(request)
    seen = Seen(request, found)
    if request.GET.get("export"):
        return seen.export(request.GET["export"])
    context = {"listing": found, "table": seen.table(), "enters": request.actor.has(RoleCode.OFFICE)}
    return render(request, "desk/voice/info_items.html", context)


@desk
@require_GET
def info_item(request: Request, pk: int) -> HttpResponse:
    """One item: what was written, what went out, what came of it."""
    return render(request, "desk/voice/info_item.html", {"page": page_of(request, pk)})
