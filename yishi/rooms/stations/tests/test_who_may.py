"""Every cell of state, step and role against the table that was written by hand."""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

from yishi.foundation import clock, codes
from yishi.foundation.journal.models import Entry
from yishi.foundation.loops import take as taking
from yishi.foundation.loops.refusals import NotAllowed, NotFound, Refused, WrongState
from yishi.foundation.loops.steps import NEW, Step
from yishi.foundation.loops.take import create, take, take_many
from yishi.foundation.matters.models import Matter
from yishi.foundation.people.actors import Actor
from yishi.foundation.people.models import Grouping
from yishi.foundation.people.tests.factories import GroupingFactory, MandateFactory
from yishi.rooms.stations import following
from yishi.rooms.stations.catalogue import rules
from yishi.rooms.stations.loop import LOOPS, duty, presence, reception, station, station_rule
from yishi.rooms.stations.models import Booking
from yishi.rooms.stations.tests.office import RULE, Office

TABLE = Path(__file__).with_name("who_may.csv")
STEPS = {step.code: step for loop in LOOPS for step in loop.steps.values()}
SITTING = {"first": {"deputy"}, "second": {"deputy"}, "third": {"deputy"}}
ALWAYS = {"office": {"office"}, "stranger": {"resident"}}
OPENERS = ALWAYS | SITTING | {"keeper": {"station_keeper"}, "other_keeper": {"station_keeper"}}
"""The parts that people play towards what is not there yet."""
EARLY = dt.time(6)


@dataclass(frozen=True)
class Row:
    """One line of the table."""

    states: frozenset[str]
    roles: frozenset[str]
    guard: str


