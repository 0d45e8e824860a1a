"""The list of hot topics of a window."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, ClassVar

import django_filters
from django.db.models import F, Q, QuerySet
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from yishi.doors.desk.voice_topics.access import FINDERS, named
from yishi.doors.desk.voice_topics.asking import Asked
from yishi.doors.look.tables import Cell, CellValue, Empty
from yishi.doors.parts.listing import Col, Listing, Tab, linked
from yishi.doors.parts.who import Request
from yishi.foundation.clock import CHINA
from yishi.readings.topics.models import Reading, Topic
from yishi.rooms.voice import lists
from yishi.rooms.voice.catalogue import topics as catalogue
from yishi.rooms.voice.models import Message


class Filters(django_filters.FilterSet):
    """By area, class and size."""

    area = django_filters.ChoiceFilter(label=lazy("镇街（片区）"))
    topic = django_filters.ChoiceFilter(label=lazy("类别"))
    least = django_filters.NumberFilter(field_name="messages", lookup_expr="gte", label=lazy("至少几条"))

    class Meta:
        model = Topic
        fields: ClassVar[list[str]] = []

    def __init__(self, *args: Any, request: Request, **kwargs: Any) -> None:
        super().__init__(*args, request=request, **kwargs)
        areas = self.queryset.exclude(area="").order_by("area").values_list("area", flat=True).distinct()
        self.filters["area"].extra["choices"] = [(area, area) for area in areas]
        self.filters["topic"].extra["choices"] = [(one.code, one.called) for one in catalogue.topics()]


def listing(request: Request, asked: Asked, reading: Reading | None) -> Listing:
    """The topics of the reading, the hottest first."""
    actor = request.actor
    at = linked("desk:hot_topic")
    whole = actor.has(*lists.ALL_SEEING)

    def find(rows: QuerySet[Topic], words: str) -> QuerySet[Topic]:
        named_so = Q(own_name__icontains=words) | Q(place__icontains=words) | Q(admin__icontains=words)
        return rows.filter(named_so | Q(problem__icontains=words) if whole else named_so)

    return Listing(
        id="hot_topics", caption=_("热点"), url=reverse("desk:hot_topics"), rows=Topic.objects.filter(reading=reading),
        columns=_columns(), empty=_empty(request, reading), link=lambda row: at(row.pk), order="-heat", filters=Filters, find=find,
        find_in=_("名称、地点") if whole else _("地点"), counted="rows", label=lambda row: row.shown, dress=lambda rows: named(actor, rows),
        tabs=[
            Tab("all", lazy("全部"), Q()), Tab("growing", lazy("升温"), Q(week__gt=F("week_before"))),
            Tab("new", lazy("本周新出现"), Q(messages=F("week"))),
        ],
    )  # fmt: skip


def _columns() -> Sequence[Col]:
    def about(row: Any) -> CellValue:
        said = [catalogue.name_of(row.topic) if row.topic else "", row.area]
        return Cell(row.shown, " · ".join(part for part in said if part))

    return [
        Col("name", _("热点"), about, primary=True),
        Col("heat", _("热度"), lambda row: row.heat, ("heat",), numeric=True),
        Col("messages", _("条数"), lambda row: row.messages, ("messages",), numeric=True),
        Col("people", _("人数"), lambda row: row.people, ("people",), numeric=True),
        Col("supports", _("附议数"), lambda row: row.supports, ("supports",), numeric=True),
        Col("objections", _("反对数"), lambda row: row.objections, ("objections",), numeric=True, on=False),
        Col("recent", _("最近 28 天"), lambda row: row.recent, ("recent",), numeric=True),
        Col(
            "week", _("近 7 天"), lambda row: Cell(row.week, _("前 7 天 %d") % row.week_before), ("week",), numeric=True
        ),
        Col("first", _("最早"), lambda row: row.first, ("first",)),
        Col("last", _("最近"), lambda row: row.last, ("last",)),
        Col("place", _("地点"), lambda row: row.where, ("place",), on=False),
        Col("area", _("镇街（片区）"), lambda row: row.area, ("area",), on=False),
        Col("topic", _("类别"), lambda row: catalogue.name_of(row.topic) if row.topic else "", ("topic",), on=False),
    ]


def _empty(request: Request, reading: Reading | None) -> Empty:
    if reading is None and request.actor.has(*FINDERS):
        return Empty(_("这段时间的热点还没有找过"), _("点“找热点”，系统会把说同一地方、同一件事的留言归到一起。"))
    if reading is None:
        return Empty(_("这段时间的热点还没有找过"), _("由代表（提案）工作机构统计以后，会列在这里。"))
    return Empty(_("这段时间没有热点"), _("至少两个人、三条留言说同一地方的同一件事，才算热点。"))


def _pages() -> Callable[[int], str]:
    """Where the page of a message is."""
    try:
        return linked("desk:message")
    except NoReverseMatch:  # a desk without the room's own pages
        return lambda key: ""


def messages_listing(request: Request, topic: Topic) -> Listing:
    """The messages of a topic that the reader may see."""
    states = {str(state.value): state.label for state in Message.State}
    at = _pages()
    return Listing(
        id="topic_messages", caption=_("留言"), url=reverse("desk:hot_topic", args=[topic.pk]),
        rows=lists.visible(request.actor).filter(pk__in=topic.members.values("message")).select_related("matter", "unit"),
        columns=[
            Col("number", _("编号"), lambda m: m.matter.number, ("matter__number",)),
            Col("title", _("标题"), lambda m: Cell(m.matter.title, m.place), ("matter__title",), primary=True),
            Col("arrived", _("收到时间"), lambda m: m.arrived_at.astimezone(CHINA).date(), ("arrived_at",)),
            Col("stage", _("状态"), lambda m: str(states.get(m.matter.state, m.matter.state)), ("matter__state",)),
            Col("unit", _("办理单位"), lambda m: str(m.unit or ""), ("unit__name",)),
            Col("supports", _("附议数"), lambda m: m.supports, ("supports",), numeric=True),
            Col("objections", _("反对数"), lambda m: m.objections, ("objections",), numeric=True, on=False),
        ],
        empty=Empty(_("没有您可以查看的留言"), _("您能看到有多少条、多少人，看不到内容。")), link=lambda m: at(m.pk),
        order="-arrived", counted="rows", label=lambda m: m.matter.title,
    )  # fmt: skip
