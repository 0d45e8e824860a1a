"""Writes that go to the server together.

A step changes a matter, its room's row, a clock and a mark for the search, and asks nothing of any of them; on PostgreSQL
each was a way to the server and back. Inside `gathered` they wait for one another and go as one statement, before
anything is asked of their tables: so whatever reads sees them, and what refuses is told inside. No two writes of one
statement may touch the same row (the server would do one of them), nor rows of a table that may be only together or only
one after the other; so a second such write waits for the first. A question that names none of their tables does not make
them go: keys that point elsewhere are checked at the commit, and no view of ours hides a table.
Where the query log is on, and on SQLite, where there is no way to go, each write goes at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from threading import local
from typing import Any

from django.db import DatabaseError

from yishi.foundation.prepared.cursors import connected, cursor

KEPT = 512
"""Statements of several writes whose text is kept."""
MOST = 1000
"""Values in one statement; the server takes some sixty thousand, but a batch gains nothing from going together."""


@dataclass(frozen=True)
class Write:
    """One write of which nothing is asked but how many rows it found: `one` row, or any. `touches` names the table, and
    the row where it is all the same what becomes of others first."""

    sql: str
    params: Sequence[Any]
    touches: tuple[str, Any]
    one: bool = False

    def meets(self, other: Write) -> bool:
        """Whether it is not all the same which comes first."""
        (table, row), (others, that) = self.touches, other.touches
        return table == others and (row is None or that is None or row == that)


def send(write: Write) -> None:
    """Do the write, or let it wait where writes are gathered. Raises what the database does, `DatabaseError` for a row
    that is gone."""
    waiting: _Waiting | None = getattr(_gathering, "waiting", None)
    if waiting is None or len(write.params) > MOST:
        _do([write])
        return
    if any(write.meets(other) for other in waiting.writes):
        waiting.go()
    waiting.writes.append(write)


@contextmanager
def gathered() -> Iterator[None]:
    """Let writes wait for one another inside; at the end all are done. Not to be nested."""
    connection = connected()
    if connection.vendor != "postgresql" or connection.queries_logged:
        yield
        return
    waiting = _Waiting()
    with connection.execute_wrapper(waiting.first):
        _gathering.waiting = waiting
        try:
            yield
            waiting.go()
        finally:
            _gathering.waiting = None


_gathering = local()


@dataclass
class _Waiting:
    writes: list[Write] = field(default_factory=list)

    def first(self, run: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        """Before anything is asked that names a table in which something waits, what waits is done."""
        if any(write.touches[0] in sql for write in self.writes):
            self.go()
        return run(sql, params, many, context)

    def go(self) -> None:
        """Do what waits."""
        if self.writes:
            writes, self.writes = self.writes, []
            _do(writes)


def _do(writes: Sequence[Write]) -> None:
    with cursor(connected()) as writing:
        if len(writes) == 1:
            writing.execute(writes[0].sql, writes[0].params)
            found = (writing.rowcount,)
        else:
            writing.execute(
                _text(tuple(write.sql for write in writes)), [each for write in writes for each in write.params]
            )
            (found,) = writing.fetchall()
    for write, count in zip(writes, found, strict=True):
        if write.one and count != 1:
            raise DatabaseError(f"{write.touches[0]} {write.touches[1]} is gone")


@lru_cache(maxsize=KEPT)
def _text(writes: tuple[str, ...]) -> str:
    parts = ", ".join(f"w{at} AS ({sql} RETURNING 1)" for at, sql in enumerate(writes))
    return f"WITH {parts} SELECT {', '.join(f'(SELECT count(*) FROM w{at})' for at in range(len(writes)))}"
