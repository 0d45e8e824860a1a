"""Rows of a compiled question as objects of their models.

Django makes an object of a row by calling the model's constructor, which sets field by field, asks of each value whether
it was left out, and tells whoever listens. All of that comes to the same as putting the values into the object; where it
does not (a model with a constructor, a listener or a field of its own ways), Django makes the objects.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cache
from typing import Any, TypeVar

from django.db.models import Model
from django.db.models.base import ModelState
from django.db.models.fields.related_descriptors import ForeignKeyDeferredAttribute
from django.db.models.query import ModelIterable
from django.db.models.query_utils import DeferredAttribute
from django.db.models.signals import post_init, pre_init  # noqa: TID251  only asked who listens

M = TypeVar("M", bound=Model)
Row = Sequence[Any]
PLAIN = (DeferredAttribute, ForeignKeyDeferredAttribute)
"""How a field that keeps its value in the object, and does nothing else, is reached."""


def maker(iterable: type[Any], compiler: Any, db: str) -> Callable[[Row], Any] | None:
    """What makes an object of a row of such a compiled query; None where Django has to."""
    info = compiler.klass_info
    if iterable is not ModelIterable or info is None or not _plain(info, compiler.select):
        return None
    return _Maker(info, compiler.select, db, compiler.annotation_col_map or {}).make


def _plain(info: dict[str, Any], select: Sequence[Any]) -> bool:
    """Whether objects of this model, and of those joined to it, are their values and nothing more."""
    at = info["select_fields"]
    if info.get("from_parent") or list(at) != list(range(at[0], at[-1] + 1)):
        return False
    if not _holds_values(info["model"], [select[place][0].target for place in at]):
        return False
    return all(_plain(below, select) for below in info.get("related_klass_infos", ()))


def _holds_values(model: type[Model], fields: Iterable[Any]) -> bool:
    made = model.__init__ is Model.__init__ and model.from_db.__func__ is Model.from_db.__func__  # type: ignore[attr-defined]  # a method of the class
    told = pre_init.has_listeners(model) or post_init.has_listeners(model)
    return made and not told and all(type(getattr(model, field.attname)) in PLAIN for field in fields)


def fresh(model: type[M], **values: Any) -> M:
    """A new object with these values, as the model's constructor makes it; keys of other rows by their columns' names.

    Raises TypeError for a value that is none of the model's."""
    begins = _begins(model)
    if begins is None:
        return model(**values)
    if not values.keys() <= begins.keys():
        raise TypeError(f"{model.__name__} has no {', '.join(values.keys() - begins.keys())}")
    made = model.__new__(model)
    made.__dict__.update(begins, _state=ModelState(), **values)
    return made


@cache
def _begins(model: type[Model]) -> dict[str, Any] | None:
    """What a new object holds before it is told anything; None where that is not the same for each."""
    fields = model._meta.concrete_fields
    if not _holds_values(model, fields) or any(field.has_default() and callable(field.default) for field in fields):
        return None
    return {field.attname: field.get_default() for field in fields}


class _Maker:
    """Makes objects of one model, with those joined to them."""

    def __init__(self, info: dict[str, Any], select: Sequence[Any], db: str, annotations: dict[str, int]) -> None:
        self.model, self.db, self.annotations = info["model"], db, annotations
        at = info["select_fields"]
        self.begins, self.ends = at[0], at[-1] + 1
        self.names = [select[place][0].target.attname for place in at]
        self.key = self.begins + self.names.index(self.model._meta.pk.attname)
        self.below = [
            (_Maker(further, select, db, {}), further["local_setter"], further["remote_setter"])
            for further in info.get("related_klass_infos", ())
        ]

    def make(self, row: Row) -> Any:
        """The object of a row."""
        made = self.model.__new__(self.model)
        state = ModelState()
        state.adding, state.db = False, self.db
        values = made.__dict__
        values["_state"] = state
        values.update(zip(self.names, row[self.begins : self.ends], strict=True))
        for maker, put_here, put_there in self.below:
            other = None if row[maker.key] is None else maker.make(row)
            put_here(made, other)
            if other is not None:
                put_there(other, made)
        for name, place in self.annotations.items():
            setattr(made, name, row[place])
        return made


class Converters:
    """What a database's values are turned into, column by column; the database's own ways are not asked about NULL."""

    def __init__(self, compiler: Any) -> None:
        self.connection = compiler.connection
        fields = [column[0] for column in compiler.select[: compiler.col_count]]
        self.found = compiler.get_converters(fields)
        ops = self.connection.ops
        self.columns = [
            (place, convert, expression, getattr(convert, "__self__", None) is ops)
            for place, (converters, expression) in self.found.items()
            for convert in converters
        ]

    def apply(self, rows: list[Row]) -> list[Row]:
        """The rows with their values turned."""
        if not self.columns:
            return rows
        made: list[Row] = []
        for row in map(list, rows):
            for place, convert, expression, of_database in self.columns:
                value = row[place]
                if value is not None or not of_database:
                    row[place] = convert(value, expression, self.connection)
            made.append(row)
        return made
