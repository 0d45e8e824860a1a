"""Every cell of state, step and role against the table that was written by hand."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

from yishi.foundation import clock
from yishi.foundation.journal.models import Entry
from yishi.foundation.loops import take as taking
from yishi.foundation.loops.refusals import NotAllowed, NotFound, Refused, WrongState
from yishi.foundation.loops.steps import NEW, Step
from yishi.foundation.loops.take import create, take, take_many
from yishi.foundation.matters.models import Matter
from yishi.foundation.people.actors import Actor
from yishi.rooms.activities import signing
from yishi.rooms.activities.loop import LOOPS, activity, outside_total, own_kind, target
from yishi.rooms.activities.models import Activity
from yishi.rooms.activities.tests.office import EVENT, Office

TABLE = Path(__file__).with_name("who_may.csv")
STEPS = {step.code: step for loop in LOOPS for step in loop.steps.values()}
OPENERS = {
    "office": {"office"}, "committee": {"body"}, "other_committee": {"body"}, "keeper": {"station_keeper"},
    "other_keeper": {"station_keeper"}, "reporter": {"attender"}, "member": {"attender"},
}  # fmt: skip
"""The parts that people play towards what is not there yet."""


@dataclass(frozen=True)
class Row:
    """One line of the table."""

    code: str
    states: frozenset[str]
    roles: frozenset[str]
    guard: str


def read() -> dict[str, Row]:
    """The table without its remarks."""
    lines = [line for line in TABLE.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    rows = [
        Row(
            f"{row['kind']}.{row['step']}",
            frozenset(row["states"].split()),
            frozenset(row["roles"].split()),
            row["guard"],
        )
        for row in csv.DictReader(lines)
    ]
    assert len({row.code for row in rows}) == len(rows)
    return {row.code: row for row in rows}


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
    parts: dict[str, frozenset[str]]

    @property
    def kind(self) -> str:
        return self.record.matter.kind

    @property
    def state(self) -> str:
        return self.record.matter.state


def situations(office: Office) -> list[Situation]:
    """Every state of every loop, made by each who may keep a record."""
    made = []
    for who, part in (
        ("office", {}),
        ("committee", {"committee": {"body"}}),
        ("keeper", {"keeper": {"station_keeper"}}),
    ):
        rows = [office.planned(who), office.recorded(who), office.stock(who), office.ended(who)]
        struck, cancelled = office.recorded(who), office.planned(who)
        office.take(activity["strike"], struck, who, why="重复登记。")
        office.take(activity["cancel"], cancelled, who, why="改期。")
        made += [_furnished(office, a, part) for a in (*rows, office.again(struck), office.again(cancelled))]
    confirmed, withdrawn = office.reported(), office.reported()
    office.take(activity["confirm"], confirmed)
    office.take(activity["withdraw"], withdrawn, "reporter")
    for a in (office.reported(), office.turned_back(), office.again(confirmed), office.again(withdrawn)):
        made.append(_furnished(office, a, {"reporter": {"reporter"}}))
    return [*made, *_beside(office)]


def _furnished(office: Office, a: Activity, parts: dict[str, set[str]]) -> Situation:
    """Something to leave out, to strike and to unlink, where it can have such."""
    state = a.matter.state
    if state in ("planned", "recorded", "ended"):
        office.take(activity["take_part"], a, heads=[{"role": "resident", "heads": 9}])
        office.take(activity["link"], a, numbers=office.linked.matter.number)  # type: ignore[attr-defined]
    if state in ("recorded", "ended"):
        office.take(activity["give_output"], a, code="opinion", quantity="3")
    found = {"office": {"office"}, "reporter": {"attender"}, "member": {"attender"}}
    for name, part in parts.items():
        found[name] = found.get(name, set()) | part
    return Situation(office.again(a), {name: frozenset(each) for name, each in found.items()})


def _beside(office: Office) -> Iterator[Situation]:
    parts = {"office": frozenset({"office"})}
    dropped, struck = office.target(code="opinion"), office.outside()
    office.take(target["drop_target"], dropped, why="合并考核。")
    office.take(outside_total["strike_outside"], struck, why="重报。")
    over = office.open(own_kind["add"], name="旧种类", line="duty", measure="次", definition="一次计一次。")
    office.take(own_kind["end_kind"], over, why="不再开展。")
    for record in (office.target(), dropped, office.outside(), struck, office.group(), over):
        yield Situation(office.again(record), parts)


def given(office: Office, step: Step, record: Any) -> dict[str, Any]:
    """What fits the step."""
    day = office.day.isoformat()
    words = {
        "kind": getattr(record, "kind", "") or EVENT, "day": day, "why": "理由。", "code": "opinion", "quantity": "2", "number": "7",
        "persons": [office.second.pk], "numbers": office.other.matter.number, "by_whom": "试验市", "since": "2026-01-01",  # type: ignore[attr-defined]
        "until": "2026-02-01", "name": "新的种类", "line": "duty", "measure": "次", "definition": "一次计一次。", "year": 2027,
        "token": signing.token(record) if isinstance(record, Activity) and record.pk else "",
    }  # fmt: skip
    if step.name == "sign_in_at_desk":
        words["number"] = office.first.number
    if step.opens or not record.pk:
        return {name: words[name] for name in step.inputs if name in words}
    if step.name == "leave_out":
        words["rows"] = [row.pk for row in record.participants.all()][:1]
    if step.name == "unlink":
        words["rows"] = [row.pk for row in record.about.all()]
    if step.name == "strike_output":
        words["row"] = record.outputs.first() and record.outputs.first().pk
    return {name: words[name] for name in step.inputs if name in words}


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

    def granted_to(self, step: Step, each: Situation, name: str) -> frozenset[str]:
        """The parts by which the table lets him."""
        row = ROWS[step.code]
        return each.parts.get(name, frozenset()) & row.roles if each.state in row.states else frozenset()

    def refused(self, work: Any, step: Step, record: Any, each: Situation, name: str) -> None:
        self.cells += 1
        plays = each.parts.get(name, frozenset()) & ROWS[step.code].roles
        expected = WrongState if plays else NotAllowed
        try:
            taking._tried(work, step, record, given(self.office, step, each.record), None, None)
        except Refused as refusal:
            if type(refusal) is not expected:
                self.wrong.append(f"{step.code} {each.state} {name}: expected {expected.__name__}, found {refusal!r}")
        else:
            self.wrong.append(f"{step.code} {each.state} {name}: was let in")

    def granted(self, step: Step, each: Situation, name: str, parts: frozenset[str]) -> None:
        """It runs, or a guard says the table's sentence."""
        self.cells += 1
        entries = Entry.objects.count()
        try:
            with transaction.atomic():
                done = take(step, each.record.pk, self.actors[name], given(self.office, step, each.record))
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
        try:
            with transaction.atomic():
                create(step, self.actors[name], given(self.office, step, step.loop.model()))
                transaction.set_rollback(True)
        except NotAllowed:
            if parts:
                self.wrong.append(f"{step.code} new {name}: not allowed")
        except Refused as refusal:
            self.wrong.append(f"{step.code} new {name}: {refusal!r}")
        else:
            if not parts:
                self.wrong.append(f"{step.code} new {name}: was let in")
            self.ran |= {(step.code, NEW, part) for part in parts}


