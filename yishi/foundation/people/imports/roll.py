"""Import of the roll of deputies or members (代表、委员名册)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from yishi.foundation import language
from yishi.foundation.people import grounds
from yishi.foundation.people.imports import roll_apply
from yishi.foundation.people.imports.matching import Said, Unclear, find_person, find_seat
from yishi.foundation.people.imports.places import Wish, plan_places
from yishi.foundation.people.imports.plans import (
    Applied,
    Outcome,
    Preview,
    RowPlan,
    may_apply,
    refuse_together,
    remarks,
)
from yishi.foundation.people.imports.registry import Registry
from yishi.foundation.people.imports.roll_columns import MANDATE, PERSON, WORK_MOST, columns, labels
from yishi.foundation.people.mandates import may_begin
from yishi.foundation.people.models import Account, Belonging, Mandate, Organ, Person, Term
from yishi.foundation.people.refusals import Refused
from yishi.foundation.sheets import RowIn, Sheet, read
from yishi.foundation.sheets import template as empty_sheet


@dataclass
class SeatPlan(RowPlan):
    """A row of the roll: the seat and person it means (new ones not saved), what they are to become, and the
    places taken and left. Nothing that is on record is touched before it is applied."""

    person: Person | None = None
    seat: Mandate | None = None
    said: Said | None = None
    person_values: dict[str, Any] = field(default_factory=dict)
    seat_values: dict[str, Any] = field(default_factory=dict)
    leaves: list[Belonging] = field(default_factory=list)
    joins: list[Wish] = field(default_factory=list)


def template(organ: Organ) -> bytes:
    """An empty roll to fill in, for an organ of this profile."""
    title = _("代表名册") if organ.profile == Organ.Profile.NPC else _("委员名册")
    return empty_sheet(columns(organ), title)


def preview(organ: Organ, data: bytes, day: dt.date, *, make_groupings: bool = False) -> Preview[SeatPlan]:
    """What the file would do to the roll on `day`. Changes nothing.

    Blank cells and missing columns leave what is there. Moves between groupings begin on `day`. Delegations
    and other groupings that do not exist are made only with `make_groupings`; else their rows are refused."""
    return _plan(organ, read(data, columns(organ)), day, make_groupings)


def _plan(organ: Organ, source: Sheet, day: dt.date, make_groupings: bool) -> Preview[SeatPlan]:
    made: Preview[SeatPlan] = Preview(organ, day, source, make_groupings, errors=list(source.errors))
    if made.errors:
        return made
    names = {row.values["name"] for row in source.rows if row.values.get("name")}
    registry = Registry.load(organ, day, names)
    titles = labels()
    made.rows = [_row(registry, row, titles, make_groupings) for row in source.rows]
    _within_the_file(made.rows)
    _same_person_twice(made.rows)
    made.makes = sorted({str(wish) for row in made.good for wish in row.joins if wish.grouping is None})
    made.notes = remarks(source)
    if made.makes:
        made.notes.append(_("将新建：%(names)s。") % {"names": language.listed(made.makes)})
    return made


def _row(registry: Registry, row: RowIn, titles: dict[str, str], make: bool) -> SeatPlan:
    values = _joined(row.values)
    plan = SeatPlan(row.line_number, row.sheet, values.get("name") or "", values, list(row.errors))
    if len(values.get("work") or "") > WORK_MOST:
        plan.errors.append(_("单位与职务合起来最多 %(most)d 个字。") % {"most": WORK_MOST})
    term = registry.term(values.get("term"))
    if term is None:
        plan.errors.append(_("没有这个届次，请先建立，或改正“届次”。"))
    if plan.errors or term is None:
        return plan
    kind = values.get("kind") or grounds.kinds(registry.organ)[0]
    plan.said = Said(kind, term, plan.name, values.get("number"), values.get("born"))
    try:
        seat = plan.seat = find_seat(registry, plan.said, plan.warnings)
        if seat is None:
            seat = plan.seat = _new_seat(registry, plan, plan.said, term)
        else:
            _changed_seat(plan, seat, titles)
        began, begun_by = (plan.seat_values.get(name, getattr(seat, name)) for name in ("began", "begun_by"))
        may_begin(registry.organ, seat.kind, began, begun_by, term)
        plan_places(registry, plan, term, make)
    except (Unclear, Refused) as found:
        plan.errors.append(str(found))
    return plan


def _joined(values: dict[str, Any]) -> dict[str, Any]:
    """工作单位 and 职务 in two columns are one thing here."""
    post = values.get("work_post")
    return values | {"work": f"{values.get('work') or ''}{post}"} if post else values


def _new_seat(registry: Registry, plan: SeatPlan, said: Said, term: Term) -> Mandate:
    values, organ = plan.values, registry.organ
    plan.is_new = True
    found = find_person(registry, said, plan.warnings)
    plan.person = found or Person(name=plan.name)
    here = found is None or found in registry.persons.get(found.name, [])
    for name in PERSON:
        value = values.get(name)
        # Who is known from another organ's roll keeps what that roll says; only gaps are filled.
        if value is not None and (here or not getattr(plan.person, name)):
            plan.person_values[name] = value
    given = {name: values[name] for name in MANDATE if values.get(name) is not None}
    usual = {"began": term.began, "begun_by": next(iter(grounds.begins(organ, said.kind)), "")}
    return Mandate(organ=organ, person=plan.person, term=term, kind=said.kind, **(usual | given))


def _changed_seat(plan: SeatPlan, seat: Mandate, titles: dict[str, str]) -> None:
    plan.person = seat.person
    kept: tuple[tuple[Person | Mandate, tuple[str, ...], dict[str, Any]], ...] = (
        (seat.person, ("name", *PERSON), plan.person_values),
        (seat, MANDATE, plan.seat_values),
    )
    for target, names, becomes in kept:
        for name in names:
            before, after = getattr(target, name), plan.values.get(name)
            if after is not None and after != before:
                becomes[name] = after
                plan.change(titles[name], _in_words(target, name, before), _in_words(target, name, after))


def _in_words(target: Person | Mandate, name: str, value: Any) -> Any:
    """本科, not bachelor."""
    choices = getattr(target._meta.get_field(name), "flatchoices", [])
    return dict(choices).get(value, value)


def _within_the_file(rows: Sequence[SeatPlan]) -> None:
    """Rows that mean one and the same, or cannot be told apart, are all refused: we do not choose."""
    fit = [row for row in rows if not row.errors and row.seat and row.said]
    refuse_together(fit, lambda row: row.seat.pk if row.seat else None, _("与%(others)s是同一人，请只留一行。"))
    fit = [row for row in fit if not row.errors]
    refuse_together(fit, _number, _("证号 %(key)s 与%(others)s重复。"))
    fresh = [row for row in fit if row.is_new]
    groups: dict[tuple[Any, ...], list[SeatPlan]] = {}
    for row in fresh:
        groups.setdefault((row.said.kind, row.said.term, row.name) if row.said else (), []).append(row)
    for alike in groups.values():
        for row in alike:
            others = [other for other in alike if other is not row and not _apart(row, other)]
            if others:
                places = language.listed(other.place() for other in others)
                row.errors.append(_("与%(others)s同名，请填写证号或出生日期以便区分。") % {"others": places})


def _number(row: SeatPlan) -> tuple[Any, ...] | None:
    said = row.said
    return (said.kind, said.term, said.number) if said and said.number else None


def _apart(one: SeatPlan, other: SeatPlan) -> bool:
    a, b = one.said, other.said
    assert a is not None and b is not None  # only rows that were understood are compared
    if a.born and b.born:
        return a.born != b.born
    return bool(a.number and b.number and a.number != b.number)


def _same_person_twice(rows: Sequence[SeatPlan]) -> None:
    """Someone new with two seats (a deputy and a standing member) is one person."""
    first: dict[tuple[str, dt.date | None], SeatPlan] = {}
    for row in rows:
        said, seat, person = row.said, row.seat, row.person
        if row.errors or not said or not seat or not person or person.pk:
            continue
        before = first.setdefault((row.name, said.born), row)
        if before is row or before.person is None or before.seat is None or before.seat.kind == said.kind:
            continue
        row.person = seat.person = before.person
        before.person_values = row.person_values | before.person_values
        if said.born is None:
            row.warnings.append(_("与%(place)s按同一人处理。") % {"place": before.place()})


def apply(given: Preview[SeatPlan], account: Account, skip_bad: bool) -> Applied:
    """Do what the preview said, in one transaction: all of it, or with `skip_bad` the good rows.

    Raises Refused, having changed nothing, when a row is bad and may not be skipped, or when the roll is no
    longer as it was previewed."""
    with transaction.atomic():
        organ = Organ.objects.select_for_update().get(pk=given.organ.pk)
        now = _plan(organ, given.source, given.day, given.make_groupings)
        may_apply(given, now, skip_bad)
        roll_apply.save(organ, now.good, given.day)
        counts = now.counts
    made = tuple(sorted({str(wish) for row in now.good for wish in row.joins if wish.grouping_is_new}))
    return Applied(account, {outcome: counts[outcome] for outcome in Outcome}, made)
