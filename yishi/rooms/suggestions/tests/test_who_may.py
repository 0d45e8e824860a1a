"""Every cell of state x step x role agrees with `who_may.csv`, which is written by hand from the articles."""

from __future__ import annotations

import csv
from collections import defaultdict
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
from yishi.foundation.loops.steps import NEW, Loop, Step
from yishi.foundation.loops.take import create, take, take_many
from yishi.foundation.matters.models import Matter
from yishi.foundation.people.actors import Actor
from yishi.rooms import loops
from yishi.rooms.suggestions.models import Suggestion
from yishi.rooms.suggestions.tests import reaching as r
from yishi.rooms.suggestions.tests.office import Office
from yishi.rooms.suggestions.tests.plausible import inputs
from yishi.rooms.suggestions.tests.worlds import World, build, let_the_mandate_end

TABLE = Path(__file__).with_name("who_may.csv")
ALWAYS = "always "


@dataclass(frozen=True)
class Row:
    """One line of the table."""

    code: str
    states: frozenset[str]
    roles: frozenset[str]
    articles: str
    guard: str

    def refuses_with(self, sentence: str) -> bool:
        """Is this one of the sentences with which a further condition may refuse?"""
        words = self.guard.removeprefix(ALWAYS)
        return any(word in sentence for word in words.split("|")) if words else False


def read_table() -> list[Row]:
    """The table without its remarks."""
    lines = [line for line in TABLE.read_text().splitlines() if not line.startswith("#")]
    return [
        Row(
            f"{row['kind']}.{row['step']}", frozenset(row["states"].split()), frozenset(row["roles"].split()),
            row["articles"], row["guard"],
        )
        for row in csv.DictReader(lines)
    ]  # fmt: skip


ROWS = read_table()
LOOPS = [loop for loop in loops().values() if loop.room == "suggestions"]
STEPS = {step.code: step for loop in LOOPS for step in loop.steps.values()}
OF_STEP: dict[str, list[Row]] = defaultdict(list)
for _row in ROWS:
    OF_STEP[_row.code].append(_row)


def test_the_table_names_every_step_once_for_each_state_and_role() -> None:
    assert set(OF_STEP) == set(STEPS)
    for code, rows in OF_STEP.items():
        assert frozenset().union(*(row.states for row in rows)) == set(STEPS[code].sources), code
        assert frozenset().union(*(row.roles for row in rows)) == {who.code for who in STEPS[code].by}, code
        cells = [(state, role) for row in rows for state in row.states for role in row.roles]
        assert len(cells) == len(set(cells)), f"{code}: two lines say something of one cell"


def test_every_line_cites_an_article() -> None:
    for row in ROWS:
        assert any(law in row.articles for law in ("CQ ", "ZJ ", "SH ", "DL ")), row.code


def chongqing() -> World:
    """At the session, joint, through the government's office."""
    made = (
        r.drafts, r.received, r.gone, r.course, r.not_key, r.parts, r.after, r.joined, r.of_a_delegation, r.promises, r.meeting_on_promise,
    )  # fmt: skip
    return build("50", *made, session=True, joint=True, side="government")


def shanghai() -> World:
    """Between sessions, by one, through the Party's office; the author's mandate ends afterwards."""
    made = (r.drafts, r.received, r.gone, r.course, r.parts, r.extensions, r.after, r.promises)
    world = build("31", *made, session=False, joint=False, side="party")
    let_the_mandate_end(world)
    return world


def zhejiang() -> World:
    """Where the government's office decides on hand-backs too (ZJ 11, 14)."""
    return build("33", r.hand_backs, r.unevaluated, session=False, joint=False, side="government")


def chongqing_in_january() -> World:
    """What is still open when the year has changed."""
    return build("50", r.last_year, session=False, joint=False, side="government")


def cppcc() -> World:
    """A proposal that became information, and all that no congress has."""
    return build("50", r.information, session=False, joint=False, side="government", profile="cppcc")


