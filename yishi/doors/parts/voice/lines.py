"""Lines of a list of messages: what its cells show, and no more. Who sent a message is not in any line."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from yishi.doors.look.states import Kind, State
from yishi.doors.parts.matter import kind_of_day
from yishi.foundation.clocks.models import Clock
from yishi.foundation.clocks.overdue import RUNNING
from yishi.foundation.prepared.select import Prepared
from yishi.rooms.voice.models import Message

S = Message.State
MARKS = {
    S.CHECKING: Kind.SOON, S.RECEIVED: Kind.ON_TIME, S.ASKED: Kind.WAITING, S.ASSIGNED: Kind.ON_TIME, S.ANSWERED: Kind.WAITING,
    S.SOLVED: Kind.DONE, S.CLOSED: Kind.DONE, S.CONVERTED: Kind.WAITING, S.MERGED: Kind.ENDED, S.WITHDRAWN: Kind.ENDED,
    S.BLOCKED: Kind.ENDED,
}  # fmt: skip
"""How a message is marked where nothing on it is late or falls due."""
FIELDS = (
    "pk", "matter__number", "matter__title", "matter__state", "arrived_at", "channel", "petition", "topic", "topic_guessed", "place",
    "area", "station__title", "deputy__person__name", "recorded_by__name", "unit__short", "unit__name", "layer", "outcome", "urgent",
    "publicity", "heads", "supports", "reopened", "assigned_on", "answered_at", "solved_on", "held_for",
)  # fmt: skip


@dataclass(slots=True)
class Line:
    """One message of a list. `due` is the day of the running period that ends first."""

    pk: int
    number: str
    title: str
    state: str
    arrived_at: dt.datetime
    channel: str
    petition: bool
    topic: str
    topic_guessed: bool
    place: str
    area: str
    station: str | None
    deputy: str | None
    recorder: str | None
    unit_short: str | None
    unit_name: str | None
    layer: str
    outcome: str
    urgent: bool
    publicity: str
    heads: int
    supports: int
    reopened: int
    assigned_on: dt.date | None
    answered_at: dt.datetime | None
    solved_on: dt.date | None
    held_for: str
    due: dt.date | None = None
    provisional: bool = False

    def __str__(self) -> str:
        return f"{self.number} {self.title}".strip()

    @property
    def unit(self) -> str:
        """In whose hands it is or was."""
        return self.unit_short or self.unit_name or ""


_LINES = Prepared(lambda keys: Message.objects.filter(pk__in=keys).order_by().values_list(*FIELDS))
_DUE = Prepared(
    lambda keys: (
        Clock.objects.filter(RUNNING, root__in=keys)
        .order_by("due_on", "pk")
        .values_list("root", "due_on", "provisional")
    )
)


def lines(keys: Sequence[int]) -> list[Line]:
    """The messages of these keys, in their order; two queries."""
    found = {row[0]: Line(*row) for row in _LINES(keys)}
    for key, due, provisional in _DUE(keys):
        line = found[key]
        if line.due is None:
            line.due, line.provisional = due, provisional
    return [found[key] for key in keys if key in found]


def state_of(line: Line) -> State:
    """Word, shape and colour."""
    return state(line.state, line.due)


def state(code: str, due: dt.date | None) -> State:
    """The same of a state and the day on which something on it falls due."""
    word, mark = str(S(code).label), MARKS[S(code)]
    owed = kind_of_day(due) if due is not None else None
    if owed is Kind.LATE or (owed is Kind.SOON and mark is Kind.ON_TIME):
        return State(word, owed)
    return State(word, mark)
