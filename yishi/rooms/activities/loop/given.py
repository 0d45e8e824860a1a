"""What the room's steps are given: the rows and choices that its inputs offer, and inputs of its own."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Annotated, Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as lazy

from yishi.foundation.loops.act import Scope
from yishi.foundation.loops.compound import Lines
from yishi.foundation.loops.inputs import Day, Many, Number, One, Pick, Text
from yishi.foundation.people.models import Grouping, Mandate, Organ, Post, RoleCode, Unit
from yishi.rooms.activities import own
from yishi.rooms.activities.catalogue.kinds import Catalogue, Kind
from yishi.rooms.activities.loop.amounts import Amount, Time
from yishi.rooms.activities.models.parts import MOST_HEADS


def known(scope: Scope) -> Catalogue:
    """All that the organ's records may name, read once for a batch."""
    return scope.once("activities of the organ", lambda: own.catalogue(scope.organ))


def offered(scope: Scope) -> tuple[Kind, ...]:
    """Kinds that may be chosen: own ones that ended are not, but for the record's own."""
    over = scope.once("kinds that ended", lambda: own.ended(scope.organ))
    mine = getattr(scope.record, "kind", "")
    return tuple(kind for kind in known(scope).kinds if kind.code not in over or kind.code == mine)


def kinds(scope: Scope) -> list[tuple[str, Any]]:
    """Kinds with what the organ calls them; of a record that is there only those of its line."""
    line = getattr(scope.record, "line", "") if getattr(scope.record, "pk", None) else ""
    return _named(scope, (kind for kind in offered(scope) if line in ("", kind.line)))


def _named(scope: Scope, found: Iterable[Kind]) -> list[tuple[str, Any]]:
    return [(kind.code, kind.called(scope.organ.profile)) for kind in found]


def outputs(scope: Scope) -> list[tuple[str, Any]]:
    """Outputs, those first that are usual for the kind in hand."""
    usual = _usual(scope)
    found = sorted(known(scope).outputs, key=lambda row: row.code not in usual)
    return [(row.code, row.called) for row in found]


def _usual(scope: Scope) -> tuple[str, ...]:
    kind = known(scope).kind_by_code.get(getattr(scope.record, "kind", "") or "")
    return kind.outputs if kind else ()


def counted(scope: Scope) -> list[tuple[str, Any]]:
    """Kinds and outputs: whatever can be counted."""
    return [*_named(scope, offered(scope)), *((row.code, row.called) for row in known(scope).outputs)]


def roles(scope: Scope) -> list[tuple[str, Any]]:
    """As what somebody takes part."""
    return [(row.code, row.called) for row in known(scope).roles]


def lines(scope: Scope) -> list[tuple[str, Any]]:
    """Lines of work."""
    return [(row.code, row.called(scope.organ.profile)) for row in known(scope).lines]


def members(scope: Scope) -> QuerySet[Mandate]:
    """All that the organ ever seated or appointed; on which day each was in office, the step checks."""
    return scope.once("seats", lambda: Mandate.objects.filter(organ=scope.organ).select_related("person"))


def posts(scope: Scope) -> QuerySet[Post]:
    """Named posts of the organ that are no mandates."""
    return scope.once("posts", lambda: Post.objects.filter(organ=scope.organ).select_related("person"))


def groupings(scope: Scope) -> QuerySet[Grouping]:
    """Delegations, sectors, groups."""
    return scope.once("groupings", lambda: Grouping.objects.filter(organ=scope.organ))


def bodies(scope: Scope) -> QuerySet[Grouping]:
    """Committees and working bodies; of who is of a committee's staff and not of the office, his own."""
    kinds = (Grouping.Kind.COMMITTEE, Grouping.Kind.WORKING)
    rows = Grouping.objects.filter(organ=scope.organ, kind__in=kinds)
    if not scope.actor.has(RoleCode.OFFICE):
        rows = rows.filter(pk__in=scope.actor.groupings(RoleCode.COMMITTEE))
    return scope.once("bodies", lambda: rows)


