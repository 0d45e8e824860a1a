"""The values of a report's figures: each expression asked once, and all that is needed asked together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from yishi.readings.figures.expression import Expression
from yishi.readings.figures.figure import Figure, Value
from yishi.readings.report import fields
from yishi.readings.report.fields import Live

Asked = tuple[Expression, bool]
"""An expression, and whether it is of the year after the report's."""
Ask = Callable[[Sequence[Expression]], Sequence[Value]]


class Values:
    """Answers by what was asked. `ask` counts for the report's days, `ask_next` for the year after; `tree` counts every
    figure of the organ with all below it."""

    def __init__(self, figures: Mapping[str, Figure], ask: Ask, ask_next: Ask, *, tree: bool = False) -> None:
        self.figures = figures
        self.tree = tree
        self._asks = {False: ask, True: ask_next}
        self._known: dict[Asked, Value] = {}

    def expression(self, live: Live) -> Expression:
        """What the field asks. Raises KeyError where its figure is not there."""
        found = fields.asked(live, self.figures[live.figure].expression)
        return fields.over(found, None, True) if self.tree else found

    def learn(self, lives: Iterable[Live]) -> None:
        """Count for these fields what is not known yet, together; those whose figure is gone are passed over."""
        asked = ((self.expression(live), live.next_year) for live in lives if live.figure in self.figures)
        fresh = [each for each in dict.fromkeys(asked) if each not in self._known]
        for next_year, ask in self._asks.items():
            mine = [expression for expression, later in fresh if later is next_year]
            if mine:
                found = zip(mine, ask(mine), strict=True)
                self._known |= {(expression, next_year): value for expression, value in found}

    def know(self, known: Iterable[tuple[Live, Value]]) -> None:
        """Take these values as they are given."""
        self._known |= {(self.expression(live), live.next_year): value for live, value in known}

    def nought(self, lives: Iterable[Live]) -> None:
        """Take it that these are nought, without counting."""
        self.know((live, Value(Decimal(0))) for live in lives)

    def of(self, live: Live) -> Value:
        """The field's value. Raises KeyError where its figure is not there."""
        asked = self.expression(live), live.next_year
        if asked not in self._known:
            self.learn([live])
        return self._known[asked]


def change(live: Live) -> Live:
    """The same figure's change on the year before."""
    return replace(live, form="change")
