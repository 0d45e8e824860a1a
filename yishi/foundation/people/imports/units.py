"""Import of units (承办单位) with their liaison officers and heads."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from yishi.foundation.people.accounts import FirstPassword
from yishi.foundation.people.imports import units_apply
from yishi.foundation.people.imports.plans import (
    Applied,
    Preview,
    RowPlan,
    may_apply,
    refuse_together,
    remarks,
)
from yishi.foundation.people.imports.roll_columns import title_of
from yishi.foundation.people.imports.staff import PARTS, Duty, Staff, plan_duties
from yishi.foundation.people.models import Account, Organ, Unit
from yishi.foundation.sheets import Column, Kind, RowIn, Sheet, read
from yishi.foundation.sheets import template as empty_sheet

SIDES = {
    "government": ("政府系统", "政府", "区政府", "县政府", "市政府"),
    "party": ("党委系统", "党委", "区委", "县委", "市委"),
    "congress": ("人大系统", "人大"),
    "cppcc": ("政协系统", "政协"),
    "supervisory": ("监察委员会", "监委", "监察委", "监察"),
    "court": ("法院", "人民法院"),
    "procuratorate": ("检察院", "人民检察院"),
    "other": ("其他机关、组织", "其他", "群团", "企业", "事业单位"),
}
FIELDS = ("code", "name", "short", "side", "coordinates", "phone", "began", "ended")

COLUMNS: tuple[Column, ...] = (
    Column("code", ("编号", "单位编号", "代码", "单位代码"), kind=Kind.CODE, max_length=24, note="不填则自动编号"),
    Column("name", ("全称", "单位名称", "单位全称", "名称", "承办单位"), required=True, tight=True, max_length=80),
    Column("short", ("简称", "单位简称"), tight=True, max_length=24),
    Column("side", ("系统", "所属系统"), kind=Kind.CHOICE, choices=SIDES, note="不填为政府系统"),
    Column("coordinates", ("协调单位", "交办协调单位"), kind=Kind.FLAG, note="政府办、党委办等填“是”"),
    Column("phone", ("电话", "联系电话", "单位电话"), kind=Kind.CODE, max_length=40),
    Column("liaison", ("联络员", "联络员姓名"), tight=True, max_length=40),
    Column("liaison_phone", ("联络员电话", "联络员手机"), kind=Kind.CODE, max_length=40),
    Column("liaison_account", ("联络员账号", "账号"), kind=Kind.CODE, max_length=150, note="不填则自动生成"),
    Column("head", ("负责人", "负责人姓名", "分管领导", "联络员负责人"), tight=True, max_length=40),
    Column("head_phone", ("负责人电话", "负责人手机"), kind=Kind.CODE, max_length=40),
    Column("head_account", ("负责人账号",), kind=Kind.CODE, max_length=150, note="不填则自动生成"),
    Column("began", ("设立日期",), kind=Kind.DAY),
    Column("ended", ("撤销日期",), kind=Kind.DAY),
    Column("successor", ("职能并入", "承接单位"), tight=True, max_length=80, note="撤销后由谁承接，填全称"),
)


@dataclass
class UnitPlan(RowPlan):
    """A row of units: the unit (a new one is not saved), what it is to become, and who serves in it."""

    unit: Unit | None = None
    becomes: dict[str, Any] = field(default_factory=dict)
    successor: str = ""
    duties: list[Duty] = field(default_factory=list)


def template() -> bytes:
    """An empty list of units to fill in."""
    return empty_sheet(COLUMNS, _("承办单位"))


def preview(organ: Organ, data: bytes, day: dt.date) -> Preview[UnitPlan]:
    """What the file would do to the organ's units on `day`. Changes nothing.

    A unit is known by its number, else by its full name. Blank cells leave what is there. A liaison officer
    or head who is new gets an account on applying; whoever served before ends the day before `day`."""
    return _plan(organ, read(data, COLUMNS), day)


def _plan(organ: Organ, source: Sheet, day: dt.date) -> Preview[UnitPlan]:
    made: Preview[UnitPlan] = Preview(organ, day, source, errors=list(source.errors))
    if made.errors:
        return made
    units = list(organ.units.order_by("pk"))
    codes = {unit.code: unit for unit in units}
    names = {unit.name: unit for unit in units}
    made.rows = [_row(organ, row, codes, names) for row in source.rows]
    _within_the_file(made.rows, codes)
    known = set(names) | {row.name for row in made.good}
    staff = Staff.load(organ, day, [row.values for row in made.rows])
    for row in made.rows:
        if row.successor and row.successor not in known:
            row.errors.append(_("职能并入的单位“%(name)s”不在库中，也不在表中。") % {"name": row.successor})
        if not row.errors and row.unit:
            plan_duties(staff, row)
    made.notes = remarks(source)
    return made


def _row(organ: Organ, row: RowIn, codes: Mapping[str, Unit], names: Mapping[str, Unit]) -> UnitPlan:
    values = row.values
    plan = UnitPlan(row.line_number, row.sheet, values.get("name") or "", values, list(row.errors))
    plan.successor = values.get("successor") or ""
    if plan.errors:
        return plan
    by_code, by_name = codes.get(values.get("code") or ""), names.get(plan.name)
    if by_code and by_name and by_code.pk != by_name.pk:
        said = {"code": by_code.code, "other": by_code.name, "right": by_name.code}
        plan.errors.append(_("编号 %(code)s 属于“%(other)s”，本单位的编号是 %(right)s，请核对。") % said)
        return plan
    plan.unit = by_code or by_name
    if plan.unit is None:
        plan.is_new = True
        given = {name: values[name] for name in FIELDS if values.get(name) is not None}
        plan.unit = Unit(organ=organ, **({"short": plan.name[:24]} | given))
    else:
        _changed(plan, plan.unit)
    began, ended = (plan.becomes.get(name, getattr(plan.unit, name)) for name in ("began", "ended"))
    if began and ended and ended < began:
        plan.errors.append(_("撤销日期早于设立日期。"))
    return plan


def _changed(plan: UnitPlan, unit: Unit) -> None:
    for name in FIELDS:
        before, after = getattr(unit, name), plan.values.get(name)
        if after is not None and after != before:
            choices = dict(getattr(Unit._meta.get_field(name), "flatchoices", []))
            plan.becomes[name] = after
            plan.change(title_of(Unit, name), choices.get(before, before), choices.get(after, after))
    if "name" in plan.becomes:
        plan.warnings.append(_("编号相同而名称不同，按单位更名处理。"))
    before = unit.successor.name if unit.successor_id and unit.successor else ""
    if plan.successor and plan.successor != before:
        plan.change(_("职能并入"), before, plan.successor)


def _within_the_file(rows: Sequence[UnitPlan], codes: Mapping[str, Unit]) -> None:
    """The same unit twice is refused; new ones without a number get the next free ones, in order."""
    fit = [row for row in rows if not row.errors and row.unit]
    refuse_together(fit, lambda row: row.name, _("“%(key)s”与%(others)s重复，请只留一行。"))
    fit = [row for row in fit if not row.errors]
    refuse_together(fit, lambda row: row.values.get("code"), _("编号 %(key)s 与%(others)s重复。"))
    fit = [row for row in fit if not row.errors]
    refuse_together(fit, lambda row: row.unit.pk if row.unit else None, _("与%(others)s是同一单位。"))
    taken = set(codes) | {row.values.get("code") for row in rows}
    number = 0
    for row in fit:
        if row.unit and not row.unit.code and not row.errors:
            while not number or f"{number:03d}" in taken:
                number += 1
            row.unit.code = f"{number:03d}"
            taken.add(row.unit.code)


def apply(given: Preview[UnitPlan], account: Account, skip_bad: bool) -> Applied:
    """Do what the preview said, in one transaction: all of it, or with `skip_bad` the good rows. The first
    passwords of new accounts are in the result and nowhere else.

    Raises Refused, having changed nothing, when a row is bad and may not be skipped, or when units or
    accounts are no longer as they were previewed."""
    with transaction.atomic():
        organ = Organ.objects.select_for_update().get(pk=given.organ.pk)
        now = _plan(organ, given.source, given.day)
        may_apply(given, now, skip_bad)
        counts = now.counts
        passwords: list[FirstPassword] = units_apply.save(organ, now.good, given.day)
    return Applied(account, counts, (), tuple(passwords))


__all__ = ["COLUMNS", "PARTS", "UnitPlan", "apply", "preview", "template"]