def organs(scope: Scope) -> QuerySet[Organ]:
    """The other organs of the tree."""
    root = scope.organ.path.partition("/")[0]
    return scope.once("organs", lambda: Organ.objects.filter(path__startswith=f"{root}/").exclude(pk=scope.organ.pk))


def units(scope: Scope) -> QuerySet[Unit]:
    """Units of the organ, those that were dissolved too."""
    return scope.once("units of the organ", lambda: Unit.objects.filter(organ=scope.organ))


MOST_TIMES = 2_000_000_000
"""Voters and amounts are counted by kinds of their own."""
LEVELS = (
    ("nation", lazy("全国")), ("province", lazy("省（市）级")), ("city", lazy("市级")), ("district", lazy("区县级")), ("town", lazy("镇街级")),
    ("media", lazy("媒体")), ("other", lazy("其他")),
)  # fmt: skip
"""At which level an output was taken up."""

KindCode = Annotated[str, Pick(lazy("活动种类"), choices=kinds)]
Title = Annotated[str, Text(lazy("名称"), lazy("可不填，由种类和日期代替"), required=False, longest=200, rows=1)]
AnyDay = Annotated[dt.date, Day(lazy("日期"), future=True)]
PastDay = Annotated[dt.date, Day(lazy("日期"))]
LastDay = Annotated[dt.date | None, Day(lazy("最后一天"), lazy("只有一天的不填"), required=False, future=True)]
Starts = Annotated[dt.time | None, Time(lazy("开始时间"), lazy("如 14:30；签到从开始前一小时起"), required=False)]
Place = Annotated[str, Text(lazy("地点"), required=False, longest=80, rows=1)]
Area = Annotated[str, Text(lazy("镇街（片区）"), lazy("按镇街统计时用"), required=False, longest=12, rows=1)]
Topics = Annotated[str, Text(lazy("主题"), lazy("多个用顿号分开"), required=False, longest=120, rows=1)]
Laws = Annotated[str, Text(lazy("涉及的法律法规"), lazy("多部用顿号分开"), required=False, longest=400, rows=1)]
Times = Annotated[
    int, Number(lazy("次数"), lazy("一条登记代表几次（件、名）"), required=False, least=1, most=MOST_TIMES)
]
Result = Annotated[str, Text(lazy("结果"), lazy("该种类有结果分类的填写"), required=False, longest=32, rows=1)]
Summary = Annotated[str, Text(lazy("情况"), required=False, longest=10_000, rows=4)]
Body = Annotated[Grouping | None, One(lazy("承办的委室"), required=False, rows=bodies)]
Groups = Annotated[Sequence[Grouping], Many(lazy("参加的代表团、界别、小组"), required=False, rows=groupings)]
CoOrgans = Annotated[Sequence[Organ], Many(lazy("联合举办的机关"), required=False, rows=organs)]
CoUnits = Annotated[Sequence[Unit], Many(lazy("联合举办的单位"), required=False, rows=units)]
CoBodies = Annotated[
    str, Text(lazy("联合举办的其他单位"), lazy("写名称，多个用顿号分开"), required=False, longest=400, rows=1)
]
Persons = Annotated[Sequence[Mandate], Many(lazy("参加的代表（委员）"), required=False, rows=members)]
HEADS = (
    ("role", Pick(lazy("身份"), choices=roles)),
    ("heads", Number(lazy("人次"), lazy("只记人数，不记姓名"), least=1, most=MOST_HEADS)),
)
Heads = Annotated[Sequence[dict[str, Any]], Lines(lazy("只记人数的参加者"), required=False, columns=HEADS)]
OUTPUTS = (
    ("code", Pick(lazy("成果"), choices=outputs)),
    ("quantity", Amount(lazy("数量"), lazy("如 12、3.5万元"))),
    ("name", Text(lazy("名称"), required=False, longest=80, rows=1)),
)
Outputs = Annotated[Sequence[dict[str, Any]], Lines(lazy("成果"), required=False, columns=OUTPUTS)]
Why = Annotated[str, Text(lazy("理由"), longest=400, rows=2)]
