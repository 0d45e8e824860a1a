"""A sheet of stations: each row is set up by the step. An upper station may stand in the same sheet, above its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from yishi.foundation import clock
from yishi.foundation.loops import importing
from yishi.foundation.loops.act import Scope, Work
from yishi.foundation.loops.importing import Told, take_rows
from yishi.foundation.loops.inputs import Input
from yishi.foundation.loops.refusals import Invalid, NotAllowed, Refused
from yishi.foundation.loops.take import begin
from yishi.foundation.people.actors import Actor
from yishi.foundation.people.imports.matching import Unclear
from yishi.foundation.people.imports.plans import Applied, Preview, RowPlan, may_apply, refuse_together, remarks
from yishi.foundation.people.models import Account, Organ, Unit
from yishi.foundation.people.refusals import Refused as RollRefused
from yishi.foundation.sheets import Column, Kind, RowIn, Sheet, read
from yishi.foundation.sheets import template as empty_sheet
from yishi.rooms.activities.imports.registry import near
from yishi.rooms.stations.loop import given, station
from yishi.rooms.stations.models import Station

STEP = station["set_up"]
TYPED = ("code", "opening", "video", "latitude", "longitude")
"""Cells that the step's own inputs read, so that a sheet is refused by the same sentences as a form."""
YES = {
    "是": True,
    "已开通": True,
    "开通": True,
    "有": True,
    "1": True,
    "否": False,
    "未开通": False,
    "无": False,
    "0": False,
}


def columns(profile: str) -> tuple[Column, ...]:
    """The sheet's columns; the first title of each is the one that is written. What is exported can be brought in again."""
    return (
        Column("title", ("名称", "站点名称", "站点"), True, tight=True, max_length=60, width=30),
        Column("kind", ("类别", "站点类别", "类型"), True, tight=True, max_length=60, note="如：代表联络站、代表之家、联系点"),
        Column("code", ("站点码", "编码", "站点编码"), kind=Kind.CODE, max_length=16, note="不填则自动编"),
        Column("day", ("设立日期", "成立日期", "建站日期"), kind=Kind.DAY),
        Column("upper", ("上级站点", "所属总站", "上级"), tight=True, max_length=60),
        Column("area", ("镇街", "镇街（片区）", "街道", "乡镇"), tight=True, max_length=12),
        Column("address", ("地址", "详细地址", "站点地址"), max_length=120, width=36),
        Column("latitude", ("纬度",), max_length=24),
        Column("longitude", ("经度",), max_length=24),
        Column("phone", ("电话", "联系电话", "办公电话"), kind=Kind.CODE, max_length=40),
        Column("opening", ("开放时间", "服务时间", "接待时间"), lines=True, max_length=300, width=36, note="周一至周五 9:00-11:30"),
        Column("online", ("在线接待", "是否上线", "线上"), tight=True, max_length=8, note="是、否"),
        Column("video", ("视频接待地址", "视频地址"), max_length=300, note="https 开头"),
        Column("standing", ("等次", "星级等次"), tight=True, max_length=24),
        Column("partner_unit", ("对口单位",), tight=True, max_length=80),
        Column("partner", ("对口人员", "对口人员职务"), max_length=60),
        Column("introduction", ("介绍", "简介"), lines=True, max_length=4000, width=40),
    )  # fmt: skip


@dataclass
class StationPlan(RowPlan):
    """A row: what the step is given, and what will happen. `upper` names a station above it in the same sheet."""

    given: dict[str, Any] = field(default_factory=dict, repr=False)
    upper: str = ""
    happens: str = ""


@dataclass
class Registry:
    """What rows may name, read once."""

    actor: Actor
    work: Work
    kinds: dict[str, str] = field(default_factory=dict)
    stations: dict[str, Station] = field(default_factory=dict)
    units: dict[str, Unit] = field(default_factory=dict)
    inputs: Mapping[str, Input] = field(default_factory=lambda: STEP.inputs)

    @classmethod
    def load(cls, actor: Actor) -> Registry:
        """Five queries, whatever the number of rows."""
        made = cls(actor, Work(actor, clock.today()))
        rows = given.kind_rows(made.scope)
        for kind in rows:
            for alias in kind.aliases:
                made.kinds.setdefault(alias, kind.code)
        for kind in rows:
            made.kinds |= {name: kind.code for name in (kind.code, kind.name, kind.name_in(actor.organ.profile))}
        open_ones = Station.objects.filter(matter__organ=actor.organ, matter__state=Station.State.OPEN)
        for row in open_ones.select_related("matter", "upper"):
            made.stations |= {row.matter.title: row, row.code: row}
        for unit in Unit.objects.filter(organ=actor.organ, ended=None):
            made.units |= {unit.short: unit, unit.name: unit}
        return made

    @property
    def scope(self) -> Scope:
        """As inputs see it."""
        return Scope(self.actor, self.work.day, Station(), None, self.work.found)

    def kind(self, name: str) -> str:
        """The code of a kind by name, alias or code. Raises Unclear."""
        if name not in self.kinds:
            raise Unclear(near(_("没有“%(name)s”这个站点类别"), name, self.kinds))
        return self.kinds[name]

    def unit(self, name: str) -> Unit:
        """A unit by its name. Raises Unclear."""
        if name not in self.units:
            raise Unclear(near(_("没有名为“%(name)s”的单位"), name, self.units))
        return self.units[name]


Match = importing.Match[Registry, StationPlan]


def template(profile: str) -> bytes:
    """An empty sheet to fill in."""
    return empty_sheet(columns(profile), _("站点"))


