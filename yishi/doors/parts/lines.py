"""Lines of a list of suggestions: what its cells show, and no more. A whole suggestion with its texts and all that hangs
on it takes ten times as long to read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from django.db.models import Count, IntegerField, OuterRef, Subquery
from django.db.models.functions import Coalesce

from yishi.doors.look.states import Kind, State
from yishi.doors.parts.matter import kind_of_day
from yishi.foundation.clocks.models import Clock
from yishi.foundation.clocks.overdue import RUNNING
from yishi.foundation.prepared.select import Prepared
from yishi.rooms.suggestions.models import Handling, Signer, Suggestion

S = Suggestion.State
ENDED = (S.RETURNED, S.REFERRED, S.LETTER, S.INFORMATION, S.MERGED, S.SPLIT, S.WITHDRAWN)
FIELDS = (
    "pk", "matter__number", "matter__title", "matter__state", "when", "source", "lead", "lead__person__name", "grouping",
    "grouping__name", "topic__name", "submitted_on", "carried_into", "good_on", "key_on",
)  # fmt: skip


class Due(NamedTuple):
    """A running period: its day, and whether that is provisional."""

    day: dt.date
    provisional: bool


@dataclass(slots=True)
class Line:
    """One suggestion of a list. `joint` are co-signers who confirmed, `units` those who answer, `co` how many help,
    `due` the running period of it or of its parts that ends first."""

    pk: int
    number: str
    title: str
    state: str
    when: str
    source: str
    lead_id: int | None
    lead: str | None
    grouping_id: int | None
    grouping: str | None
    topic: str | None
    submitted_on: dt.date | None
    carried_into: int | None
    good_on: dt.date | None
    key_on: dt.date | None
    joint: int = 0
    units: list[str] = field(default_factory=list)
    co: int = 0
    due: Due | None = None

    def __str__(self) -> str:
        return f"{self.number} {self.title}".strip()


_SIGNED = (
    Signer.objects.filter(suggestion=OuterRef("pk"), confirmed_on__isnull=False)
    .order_by()
    .values("suggestion")
    .annotate(n=Count("*"))
    .values("n")
)
_LINES = Prepared(
    lambda keys: (
        Suggestion.objects.filter(pk__in=keys)
        .order_by()
        .annotate(joint=Coalesce(Subquery(_SIGNED, output_field=IntegerField()), 0))
        .values_list(*FIELDS, "joint")
    )
)
_UNITS = Prepared(
    lambda keys: (
        Handling.objects.filter(suggestion__in=keys, superseded=False)
        .order_by("pk")
        .values_list("suggestion", "part", "unit__short", "unit__name")
    )
)
_DUE = Prepared(
    lambda keys: (
        Clock.objects.filter(RUNNING, root__in=keys)
        .order_by("due_on", "pk")
        .values_list("root", "due_on", "provisional")
    )
)


def lines(keys: Sequence[int]) -> list[Line]:
    """The suggestions of these keys, in their order; three queries."""
    found = {row[0]: Line(*row) for row in _LINES(keys)}
    for key, part, short, name in _UNITS(keys):
        if part == Handling.Part.CO:
            found[key].co += 1
        else:
            found[key].units.append(short or name)
    for key, *due in _DUE(keys):
        line = found[key]
        line.due = line.due or Due(*due)
    return [found[key] for key in keys if key in found]


def state_of(line: Line) -> State:
    """Word, shape and colour."""
    return State(str(S(line.state).label), _kind(line))


def _kind(line: Line) -> Kind:
    if line.state in ENDED:
        return Kind.ENDED
    owed = kind_of_day(line.due.day) if line.due is not None else Kind.ON_TIME
    if owed is Kind.LATE:
        return Kind.LATE
    if line.state in (S.CLOSED, S.RECORDED):
        return Kind.DONE
    return Kind.WAITING if line.state == S.ANSWERED else owed
