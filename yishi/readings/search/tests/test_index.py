"""The index follows the matters: by marks, anew, and with nothing lost between two writers."""

import datetime as dt
import threading

import pytest
from django.db import connection, connections, transaction

from yishi.foundation.loops.take import create
from yishi.foundation.matters.models import Matter
from yishi.foundation.outbox.models import Stale
from yishi.readings.search import index, weights
from yishi.readings.search.find import find
from yishi.readings.search.models import Entry, Gram, Text, Weighing
from yishi.readings.search.tests.made import integrity
from yishi.rooms.suggestions import searched
from yishi.rooms.suggestions.loop import suggestion
from yishi.rooms.suggestions.models import Suggestion
from yishi.rooms.suggestions.tests.office import Office

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


@pytest.fixture
def office(db):
    return Office()


def found(words, **how):
    return set(find(Suggestion.objects.all(), words, **how).values_list("pk", flat=True))


def test_steps_mark_and_refresh_writes(office):
    s = office.draft(situation="试验路上的梧桐遮住了信号灯。")
    assert found("加装电梯") == {s.pk}, "the title is found at once"
    assert found("遮住了信号灯") == set()
    assert index.refresh() == 1
    assert found("遮住了信号灯") == {s.pk}
    assert not Stale.objects.exists()
    assert index.refresh() == 0


def test_what_is_changed_is_found_by_its_new_words_only(office):
    s = office.draft(situation="试验路上的梧桐遮住了信号灯。")
    index.refresh()
    office.take(suggestion["revise"], s, "author", title="关于路灯的建议", situation="路灯不亮。", proposals="换灯。")
    index.refresh()
    assert found("遮住了信号灯") == found("加装电梯") == set()
    assert found("路灯不亮 换灯 关于路灯") == {s.pk}
    integrity()


def test_parts_and_promises_are_found_as_their_suggestion(office):
    s = office.assigned()
    office.answer(office.part(s), "solving", text="已列入计划。", plans=[{"what": "修好井盖", "due": "2026-12-31"}])
    index.refresh()
    assert found("已列入计划") == {s.pk}
    assert found("修好井盖", inner=True) == {s.pk}
    assert Entry.objects.count() == 1


def test_a_limit_takes_the_longest_waiting_first(office):
    first, second = office.draft(), office.draft()
    Stale.objects.filter(matter=second.pk).update(since=dt.datetime(2026, 1, 1, tzinfo=dt.UTC))
    assert index.refresh(limit=1) == 1
    assert set(Entry.objects.values_list("pk", flat=True)) == {second.pk}
    assert index.refresh() == 1
    assert set(Entry.objects.values_list("pk", flat=True)) == {first.pk, second.pk}


def test_what_does_not_fit_into_a_turn_waits_for_the_next_one(office, monkeypatch):
    drafts = {office.draft().pk for _ in range(5)}
    monkeypatch.setattr(index, "BATCH", 2)
    ticks = iter([0.0, 1.0, 2.0, 60.0])
    monkeypatch.setattr(index.time, "monotonic", lambda: next(ticks))
    assert index.refresh(seconds=45) == 4
    monkeypatch.undo()
    assert index.refresh() == 1, "no limit but the time"
    assert set(Entry.objects.values_list("pk", flat=True)) == drafts


def test_a_mark_made_while_the_index_is_written_stays(office, monkeypatch):
    s = office.draft()
    texts = searched.texts

    def slow(keys):
        yield from texts(keys)
        office.later(1)
        office.take(
            suggestion["revise"], s, "author", title="关于路灯的建议", situation="路灯不亮。", proposals="换灯。"
        )

    with monkeypatch.context() as patched:
        patched.setattr(searched, "texts", slow)
        assert index._take(10) == 1
    assert Stale.objects.filter(matter=s.pk).exists()
    index.refresh()
    assert found("路灯不亮") == {s.pk}


def test_erased_text_is_not_found(office):
    s = office.draft(situation="某某甲住在试验路一号。")
    index.refresh()
    assert index.forget([s.pk]) == 1
    assert found("试验路一号") == found("加装电梯") == set()
    assert index.forget([s.pk]) == 0
    index.rebuild()
    Suggestion.objects.filter(pk=s.pk).update(situation="（已删除）", proposals="")
    Stale.objects.create(matter_id=s.pk, since=s.matter.touched_at)
    index.refresh()
    assert found("试验路一号", inner=True) == set()
    integrity()


