"""The figures on an organ's front page. They are the room's own, counted and defined in one place; what an evaluation
said is in none of them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from yishi.foundation.facts.models import Fact
from yishi.foundation.people.actors import stranger
from yishi.foundation.people.models import Organ
from yishi.rooms.suggestions import tallies
from yishi.rooms.suggestions.shown import Figure

COUNTS = {
    "received": lazy("提出"), "handed": lazy("交办"), "answered": lazy("已答复"), "promised": lazy("作出承诺"), "promise_kept": lazy("兑现承诺"),
    "published": lazy("已公开"),
}  # fmt: skip
"""Counts by the room's name for them, in a resident's words."""
FRONT = ("received", "answered", "on_time", "promised", "promise_kept", "published")
"""Those that stand on the front page."""


@dataclass(frozen=True, slots=True)
class Shown:
    """One figure in words: `value` as shown, `parts` what a rate is made of, `definition` how it is counted."""

    key: str
    title: str
    value: str
    unit: str
    definition: str
    parts: str = ""


def years(organ: Organ) -> list[int]:
    """Years of which there is something to count, the latest first. One query."""
    found = Fact.objects.filter(organ=organ, line="suggestions").dates("day", "year", order="DESC")
    return [day.year for day in found]


def figures(organ: Organ, year: int) -> list[Shown]:
    """The year's figures of one organ, as a stranger may know them."""
    tally = tallies.for_reader(stranger(organ), dt.date(year, 1, 1), dt.date(year, 12, 31))
    counts = [_count(tally.count(key), str(title)) for key, title in COUNTS.items()]
    rates = [_rate(tally.on_time()), _rate(tally.solved()), _rate(tally.kept())]
    return [*counts[:3], rates[0], rates[1], *counts[3:5], rates[2], counts[5]]


def _count(figure: Figure, title: str) -> Shown:
    return Shown(figure.id, title, str(figure.value), figure.unit, figure.definition)


def _rate(figure: Figure) -> Shown:
    part, whole = figure.parts or (0, 0)
    if figure.value is None:
        return Shown(figure.id, figure.name, "—", "", figure.definition, _("还没有可以算的"))
    value = f"{figure.value:.1f}".removesuffix(".0")
    return Shown(figure.id, figure.name, value, figure.unit, figure.definition, f"{part} / {whole}")
