"""What rows said when they were read: only what a step changes of them is checked and written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from django.db.models import Model

Columns = Mapping[str, str]
"""Fields by name, each with where an object keeps its value."""

CHANGEABLE = (list, dict)
"""Kinds of values that can be changed in place."""


@dataclass
class Stood:
    """The rows of one work as they were read."""

    _rows: dict[int, tuple[Model, dict[str, Any]]] = field(default_factory=dict)
    """By the rows' own `id`; a row that is kept leaves its `id` to no other."""

    def saw(self, rows: Iterable[Model]) -> None:
        """These were read."""
        self._rows |= {id(row): (row, dict(row.__dict__)) for row in rows}

    def changed(self, row: Model, columns: Columns) -> tuple[str, ...]:
        """Names of those of the columns that say something else now; of all where it is not known what they said."""
        if id(row) not in self._rows:
            return tuple(columns)
        before, now = self._rows[id(row)][1], row.__dict__
        # Most values are the very same. One that was changed in place is the same object too.
        other = [place for place, value in now.items() if value is not before.get(place) or type(value) in CHANGEABLE]
        moved = {place for place in other if type(now[place]) in CHANGEABLE or now[place] != before.get(place)}
        return tuple(name for name, place in columns.items() if place in moved)


@cache
def columns(model: type[Model], names: tuple[str, ...] = ()) -> Columns:
    """The model's fields of these names, or all, but for the key."""
    return {
        column.name: column.attname
        for column in model._meta.concrete_fields
        if not column.primary_key and (not names or column.name in names)
    }


@cache
def checked(model: type[Model]) -> Columns:
    """The fields that are checked here; what points elsewhere is the database's to check."""
    return {
        column.name: column.attname
        for column in model._meta.fields
        if not column.is_relation and column.name not in ("state", "id")
    }
