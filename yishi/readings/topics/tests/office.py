"""An office whose residents all speak of one thing, for tests of what is kept and shown."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest

from yishi.foundation import clock
from yishi.foundation.clock import CHINA
from yishi.foundation.people.actors import actor_of
from yishi.foundation.people.models import RoleCode
from yishi.foundation.people.tests.factories import actor
from yishi.readings.topics.office import Window
from yishi.readings.topics.tests.made import LIGHT, NOISE
from yishi.rooms.voice.models import Message
from yishi.rooms.voice.tests.office import Office

WINDOW = Window(dt.date(2026, 1, 1), dt.date(2026, 12, 31))


def moment(day: dt.date, hour: int = 10) -> dt.datetime:
    """A time of that day."""
    return dt.datetime.combine(day, dt.time(hour), CHINA)


def spoken(office: Office, place: str, words: tuple[tuple[str, str], ...] = LIGHT, days: int = 0) -> list[Message]:
    """Each of several residents sends one message about that place, the last of them `days` before today."""
    made = []
    for at, (subject, text) in enumerate(words):
        day = office.day - dt.timedelta(days=days + len(words) - 1 - at)
        phone = f"1390000{1000 + at}"
        made.append(
            office.sent(
                f"{place}{text}", moment(day), title=f"{place}{subject}", phone=phone, area="试验街道", topic="urban"
            )
        )
    return made


@pytest.fixture
def office() -> Iterator[Office]:
    """The clock stands on the office's day; a committee's staff is there too."""
    made = Office()
    made.people["committee"] = actor(made.organ, RoleCode.COMMITTEE, day=made.day)
    with clock.at(made.day):
        yield made


@pytest.fixture
def lit(office: Office) -> Office:
    """Two affairs: lamps at one place, noise at another a fortnight before."""
    spoken(office, "紫藤园小区")
    spoken(office, "临江雅苑", NOISE, days=8)
    return office


__all__ = ["WINDOW", "actor_of", "lit", "moment", "office", "spoken"]
