"""How hot a topic is (热度): a sum whose every term is shown, so that anybody can do it again with a pocket calculator.

    heat = messages + 2 x people + 3 x log2(1 + supports) - log2(1 + objections) + 2 x messages of the last 28 days

- People count twice a message: ten letters of one man are less than ten men's.
- Supports are clicks; each doubling of them adds 3, so a thousand clicks weigh as ten people and not as a thousand.
- Objections say that others do not want it so; they cool it, as slowly as supports warm it.
- The last 28 days are those up to the last day looked at: what goes on now is hotter than what ended in spring.

Never below zero. The weights were chosen, not learnt; they stand here alone and every page shows them.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from yishi.readings.topics.said import Said

MESSAGES, PEOPLE, SUPPORTS, OBJECTIONS, RECENT = 1, 2, 3, -1, 2
DAYS = 28
"""Days that count as recent, the last one among them."""


@dataclass(frozen=True, slots=True)
class Term:
    """One term: what is counted, how many there are, what it is multiplied by, and whether its logarithm is taken."""

    code: str
    count: int
    weight: int
    log: bool = False

    @property
    def points(self) -> float:
        """What it adds."""
        return self.weight * (math.log2(1 + self.count) if self.log else self.count)

    @property
    def called(self) -> str:
        """What is counted, in words."""
        return {
            "messages": _("条数"), "people": _("人数"), "supports": _("附议数"), "objections": _("反对数"),
            "recent": _("最近 %d 天的条数") % DAYS,
        }[self.code]  # fmt: skip

    @property
    def sum(self) -> str:
        """How it is worked out: "3 × log2(1 + 17)"."""
        weight = str(self.weight).replace("-", "−")
        return f"{weight} × log2(1 + {self.count})" if self.log else f"{weight} × {self.count}"

    def as_json(self) -> dict[str, Any]:
        """As the command prints it."""
        return {
            "term": self.code,
            "count": self.count,
            "weight": self.weight,
            "log2": self.log,
            "points": round(self.points, 2),
        }


@dataclass(frozen=True, slots=True)
class Heat:
    """The terms of one topic."""

    messages: int
    people: int
    supports: int
    objections: int
    recent: int

    @property
    def terms(self) -> tuple[Term, ...]:
        """In the order of the formula."""
        return (
            Term("messages", self.messages, MESSAGES),
            Term("people", self.people, PEOPLE),
            Term("supports", self.supports, SUPPORTS, log=True),
            Term("objections", self.objections, OBJECTIONS, log=True),
            Term("recent", self.recent, RECENT),
        )

    @property
    def total(self) -> float:
        """The heat, to one place."""
        return round(max(0.0, sum(term.points for term in self.terms)), 1)


def heat(said: Sequence[Said], last: dt.date) -> Heat:
    """Of the messages of a topic, as of `last`."""
    since = last - dt.timedelta(days=DAYS - 1)
    people = {row.who or f"\x00{row.number}" for row in said}
    return Heat(
        messages=len(said), people=len(people), supports=sum(row.supports for row in said),
        objections=sum(row.objections for row in said), recent=sum(since <= row.day <= last for row in said),
    )  # fmt: skip
