"""Facts are made to be what was derived: what stands as derived is left alone, the rest is changed."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace as changed
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from yishi.foundation import clock
from yishi.foundation.facts.models import Fact, FactGroup, FactPerson, FactTag
from yishi.foundation.facts.rows import FactRow, replace
from yishi.foundation.matters.models import Matter
from yishi.foundation.people.models import Organ
from yishi.foundation.people.tests.factories import GroupingFactory, MandateFactory, UnitFactory, make_organ

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
DAY = dt.date(2026, 3, 16)


@pytest.fixture
def organ() -> Organ:
    """An organ."""
    return make_organ()


def matters(organ: Organ, count: int) -> list[Matter]:
    """So many matters."""
    return Matter.objects.bulk_create(
        Matter(
            organ=organ, room="suggestions", kind="suggestion", title="关于路灯的建议", state="draft",
            opened_on=DAY, touched_at=clock.now(),
        )
        for _ in range(count)
    )  # fmt: skip


def row(matter: Matter, key: str = "submitted", **words: object) -> FactRow:
    """A fact of it."""
    return FactRow(
        **({"matter_id": matter.pk, "key": key, "day": DAY, "kind": "submitted", "line": "suggestions"} | words)
    )


def test_what_stands_as_derived_is_not_touched(organ: Organ) -> None:
    (matter,) = matters(organ, 1)
    person, group, unit = MandateFactory(organ=organ), GroupingFactory(organ=organ), UnitFactory(organ=organ)
    full = row(
        matter, persons=((person.pk, "lead"),), hosts=(organ.pk,), groups=(group.pk,), tags=("late", "q"), unit_id=unit.pk,
        quantity=Decimal("2.5"), until=DAY, sealed=True,
    )  # fmt: skip
    assert replace([matter], [full]) == 1
    (before,) = Fact.objects.values_list("pk", flat=True)
    assert replace([matter], [full]) == 0
    assert Fact.objects.get().pk == before and Fact.objects.get().organ_path == organ.path


@pytest.mark.parametrize("change", [
    {"outcome": "solved"}, {"day": DAY + dt.timedelta(days=1)}, {"quantity": Decimal(2)}, {"tags": ("late",)}, {"sealed": True},
    {"until": DAY}, {"topic": "city"}, {"kind": "registered"}, {"outside": True},
])  # fmt: skip
def test_any_difference_is_seen(organ: Organ, change: dict[str, object]) -> None:
    (matter,) = matters(organ, 1)
    replace([matter], [row(matter)])
    assert replace([matter], [changed(row(matter), **change)]) == 2, "one gone, one made"
    assert replace([matter], [changed(row(matter), **change)]) == 0


def test_who_took_part_is_compared_too(organ: Organ) -> None:
    (matter,) = matters(organ, 1)
    one, two = MandateFactory(organ=organ), MandateFactory(organ=organ)
    replace([matter], [row(matter, persons=((one.pk, "lead"), (two.pk, "joint")))])
    assert replace([matter], [row(matter, persons=((two.pk, "joint"), (one.pk, "lead")))]) == 0, "in any order"
    assert replace([matter], [row(matter, persons=((one.pk, "joint"), (two.pk, "lead")))]) == 2
    assert FactPerson.objects.count() == 2


def test_what_is_derived_no_more_goes_and_other_matters_stay(organ: Organ) -> None:
    mine, other = matters(organ, 2)
    replace([mine, other], [row(mine), row(mine, "key", tags=("t",)), row(other)])
    assert replace([mine], []) == 2
    assert list(Fact.objects.values_list("matter", flat=True)) == [other.pk]
    assert not FactTag.objects.exists() and not FactGroup.objects.exists()


def test_a_thousand_facts_cost_as_many_reads_as_ten(organ: Organ) -> None:
    counts = []
    for size in (10, 500):
        some = matters(organ, size)
        with CaptureQueriesContext(connection) as queries:
            replace(some, [row(each, tags=("a",)) for each in some])
        counts.append(sum(query["sql"].startswith("SELECT") for query in queries.captured_queries))
    assert counts[0] == counts[1]


keys = st.sampled_from(["a", "b", "c"])
facts = st.dictionaries(keys, st.tuples(st.sampled_from(["", "x"]), st.frozensets(st.sampled_from(["t", "u"]))))


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(turns=st.lists(facts, min_size=1, max_size=5))
def test_after_any_turns_the_rows_are_the_last_ones(
    organ: Organ, turns: list[dict[str, tuple[str, frozenset[str]]]]
) -> None:
    (matter,) = matters(organ, 1)
    for turn in turns:
        replace(
            [matter], [row(matter, key, outcome=outcome, tags=tuple(tags)) for key, (outcome, tags) in turn.items()]
        )
    stand = {
        fact.key: (fact.outcome, frozenset(tag.tag for tag in fact.tags.all()))
        for fact in Fact.objects.filter(matter=matter).prefetch_related("tags")
    }
    assert stand == turns[-1]
