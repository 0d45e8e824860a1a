"""The cursor that prepared statements run on.

PostgreSQL plans a question over eight tables for as long as it takes to answer five of them; a statement that it knows
by name is planned once. Django puts values into the text of a statement, so that no two are alike to the server; here
they travel apart. Where `prepare_threshold` is None (a pooler between us and the server that hands one connection to
many) the server plans each time, and all else is the same.
"""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import Any

from django.db import connection


def cursor() -> AbstractContextManager[Any]:
    """A cursor of the default connection, seen by Django's query log and with Django's errors."""
    if connection.vendor != "postgresql" or connection.queries_logged:  # the log wants values in their places
        return connection.cursor()
    from django.db.backends.postgresql import base  # psycopg is there only with PostgreSQL

    wrapper: Any = connection
    wrapper.ensure_connection()
    binding: Any = base.ServerBindingCursor
    made: AbstractContextManager[Any] = wrapper._prepare_cursor(
        binding(wrapper.connection)
    )  # as `connection.cursor` does
    return made
