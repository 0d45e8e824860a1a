"""Transactional tests empty every table when they end, which the journal's triggers refuse.

A conftest imports `journal_can_be_flushed`; it takes the triggers off after such a test, and puts them back
before the next one. Production has no such way.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from yishi.foundation.journal.triggers import ensure_triggers, remove_triggers

TRANSACTIONAL = {
    "transactional_db", "live_server", "django_db_reset_sequences", "django_db_serialized_rollback",
}  # fmt: skip


@pytest.fixture(autouse=True)
def journal_can_be_flushed(request: pytest.FixtureRequest) -> Iterator[None]:
    """Let the tables be emptied after a transactional test."""
    marker = request.node.get_closest_marker("django_db")
    marked = marker is not None and marker.kwargs.get("transaction", False)
    if not marked and not TRANSACTIONAL & set(request.fixturenames):
        yield
        return
    from django.db import connection

    request.getfixturevalue("transactional_db")  # set up before, so torn down after this fixture
    ensure_triggers(connection)
    yield
    remove_triggers(connection)
