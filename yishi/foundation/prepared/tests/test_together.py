"""Writes that are gathered are done before anything else is asked, once each, and tell what they find."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from yishi.foundation.matters.models import Matter, Series
from yishi.foundation.outbox.models import Stale
from yishi.foundation.people.models import Organ
from yishi.foundation.prepared.together import gathered
from yishi.foundation.prepared.write import Conflict, insert, put, update

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]

DAY = dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC)
AGAIN = Conflict(("matter",), ("since",))


@pytest.fixture
def matters() -> list[Matter]:
    organ = Organ.objects.create(code="p", name="试组织", short="试", profile="npc", level="district", place="50")
    return [
        Matter.objects.create(
            organ=organ, room="r", kind="k", title=f"{at}", state="new", number=f"{at}", opened_on=DAY, touched_at=DAY
        )
        for at in range(3)
    ]  # fmt: skip


@pytest.fixture
def asked():
    """The texts that reach the database."""
    texts: list[str] = []
    with connection.execute_wrapper(
        lambda run, sql, params, many, more: (texts.append(sql), run(sql, params, many, more))[1]
    ):
        yield texts


def _state(matter: Matter, state: str) -> None:
    matter.state = state
    update(matter, ("state",))


def test_they_go_at_once_and_are_seen_by_whatever_reads(matters, asked):
    with gathered():
        for matter in matters:
            _state(matter, "done")
        insert([Stale(matter=matters[0], since=DAY)], AGAIN)
        assert Matter.objects.filter(state="done").count() == 3
        _state(matters[0], "open")
    assert Matter.objects.get(pk=matters[0].pk).state == "open"
    assert Stale.objects.count() == 1
    writes = [text for text in asked if "UPDATE" in text]
    assert len(writes) == (2 if connection.vendor == "postgresql" else 5)


def test_a_second_write_to_a_row_comes_after_the_first(matters):
    with gathered():
        _state(matters[0], "one")
        _state(matters[1], "one")
        _state(matters[0], "two")
    assert set(Matter.objects.values_list("pk", "state")) == {
        (matters[0].pk, "two"), (matters[1].pk, "one"), (matters[2].pk, "new"),
    }  # fmt: skip


def test_what_is_unique_is_handed_on_in_order(matters):
    first, second, _third = matters
    with gathered():
        first.number, second.number = "", "0"
        update(first, ("number",))
        update(second, ("number",))
    assert Matter.objects.get(number="0").pk == second.pk


def test_what_is_gone_or_refused_is_told_inside(matters):
    gone, stands, _third = matters
    Matter.objects.filter(pk=gone.pk).delete()
    with pytest.raises(DatabaseError), transaction.atomic(), gathered():
        _state(stands, "done")
        _state(gone, "done")
    assert Matter.objects.get(pk=stands.pk).state == "new"
    with pytest.raises(IntegrityError), transaction.atomic(), gathered():
        _state(stands, "done")
        insert([Stale(matter=stands, since=DAY), Stale(matter=stands, since=DAY)])
    assert Matter.objects.get(pk=stands.pk).state == "new"


def test_nothing_is_done_after_an_error(matters, asked):
    with pytest.raises(KeyError), transaction.atomic(), gathered():
        _state(matters[0], "done")
        raise KeyError
    _state(matters[1], "done")
    assert set(Matter.objects.filter(state="done").values_list("pk", flat=True)) == {matters[1].pk}


def test_a_question_of_other_tables_does_not_make_them_go(matters, asked):
    with gathered():
        _state(matters[0], "done")
        assert Organ.objects.count() == 1
        put([Stale(matter=matters[1], since=DAY)], AGAIN)
        assert Stale.objects.count() == 1
    assert Matter.objects.get(pk=matters[0].pk).state == "done"
    organs = next(at for at, text in enumerate(asked) if "people_organ" in text)
    wrote = next(at for at, text in enumerate(asked) if "UPDATE" in text)
    assert (organs < wrote) is (connection.vendor == "postgresql")


def test_what_is_put_is_there_without_its_key(matters, asked):
    organ = Organ.objects.get()
    row = Series(organ=organ, name="a", last=3)
    with gathered():
        put([row, Series(organ=organ, name="b")])
    assert row.pk is None and set(Series.objects.values_list("name", "last")) == {("a", 3), ("b", 0)}
    with pytest.raises(IntegrityError), transaction.atomic(), gathered():
        put([Series(organ=organ, name="a")])
