"""The counter of figures, with the lens in place of the database: the same grammar, windows, refusals and words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from yishi.foundation.people.actors import Actor
from yishi.readings.figures.counting import Counter
from yishi.readings.figures.engine.atoms import Distinct, Middle, Sum
from yishi.readings.figures.engine.scope import Scope
from yishi.readings.figures.windows import Span
from yishi.readings.lens.answering import Lens
from yishi.readings.lens.narrowing import Organs


class LensCounter(Counter):
    """Counts as `Counter` does, from facts as they were when the lens was loaded (`Lens.at`). Seats, plans and
    sealed evaluations are no facts of the lens and are still asked of the database."""

    def __init__(self, lens: Lens, reader: Actor, asked: Span, **more: Any) -> None:
        super().__init__(reader, asked, **more)
        self.lens = lens

    def _answered(self, atoms: Iterable[Any]) -> Mapping[Any, Decimal | None]:
        held = list(atoms)
        facts = [atom for atom in held if isinstance(atom, Sum | Distinct | Middle)]
        others = [atom for atom in held if not isinstance(atom, Sum | Distinct | Middle)]
        found = self.lens.answer(facts, organs_of(self.scope), self.names.apart)
        return {**found, **super()._answered(others)}


def organs_of(scope: Scope) -> Organs:
    """The organs of a scope in the lens's words."""
    return lambda tree: None if scope.whole(tree) else scope.organs(tree)
