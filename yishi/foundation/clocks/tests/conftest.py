"""A matter to hang clocks on, and the calendar."""

from __future__ import annotations

import datetime as dt

import pytest

from yishi.foundation import clock
from yishi.foundation.clocks.calendars import calendar as read_calendar
from yishi.foundation.law.calendars import Calendar
from yishi.foundation.matters.models import Matter
from yishi.foundation.people.tests.factories import make_organ

DAY = dt.date(2026, 3, 16)


@pytest.fixture
def matter(db: None) -> Matter:
    """A matter of an invented organ."""
    return Matter.objects.create(
        organ=make_organ(), room="suggestions", kind="suggestion", title="关于路灯的建议", state="assigned",
        pack="chongqing@2025-03-11", opened_on=DAY, touched_at=clock.now(),
    )  # fmt: skip


@pytest.fixture
def calendar(db: None) -> Calendar:
    """The published calendar, nothing set by hand."""
    return read_calendar()
