"""Who guesses what a file of messages leaves out: the class by its text, the unit by the answer that was given.

The room takes the guesses and keeps their mark; how they are come by is `readings/sorting`'s, loaded only where it is used.
Classes are learned from what the organ's office decided, those that were guessed themselves left out.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from yishi.foundation.people.models import Organ, Unit
from yishi.rooms.voice.catalogue.topics import by_code, by_name
from yishi.rooms.voice.imports.matching import Guess, Guessed, Said
from yishi.rooms.voice.models import Message

if TYPE_CHECKING:
    from yishi.readings.sorting.learning import Taught

LEARNED = 10_000
"""Messages that are learned from, the last ones."""


def guess_of(organ: Organ) -> Guess:
    """Guesses for an organ's messages: units are its own, found by their names."""
    from yishi.readings.sorting.learning import learn
    from yishi.readings.sorting.sorting import Sorter
    from yishi.readings.sorting.units import first_named

    sorter, units, topics = Sorter(learn(decided(organ))), units_of(organ), by_name()

    def guess(said: Sequence[Said]) -> list[Guessed]:
        classes = sorter.ranked("topic", [(each.title, each.text) for each in said], 1)
        named = [first_named(each.answer) if each.answer else None for each in said]
        return [
            Guessed(topics[best[0]].code if best else "", units.get(unit.kind, ()) if unit else ())
            for best, unit in zip(classes, named, strict=True)
        ]

    return guess


def decided(organ: Organ) -> list[Taught]:
    """What the office decided of its messages, the earlier first."""
    from yishi.readings.sorting.learning import Taught

    rows = Message.objects.filter(matter__organ=organ, topic__in=by_code(), topic_guessed=False).order_by(
        "-arrived_at", "-pk"
    )
    found = rows.values_list("matter__title", "text", "topic")[:LEARNED]
    return [Taught(title, text, by_code()[topic].name) for title, text, topic in reversed(found)]


def units_of(organ: Organ) -> dict[str, tuple[str, ...]]:
    """Names of the organ's units by the kind that they tell, those that are dissolved left out."""
    from yishi.readings.sorting.units import kind_of

    found: dict[str, tuple[str, ...]] = {}
    for name in Unit.objects.filter(organ=organ, ended=None).order_by("pk").values_list("name", flat=True):
        if kind := kind_of(name):
            found[kind] = (*found.get(kind, ()), name)
    return found
