"""What is kept of a person, and how it goes."""

from __future__ import annotations

import datetime as dt

import pytest

from yishi.foundation.people.models import Account, Person, Post
from yishi.foundation.people.privacy import erase_contacts
from yishi.foundation.people.refusals import Refused
from yishi.foundation.people.tests.factories import AccountFactory, MandateFactory, make_organ

pytestmark = pytest.mark.django_db
PUBLIC = {"name", "sex", "degree", "title", "work"}
"""What a public roll of deputies shows."""
STATISTICS = {"born"}
TO_CALL = {"phone"}


def test_no_more_is_kept_than_a_roll_shows_statistics_need_and_a_call_takes() -> None:
    kept = {field.name for field in Person._meta.get_fields() if field.concrete and not field.is_relation} - {"id"}
    assert kept == PUBLIC | STATISTICS | TO_CALL
    places = {field.name for field in Post._meta.get_fields() if field.concrete} - {"id"}
    assert places == {"organ", "person", "kind", "unit", "grouping", "began", "ended"}


def test_the_number_goes_from_roll_and_account_and_the_birthday_only_when_asked() -> None:
    seat = MandateFactory(organ=make_organ(), person__phone="000-1")
    account = AccountFactory(person=seat.person, phone="000-2")
    assert erase_contacts(seat.person, seat.organ) == ["phone"]
    person = Person.objects.get()
    assert (person.phone, person.born, person.name) == ("", dt.date(1975, 6, 1), seat.person.name)
    assert Account.objects.get(pk=account.pk).phone == ""
    with pytest.raises(Refused, match="没有登记可以删除"):
        erase_contacts(person, seat.organ)
    assert erase_contacts(person, seat.organ, born=True) == ["born"]
    assert Person.objects.get().born is None


def test_a_number_on_the_account_alone_goes_too() -> None:
    seat = MandateFactory(organ=make_organ())
    AccountFactory(person=seat.person, phone="000-2")
    assert erase_contacts(seat.person, seat.organ) == ["phone"]
    assert not Account.objects.exclude(phone="").exists()


def test_what_another_organ_needs_stays() -> None:
    seat = MandateFactory(organ=make_organ(), person__phone="000-1")
    MandateFactory(organ=make_organ(), person=seat.person)
    with pytest.raises(Refused, match="其他机关也有任职"):
        erase_contacts(seat.person, seat.organ)
    assert Person.objects.get().phone == "000-1"
