"""Who comes to the pages of stations: everybody at the desk, and the keepers of stations."""

from __future__ import annotations

from yishi.doors.parts.who import DESK, door
from yishi.foundation.people.actors import Actor
from yishi.foundation.people.models import RoleCode

READERS = (*DESK, RoleCode.STATION_KEEPER)
desk = door(*READERS)


def only_keeps(actor: Actor) -> bool:
    """Whether he comes to the desk for his stations alone."""
    return actor.has(RoleCode.STATION_KEEPER) and not actor.has(*DESK)
