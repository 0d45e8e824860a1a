"""Crossing and telling beside people who work on the same messages: nobody waits in a ring, nothing is told twice."""

from __future__ import annotations

import time
from collections.abc import Callable
from threading import Barrier, Thread
from typing import Any

import pytest
from django.db import OperationalError, connection, connections

from yishi.crossings.street import passing
from yishi.crossings.street.telling import tell_in
from yishi.crossings.street.tests.town import WRITTEN, Town
from yishi.foundation import clock
from yishi.foundation.loops.refusals import Busy, Refused
from yishi.foundation.loops.take import take
from yishi.rooms.voice.loop import message
from yishi.rooms.voice.models import Message

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]


TURNS = 200
"""How often one who is told that the database is busy comes again."""


def together(*works: Callable[[], Any]) -> list[BaseException]:
    """All at once, each on a connection of its own; what went wrong but for refusals of changed states."""
    wrong: list[BaseException] = []
    gate = Barrier(len(works))

    def run(work: Callable[[], Any]) -> None:
        try:
            gate.wait()
            patiently(work)
        except BaseException as error:
            if isinstance(error, Busy) or not isinstance(error, Refused):  # else it came second
                wrong.append(error)
        finally:
            connections.close_all()

    threads = [Thread(target=run, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return wrong


def patiently(work: Callable[[], Any]) -> None:
    """SQLite's database in memory, which tests have, refuses at once where a file waits for its turn: there the busy one
    comes again, as the sentence asks."""
    for left in range(TURNS if connection.vendor == "sqlite" else 0, -1, -1):
        try:
            return work()
        except (Busy, OperationalError):
            if not left:
                raise
            time.sleep(0.05)
    return None


def test_messages_go_across_while_others_work_on_them() -> None:
    """Steps on a message lock it and then the chain's head; the crossing, which has the head, must not wait for a message."""
    town = Town()
    found = [town.message(f"东门路第{at}号门前没有路灯，晚上看不清楚路。") for at in range(6)]
    office, author = town.office["office"], town.office["author"]
    keys = [m.pk for m in reversed(found)]

    def classify(pk: int) -> Callable[[], Any]:
        return lambda: [take(message["classify"], pk, office, {"area": f"第{at}街"}) for at in range(3)]

    with clock.at(town.office.day):
        works = [lambda: passing.draft_from(author, keys, WRITTEN), *(classify(pk) for pk in keys[:4])]
        assert together(*works) == []
    assert {m.matter.state for m in Message.objects.select_related("matter")} == {"converted"}


def test_two_who_take_the_same_message_make_one_suggestion() -> None:
    from yishi.rooms.suggestions.models import Suggestion

    town = Town()
    m, author = town.message(), town.office["author"]
    with clock.at(town.office.day):
        assert together(*[lambda: passing.draft_from(author, [m.pk], WRITTEN)] * 4) == []
    assert Suggestion.objects.count() == 1


def test_several_workers_tell_each_thing_once() -> None:
    town = Town()
    m = town.message()
    s = town.registered(m)
    town.answered(s)
    with clock.at(town.office.day):
        wrong = together(*[lambda: tell_in(town.office.organ)] * 4)
        assert wrong == []
        tell_in(town.office.organ)
    told = town.told(m)
    assert len(told) == len(set(told)) == 5, told
