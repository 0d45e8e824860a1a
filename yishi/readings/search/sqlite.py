"""Grams in SQLite: an FTS5 table whose phrases are exact, as it keeps the place of every gram."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from yishi.readings.search.models import Entry, Text
from yishi.readings.search.rows import Row
from yishi.readings.search.words import token, tokens

HAS = "instr"
"""The function that finds one text in another."""

# "+rowid" keeps a condition on keys from being asked of FTS5 key by key, each with a search of its own.
Query = tuple[str, list[Any]]


def write(db: BaseDatabaseWrapper, rows: Sequence[Row]) -> None:
    """Put in the rows; what stood there under the same keys was removed before."""
    Entry.objects.bulk_create(
        [Entry(matter_id=row.matter_id, head=row.head) for row in rows],
        update_conflicts=True, unique_fields=["matter"], update_fields=["head"],
    )  # fmt: skip
    with db.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO search_fts(rowid, open_text, inner_text) VALUES (%s, %s, %s)",
            [(row.matter_id, tokens(row.open_text), tokens(row.inner_text)) for row in rows],
        )


def remove(db: BaseDatabaseWrapper, old: Sequence[tuple[int, str, str]]) -> None:
    """Take out grams. FTS5 has to be told what it held: key, open and inner text as they were written."""
    with db.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO search_fts(search_fts, rowid, open_text, inner_text) VALUES ('delete', %s, %s, %s)",
            [(key, tokens(open_text), tokens(inner_text)) for key, open_text, inner_text in old],
        )


@contextmanager
def afresh(db: BaseDatabaseWrapper) -> Iterator[None]:
    """Empty the index, let it be filled, and join the parts that many writes left."""
    with transaction.atomic(db.alias), db.cursor() as cursor:
        cursor.execute("INSERT INTO search_fts(search_fts) VALUES ('delete-all')")
        Text.objects.all().delete()
        Entry.objects.all().delete()
    yield
    with db.cursor() as cursor:
        cursor.execute("INSERT INTO search_fts(search_fts) VALUES ('optimize')")


def mend(db: BaseDatabaseWrapper) -> None:
    """Nothing is ever left undone."""


def lock(db: BaseDatabaseWrapper, *, wait: bool) -> bool:
    """Keep other writers of the index out: a transaction that writes does so by itself."""
    return True


def matching(words: Sequence[str], inner: bool) -> Query:
    """SQL for the keys of matters whose text holds every one of the words (two characters or more)."""
    phrases = " AND ".join(f'"{tokens(word)}"' for word in words)
    asked = f"({phrases})" if inner else f"open_text : ({phrases})"
    return "SELECT +rowid AS matter_id FROM search_fts WHERE search_fts MATCH %s", [asked]


def first(words: Sequence[str], most: int) -> Query:
    """The same in open text, so many of them at the most."""
    sql, params = matching(words, inner=False)
    return f"{sql} LIMIT {most:d}", params


def scored(weights: Mapping[int, float]) -> Query:
    """SQL for (matter_id, score): the sum of the weights of the grams that a matter's open text holds."""
    said = json.dumps([[f"open_text : {token(number)}", weight] for number, weight in weights.items()])
    return (
        "SELECT search_fts.rowid AS matter_id, SUM(json_extract(said.value, '$[1]')) AS score"
        " FROM json_each(%s) AS said CROSS JOIN search_fts ON search_fts MATCH json_extract(said.value, '$[0]')"
        " GROUP BY 1",
        [said],
    )
