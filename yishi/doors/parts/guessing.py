"""Who guesses what a file of messages leaves out: the class by its text, the unit by the answer that was given.

The room takes the guesses and keeps their mark; how they are come by is `readings/sorting`'s, loaded only where it is used.
"""

from __future__ import annotations

from collections.abc import Sequence

from yishi.foundation.people.models import Organ, Unit
from yishi.rooms.voice.imports.matching import Guess, Guessed, Said


def guess_of(organ: Organ) -> Guess:
    """Guesses for an organ's messages: units are its own, found by their names."""
    units = units_of(organ)

    def guess(said: Sequence[Said]) -> list[Guessed]:
        from yishi.readings.sorting.topics import likeliest
        from yishi.readings.sorting.units import first_named

        topics = likeliest([f"{each.title}\n{each.text}" for each in said])
        named = [first_named(each.answer) if each.answer else None for each in said]
        return [
            Guessed(topic, units.get(unit.kind, ()) if unit else ()) for topic, unit in zip(topics, named, strict=True)
        ]

    return guess


def units_of(organ: Organ) -> dict[str, tuple[str, ...]]:
    """The organ's units by the kind that their names tell, those that are dissolved left out."""
    from yishi.readings.sorting.units import kind_of

    found: dict[str, tuple[str, ...]] = {}
    for name in Unit.objects.filter(organ=organ, ended=None).order_by("pk").values_list("name", flat=True):
        if kind := kind_of(name):
            found[kind] = (*found.get(kind, ()), name)
    return found
