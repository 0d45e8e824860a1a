"""The way of a message: every stop with its day, words only of what the reader may read."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from yishi.crossings.street.tests.town import WRITTEN, Town
from yishi.crossings.street.thread import BECAME, COURSE, RESULT, SAID, Stop, thread_of
from yishi.rooms.suggestions.loop import handling, suggestion
from yishi.rooms.voice.models import Message

pytestmark = pytest.mark.django_db


def gone(town: Town) -> tuple[Message, Any]:
    """Said on a Monday, registered a week later, answered after thirty days, closed."""
    m = town.message()
    town.office.later(7)
    s = town.registered(m)
    town.assigned(s)
    town.office.later(30)
    h = town.office.answer(town.office.part(s), text="已安装路灯二十盏。")
    town.office.evaluate(h)
    town.office.take(handling["close"], h, "office")
    town.tell()
    return town.again(m.pk), s


def texts(stops: list[Stop]) -> str:
    return "".join(stop.text for stop in stops)


def test_each_stop_has_its_day_and_the_days_between() -> None:
    town = Town()
    m, _s = gone(town)
    stops = thread_of(m, town.office["office"])
    assert [stop.kind for stop in stops][:3] == [SAID, "station", BECAME] and stops[-1].kind == RESULT
    assert [stop.after for stop in stops][:3] == [None, 0, 7]
    assert sum(stop.after or 0 for stop in stops) == 37 == (stops[-1].day - stops[0].day).days
    assert [stop.day for stop in stops] == sorted(stop.day for stop in stops)
    assert any(stop.what == "交办" and stop.who == town.office.units[0].name for stop in stops)


def test_the_public_reads_no_title_and_no_answer_before_they_are_published() -> None:
    town = Town()
    m, s = gone(town)
    before = thread_of(m)
    assert WRITTEN["title"] not in texts(before) and "二十盏" not in texts(before)
    assert all(stop.matter is None for stop in before) and any(stop.what == "答复" for stop in before)
    town.office.take(suggestion["publish"], s, "office")
    after = texts(thread_of(m))
    assert WRITTEN["title"] in after and "二十盏" in after


def test_who_reads_the_suggestion_is_led_there_and_others_are_not() -> None:
    town = Town()
    m, s = gone(town)
    for who, leads in (("office", True), ("author", True), ("member", False)):
        became = next(stop for stop in thread_of(m, town.office[who]) if stop.kind == BECAME)
        assert (became.matter is not None and became.matter.pk == s.pk) == leads, who


def test_a_draft_is_shown_to_its_author_alone() -> None:
    town = Town()
    m = town.message()
    town.drafted(m)
    m = town.again(m.pk)
    assert WRITTEN["title"] not in texts(thread_of(m, town.office["office"]))
    assert WRITTEN["title"] in texts(thread_of(m, town.office["author"]))


def test_what_was_tried_before_and_an_ordinary_answer_stand_in_it() -> None:
    town = Town()
    m = town.message()
    town.take("assign", m, layer="unit", unit=town.office.units[0].pk)
    town.office.later(3)
    town.take("answer", m, "liaison0", outcome="explained", text="暂不具备条件。")
    stops = thread_of(town.again(m.pk))
    assert [(stop.what, stop.who) for stop in stops][2:] == [
        ("交办", str(town.office.units[0])),
        ("答复", str(town.office.units[0])),
    ]


def test_a_message_that_joined_late_has_no_stops_before_it_was_said() -> None:
    from yishi.crossings.street import passing
    from yishi.foundation import clock

    town = Town()
    s = town.registered(town.message())
    town.assigned(s)
    town.office.later(10)
    m = town.message("东门路的路灯还是没有装，孩子放学走夜路不安全。")
    with clock.at(town.office.day):
        passing.join(town.office["office"], [m.pk], s.pk)
    stops = thread_of(town.again(m.pk), town.office["office"])
    assert min(stop.day for stop in stops) == town.office.day and not [stop for stop in stops if stop.kind == COURSE]


def test_it_takes_few_queries() -> None:
    town = Town()
    m, _s = gone(town)
    reader = town.office["office"]
    with CaptureQueriesContext(connection) as caught:
        thread_of(town.again(m.pk), reader)
    assert len(caught) <= 12, [query["sql"][:90] for query in caught]
