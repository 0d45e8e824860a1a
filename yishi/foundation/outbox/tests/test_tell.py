"""Telling: once, in few queries, with the step's transaction or not at all, by the channels that are
wanted."""

import pytest
from django.db import transaction

from yishi.foundation.outbox.models import Notice, Outgoing, Wish
from yishi.foundation.outbox.tell import forget, tell
from yishi.foundation.outbox.tests import made
from yishi.foundation.people.tests.factories import AccountFactory, PersonFactory

pytestmark = pytest.mark.django_db

GROUP = "json://group.invalid/robot"
PERSONAL = "json://sms.invalid/{phone}"


@pytest.fixture
def house():
    return made.house()


def channels_of(account):
    return sorted(row.channel.split("-")[0] for row in Outgoing.objects.filter(notice__account=account))


def test_the_same_key_reaches_an_account_once(house):
    first = made.telling(house.liaison, house.organ, "assign:1")
    assert tell([first, first, made.telling(house.head, house.organ, "assign:1")]) == 2
    tell([made.telling(house.liaison, house.organ, "assign:1", text="换了说法")])
    assert Notice.objects.count() == 2
    assert Notice.objects.get(account=house.liaison).text == "第1号建议已交办"


def test_what_was_read_stays_read_when_told_again(house):
    tell([made.telling(house.liaison, house.organ)])
    Notice.objects.update(read_at="2026-03-01T08:00:00Z")
    tell([made.telling(house.liaison, house.organ)])
    assert Notice.objects.get().read_at is not None


def test_mail_is_sent_once_for_a_message_told_twice(house):
    made.with_address(house.liaison)
    for _ in range(2):
        tell([made.telling(house.liaison, house.organ)])
    assert channels_of(house.liaison) == ["mail"]


@pytest.mark.django_db(transaction=True)
def test_outside_a_transaction_nobody_is_told():
    house = made.house()
    with pytest.raises(transaction.TransactionManagementError):
        tell([made.telling(house.liaison, house.organ)])
    assert not Notice.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_step_rolled_back_tells_nobody():
    house = made.house()
    made.with_address(house.liaison)
    with pytest.raises(RuntimeError), transaction.atomic():
        tell([made.telling(house.liaison, house.organ)])
        raise RuntimeError
    assert not Notice.objects.exists()
    assert not Outgoing.objects.exists()


def test_nobody_to_tell_costs_nothing(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert tell([]) == 0


def test_the_number_of_queries_does_not_grow(house, django_assert_num_queries):
    accounts = [made.somebody() for _ in range(60)]
    with django_assert_num_queries(3):
        tell([made.telling(accounts[0], house.organ, "one")])
    with django_assert_num_queries(3):
        tell([made.telling(account, house.organ, "many") for account in accounts])


def test_words_too_long_are_shortened_and_keys_are_not(house):
    tell([made.telling(house.liaison, house.organ, text="桥" * 301, subject="短" * 41)])
    notice = Notice.objects.get()
    assert notice.text == "桥" * 299 + "…"
    assert len(notice.subject) == 40
    with pytest.raises(ValueError, match="at most 120"):
        tell([made.telling(house.liaison, house.organ, "k" * 121)])


@pytest.mark.parametrize(
    ("which", "urgent", "expected"),
    [
        (Wish.Which.ALL, False, ["mail"]),
        (Wish.Which.URGENT, False, []),
        (Wish.Which.URGENT, True, ["mail"]),
        (Wish.Which.NONE, True, []),
    ],
)
def test_mail_leaves_as_the_account_wishes(house, which, urgent, expected):
    Wish.objects.create(account=made.with_address(house.liaison), mail=which)
    tell([made.telling(house.liaison, house.organ, urgent=urgent)])
    assert channels_of(house.liaison) == expected


def test_no_mail_without_an_address_nor_to_a_closed_account_nor_where_mail_is_off(house, settings):
    made.with_address(house.head)
    house.head.is_active = False
    house.head.save()
    tell([made.telling(account, house.organ) for account in (house.liaison, house.head)])
    assert not Outgoing.objects.exists()
    settings.YISHI_MAIL = False
    tell([made.telling(made.with_address(house.liaison), house.organ, "b")])
    assert not Outgoing.objects.exists()
    assert Notice.objects.count() == 3


def test_a_personal_bridge_reaches_those_who_have_the_number(house, settings):
    settings.YISHI_APPRISE_URLS = [PERSONAL]
    reachable = AccountFactory(person=PersonFactory(phone="000-0000"))
    tell([made.telling(account, house.organ) for account in (house.liaison, reachable)])
    assert channels_of(house.liaison) == []
    assert channels_of(reachable) == ["json"]


def test_a_group_hears_once_what_many_are_told(house, settings):
    settings.YISHI_APPRISE_URLS = [GROUP]
    tell([made.telling(account, house.organ) for account in (house.liaison, house.head, house.office)])
    assert Outgoing.objects.count() == 1
    assert "robot" not in Outgoing.objects.get().channel


def test_erasing_a_matter_blanks_what_was_said_of_it(house):
    erased, kept = made.matter(house.organ), made.matter(house.organ, "2号")
    tell(made.telling(house.liaison, house.organ, f"m{m.pk}", matter_id=m.pk) for m in (erased, kept))
    assert forget([erased.pk]) == 1
    assert Notice.objects.get(matter=erased).text == "（内容已删除）"
    assert Notice.objects.get(matter=kept).text == "第1号建议已交办"
