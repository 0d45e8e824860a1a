"""An office on its first morning."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from yishi.foundation import clock
from yishi.rooms.suggestions.tests.office import Office


@pytest.fixture
def office() -> Iterator[Office]:
    """The clock stands on the office's first day."""
    made = Office()
    with clock.at(made.day):
        yield made
