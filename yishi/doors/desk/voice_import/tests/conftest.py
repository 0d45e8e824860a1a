"""An office of messages, with the clock standing on its day."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from yishi.foundation import clock
from yishi.rooms.voice.tests.office import Office


@pytest.fixture
def office() -> Iterator[Office]:
    """The clock stands on the office's day."""
    made = Office()
    with clock.at(made.day):
        yield made
