"""A prepared question answers as the queryset that it was made of."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import EmptyResultSet
from django.db.models import F, QuerySet
from django.db.models.signals import post_init  # noqa: TID251  nothing of ours listens; others may

from yishi.foundation.facts.models import Fact
from yishi.foundation.matters.models import Matter
from yishi.foundation.outbox.models import Stale
from yishi.foundation.people.models import Mandate, Organ, Person, Term
from yishi.foundation.prepared.select import EACH, Compiled, Prepared

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]

DAY = dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC)


@pytest.fixture
def organ() -> Organ:
    return Organ.objects.create(code="p", name="试组织", short="试", profile="npc", level="district", place="50")


@pytest.fixture
def matters(organ: Organ) -> list[Matter]:
    return [
        Matter.objects.create(
            organ=organ, room="r", kind=f"k{at % 2}", title=f"第{at}件", state="new", opened_on=DAY.date(), touched_at=DAY
        )
        for at in range(4 * EACH)
    ]  # fmt: skip


def _of_kind(keys: list[int], organ: int, kind: str) -> QuerySet[Matter]:
    return Matter.objects.filter(pk__in=keys, organ=organ, kind=kind).select_related("organ").order_by("-pk")


@pytest.mark.parametrize("count", [0, 1, 2, EACH, EACH + 1, 4 * EACH])
def test_rows_and_what_is_joined_to_them(organ, matters, count, django_assert_num_queries):
    ask, keys = Prepared(_of_kind), [matter.pk for matter in matters[:count]]
    for _again in range(2):
        with django_assert_num_queries(1 if count else 0):
            found = ask(keys, organ.pk, kind="k0")
            assert [row.organ.name for row in found] == ["试组织"] * len(found)
        wanted = _of_kind(keys, organ.pk, "k0")
        assert [vars(row).keys() for row in found] == [vars(row).keys() for row in wanted]
        assert [(row.pk, row.title, row.touched_at, row.opened_on) for row in found] == [
            (row.pk, row.title, row.touched_at, row.opened_on) for row in wanted
        ]


def test_what_else_a_question_depends_on_is_never_mixed_up(organ, matters):
    ask, keys = Prepared(_of_kind), [matters[0].pk, matters[1].pk]
    assert [row.pk for row in ask(keys, organ.pk, kind="k0")] == [keys[0]]
    assert [row.pk for row in ask(keys, organ.pk, kind="k1")] == [keys[1]]
    assert ask(keys, organ.pk + 1, kind="k1") == []


def test_values_and_unions(matters):
    keys = [matters[2].pk, matters[0].pk]
    values = Prepared(
        lambda keys: Matter.objects.filter(pk__in=keys).values_list("pk", "title").order_by("-opened_on", "pk")
    )
    assert values(keys) == [(matters[0].pk, "第0件"), (matters[2].pk, "第2件")]
    both = Prepared(
        lambda keys: Matter.objects.filter(pk__in=keys).values_list("pk").union(
            Matter.objects.filter(pk__in=keys).values_list("pk"), all=True
        )
    )  # fmt: skip
    assert sorted(both(keys)) == sorted([(key,) for key in keys] * 2)


def test_keys_as_large_as_a_database_takes(organ, matters):
    ask = Prepared(_of_kind)
    assert ask([2**63 - 1], organ.pk, kind="k0") == []
    assert Compiled(Matter.objects.filter(pk=2**63 - 1)).rows() == []


def test_what_cannot_find_anything_says_so():
    with pytest.raises(EmptyResultSet):
        Compiled(Matter.objects.none())


QUESTIONS = {
    "left out": lambda: Fact.objects.filter(pk__gt=0).defer("organ_path", "matter").select_related("organ"),
    "joined thrice": lambda: Mandate.objects.filter(pk__gt=0).select_related("person", "organ__parent", "term"),
    "joined backwards": lambda: Matter.objects.filter(pk__gt=0).select_related("stale", "parent"),
    "beside them": lambda: Matter.objects.filter(pk__gt=0).annotate(twice=F("version") * 2, when=F("touched_at")),
}


@pytest.mark.parametrize("question", QUESTIONS)
def test_objects_are_as_django_makes_them(organ, matters, question):
    person = Person.objects.create(name="甲")
    term = Term.objects.create(organ=organ, number=1, began=DAY.date())
    Mandate.objects.create(
        organ=organ, person=person, term=term, kind=Mandate.Kind.DEPUTY, number="1", began=DAY.date(),
        begun_by=Mandate.Begun.ELECTED,
    )  # fmt: skip
    Fact.objects.create(organ=organ, organ_path="/", matter=matters[0], key="a", day=DAY.date(), line="l", kind="k")
    Stale.objects.create(matter=matters[1], since=DAY)
    wanted, found = list(QUESTIONS[question]()), Prepared(QUESTIONS[question])()
    assert found and [_inside(row) for row in found] == [_inside(row) for row in wanted]


def test_who_listens_to_the_making_of_objects_is_told(matters):
    def told(instance: Any, **_: Any) -> None:
        instance.told = instance.title

    post_init.connect(told, sender=Matter)
    try:
        found = Prepared(lambda: Matter.objects.filter(pk=matters[0].pk))()
    finally:
        post_init.disconnect(told, sender=Matter)
    assert found[0].told == "第0件"


def _inside(row: Any) -> Any:
    """Everything that an object holds, and those it leads to; one that leads back is named only."""
    state = row._state
    others = {name: _inside(each) if name != "matter" else each.pk for name, each in state.fields_cache.items() if each}
    missing = {name for name, each in state.fields_cache.items() if each is None}
    return {**row.__dict__, "_state": (type(row), state.adding, state.db, others, missing)}
