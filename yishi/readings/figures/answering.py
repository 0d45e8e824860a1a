"""How messages of residents were answered, cut by class, unit, street, channel, station or officer, each cut in one line.

    lines(scope, span, "unit")[0]        Line(key=12, received=80, solved=31, late=4, days={3: 20, 9: 31, …})

The same facts as the figures of `heard.py`, read once as how many messages took how many days; a test holds both together.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from yishi.foundation.facts.models import Fact, FactTag
from yishi.foundation.loops.inputs import LARGEST_KEY
from yishi.readings.figures.counting import percent
from yishi.readings.figures.engine.atoms import Frame
from yishi.readings.figures.engine.middles import CENT, middle
from yishi.readings.figures.engine.scope import Scope
from yishi.readings.figures.heard import CHANNELS, KINDS
from yishi.readings.figures.windows import Span
from yishi.rooms.activities.catalogue import kinds
from yishi.rooms.voice.figures import ANSWER_DAYS, LATE, WITHIN

MESSAGE = "matter__message__"
CUTS: Mapping[str, str] = {
    "topic": "topic", "unit": "unit", "place": "place", "channel": f"{MESSAGE}channel", "station": f"{MESSAGE}station",
    "deputy": f"{MESSAGE}deputy", "recorder": f"{MESSAGE}recorded_by",
}  # fmt: skip
"""By what it may be cut -> where that stands, seen from a fact."""
WHOLE = "whole"
MOST = tuple(days for days, _name in WITHIN)


@dataclass
class Line:
    """One cut, by its key: a text, or the key of a row; None or "" where nothing is said. `days` counts answers by how long they took."""

    key: Any
    received: int = 0
    solved: int = 0
    late: int = 0
    days: Counter[int] = field(default_factory=Counter)

    @property
    def answered(self) -> int:
        """Answers in all."""
        return sum(self.days.values())

    def within(self, most: int) -> int:
        """Answers in at most so many days."""
        return sum(number for days, number in self.days.items() if days <= most)

    def rate(self, most: int) -> Decimal | None:
        """The same of all answers, in percent."""
        return percent(Decimal(self.within(most)), Decimal(self.answered))

    @property
    def solved_rate(self) -> Decimal | None:
        """Those solved of those received, in percent."""
        return percent(Decimal(self.solved), Decimal(self.received))

    @property
    def mean(self) -> Decimal | None:
        """Days on average."""
        total = sum(days * number for days, number in self.days.items())
        return (Decimal(total) / self.answered).quantize(CENT, ROUND_HALF_EVEN) if self.answered else None

    @property
    def median(self) -> Decimal | None:
        """Days in the middle."""
        return middle({Decimal(days): number for days, number in self.days.items()})


def lines(scope: Scope, span: Span, cut: str, *, tree: bool = False) -> list[Line]:
    """A line for each cut, those with most answers first. `cut` is of `CUTS`, or `WHOLE` for one line of all; two queries."""
    frame, columns = Frame(span, tree), [CUTS[cut]] if cut != WHOLE else []
    found: dict[Any, Line] = {}

    def line(key: tuple[Any, ...]) -> Line:
        its = key[0] if key else None
        return found.setdefault(its, Line(its))

    for *key, quantity, late, number in _answers(scope, frame, columns):
        its = line(tuple(key))
        its.days[int(quantity)] += number
        its.late += number if late else 0
    for *key, solved, number in _received(scope, frame, columns):
        its = line(tuple(key))
        its.received += number
        its.solved += number if solved else 0
    return sorted(found.values(), key=lambda each: (-each.answered, -each.received, str(each.key)))


def _answers(scope: Scope, frame: Frame, columns: list[str]) -> QuerySet[Any, Any]:
    rows = answered(scope, frame).annotate(late=_late()).order_by()
    return (
        rows.values(*columns, "quantity", "late")
        .annotate(n=Count("matter", distinct=True))
        .values_list(*columns, "quantity", "late", "n")
    )


def _received(scope: Scope, frame: Frame, columns: list[str]) -> QuerySet[Any, Any]:
    rows = received(scope, frame).annotate(solved=_solved(frame)).order_by()
    return (
        rows.values(*columns, "solved").annotate(n=Count("matter", distinct=True)).values_list(*columns, "solved", "n")
    )


def _solved(frame: Frame) -> Exists:
    over = Fact.objects.filter(
        matter=OuterRef("matter"), kind="problem_solved", sealed=False, day__lte=frame.span.until
    )
    return Exists(over)


def _late() -> Exists:
    return Exists(FactTag.objects.filter(fact=OuterRef("pk"), tag=LATE))


def answered(scope: Scope, frame: Frame) -> QuerySet[Fact]:
    """The facts of answers."""
    return Fact.objects.filter(scope.facts(frame), kind=ANSWER_DAYS)


def received(scope: Scope, frame: Frame) -> QuerySet[Fact]:
    """The facts of what came in."""
    catalogue = kinds.load()
    codes = {code for kind in KINDS for code in catalogue.included(kind)}
    return Fact.objects.filter(scope.facts(frame), kind__in=codes, source__in=CHANNELS)


WHATS: Mapping[str, Q] = {
    "answered": Q(), "within_10": Q(quantity__lte=10), "within_20": Q(quantity__lte=20), "within_30": Q(quantity__lte=30), "late": Q(),
}  # fmt: skip
"""Answers that a number of a line is made of."""


def behind(scope: Scope, span: Span, cut: str, key: str, what: str, *, tree: bool = False) -> QuerySet[Fact]:
    """The facts that a number of a line is made of: of `received`, `solved`, or one of `WHATS`. `key` as the address says it."""
    frame = Frame(span, tree)
    if what in ("received", "solved"):
        rows = received(scope, frame)
        rows = rows.filter(_solved(frame)) if what == "solved" else rows
    else:
        rows = answered(scope, frame).filter(WHATS[what])
        rows = rows.filter(_late()) if what == "late" else rows
    if cut == WHOLE:
        return rows
    column = CUTS[cut]
    if cut in ("topic", "place", "channel"):
        return rows.filter(**{column: key})
    if not key:
        return rows.filter(**{f"{column}__isnull": True})
    return rows.filter(**{column: int(key)}) if is_row(key) else rows.none()


def is_row(key: str) -> bool:
    """Whether it may be the key of a row at all."""
    return key.isascii() and key.isdecimal() and int(key) <= LARGEST_KEY
