"""A pool of connections for many threads, and tables that can be emptied afterwards."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import connections

from yishi.foundation.journal.tests.flushing import journal_can_be_flushed  # noqa: F401  a fixture

POOL = 32


@pytest.fixture
def pool(transactional_db: None) -> Iterator[int]:
    """Let every thread take its connection from a pool of 32, as a production server does."""
    before = connections.settings["default"]
    connections["default"].close()
    pooled = {"min_size": 4, "max_size": POOL, "timeout": 60}
    connections.settings["default"] = before | {"CONN_MAX_AGE": 0, "OPTIONS": before["OPTIONS"] | {"pool": pooled}}
    del connections["default"]
    yield POOL
    connections["default"].close()
    connections["default"].close_pool()
    connections.settings["default"] = before
    del connections["default"]
