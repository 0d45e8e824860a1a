"""An organ with a year behind it, on one of its days."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from yishi.doors.desk.figures.tests.at_work import DAY, AtWork
from yishi.doors.desk.report import checking, shown
from yishi.foundation import clock


@pytest.fixture
def here(db: None) -> Iterator[AtWork]:
    """The organ at work; the clock stands on its day."""
    checking.forget()
    shown.forget()
    with clock.at(DAY):
        yield AtWork()