@dataclass
class Walk:
    """One walk through every cell of a world, and what was found wrong."""

    world: World
    actors: dict[str, Actor]
    wrong: list[str] = field(default_factory=list)
    ran: set[tuple[str, str, str]] = field(default_factory=set)
    cells: int = 0

    def parts(self, situation: Any, name: str) -> frozenset[str]:
        """What the actor plays in it."""
        return situation.parts.get(name, frozenset())

    def allowed(self, step: Step, state: str, parts: frozenset[str]) -> Row | None:
        """The line that lets him, or None."""
        return next((row for row in OF_STEP[step.code] if state in row.states and parts & row.roles), None)

    def blame(self, step: Step, where: Any, name: str, what: str) -> None:
        """Remember a cell in which code and table differ."""
        self.wrong.append(f"{step.code} from {where} by {name}: {what}")

    def denied(self, loop: Loop, name: str) -> None:
        """All cells of an actor that the table denies are refused by the checks of `take`, on records locked once."""
        situations = [each for each in self.world.situations if each.kind == loop.kind]
        steps = list(loop.steps.values())
        with taking._work(self.actors[name], None) as work:
            records = taking.lock(work, steps[0], [each.pk for each in situations])
            for step in steps:
                given = inputs(step, self.world)
                for each in situations:
                    if self.allowed(step, each.state, self.parts(each, name)):
                        continue
                    self.cells += 1
                    try:
                        taking._tried(work, step, records[each.pk], given, None, None)
                    except Refused as refusal:
                        self._as_expected(step, each, name, refusal)
                    else:
                        self.blame(step, each, name, "was let in")

    def _as_expected(self, step: Step, each: Any, name: str, refusal: Refused) -> None:
        part_of_it = any(self.parts(each, name) & row.roles for row in OF_STEP[step.code])
        expected = WrongState if part_of_it else NotAllowed
        if type(refusal) is not expected:
            self.blame(step, each, name, f"expected {expected.__name__}, found {refusal!r}")

    def really_denied(self, step: Step) -> None:
        """One refused cell of a step for each situation, by another actor each time, through `take` itself."""
        names = list(self.actors)
        before = _stand()
        for at, each in enumerate(self.world.situations):
            if each.kind != step.loop.kind or each.state not in step.sources:
                continue
            name = next(
                name
                for name in names[at % len(names) :] + names
                if not self.allowed(step, each.state, self.parts(each, name))
            )
            try:
                take(step, each.pk, self.actors[name], inputs(step, self.world))
            except Refused as refusal:
                self._as_expected(step, each, name, refusal)
            else:
                self.blame(step, each, name, "was let in")
        if _stand() != before:
            self.blame(step, "somewhere", "someone", "a refused step changed something")

    def granted(self, step: Step, situation: Any, name: str, row: Row) -> None:
        """One cell that the table grants: it runs, or a guard says one of the table's sentences."""
        self.cells += 1
        entries = Entry.objects.count()
        try:
            with transaction.atomic():
                done = take(step, situation.pk, self.actors[name], inputs(step, self.world))
                assert done.state in step.leads(situation.state)
                assert Entry.objects.count() > entries
                transaction.set_rollback(True)
        except (NotAllowed, NotFound, WrongState) as refusal:
            self.blame(step, situation, name, f"{type(refusal).__name__}: {refusal.sentence}")
        except Refused as refusal:
            if not row.refuses_with(refusal.sentence):
                self.blame(step, situation, name, f"refused: {refusal.sentence}")
        else:
            self.ran |= {(step.code, situation.state, role) for role in row.roles & self.parts(situation, name)}

    def opening(self, step: Step, name: str) -> None:
        """A step that opens a matter."""
        self.cells += 1
        parts = self.world.of_nothing().get(name, frozenset())
        row = self.allowed(step, NEW, parts) if step.opens else None
        try:
            with transaction.atomic():
                if row and name == "system":
                    return self.ran.update((step.code, NEW, role) for role in row.roles)
                create(step, self.actors[name], inputs(step, self.world))
                transaction.set_rollback(True)
        except NotAllowed:
            if row:
                self.blame(step, NEW, name, "not allowed")
        except Refused as refusal:
            if not (row and row.refuses_with(refusal.sentence)):
                self.blame(step, NEW, name, f"refused: {refusal.sentence}")
        else:
            if row is None:
                return self.blame(step, NEW, name, "was let in")
            self.ran |= {(step.code, NEW, role) for role in row.roles & parts}

    def everywhere(self) -> None:
        """Every cell."""
        for loop in LOOPS:
            for name in self.actors:
                self.denied(loop, name)
        for step in STEPS.values():
            self.really_denied(step)
            for name in self.actors if step.opens else self.actors.keys() & {"office", "author", "system"}:
                self.opening(step, name)
        for step, situation, name in self._granted():
            row = self.allowed(step, situation.state, self.parts(situation, name))
            if row:
                self.granted(step, situation, name, row)

    def _granted(self) -> Iterator[tuple[Step, Any, str]]:
        for situation in self.world.situations:
            for step in STEPS.values():
                if step.loop.kind == situation.kind:
                    for name in self.actors:
                        yield step, situation, name


