"""Values of fields as a database takes them.

Django asks five functions about each value of each row. What a plain field makes of a plain value is known beforehand:
nothing, or what the database's own operations make of a number or a day. All else goes Django's way.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from typing import Any, NamedTuple

from django.db import models
from django.db.models import Field, ForeignKey, Model

Adapt = Callable[[Any, Any], Any]
"""What the database's operations make of a value."""

WORDS = (models.CharField, models.SlugField, models.TextField)
NUMBERS = (
    models.BigIntegerField, models.IntegerField, models.SmallIntegerField, models.PositiveBigIntegerField,
    models.PositiveIntegerField, models.PositiveSmallIntegerField,
)  # fmt: skip


class Way(NamedTuple):
    """How the values of one field go to the database: those of `kind` by `adapt`, or as they are where there is none;
    all others as Django sends them."""

    field: Any
    name: str
    kind: type | None
    adapt: Adapt | None


def ways(fields: Iterable[Any]) -> tuple[Way, ...]:
    """The ways of these fields, to be kept."""
    return tuple(Way(field, field.attname, *_way(field)) for field in fields)


def adapted(row: Model, by: Sequence[Way], connection: Any, *, adding: bool) -> list[Any]:
    """The row's values of these fields, as `pre_save` and `get_db_prep_save` give them one after the other."""
    values, ops, found = row.__dict__, connection.ops, []
    for field, name, kind, adapt in by:
        value = values.get(name)
        if kind is not None and (type(value) is kind or (kind is str and isinstance(value, str))):
            found.append(adapt(ops, value) if adapt else value)
        elif kind is not None and value is None and name in values:
            found.append(None)
        else:
            found.append(field.get_db_prep_save(field.pre_save(row, add=adding), connection))
    return found


def _way(field: Field[Any, Any]) -> tuple[type | None, Adapt | None]:
    of = _pointed_at(field)
    if type(field).pre_save is not Field.pre_save and type(field) is not models.DateField:
        return None, None  # it makes the value when it is saved
    if type(of) in WORDS:
        return str, None
    if type(of) is models.BooleanField:
        return bool, None
    if type(of) is models.BigAutoField:
        return int, None
    if type(of) in NUMBERS:
        name = of.get_internal_type()
        return int, lambda ops, value: ops.adapt_integerfield_value(value, name)
    if type(of) is models.DateField and not (of.auto_now or of.auto_now_add):
        return dt.date, lambda ops, value: ops.adapt_datefield_value(value)
    return None, None


def _pointed_at(field: Any) -> Field[Any, Any]:
    """The field whose values it holds: at the end of a chain of keys that are other rows' keys."""
    while isinstance(field, ForeignKey):
        field = field.target_field
    return field


def settle_keys(row: Model) -> None:
    """Give the row the keys that rows it points at got meanwhile, as Django does before it writes.

    Raises ValueError for a row whose related row was not saved."""
    values = row.__dict__
    cached = row._state.fields_cache
    for name, attname, target in _pointers(type(row)) if cached else ():
        other = cached.get(name)
        if other is None:
            continue
        held, key = values.get(attname), other.__dict__.get(target)
        if held is None and key is not None:
            values[attname] = key
        elif held is None or held != key:
            row._prepare_related_fields_for_save("insert")  # type: ignore[attr-defined]  # as `bulk_create` does
            return


@cache
def _pointers(model: type[Model]) -> tuple[tuple[str, str, str], ...]:
    """Keys of other rows: where the row in hand is kept, where its key is, and what of the other row it is."""
    return tuple(
        (field.cache_name, field.attname, field.target_field.attname)
        for field in model._meta.concrete_fields
        if isinstance(field, ForeignKey)
    )
