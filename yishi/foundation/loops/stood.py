"""What rows said when they were read: only what a step changes of them is checked and written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from django.db.models import Model

Columns = Mapping[str, str]
"""Fields by name, each with where an object keeps its value."""


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
        # A list or dictionary may have been changed in place: then both show the same object.
        return tuple(
            name
            for name, place in columns.items()
            if (value := now.get(place)) != before.get(place) or isinstance(value, list | dict)
        )


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
