"""Atoms: the plain sums and sets of which counts are made, hashable so that equal ones are asked once.

    person_times of a kind  =  times that persons are named in it  +  heads of its attendance
    days of a kind          =  its durations  +  its happenings that took one day

A *frame* says in which days, of which organs; `Where` which facts in it. All of it is plain data without names: units and
groups are keys, kinds hold those that they include.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import Enum

from yishi.readings.figures.windows import Span

ATTENDANCE, DURATION = "attendance", "duration"
"""Kinds of facts that say how many took part in a happening and how long it took; `source` names its kind."""

Columns = tuple[tuple[str, frozenset[str | int]], ...]


@dataclass(frozen=True)
class Cohort:
    """Matters put forward within days: those of a session are those put forward there, those since it the later ones too,
    to the end of the frame."""

    class Of(Enum):
        """What its days are those of."""

        YEAR = "year"
        SESSION = "session"
        SINCE_SESSION = "since_session"

    days: Span
    of: Of

    @property
    def at_session(self) -> bool:
        """Only those put forward at a session, by what their record says."""
        return self.of is Cohort.Of.SESSION


@dataclass(frozen=True)
class Frame:
    """Facts of which days and organs. `mode` "in": their day lies within; "stock": in being at the end of the last day;
    "ever": at any day up to the last."""

    span: Span
    tree: bool = False
    outside: bool = False
    cohort: Cohort | None = None
    mode: str = "in"


@dataclass(frozen=True)
class Where:
    """Which facts: every condition holds, by any of its values. An empty set asks nothing.

    `columns` are of the fact itself. `off_topic`: not those of which the tag asked for is the topic too. `became`: kinds of
    facts of which the same matter has one by the end of the window. `lone`: happenings without a duration. `heads`: a role
    is held as well by those of whom but the number is kept."""

    columns: Columns = ()
    topics: frozenset[str] = frozenset()
    tags: frozenset[str] = frozenset()
    groups: frozenset[int] = frozenset()
    became: frozenset[str] = frozenset()
    roles: frozenset[str] = frozenset()
    person: tuple[tuple[str, frozenset[str]], ...] = ()
    happening: bool = False
    lone: bool = False
    heads: bool = False
    off_topic: bool = False

    @property
    def by_column(self) -> Mapping[str, frozenset[str | int]]:
        """The columns by name."""
        return dict(self.columns)

    def having(self, **columns: frozenset[str | int]) -> Where:
        """With these columns in place of what they were."""
        made = dict(self.columns) | columns
        return replace(self, columns=tuple(sorted(made.items())))

    def without(self, *names: str) -> Where:
        """Without conditions on these columns."""
        return replace(self, columns=tuple((name, values) for name, values in self.columns if name not in names))


@dataclass(frozen=True)
class Sum:
    """Quantities added up; with `named`, once for each person named, of these roles and attributes."""

    frame: Frame
    where: Where = field(default_factory=Where)
    named: bool = False


@dataclass(frozen=True)
class Distinct:
    """How many different ones; `what` as in the grammar, or "carried" for what was noted as left over year after year."""

    what: str
    frame: Frame
    where: Where = field(default_factory=Where)


@dataclass(frozen=True)
class Middle:
    """The quantity that as many others are above as below."""

    frame: Frame
    where: Where = field(default_factory=Where)


Atom = Sum | Distinct | Middle