def test_a_matter_of_no_room_cannot_be_found(office):
    s = office.draft()
    index.refresh()
    Matter.objects.filter(pk=s.pk).update(room="gone")
    Stale.objects.create(matter_id=s.pk, since=s.matter.touched_at)
    index.refresh()
    assert not Entry.objects.exists() and not Text.objects.exists()
    assert found("加装电梯") == set()


def test_rebuilding_gives_what_living_through_gave(office):
    for n in range(5):
        office.draft(title=f"关于第{n}件事的建议", situation="路灯不亮。" * (n + 1))
    index.refresh()
    lived = list(Text.objects.order_by("pk").values())
    assert index.rebuild() == 5
    assert list(Text.objects.order_by("pk").values()) == lived
    assert len(found("路灯不亮")) == 5 and len(found("第3件事")) == 1
    integrity()


def test_unchanged_text_is_not_written_again(office, django_assert_max_num_queries):
    for n in range(30):
        office.draft(title=f"关于第{n}件事的建议")
    index.refresh()
    marks = [Stale(matter_id=entry.pk, since=dt.datetime(2026, 1, 1, tzinfo=dt.UTC)) for entry in Entry.objects.all()]
    Stale.objects.bulk_create(marks)
    with django_assert_max_num_queries(30) as few:
        assert index.refresh() == 30
    assert not any("INSERT" in query["sql"] for query in few.captured_queries)


def test_grams_are_weighed_as_the_index_grows(office):
    office.draft(title="关于路灯的建议")
    index.refresh()
    assert Weighing.objects.get().entries == 1
    for n in range(12):
        office.draft(title=f"关于第{n}件事的建议")
    index.refresh()
    assert Weighing.objects.get().entries == 13
    known = weights.known(["关于", "路灯"])
    assert known.share["关于"] == 1 and known.weight["关于"] == 0
    assert known.share["路灯"] < 0.1 < known.weight["路灯"]
    assert not weights.weigh_if_grown()
    assert Gram.objects.filter(share__gt=1).count() == 0


@pytest.mark.postgres(only=True)
def test_a_killed_rebuild_is_mended_by_the_next_refresh(office):
    office.draft()
    connection.check_constraints()
    with connection.cursor() as cursor:
        cursor.execute("DROP INDEX search_entry_open")
    index.refresh()
    with connection.cursor() as cursor:
        cursor.execute("SELECT indexdef FROM pg_indexes WHERE indexname = 'search_entry_open'")
        assert "gin (open_grams)" in cursor.fetchone()[0]


@pytest.mark.postgres(only=True)
@pytest.mark.django_db(transaction=True)
def test_refreshing_waits_for_no_step_and_no_step_for_it():
    """A step that holds a matter's mark is passed over, and its new mark is there when it commits."""
    office = Office()
    s = office.draft()
    held, done = threading.Event(), threading.Event()

    def step():
        try:
            with transaction.atomic():
                Stale.objects.filter(matter=s.pk).update(since=dt.datetime(2026, 5, 1, tzinfo=dt.UTC))
                held.set()
                assert done.wait(20)
        finally:
            connections.close_all()

    thread = threading.Thread(target=step)
    thread.start()
    assert held.wait(20)
    assert index.refresh(limit=1) == 1
    done.set()
    thread.join(20)
    assert Stale.objects.filter(matter=s.pk).exists()


@pytest.mark.postgres(only=True)
@pytest.mark.django_db(transaction=True)
def test_only_one_process_refreshes():
    Office().draft()
    counts = []

    def other():
        try:
            counts.append(index.refresh())
        finally:
            connections.close_all()

    with transaction.atomic():
        assert index._take(1) == 1
        thread = threading.Thread(target=other)
        thread.start()
        thread.join(20)
    assert counts == [0]


def test_making_drafts_costs_no_query_for_search(office, django_assert_num_queries):
    """Steps only mark; all else is the worker's."""
    with transaction.atomic():
        s = create(suggestion["draft"], office["author"], {"title": "关于路灯的建议"}).record
    assert Stale.objects.filter(matter=s.pk).count() == 1 and not Entry.objects.exists()
