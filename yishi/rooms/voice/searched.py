"""What search finds a message by. Number and title it knows itself.

Open text is what whoever may read the message reads. Who sent it is never found: neither name nor phone stand in any text
here, and numbers of phones and papers that he wrote into his own words are masked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from yishi.rooms.voice.catalogue.topics import by_code
from yishi.rooms.voice.models import InfoItem, Message
from yishi.rooms.voice.private import masked


def texts(keys: Sequence[int]) -> Iterator[tuple[int, str, str]]:
    """(key, open text, inner text) of each message or information item, its parts with an empty line between. A fixed number of queries for
    any number of keys."""
    rows = Message.objects.filter(pk__in=keys).only("text", "place", "area", "topic", "unit", "deputy", "station")
    # A few units, deputies and stations stand in many messages: each is made once.
    for m in rows.prefetch_related("unit", "deputy__person", "station", "assignments"):
        topic = by_code().get(m.topic)
        parts = [masked(m.text), m.place, m.area, topic.name if topic else "", str(m.unit or ""), str(m.deputy or "")]
        parts += [m.station.title if m.station else ""]
        parts += [masked(row.answer) for row in m.assignments.all() if row.answered_at]
        yield m.pk, "\n\n".join(part for part in parts if part), ""
    for i in InfoItem.objects.filter(pk__in=keys).select_related("author__person"):
        topic = by_code().get(i.topic)
        parts = [masked(i.edited or i.text), topic.name if topic else "", str(i.author or ""), i.other_author]
        yield i.pk, "\n\n".join(part for part in parts if part), ""
