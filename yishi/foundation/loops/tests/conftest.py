"""An organ with one officer, and a database in a file of its own for what memory cannot show."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

from yishi.foundation.loops.act import Scope
from yishi.foundation.people.models import RoleCode
from yishi.foundation.people.tests.factories import UnitFactory, actor, make_organ
from yishi.rooms.suggestions.models import Suggestion

DAY = dt.date(2026, 3, 16)


@pytest.fixture
def scope(db: None) -> Scope:
    """An officer before a blank suggestion."""
    organ = make_organ()
    UnitFactory(organ=organ)
    return Scope(actor(organ, RoleCode.OFFICE), DAY, Suggestion(), None)


def _same_tables(before: BaseDatabaseWrapper, made: BaseDatabaseWrapper) -> None:
    """The tables, indexes and triggers of one database in another, without their rows."""
    with before.cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY type = 'trigger', rowid")
        found = [(name, sql) for name, sql in cursor.fetchall() if not name.startswith("sqlite_")]
    virtual = tuple(f"{name}_" for name, sql in found if sql.startswith("CREATE VIRTUAL"))
    with made.cursor() as cursor:
        for name, sql in found:
            if not (virtual and name.startswith(virtual)):
                cursor.execute(sql)


@pytest.fixture
def file_database(db: None, tmp_path: Path) -> Iterator[Path]:
    """The default database, empty but for its schema, in a file that other connections may lock."""
    before = connections["default"]
    if before.vendor != "sqlite":
        raise RuntimeError("made for SQLite")
    path = tmp_path / "yishi.sqlite3"
    made = before.copy()
    made.settings_dict["NAME"] = str(path)
    made.settings_dict["OPTIONS"] = made.settings_dict["OPTIONS"] | {"timeout": 0.2}
    made.connect()
    _same_tables(before, made)
    connections["default"] = made
    try:
        yield path
    finally:
        connections["default"] = before
        made.close()
