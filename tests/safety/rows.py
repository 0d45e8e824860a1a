"""How many rows stand where, to see that nothing was changed."""

from __future__ import annotations

from django.apps import apps
from django.db import connection

IGNORED = ("django_session", "axes_", "search_", "api_token", "voice_tries")
"""Not records: sessions, failed sign-ins, the index of words, when a token was used last, and how often a client tried something."""


def standing() -> tuple[tuple[str, int], ...]:
    """Every table with the number of its rows, and of matters the versions too; one query."""
    tables = sorted(
        {model._meta.db_table for model in apps.get_models() if not model._meta.db_table.startswith(IGNORED)}
    )
    asked = [f"SELECT '{table}', count(*) FROM {table}" for table in tables]
    asked.append("SELECT 'versions', coalesce(sum(version), 0) FROM matters_matter")
    asked.append("SELECT 'chains', coalesce(sum(seq), 0) FROM journal_entry")
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(asked))
        return tuple(sorted((str(name), int(count)) for name, count in cursor.fetchall()))
