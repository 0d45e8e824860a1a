"""Rows written with SQL made once for a model: few rows at a time, as a step writes them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, TypeVar

from django.db import DEFAULT_DB_ALIAS, connection
from django.db.models import AutoField, Model, Q, UniqueConstraint
from django.db.models.constants import LOOKUP_SEP

from yishi.foundation.prepared.cursors import connected, cursor
from yishi.foundation.prepared.together import Write, send
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


def put(rows: Sequence[M], conflict: Conflict | None = None) -> None:
    """Save new rows whose keys nobody will ask for; they may go together with other writes. Raises as `insert` does."""
    for at in range(0, len(rows), MOST):
        _insert(rows[at : at + MOST], conflict, asked=False)


def _insert(rows: Sequence[M], conflict: Conflict | None, *, asked: bool = True) -> None:
    model = type(rows[0])
    key = model._meta.pk
    keyed = isinstance(key, AutoField) and rows[0].pk is not None
    asked = asked and isinstance(key, AutoField) and not keyed
    by = _ways(model, keyed)
    params: list[Any] = []
    real = connected()
    for row in rows:
        settle_keys(row)
        params += adapted(row, by, real, adding=True)
    sql = _insert_sql(real.vendor, model, keyed, len(rows), conflict, asked)
    if asked:
        with cursor(real) as writing:
            writing.execute(sql, params)
            for row, (made,) in zip(rows, writing.fetchall(), strict=True):
                row.pk = made
    else:
        send(Write(sql, params, (model._meta.db_table, None)))
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
    params.append(key.get_db_prep_value(row.pk, real))
    place = (model._meta.db_table, None if _minds_others(model, names) else row.pk)
    send(Write(_update_sql(real.vendor, model, names), params, place, one=True))


@cache
def _minds_others(model: type[Model], names: tuple[str, ...]) -> bool:
    """Whether a constraint may hold these fields against other rows, which have to make way before or after."""
    unique = [each for each in model._meta.constraints if isinstance(each, UniqueConstraint)]
    if any(each.expressions for each in unique):
        return True
    held = {name for each in unique for name in (*each.fields, *_asked(each.condition))}
    return bool(held.intersection(names)) or any(field.unique for field in _named(model, names))


def _asked(condition: Any) -> Iterator[str]:
    """Names of fields that a constraint's condition asks about."""
    for child in condition.children if condition else ():
        if isinstance(child, Q):
            yield from _asked(child)
        else:
            yield child[0].partition(LOOKUP_SEP)[0]


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
def _insert_sql(
    vendor: str, model: type[Model], keyed: bool, count: int, conflict: Conflict | None, asked: bool
) -> str:
    quote, meta = connection.ops.quote_name, model._meta
    fields = _columns(model, keyed)
    values = f"({', '.join(['%s'] * len(fields))})"
    columns = ", ".join(quote(str(field.column)) for field in fields)
    sql = f"INSERT INTO {quote(meta.db_table)} ({columns}) VALUES {', '.join([values] * count)}"
    if conflict:
        unique, changed = (_named(model, names) for names in (conflict.unique, conflict.update))
        over = ", ".join(f"{quote(str(field.column))} = EXCLUDED.{quote(str(field.column))}" for field in changed)
        sql += f" ON CONFLICT ({', '.join(quote(str(field.column)) for field in unique)}) DO UPDATE SET {over}"
    return f"{sql} RETURNING {quote(str(_named(model, ('pk',))[0].column))}" if asked else sql


@cache
def _update_sql(vendor: str, model: type[Model], names: tuple[str, ...]) -> str:
    quote, meta = connection.ops.quote_name, model._meta
    assert meta.pk is not None
    changed = ", ".join(f"{quote(str(field.column))} = %s" for field in _named(model, names))
    return f"UPDATE {quote(meta.db_table)} SET {changed} WHERE {quote(str(meta.pk.column))} = %s"
