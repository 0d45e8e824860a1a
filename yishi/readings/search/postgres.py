"""Grams in PostgreSQL: sets under GIN name the candidates, and the text itself proves a longer phrase.

Not tsvector: it forgets places after the 16,383rd and a word's after its 256th, and takes no text of a
megabyte of words, so phrases in long answers would be lost; it was also four times larger and slower.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from yishi.readings.search.models import Entry, Text
from yishi.readings.search.rows import Row
from yishi.readings.search.words import exact, numbers

HAS = "strpos"
"""The function that finds one text in another."""

LOCK = 0x73656172
"""Key of the lock under which the index is written."""

Query = tuple[str, list[Any]]

UPSERT = (
    "INSERT INTO search_entry (matter_id, head, open_grams, inner_grams) VALUES (%s, %s, %s::int[], %s::int[])"
    " ON CONFLICT (matter_id) DO UPDATE SET head = excluded.head, open_grams = excluded.open_grams,"
    " inner_grams = excluded.inner_grams"
)


def write(db: BaseDatabaseWrapper, rows: Sequence[Row]) -> None:
    """Put in the rows, over what stood there under the same keys."""
    with db.cursor() as cursor:
        cursor.executemany(
            UPSERT, [(row.matter_id, row.head, numbers(row.open_text), numbers(row.inner_text)) for row in rows]
        )


def remove(db: BaseDatabaseWrapper, old: Sequence[tuple[int, str, str]]) -> None:
    """The grams stand in the entry's own row and go with it."""


@contextmanager
def afresh(db: BaseDatabaseWrapper) -> Iterator[None]:
    """Empty the index, let it be filled, and make it quick again.

    Building GIN at the end is ten times quicker than filling it. If the process dies before, searches are slow
    and right until `mend`. Nobody else writes meanwhile; the lock goes with the session, however it ends.
    """
    with db.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK])
    try:
        with transaction.atomic(db.alias), db.cursor() as cursor:
            Text.objects.all().delete()
            Entry.objects.all().delete()
            db.check_constraints()
            cursor.execute("DROP INDEX IF EXISTS search_entry_open, search_entry_inner")
        yield
        mend(db)
    finally:
        with db.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])


def mend(db: BaseDatabaseWrapper) -> None:
    """Make what a killed `afresh` left undone."""
    with transaction.atomic(db.alias), db.cursor() as cursor:
        cursor.execute("SELECT to_regclass('search_entry_open'), to_regclass('search_entry_inner')")
        if None not in cursor.fetchone():
            return
        db.check_constraints()
        for zone in ("open", "inner"):
            cursor.execute(
                f"CREATE INDEX IF NOT EXISTS search_entry_{zone} ON search_entry"
                f" USING gin ({zone}_grams) WITH (fastupdate = off)"
            )


def lock(db: BaseDatabaseWrapper, *, wait: bool) -> bool:
    """Keep other writers of the index out until the transaction ends; False if one is at it and we do not
    wait."""
    with db.cursor() as cursor:
        if wait:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
            return True
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [LOCK])
        return bool(cursor.fetchone()[0])


def matching(words: Sequence[str], inner: bool) -> Query:
    """SQL for the keys of matters whose text holds every one of the words (two characters or more)."""
    if not inner:
        sql, params = _holding(words, "open")
        return f"SELECT matter_id FROM ({sql}) AS held", params
    parts = [_holding([word], zone) for word in words for zone in ("open", "inner")]
    pairs = [f"({one[0]} UNION {other[0]})" for one, other in zip(parts[::2], parts[1::2], strict=True)]
    return " INTERSECT ".join(pairs), [value for _, params in parts for value in params]


def _holding(words: Sequence[str], zone: str) -> Query:
    """Those whose text of one zone holds all the words: the index names who has the grams, and words of more
    than one gram are proved."""
    proofs = [word for word in words if not exact(word)]
    grams = sorted({gram for word in words for gram in numbers(word)})
    sql = f"SELECT held.matter_id FROM search_holding(%s::int[], {'TRUE' if zone == 'inner' else 'FALSE'}) AS held"
    if proofs:
        held = " AND ".join([f"strpos(t.{zone}_text, %s) > 0"] * len(proofs))
        sql += f" JOIN search_text t ON t.matter_id = held.matter_id WHERE {held}"
    return sql, [grams, *proofs]


def first(words: Sequence[str], most: int) -> Query:
    """The same in open text, so many of them at the most."""
    grams = sorted({gram for word in words for gram in numbers(word)})
    proofs = [word for word in words if not exact(word)]
    return "SELECT matter_id FROM search_first(%s::int[], %s::text[], %s)", [grams, proofs, most]


def scored(weights: Mapping[int, float]) -> Query:
    """SQL for (matter_id, score): the sum of the weights of the grams that a matter's open text holds."""
    sql = "SELECT matter_id, score FROM search_scored(%s::int[], %s::float8[])"
    return sql, [list(weights), list(weights.values())]
