"""The inbox."""

import datetime as dt

import pytest

from yishi.foundation import clock
from yishi.foundation.outbox import inbox
from yishi.foundation.outbox.models import Notice
from yishi.foundation.outbox.tell import tell
from yishi.foundation.outbox.tests import made

pytestmark = pytest.mark.django_db


@pytest.fixture
def house():
    house = made.house()
    of = made.matter(house.organ)
    for number in range(5):
        with clock.at(dt.datetime(2026, 3, 1, 9, number, tzinfo=clock.CHINA)):
            tell([made.telling(house.liaison, house.organ, f"k{number}", text=str(number), matter_id=of.pk)])
    tell([made.telling(house.head, house.organ)])
    return house


def test_newest_first_page_by_page_in_one_query_each(house, django_assert_num_queries):
    pages = []
    for number in (1, 2, 3):
        with django_assert_num_queries(1):
            page = inbox.page(house.liaison, number, size=2)
            assert all(notice.matter.number == "1号" for notice in page.notices)
        pages.append(([notice.text for notice in page.notices], page.more))
    assert pages == [(["4", "3"], True), (["2", "1"], True), (["0"], False)]


@pytest.mark.parametrize("number", [0, -1, -(10**9)])
def test_a_page_before_the_first_is_the_first(house, number):
    assert inbox.page(house.liaison, number, size=2) == inbox.page(house.liaison, 1, size=2)


def test_a_page_after_the_last_is_empty(house):
    assert inbox.page(house.liaison, 1000).notices == []


def test_reading_some_of_ones_own(house, django_assert_num_queries):
    own = Notice.objects.filter(account=house.liaison).values_list("pk", flat=True)[:2]
    others = Notice.objects.filter(account=house.head).values_list("pk", flat=True)
    assert inbox.mark_read(house.liaison, [*own, *others]) == 2
    assert inbox.mark_read(house.liaison, own) == 0
    with django_assert_num_queries(1):
        assert inbox.unread_count(house.liaison) == 3
    assert inbox.unread_count(house.head) == 1
    assert len(inbox.page(house.liaison, unread_only=True).notices) == 3


def test_reading_all_leaves_what_came_after_the_page_was_drawn(house):
    drawn = Notice.objects.filter(account=house.liaison)[1].made_at
    assert inbox.mark_all_read(house.liaison, until=drawn) == 4
    assert inbox.mark_all_read(house.liaison) == 1
    assert inbox.unread_count(house.head) == 1
