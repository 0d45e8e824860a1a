"""What a loop's `prefetch` names is read when a step first asks for it, then for every matter in hand at once: a
step reads only what it needs, and a batch in as many queries as one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from django.db.models import Model, Prefetch, prefetch_related_objects
from django.db.models.constants import LOOKUP_SEP
from django.db.models.fields.reverse_related import ForeignObjectRel

from yishi.foundation.prepared.select import Prepared

Tree = Mapping[str, Any]
"""Relations by name, each with those below it."""


@cache
def planned(model: type[Model], lookups: tuple[str, ...]) -> tuple[Tree, tuple[str, ...]]:
    """Lookups ("handlings__unit") as a tree, and what of it a query for the rows themselves must join."""
    found = _tree(lookups)
    return found, tuple(joined(model, found))


def _tree(lookups: Iterable[str]) -> Tree:
    found: dict[str, Any] = {}
    for lookup in lookups:
        below = found
        for name in lookup.split(LOOKUP_SEP):
            below = below.setdefault(name, {})
    return found


def joined(model: type[Model], below: Tree, path: str = "") -> Iterator[str]:
    """The single rows that the tree passes on its way, for `select_related`."""
    for name, further in below.items():
        if not _many(model, name):
            yield f"{path}{name}"
            yield from joined(_related(model, name), further, f"{path}{name}{LOOKUP_SEP}")


Seen = Callable[[Sequence[Model]], None]
"""Who is shown rows of several when they are read."""


def lazily(rows: Sequence[Model], below: Tree, seen: Seen = lambda rows: None) -> None:
    """Let the relations of `below` be read for all `rows` when one of them is first asked for, and shown to `seen`;
    single rows on the way must have been joined."""
    rows = [row for row in rows if row is not None]
    if not rows or not below:
        return
    model = type(rows[0])
    many = {name: further for name, further in below.items() if _many(model, name)}
    if many:
        for row in rows:
            row._prefetched_objects_cache = _Read(rows, many, seen)  # type: ignore[attr-defined]  # Django keeps it there
    for name in below.keys() - many.keys():
        lazily([getattr(row, name, None) for row in rows], below[name], seen)  # type: ignore[misc]


class _Read(dict[str, Any]):
    """A row's relations of several: those not read yet are read for all rows."""

    def __init__(self, rows: Sequence[Model], below: Tree, seen: Seen) -> None:
        super().__init__()
        self.rows, self.below, self.seen = rows, below, seen

    def __missing__(self, name: str) -> Any:
        if name not in self.below:
            raise KeyError(name)
        further = self.below[name]
        _read(self.rows, name, tuple(joined(_related(type(self.rows[0]), name), further)))
        found = [each for row in self.rows for each in getattr(row, name).all()]
        self.seen([*found, *_joined_to(found, further)])
        lazily(found, further, self.seen)
        return self[name]

    def get(self, name: str, default: Any = None) -> Any:
        """As for any other dictionary, what is not there yet included."""
        try:
            return self[name]
        except KeyError:
            return default


def _joined_to(rows: Sequence[Model], below: Tree) -> Iterator[Model]:
    """The single rows that were read with these."""
    for row in rows:
        for name in below:
            one = None if _many(type(row), name) else getattr(row, name)
            if one is not None:
                yield one


def _read(rows: Sequence[Model], name: str, with_rows: tuple[str, ...]) -> None:
    """What points at `rows` by the relation `name`, put where Django keeps what was prefetched."""
    relation = type(rows[0])._meta.get_field(name)
    if not isinstance(relation, ForeignObjectRel) or relation.many_to_many:
        related = _related(type(rows[0]), name)._default_manager.select_related(*with_rows)
        prefetch_related_objects(rows, Prefetch(name, related if with_rows else related.select_related(None)))
        return
    column = relation.field
    by_row: dict[Any, list[Model]] = {row.pk: [] for row in rows}
    owners = {row.pk: row for row in rows}
    for each in _pointing(relation.related_model, column.name, with_rows)(list(by_row)):
        key = getattr(each, column.attname)
        by_row[key].append(each)
        if not column.is_cached(each):
            column.set_cached_value(each, owners[key])
    for row in rows:
        kept: Any = relation.related_model._default_manager.all()
        kept._defer_next_filter = True  # made only if somebody narrows what was read already
        kept = kept.filter(**{column.name: row})
        kept._result_cache, kept._prefetch_done = by_row[row.pk], True
        row._prefetched_objects_cache[name] = kept  # type: ignore[attr-defined]


@cache
def _pointing(model: type[Model], column: str, with_rows: tuple[str, ...]) -> Prepared:
    """Rows of `model` whose `column` points at any of some keys, in the model's own order."""
    rows = model._default_manager.select_related(*with_rows) if with_rows else model._default_manager.all()
    return Prepared(lambda keys: rows.filter(**{f"{column}__in": keys}))


@cache
def _many(model: type[Model], name: str) -> bool:
    field = model._meta.get_field(name)
    return bool(field.one_to_many or field.many_to_many)


def _related(model: type[Model], name: str) -> type[Model]:
    found = model._meta.get_field(name).related_model
    if not isinstance(found, type):
        raise TypeError(f"{model.__name__}.{name} leads nowhere")
    return found
