"""Who reads figures and who composes them."""

from __future__ import annotations

from yishi.doors.parts.who import Request, door
from yishi.foundation.people.actors import Actor
from yishi.foundation.people.models import RoleCode

READERS = (
    RoleCode.OFFICE, RoleCode.SECRETARIAT, RoleCode.COMMITTEE, RoleCode.LEADER, RoleCode.SUPERVISOR, RoleCode.AUDITOR,
)  # fmt: skip
"""The organ's own people at the desk. Figures tell of its inner work too, so those whom it hands matters to (政府办、党委办)
have the figures of suggestions and not these."""
WRITERS = (RoleCode.OFFICE,)

read = door(*READERS)


def reads(actor: Actor) -> bool:
    """Are figures shown to him at all?"""
    return read.opens_to(actor)


def writes(request: Request) -> bool:
    """May he compose, mend and end the organ's own figures?"""
    return request.actor.has(*WRITERS)
