"""Who reports on handling (CQ 34), and the figures of each, gathered by the system that a unit belongs to."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from yishi.foundation.people.models import Unit
from yishi.rooms.suggestions.tallies import Tally

Side = Unit.Side


@dataclass(frozen=True)
class Reporter:
    """One who reports, and the units that he reports on. Papers have his `name`, pages what is `shown`."""

    code: str
    name: str
    sides: tuple[str, ...]

    @property
    def shown(self) -> str:
        """The name in the reader's language."""
        return _(self.name)


REPORTERS = {
    row.code: row
    for row in (
        Reporter("government", gettext_noop("人民政府"), (Side.GOVERNMENT,)),
        Reporter("court", gettext_noop("人民法院"), (Side.COURT,)),
        Reporter("procuratorate", gettext_noop("人民检察院"), (Side.PROCURATORATE,)),
        Reporter(
            "others",
            gettext_noop("其他机关、组织"),
            (Side.PARTY, Side.CONGRESS, Side.CPPCC, Side.SUPERVISORY, Side.OTHER),
        ),
    )
}
"""In the order of the statute; the council of chairpersons' own report is the whole."""


@dataclass
class OfUnit:
    """What one unit did: counts by measure, and its answers by class."""

    unit: Unit
    counts: Counter[str] = field(default_factory=Counter)
    classes: Counter[str] = field(default_factory=Counter)


@dataclass
class OfReporter:
    """What the units of one reporter did."""

    matters: int = 0
    units: list[OfUnit] = field(default_factory=list)

    def total(self, id: str) -> int:
        """A count over all his units."""
        return sum(row.counts[id] for row in self.units)

    def classes(self) -> Counter[str]:
        """Answers by class over all his units."""
        return sum((row.classes for row in self.units), Counter())


COUNTED = ("parts", "answers", "late", "promised", "promise_kept", "promise_failed")


def by_reporter(tally: Tally) -> dict[str, OfReporter]:
    """Every reporter's part; a number of queries that does not grow with the units."""
    found: dict[str, OfReporter] = {code: OfReporter() for code in REPORTERS}
    for row in _of_units(tally):
        if any(row.counts.values()):
            found[reporter_of(row.unit.side)].units.append(row)
    for side, matters in _matters(tally).items():
        found[side].matters = matters
    return found


def _of_units(tally: Tally) -> Iterable[OfUnit]:
    of_unit = {unit.pk: OfUnit(unit) for unit in tally.units}
    for id in COUNTED:
        for row in tally.by_unit(id):
            if row.key.isdigit():
                of_unit[int(row.key)].counts[id] = int(row.figure.value or 0)
    for row in tally.on_time_by_unit():
        of_unit[int(row.key)].counts["on_time"] = row.figure.parts[0] if row.figure.parts else 0
    for unit, outcome, n in tally.answers_by_unit_and_class():
        of_unit[unit].classes[outcome] = n
    return of_unit.values()


def reporter_of(side: str) -> str:
    """Under whom a unit of that system is reported."""
    return next((row.code for row in REPORTERS.values() if side in row.sides), "others")


def _matters(tally: Tally) -> dict[str, int]:
    """Suggestions handed to each reporter's units; one handed to units of two reporters counts for both."""
    wanted = {
        row.code: Count("matter", filter=Q(unit__side__in=row.sides), distinct=True) for row in REPORTERS.values()
    }
    found: defaultdict[str, int] = defaultdict(int, tally.facts_of("handed").aggregate(**wanted))
    return found
