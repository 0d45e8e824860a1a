"""Frozen figures: the same while nothing changed, told apart when something did, and not to be changed unseen."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from yishi.foundation.people.actors import system
from yishi.readings.figures import snapshots
from yishi.readings.figures.counting import Counter
from yishi.readings.figures.expression import read
from yishi.readings.figures.figure import Figure
from yishi.readings.figures.models import Snapshot
from yishi.readings.figures.tests.ground import Ground, Row
from yishi.readings.figures.windows import of_year

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
YEAR = of_year(2026)
VISITS = Figure(
    "visits", "duty", "走访", (), "次", "一次计一次。", read({"count": "times", "of": {"kind": ["law_inspection"]}})
)
SEATS = Figure("seats", "people", "代表人数", (), "名", "在任的。", read({"count": "seats"}))
PLAN = Figure(
    "plan", "duty", "计划", (), "次", "计划的。", read({"count": "times", "of": {"kind": ["visit"]}, "window": "plan"})
)
TERM = Figure("term", "duty", "本届走访", (), "次", "本届的。", read({"count": "times", "window": "term"}))


def row(day: int, **more: object) -> Row:
    """A visit in May."""
    return Row(kind="law_inspection", day=dt.date(2026, 5, day), **more)


@pytest.fixture
def ground() -> Ground:
    made = Ground()
    made.put([row(1), row(2, quantity=Decimal("2.5"))])
    return made


def freeze(ground: Ground) -> Snapshot:
    """As the organ's report."""
    return snapshots.freeze(system(ground.organs[0]), "年度报告", YEAR, [VISITS, SEATS, PLAN, TERM])


def test_it_holds_what_was_counted_and_how(ground: Ground) -> None:
    made = Snapshot.objects.get(pk=freeze(ground).pk)
    visits, seats, plan, term = made.figures
    assert (visits["number"], visits["days"], visits["expression"]) == (
        "3.5",
        [["2026-01-01", "2026-12-31"]],
        VISITS.expression.data(),
    )
    assert (
        seats["number"] == "2"
        and plan["number"] == ""
        and plan["note"]
        and term["days"] == [["2022-01-05", "2026-12-31"]]
    )
    assert snapshots.verify(made) == [] and snapshots.differences(made) == []


def test_a_change_of_the_rows_shows(ground: Ground) -> None:
    made = freeze(ground)
    ground.put([row(1), row(2, quantity=Decimal("2.5")), row(3)])
    assert [(row.id, row.then, row.now) for row in snapshots.differences(made)] == [
        ("visits", "3.5", "4.5"),
        ("term", "3.5", "4.5"),
    ]
    assert snapshots.verify(made) == [], "the snapshot itself stands"
    ground.put([row(1), row(9, quantity=Decimal("2.5"))])
    assert snapshots.differences(made) == []
    counter = Counter(system(ground.organs[0]), YEAR)
    assert snapshots.rows_hash(counter, VISITS.expression, made.salt) != made.figures[0]["rows"], (
        "same number, other rows"
    )


def test_a_snapshot_changed_by_hand_is_found(ground: Ground) -> None:
    made = freeze(ground)
    made.figures[0]["number"] = "99"
    made.save()
    assert [sentence[:8] for sentence in snapshots.verify(made)] == ["快照的内容与它的"]
    made.hash = snapshots.digest_of(made)
    made.save()
    assert [sentence[:8] for sentence in snapshots.verify(made)] == ["日志里没有这份快"]


def test_rows_cannot_be_guessed_by_their_hash(ground: Ground) -> None:
    one, two = freeze(ground), freeze(ground)
    assert one.salt != two.salt and one.figures[0]["rows"] != two.figures[0]["rows"]
    counter = Counter(system(ground.organs[0]), YEAR)
    assert snapshots.rows_hash(counter, VISITS.expression, one.salt) == one.figures[0]["rows"]