def preview(actor: Actor, data: bytes) -> Preview[StationPlan]:
    """What the file would do, row by row; changes nothing. Raises NotAllowed for whoever may not set up stations."""
    _may(actor)
    return _plan(actor, read(data, columns(actor.organ.profile)))


def apply(given: Preview[StationPlan], actor: Actor, *, skip_bad: bool = False, told: Told | None = None) -> Applied:
    """Do what the preview said, in one transaction. Raises a `Refused` with its sentence, having changed nothing."""
    account = _may(actor)
    try:
        with transaction.atomic():
            Organ.objects.select_for_update(no_key=True).get(pk=actor.organ.pk)
            now = _plan(actor, given.source)
            may_apply(given, now, skip_bad)
            for rows in _levels(now.good):
                _find_upper(actor, rows)
                take_rows(STEP, actor, rows, told)
    except RollRefused as refusal:
        raise Refused(str(refusal)) from refusal
    return Applied(account, now.counts)


def _levels(rows: list[StationPlan]) -> list[list[StationPlan]]:
    """Rows without an upper of this sheet first, then those below them, level by level."""
    waiting, found = list(rows), []
    here = {row.given["title"] for row in rows}
    while waiting:
        ready = [row for row in waiting if row.upper not in here]
        if not ready:
            raise Refused(_("“%s”的上级站点绕成了圈，请核对。") % waiting[0].given["title"])
        found.append(ready)
        here -= {row.given["title"] for row in ready}
        waiting = [row for row in waiting if row not in ready]
    return found


def _find_upper(actor: Actor, rows: list[StationPlan]) -> None:
    wanted = {row.upper for row in rows if row.upper}
    if not wanted:
        return
    known = Station.objects.filter(
        matter__organ=actor.organ, matter__title__in=wanted, matter__state=Station.State.OPEN
    )
    by_name = {row.matter.title: row for row in known.select_related("matter", "upper")}
    for row in rows:
        if row.upper:
            if row.upper not in by_name:
                raise Refused(_("“%s”没有导入，它统辖的站点也不能导入，请改正后一并导入。") % row.upper)
            row.given["upper"] = by_name[row.upper]


def _may(actor: Actor) -> Account:
    if actor.account is None or not STEP.allows(actor, Station()):
        raise NotAllowed(_("您的角色不能导入。如确需办理，请联系本机关的系统管理员。"))
    return actor.account


def _plan(actor: Actor, source: Sheet) -> Preview[StationPlan]:
    registry = Registry.load(actor)
    made: Preview[StationPlan] = Preview(actor.organ, registry.work.day, source, errors=list(source.errors))
    if made.errors:
        return made
    names = {str(row.values.get("title") or "") for row in source.rows}
    made.rows = [match(row, registry, names) for row in source.rows]
    fit = [row for row in made.rows if not row.errors]
    refuse_together(fit, lambda row: row.given["title"], _("与%(others)s重复：站点“%(key)s”。"))
    refuse_together(
        [row for row in fit if row.given.get("code")],
        lambda row: row.given["code"],
        _("与%(others)s重复：站点码“%(key)s”。"),
    )
    made.notes = remarks(source)
    return made


def match(row: RowIn, registry: Registry, names: set[str]) -> StationPlan:
    """The row as the step takes it. The step itself is tried on it, so that the preview says what it would refuse."""
    plan = StationPlan(row.line_number, row.sheet, row.values.get("title") or "", row.values, list(row.errors))
    at = Match(registry, plan)
    kind = at.found(registry.kind, at.said("kind"))
    plan.given = {
        key: at.said(key) or "" for key in ("title", "area", "address", "phone", "introduction", "standing", "partner")
    }
    plan.given |= {
        "kind": kind or "",
        "day": at.said("day"),
        "online": _yes(at),
        "partner_unit": at.found(registry.unit, at.said("partner_unit")),
    }
    plan.given |= {key: _typed(at, key) for key in TYPED}
    _upper(at, names)
    if not plan.errors:
        _tried(at)
    plan.is_new = not plan.errors
    return plan


def _yes(at: Match) -> bool:
    said = str(at.said("online") or "否")
    if said not in YES:
        at.plan.errors.append(_("“在线接待”请填“是”或者“否”。"))
    return YES.get(said, False)


def _typed(at: Match, key: str) -> Any:
    try:
        return at.registry.inputs[key].checking(at.registry.scope).clean(at.said(key) or "")
    except ValidationError as fault:
        at.plan.errors.append("".join(fault.messages))
        return None


def _upper(at: Match, names: set[str]) -> None:
    said = at.said("upper")
    if not said:
        return
    if said in at.registry.stations:
        at.plan.given["upper"] = at.registry.stations[said]
    elif said in names and said != at.plan.given["title"]:
        at.plan.upper = said
    else:
        at.plan.errors.append(near(_("没有名为“%(name)s”的上级站点"), said, at.registry.stations))


def _tried(at: Match) -> None:
    """What the step itself would refuse; nothing is saved."""
    plan, registry = at.plan, at.registry
    if plan.given["title"] in registry.stations:
        plan.errors.append(_("已有一个名为“%s”的站点，不重复导入。") % plan.given["title"])
        return
    try:
        begin(registry.work, STEP, registry.actor, given=plan.given)
    except Invalid as fault:
        plan.errors += [sentence for sentences in fault.errors.values() for sentence in sentences]
    except Refused as fault:
        plan.errors.append(fault.sentence)
    said = {"title": plan.given["title"], "area": plan.given["area"] or _("未填镇街")}
    plan.happens = _("设立“%(title)s”（%(area)s）。") % said
