"""Asking the lens: compiled questions run on the file that was loaded."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from yishi.readings.figures.engine.atoms import Atom
from yishi.readings.lens.compiling import Question, compile
from yishi.readings.lens.load import entries, place
from yishi.readings.lens.narrowing import Organs


class NotLoaded(Exception):
    """There is no file yet; it is made by `load`."""


@dataclass(frozen=True)
class Lens:
    """An open file: when it was read, and whether a step was taken since."""

    connection: Any
    at: dt.datetime
    stale: bool

    def run(self, questions: Iterable[Question]) -> dict[Atom, Decimal | None]:
        """The numbers of all atoms that these were compiled of."""
        found: dict[Atom, Decimal | None] = {}
        for question in questions:
            found |= question.read(self.connection.execute(question.sql).fetchall())
        return found

    def answer(self, atoms: Iterable[Atom], organs: Organs, apart: frozenset[str]) -> dict[Atom, Decimal | None]:
        """Compile and run."""
        return self.run(compile(atoms, organs, apart))


@contextmanager
def opened(path: Path | None = None) -> Iterator[Lens]:
    """The lens, read only, so that any number may look at once. Raises NotLoaded."""
    import duckdb

    path = path or place()
    if not path.exists():
        raise NotLoaded(str(path))
    with duckdb.connect(str(path), read_only=True) as connection:
        found = connection.execute("SELECT epoch(moment), entries FROM loaded").fetchone()
        assert found is not None  # the last thing that loading writes
        yield Lens(connection, dt.datetime.fromtimestamp(found[0], dt.UTC), found[1] != entries())
