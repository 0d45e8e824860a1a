"""Rows written with SQL made once for a model: few rows at a time, as a step writes them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, TypeVar

from django.db import DEFAULT_DB_ALIAS, DatabaseError, connection
from django.db.models import AutoField, Model

from yishi.foundation.prepared.cursors import connected, cursor
from yishi.foundation.prepared.values import Way, adapted, settle_keys, ways

M = TypeVar("M", bound=Model)
MOST = 500
"""Rows in one statement; more are written in several. No table of ours has the 65 columns that would be too many for it."""
KEPT = 256
"""Statements whose text is kept."""


@dataclass(frozen=True)
class Conflict:
    """What to do where a row stands already under the same `unique` fields: write `update` over it."""

    unique: tuple[str, ...]
    update: tuple[str, ...]


def insert(rows: Sequence[M], conflict: Conflict | None = None) -> None:
    """Save new rows of one model, as `bulk_create` does; a key that the database gives is put on each.

    Raises `IntegrityError` as the database does, ValueError for a row whose related row was not saved."""
    for at in range(0, len(rows), MOST):
        _insert(rows[at : at + MOST], conflict)


def _insert(rows: Sequence[M], conflict: Conflict | None) -> None:
    model = type(rows[0])
    key = model._meta.pk
    keyed = isinstance(key, AutoField) and rows[0].pk is not None
    by = _ways(model, keyed)
    params: list[Any] = []
    real = connected()
    for row in rows:
        settle_keys(row)
        params += adapted(row, by, real, adding=True)
    with cursor(real) as writing:
        writing.execute(_insert_sql(real.vendor, model, keyed, len(rows), conflict), params)
        if isinstance(key, AutoField) and not keyed:
            for row, (made,) in zip(rows, writing.fetchall(), strict=True):
                row.pk = made
    for row in rows:
        row._state.adding, row._state.db = False, DEFAULT_DB_ALIAS


def update(row: Model, names: tuple[str, ...]) -> None:
    """Save these fields of a row that stands, as `save(update_fields=…)` does; raises `DatabaseError` if it is gone."""
    if not names:
        return
    model = type(row)
    key = model._meta.pk
    assert key is not None  # every model of ours has one
    real = connected()
    params = adapted(row, _ways_named(model, names), real, adding=False)
    with cursor(real) as writing:
        writing.execute(_update_sql(real.vendor, model, names), [*params, key.get_db_prep_value(row.pk, real)])
        if writing.rowcount != 1:
            raise DatabaseError(f"{model._meta.label} {row.pk} is gone")


@cache
def _columns(model: type[Model], keyed: bool) -> tuple[Any, ...]:
    """What is written of a row: everything, but for a key that the database is to give."""
    return tuple(field for field in model._meta.concrete_fields if keyed or not isinstance(field, AutoField))


@cache
def _ways(model: type[Model], keyed: bool) -> tuple[Way, ...]:
    return ways(_columns(model, keyed))


@cache
def _ways_named(model: type[Model], names: tuple[str, ...]) -> tuple[Way, ...]:
    return ways(_named(model, names))


@cache
def _named(model: type[Model], names: tuple[str, ...]) -> tuple[Any, ...]:
    """Fields by their names; "pk" is the key, whatever it is called."""
    return tuple(model._meta.pk if name == "pk" else model._meta.get_field(name) for name in names)


@lru_cache(maxsize=KEPT)
def _insert_sql(vendor: str, model: type[Model], keyed: bool, count: int, conflict: Conflict | None) -> str:
    quote, meta = connection.ops.quote_name, model._meta
    fields = _columns(model, keyed)
    values = f"({', '.join(['%s'] * len(fields))})"
    columns = ", ".join(quote(str(field.column)) for field in fields)
    sql = f"INSERT INTO {quote(meta.db_table)} ({columns}) VALUES {', '.join([values] * count)}"
    if conflict:
        unique, changed = (_named(model, names) for names in (conflict.unique, conflict.update))
        over = ", ".join(f"{quote(str(field.column))} = EXCLUDED.{quote(str(field.column))}" for field in changed)
        sql += f" ON CONFLICT ({', '.join(quote(str(field.column)) for field in unique)}) DO UPDATE SET {over}"
    key = meta.pk
    return f"{sql} RETURNING {quote(str(key.column))}" if isinstance(key, AutoField) and not keyed else sql


@cache
def _update_sql(vendor: str, model: type[Model], names: tuple[str, ...]) -> str:
    quote, meta = connection.ops.quote_name, model._meta
    assert meta.pk is not None
    changed = ", ".join(f"{quote(str(field.column))} = %s" for field in _named(model, names))
    return f"UPDATE {quote(meta.db_table)} SET {changed} WHERE {quote(str(meta.pk.column))} = %s"
