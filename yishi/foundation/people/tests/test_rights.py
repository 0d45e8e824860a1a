"""Rights follow the seat: what an account may do the day before, the day of, and the day after a seat pauses or ends."""

from __future__ import annotations

import datetime as dt

import pytest

from yishi.foundation.people import grounds, mandates
from yishi.foundation.people.actors import Actor, actor_of
from yishi.foundation.people.models import Account, Mandate, Role, RoleCode
from yishi.foundation.people.tests.factories import (
    AccountFactory,
    BelongingFactory,
    GroupingFactory,
    MandateFactory,
    RoleFactory,
    make_organ,
)

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)
MARCH = dt.date(2026, 3, 12)
ENDINGS = [(profile, kind, ground) for (profile, kind), found in grounds.ENDS.items() for ground in found]


def seated(profile: str = "npc", kind: str = "deputy") -> tuple[Mandate, Account]:
    """A seat whose holder heads a group and has an account."""
    seat = MandateFactory(organ=make_organ(profile), kind=kind)
    BelongingFactory(mandate=seat, grouping=GroupingFactory(organ=seat.organ), heads=True)
    account = AccountFactory(person=seat.person)
    RoleFactory(organ=seat.organ, code=RoleCode.MEMBER, mandate=seat, account=account)
    return seat, account


def may_begin(account: Account, seat: Mandate, day: dt.date) -> bool:
    """May he begin something new? Whatever the answer, what is his own stays his."""
    actor: Actor = actor_of(account, seat.organ, day)
    assert actor.mandates == {seat.pk}
    assert actor.has(RoleCode.MEMBER) == bool(actor.sitting) == bool(actor.leads)
    return bool(actor.sitting)


@pytest.mark.parametrize(("profile", "kind", "ground"), ENDINGS)
def test_each_ground_of_ending_takes_the_rights_the_same_day(profile: str, kind: str, ground: str) -> None:
    seat, account = seated(profile, kind)
    mandates.end(seat, MARCH, ground)
    on_the_day = (
        ground == Mandate.Over.TERM
    )  # a term's last day is still served; what ends a seat by an act ends it then
    found = [may_begin(account, seat, MARCH + n * DAY) for n in (-1, 0, 1, 400)]
    assert found == [True, on_the_day, False, False]
    assert (seat in Mandate.objects.on(MARCH), seat in mandates.roll(seat.organ, MARCH)) == (on_the_day, True)


@pytest.mark.parametrize("case", grounds.SUSPENSIONS)
def test_suspension_takes_the_rights_from_its_first_day_to_its_last(case: str) -> None:
    seat, account = seated()
    mandates.suspend(seat, MARCH, case)
    mandates.resume(seat, MARCH + 9 * DAY)
    found = [may_begin(account, seat, MARCH + n * DAY) for n in (-1, 0, 8, 9)]
    assert found == [True, False, False, True]


def test_a_deputy_suspended_is_suspended_as_a_standing_committee_member_too() -> None:
    seat, account = seated()
    standing = MandateFactory(organ=seat.organ, person=seat.person, kind="standing")
    mandates.grant_member_role(account, standing)
    mandates.suspend(seat, MARCH, grounds.SUSPENSIONS[0])
    assert actor_of(account, seat.organ, MARCH).sitting == frozenset()
    mandates.resume(seat, MARCH + DAY)
    assert actor_of(account, seat.organ, MARCH + DAY).sitting == {seat.pk, standing.pk}


def test_a_role_taken_before_the_seat_ends_takes_the_rights() -> None:
    seat, account = seated()
    Role.objects.filter(mandate=seat).update(ended=MARCH)
    assert [may_begin(account, seat, MARCH + n * DAY) for n in (0, 1)] == [True, False]


def test_a_role_not_yet_begun_gives_nothing() -> None:
    seat, account = seated()
    Role.objects.filter(mandate=seat).update(began=MARCH)
    assert actor_of(account, seat.organ, MARCH - DAY).kind == "stranger"
    assert may_begin(account, seat, MARCH)


def test_a_seat_of_another_level_keeps_its_own_rights() -> None:
    seat, account = seated()
    upper = MandateFactory(organ=make_organ(level="city"), person=seat.person)
    mandates.grant_member_role(account, upper)
    mandates.end(seat, MARCH, Mandate.Over.RESIGNED)
    assert actor_of(account, seat.organ, MARCH).sitting == frozenset()
    assert actor_of(account, upper.organ, MARCH).sitting == {upper.pk}


def test_an_official_is_no_deputy() -> None:
    """Whoever is appointed to an office puts nothing forward by it (组织法 22)."""
    seat, account = seated()
    mandates.begin(seat.organ, seat.person, "official", MARCH, "appointed", office="副局长")
    mandates.end(seat, MARCH + DAY, Mandate.Over.TERM)
    assert [may_begin(account, seat, MARCH + n * DAY) for n in (0, 2)] == [True, False]
