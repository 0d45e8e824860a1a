"""Which kinds occurred at all: of thousands of figures most are nought, and need not be counted one by one to know it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from yishi.foundation.facts.models import Fact
from yishi.readings.figures.counting import Counter
from yishi.readings.figures.expression import Count
from yishi.readings.figures.figure import Figure
from yishi.rooms.activities.catalogue import kinds


def codes(counter: Counter, *, tree: bool) -> frozenset[str]:
    """Codes of the kinds and outputs that have facts within the days asked, of their own or as what something came of:
    one query."""
    frame = counter.frame(Count("times", tree=tree))
    rows = Fact.objects.filter(counter.scope.facts(frame)).order_by().values_list("kind", "source").distinct()
    return frozenset(code for row in rows for code in row if code)


def nought(figures: Mapping[str, Figure], occurred: Iterable[str]) -> frozenset[str]:
    """Ids of the figures that are nought, given what occurred: those of a kind neither of which nor of a narrower one
    there are facts. What is in being (stock) may have begun long ago, and is never among them."""
    catalogue, seen = kinds.load(), frozenset(occurred)
    idle = {row.code for row in catalogue.kinds if not seen.intersection(catalogue.included(row.code))}
    idle |= {row.code for row in catalogue.outputs if row.code not in seen}
    return frozenset(
        id
        for id, figure in figures.items()
        if _of(id) in idle and isinstance(figure.expression, Count) and figure.expression.what != "stock"
    )


def _of(id: str) -> str:
    """The kind or output that a figure of the catalogue is of."""
    head, _stroke, rest = id.partition("/")
    return rest.split("/")[0] if head in ("kind", "output") else ""
