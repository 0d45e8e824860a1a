"""The numbers of the yearly plan by the figures that count them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from yishi.foundation.people.models import Organ
from yishi.readings.figures.figure import Figure
from yishi.rooms.activities import lists
from yishi.rooms.activities.models import Target

ENDS = {"times": "", "stock": "", "people": "/people", "person_times": "/person_times"}
"""What follows a kind's id in that of the figure which counts it so; an output's sum is the output's own figure."""


@dataclass(frozen=True)
class Aim:
    """A target: the figure that it sets, its number, and the plan's note."""

    id: str
    number: Decimal
    note: str = ""


def aims(organ: Organ, year: int, figures: Mapping[str, Figure]) -> list[Aim]:
    """The plan's targets that a figure counts, in the plan's order."""
    found = []
    for row in lists.targets(organ, year):
        id = f"output/{row.code}" if row.counted == "sum" else f"kind/{row.code}{_end(row)}"
        if id in figures:
            found.append(Aim(id, row.number, row.note))
    return found


def _end(row: Target) -> str:
    """What follows the kind's id."""
    return f"/result/{row.result}" if row.result else ENDS[row.counted]
