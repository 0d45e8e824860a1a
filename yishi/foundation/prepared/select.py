"""Querysets compiled once. Django makes the SQL at the first call for so many keys, later calls put in theirs."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Sequence
from typing import Any, cast
from weakref import WeakKeyDictionary

from django.db.models import QuerySet

from yishi.foundation.prepared.cursors import connected, cursor
from yishi.foundation.prepared.objects import Converters, maker

EACH = 4
"""Keys in a list up to which there is a plan for every length; longer ones are filled up to the next power of two."""
LONGEST = 512
"""Keys in a list up to which its SQL is kept; longer lists are asked for in Django's own way."""
MOST = 500
"""Plans kept for one connection; then all are made anew."""
MARK = 9_100_000_000_000_000_000
"""Keys that no row has, by which the places of keys are found in what was compiled."""

_plans: WeakKeyDictionary[Any, dict[Any, Compiled]] = WeakKeyDictionary()
"""By connection: each thread has its own, so that no plan is ever shared between two."""

Key = int | Sequence[int]


class Prepared:
    """A question with keys in it. `build(*keys, **fixed)` makes the queryset; keys are whole numbers or lists of them,
    `fixed` is whatever else it depends on, and is part of what a plan is kept by.

    Calling it gives the list of what the queryset would give. A list of keys without members gives nothing."""

    def __init__(self, build: Callable[..., QuerySet[Any, Any]]) -> None:
        self.build = build

    def __call__(self, *keys: Key, **fixed: Any) -> list[Any]:
        """The rows. Raises what the queryset would."""
        keys = tuple(key if isinstance(key, int) else _filled(key) for key in keys)
        shape = tuple(-1 if isinstance(key, int) else len(key) for key in keys)
        if 0 in shape:
            return []
        if max(shape, default=0) > LONGEST:
            return list(self.build(*keys, **fixed))
        plans = _plans.setdefault(connected(), {})
        place = (self, shape, tuple(fixed.items()))
        plan = plans.get(place)
        if plan is None:
            if len(plans) >= MOST:
                plans.clear()
            plan = plans[place] = Compiled(self.build(*_marks(shape), **fixed), sum(map(abs, shape)))
        return plan.run([each for key in keys for each in ((key,) if isinstance(key, int) else key)])


def _filled(keys: Sequence[int]) -> Sequence[int]:
    """The same keys, the last one again and again, so that a batch of seventeen is asked for as one of thirty-two."""
    short = 0 if len(keys) <= EACH else (1 << (len(keys) - 1).bit_length()) - len(keys)
    return [*keys, *list(keys[-1:]) * short] if short else keys


def _marks(shape: Sequence[int]) -> Iterator[Any]:
    marks = itertools.count(MARK)
    for length in shape:
        yield next(marks) if length < 0 else [next(marks) for _ in range(length)]


class Compiled:
    """One queryset, compiled. It stands in for a queryset before Django's iterables, which make the rows that
    `objects` does not.

    Raises EmptyResultSet for a queryset that cannot find anything."""

    _known_related_objects: dict[Any, Any] = {}

    def __init__(self, queryset: QuerySet[Any, Any], marks: int = 0) -> None:
        self.db, self.model, self.query = queryset.db, queryset.model, self
        self._fields = getattr(queryset, "_fields", None)
        self._rows: Any = queryset._iterable_class(self)  # type: ignore[arg-type]  # takes what it needs of us
        self._compiler: Any = queryset.query.get_compiler(using=queryset.db)
        self._sql, params = self._compiler.as_sql()
        self._params = list(params)
        known = range(MARK, MARK + marks)
        self._places = [
            (at, value - MARK) for at, value in enumerate(params) if isinstance(value, int) and value in known
        ]
        self._cut = self._compiler.col_count if self._compiler.has_extra_select else None
        self._convert = Converters(self._compiler)
        self._make = maker(queryset._iterable_class, self._compiler, queryset.db)
        self._compiler.execute_sql = self._execute
        self._compiler.get_converters = lambda fields: self._convert.found
        self._asked: tuple[Any, ...] = ()

    def get_compiler(self, *_: Any, **__: Any) -> Any:
        """What Django's iterables ask of a query."""
        return self._compiler

    def _found(self) -> list[Any]:
        """The rows as the database gives them."""
        with cursor(self._compiler.connection) as asking:
            asking.execute(self._sql, self._asked)
            return cast("list[Any]", asking.fetchall())

    def _execute(self, *_: Any, **__: Any) -> list[list[Any]]:
        """All rows in one helping, as Django's compilers answer."""
        rows = self._found()
        return [[row[: self._cut] for row in rows] if self._cut else rows]

    @property
    def text(self) -> tuple[str, tuple[Any, ...]]:
        """The SQL with its values: two queries of one text ask the same."""
        return self._sql, tuple(self._params)

    def rows(self) -> list[Any]:
        """The rows of a query without keys to put in."""
        return self.run(())

    def run(self, keys: Sequence[int]) -> list[Any]:
        """The rows for these keys."""
        params = self._params.copy()
        for at, which in self._places:
            params[at] = keys[which]
        self._asked = tuple(params)
        if self._make is not None:
            return [self._make(row) for row in self._convert.apply(self._found())]
        return list(self._rows)
