"""Today and the navigation: what residents said and waits, within a dozen questions."""

from __future__ import annotations

from typing import Any

import pytest

from yishi.doors.desk.voice.tests.seated import client, late, lived
from yishi.doors.parts import kept
from yishi.foundation.loops.take import create, take
from yishi.rooms.suggestions.loop import suggestion
from yishi.rooms.voice.tests.office import Office

pytestmark = pytest.mark.django_db


def test_today_says_what_waits(office: Office) -> None:
    lived(office)
    late(office)
    heard = client(office).get("/desk/").context["heard"]
    assert [(one.label, one.value) for one in heard] == [
        ("待审核", 1),
        ("待分办", 2),
        ("待核实、待办结", 2),
        ("已超期", 1),
    ]


def test_each_opens_as_many_rows(office: Office) -> None:
    lived(office)
    late(office)
    desk = client(office)
    for one in desk.get("/desk/").context["heard"]:
        assert desk.get(one.url).context["table"].total == one.value, one.label


def test_it_says_nothing_before_anybody_spoke_and_to_those_who_do_not_read(office: Office) -> None:
    assert client(office).get("/desk/").context["heard"] == []
    lived(office)
    assert len(client(office, "leader").get("/desk/").context["heard"]) == 3


def test_the_navigation_counts_what_is_to_be_sorted_and_late(office: Office) -> None:
    lived(office)
    late(office)
    group = next(group for group in client(office).get("/desk/").context["nav"] if group.title == "民情民意")
    assert (group.items[0].label, group.items[0].count, group.items[0].late) == ("群众意见", 2, 1)


def test_today_asks_at_most_a_dozen_questions(office: Office, django_assert_max_num_queries: Any) -> None:
    lived(office)
    late(office)
    words = {"title": "关于试验区路灯的建议", "situation": "路灯坏了。", "proposals": "请修好。"}
    s = create(suggestion["draft"], office["deputy"], words)
    take(suggestion["submit"], s.pk, office["deputy"], {})
    desk = client(office)
    desk.get("/desk/")
    kept.forget()
    with django_assert_max_num_queries(12):
        desk.get("/desk/")
