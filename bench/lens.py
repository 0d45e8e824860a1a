"""The same figures on DuckDB, loaded from the database at hand, beside plain counts on the rooms' own tables."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bench.data import tree
from bench.figures import BASELINE, YEAR, agree, asked, counted, plainly
from bench.measure import Bar, Measured, in_turns, timed
from bench.run import Run
from yishi.foundation import clock
from yishi.foundation.facts.models import Fact
from yishi.foundation.people.actors import system
from yishi.foundation.people.models import Organ
from yishi.readings.lens.answering import Lens, opened
from yishi.readings.lens.compiling import Question, compile
from yishi.readings.lens.counting import LensCounter, organs_of
from yishi.readings.lens.load import load

FASTER = Bar(most=1 / 5)


def measure(run: Run) -> Iterator[Measured]:
    """Seconds for all figures, once loaded and compiled; loading and compiling are told beside them."""
    with clock.at(tree.LAST), tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "facts.duckdb"
        seconds = timed(lambda: [None for _ in load(path)])
        with opened(path) as lens:
            for where, organ in (("root", tree.root()), ("leaf", tree.leaf())):
                made = _measured(lens, where, organ)
                made.more |= {"load_s": round(seconds, 1), "file_mb": round(path.stat().st_size / 1e6, 1)}
                yield made


class Compiled(LensCounter):
    """Compiles what it is asked for the first time, and runs the same questions from then on."""

    questions: list[Question] | None = None
    compiling = 0.0

    def _answered(self, atoms: Any) -> Any:
        if self.questions is None:
            held = list(atoms)

            def make() -> None:
                self.questions = compile(held, organs_of(self.scope), self.names.apart)

            self.compiling = timed(make)
        return self.lens.run(self.questions or [])

    def again(self) -> None:
        """Forget the numbers, so that they are asked again."""
        self._atoms.clear()
        self._leaves.clear()


def _measured(lens: Lens, where: str, organ: Organ) -> Measured:
    figures = asked(where)
    counter = Compiled(lens, system(organ), YEAR)

    def ours() -> dict[str, Any]:
        counter.again()
        found = counter.values(list(figures.values()))
        return {id: value.number for id, value in zip(figures, found, strict=True)}

    first = timed(ours)
    fast, slow = in_turns(lambda: timed(ours), lambda: timed(lambda: plainly(where, organ, figures)))
    same = ours() == counted(organ, figures) and agree(where, ours(), plainly(where, organ, figures))
    return Measured(
        f"lens: {len(figures)} figures for the {where}", Fact.objects.count(), "s", fast, BASELINE, slow, FASTER,
        also={"values equal": same},
        more={
            "compile_s": round(counter.compiling, 3), "first_s": round(first, 3), "questions": len(counter.questions or ()),
        },
    )  # fmt: skip
