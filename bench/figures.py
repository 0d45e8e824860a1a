"""The figures of a full report, for the organ at the top of a tree of 120 and for one at its end, among a million facts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from decimal import Decimal

from django.db import connection
from django.test.utils import CaptureQueriesContext

from bench import plain
from bench.data import tree
from bench.measure import Bar, Measured, in_turns, timed
from bench.plain import Plain
from bench.run import Run
from yishi.foundation import clock
from yishi.foundation.facts.models import Fact
from yishi.foundation.people.actors import system
from yishi.foundation.people.models import Organ
from yishi.readings.figures.counting import Counter
from yishi.readings.figures.expression import Expression, of_tree
from yishi.readings.figures.windows import Span

YEAR = Span(dt.date(2026, 1, 1), tree.LAST)
NOT_SLOWER = Bar(most=1.0)
GUIDES = {"root": "3 s", "leaf": "0.5 s"}
BASELINE = "one Django count per figure on the rooms' own tables"


def measure(run: Run) -> Iterator[Measured]:
    """Seconds for all of them, counted for nobody before."""
    with clock.at(tree.LAST):
        for where, organ in (("root", tree.root()), ("leaf", tree.leaf())):
            yield _measured(where, organ, Fact.objects.count())


def _measured(where: str, organ: Organ, facts: int) -> Measured:
    figures = asked(where)
    ours, theirs = in_turns(
        lambda: timed(lambda: counted(organ, figures)), lambda: timed(lambda: plainly(where, organ, figures))
    )
    with CaptureQueriesContext(connection) as queries:
        counted(organ, figures)
    same = agree(where, counted(organ, figures), plainly(where, organ, figures))
    return Measured(
        f"figures: {len(figures)} for the {where}", facts, "s", ours, BASELINE, theirs, NOT_SLOWER, guide=GUIDES[where],
        also={f"figures {len(figures)} >= 150": len(figures) >= 150, "values equal": same},
        more={"queries": len(queries), "organs": tree.ORGANS if where == "root" else 1},
    )  # fmt: skip


def asked(where: str) -> Mapping[str, Expression]:
    """By id; for the root of its whole tree."""
    found = plain.reported()
    return {id: of_tree(each) for id, each in found.items()} if where == "root" else found


def counted(organ: Organ, figures: Mapping[str, Expression]) -> dict[str, Decimal | None]:
    """By facts."""
    found = Counter(system(organ), YEAR).values(list(figures.values()))
    return {id: value.number for id, value in zip(figures, found, strict=True)}


def plainly(where: str, organ: Organ, figures: Mapping[str, Expression]) -> dict[str, Decimal]:
    """By the rooms' tables."""
    return dict(plain.values(Plain(organ, where == "root", YEAR), figures))


def agree(where: str, ours: Mapping[str, Decimal | None], theirs: Mapping[str, Decimal]) -> bool:
    """Whether both count the same. A leaf's facts hold what others did together with it too, which the plain counts leave out."""
    if where == "root":
        return dict(ours) == dict(theirs)
    return all(number is not None and number >= theirs[id] for id, number in ours.items()) and any(theirs.values())
