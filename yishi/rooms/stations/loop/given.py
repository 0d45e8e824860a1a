"""What the room's steps are given: the rows and choices that its inputs offer, and inputs of its own."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Any, ClassVar
from urllib.parse import urlsplit

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from yishi.foundation.loops.act import Scope
from yishi.foundation.loops.compound import Lines
from yishi.foundation.loops.inputs import CleanCharField, Day, Flag, Many, Number, One, Pick, Text
from yishi.foundation.loops.personal import Coordinate
from yishi.foundation.people.models import Account, Grouping, Mandate, RoleCode, Unit, in_force
from yishi.rooms.activities import own
from yishi.rooms.activities.catalogue.kinds import Catalogue, Kind
from yishi.rooms.activities.loop.amounts import Time
from yishi.rooms.stations import hours
from yishi.rooms.stations.catalogue import rules
from yishi.rooms.stations.lists import kept, open_ones
from yishi.rooms.stations.models import Station
from yishi.rooms.stations.words import LINE

RECEPTIONS = ("deputy_reception", "chair_reception")
MEDIATION = "mediation_room"
CODE = re.compile(r"[A-Za-z0-9-]{2,16}")


def known(scope: Scope) -> Catalogue:
    """All that the organ's records may name, read once for a batch."""
    return scope.once("activities of the organ", lambda: own.catalogue(scope.organ))


def kind_rows(scope: Scope) -> list[Kind]:
    """The kinds of stations that the organ has: those of the line that are in being from day to day."""
    over = scope.once("kinds that ended", lambda: own.ended(scope.organ))
    profile = scope.organ.profile
    return [
        kind
        for kind in known(scope).kinds
        if kind.line == LINE and kind.form == "stock" and profile in kind.profiles and kind.code not in over
    ]


def kinds(scope: Scope) -> list[tuple[str, Any]]:
    """The same with what the organ calls them."""
    return [(kind.code, kind.called(scope.organ.profile)) for kind in kind_rows(scope)]


def reception_kinds(scope: Scope) -> list[tuple[str, Any]]:
    """Kinds of reception days."""
    by_code, profile = known(scope).kind_by_code, scope.organ.profile
    return [(code, by_code[code].called(profile)) for code in RECEPTIONS]


def stations(scope: Scope) -> QuerySet[Station]:
    """Open stations: of a keeper who is not of the office, his own."""
    rows = open_ones(scope.organ)
    if not scope.actor.has(RoleCode.OFFICE) and not scope.actor.sitting and scope.actor.has(RoleCode.STATION_KEEPER):
        rows = rows.filter(pk__in=kept(scope.actor))
    return scope.once("stations of his", lambda: rows)


def all_stations(scope: Scope) -> QuerySet[Station]:
    """Stations under which another may stand."""
    rows = open_ones(scope.organ)
    return scope.once("stations", lambda: rows)


def online_stations(scope: Scope) -> QuerySet[Station]:
    """Stations with online reception."""
    return scope.once("online stations", lambda: open_ones(scope.organ).filter(online=True))


def members(scope: Scope) -> QuerySet[Mandate]:
    """Deputies or members who may act today."""
    seats = (Mandate.Kind.DEPUTY, Mandate.Kind.MEMBER)
    rows = Mandate.objects.on(scope.day).filter(organ=scope.organ, kind__in=seats).select_related("person")
    return scope.once("sitting", lambda: rows)


def seats(scope: Scope) -> QuerySet[Mandate]:
    """All that ever sat: a duty of last year names them."""
    rows = Mandate.objects.filter(organ=scope.organ).select_related("person")
    return scope.once("seats", lambda: rows)


def keepers(scope: Scope) -> QuerySet[Account]:
    """Accounts that hold the role of a station's keeper."""
    held = Account.objects.filter(
        in_force(scope.day, "roles__"), roles__organ=scope.organ, roles__code=RoleCode.STATION_KEEPER, is_active=True
    )
    return scope.once("keepers", lambda: held.distinct())


def units(scope: Scope) -> QuerySet[Unit]:
    """Units that there are."""
    return scope.once("units", lambda: Unit.objects.filter(organ=scope.organ, ended=None))


def groupings(scope: Scope) -> QuerySet[Grouping]:
    """Constituencies, delegations and groups for whose people deputies stand."""
    kinds = (Grouping.Kind.CONSTITUENCY, Grouping.Kind.DELEGATION, Grouping.Kind.DEPUTIES, Grouping.Kind.LIAISON)
    return scope.once("grounds", lambda: Grouping.objects.filter(organ=scope.organ, kind__in=kinds, ground=None))


def actions(scope: Scope) -> list[tuple[str, Any]]:
    """The actions of the rule in force."""
    found = scope.once("rules today", lambda: rules.in_force(scope.organ, scope.day))
    return [(action.code, action.called) for action in found.actions]


@dataclass(frozen=True)
class Opening(Text):
    """Weekly hours as people write them, kept in one way of writing."""

    longest: int = 300
    rows: int = 2
    of_day: bool = False

    fixed: ClassVar[bool] = True

    def field(self, scope: Scope) -> forms.Field:
        """Text that reads as hours."""
        return _HoursField(self.of_day, max_length=self.longest, widget=_box(self.rows), **self.common())


def _box(rows: int) -> forms.Widget:
    return forms.TextInput() if rows == 1 else forms.Textarea(attrs={"rows": rows})


