"""Visits and talks logged on the phone: by whom, on which links, and as the desk and the journal then have them."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.urls import reverse

from yishi.doors.desk.people.tests.world import World
from yishi.foundation import clock
from yishi.foundation.journal.models import Entry
from yishi.foundation.people import contacts
from yishi.foundation.people.models import Contact, Visit
from yishi.foundation.people.tests.factories import MandateFactory
from yishi.rooms.suggestions.tests.office import MONDAY

pytestmark = pytest.mark.django_db
VISIT = {"day": "2026-03-14", "how": "入户走访", "met": "5", "note": "反映路灯不亮。"}


@pytest.fixture
def world() -> World:
    return World()


def ask(world: World, who: str, name: str, data: dict[str, str] | None = None, *args: Any) -> Any:
    with clock.at(MONDAY):
        browser, url = world.client(who), reverse(f"pocket:{name}", args=args)
        return browser.get(url) if data is None else browser.post(url, data)


def test_a_visit_is_logged_where_it_happens_and_stands_at_the_desk(world: World) -> None:
    page = ask(world, "author", "contacts").content.decode()
    assert world.contact.whom in page and "走访" in page and reverse("pocket:visit", args=[world.contact.pk]) in page
    assert reverse("pocket:contacts") in ask(world, "author", "duty").content.decode()
    done = ask(world, "author", "visit", VISIT, world.contact.pk)
    assert done.status_code in (302, 303) and done["Location"] == reverse("pocket:contacts")
    row = Visit.objects.latest("pk")
    assert (row.contact, row.day, row.how, row.met) == (world.contact, dt.date(2026, 3, 14), "入户走访", 5)
    last = Entry.objects.latest("pk")
    assert (last.step, last.actor) == ("contact.visit", world.account_of("author"))
    assert "见到 5 人" in ask(world, "author", "contacts").content.decode()
    with clock.at(MONDAY):
        assert "入户走访" in world.client("office").get(reverse("desk:people_visits")).content.decode()


def test_nobody_logs_on_anothers_link(world: World) -> None:
    for who in ("signer", "member"):
        assert ask(world, who, "visit", VISIT, world.contact.pk).status_code == 404
        assert "还没有联系对象" in ask(world, who, "contacts").content.decode()
    for who in ("office", "liaison0"):
        assert ask(world, who, "contacts").status_code == 403
    assert Visit.objects.count() == 1


def test_what_does_not_fit_is_told_and_nothing_typed_is_lost(world: World) -> None:
    for wrong, sentence in (
        ({"day": "2026-03-20"}, "不能晚于"),
        ({"day": "2025-12-01"}, "还没有建立"),
        ({"how": ""}, "方式"),
    ):
        answer = ask(world, "author", "visit", VISIT | wrong, world.contact.pk)
        assert (
            answer.status_code == 422 and sentence in answer.content.decode() and "路灯不亮" in answer.content.decode()
        )
    assert Visit.objects.count() == 1


def test_a_link_that_has_ended_is_read_and_no_more_written(world: World) -> None:
    contacts.unlink(world.contact, dt.date(2026, 3, 1))
    page = ask(world, "author", "contacts").content.decode()
    assert "已经结束" in page and reverse("pocket:visit", args=[world.contact.pk]) not in page
    assert ask(world, "author", "visit", VISIT, world.contact.pk).status_code == 422


def test_the_page_asks_as_much_for_many_links_as_for_one(world: World, django_assert_max_num_queries: Any) -> None:
    ask(world, "author", "contacts")
    for mandate in (world.gone, *(MandateFactory(organ=world.organ) for _ in range(5))):
        Contact.objects.create(keeper=world.seat, kept=mandate, began=dt.date(2026, 1, 5))
    with django_assert_max_num_queries(14):
        assert ask(world, "author", "contacts").content.decode().count("还没有记录") == 6
