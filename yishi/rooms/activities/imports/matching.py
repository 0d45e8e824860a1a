"""One row of the sheet as the step takes it, and every sentence about what is wrong with it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from yishi.foundation.loops import importing
from yishi.foundation.loops.refusals import Invalid, Refused
from yishi.foundation.loops.take import begin
from yishi.foundation.people.imports.matching import Unclear
from yishi.foundation.people.imports.plans import RowPlan
from yishi.foundation.people.models import Grouping, Mandate
from yishi.foundation.sheets import RowIn
from yishi.rooms.activities.imports.registry import Registry, Same, near
from yishi.rooms.activities.loop import activity
from yishi.rooms.activities.loop.amounts import amount

T = TypeVar("T")
COUNTED = re.compile(r"(?P<name>\D*?)\s*[:：]?\s*(?P<count>[+-]?[\d.]+)(?P<behind>\D*)")
"""What people write of heads and outputs: 群众30人, 意见建议：12条, 意见建议 12."""


@dataclass
class ActivityPlan(RowPlan):
    """A row of activities: what the step is given, and what will happen."""

    given: dict[str, Any] = field(default_factory=dict, repr=False)
    same: Same | None = None
    happens: str = ""


Match = importing.Match[Registry, ActivityPlan]


def match(row: RowIn, registry: Registry) -> ActivityPlan:
    """The row as the step takes it. The step itself is tried on it, so that the preview says what it would refuse."""
    name = row.values.get("title") or row.values.get("kind") or ""
    plan = ActivityPlan(row.line_number, row.sheet, name, row.values, list(row.errors))
    at, day = Match(registry, plan), row.values.get("day")
    kind = at.found(registry.kind, at.said("kind"))
    if plan.errors or day is None or kind is None:
        return plan
    plan.given = {key: at.said(key) or "" for key in ("title", "place", "area", "result", "summary")}
    plan.given |= {"kind": kind.code, "day": day, "last_day": at.said("last_day"), "times": at.said("times") or 1}
    plan.given |= {"topics": "、".join(at.said("topics") or ()), "laws": "、".join(at.said("laws") or ())}
    _who(at, day)
    if not plan.errors:
        _tried(at)
    plan.is_new = not plan.errors
    return plan


def _who(at: Match, day: dt.date) -> None:
    registry = at.registry

    def member(name: str) -> Mandate:
        return registry.member(name, day)

    def grouping(name: str) -> Grouping:
        return registry.grouping(name, day)

    hosts = at.said("hosts") or []
    organs = [registry.organs[name] for name in hosts if name in registry.organs]
    units = [registry.units[name] for name in hosts if name in registry.units and name not in registry.organs]
    others = [name for name in hosts if name not in registry.organs and name not in registry.units]
    at.plan.given |= {
        "co_organs": _once(organs), "co_units": _once(units), "co_bodies": "、".join(others),
        "body": at.found(grouping, at.said("body")), "groups": _once(at.all(grouping, "groups")),
        "persons": _once(at.all(member, "persons")),
        "heads": at.all(lambda said: _heads(registry, said), "heads"),
        "outputs": at.all(lambda said: _output(registry, said), "outputs"),
    }  # fmt: skip


def _once(rows: Iterable[T]) -> list[T]:
    return list(dict.fromkeys(rows))


def _heads(registry: Registry, said: str) -> dict[str, Any]:
    found = COUNTED.fullmatch(said)
    if found is None or not found["count"].isdecimal() or found["behind"] not in ("", "人", "人次", "名"):
        raise Unclear(_("参加人次“%s”看不懂，请写成“群众30、专家5”的样子。") % said)
    role = registry.roles.get(found["name"])
    if role is None:
        raise Unclear(near(_("没有“%(name)s”这个身份"), found["name"], registry.roles))
    return {"role": role, "heads": int(found["count"])}


def _output(registry: Registry, said: str) -> dict[str, Any]:
    found = COUNTED.fullmatch(said)
    if found is None:
        raise Unclear(_("成果“%s”看不懂，请写成“意见建议12条”的样子。") % said)
    code = registry.outputs.get(found["name"])
    if code is None:
        raise Unclear(near(_("没有“%(name)s”这种成果"), found["name"], registry.outputs))
    try:
        return {"code": code, "quantity": amount(f"{found['count']}{found['behind']}"), "name": ""}
    except ValidationError as fault:
        raise Unclear("".join(fault.messages)) from fault


def _tried(at: Match) -> None:
    """What the step itself would refuse, and what is recorded already; nothing is saved."""
    plan, registry = at.plan, at.registry
    try:
        act = begin(registry.work, activity["record"], registry.actor, given=plan.given)
    except Invalid as fault:
        plan.errors += [sentence for sentences in fault.errors.values() for sentence in sentences]
        return
    except Refused as fault:
        plan.errors.append(fault.sentence)
        return
    a = act.record
    plan.same = (a.kind, a.day, a.place, a.matter.title)
    if plan.same in registry.known:
        sentence = _("“%s”同日同地已有登记，不重复导入；如确为另一次活动，请写明名称或者地点。")
        plan.errors.append(sentence % a.matter.title)
    said = {"title": a.matter.title, "rows": len(plan.given["persons"]), "outputs": len(plan.given["outputs"])}
    plan.happens = _("登记“%(title)s”，参加代表（委员）%(rows)d 人，成果 %(outputs)d 项。") % said
