"""What search finds a message by. Number and title it knows itself.

Open text is what whoever may read the message reads. Who sent it is never found: neither name nor phone stand in any text
here, and numbers of phones and papers that he wrote into his own words are masked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from yishi.foundation.matters.models import Matter
from yishi.foundation.people.models import Mandate, Unit
from yishi.rooms.voice.catalogue.topics import by_code
from yishi.rooms.voice.models import Assignment, InfoItem, Message
from yishi.rooms.voice.private import masked


def texts(keys: Sequence[int]) -> Iterator[tuple[int, str, str]]:
    """(key, open text, inner text) of each message or information item, its parts with an empty line between. A fixed number of queries for
    any number of keys."""
    rows = list(
        Message.objects.filter(pk__in=keys).values_list(
            "pk", "text", "place", "area", "topic", "unit", "deputy", "station"
        )
    )
    # A few units, deputies and stations stand in many messages.
    units = _named(Unit.objects, {row[5] for row in rows})
    deputies = _named(Mandate.objects.select_related("person"), {row[6] for row in rows})
    stations = dict(Matter.objects.filter(pk__in={row[7] for row in rows}).values_list("pk", "title"))
    answers: dict[int, list[str]] = defaultdict(list)
    answered = Assignment.objects.filter(message__in=keys, answered_at__isnull=False).order_by("message", "round")
    for key, answer in answered.values_list("message", "answer"):
        answers[key].append(masked(answer))
    for key, text, place, area, code, unit, deputy, station in rows:
        topic = by_code().get(code)
        parts = [masked(text), place, area, topic.name if topic else "", units.get(unit, ""), deputies.get(deputy, "")]
        parts += [stations.get(station, ""), *answers[key]]
        yield key, "\n\n".join(part for part in parts if part), ""
    for i in InfoItem.objects.filter(pk__in=keys).select_related("author__person"):
        topic = by_code().get(i.topic)
        parts = [masked(i.edited or i.text), topic.name if topic else "", str(i.author or ""), i.other_author]
        yield i.pk, "\n\n".join(part for part in parts if part), ""


def _named(rows: Any, keys: set[int | None]) -> dict[int | None, str]:
    return {row.pk: str(row) for row in rows.filter(pk__in=keys - {None})}
