"""What helps the one who sorts: the one place that knows where suggestions come from.

Each is a suggestion with its reason: a button that fills the form, and nothing that is done by itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from yishi.doors.parts.voice.marking import Place
from yishi.foundation import language
from yishi.foundation.people.models import Organ
from yishi.readings.sorting.hiding import private_details
from yishi.readings.sorting.office import Suggestions, UnitGuess, suggest
from yishi.rooms.voice.models import Message


@dataclass(frozen=True)
class Hint:
    """One suggestion: `value` goes into the form, `label` is what people read, `why` the reason, `url` more on it."""

    value: str
    label: str
    why: str
    url: str = ""


@dataclass(frozen=True)
class Help:
    """All suggestions on one message: its class, who may handle it, messages that say the same, what is missing, and the
    places of its text that press or that are private."""

    topics: tuple[Hint, ...] = ()
    units: tuple[Hint, ...] = ()
    similar: tuple[Hint, ...] = ()
    missing: tuple[Hint, ...] = ()
    places: tuple[Place, ...] = ()
    urgent: str = ""


def help_for(organ: Organ, m: Message) -> Help:
    """The suggestions on one message."""
    found = suggest(organ, m)
    topic = found.topic
    return Help(
        topics=(Hint(topic.code, topic.name, topic.reason),) if topic else (),
        units=tuple(hint for guess in found.units for hint in _units(guess)),
        similar=tuple(
            Hint(str(one.message.pk), str(one.message.matter), _("相近 %(share)d%%，%(why)s") % {"share": one.percent, "why": one.reason},
                 reverse("desk:message", args=[one.message.pk]))
            for one in found.similar
        ),
        missing=tuple(Hint(one.question, one.reason, "") for one in found.missing),
        places=(*private_places(m.text), *_pressing(m.text, found)),
        urgent=language.following(one.reason for one in found.urgent),
    )  # fmt: skip


def private_places(text: str) -> tuple[Place, ...]:
    """Where private details stand in a text."""
    return tuple(Place(one.start, one.end, "private", one.why) for one in private_details(text))


def _units(guess: UnitGuess) -> Iterator[Hint]:
    """The organ's own units of a likely kind, the likeliest first."""
    for unit in guess.units[:2]:
        yield Hint(str(unit.pk), str(unit), guess.reason)


def _pressing(text: str, found: Suggestions) -> Iterator[Place]:
    for group in found.urgent:
        for word in group.words:
            at = text.find(word)
            if at >= 0:
                yield Place(at, at + len(word), "urgent", group.reason)
