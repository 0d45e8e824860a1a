"""A prepared question answers as the queryset that it was made of."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import EmptyResultSet
from django.db.models import QuerySet

from yishi.foundation.matters.models import Matter
from yishi.foundation.people.models import Organ
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
