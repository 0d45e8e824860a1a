"""Who guesses what a file of messages leaves out: the class by its text, the unit by the answer that was given.

The room takes the guesses and keeps their mark; how they are come by is `readings/sorting`'s, loaded only where it is used.
"""

from __future__ import annotations

from collections.abc import Sequence

from yishi.foundation.people.models import Organ
from yishi.rooms.voice.imports.matching import Guess, Guessed, Said


def guess_of(organ: Organ) -> Guess:
    """Guesses for an organ's messages: classes as its office decided them, the unit that an answer names first among the
    organ's own, where it names one of their kind."""
    from yishi.readings.sorting.office import guess_topics, units_by_kind
    from yishi.readings.sorting.units import first_named

    units = {kind: tuple(unit.name for unit in found) for kind, found in units_by_kind(organ).items()}

    def guess(said: Sequence[Said]) -> list[Guessed]:
        topics = guess_topics(organ, [(each.title, each.text) for each in said])
        named = [first_named(each.answer) if each.answer else None for each in said]
        return [
            Guessed(topic, units.get(unit.kind, ()) if unit else ()) for topic, unit in zip(topics, named, strict=True)
        ]

    return guess
