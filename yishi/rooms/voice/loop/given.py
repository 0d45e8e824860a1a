"""What the room's steps are given: the rows and choices that its inputs offer, and inputs of its own."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Any, ClassVar

from django import forms
from django.db.models import QuerySet
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as lazy

from yishi.foundation.clock import CHINA
from yishi.foundation.loops.act import Scope
from yishi.foundation.loops.inputs import Day, Flag, Number, One, Pick, Text
from yishi.foundation.loops.personal import Coordinate
from yishi.foundation.loops.personal import Private as Private  # steps of the room take it from here
from yishi.foundation.matters.models import Matter
from yishi.foundation.people.models import Mandate, Unit
from yishi.rooms.stations.lists import open_ones
from yishi.rooms.voice.catalogue import topics as catalogue
from yishi.rooms.voice.models import Message, Rating
from yishi.rooms.voice.models.message import LONGEST

Layer, Outcome = Message.Layer, Message.Outcome


@dataclass(frozen=True)
class Moment(Text):
    """A day with its time, in China: 2026-03-12 09:15."""

    longest: int = 40
    rows: int = 1

    fixed: ClassVar[bool] = True

    def field(self, scope: Scope) -> forms.Field:
        """A field for both."""
        widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
        return forms.DateTimeField(widget=widget, **self.common())

    def said(self, value: dt.datetime | None, scope: Scope) -> str | None:
        """As clocks in China show it."""
        return f"{value.astimezone(CHINA):%Y-%m-%d %H:%M}" if value else None


def stations(scope: Scope) -> QuerySet[Matter]:
    """Open stations of the organ, as matters."""
    rows = Matter.objects.filter(pk__in=open_ones(scope.organ).values("pk"))
    return scope.once("stations", lambda: rows)


def deputies(scope: Scope) -> QuerySet[Mandate]:
    """Deputies or members in office."""
    seats = (Mandate.Kind.DEPUTY, Mandate.Kind.MEMBER)
    rows = Mandate.objects.on(scope.day).filter(organ=scope.organ, kind__in=seats).select_related("person")
    return scope.once("sitting", lambda: rows)


def units(scope: Scope) -> QuerySet[Unit]:
    """Units that there are on the day."""
    return scope.once("units", lambda: Unit.objects.filter(organ=scope.organ, ended=None))


def all_units(scope: Scope) -> QuerySet[Unit]:
    """Units, those that were dissolved too: history names them."""
    return scope.once("all units", lambda: Unit.objects.filter(organ=scope.organ))


def everybody(scope: Scope) -> QuerySet[Mandate]:
    """All that ever sat: history names them."""
    return scope.once("seats", lambda: Mandate.objects.filter(organ=scope.organ).select_related("person"))


def leading(scope: Scope) -> QuerySet[Matter]:
    """Messages into which others may be merged: those that are not at an end, nor merged themselves."""
    over = (Message.State.MERGED, Message.State.WITHDRAWN, Message.State.BLOCKED)
    rows = Matter.objects.filter(organ=scope.organ, room="voice", kind="message").exclude(state__in=over)
    return scope.once("leading", lambda: rows)


OFFERED = 200
"""Messages that a list offers to merge into."""


def latest(scope: Scope) -> QuerySet[Matter]:
    """Of those into which others may be merged the latest that are still open; others are found by their likeness."""
    over = (Message.State.SOLVED, Message.State.CLOSED)
    return leading(scope).exclude(state__in=over).order_by("-opened_on", "-pk")[:OFFERED]


def topics(scope: Scope) -> list[tuple[str, Any]]:
    """Topics by their names."""
    named = f"topics in {get_language()}"
    return scope.once(named, lambda: [(topic.code, topic.called) for topic in catalogue.topics()])


def some(*members: Any) -> list[tuple[str, Any]]:
    """Some of a model's choices."""
    return [(str(member.value), member.label) for member in members]


C = Message.Channel
RECORDED = some(
    C.RECEPTION, C.ONLINE, C.VISIT, C.ACTIVITY, C.INFORMANT, C.CALL, C.LETTER, C.CALLER, C.HOTLINE, C.SURVEY, C.INSPECTION
)  # fmt: skip
"""Channels by which somebody notes down what was said to him."""

Title = Annotated[str, Text(lazy("标题"), lazy("可不填，由内容的第一句代替"), required=False, longest=200, rows=1)]
Words = Annotated[str, Text(lazy("内容"), lazy("什么地方、什么事、希望怎么办"), longest=LONGEST, rows=6)]
Place = Annotated[str, Text(lazy("地点"), lazy("如：东门路 12 号、三号楼门前"), required=False, longest=120, rows=1)]
Area = Annotated[str, Text(lazy("镇街（片区）"), lazy("按镇街统计时用"), required=False, longest=12, rows=1)]
Latitude = Annotated[Decimal | None, Coordinate(lazy("纬度"), required=False, most=90)]
Longitude = Annotated[Decimal | None, Coordinate(lazy("经度"), required=False, most=180)]
Name = Annotated[str, Private(lazy("怎么称呼您"), required=False, longest=40, rows=1)]
Phone = Annotated[
    str,
    Private(lazy("联系电话"), lazy("只给办理的人看；用查询码查进展时要核对后四位"), required=False, longest=40, rows=1),
]
MayPublish = Annotated[bool, Flag(lazy("办结后可以公开（隐去个人信息）"))]
WantsWord = Annotated[bool, Flag(lazy("办理进展发短信告诉我"))]
Topic = Annotated[str, Pick(lazy("类别"), required=False, choices=topics)]
At = Annotated[Matter | None, One(lazy("站点"), required=False, rows=stations)]
To = Annotated[Mandate | None, One(lazy("代表（委员）"), required=False, rows=deputies)]
Handler = Annotated[Unit | None, One(lazy("办理单位"), lazy("交部门办理的选择"), required=False, rows=units)]
Heads = Annotated[int, Number(lazy("人次"), lazy("几个人一起来的"), required=False, least=1, most=100_000)]
Why = Annotated[str, Text(lazy("理由"), longest=200, rows=2)]
PastDay = Annotated[dt.date | None, Day(lazy("日期"), lazy("不填则为今天"), required=False)]
SolvedOn = Annotated[dt.date | None, Day(lazy("解决日期"), lazy("已经解决的才填，不填则为今天"), required=False)]
Answer = Annotated[str, Text(lazy("答复"), lazy("写给反映人看的话：做了什么、结果如何"), longest=LONGEST, rows=8)]
Result = Annotated[
    str, Pick(lazy("结果"), choices=some(Outcome.SOLVED, Outcome.PLANNED, Outcome.EXPLAINED, Outcome.REFERENCE))
]
Solved = Annotated[str, Pick(lazy("解决了吗"), choices=Rating.Solved.choices)]
Content = Annotated[str, Pick(lazy("对办理满意吗"), required=False, choices=Rating.Content.choices)]
