"""The lens gives what the database gives, whatever the facts and whatever is asked."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from yishi.foundation.facts.models import Fact
from yishi.foundation.journal.write import NewEntry, write
from yishi.foundation.people.actors import system
from yishi.readings.figures import counting
from yishi.readings.figures.expression import Count, Expression, Window, read
from yishi.readings.figures.tests.ground import CATALOGUE, YEAR, Ground, Row
from yishi.readings.figures.tests.reference import Reference
from yishi.readings.figures.tests.test_counting import expressions, rows
from yishi.readings.figures.windows import Span
from yishi.readings.lens import load as loading
from yishi.readings.lens.answering import Lens, NotLoaded, opened
from yishi.readings.lens.compiling import compile
from yishi.readings.lens.counting import LensCounter, organs_of
from yishi.readings.lens.load import load

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


@pytest.fixture
def ground() -> Ground:
    """Organs, people, matters."""
    return Ground()


def counter(lens: Lens, ground: Ground, organ: int = 0, asked: Span = YEAR) -> LensCounter:
    """Of the system's, in one of the organs."""
    made = LensCounter(lens, system(ground.organs[organ]), asked)
    made.names = counting.Names(made.scope, CATALOGUE)
    return made


def loaded(path: Path) -> None:
    """All of it."""
    for _ in load(path):
        pass


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    facts=st.lists(rows(), max_size=14), asked=st.lists(expressions, min_size=1, max_size=12), organ=st.integers(0, 3)
)
def test_whatever_is_asked(
    ground: Ground, tmp_path: Path, facts: list[Row], asked: list[Expression], organ: int
) -> None:
    ground.put(facts)
    loaded(tmp_path / "facts.duckdb")
    by_hand = Reference(ground, facts, organ, YEAR.since, YEAR.until)
    with opened(tmp_path / "facts.duckdb") as lens:
        found = counter(lens, ground, organ).values(asked)
    database = ground.counter(organ).values(asked)
    for expression, value, theirs in zip(asked, found, database, strict=True):
        assert value == theirs, expression.data()
        assert value.note or value.number == by_hand.value(expression), expression.data()


def test_what_became_of_single_things(ground: Ground, tmp_path: Path) -> None:
    """Asked by a tag, which the random counts do not draw."""
    day = dt.date(2026, 3, 1)
    facts = [
        Row(kind="promised", matter=0, key="promised/1"), Row(kind="promised", matter=0, key="promised/2"),
        Row(kind="promise_kept", matter=0, key="promise_kept/2", day=day), Row(kind="promised", matter=1, key="promised/3"),
        Row(kind="promise_kept", matter=1, key="promise_kept/3", day=dt.date(2027, 1, 1)),
    ]  # fmt: skip
    ground.put(facts)
    loaded(tmp_path / "lens")
    kept = [Count(what, (("kind", ("promised",)), ("tag", ("became:promise_kept",)))) for what in ("times", "matters")]
    with opened(tmp_path / "lens") as lens:
        assert [value.number for value in counter(lens, ground).values(kept)] == [1, 1]


def test_many_figures_are_few_questions(ground: Ground, tmp_path: Path) -> None:
    ground.put([Row()])
    loaded(tmp_path / "lens")
    kinds = ("visit", "night_visit", "forum", "house", "opinion", "firms")
    wanted = [
        read({"count": what, "of": {"kind": [kind]}}) for what in ("sum", "matters", "person_times") for kind in kinds
    ]
    asked: list[Any] = []

    class Listening(LensCounter):
        def _answered(self, atoms: Any) -> Any:
            asked.extend(atoms)
            return super()._answered(asked)

    with opened(tmp_path / "lens") as lens:
        made = Listening(lens, system(ground.organs[0]), YEAR)
        made.names = counting.Names(made.scope, CATALOGUE)
        made.values(wanted)
        assert len(asked) >= 18 and len(compile(asked, organs_of(made.scope), made.names.apart)) == 4, (
            "sums, persons named, matters of one kind each, and those of visits, which night visits are too"
        )


def test_the_file_says_when_it_was_read_and_whether_a_step_was_taken_since(ground: Ground, tmp_path: Path) -> None:
    path = tmp_path / "deep" / "lens"
    with pytest.raises(NotLoaded), opened(path):
        pass
    ground.put([Row(sealed=True), Row(quantity=Decimal("0.1"))])
    told = list(load(path))
    assert {(came.table, came.rows, came.of) for came in told if came.table == "facts"} == {("facts", 1, 1)}
    with opened(path) as lens:
        assert not lens.stale and lens.at.tzinfo
        assert lens.connection.execute("SELECT quantity FROM facts").fetchall() == [(Decimal("0.1000"),)]
        write(
            [NewEntry(organ_id=ground.organs[0].pk, actor=system(ground.organs[0]), day=YEAR.since, room="x", step="y")]
        )
    with opened(path) as lens:
        assert lens.stale


def test_loading_in_several_batches_and_one_that_fails(
    ground: Ground, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "lens"
    ground.put([Row(quantity=Decimal(at) / 4, until=None if at % 2 else YEAR.until) for at in range(7)])
    monkeypatch.setattr(loading, "BATCH", 3)
    assert [came.rows for came in load(path) if came.table == "facts"] == [3, 6, 7]
    ground.put([])
    going = load(path)
    next(going)
    going.close()
    assert list(tmp_path.iterdir()) == [path], "nothing half made is left"
    with opened(path) as lens:
        total = counter(lens, ground).value(Count("sum", (("kind", ("visit",)),), Window("asof")))
    assert total.number == Decimal(21) / 4 and not Fact.objects.exists(), "the old one is still read"


def test_no_name_and_nothing_sealed_is_in_the_file(ground: Ground, tmp_path: Path) -> None:
    person = ground.mandates[0].person
    person.name = "不应出现的姓名"
    person.save()
    ground.put([Row(persons=frozenset({(0, "deputy")})), Row(sealed=True, outcome="不应出现的等次")])
    loaded(tmp_path / "lens")
    held = (tmp_path / "lens").read_bytes()
    assert person.name.encode() not in held and "不应出现的等次".encode() not in held
    with opened(tmp_path / "lens") as lens:
        assert lens.connection.execute("SELECT count(*) FROM persons").fetchone() == (1,)


def test_a_web_process_does_not_carry_it() -> None:
    code = (
        "import sys, django; django.setup(); import yishi.doors.urls, yishi.readings.lens.counting, yishi.readings.lens.load;"
        "print([name for name in ('ibis', 'duckdb', 'pyarrow', 'pandas') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
