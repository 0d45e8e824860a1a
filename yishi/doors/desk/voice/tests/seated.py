"""A desk of messages for tests: somebody signed in, and a message in every state."""

from __future__ import annotations

import datetime as dt

from django.test import Client

from yishi.foundation.clock import CHINA
from yishi.rooms.voice.models import Message
from yishi.rooms.voice.tests.office import Office

PHONE, NAME = "13900001234", "试民"
"""What the sender of every message of the office left."""


def client(office: Office, who: str = "office") -> Client:
    """Somebody of the office, signed in."""
    made = Client()
    account = office.people[who].account
    assert account is not None
    made.force_login(account)
    return made


def lived(office: Office) -> dict[str, Message]:
    """One in each state."""
    found = {
        "checking": office.held(), "received": office.sent(), "asked": office.asked(), "assigned": office.assigned(),
        "answered": office.answered("solved"), "explained": office.answered(), "solved": office.solved(), "closed": office.closed(),
        "converted": office.passed(), "withdrawn": office.withdrawn(), "blocked": office.blocked(), "declined": office.declined(),
    }  # fmt: skip
    return found | {"merged": office.merged(found["received"])}


def late(office: Office) -> Message:
    """Said two months ago, assigned at once, and never answered."""
    then = office.day - dt.timedelta(days=60)
    at = dt.datetime.combine(then, dt.time(9), CHINA)
    m = office.sent("六十天前说的路灯，一直没有人来修。", at)
    office.take("assign", m, at=then, layer="unit", unit=office.units[0].pk)
    return office.again(m)
