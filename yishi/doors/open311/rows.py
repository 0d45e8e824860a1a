"""Which messages are told: what was made public, and to a key what it sent in itself."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Case, F, Q, QuerySet, TextField, Value, When

from yishi.doors.open311.asked import Filters
from yishi.foundation.people.actors import Actor
from yishi.foundation.people.models import Organ
from yishi.rooms.voice import lists
from yishi.rooms.voice.models import Message

S = Message.State
CLOSED = (S.SOLVED, S.CLOSED, S.WITHDRAWN, S.BLOCKED, S.MERGED)
"""States in which nothing more is done on it; what was merged is done with another."""


def told(organ: Organ, actor: Actor | None) -> QuerySet[Message]:
    """Messages that are told to whoever asks; `own` says which of them he sent in."""
    rows = lists.published(organ)
    mine = Q(pk__in=())
    if actor is not None and actor.account is not None:
        mine = Q(recorded_by=actor.account, channel=Message.Channel.SERVICE, pk__in=lists.visible(actor).values("pk"))
        rows = Message.objects.filter(Q(pk__in=rows.values("pk")) | mine)
    # What is not told is not read either.
    own = Case(When(mine, then=F("text")), default=Value(""), output_field=TextField())
    return rows.annotate(own_text=own).defer("text").select_related("matter", "unit")


def chosen(rows: QuerySet[Message], asked: Filters) -> Sequence[Message]:
    """Those asked for, the newest first."""
    if asked.numbers:
        rows = rows.filter(matter__number__in=asked.numbers)
    else:
        rows = rows.filter(arrived_at__range=(asked.start, asked.end))
        if asked.codes:
            rows = rows.filter(topic__in=asked.codes)
        if len(set(asked.statuses)) == 1:
            over = Q(matter__state__in=CLOSED)
            rows = rows.filter(over if "closed" in asked.statuses else ~over)
    first = (asked.page - 1) * asked.size
    return list(rows.order_by("-arrived_at", "-pk")[first : first + asked.size])
