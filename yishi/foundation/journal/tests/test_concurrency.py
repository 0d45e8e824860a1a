"""Writers in threads of their own: no lost entry, no broken chain, no deadlock."""

import datetime as dt
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction

from yishi.foundation.journal.models import Entry, Head
from yishi.foundation.journal.tests.conftest import make_organ
from yishi.foundation.journal.verify import verify
from yishi.foundation.journal.write import write

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres(only=True)]


def in_threads(count, work):
    """Run `work(n)` in `count` threads that begin together; raises what any of them raised."""
    gate = threading.Barrier(count)

    def task(number):
        try:
            gate.wait()
            return work(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(count) as pool:
        return [future.result() for future in [pool.submit(task, number) for number in range(count)]]


def test_many_writers_to_one_chain(organ, new):
    def work(number):
        for _ in range(10):
            with transaction.atomic():
                write([new(said={"意见": str(number)}), new()])

    in_threads(8, work)
    assert Entry.objects.count() == 160 == Head.objects.get().seq
    assert verify(organ).ok


def test_writers_to_several_chains_in_any_order_never_lock_each_other_out(organ, new):
    organs = [organ, *(make_organ(code) for code in ("yi-qu", "bing-qu", "ding-qu"))]

    def work(number):
        mine = organs[number % 4 :] + organs[: number % 4]
        for _ in range(10):
            with transaction.atomic():
                write([new(organ_id=one.pk) for one in mine[: 2 + number % 3]])

    in_threads(8, work)
    assert all(verify(one).ok for one in organs)
    assert sum(Head.objects.values_list("seq", flat=True)) == Entry.objects.count()


def test_the_chain_can_be_verified_while_it_grows(organ, new):
    done = threading.Event()

    def work(number):
        if number == 0:
            reports = []
            while not done.is_set() or not reports:
                reports.append(verify(organ))
            return [report for report in reports if not report.ok]
        for _ in range(15):
            with transaction.atomic():
                write([new()])
        if number == 1:
            done.set()
        return []

    assert in_threads(4, work)[0] == []


def test_a_writer_that_fails_leaves_no_hole(organ, new):
    def work(number):
        for turn in range(10):
            try:
                with transaction.atomic():
                    write([new()])
                    if (number + turn) % 3 == 0:
                        raise ZeroDivisionError
            except ZeroDivisionError:
                continue

    in_threads(6, work)
    assert verify(organ).ok
    kept = sum((number + turn) % 3 != 0 for number in range(6) for turn in range(10))
    assert Entry.objects.count() == Head.objects.get().seq == kept


def test_another_organs_writer_does_not_wait(organ, new):
    """The lock is an organ's own: a writer to another chain passes one that is held."""
    other = make_organ("yi-qu")
    with transaction.atomic():
        write([new(), new(organ_id=other.pk)])

    def elsewhere():
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute("SET LOCAL lock_timeout = '2s'")
                return write([new(organ_id=other.pk)])
        finally:
            connection.close()

    with transaction.atomic(), ThreadPoolExecutor(1) as pool:
        write([new()])
        assert len(pool.submit(elsewhere).result(timeout=dt.timedelta(seconds=10).seconds)) == 1