class _HoursField(CleanCharField):
    def __init__(self, of_day: bool, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.of_day = of_day

    def clean(self, value: Any) -> str:
        """In one way of writing. Raises ValidationError."""
        text = super().clean(value) or ""
        try:
            said = hours.said_of_day(hours.read_day(text)) if self.of_day else hours.said(hours.read(text))
        except ValueError as error:
            raise ValidationError(str(error)) from error
        if len(said) > (60 if self.of_day else 200):
            raise ValidationError(_("开放时间太长，请合并相同的时间。"))
        return said


@dataclass(frozen=True)
class Address(Text):
    """An https address of the organ's own video service."""

    longest: int = 300
    rows: int = 1

    fixed: ClassVar[bool] = True

    def field(self, scope: Scope) -> forms.Field:
        """A field that takes https alone."""
        return _AddressField(max_length=self.longest, widget=forms.URLInput(), one_line=True, **self.common())


class _AddressField(CleanCharField):
    def clean(self, value: Any) -> str:
        """The address. Raises ValidationError."""
        text: str = super().clean(value) or ""
        if not text:
            return ""
        try:
            parts = urlsplit(text)
            fit = parts.scheme == "https" and bool(parts.hostname) and " " not in text and parts.username is None
        except ValueError:
            fit = False
        if not fit:
            raise ValidationError(_("视频接待地址应当以 https:// 开头，请填写本机关视频服务的完整地址。"))
        return text


@dataclass(frozen=True)
class Code(Text):
    """A station's own code: letters and digits, printed and read out."""

    longest: int = 16
    rows: int = 1

    fixed: ClassVar[bool] = True

    def field(self, scope: Scope) -> forms.Field:
        """Capital letters, digits and dashes."""
        return _CodeField(max_length=self.longest, one_line=True, **self.common())


class _CodeField(CleanCharField):
    def clean(self, value: Any) -> str:
        """In capital letters. Raises ValidationError."""
        text: str = (super().clean(value) or "").upper()
        if text and CODE.fullmatch(text) is None:
            raise ValidationError(_("站点码只用字母、数字和短横，2 到 16 个，如 DM-012。"))
        return text


Kind_ = Annotated[str, Pick(lazy("类别"), choices=kinds)]
Title = Annotated[str, Text(lazy("名称"), longest=60, rows=1)]
StationCode = Annotated[str, Code(lazy("站点码"), lazy("印在二维码海报上；不填则自动编"), required=False)]
Upper = Annotated[
    Station | None, One(lazy("上级站点"), lazy("由哪个总站、家、站统辖"), required=False, rows=all_stations)
]
Area = Annotated[
    str, Text(lazy("镇街（片区）"), lazy("按镇街统计、就近安排代表时用"), required=False, longest=12, rows=1)
]
Place = Annotated[str, Text(lazy("地址"), lazy("如：东门路 12 号一楼"), required=False, longest=120, rows=1)]
Latitude = Annotated[Decimal | None, Coordinate(lazy("纬度"), required=False, most=90)]
Longitude = Annotated[Decimal | None, Coordinate(lazy("经度"), required=False, most=180)]
Phone = Annotated[str, Text(lazy("电话"), lazy("公开的办公电话"), required=False, longest=40, rows=1)]
OpenHours = Annotated[
    str,
    Opening(lazy("开放时间"), lazy("如：周一至周五 9:00-11:30、14:00-17:00；周六 9:00-12:00"), required=False),
]
DAYS = (
    ("day", Day(lazy("日期"), future=True)),
    ("opening", Opening(lazy("时间"), lazy("不填为闭馆"), required=False, of_day=True, longest=60, rows=1)),
    ("note", Text(lazy("说明"), required=False, longest=60, rows=1)),
)
OpenDays = Annotated[
    Sequence[dict[str, Any]],
    Lines(lazy("例外的日子"), lazy("节假日闭馆、临时调整；同一天以最后写的为准"), columns=DAYS),
]
Online = Annotated[bool, Flag(lazy("开通在线接待"))]
Video = Annotated[str, Address(lazy("视频接待地址"), lazy("本机关视频服务的 https 地址，居民点开即可"), required=False)]
Introduction = Annotated[str, Text(lazy("介绍"), required=False, longest=4000, rows=4)]
Standing = Annotated[str, Text(lazy("等次"), lazy("如：达标、示范"), required=False, longest=24, rows=1)]
Partner = Annotated[
    str,
    Text(
        lazy("对口人员"), lazy("调解室写结对法官、调解员的职务，如：速裁庭员额法官"), required=False, longest=60, rows=1
    ),
]
PartnerUnit = Annotated[Unit | None, One(lazy("对口单位"), lazy("调解室选法院"), required=False, rows=units)]
PastDay = Annotated[dt.date | None, Day(lazy("日期"), lazy("不填则为今天"), required=False)]
AnyDay = Annotated[dt.date, Day(lazy("日期"), future=True)]
From = Annotated[dt.time, Time(lazy("开始时间"), lazy("如 9:00"))]
Until = Annotated[dt.time, Time(lazy("结束时间"), lazy("如 11:30"))]
Persons = Annotated[Sequence[Mandate], Many(lazy("代表（委员）"), required=False, rows=members)]
OFFICIALS = (
    ("unit", One(lazy("单位"), required=False, rows=units)),
    ("words", Text(lazy("职务"), lazy("如：副局长；不写姓名"), required=False, longest=60, rows=1)),
)
Officials = Annotated[Sequence[dict[str, Any]], Lines(lazy("进站的领导干部"), required=False, columns=OFFICIALS)]
Note = Annotated[str, Text(lazy("备注"), required=False, longest=200, rows=2)]
Why = Annotated[str, Text(lazy("理由"), longest=200, rows=2)]
Heads = Annotated[int, Number(lazy("接待群众人次"), lazy("只记人数，不记姓名"), required=False, least=0, most=100_000)]
Repeat = Annotated[
    int, Number(lazy("连排几周"), lazy("以后每周同一天也这样排，共几次；不填为一次"), required=False, least=1, most=53)
]
At = Annotated[Station, One(lazy("站点"), rows=stations)]
