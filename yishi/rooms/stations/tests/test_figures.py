"""What is counted of stations: facts of each, and that deriving them again gives the same after any walk."""

from __future__ import annotations

import datetime as dt
import os
import random
from decimal import Decimal
from typing import Any

import pytest
from django.db import transaction

from yishi.foundation import clock
from yishi.foundation.facts import rows
from yishi.foundation.facts.models import Fact
from yishi.foundation.journal.verify import verify
from yishi.foundation.loops.act import Scope
from yishi.foundation.loops.refusals import Refused
from yishi.foundation.loops.steps import Step
from yishi.foundation.loops.take import create, offered, take
from yishi.foundation.matters.models import Matter
from yishi.foundation.people.models import Mandate
from yishi.rooms.stations import figures
from yishi.rooms.stations.loop import LOOPS, duty, presence, reception, station
from yishi.rooms.stations.models import Booking, Slot, Span
from yishi.rooms.stations.tests.office import RULE, TODAY, Office

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
WALKS = int(os.environ.get("YISHI_WALKS", "3"))
"""Set higher to search longer."""
TURNS = 100


def facts(record: Any) -> list[tuple[str, str, str, Decimal, str]]:
    found = Fact.objects.filter(matter=record.pk).order_by("kind", "key")
    return [(row.kind, row.source, row.outcome, row.quantity, row.measure) for row in found]


def test_a_station_is_in_being_from_day_to_day() -> None:
    office = Office()
    s = office.station(day="2026-03-01", standing="示范", area="东门街道", online=True)
    fact = Fact.objects.get(matter=s.pk)
    assert (fact.kind, fact.day, fact.until, fact.outcome, fact.place, fact.line) == (
        "station", dt.date(2026, 3, 1), None, "demo", "东门街道", "stations"
    )  # fmt: skip
    assert set(fact.tags.values_list("tag", flat=True)) == {f"station:{s.code}", "online"}
    office.take(station["close"], s, why="合并。")
    office.day += dt.timedelta(days=9)
    office.take(station["reopen"], s)
    spans = Fact.objects.filter(matter=s.pk).order_by("day").values_list("day", "until")
    assert list(spans) == [(dt.date(2026, 3, 1), TODAY), (TODAY + dt.timedelta(days=9), None)]


def test_a_duty_counts_for_each_who_came() -> None:
    office = Office()
    d = office.duty(persons=[office.first.pk, office.second.pk], officials=[{"unit": office.unit.pk, "words": ""}])
    assert facts(d) == []
    office.take(duty["keep"], d, absent=[office.second.pk], heads=6)
    assert facts(d) == [
        ("attendance", "station_duty", "resident", Decimal(6), "人次"), ("station_duty", "on_site", "", Decimal(1), "次"),
        ("station_official", "", "", Decimal(1), "次"),
    ]  # fmt: skip
    kept = Fact.objects.get(matter=d.pk, kind="station_duty")
    assert [(row.mandate, row.role) for row in kept.persons.all()] == [(office.first, "deputy")]
    office.take(station["amend"], office.here, title="改了名", area="西门街道")
    with transaction.atomic():
        assert rows.replace([d.matter], figures.derive_duties([d.pk])) == 0  # what happened keeps the street of its day
    office.take(duty["set_right"], d, why="记错。")
    assert facts(d) == []


def test_receptions_and_turns_online_are_counted() -> None:
    office = Office()
    r = office.reception()
    office.booked(r, heads=3)
    office.take(reception["note_come"], r, rows=[Booking.objects.get().pk])
    office.take(reception["hold"], r, heads=4)
    assert facts(r) == [
        ("attendance", "deputy_reception", "resident", Decimal(7), "人次"), ("deputy_reception", "on_site", "", Decimal(1), "次"),
    ]  # fmt: skip
    p = office.online(station=office.here.pk)
    assert facts(p) == [("station_duty", "online", "", Decimal(1), "次")]
    office.take(presence["go_offline"], p, "first")
    assert facts(p) == [("station_duty", "online", "", Decimal(1), "次")]


