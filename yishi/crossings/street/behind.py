"""Which messages are behind a matter, and how many."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db.models import QuerySet

from yishi.foundation import language
from yishi.foundation.clock import CHINA
from yishi.foundation.matters.models import Link
from yishi.foundation.people.actors import Actor
from yishi.rooms.voice import lists
from yishi.rooms.voice.models import Message

MADE_FROM = Link.Kind.MADE_FROM


@dataclass(frozen=True)
class Collected:
    """What a suggestion says of the messages it was made from: how many, in which time, by which ways."""

    messages: int
    since: dt.date
    until: dt.date
    channel: str


def collected(messages: Sequence[Message]) -> Collected:
    """Counted with those that were merged into them: each of those residents said it too. Two queries."""
    keys = [m.pk for m in messages]
    merged = list(Message.objects.filter(pk__in=_merged(keys)).only("matter", "arrived_at", "channel"))
    days = [m.arrived_at.astimezone(CHINA).date() for m in (*messages, *merged)]
    ways = dict.fromkeys(m.get_channel_display() for m in (*messages, *merged))
    return Collected(len(days), min(days), max(days), language.listed(ways)[:80])


def _merged(keys: Sequence[int]) -> QuerySet[Link, int]:
    """Messages that were merged into one of these and still are."""
    rows = Link.objects.filter(kind=Link.Kind.MERGED, target__in=keys, origin__state=Message.State.MERGED)
    return rows.values_list("origin", flat=True)


def keys_behind(matter: int) -> list[int]:
    """Messages that a matter was made from."""
    rows = Link.objects.filter(kind=MADE_FROM, origin=matter, target__room="voice")
    return list(rows.order_by("pk").values_list("target", flat=True))


@dataclass(frozen=True)
class Behind:
    """The messages behind a matter as one reader sees them: those he may read, and the number of the others."""

    shown: list[Message] = field(default_factory=list)
    others: int = 0

    def __bool__(self) -> bool:
        return bool(self.shown or self.others)


def behind(actor: Actor, matter: int) -> Behind:
    """Those of a matter for this reader; what was merged into one of them counts among the others. Three queries, one where
    there are none."""
    keys = keys_behind(matter)
    if not keys:
        return Behind()
    rows = lists.visible(actor).filter(pk__in=keys).select_related("matter", "station", "deputy__person")
    shown = list(rows.order_by("arrived_at", "pk"))
    return Behind(shown, len(keys) - len(shown) + _merged(keys).count())
