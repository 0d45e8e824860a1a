"""The rows behind a figure: those that this reader may open, and how many he may not, with the reason.

    for part in rows.behind(counter, expression):
        part.total, part.hidden, part.left_out, part.page(1)

Each count of the expression is a part, so that a rate opens to both of its own. Whether a row opens, the room of its matter
says (`lists.visible`): here nothing is decided anew. What is sealed is in no part and in no number of hidden ones: a number
beside facets would tell it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from importlib import import_module
from typing import Any

from django.db.models import Count as Number
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from yishi.foundation.facts.models import Fact, FactGroup, FactPerson, FactTag
from yishi.foundation.people.actors import Actor
from yishi.foundation.people.models import Mandate
from yishi.readings.figures import wording
from yishi.readings.figures.counting import Counter, leaves_of, too_long
from yishi.readings.figures.engine import seats
from yishi.readings.figures.engine.atoms import Atom, Frame, Sum
from yishi.readings.figures.engine.evaluations import asks_of
from yishi.readings.figures.engine.filters import bridged
from yishi.readings.figures.engine.questions import NotCounted, atoms_of
from yishi.readings.figures.engine.sets import ROOTS
from yishi.readings.figures.expression import Count, Expression
from yishi.rooms import YEAR

PAGE = 50


@dataclass(frozen=True)
class Row:
    """One row as its reader sees it. `matter` and `room` say where its own page is; a seat has neither."""

    day: dt.date
    organ: str
    kind: str
    title: str
    number: str = ""
    quantity: Decimal = Decimal(1)
    measure: str = ""
    outcome: str = ""
    topic: str = ""
    place: str = ""
    unit: str = ""
    until: dt.date | None = None
    room: str = ""
    matter: int | None = None


@dataclass(frozen=True)
class Hidden:
    """So many rows that are not shown, and why."""

    number: int
    why: str


@dataclass
class Part:
    """The rows of one count. `note` says why there are none where it cannot be counted."""

    counter: Counter
    count: Count
    back: int = 0
    note: str = ""
    every: QuerySet[Any] = field(default_factory=lambda: Fact.objects.none())
    hidden: tuple[Hidden, ...] = ()

    @property
    def said(self) -> str:
        """What is counted here."""
        return wording.explain(self.counter, self.count)

    @property
    def days(self) -> str:
        """Over which days."""
        return wording.days(self.counter, self.count, self.back)

    @property
    def left_out(self) -> list[str]:
        """What is not counted here and why."""
        return wording.left_out(self.counter, self.count)

    @cached_property
    def total(self) -> int:
        """How many rows there are, whoever reads."""
        return self.shown_number + sum(row.number for row in self.hidden)

    @cached_property
    def shown_number(self) -> int:
        """How many of them open to this reader."""
        return self.shown.count()

    @cached_property
    def shown(self) -> QuerySet[Any]:
        """Those that open to this reader, by day."""
        return open_to(self.counter.reader, self.every)

    def page(self, number: int = 1, size: int = PAGE) -> list[Row]:
        """One page of them, from 1; empty beyond the last."""
        first = (max(number, 1) - 1) * size
        return [self._row(row) for row in _read(self.shown)[first : first + size]]

    def all(self) -> Iterator[Row]:
        """All of them, read a few hundred at a time."""
        return (self._row(row) for row in _read(self.shown).iterator(500))

    def _row(self, found: Any) -> Row:
        return _seat(found) if isinstance(found, Mandate) else _fact(found, self.counter)


def behind(counter: Counter, expression: Expression) -> list[Part]:
    """The parts of an expression, in the order of its counts."""
    if too_long(expression):
        return []
    leaves = list(dict.fromkeys(leaves_of(expression)))
    counter.values([expression])  # so that names are learnt, and each refusal is known
    return [_part(counter, count, back) for count, back in leaves]


def _part(counter: Counter, count: Count, back: int) -> Part:
    try:
        frame = counter.frame(count, back)
        if count.window.name == "plan":
            return Part(counter, count, back, _("计划数来自年度计划，没有统计记录。"))
        if asks_of(count):
            return _sealed(counter, count, back, frame)
        every = every_row(counter, count, frame)
    except NotCounted as reason:
        return Part(counter, count, back, str(reason))
    return Part(counter, count, back, every=every, hidden=tuple(_hidden(counter, every)))


def every_row(counter: Counter, count: Count, frame: Frame) -> QuerySet[Any]:
    """Every row that a count is made of, whoever reads. Raises `NotCounted`."""
    if count.what == "seats":
        return seats.rows(seats.asked(count, frame, counter.names), counter.scope)
    found = Q(pk__in=())
    for atom in atoms_of(count, frame, counter.names):
        found |= _of_atom(atom, counter)
    return Fact.objects.filter(counter.scope.facts(frame) & found)


def _of_atom(atom: Atom, counter: Counter) -> Q:
    where = atom.where
    found = Q(**{f"{name}__in": values for name, values in where.columns}) & bridged(where, atom.frame)
    if where.happening:
        found &= ~Q(kind__in=counter.names.apart)
    what = "people" if isinstance(atom, Sum) and atom.named else getattr(atom, "what", "")
    return found & THERE.get(what, Q())


THERE = {
    "people": Q(Exists(FactPerson.objects.filter(fact=OuterRef("pk")))),
    "groups": Q(Exists(FactGroup.objects.filter(fact=OuterRef("pk")))),
    "names": Q(Exists(FactTag.objects.filter(ROOTS["names"][0].there, fact=OuterRef("pk")))),
    "units": ROOTS["units"][0].there,
    "places": ROOTS["places"][0].there,
}
"""Which facts name such a thing at all."""


def _sealed(counter: Counter, count: Count, back: int, frame: Frame) -> Part:
    """Single evaluations open to those alone who are cleared; to others their sum has no rows."""
    found = counter.evaluations.found(count, frame)
    if found is None:
        return Part(counter, count, back, _("没有可以打开的评价记录。"))
    grades = count.facets.get("outcome", tuple(found.grades))
    every = Fact.objects.filter(pk__in=found.facts, outcome__in=grades)
    if found.facts:
        return Part(counter, count, back, every=every)
    number = sum(found.grades[grade] for grade in grades)
    return Part(counter, count, back, every=every, hidden=(Hidden(number, _("单件评价是密封的。")),))


def _hidden(counter: Counter, every: QuerySet[Any]) -> Iterator[Hidden]:
    """Told by subtraction: what is not to be seen is never asked for itself."""
    mine, shown = Q(organ=counter.reader.organ), open_to(counter.reader, every)
    all_of, shown_of = (
        rows.order_by().aggregate(mine=Number("pk", filter=mine), theirs=Number("pk", filter=~mine))
        for rows in (every, shown)
    )
    if unseen := all_of["mine"] - shown_of["mine"]:
        yield Hidden(unseen, _("您无权查看这些事项。"))
    if unseen := all_of["theirs"] - shown_of["theirs"]:
        yield Hidden(unseen, _("属于其他机关，请到该机关查看。"))


def outside(counter: Counter, count: Count) -> int:
    """How many totals reported from outside would fit the count and are kept out of it."""
    try:
        apart = Count(count.what, count.of, count.window, count.tree, count.cohort, outside=True)
        return 0 if count.what == "seats" or asks_of(count) else every_row(counter, apart, counter.frame(apart)).count()
    except NotCounted:
        return 0


READ = ("visible", "outside_totals", "visible_duties", "visible_receptions", "visible_presences")
"""What a room's `lists` may call the rows of it that bear facts."""


