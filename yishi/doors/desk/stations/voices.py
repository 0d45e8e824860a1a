"""What residents said at stations: how many messages each had, and how many of them were found solved."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, Q

from yishi.foundation.clock import CHINA
from yishi.foundation.people.models import Organ
from yishi.rooms.voice.models import Message

S = Message.State
UNCOUNTED = (S.CHECKING, S.BLOCKED, S.WITHDRAWN, S.MERGED)
"""What nobody has to solve: not looked at yet, advertising, taken back, or said in another message."""
SOLVED = Q(matter__state=S.SOLVED) | Q(matter__state=S.CLOSED, outcome=Message.Outcome.SOLVED, solved_on__isnull=False)


@dataclass(frozen=True)
class Voices:
    """Messages of one station, and those of them that were confirmed as solved."""

    received: int = 0
    solved: int = 0

    @property
    def rate(self) -> str:
        """The solved rate (解决率) as per cent with one decimal; nothing where nothing was said."""
        return f"{self.solved / self.received * 100:.1f}%" if self.received else ""


def of_stations(organ: Organ, since: dt.date, until: dt.date, station: int | None = None) -> dict[int, Voices]:
    """For each station what was said there from day to day; one query."""
    ends = (
        dt.datetime.combine(since, dt.time(0), CHINA),
        dt.datetime.combine(until + dt.timedelta(days=1), dt.time(0), CHINA),
    )
    rows = Message.objects.filter(
        matter__organ=organ, arrived_at__gte=ends[0], arrived_at__lt=ends[1], station__isnull=False
    ).exclude(matter__state__in=UNCOUNTED)  # fmt: skip
    if station is not None:
        rows = rows.filter(station=station)
    counted = rows.order_by().values_list("station").annotate(n=Count("pk"), solved=Count("pk", filter=SOLVED))
    return {key: Voices(received, solved) for key, received, solved in counted}
