"""An office of stations, with the clock standing on the morning of its day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest

from yishi.foundation import clock
from yishi.rooms.stations.tests.office import Office


@pytest.fixture
def office() -> Iterator[Office]:
    """Ten o'clock of the office's day."""
    made = Office()
    with clock.at(dt.datetime.combine(made.day, dt.time(10), clock.CHINA)):
        yield made
