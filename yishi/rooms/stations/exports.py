"""Excel and CSV out: stations as their reader may see them, a row a station. Its columns can be brought in again.

Rows are read a few hundred at a time, each helping with the same number of queries."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any

from django.db.models import QuerySet

from yishi.foundation import clock, language
from yishi.foundation.people.actors import Actor
from yishi.foundation.people.models import in_force
from yishi.foundation.sheets import Column, Kind, write
from yishi.rooms.activities import own
from yishi.rooms.activities.catalogue.kinds import Catalogue
from yishi.rooms.stations import lists
from yishi.rooms.stations.imports.stations import columns as brought_in
from yishi.rooms.stations.models import Keeper, Station

AT_ONCE = 500
Row = Mapping[str, Any]


@language.in_that_of_records()
def columns(actor: Actor) -> list[Column]:
    """Those of an import, with number and state before them, who keeps it and how many are posted behind."""
    return [
        Column("number", ("编号",), kind=Kind.CODE), Column("state", ("状态",)), *brought_in(actor.organ.profile),
        Column("keepers", ("管理员",)), Column("posted", ("进站代表（委员）",), kind=Kind.MANY, max_length=40),
        Column("closed_on", ("撤销日期",), kind=Kind.DAY),
    ]  # fmt: skip


def rows(found: QuerySet[Station], actor: Actor) -> Iterator[Row]:
    """The rows of those of `found` that the actor may see, in its order."""
    known = own.catalogue(actor.organ)
    keys = iter(found.filter(pk__in=lists.visible(actor).values("pk")).values_list("pk", flat=True).iterator(2000))
    while helping := list(islice(keys, AT_ONCE)):
        yield from _helping(helping, known, actor)


def excel(found: QuerySet[Station], actor: Actor, title: str = "") -> bytes:
    """The list as an .xlsx file."""
    return write(columns(actor), rows(found, actor), title or "站点")


def _helping(keys: list[int], known: Catalogue, actor: Actor) -> Iterator[Row]:
    today = clock.today()
    found = Station.objects.filter(pk__in=keys).select_related("matter", "upper__matter", "partner_unit")
    by_key = {s.pk: s for s in found}
    posted: dict[int, list[str]] = {}
    mine = lists.postings(actor.organ, today).filter(station__in=keys).order_by("pk")
    for key, name in mine.values_list("station", "mandate__person__name"):
        posted.setdefault(key, []).append(name)
    keepers: dict[int, list[str]] = {}
    for key, name in Keeper.objects.filter(in_force(today), station__in=keys).values_list("station", "account__name"):
        keepers.setdefault(key, []).append(name)
    for key in keys:
        yield _row(by_key[key], known, actor.organ.profile) | {
            "posted": posted.get(key, []), "keepers": language.listed(keepers.get(key, []))
        }  # fmt: skip


@language.in_that_of_records()
def _row(s: Station, known: Catalogue, profile: str) -> dict[str, Any]:
    kind = known.kind_by_code.get(s.kind)
    standing = dict(kind.results).get(s.standing, s.standing) if kind else s.standing
    return {
        "number": s.matter.number, "state": Station.State(s.matter.state).label, "title": s.matter.title,
        "kind": kind.name_in(profile) if kind else s.kind, "code": s.code, "day": s.matter.opened_on,
        "upper": s.upper.matter.title if s.upper else "", "area": s.area, "address": s.address,
        "latitude": "" if s.latitude is None else str(s.latitude), "longitude": "" if s.longitude is None else str(s.longitude),
        "phone": s.phone, "opening": s.opening, "online": "是" if s.online else "否", "video": s.video, "standing": standing,
        "partner_unit": str(s.partner_unit or ""), "partner": s.partner, "introduction": s.introduction,
        "closed_on": s.matter.closed_on,
    }  # fmt: skip
