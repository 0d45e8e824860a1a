"""The law as Yishi computes with it: rule packs, their rules, and a calculator that says why."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from ninja import Query, Router
from pydantic import BaseModel, Field

from yishi.doors.api.auth import Request
from yishi.doors.api.problems import ONE, READ, problems
from yishi.doors.api.reads.packs import kept
from yishi.doors.api.types import NearDay
from yishi.foundation import clock
from yishi.foundation.clocks.calendars import calendar
from yishi.foundation.clocks.packs import pack_for
from yishi.foundation.law import packs
from yishi.foundation.law.articles import Citation
from yishi.foundation.law.explain import explain
from yishi.foundation.law.pack import Pack, PackError
from yishi.foundation.law.rules import Rule
from yishi.foundation.loops.refusals import NotFound
from yishi.foundation.people.models import Organ

router = Router(tags=["law"])


class PackLine(BaseModel):
    """A rule pack."""

    ref: str
    title: str
    place: str
    profile: str
    in_force_from: dt.date
    in_force_until: dt.date | None
    own: bool = Field(description="本机关自定的规则，没有法规依据")
    mine: bool = Field(description="本机关今天适用")


class PackList(BaseModel):
    """Rule packs."""

    items: list[PackLine]


class CitationOut(BaseModel):
    """An article with its wording."""

    text: str
    wording: str
    checked: bool = Field(description="条文已与法规文本核对")


class RuleOut(BaseModel):
    """Something owed by a time."""

    id: str
    title: str
    when: str
    starts_on: str
    owed_by: str
    citation: CitationOut | None
    assumption: str
    extends: str


class PackOut(PackLine):
    """A rule pack with its rules."""

    rules: list[RuleOut]


class DueOut(BaseModel):
    """A computed day and why."""

    pack: str
    rule: RuleOut
    start: dt.date
    due_on: dt.date | None = Field(description="条文未写日数的为空")
    provisional: bool
    law: list[CitationOut]
    why: list[str]
    assumptions: list[str]


def _citation(row: Citation) -> CitationOut:
    return CitationOut(text=str(row), wording=row.wording, checked=row.checked)


def _rule(row: Rule) -> RuleOut:
    return RuleOut(
        id=row.id, title=row.title, when=str(row.when), starts_on=row.starts_on, owed_by=row.owed_by,
        citation=_citation(row.citation) if row.citation else None, assumption=row.assumption, extends=row.extends,
    )  # fmt: skip


def _now(organ: Organ) -> Pack | None:
    """The pack under which a matter would begin today."""
    try:
        return pack_for(organ, clock.today())
    except PackError:
        return None


def _line(pack: Pack, now: Pack | None) -> PackLine:
    return PackLine(
        ref=pack.ref, title=pack.title, place=pack.place, profile=pack.profile, in_force_from=pack.in_force_from,
        in_force_until=pack.in_force_until, own=pack.own, mine=now is not None and pack.ref == now.ref,
    )  # fmt: skip


@router.get("/law/packs", response={200: PackList, **problems(READ)}, operation_id="list_packs")
def list_packs(request: Request) -> PackList:
    """Every version of every rule pack at hand, and the organ's own."""
    organ = request.auth.organ
    own = [Pack.from_dict(row.content) for row in organ.own_packs.all()]
    now = _now(organ)
    return PackList(items=[_line(pack, now) for pack in (*packs.ALL, *own)])


@router.get("/law/rules/{ref}", response={200: PackOut, **problems(ONE)}, operation_id="get_rules")
def get_rules(request: Request, ref: str) -> PackOut:
    """The rules of one pack, each with its article and wording."""
    pack = kept(request.auth.organ, ref[:80])
    if pack is None:
        raise NotFound()
    return PackOut(**dict(_line(pack, _now(request.auth.organ))), rules=[_rule(row) for row in pack.rules.values()])


@router.get("/law/due", response={200: DueOut, **problems(ONE)}, operation_id="get_due")
def get_due(
    request: Request,
    rule: Annotated[str, Query(max_length=40, description="规则编号，见 /law/rules/{ref}")],
    start: Annotated[NearDay, Query(description="起算的那一天")],
    pack: Annotated[str, Query(max_length=80, description="规则包；不填为本机关今天适用的")] = "",
) -> DueOut:
    """When something would be due, and step by step why."""
    found = kept(request.auth.organ, pack) if pack else _now(request.auth.organ)
    asked = found.rule(rule) if found else None
    if found is None or asked is None:
        raise NotFound()
    said = explain(asked, start, calendar())
    return DueOut(
        pack=found.ref, rule=_rule(asked), start=start, due_on=said.due.day if said.due else None,
        provisional=said.due.provisional if said.due else False, law=[_citation(row) for row in said.law], why=said.sentences(),
        assumptions=list(said.assumptions),
    )  # fmt: skip