def _stand() -> Any:
    return set(Matter.objects.values_list("pk", "state", "version")), Entry.objects.count()


def strangers_of(world: World) -> Iterator[str]:
    """Everyone of another organ, at every step, finds nothing."""
    other = Office(day=world.office.day)
    pks = [each.pk for each in world.situations]
    for name in other.people:
        for step in STEPS.values():
            batch = take_many(step, pks, other[name], inputs(step, world))
            if batch.done or {type(refusal) for refusal in batch.refused.values()} != {NotFound}:
                yield f"{step.code} by {name} of another organ: found something"


@pytest.mark.slow
@pytest.mark.django_db
def test_every_cell_of_state_step_and_role() -> None:
    wrong: list[str] = []
    ran: set[tuple[str, str, str]] = set()
    reached: set[tuple[str, str]] = set()
    for make in (chongqing, chongqing_in_january, shanghai, zhejiang, cppcc):
        world = make()
        with clock.at(world.office.day):
            walk = Walk(world, world.actors())
            walk.everywhere()
            wrong += [f"{make.__name__}: {line}" for line in walk.wrong]
            if make is chongqing:
                wrong += strangers_of(world)
        ran |= walk.ran
        reached |= {(each.kind, each.state) for each in world.situations}
    assert not wrong, "\n".join(wrong)
    every = {(loop.kind, state) for loop in LOOPS for state in loop.states.values}
    assert reached == every, f"states never reached: {every - reached}"
    owed = {
        (row.code, state, role)
        for row in ROWS
        if not row.guard.startswith(ALWAYS)
        for state in row.states
        for role in row.roles
    }
    never = sorted(owed - ran)
    assert not never, "\n".join(f"allowed, but never done: {cell}" for cell in never)


@pytest.mark.django_db
def test_the_walk_finds_a_cell_that_differs(monkeypatch: pytest.MonkeyPatch) -> None:
    """The matrix can fail: a role too many and a role too few are both named."""
    world = cppcc()
    s = world.office.submitted()
    world.note(s)
    code = "suggestion.pass_review"
    row = OF_STEP[code][0]
    for roles in (frozenset({"supervisor"}), frozenset()):
        monkeypatch.setitem(OF_STEP, code, [Row(code, row.states, roles, row.articles, "")])
        walk = Walk(world, {name: world.actors()[name] for name in ("office", "supervisor")})
        with clock.at(world.office.day), transaction.atomic():
            walk.everywhere()
            transaction.set_rollback(True)
        assert any(code in line for line in walk.wrong)
    assert Suggestion.objects.get(pk=s.pk).matter.state == "submitted"
