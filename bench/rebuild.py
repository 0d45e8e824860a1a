"""All facts made anew, every one of them another than stands, beside `bulk_create` of the same rows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db import connection, transaction

from bench.data import tree
from bench.data.build import TODAY
from bench.measure import Bar, Measured, in_turns, timed
from bench.run import Run
from yishi.foundation import clock
from yishi.foundation.facts.models import Draft, DraftBridge, Fact, FactGroup, FactOrgan, FactPerson, FactTag, Gone

HALF = Bar(least=1 / 2)
BRIDGES = (FactPerson, FactOrgan, FactGroup, FactTag)
SHARE = 50_000
"""Facts that the baseline makes."""


def measure(run: Run) -> Iterator[Measured]:
    """Facts a second: derived from the rooms' rows, compared, put aside and swapped in."""
    with clock.at(TODAY):
        facts = Fact.objects.count()
        rows = _some()
        same = timed(tree.derive)
        ours, theirs = in_turns(lambda: facts / _anew(), lambda: len(rows[0]) / _bulk(rows))
        _emptied()
        none = timed(tree.derive)
        yield Measured(
            "facts: rebuild, all differ", facts, "facts/s", ours, "bulk_create of the same rows with their bridges", theirs, HALF,
            also={"as many as before": Fact.objects.count() == facts},
            more={"facts/s where all stand": round(facts / same), "facts/s where none stands": round(facts / none)},
        )  # fmt: skip


def _anew() -> float:
    """Let every fact be there and wrong, and seconds to set them right."""
    tree.derive()
    Fact.objects.update(outcome="spoilt")
    _settled()
    seconds = timed(tree.derive)
    if Fact.objects.filter(outcome="spoilt").exists():
        raise SystemExit("the rebuild left facts as they were")
    return seconds


def _some() -> list[list[Any]]:
    facts = list(Fact.objects.order_by("pk")[:SHARE])
    return [facts, *(list(bridge._default_manager.filter(fact__lte=facts[-1].pk)) for bridge in BRIDGES)]


def _bulk(rows: list[list[Any]]) -> float:
    """Seconds to make the rows again; they are other facts by now, under other keys."""
    _emptied()

    def make() -> None:
        with transaction.atomic():
            for model, some in zip((Fact, *BRIDGES), rows, strict=True):
                model._default_manager.bulk_create(some)

    _settled()
    return timed(make)


def _settled() -> None:
    """What the last measurement left behind is swept up, as PostgreSQL does by itself where it is let; else each would be
    slower than the one before."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            for model in (*BRIDGES, Fact, Draft, DraftBridge, Gone):
                cursor.execute(f"VACUUM (ANALYZE) {model._meta.db_table}")


def _emptied() -> None:
    with connection.cursor() as cursor:
        for model in (*BRIDGES, Fact):
            cursor.execute(f"DELETE FROM {model._meta.db_table}")
