"""Who may read and who may write the registers."""

from __future__ import annotations

from yishi.doors.parts.who import DESK, door
from yishi.foundation.people.actors import Actor
from yishi.foundation.people.models import RoleCode

WRITERS = (RoleCode.ADMINISTRATOR, RoleCode.OFFICE)
READERS = (*DESK, RoleCode.ADMINISTRATOR)

read = door(*READERS)
"""Everybody at the desk, and the administrator."""
write = door(*WRITERS)
"""The office, and the administrator."""
administrator = door(RoleCode.ADMINISTRATOR)
"""Accounts are the administrator's alone."""


def may_write(actor: Actor) -> bool:
    """Does the reader see the buttons that change something?"""
    return actor.has(*WRITERS)


def sees_contacts(actor: Actor) -> bool:
    """Telephone numbers and days of birth are for those who keep the registers or call people in."""
    return actor.has(*WRITERS, RoleCode.SECRETARIAT)


def at_desk(actor: Actor) -> bool:
    """The administrator keeps the machine and has no way to suggestions."""
    return actor.has(*DESK)
