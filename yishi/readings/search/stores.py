"""Which store a database has. Both have the same functions: `write`, `remove`, `afresh`, `mend`,
`lock`, `matching`, `first` and `scored`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from typing import Any, Protocol, cast

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

from yishi.readings.search import postgres, sqlite
from yishi.readings.search.rows import Row

Query = tuple[str, list[Any]]


class Store(Protocol):
    """What a store can do; the functions are described in `sqlite` and `postgres`."""

    HAS: str

    def write(self, db: BaseDatabaseWrapper, rows: Sequence[Row]) -> None: ...
    def remove(self, db: BaseDatabaseWrapper, old: Sequence[tuple[int, str, str]]) -> None: ...
    def afresh(self, db: BaseDatabaseWrapper) -> AbstractContextManager[None]: ...
    def mend(self, db: BaseDatabaseWrapper) -> None: ...
    def lock(self, db: BaseDatabaseWrapper, *, wait: bool) -> bool: ...
    def matching(self, words: Sequence[str], inner: bool) -> Query: ...
    def first(self, words: Sequence[str], most: int) -> Query: ...
    def scored(self, weights: Mapping[int, float]) -> Query: ...


def store(using: str) -> Store:
    """The store of a database, named as in the settings. Raises KeyError for a kind that Yishi does not know."""
    kinds = {"sqlite": sqlite, "postgresql": postgres}
    return cast(Store, kinds[connections[using].vendor])
