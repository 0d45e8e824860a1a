"""Rows are written as Django writes them."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from yishi.foundation.facts.models import Fact, FactTag
from yishi.foundation.matters.models import Matter
from yishi.foundation.outbox.models import Stale
from yishi.foundation.people.models import Organ
from yishi.foundation.prepared.write import MOST, Conflict, insert, update

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]

DAY = dt.datetime(2026, 3, 2, 9, 30, 15, 123456, tzinfo=dt.UTC)
AGAIN = Conflict(("matter",), ("since",))


@pytest.fixture
def organ() -> Organ:
    return Organ.objects.create(code="p", name="试组织", short="试", profile="npc", level="district", place="50")


def _matter(organ: Organ, title: str, **more) -> Matter:
    return Matter(
        organ=organ, room="r", kind="k", title=title, state="new", opened_on=DAY.date(), touched_at=DAY, **more
    )


@pytest.mark.parametrize("count", [1, 3, MOST + 2])
def test_keys_come_back_in_order_and_values_as_given(organ, count):
    rows = [_matter(organ, f"“{at}”％%s", closed_on=DAY.date() if at else None) for at in range(count)]
    insert(rows)
    for at, row in enumerate(rows):
        kept = Matter.objects.get(pk=row.pk)
        assert (kept.title, kept.closed_on, kept.touched_at) == (f"“{at}”％%s", row.closed_on, DAY)
        assert not row._state.adding


def test_decimals_booleans_and_a_row_that_takes_the_key_of_another(organ):
    matter = _matter(organ, "一")
    fact = Fact(organ=organ, organ_path=organ.path, matter=matter, key="a", day=DAY.date(), line="l", kind="k",
                quantity=Decimal("1.50"), sealed=True)  # fmt: skip
    insert([matter])
    insert([fact])
    insert([FactTag(fact=fact, tag="t")])
    kept = Fact.objects.get()
    assert (kept.matter_id, kept.quantity, kept.sealed) == (matter.pk, Decimal("1.50"), True)
    assert FactTag.objects.get().fact_id == fact.pk


def test_a_row_whose_other_row_was_not_saved_is_refused(organ):
    with pytest.raises(ValueError, match="unsaved"):
        insert([Stale(matter=_matter(organ, "一"), since=DAY)])


def test_what_stands_is_written_over_where_that_is_asked(organ):
    matter = Matter.objects.create(
        organ=organ, room="r", kind="k", title="一", state="new", opened_on=DAY, touched_at=DAY
    )
    insert([Stale(matter=matter, since=DAY)], AGAIN)
    later = DAY + dt.timedelta(hours=1)
    insert([Stale(matter=matter, since=later)], AGAIN)
    assert Stale.objects.get().since == later
    with pytest.raises(IntegrityError), transaction.atomic():
        insert([Stale(matter=matter, since=later)])


def test_only_the_named_fields_are_written(organ, django_assert_num_queries):
    matter = Matter.objects.create(
        organ=organ, room="r", kind="k", title="一", state="new", opened_on=DAY, touched_at=DAY
    )
    matter.title, matter.state = "二", "done"
    with django_assert_num_queries(1) as asked:
        update(matter, ("state",))
    assert "title" not in asked.captured_queries[0]["sql"]
    assert Matter.objects.values_list("title", "state").get() == ("一", "done")
    with django_assert_num_queries(0):
        update(matter, ())


def test_a_row_that_is_gone_is_told(organ):
    matter = Matter.objects.create(
        organ=organ, room="r", kind="k", title="一", state="new", opened_on=DAY, touched_at=DAY
    )
    Matter.objects.all().delete()
    with pytest.raises(DatabaseError):
        update(matter, ("state",))


def test_one_text_for_each_shape(organ):
    """The server is to know a statement again: no value stands in its text."""
    texts = set()
    for title in ("一", "二"):
        with connection.execute_wrapper(
            lambda run, sql, params, many, more: (texts.add(sql), run(sql, params, many, more))[1]
        ):
            insert([_matter(organ, title)])
    assert len(texts) == 1
