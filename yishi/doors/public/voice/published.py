"""What residents said and was made public: a list, and each as a conversation with the days between.

Nothing but the words that were looked over is read here or searched: a stranger who types a name or a number finds what he
reads, never what a message says that he may not read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

import django_filters
from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_POST, require_safe

from yishi.doors.desk.views import listed
from yishi.doors.look.cards import ThreadItem
from yishi.doors.look.tables import Cell, Empty
from yishi.doors.parts.client import client
from yishi.doors.parts.listing import Col, Listing, Tab
from yishi.doors.parts.who import Request
from yishi.doors.public import organs
from yishi.doors.public.filters import Filters
from yishi.doors.public.views import of_organ
from yishi.doors.public.voice.guard import shut, tried
from yishi.doors.public.voice.told import plain_state
from yishi.foundation import language
from yishi.foundation.clock import CHINA
from yishi.foundation.loops.take import take
from yishi.foundation.people.actors import stranger
from yishi.foundation.people.models import Organ
from yishi.rooms.voice import counting, lists
from yishi.rooms.voice.catalogue import topics
from yishi.rooms.voice.loop import message
from yishi.rooms.voice.models import Message

S = Message.State
DONE = (S.ANSWERED, S.SOLVED, S.CLOSED)


class MessageFilters(Filters):
    """By class, street, year."""

    day = "arrived_at"
    topic = django_filters.ChoiceFilter(choices=(), label=lazy("类别"))
    area = django_filters.ChoiceFilter(choices=(), label=lazy("镇街（片区）"))
    year = django_filters.ChoiceFilter(choices=(), method="by_year", label=lazy("反映年份"))

    def offer(self) -> None:
        """Those of which something was made public."""
        rows = self.queryset.order_by()
        areas = rows.exclude(area="").values_list("area", flat=True).distinct()
        self.filters["area"].extra["choices"] = [(area, area) for area in sorted(areas)]
        self.filters["topic"].extra["choices"] = [(topic.code, topic.called) for topic in topics.topics()]
        years = rows.datetimes("arrived_at", "year", order="DESC", tzinfo=CHINA)
        self.filters["year"].extra["choices"] = [(str(at.year), _("%d年") % at.year) for at in years]

    def by_year(self, rows: QuerySet[Any], name: str, year: str) -> QuerySet[Any]:
        """Of one year, as China counts days."""
        first, next_first = (dt.datetime(int(year) + more, 1, 1, tzinfo=CHINA) for more in (0, 1))
        return rows.filter(arrived_at__gte=first, arrived_at__lt=next_first)


def find(rows: QuerySet[Message], said: str) -> QuerySet[Message]:
    """Those whose public words hold what was typed."""
    return rows.filter(
        Q(public_title__icontains=said) | Q(public_text__icontains=said) | Q(public_answer__icontains=said)
    )


def _day(at: dt.datetime | None) -> dt.date | None:
    return at.astimezone(CHINA).date() if at else None


def listing(organ: Organ) -> Listing:
    """The list."""
    return Listing(
        id="said", caption=_("大家反映的事"), url=reverse("public:messages", args=[organ.code]), rows=lists.published(organ),
        columns=[
            Col("title", _("什么事"), lambda m: m.public_title, ("public_title",), primary=True),
            Col("state", _("进展"), lambda m: None, ("matter__state",)),
            Col("unit", _("谁在办"), lambda m: str(m.unit or "")),
            Col("asked", _("反映"), lambda m: _day(m.arrived_at), ("arrived_at",)),
            Col("answered", _("答复"), lambda m: _day(m.answered_at), ("answered_at",)),
            Col("supports", _("也遇到的人"), lambda m: m.supports, ("supports",), numeric=True),
            Col("topic", _("类别"), lambda m: Cell(topics.name_of(m.topic) if m.topic else "", m.area), ("topic",), on=False),
        ],
        empty=Empty(
            _("还没有公开的"), _("反映的人同意公开的，隐去个人信息以后，会连同答复登在这里。"), reverse("public:say", args=[organ.code]), _("说句话"),
        ),
        link=lambda m: reverse("public:message", args=[m.pk]), state=plain_state,
        tabs=[
            Tab("all", lazy("全部"), Q()), Tab("solved", lazy("已解决"), Q(matter__state=S.SOLVED)),
            Tab("answered", lazy("已答复"), Q(matter__state__in=DONE)), Tab("handling", lazy("正在办理"), ~Q(matter__state__in=DONE)),
        ],
        filters=MessageFilters, find=find, find_in=_("想找什么？如：路灯、停车、噪音"), order="-asked",
        dress=lambda rows: rows.select_related("matter", "unit"), label=lambda m: m.public_title, counted="pieces", choose_columns=False,
    )  # fmt: skip


@require_safe
@of_organ
def of_one(request: Request, organ: Organ) -> HttpResponse:
    """The list of one organ."""
    return listed(request, listing(organ), "public/voice/list.html")


@require_safe
def one(request: Request, pk: int) -> HttpResponse:
    """One of them as a conversation."""
    m = _published(pk)
    if m is None:
        return organs.missing(request, _("没有找到这一件"), reverse("public:home"), _("回首页"))
    organ = organs.enter(request, m.matter.organ)
    context = {
        "m": m, "organ": organ, "state": plain_state(m), "thread": [item for _at, item in sorted(_story(m), key=lambda found: found[0])],
        "topic": topics.name_of(m.topic) if m.topic else "",
    }  # fmt: skip
    return render(request, "public/voice/message.html", context)


def _published(pk: int) -> Message | None:
    rows = Message.objects.filter(pk=pk, publicity=Message.Publicity.PUBLISHED)
    return rows.select_related("matter__organ", "unit", "station").prefetch_related("assignments__unit").first()


def _story(m: Message) -> Iterator[tuple[tuple[dt.date, int], ThreadItem]]:
    """Days alone: at which minute somebody wrote is his own."""
    asked, organ = m.arrived_at.astimezone(CHINA).date(), m.matter.organ.short
    yield (asked, 0), ThreadItem(_("居民"), asked, _("反映"), m.public_text)
    for row in m.assignments.all():
        who = row.unit.name if row.unit else (m.station.title if m.station else organ)
        verb = _("重新交办") if row.round > 1 else _("交给有关单位办理")
        yield (row.assigned_on, 1), ThreadItem(organ, row.assigned_on, verb, who, kind="noted")
    if m.answered_at and m.public_answer:
        day = m.answered_at.astimezone(CHINA).date()
        verb = language.pair(_("答复"), str(m.get_outcome_display())) if m.outcome else _("答复")
        yield (day, 2), ThreadItem(str(m.unit.name if m.unit else organ), day, verb, m.public_answer)
    if m.matter.state == S.SOLVED and m.matter.closed_on:
        day = m.matter.closed_on
        yield (day, 3), ThreadItem(organ, day, _("核实：问题已经解决"), kind="decided")


@require_POST
def support(request: Request, pk: int) -> HttpResponse:
    """「我也遇到」: once a day of one client for one message."""
    m = _published(pk)
    if m is None:
        return organs.missing(request, _("没有找到这一件"), reverse("public:home"), _("回首页"))
    if left := tried(request, counting.SUPPORTED):
        return shut(request, _("这一次没有记上"), left)
    if counting.count(counting.SUPPORTED_ONE, f"{counting.client(client(request))} {m.pk}"):
        messages.info(request, _("您今天已经说过“我也遇到”，不重复记。"))
    else:
        take(message["support"], m.pk, stranger(m.matter.organ))
        messages.success(request, _("记下了，谢谢。"))
    return redirect("public:message", m.pk)
