"""Every cell of state, step and role against a room's table that was written by hand (`who_may.csv`).

A room's test says who plays which part towards each record (`Situation`), what fits each step (`given`), and who may open
something new (`openers`); the rest is the same for every room.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.db import transaction

from yishi.foundation.journal.models import Entry
from yishi.foundation.loops import take as taking
from yishi.foundation.loops.refusals import NotAllowed, Refused, WrongState
from yishi.foundation.loops.steps import NEW, Loop, Step
from yishi.foundation.loops.take import create, take
from yishi.foundation.people.actors import Actor


@dataclass(frozen=True)
class Row:
    """One line of the table. `guard`: words of the sentences with which a further condition may still refuse, with | between."""

    code: str
    states: frozenset[str]
    roles: frozenset[str]
    guard: str


class Table:
    """A room's table and its steps."""

    def __init__(self, path: Path, loops: Sequence[Loop]) -> None:
        lines = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
        rows = [
            Row(f"{row['kind']}.{row['step']}", frozenset(row["states"].split()), frozenset(row["roles"].split()), row["guard"])
            for row in csv.DictReader(lines)
        ]  # fmt: skip
        assert len({row.code for row in rows}) == len(rows), "a step stands twice"
        self.loops = loops
        self.rows = {row.code: row for row in rows}
        self.steps = {step.code: step for loop in loops for step in loop.steps.values()}

    def differs(self) -> list[str]:
        """Steps that are missing on either side, or have other states or roles than the table says."""
        found = sorted(set(self.rows) ^ set(self.steps))
        for code in set(self.rows) & set(self.steps):
            row, step = self.rows[code], self.steps[code]
            if row.states != set(step.sources):
                found.append(f"{code}: states {sorted(step.sources)}")
            if row.roles != {who.code for who in step.by}:
                found.append(f"{code}: roles {sorted(who.code for who in step.by)}")
        return found


@dataclass
class Situation:
    """One record in one state, with the parts of those who play any towards it."""

    record: Any
    parts: Mapping[str, frozenset[str]]

    @property
    def kind(self) -> str:
        """Of its matter."""
        return str(self.record.matter.kind)

    @property
    def state(self) -> str:
        """Of its matter."""
        return str(self.record.matter.state)


Given = Callable[[Step, Any], Mapping[str, Any]]


@dataclass
class Walk:
    """Every cell of a world, and what was found wrong. The clock stands still meanwhile: whoever calls sees to that."""

    table: Table
    actors: Mapping[str, Actor]
    given: Given
    openers: Mapping[str, frozenset[str]]
    wrong: list[str] = field(default_factory=list)
    ran: set[tuple[str, str, str]] = field(default_factory=set)
    cells: int = 0

    def everything(self, found: Iterable[Situation]) -> None:
        """Every actor before every step on every record, and before every step that opens something."""
        found = list(found)
        for name in self.actors:
            self.denied(name, found)
            for step in self.table.steps.values():
                self.opening(step, name)
        for each in found:
            for step in self.table.steps.values():
                if step.loop.kind != each.kind:
                    continue
                for name in self.actors:
                    if parts := self.granted_to(step, each, name):
                        self.granted(step, each, name, parts)

    def untried(self) -> list[tuple[str, str, str]]:
        """Cells of the table that nobody could be let in by: a world too small proves nothing of them."""
        owed = {
            (code, state, role) for code, row in self.table.rows.items() for state in row.states for role in row.roles
        }
        return sorted(owed - self.ran)

    def granted_to(self, step: Step, each: Situation, name: str) -> frozenset[str]:
        """The parts by which the table lets him."""
        row = self.table.rows[step.code]
        return each.parts.get(name, frozenset()) & row.roles if each.state in row.states else frozenset()

    def denied(self, name: str, found: Sequence[Situation]) -> None:
        """What the table does not grant is refused by the checks of `take`, on records locked once."""
        for loop in self.table.loops:
            mine = [each for each in found if each.kind == loop.kind]
            with taking._work(self.actors[name], None) as work:
                records = taking.lock(work, next(iter(loop.steps.values())), [each.record.pk for each in mine])
                for step in loop.steps.values():
                    for each in mine:
                        if not self.granted_to(step, each, name):
                            self._refused(work, step, records[each.record.pk], each, name)

    def _refused(self, work: Any, step: Step, record: Any, each: Situation, name: str) -> None:
        self.cells += 1
        plays = each.parts.get(name, frozenset()) & self.table.rows[step.code].roles
        expected = WrongState if plays else NotAllowed
        try:
            taking._tried(work, step, record, self.given(step, each.record), None, None)
        except Refused as refusal:
            if type(refusal) is not expected:
                self.wrong.append(f"{step.code} {each.state} {name}: expected {expected.__name__}, found {refusal!r}")
        else:
            self.wrong.append(f"{step.code} {each.state} {name}: was let in")

    def granted(self, step: Step, each: Situation, name: str, parts: frozenset[str]) -> None:
        """What the table grants is done, or refused by the guard that the table names."""
        self.cells += 1
        entries = Entry.objects.count()
        try:
            with transaction.atomic():
                done = take(step, each.record.pk, self.actors[name], self.given(step, each.record))
                assert done.state in step.leads(each.state) and Entry.objects.count() > entries
                transaction.set_rollback(True)
        except Refused as refusal:
            guard = self.table.rows[step.code].guard
            if not (guard and any(words in refusal.sentence for words in guard.split("|"))):
                self.wrong.append(f"{step.code} {each.state} {name}: {refusal!r}")
        else:
            self.ran |= {(step.code, each.state, part) for part in parts}

    def opening(self, step: Step, name: str) -> None:
        """A step that opens a matter."""
        self.cells += 1
        parts = self.openers.get(name, frozenset()) & self.table.rows[step.code].roles if step.opens else frozenset()
        try:
            with transaction.atomic():
                create(step, self.actors[name], self.given(step, step.loop.model()))
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
