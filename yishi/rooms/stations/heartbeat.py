"""Signs of life of those who are online. They change nothing that is counted, so they are no steps: a row's moment alone."""

from __future__ import annotations

from yishi.foundation import clock
from yishi.foundation.people.actors import Actor
from yishi.foundation.people.models import Organ
from yishi.rooms.stations import lists
from yishi.rooms.stations.models import Presence


def mine(actor: Actor) -> Presence | None:
    """His turn of today, on or off."""
    rows = Presence.objects.filter(mandate__in=actor.sitting, day=clock.today(), matter__organ=actor.organ)
    return rows.select_related("matter", "station__matter").first()


def beat(actor: Actor) -> bool:
    """He is still there; False where he is not online."""
    rows = Presence.objects.filter(
        mandate__in=actor.sitting, day=clock.today(), matter__organ=actor.organ, matter__state=Presence.State.ON
    )  # fmt: skip
    return rows.update(seen_at=clock.now()) > 0


def live(organ: Organ) -> int:
    """How many deputies or members are online now; one query."""
    return lists.live(organ, clock.now()).count()
