"""How many messages of an organ stand where: what tabs, the navigation and Today show. One query, kept for as long as nothing
more is recorded."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, Count, QuerySet, Value
from django.utils.functional import cached_property

from yishi.doors.parts.kept import kept
from yishi.doors.parts.who import Request
from yishi.foundation import clock
from yishi.foundation.clocks.models import Clock
from yishi.foundation.clocks.overdue import overdue
from yishi.foundation.matters.models import Matter
from yishi.foundation.prepared.select import Prepared
from yishi.rooms.voice.models import Message

LATE, PETITIONS = "-late", "-petitions"
"""Beside the states: messages on which something is overdue, and petitions."""


@dataclass(frozen=True)
class Standing:
    """Messages by state, with those that are late and those that are petitions."""

    counts: dict[str, int]

    def of(self, *states: str) -> int:
        """In these states."""
        return sum(self.counts.get(state, 0) for state in states)

    @property
    def late(self) -> int:
        """On which something is overdue."""
        return self.counts.get(LATE, 0)

    @property
    def petitions(self) -> int:
        """Petitions, whatever became of them."""
        return self.counts.get(PETITIONS, 0)

    @cached_property
    def every(self) -> int:
        """All that were taken in."""
        hidden = (Message.State.CHECKING, Message.State.BLOCKED)
        return sum(n for state, n in self.counts.items() if state in Message.State.values and state not in hidden)


def _standing(organ: int, today: dt.date) -> QuerySet[Any, Any]:
    """From indexes alone."""
    of_organ = Matter.objects.filter(organ=organ, room="voice", kind="message").order_by()
    states = of_organ.values_list("state").annotate(n=Count("*"))
    clocks = Clock.objects.filter(overdue(today), organ=organ, room="voice", root__kind="message").order_by()
    word = CharField()
    late = clocks.values("organ").annotate(word=Value(LATE, word), n=Count("root", distinct=True))
    # Asked for by key: joined, SQLite reads every message of the organ to find the few.
    asked = Matter.objects.filter(organ=organ, pk__in=Message.objects.filter(petition=True).values("pk")).order_by()
    petitions = asked.values("organ").annotate(word=Value(PETITIONS, word), n=Count("*"))
    return states.union(late.values_list("word", "n"), petitions.values_list("word", "n"), all=True)


_STANDING = Prepared(lambda organ, today: _standing(organ, today))


def standing(request: Request) -> Standing:
    """Of the organ of this request: for those who see it whole."""
    today, organ = clock.today(), request.actor.organ.pk
    return kept(request, "messages", today, make=lambda: Standing(dict(_STANDING(organ, today=today))))