@pytest.fixture
def office() -> Office:
    """With something to be linked to."""
    made = Office()
    made.linked, made.other = made.recorded(), made.recorded()  # type: ignore[attr-defined]
    return made


@pytest.mark.slow
@pytest.mark.django_db
def test_every_cell_of_state_step_and_role(office: Office) -> None:
    found = situations(office)
    with clock.at(office.day):
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
    assert owed == walk.ran, sorted(owed - walk.ran)
    assert walk.cells > 5000


@pytest.mark.django_db
def test_everyone_of_another_organ_finds_nothing(office: Office) -> None:
    found, elsewhere = situations(office), Office()
    before = set(Matter.objects.values_list("pk", "version"))
    with clock.at(office.day):
        for name in ("office", "committee", "keeper", "reporter", "member", "leader"):
            for step in STEPS.values():
                batch = take_many(step, [each.record.pk for each in found], elsewhere[name], {})
                assert not batch.done and {type(refusal) for refusal in batch.refused.values()} == {NotFound}
    assert set(Matter.objects.values_list("pk", "version")) == before


@pytest.mark.django_db
def test_the_walk_finds_a_cell_that_differs(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """The matrix can fail: a role too many and a role too few are both named."""
    found = [_furnished(office, office.reported(), {"reporter": {"reporter"}})]
    for roles, name in ((frozenset({"attender"}), "member"), (frozenset(), "office")):
        row = ROWS["activity.confirm"]
        monkeypatch.setitem(ROWS, row.code, Row(row.code, row.states, roles, ""))
        walk = Walk(office, {name: office[name]})
        with clock.at(office.day), transaction.atomic():
            walk.denied(name, found)
            if parts := walk.granted_to(STEPS[row.code], found[0], name):
                walk.granted(STEPS[row.code], found[0], name, parts)
            transaction.set_rollback(True)
        assert any(row.code in line for line in walk.wrong), roles