def read() -> dict[str, Row]:
    """The table without its remarks."""
    lines = [line for line in TABLE.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    found = list(csv.DictReader(lines))
    rows = {
        f"{row['kind']}.{row['step']}": Row(
            frozenset(row["states"].split()), frozenset(row["roles"].split()), row["guard"]
        )
        for row in found
    }
    assert len(rows) == len(found)
    return rows


ROWS = read()


def test_the_table_names_every_step_state_and_role() -> None:
    assert set(ROWS) == set(STEPS)
    for code, row in ROWS.items():
        assert row.states == set(STEPS[code].sources), code
        assert row.roles == {who.code for who in STEPS[code].by}, code


@dataclass
class Situation:
    """One record in one state, with the parts of those who play any towards it."""

    record: Any
    parts: dict[str, set[str]]

    @property
    def kind(self) -> str:
        return self.record.matter.kind

    @property
    def state(self) -> str:
        return self.record.matter.state


def situations(office: Office) -> Iterator[Situation]:
    """Every state of every loop."""
    kept = _with({"keeper": {"station_keeper"}})
    closed = office.station()
    office.take(station["name_keeper"], closed, account=office.people["keeper"].account.pk)
    office.take(station["post"], closed, persons=[office.first.pk])
    office.take(station["close"], closed, why="合并。")
    yield Situation(office.here, kept)
    yield Situation(office.station(), _with())
    yield Situation(office.again(closed), kept)
    asked = office.duty(persons=[office.first.pk])
    office.take(duty["ask_swap"], asked, "first", instead=office.third.pk)
    turned_up, missed, cancelled = (office.duty(persons=[office.first.pk]) for _ in range(3))
    office.take(duty["keep"], turned_up)
    office.take(duty["not_kept"], missed, why="停电。")
    office.take(duty["cancel"], cancelled, why="停电。")
    for d in (asked, turned_up, missed, cancelled):
        parts = _with({"keeper": {"station_keeper"}, "first": {"on_duty"}}, {"third": {"asked"}} if d is asked else {})
        yield Situation(office.again(d), parts)
    announced, held, off = (office.reception() for _ in range(3))
    for r in (announced, held, off):
        office.booked(r, phone=f"1390000{r.pk:04d}")
    office.take(reception["hold"], held)
    office.take(reception["cancel"], off, why="停电。")
    for r in (announced, held, off):
        yield Situation(office.again(r), _with({"keeper": {"station_keeper"}, "first": {"receiver"}}))
    on, gone = office.online("first"), office.online("second")
    office.take(presence["go_offline"], gone, "second")
    for p, name in ((on, "first"), (gone, "second")):
        yield Situation(office.again(p), _with({name: {"himself"}}))
    dropped = office.rule()
    office.take(station_rule["drop_rule"], dropped, why="另发。")
    for record in (office.rule(), dropped, office.ground()):
        yield Situation(office.again(record), _with())


def _with(*more: dict[str, set[str]]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for parts in (ALWAYS, SITTING, *more):
        for name, codes_of in parts.items():
            found[name] = found.get(name, set()) | codes_of
    return found


def given(office: Office, step: Step, record: Any, name: str = "office") -> dict[str, Any]:
    """What fits the step."""
    day = office.day.isoformat()
    new = MandateFactory(organ=office.organ) if "persons" in step.inputs or "instead" in step.inputs else None
    words: dict[str, Any] = {
        "kind": "deputy_reception" if step.loop.kind == "reception" else "station",
        "title": f"另一个站{office.made}", "why": "理由。",
        "account": office.people["other_keeper"].account.pk, "action": _action(office),
        "year": 2026, "station": office.here.pk, "day": day, "starts": "20:00", "ends": "21:00", "days": [{"day": day, "opening": ""}],
        "phone": "13700001111", "nonce": codes.fresh(), "since": "2020-01-01", "area": "西门街道",
        "grouping": GroupingFactory(organ=office.organ, kind=Grouping.Kind.CONSTITUENCY).pk if "grouping" in step.inputs else 0, **RULE,
    }  # fmt: skip
    if new is not None and step.name != "hold":
        words |= {"persons": [new.pk], "instead": new.pk}
    if step.code == "presence.go_online":
        words.pop("station")
    if not record.pk:
        return {key: words[key] for key in step.inputs if key in words}
    words |= _of_record(office, step, record)
    return {key: words[key] for key in step.inputs if key in words}


def _action(office: Office) -> str:
    return next(iter(rules.in_force(office.organ, office.day).by_code))


def _of_record(office: Office, step: Step, record: Any) -> dict[str, Any]:
    kind, name = step.loop.kind, step.name
    if kind == "station":
        rows = {"drop_days": record.open_days, "untick": record.ticked}.get(name)
        more: dict[str, Any] = {"rows": [row.pk for row in rows.all()]} if rows else {}
        if name == "unpost":
            more["persons"] = [row.mandate_id for row in record.postings.all()][:1]
        if name == "remove_keeper":
            more["account"] = record.keepers.first() and record.keepers.first().account_id
        return more
    if kind == "duty" and name == "swap":
        return {"person": record.persons.first() and record.persons.first().mandate_id}
    if kind == "reception":
        free = next((slot for slot in record.slots.all() if not slot.bookings.exists()), None)
        first = Booking.objects.filter(slot__reception=record).first()
        return {
            "slot": free and free.pk,
            "rows": [first.pk] if first else [],
            "proof": following.proof(first) if first else "",
        }
    return {}


@dataclass
class Walk:
    """Every cell of a world, and what was found wrong."""

    office: Office
    actors: dict[str, Actor]
    wrong: list[str] = field(default_factory=list)
    ran: set[tuple[str, str, str]] = field(default_factory=set)
    cells: int = 0

    def denied(self, name: str, found: list[Situation]) -> None:
        """What the table does not grant is refused by the checks of `take`, on records locked once."""
        for loop in LOOPS:
            mine = [each for each in found if each.kind == loop.kind]
            with taking._work(self.actors[name], None) as work:
                records = taking.lock(work, next(iter(loop.steps.values())), [each.record.pk for each in mine])
                for step in loop.steps.values():
                    for each in mine:
                        if not self.granted_to(step, each, name):
                            self.refused(work, step, records[each.record.pk], each, name)

    def granted_to(self, step: Step, each: Situation, name: str) -> set[str]:
        """The parts by which the table lets him."""
        row = ROWS[step.code]
        return each.parts.get(name, set()) & row.roles if each.state in row.states else set()

    def refused(self, work: Any, step: Step, record: Any, each: Situation, name: str) -> None:
        self.cells += 1
        plays = each.parts.get(name, set()) & ROWS[step.code].roles
        expected = WrongState if plays else NotAllowed
        try:
            taking._tried(work, step, record, {}, None, None)
        except Refused as refusal:
            if type(refusal) is not expected:
                self.wrong.append(f"{step.code} {each.state} {name}: expected {expected.__name__}, found {refusal!r}")
        else:
            self.wrong.append(f"{step.code} {each.state} {name}: was let in")

    def granted(self, step: Step, each: Situation, name: str, parts: set[str]) -> None:
        """It runs, or a guard says the table's sentence."""
        self.cells += 1
        entries = Entry.objects.count()
        try:
            with transaction.atomic():
                done = take(step, each.record.pk, self.actors[name], given(self.office, step, each.record, name))
                assert done.state in step.leads(each.state) and Entry.objects.count() > entries
                transaction.set_rollback(True)
        except Refused as refusal:
            if not (ROWS[step.code].guard and ROWS[step.code].guard in refusal.sentence):
                self.wrong.append(f"{step.code} {each.state} {name}: {refusal!r}")
        else:
            self.ran |= {(step.code, each.state, part) for part in parts}

    def opening(self, step: Step, name: str) -> None:
        """A step that opens a matter."""
        self.cells += 1
        parts = OPENERS.get(name, set()) & ROWS[step.code].roles if step.opens else set()
        given_ = given(self.office, step, step.loop.model()) if parts else {}
        if name == "other_keeper":
            given_.pop("station", None)  # he keeps none: what he may do is open to him, and the station is refused
        try:
            with transaction.atomic():
                create(step, self.actors[name], given_)
                transaction.set_rollback(True)
        except NotAllowed:
            if parts:
                self.wrong.append(f"{step.code} new {name}: not allowed")
        except Refused as refusal:
            expected = name == "other_keeper" or (step.code == "presence.go_online" and "再次上线" in refusal.sentence)
            if not expected:
                self.wrong.append(f"{step.code} new {name}: {refusal!r}")
        else:
            if not parts:
                self.wrong.append(f"{step.code} new {name}: was let in")
            self.ran |= {(step.code, NEW, part) for part in parts}


@pytest.fixture
def office() -> Office:
    """With something to be taken off."""
    made = Office()
    day = (made.day + dt.timedelta(days=3)).isoformat()
    made.take(station["set_days"], made.here, days=[{"day": day, "opening": ""}])
    made.take(station["tick"], made.here, action="visit")
    return made


@pytest.mark.slow
@pytest.mark.django_db
def test_every_cell_of_state_step_and_role(office: Office) -> None:
    found = list(situations(office))
    with clock.at(dt.datetime.combine(office.day, EARLY, clock.CHINA)):
        walk = Walk(office, office.everybody())
        for name in walk.actors:
            walk.denied(name, found)
            for step in STEPS.values():
                walk.opening(step, name)
        for each in found:
            for step in (step for step in STEPS.values() if step.loop.kind == each.kind):
                for name in walk.actors:
                    if parts := walk.granted_to(step, each, name):
                        walk.granted(step, each, name, parts)
    assert not walk.wrong, "\n".join(walk.wrong)
    assert {(each.kind, each.state) for each in found} == {
        (loop.kind, state) for loop in LOOPS for state in loop.states.values
    }
    owed = {(code, state, role) for code, row in ROWS.items() for state in row.states for role in row.roles}
    assert owed == walk.ran, sorted(owed ^ walk.ran)
    assert walk.cells > 2500


@pytest.mark.django_db
def test_everyone_of_another_organ_finds_nothing(office: Office) -> None:
    found, elsewhere = list(situations(office)), Office()
    before = set(Matter.objects.values_list("pk", "version"))
    with clock.at(office.day):
        for name in ("office", "keeper", "first", "leader", "stranger"):
            for step in STEPS.values():
                batch = take_many(step, [each.record.pk for each in found], elsewhere[name], {})
                assert not batch.done and {type(refusal) for refusal in batch.refused.values()} == {NotFound}
    assert set(Matter.objects.values_list("pk", "version")) == before


@pytest.mark.django_db
def test_the_walk_finds_a_cell_that_differs(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """The matrix can fail: a role too many and a role too few are both named."""
    found = [Situation(office.duty(persons=[office.first.pk]), _with({"first": {"on_duty"}}))]
    step = STEPS["duty.cancel"]
    for roles, name in ((frozenset({"on_duty"}), "first"), (frozenset[str](), "office")):
        monkeypatch.setitem(ROWS, step.code, Row(ROWS[step.code].states, roles, ""))
        walk = Walk(office, {name: office[name]})
        with clock.at(office.day), transaction.atomic():
            walk.denied(name, found)
            if parts := walk.granted_to(step, found[0], name):
                walk.granted(step, found[0], name, parts)
            transaction.set_rollback(True)
        assert any(step.code in line for line in walk.wrong), roles
