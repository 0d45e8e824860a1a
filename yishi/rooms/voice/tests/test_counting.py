"""Limits: counted in the database, under a lock, by keys that say nothing of anybody."""

from __future__ import annotations

import datetime as dt
import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from django.db import connection

from yishi.foundation import clock
from yishi.rooms.voice import counting, guarding
from yishi.rooms.voice.counting import DAY, HOUR, MINUTE, Limit, client, count, forgive, sweep
from yishi.rooms.voice.models import Tries
from yishi.settings.env import ROOT

NOON = dt.datetime(2026, 3, 16, 12, tzinfo=clock.CHINA)
THREE = (Limit("three", 3, 10 * MINUTE),)
LOCKED = (Limit("locked", 3, HOUR, shut=DAY),)


def at(moment: dt.datetime, limits: tuple[Limit, ...] = THREE, of: str = "one") -> dt.timedelta | None:
    with clock.at(moment):
        return count(limits, of)


@pytest.mark.django_db
def test_so_many_are_let_in_and_then_none_until_the_window_is_over() -> None:
    assert [at(NOON + n * MINUTE) for n in range(3)] == [None, None, None]
    assert at(NOON + 4 * MINUTE) == 6 * MINUTE and at(NOON + 9 * MINUTE) == MINUTE
    assert at(NOON + 9 * MINUTE, of="another") is None, "one client that floods is slowed and others are not"
    assert [at(NOON + 10 * MINUTE) for _ in range(3)] == [None] * 3 and at(NOON + 10 * MINUTE) is not None


@pytest.mark.django_db
def test_trying_while_it_is_shut_does_not_keep_it_shut() -> None:
    for _ in range(3):
        at(NOON)
    for minute in range(1, 10):
        assert at(NOON + minute * MINUTE)
    assert at(NOON + 10 * MINUTE) is None


@pytest.mark.django_db
def test_what_is_locked_stays_locked_from_the_last_try_on() -> None:
    assert [at(NOON + n * MINUTE, LOCKED) for n in range(3)] == [None] * 3
    assert at(NOON + 23 * HOUR, LOCKED) == HOUR + 2 * MINUTE
    assert at(NOON + 24 * HOUR + 2 * MINUTE, LOCKED) is None


@pytest.mark.django_db
def test_tries_far_apart_never_add_up() -> None:
    assert {at(NOON + n * HOUR, LOCKED) for n in range(0, 60, 2)} == {None}


@pytest.mark.django_db
def test_of_several_limits_the_longest_counts_and_a_refused_try_in_none() -> None:
    both = (THREE[0], Limit("four", 4, DAY))
    assert [at(NOON, both) for _ in range(3)] == [None] * 3 and at(NOON, both) == 10 * MINUTE
    assert at(NOON + 10 * MINUTE, both) is None
    assert at(NOON + 11 * MINUTE, both) == DAY - 11 * MINUTE


@pytest.mark.django_db
def test_who_knew_it_begins_anew() -> None:
    for _ in range(3):
        at(NOON)
    forgive(THREE, "one")
    assert at(NOON) is None


@pytest.mark.django_db
def test_a_client_is_another_tomorrow_and_no_row_says_who_he_is() -> None:
    with clock.at(NOON):
        today = client("203.0.113.9")
        count(THREE, today)
    with clock.at(NOON + DAY):
        assert client("203.0.113.9") != today
    row = Tries.objects.get()
    assert "203.0.113.9" not in row.key and len(row.key) == 64
    assert row.key == row.key.lower() and int(row.key, 16)


@pytest.mark.django_db
def test_old_rows_go_and_what_is_still_shut_stays() -> None:
    at(NOON)
    for _ in range(3):
        at(NOON, (Limit("long", 3, DAY, shut=9 * DAY),))
    with clock.at(NOON + 3 * DAY):
        assert sweep() == 1
    assert Tries.objects.count() == 1
    with clock.at(NOON + 10 * DAY):
        assert sweep() == 1


@pytest.mark.django_db
def test_the_same_words_many_times_are_looked_at_however_they_are_set() -> None:
    with clock.at(NOON):
        texts = ("路灯坏了，请修！", "路灯坏了 请修", "路灯 坏了：请修。", "路灯坏了,请修")
        assert [bool(guarding.repeated(text)) for text in texts] == [False, False, False, True]
        assert guarding.repeated("另一盏路灯坏了") == "" and guarding.repeated("……") == ""


@pytest.mark.postgres(only=True)
@pytest.mark.django_db(transaction=True)
def test_a_hundred_at_once_are_not_a_hundred_first_ones() -> None:
    let_in: list[bool] = []
    start = threading.Barrier(40)

    def one() -> None:
        start.wait()
        try:
            let_in.append(count(LOCKED, "raced") is None)
        finally:
            connection.close()

    threads = [threading.Thread(target=one) for _ in range(40)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert let_in.count(True) == 3 and len(let_in) == 40


TRIER = """
import django; django.setup()
from yishi.rooms.voice.counting import count, Limit, DAY
print(sum(count((Limit("raced", 5, DAY),), "x") is None for _ in range(10)))
"""


@pytest.mark.slow
def test_several_processes_and_a_restart_count_together(tmp_path: Path) -> None:
    env = os.environ | {
        "DJANGO_SETTINGS_MODULE": "yishi.settings.test", "DATABASE_URL": f"sqlite:///{tmp_path}/tries.sqlite3",
        "YISHI_VAR": str(tmp_path), "PYTHONPATH": str(ROOT),
    }  # fmt: skip

    def run(*command: str) -> subprocess.Popen[str]:
        return subprocess.Popen([sys.executable, *command], env=env, cwd=ROOT, stdout=subprocess.PIPE, text=True)

    run("-m", "django", "migrate", "voice", "-v", "0").communicate(timeout=240)
    at_once = [run("-c", TRIER) for _ in range(4)]
    assert sum(int(each.communicate(timeout=120)[0]) for each in at_once) == 5
    assert int(run("-c", TRIER).communicate(timeout=120)[0]) == 0, "a restart forgets nothing"


def test_every_limit_has_a_name_of_its_own() -> None:
    limits = [
        limit
        for each in vars(counting).values()
        if isinstance(each, tuple)
        for limit in each
        if isinstance(limit, Limit)
    ]
    assert len({limit.sort for limit in limits}) == len(limits) > 6
