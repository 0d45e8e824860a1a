"""Bringing another system's requests in, through the step that imports take: one row for each, known ones passed over by their
number, every bad one named."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from yishi.doors.open311.reading import Row
from yishi.foundation import clock, language
from yishi.foundation.clock import CHINA
from yishi.foundation.clocks.packs import pack_for
from yishi.foundation.loops.act import Scope
from yishi.foundation.loops.forms import clean
from yishi.foundation.loops.importing import take_rows
from yishi.foundation.loops.refusals import Invalid
from yishi.foundation.matters.models import Matter
from yishi.foundation.people.actors import Actor
from yishi.foundation.people.models import Unit
from yishi.rooms.voice.catalogue.topics import by_name
from yishi.rooms.voice.loop import message
from yishi.rooms.voice.models import Message

PREFIX = "O-"
"""Before their numbers, so that none is taken for one of ours."""
STEP = message["import_one"]


@dataclass
class Fit:
    """A row that fits: what the step is given, and its number there."""

    number: str
    given: dict[str, Any]

    def place(self) -> str:
        """In words."""
        return _("编号 %s") % self.number


@dataclass
class Plan:
    """What would come in: `new` rows, numbers `known` already, and for each bad row its number and what is wrong."""

    new: list[Fit] = field(default_factory=list)
    known: list[str] = field(default_factory=list)
    bad: list[tuple[str, str]] = field(default_factory=list)


def plan(actor: Actor, rows: Iterable[Row], prefix: str = PREFIX) -> Plan:
    """Look at every row; nothing is written."""
    made, today = Plan(), clock.today()
    scope = Scope(actor, today, Message(), pack_for(actor.organ, today))
    mine = Matter.objects.filter(organ=actor.organ, kind="message", number__startswith=prefix)
    known = set(mine.values_list("number", flat=True))
    units = _units(actor)
    for row in rows:
        number = f"{prefix}{row.get('service_request_id', '')}"
        if number in known:
            made.known.append(number)
            continue
        known.add(number)
        try:
            made.new.append(Fit(number, clean(STEP, scope, _given(row, number, units))))
        except Invalid as wrong:
            made.bad.append((number, wrong.sentence))
    return made


def apply(actor: Actor, made: Plan) -> int:
    """Take the step for every row that fits, all or nothing; answers how many there were. Raises Refused with the place."""
    with transaction.atomic():
        take_rows(STEP, actor, made.new)
    return len(made.new)


def _units(actor: Actor) -> Mapping[str, int]:
    rows = Unit.objects.filter(organ=actor.organ)
    return {name: unit.pk for unit in rows for name in (unit.name, unit.short) if name}


def _given(row: Row, number: str, units: Mapping[str, int]) -> dict[str, Any]:
    """A request as the import's form takes it."""
    if number.endswith("-") or not row.get("service_request_id"):
        raise Invalid({"number": [_("没有 service_request_id。")]})
    topic = by_name().get(row.get("service_code", "")) or by_name().get(row.get("service_name", ""))
    text = row.get("description") or row.get("service_name", "")
    arrived = _moment(row, "requested_datetime")
    given = {
        "text": text, "arrived_at": arrived, "channel": Message.Channel.SERVICE, "number": number,
        "place": row.get("address", "")[:120], "topic": topic.code if topic else "",
        "unit": units.get(row.get("agency_responsible", ""), ""),
    }  # fmt: skip
    if row.get("lat") and row.get("long"):
        given |= {"latitude": row["lat"], "longitude": row["long"]}
    if row.get("status", "").lower() == "closed":
        # It is over there: what was said of it is its answer, and that nothing was said is said.
        given["answer"] = row.get("status_notes") or _("对方系统标明已办结，没有说明。")
        given["answered_at"] = max(
            arrived, _moment(row, "updated_datetime") if row.get("updated_datetime") else arrived
        )
    return given


def _moment(row: Row, name: str) -> str:
    """A W3C time as the form reads it, in China's time."""
    try:
        found = parse_datetime(row.get(name, ""))
    except ValueError:
        found = None
    if found is None:
        raise Invalid({"arrived_at": [language.pair(name, _("应当是 W3C 格式的时间，如 2026-03-12T00:00:00+08:00。"))]})
    moment = found if found.tzinfo else found.replace(tzinfo=CHINA)
    return f"{moment.astimezone(CHINA):%Y-%m-%d %H:%M:%S}"
