"""The one clock. Everything that needs "now" or "today" asks here, so that a demo year,
a test or a rehearsal can live on another day by `at(...)`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from zoneinfo import ZoneInfo

CHINA = ZoneInfo("Asia/Shanghai")
"""Statutory days are days in China, whatever zone the server stands in."""

_pretended: ContextVar[dt.datetime | None] = ContextVar("pretended_now", default=None)


def now() -> dt.datetime:
    """The present moment, with zone; the pretended one inside `at`."""
    return _pretended.get() or dt.datetime.now(CHINA)


def today() -> dt.date:
    """The present day in China."""
    return now().astimezone(CHINA).date()


@contextmanager
def at(moment: dt.datetime | dt.date) -> Iterator[None]:
    """Let everything inside happen at `moment`; a bare day means nine in the morning of it."""
    if not isinstance(moment, dt.datetime):
        moment = dt.datetime.combine(moment, dt.time(9), CHINA)
    token = _pretended.set(moment)
    try:
        yield
    finally:
        _pretended.reset(token)
