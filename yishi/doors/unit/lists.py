"""What the unit's lists show: the parts handed to it, and what it promised."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from functools import partial
from typing import Any

import django_filters
from django import forms
from django.db.models import DateField, Exists, OuterRef, Prefetch, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from yishi.doors.desk import ledgers as desk
from yishi.doors.look.states import Kind, State
from yishi.doors.look.tables import BulkAction, Cell, CellValue, Empty
from yishi.doors.parts.listing import Col, Listing, Tab
from yishi.doors.parts.who import Request
from yishi.doors.unit.home import OWN_CLOCKS, first_clock, mark, our_promises, ours
from yishi.doors.unit.trouble import OPEN, Reader
from yishi.foundation import clock
from yishi.foundation.clocks.models import Clock
from yishi.foundation.clocks.overdue import overdue
from yishi.foundation.people.models import Session
from yishi.readings.search.find import Search
from yishi.rooms.suggestions.models import Handling, Promise, Talk, Topic

H = Handling.State
CO = Handling.Part.CO
NEVER = dt.date(9999, 12, 31)
"""Sorts what has no day behind everything that has."""


class Filters(django_filters.FilterSet):
    """Filters of the list of parts."""

    part = django_filters.ChoiceFilter(choices=Handling.Part.choices, label=lazy("承办方式"))
    topic = django_filters.ModelChoiceFilter(
        field_name="suggestion__topic", queryset=Topic.objects.none(), label=lazy("类别")
    )
    session = django_filters.ModelChoiceFilter(
        field_name="suggestion__session", queryset=Session.objects.none(), label=lazy("会议")
    )
    key = django_filters.BooleanFilter(
        method="by_key",
        label=lazy("重点督办"),
        widget=forms.Select(choices=[("", "---------"), ("true", lazy("是")), ("false", lazy("否"))]),
    )
    handed = django_filters.DateFromToRangeFilter(
        field_name="handed_on",
        label=lazy("交办日期"),
        widget=django_filters.widgets.DateRangeWidget(attrs={"type": "date"}),
    )

    class Meta:
        model = Handling
        fields: list[str] = []

    def __init__(self, *args: Any, request: Request, **kwargs: Any) -> None:
        super().__init__(*args, request=request, **kwargs)
        organ = request.actor.organ
        self.filters["topic"].queryset = Topic.objects.filter(organ=organ)
        self.filters["session"].queryset = Session.objects.filter(term__organ=organ).select_related("term")

    def by_key(self, rows: QuerySet[Handling], name: str, key: bool) -> QuerySet[Handling]:
        """Chosen for supervision."""
        return rows.filter(suggestion__key_on__isnull=not key)


def _tabs() -> list[Tab]:
    late = Exists(Clock.objects.filter(overdue(clock.today()), matter=OuterRef("pk"), unit__isnull=False))
    talked = Exists(Talk.objects.filter(handling=OuterRef("pk")))
    at = {state: Q(superseded=False, matter__state=state) for state in H}
    return [
        Tab("open", lazy("在办"), Q(superseded=False, matter__state__in=OPEN)),
        Tab("late", lazy("已超期"), Q(late, superseded=False), late=True),
        Tab("new", lazy("待签收"), at[H.HANDED]),
        Tab(
            "contact",
            lazy("待联系"),
            Q(superseded=False, matter__state__in=[H.HANDLING, H.DRAFTED]) & ~Q(part=CO) & ~Q(talked),
        ),
        Tab("opinion", lazy("待报会办意见"), at[H.HANDLING] & Q(part=CO)),
        Tab("draft", lazy("待拟答复"), at[H.HANDLING] & ~Q(part=CO) & Q(talked)),
        Tab("sign", lazy("待签发"), at[H.DRAFTED] & Q(talked)),
        Tab("send", lazy("待发出"), at[H.SIGNED]),
        Tab(
            "answered",
            lazy("已答复"),
            Q(superseded=False, matter__state__in=[H.ANSWERED, H.EVALUATED, H.OPINION_GIVEN]),
        ),
        Tab("good", lazy("优秀办理件"), Q(good_on__isnull=False)),
        Tab("ended", lazy("已结束"), Q(superseded=True) | Q(matter__state=H.CLOSED)),
        Tab("all", lazy("全部"), Q()),
    ]


def state_of(h: Handling) -> State:
    """Word, shape and colour of a part."""
    state, row = H(h.matter.state), first_clock(h.matter.clocks.all())
    if h.superseded or state in (H.HANDED_BACK, H.STOPPED):
        return State(str(state.label), Kind.ENDED)
    if state in OPEN:
        return State(str(state.label), mark(row, mine=state not in (H.HAND_BACK_ASKED, H.MEETING)))
    return State(str(state.label), Kind.DONE if state == H.CLOSED else Kind.WAITING)


def _due(h: Handling) -> CellValue:
    row = first_clock(h.matter.clocks.all())
    return Cell(row.due_on, provisional=row.provisional) if row else None


def _who(h: Handling) -> CellValue:
    s = h.suggestion
    return Cell(str(s.grouping or s.lead or ""), str(_("重点督办")) if s.key_on else "")


def _dress(rows: QuerySet[Handling]) -> QuerySet[Handling]:
    return rows.select_related(
        "matter", "unit", "suggestion__matter", "suggestion__lead__person", "suggestion__grouping", "suggestion__topic"
    ).prefetch_related(Prefetch("matter__clocks", OWN_CLOCKS))


def handlings(request: Request) -> Listing:
    """Everything that was ever handed to the reader's units."""
    first = OWN_CLOCKS.filter(matter=OuterRef("pk")).order_by("due_on").values("due_on")[:1]
    rows = ours(request).annotate(due=Coalesce(Subquery(first), Value(NEVER, DateField())))
    several = len(Reader.of(request.actor).units) > 1
    return Listing(
        id="handlings", caption=_("承办件"), url=reverse("unit:suggestions"), rows=rows,
        columns=[
            Col("title", _("标题"), lambda h: h.matter.title, ("matter__title",), primary=True),
            Col("state", _("状态"), lambda h: None, ("matter__state",)),
            Col("part", _("承办方式"), lambda h: str(h.get_part_display()), ("part",)),
            Col("unit", _("单位"), lambda h: str(h.unit), ("unit__code",), on=several),
            Col("due", _("最近期限"), _due, ("due",)),
            Col("number", _("编号"), lambda h: h.suggestion.matter.number, ("suggestion__matter__number",)),
            Col("who", _("提出人"), _who, ("suggestion__lead__person__name",)),
            Col("handed", _("交办日"), lambda h: h.handed_on, ("handed_on",)),
            Col("topic", _("类别"), lambda h: str(h.suggestion.topic or ""), ("suggestion__topic__name",), on=False),
            Col("undertaker", _("承办人"), lambda h: h.undertaker, ("undertaker",), on=False),
            Col("answered", _("答复日"), lambda h: h.answered_on, ("answered_on",), on=False),
            Col("good", _("优秀办理件"), lambda h: h.good_on, ("good_on",), on=False),
        ],
        empty=Empty(_("这里还没有"), _("交办给本单位的，会出现在这里；换一个分类看看。"), f"{reverse('unit:suggestions')}?view=all", _("看全部")),
        link=lambda h: reverse("unit:suggestion", args=[h.suggestion_id]), state=state_of, tabs=_tabs(), filters=Filters,
        search=partial(Search, by="suggestion"), find_in=_("标题、内容、编号、姓名"), order="due", bulk=_bulk(request),
        bulk_url=reverse("unit:bulk", args=["handling"]), dress=_dress, label=lambda h: str(h.matter), counted="pieces",
    )  # fmt: skip


def _bulk(request: Request) -> list[BulkAction]:
    return [BulkAction("handling.receive", _("签收"), True)] if Reader.of(request.actor).liaison else []


def promises(request: Request) -> Listing:
    """The desk's ledger of promises, of the reader's own units only."""
    rows: QuerySet[Promise] = our_promises(request)
    bulk = [BulkAction("promise.report_progress", _("报告进展"))] if Reader.of(request.actor).liaison else []
    return replace(desk.promises(request, rows), bulk=bulk, bulk_url=reverse("unit:bulk", args=["promise"]))
