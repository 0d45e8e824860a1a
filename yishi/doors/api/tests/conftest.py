"""An office and its people as programs."""

from __future__ import annotations

import pytest

from yishi.doors.api.tests.calling import Callers
from yishi.rooms.suggestions.tests.office import Office


@pytest.fixture
def office(db: None) -> Office:
    """One organ with everybody in it."""
    return Office()


@pytest.fixture
def api(office: Office) -> Callers:
    """The same people as programs."""
    return Callers(office)
