"""Filling the lens: every table read in batches from SQLite or PostgreSQL into a new file, which then takes the old one's place."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection, transaction

from yishi.foundation import clock
from yishi.foundation.journal.models import Head
from yishi.readings.lens.tables import TABLES, Table

BATCH = 50_000
"""Rows in hand at once."""


@dataclass(frozen=True)
class Came:
    """So many rows of a table are in it, of how many."""

    table: str
    rows: int
    of: int


def place() -> Path:
    """The file of this installation; it may be deleted at any time."""
    return Path(settings.YISHI_VAR) / "lens" / "facts.duckdb"


def load(path: Path | None = None) -> Iterator[Came]:
    """Read all facts as they stand at one moment; tells after each batch. Until it ends the old file is the one that is
    read; where it ends early nothing was changed."""
    import duckdb

    path = path or place()
    path.parent.mkdir(parents=True, exist_ok=True)
    making = path.with_name(f"{path.name}.{os.getpid()}")
    try:
        with duckdb.connect(str(making)) as lens, _one_moment():
            for name, table in TABLES.items():
                yield from _table(lens, name, table)
            _note(lens)
        os.replace(making, path)
    finally:
        making.unlink(missing_ok=True)


def _table(lens: Any, name: str, table: Table) -> Iterator[Came]:
    import pyarrow as pa

    columns = ", ".join(f'"{column}" {kind}' for column, kind in table.columns.items())
    casts = ", ".join(f'CAST("{column}" AS {kind})' for column, kind in table.columns.items())
    lens.execute(f"CREATE TABLE {name} ({columns})")
    rows, of = 0, _count(table)
    for batch in _read(table):
        values = [_plain(column) for column in zip(*batch, strict=True)]
        arrow = pa.Table.from_arrays([pa.array(column) for column in values], names=list(table.columns))
        lens.register("batch", arrow)
        lens.execute(f"INSERT INTO {name} SELECT {casts} FROM batch")
        lens.unregister("batch")
        rows += len(batch)
        yield Came(name, rows, of)
    if not rows:
        yield Came(name, 0, 0)


def _plain(column: Sequence[Any]) -> Sequence[Any]:
    """SQLite gives a whole number where a decimal has no places; a column has one type."""
    kinds = {type(value) for value in column}
    return [None if value is None else float(value) for value in column] if float in kinds and int in kinds else column


def _count(table: Table) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM ({table.rows}) r")
        found: int = cursor.fetchone()[0]
        return found


def _read(table: Table) -> Iterator[Sequence[Sequence[Any]]]:
    with connection.chunked_cursor() as cursor:
        cursor.execute(table.rows)
        while batch := cursor.fetchmany(BATCH):
            yield batch


@contextmanager
def _one_moment() -> Iterator[None]:
    """Every question sees the same rows, and no step waits for us."""
    if connection.in_atomic_block:
        yield
    elif connection.vendor == "postgresql":
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield
    else:
        with connection.cursor() as cursor:
            cursor.execute("BEGIN DEFERRED")  # `atomic` would take the writers' lock
            try:
                yield
            finally:
                cursor.execute("ROLLBACK")


def _note(lens: Any) -> None:
    """When it was read, and where the journals stood: nothing changes without an entry."""
    lens.execute("CREATE TABLE loaded (moment TIMESTAMPTZ, entries BIGINT)")
    lens.execute("INSERT INTO loaded VALUES (?, ?)", [clock.now(), entries()])


def entries() -> int:
    """Entries in all journals."""
    return sum(Head.objects.values_list("seq", flat=True))
