"""Invented years of work for tests: a small one that was counted by hand, and a full one over the whole catalogue."""

from __future__ import annotations

import datetime as dt
import random
from typing import Any

from yishi.foundation.people.tests.factories import MandateFactory
from yishi.rooms.activities.catalogue import kinds
from yishi.rooms.activities.catalogue.kinds import Kind
from yishi.rooms.activities.loop import target
from yishi.rooms.activities.tests.office import Office

YEAR, END = 2026, dt.date(2026, 12, 31)


def small() -> Office:
    """In 2026 three inspections of law (two in 2025), with deputies by name and residents as heads; two trainings of
    deputies; a plan of five inspections for 2026 and of four for 2027."""
    office = Office(day=END)
    for day in ("2025-03-03", "2025-09-01"):
        office.recorded(day=day)
    office.recorded(
        day="2026-02-10",
        persons=[office.first.pk, office.second.pk],
        heads=[{"role": "resident", "heads": 30}],
        outputs=[{"code": "opinion", "quantity": "12"}, {"code": "problem_found", "quantity": "7"}],
    )
    office.recorded(day="2026-05-11", persons=[office.first.pk], outputs=[{"code": "opinion", "quantity": "8"}])
    office.recorded(day="2026-10-20")
    office.recorded(kind="training", day="2026-04-01", times="2")
    office.open(target["set_target"], year=2026, code="law_inspection", number="5")
    office.open(target["set_target"], year=2027, code="law_inspection", number="4", note="年内完成。")
    return office


def full(profile: str = "npc", seed: int = 3, each: int = 1) -> Office:
    """A record or more of every kind of the profile, with what the kind says is recorded with it, in 2026 and fewer in
    2025."""
    chance, office = random.Random(seed), Office(profile, day=END)
    seats = [office.first, office.second, *(MandateFactory(organ=office.organ) for _ in range(6))]
    for kind in kinds.load().kinds:
        if profile in kind.profiles:
            for year in (2025, *[2026] * each):
                _record(office, kind, year, seats, chance)
    for code, number in (("law_inspection", "9"), ("special_inquiry", "2"), ("consultation", "6"), ("opinion", "300")):
        if code in kinds.load().output_by_code or profile in kinds.load().kind(code).profiles:
            office.open(target["set_target"], year=2027, code=code, number=number)
    return office


def _record(office: Office, kind: Kind, year: int, seats: list[Any], chance: random.Random) -> None:
    day = dt.date(year, 1, 20) + dt.timedelta(days=chance.randrange(330))
    present = chance.sample(seats, chance.randint(1, len(seats)))
    heads = [{"role": role, "heads": chance.randint(5, 90)} for role in kind.roles if role not in ("deputy", "member")]
    outputs = [{"code": code, "quantity": str(chance.randint(2, 60))} for code in kind.outputs]
    office.recorded(
        kind=kind.code, day=day.isoformat(), times="" if kind.form == "stock" else str(chance.randint(1, 9)),
        persons=[seat.pk for seat in present] if {"deputy", "member"} & set(kind.roles) else [],
        heads=heads, outputs=outputs, result=chance.choice(kind.results)[0] if kind.results else "",
    )  # fmt: skip
