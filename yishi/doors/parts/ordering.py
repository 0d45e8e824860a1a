"""In which order a list stands by a column."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db.models import F, QuerySet


def turned_by(rows: QuerySet[Any], name: str, down: bool) -> Any:
    """What has no day or no name stands last either way: one sorts to see what there is. Where nothing can be missing
    the order is left plain, as no index holds the other."""
    field = F(name)
    if not _may_lack(rows, name):
        return field.desc() if down else field.asc()
    return field.desc(nulls_last=True) if down else field.asc(nulls_last=True)


def _may_lack(rows: QuerySet[Any], name: str) -> bool:
    """Whether a row may have nothing there: in a column, on the way to it, or in what was worked out."""
    model: Any = rows.model
    for part in name.split("__"):
        try:
            column = model._meta.get_field(part)
        except FieldDoesNotExist:
            return True
        if getattr(column, "null", True):
            return True
        model = column.related_model
    return False
