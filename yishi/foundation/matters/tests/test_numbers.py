"""Running numbers: without gaps or doubles, and given back by what was rolled back."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction
from django.test.utils import CaptureQueriesContext

from yishi.foundation import clock
from yishi.foundation.matters.models import Link, Matter, Series
from yishi.foundation.matters.numbers import take
from yishi.foundation.people.models import Organ
from yishi.foundation.people.tests.factories import make_organ

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


def matter(organ: Organ, **words: object) -> Matter:
    """A matter of the organ."""
    given = {"room": "suggestions", "kind": "suggestion", "title": "关于路灯的建议", "state": "draft"} | words
    return Matter.objects.create(organ=organ, opened_on=clock.today(), touched_at=clock.now(), **given)


def test_numbers_follow_one_another_in_each_series_of_each_organ() -> None:
    organ, other = make_organ(), make_organ()
    assert list(take(organ, "suggestion-2026", 3)) == [1, 2, 3]
    assert list(take(organ, "suggestion-2026")) == [4]
    assert list(take(organ, "suggestion-2027")) == [1] and list(take(other, "suggestion-2026")) == [1]
    assert Series.objects.count() == 3


def test_a_rolled_back_number_is_given_again() -> None:
    organ = make_organ()
    take(organ, "x")
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        assert list(take(organ, "x", 5)) == [2, 3, 4, 5, 6]
        raise ZeroDivisionError
    assert list(take(organ, "x")) == [2]


def test_a_thousand_numbers_cost_as_much_as_one() -> None:
    organ = make_organ()
    take(organ, "x")
    with CaptureQueriesContext(transaction.get_connection()) as queries:
        assert len(take(organ, "x", 1000)) == 1000
    assert len(queries) <= 3


@pytest.mark.django_db(transaction=True)
def test_numbers_are_taken_inside_a_transaction_only() -> None:
    organ = make_organ()
    with pytest.raises(transaction.TransactionManagementError):
        take(organ, "x")
    assert not Series.objects.exists()


def test_a_number_stands_once_in_its_kind() -> None:
    organ = make_organ()
    matter(organ, number="20260001")
    matter(organ, number="20260001", kind="motion")
    matter(make_organ(), number="20260001")
    matter(organ), matter(organ)
    with pytest.raises(IntegrityError), transaction.atomic():
        matter(organ, number="20260001")


def test_two_matters_are_tied_once_in_each_way_and_none_to_itself() -> None:
    organ = make_organ()
    one, two = matter(organ), matter(organ)
    Link.objects.create(origin=one, target=two, kind=Link.Kind.MERGED, made_on=clock.today())
    Link.objects.create(origin=one, target=two, kind=Link.Kind.ALIKE, made_on=clock.today())
    for origin, target in ((one, two), (one, one)):
        with pytest.raises(IntegrityError), transaction.atomic():
            Link.objects.create(origin=origin, target=target, kind=Link.Kind.MERGED, made_on=clock.today())


def test_a_part_is_locked_by_its_root() -> None:
    organ = make_organ()
    whole = matter(organ)
    assert matter(organ, parent=whole).family == whole.pk == whole.family