def open_to(reader: Actor, found: QuerySet[Any]) -> QuerySet[Any]:
    """Of facts or seats those that the reader may see, each once, in the order of their days."""
    if found.model is Mandate:
        rows = found.filter(organ=reader.organ) if reader.kind != "stranger" else found.none()
        return rows.order_by("began", "pk")
    seen = Q(pk__in=())
    for room in YEAR:
        lists = import_module(f"yishi.rooms.{room.name}.lists")
        for name in READ:
            if ask := getattr(lists, name, None):
                seen |= Q(matter__room=room.name, matter__in=ask(reader).order_by().values("pk"))
    return found.filter(seen).order_by("day", "pk")


def _read(found: QuerySet[Any]) -> QuerySet[Any]:
    if found.model is Mandate:
        return found.select_related("organ", "person")
    return found.select_related("organ", "matter", "unit")


def _seat(found: Mandate) -> Row:
    return Row(
        found.began, found.organ.short, found.get_kind_display(), found.person.name, found.number, until=found.ended
    )


def _fact(found: Fact, counter: Counter) -> Row:
    return Row(
        found.day, found.organ.short, counter.names.called([found.kind]), found.matter.title, found.matter.number,
        found.quantity, found.measure, found.outcome, found.topic, found.place, str(found.unit or ""), found.until,
        found.matter.room, found.matter_id,
    )  # fmt: skip
