"""A sheet of postings: which deputy or member is posted to which station, by name and number."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field

from django.db import transaction
from django.utils.translation import gettext as _

from yishi.foundation import clock
from yishi.foundation.loops import importing
from yishi.foundation.loops.importing import Told
from yishi.foundation.loops.refusals import NotAllowed, Refused
from yishi.foundation.loops.take import take
from yishi.foundation.people.actors import Actor
from yishi.foundation.people.imports.matching import Unclear
from yishi.foundation.people.imports.plans import Applied, Preview, RowPlan, may_apply, refuse_together, remarks
from yishi.foundation.people.models import Account, Mandate, Organ, RoleCode
from yishi.foundation.people.refusals import Refused as RollRefused
from yishi.foundation.sheets import Column, Kind, RowIn, Sheet, read
from yishi.foundation.sheets import template as empty_sheet
from yishi.rooms.activities.imports.registry import near
from yishi.rooms.stations.lists import open_ones, postings
from yishi.rooms.stations.loop import station
from yishi.rooms.stations.models import Station

STEP = station["post"]


def columns(profile: str) -> tuple[Column, ...]:
    """The sheet's columns; the first title of each is the one that is written."""
    maker = "委员" if profile == "cppcc" else "代表"
    return (
        Column("name", (f"{maker}姓名", "姓名", "代表", "委员"), True, tight=True, max_length=40),
        Column("number", ("证号", f"{maker}证号"), kind=Kind.CODE, max_length=24, note="同名时填写"),
        Column(
            "station",
            ("站点", "站点名称", "进驻站点", "站点码"),
            True,
            tight=True,
            max_length=60,
            note="名称或者站点码",
        ),
        Column("day", ("从哪天起", "开始日期", "进驻日期"), kind=Kind.DAY, note="不填则为今天"),
    )


@dataclass
class PostPlan(RowPlan):
    """A row: who is posted where from when."""

    mandate: Mandate | None = None
    station: Station | None = None
    day: dt.date | None = None
    happens: str = ""


@dataclass
class Registry:
    """Seats in office, open stations, and who is posted where already; read once."""

    day: dt.date
    seats: dict[str, list[Mandate]] = field(default_factory=lambda: defaultdict(list))
    stations: dict[str, Station] = field(default_factory=dict)
    posted: set[tuple[int, int]] = field(default_factory=set)

    @classmethod
    def load(cls, organ: Organ) -> Registry:
        """Three queries, whatever the number of rows."""
        made = cls(clock.today())
        seats = Mandate.objects.on(made.day).filter(organ=organ, kind__in=(Mandate.Kind.DEPUTY, Mandate.Kind.MEMBER))
        for mandate in seats.select_related("person"):
            made.seats[mandate.person.name].append(mandate)
        for row in open_ones(organ):
            made.stations |= {row.code: row, row.matter.title: row}
        made.posted = set(postings(organ, made.day).values_list("station", "mandate"))
        return made

    def member(self, name: str, number: str) -> Mandate:
        """Who is in office under that name, told apart by his number. Raises Unclear."""
        found = [row for row in self.seats.get(name, []) if not number or row.number == number]
        if len(found) == 1:
            return found[0]
        if found:
            raise Unclear(_("有几位“%s”在任，请填写证号。") % name)
        raise Unclear(near(_("在任名册里没有“%(name)s”"), name, self.seats))

    def at(self, name: str) -> Station:
        """An open station by name or code. Raises Unclear."""
        found = self.stations.get(name) or self.stations.get(name.upper())
        if found is None:
            raise Unclear(near(_("没有名为“%(name)s”的站点"), name, self.stations))
        return found


Match = importing.Match[Registry, PostPlan]


def template(profile: str) -> bytes:
    """An empty sheet to fill in."""
    return empty_sheet(columns(profile), _("进站安排"))


def preview(actor: Actor, data: bytes) -> Preview[PostPlan]:
    """What the file would do, row by row; changes nothing. Raises NotAllowed for whoever is not of the office."""
    _may(actor)
    return _plan(actor, read(data, columns(actor.organ.profile)))


def apply(given: Preview[PostPlan], actor: Actor, *, skip_bad: bool = False, told: Told | None = None) -> Applied:
    """Do what the preview said, station by station, in one transaction. Raises a `Refused`, having changed nothing."""
    account = _may(actor)
    try:
        with transaction.atomic():
            now = _plan(actor, given.source)
            may_apply(given, now, skip_bad)
            together: dict[tuple[int, dt.date | None], list[Mandate]] = defaultdict(list)
            for row in now.good:
                if row.station is not None and row.mandate is not None:
                    together[row.station.pk, row.day].append(row.mandate)
            for done, ((key, day), mandates) in enumerate(together.items(), 1):
                take(STEP, key, actor, given={"persons": mandates, "day": day})
                if told:
                    told(done, len(together))
    except RollRefused as refusal:
        raise Refused(str(refusal)) from refusal
    return Applied(account, now.counts)


def _may(actor: Actor) -> Account:
    if actor.account is None or not actor.has(RoleCode.OFFICE):
        raise NotAllowed(_("您的角色不能导入。如确需办理，请联系本机关的系统管理员。"))
    return actor.account


def _plan(actor: Actor, source: Sheet) -> Preview[PostPlan]:
    registry = Registry.load(actor.organ)
    made: Preview[PostPlan] = Preview(actor.organ, registry.day, source, errors=list(source.errors))
    if made.errors:
        return made
    made.rows = [match(row, registry) for row in source.rows]
    fit = [row for row in made.rows if not row.errors]
    refuse_together(fit, lambda row: (row.name, str(row.station)), _("与%(others)s重复：“%(key)s”。"))
    made.notes = remarks(source)
    return made


def match(row: RowIn, registry: Registry) -> PostPlan:
    """The row, with every sentence about what is wrong with it."""
    plan = PostPlan(row.line_number, row.sheet, row.values.get("name") or "", row.values, list(row.errors))
    at = Match(registry, plan)
    number = str(at.said("number") or "")
    plan.mandate = at.found(lambda name: registry.member(name, number), at.said("name"))
    plan.station = at.found(registry.at, at.said("station"))
    plan.day = at.said("day")
    if plan.mandate is not None and plan.station is not None:
        said = {"name": plan.mandate.person.name, "station": plan.station.matter.title}
        if (plan.station.pk, plan.mandate.pk) in registry.posted:
            plan.errors.append(_("%(name)s已经安排在“%(station)s”，不重复安排。") % said)
        plan.happens = _("%(name)s进驻“%(station)s”。") % said
    plan.is_new = not plan.errors
    return plan
