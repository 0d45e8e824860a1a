"""One suggestion of the demo year: who puts it forward, what it says, where it goes, and its dice."""

from __future__ import annotations

import copy
import datetime as dt
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Self

from yishi.doors.cli.demo.cast.house import House
from yishi.doors.cli.demo.days import Days
from yishi.doors.cli.demo.story.engine import Do
from yishi.doors.cli.demo.writing.letters import Clerk
from yishi.doors.cli.demo.writing.papers import Paper
from yishi.foundation.law.choices import HardMode
from yishi.foundation.loops.refusals import Refused
from yishi.foundation.people.models import Mandate, Unit
from yishi.rooms.suggestions.loop import handling, promise, suggestion
from yishi.rooms.suggestions.models import Handling, Promise


def turn(row: Unit | Mandate) -> int:
    """A small number that is always the same of one unit or member: that of its code, for keys differ from database to database."""
    return int(row.code[1:] if isinstance(row, Unit) else row.number)


LOOPS = {"suggestion": suggestion, "handling": handling, "promise": promise}


@dataclass
class Case:
    """What a story needs at hand. `pk` is the suggestion's once there is one; `day` the day of the last step."""

    house: House
    days: Days
    paper: Paper
    author: Mandate
    joint: list[Mandate]
    lead: Unit
    co: list[Unit]
    handed_in: dt.date
    at_session: bool
    rng: random.Random
    more: Callable[[Case], Case]
    """Another deputy's case on the same problem, handed in on the same day."""
    number: int = 0
    """Its place among those dealt."""
    pk: int = 0
    day: dt.date = dt.date.min
    separate: list[Unit] = field(default_factory=list)
    hard: bool = False
    handed: dt.date = dt.date.min
    """The day it was last handed to a unit: what units do is counted from it."""
    _parts: dict[int, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.clerk = Clerk(self.rng)
        self.day = self.handed_in

    def other(self, *not_these: Unit) -> Unit:
        """Another unit of the lead's system, or any where that has no other."""
        taken = {self.lead, *self.co, *self.separate, *not_these}
        near = [unit for unit in self.house.side(self.lead.side) if unit not in taken]
        return self.rng.choice(near or [unit for unit in self.house.units if unit not in taken])

    @property
    def place(self) -> str:
        """The street or town it is about."""
        return self.paper.place

    def do(
        self, step: str, who: str, *, on: int | None = None, day: dt.date | None = None, later: int = 0,
        refused: type[Refused] | None = None, **data: Any,
    ) -> Do:  # fmt: skip
        """The step of that code ("handling.sign"), on `day` or so many working days after the last one.

        On the suggestion itself unless `on` says otherwise; 0 opens a new matter."""
        self.day = max(day, self.day) if day else self.days.after(self.day, later) if later else self.day
        kind, _, name = step.partition(".")
        target = self.pk if on is None else on
        wanted = LOOPS[kind][name]
        said = {"day": self.day} if "day" in wanted.inputs else {}
        return Do(self.day, who, wanted, target or None, data | said, refused)

    def aside(self) -> Self:
        """The same case for a story told beside this one, which keeps its own days."""
        return copy.copy(self)

    @property
    def half_a_year(self) -> bool:
        """Whether the place sets the longer period of hard ones at the hand-over; elsewhere it is asked for."""
        said = self.house.pack.choices.hard_mode
        return said is not None and said.value == HardMode.SET_AT_HANDOVER

    # the people

    @property
    def writer(self) -> str:
        """The author's key."""
        return f"member/{self.author.pk}"

    def liaison(self, unit: Unit) -> str:
        """A unit's liaison officer."""
        return f"liaison/{unit.pk}"

    def head(self, unit: Unit) -> str:
        """A unit's head."""
        return f"head/{unit.pk}"

    @property
    def committee(self) -> str:
        """The special committee that follows the topic."""
        return f"committee/{self.house.topics[self.paper.topic].committee_id}"

    @property
    def receiver(self) -> str:
        """Who examines it."""
        return "secretariat" if self.at_session and self.day <= self.days.closes else "office"

    # its parts

    def part(self, unit: Unit) -> int:
        """The row of a unit's handling; read anew after `handed_anew`."""
        if unit.pk not in self._parts:
            rows = Handling.objects.filter(suggestion=self.pk, superseded=False)
            self._parts = dict(rows.values_list("unit_id", "pk"))
        return self._parts[unit.pk]

    def handed_anew(self) -> None:
        """The parts have changed."""
        self._parts.clear()

    def promises(self, unit: Unit) -> list[int]:
        """Rows of what a unit has promised, in order."""
        return list(Promise.objects.filter(handling=self.part(unit)).order_by("pk").values_list("pk", flat=True))

    def answer_class(self, kind: str) -> str:
        """The pack's class for an answer that is "solved", "solving", "no" or "up"."""
        said = self.house.pack.choices.answer_classes
        classes = said.value if said else ()
        if kind == "solved":
            return next(found.code for found in classes if found.solved)
        if kind == "solving":
            return next(found.code for found in classes if found.opens_promises)
        rest = [found.code for found in classes if not found.solved and not found.opens_promises]
        return rest[-1] if kind == "up" else rest[0]

    def grades(self, grade: str, *, promise: bool = False, attitude: str = "") -> dict[str, str]:
        """Every question of the evaluation with `grade`; the question on attitude with its own, where it is asked."""
        choices = self.house.pack.choices
        asked = choices.promise_questions if promise else choices.questions
        codes = [question.code for question in (asked.value if asked else ())]
        return {code: attitude if attitude and code == "attitude" else grade for code in codes}
