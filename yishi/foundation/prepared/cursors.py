"""The cursor that prepared statements run on.

PostgreSQL plans a question over eight tables for as long as it takes to answer five of them; a statement that it knows
by name is planned once. Django puts values into the text of a statement, so that no two are alike to the server; here
they travel apart. Where `prepare_threshold` is None (a pooler between us and the server that hands one connection to
many) the server plans each time, and all else is the same. Django and psycopg look through every text for the places
of values; a text that is known was looked through before.
"""

from __future__ import annotations

import itertools
import re
import threading
from contextlib import AbstractContextManager, nullcontext
from functools import cache, lru_cache
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.sqlite3.base import SQLiteCursorWrapper

KEPT = 1024
"""Texts kept as a database reads them."""


def connected() -> Any:
    """This thread's default connection itself: `django.db.connection` looks it up again for each thing asked of it."""
    return connections[DEFAULT_DB_ALIAS]


def cursor(connection: Any) -> AbstractContextManager[Any]:
    """A cursor of such a connection, seen by Django's query log and with Django's errors. It is this thread's for the
    next statement too, so whoever asks fetches all rows before he asks again."""
    if connection.queries_logged:  # the log wants values in their places, and a cursor of its own
        made: AbstractContextManager[Any] = connection.cursor()
        return made
    connection.close_if_health_check_failed()
    raw = connection.connection
    if raw is None or getattr(_kept, "raw", None) is not raw:
        connection.ensure_connection()
        _kept.raw, _kept.cursor = connection.connection, nullcontext(connection.make_cursor(_bare(connection)))
    kept: AbstractContextManager[Any] = _kept.cursor
    return kept


_kept = threading.local()
"""The last connection of each thread with its cursor: making one costs a fifth of what a short question does."""


def _bare(connection: Any) -> Any:
    if connection.vendor == "postgresql":
        return _numbering()(connection.connection)
    if connection.vendor == "sqlite":
        return connection.connection.cursor(factory=_Knowing)
    return connection.create_cursor()


@cache
def _numbering() -> Any:
    """A cursor for PostgreSQL that gets each text as the server reads it."""
    import psycopg  # there only with PostgreSQL
    from django.db.backends.postgresql import base

    mixin: Any = base.CursorMixin
    raw: Any = psycopg.RawCursor

    class Numbering(mixin, raw):
        def execute(self, query: str, params: Any = None, **more: Any) -> Any:
            return super().execute(_numbered(query) if params is not None else query, params, **more)

    return Numbering


@lru_cache(maxsize=KEPT)
def _numbered(query: str) -> bytes:
    numbers = itertools.count(1)
    return PLACES.sub(lambda found: "%" if found[0] == "%%" else f"${next(numbers)}", query).encode()


PLACES = re.compile("%%|%s")


class _Knowing(SQLiteCursorWrapper):
    """Django's cursor, that reads each text once."""

    def convert_query(self, query: str, *, param_names: Any = None) -> str:
        if param_names is None:
            return _read(query)
        return super().convert_query(query, param_names=param_names)


@lru_cache(maxsize=KEPT)
def _read(query: str) -> str:
    return SQLiteCursorWrapper.convert_query(None, query)  # type: ignore[arg-type]  # asks nothing of the cursor
