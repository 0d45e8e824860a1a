"""A message's whole way and a suggestion's messages, as any door shows them; what the crossing knows, dressed for pages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from django.utils.translation import gettext as _

from yishi.crossings.street import thread
from yishi.crossings.street.thread import Stop
from yishi.doors.look.cards import ThreadItem
from yishi.foundation.matters.models import Matter
from yishi.foundation.people.actors import Actor
from yishi.rooms.voice.models import Message

KINDS: Mapping[str, Literal["said", "decided"]] = {
    thread.SAID: "said", thread.RATED: "said", thread.ANSWERED: "said", thread.RESULT: "decided", thread.BECAME: "decided",
}  # fmt: skip
"""How a stop is drawn; what is not here was noted by the way."""


@dataclass(frozen=True)
class Way:
    """The way of one message: its stops as a thread, how long it took in words, the matters that it became and that this reader may
    open."""

    items: Sequence[ThreadItem]
    took: str
    became: Sequence[Matter]


def way_of(m: Message, actor: Actor | None = None) -> Way:
    """The way as `actor` may see it; without one as its sender and the public."""
    stops = thread.thread_of(m, actor)
    return Way(
        [_item(stop) for stop in stops], _took(stops), [stop.matter for stop in stops if stop.matter is not None]
    )


def reader(actor: Actor | None) -> Actor | None:
    """Who reads by his own rights; a stranger, with a link of his own or not, reads what was told."""
    return actor if actor is not None and actor.kind == "account" else None


def _item(stop: Stop) -> ThreadItem:
    who, verb = (stop.who, stop.what) if stop.who else (stop.what, "")
    return ThreadItem(who, stop.day, verb, stop.text, kind=KINDS.get(stop.kind, "noted"))


def _took(stops: Sequence[Stop]) -> str:
    """From the street to the last stop."""
    days = (stops[-1].day - stops[0].day).days
    if len(stops) == 1 or not days:
        return ""
    over = any(stop.kind in (thread.RESULT, thread.RATED) for stop in stops)
    return (_("从反映到有结果用了 %d 天。") if over else _("从反映到现在这一步用了 %d 天。")) % days
