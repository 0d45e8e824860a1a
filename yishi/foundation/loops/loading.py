"""What a loop's `prefetch` names is read when a step first asks for it, then for every matter in hand at once: a
step reads only what it needs, and a batch in as many queries as one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from django.db.models import Model, Prefetch, prefetch_related_objects
from django.db.models.constants import LOOKUP_SEP

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


def lazily(rows: Sequence[Model], below: Tree) -> None:
    """Let the relations of `below` be read for all `rows` when one of them is first asked for; single rows on the
    way must have been joined."""
    rows = [row for row in rows if row is not None]
    if not rows or not below:
        return
    model = type(rows[0])
    many = {name: further for name, further in below.items() if _many(model, name)}
    if many:
        for row in rows:
            row._prefetched_objects_cache = _Read(rows, many)  # type: ignore[attr-defined]  # Django keeps it there
    for name in below.keys() - many.keys():
        lazily([getattr(row, name, None) for row in rows], below[name])  # type: ignore[misc]


class _Read(dict[str, Any]):
    """A row's relations of several: those not read yet are read for all rows."""

    def __init__(self, rows: Sequence[Model], below: Tree) -> None:
        super().__init__()
        self.rows, self.below = rows, below

    def __missing__(self, name: str) -> Any:
        if name not in self.below:
            raise KeyError(name)
        further = self.below[name]
        model = _related(type(self.rows[0]), name)
        found = (
            model._default_manager.select_related(*joined(model, further)) if further else model._default_manager.all()
        )
        prefetch_related_objects(self.rows, Prefetch(name, found))
        lazily([each for row in self.rows for each in getattr(row, name).all()], further)
        return self[name]

    def get(self, name: str, default: Any = None) -> Any:
        """As for any other dictionary, what is not there yet included."""
        try:
            return self[name]
        except KeyError:
            return default


def _many(model: type[Model], name: str) -> bool:
    field = model._meta.get_field(name)
    return bool(field.one_to_many or field.many_to_many)


def _related(model: type[Model], name: str) -> type[Model]:
    found = model._meta.get_field(name).related_model
    if not isinstance(found, type):
        raise TypeError(f"{model.__name__}.{name} leads nowhere")
    return found