class Walk:
    """One office in which anybody does whatever he may, day after day."""

    def __init__(self, seed: int, profile: str) -> None:
        self.chance = random.Random(f"{seed}/{profile}")
        self.office = Office(profile=profile)
        self.taken: list[str] = []

    def day(self) -> str:
        return (self.office.day + dt.timedelta(days=self.chance.choice([-3, 0, 0, 0, 0, 2, 9]))).isoformat()

    def given(self, step: Step, record: Any) -> dict[str, Any]:
        """Something that fits, or nearly: a refusal is a turn too."""
        pick, office = self.chance.choice, self.office
        seats = list(
            Mandate.objects.filter(organ=office.organ, kind__in=("deputy", "member")).values_list("pk", flat=True)
        )
        hour = pick([8, 9, 13])
        made: dict[str, Any] = {
            "kind": "deputy_reception" if step.loop.kind == "reception" else "station",
            "title": f"站{self.chance.randrange(9)}", "area": pick(["", "东门街道", "西门街道"]),
            "address": pick(["", "东门路1号"]), "day": self.day(), "standing": pick(["", "", "示范"]), "online": pick([True, False]), "why": "理由。",
            "persons": self.chance.sample(seats, pick([0, 1, 2])), "absent": pick([[], [office.first.pk]]), "heads": pick(["", 1, 5]),
            "officials": pick([[], [{"unit": office.unit.pk, "words": "副局长"}]]), "starts": f"{hour:02d}:00", "ends": f"{hour + 1:02d}:00",
            "weeks": pick(["", 1, 2]), "instead": pick(seats), "action": pick(["study", "visit"]), "year": pick([2026, 2027]),
            "days": [{"day": self.day(), "opening": pick(["", "9:00-10:00"])}], "phone": f"139{self.chance.randrange(10**8):08d}",
            "account": office.people["keeper"].account.pk, "since": self.day(), **RULE,
        }  # fmt: skip
        stations = list(
            Matter.objects.filter(organ=office.organ, kind="station", state="open").values_list("pk", flat=True)
        )
        made["station"] = pick(stations) if stations and step.code != "presence.go_online" else ""
        if record is not None and record.pk:
            made |= self.of_record(step, record)
        return {name: made[name] for name in step.inputs if name in made}

    def of_record(self, step: Step, record: Any) -> dict[str, Any]:
        kind = step.loop.kind
        if kind == "station":
            rows = {"drop_days": "open_days", "untick": "ticked"}.get(step.name)
            found: dict[str, Any] = {"rows": [row.pk for row in getattr(record, rows).all()]} if rows else {}
            if step.name == "unpost":
                found["persons"] = [row.mandate_id for row in record.postings.filter(ended=None)]
            return found
        if kind == "duty":
            return {"person": self.chance.choice([row.mandate_id for row in record.persons.all()] or [0])}
        if kind == "reception":
            slots, booked = list(record.slots.all()), list(Booking.objects.filter(slot__reception=record))
            return {"slot": self.chance.choice(slots).pk, "rows": [row.pk for row in booked][:2], "absent": []}
        return {}

    def turn(self) -> None:
        """One random step, some days later."""
        self.office.day += dt.timedelta(days=self.chance.choice([0, 0, 1, 3]))
        name = self.chance.choice(["office", "office", "keeper", "first", "second", "stranger"])
        actor = self.office[name]
        with clock.at(dt.datetime.combine(self.office.day, dt.time(7), clock.CHINA)):
            matters = list(Matter.objects.filter(organ=self.office.organ, room="stations"))
            if self.chance.random() < 0.3:
                openers = [
                    step
                    for loop in LOOPS
                    for step in loop.steps.values()
                    if step.opens and step.allows(actor, loop.model())
                ]
                step, record = (self.chance.choice(openers), None) if openers else (None, None)
            else:
                matter = self.chance.choice(matters)
                loop = next(loop for loop in LOOPS if loop.kind == matter.kind)
                record = loop.model._default_manager.select_related("matter").get(pk=matter.pk)
                scope = Scope(actor, self.office.day, record, None)
                fit = [one for one in loop.steps.values() if offered(one, scope) is None]
                step = self.chance.choice(fit) if fit else None
            if step is None:
                return
            before = self.stand()
            given = self.given(step, record or step.loop.model())
            try:
                create(step, actor, given) if record is None else take(step, record.pk, actor, given)
                self.taken.append(step.code)
            except Refused:
                assert self.stand() == before

    def stand(self) -> Any:
        """What a refused step must leave as it is."""
        organ = self.office.organ
        found = Fact.objects.filter(organ=organ).order_by("pk").values_list("pk", "day", "quantity")
        return list(Matter.objects.filter(organ=organ).order_by("pk").values_list("pk", "state", "version")), list(
            found
        )

    def check(self) -> None:
        """Facts as derived, a whole chain, and nobody on a duty twice at a time."""
        matters = list(Matter.objects.filter(organ=self.office.organ, room="stations"))
        keys = [matter.pk for matter in matters]
        derived = [
            *figures.derive(keys), *figures.derive_duties(keys), *figures.derive_receptions(keys), *figures.derive_presences(keys),
        ]  # fmt: skip
        with transaction.atomic():
            assert rows.replace(matters, derived) == 0, self.taken
        assert verify(self.office.organ).ok
        for matter in matters:
            if matter.kind == "station":
                running = Span.objects.filter(station=matter.pk, ended=None).count()
                assert running == (matter.state == "open"), self.taken
        full = [(slot.capacity, slot.bookings.exclude(state="cancelled").count()) for slot in _slots(self.office)]
        assert all(count <= capacity for capacity, count in full)


def _slots(office: Office) -> Any:
    return Slot.objects.filter(reception__matter__organ=office.organ)


@pytest.mark.slow
@pytest.mark.parametrize("profile", ["npc", "cppcc"])
def test_after_any_walk_everything_holds(profile: str) -> None:
    seen: set[str] = set()
    for seed in range(WALKS):
        walk = Walk(seed, profile)
        for _ in range(TURNS):
            walk.turn()
        walk.check()
        seen |= set(walk.taken)
    assert len(seen) >= 20, f"the walks stay too near home: {sorted(seen)}"
