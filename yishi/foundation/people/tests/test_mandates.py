"""Seats: beginning, ending, suspension, succession; what hangs on them follows."""

from __future__ import annotations

import datetime as dt

import pytest

from yishi.foundation.people import grounds, mandates
from yishi.foundation.people.groupings import belongings, groupings_on, join, leave
from yishi.foundation.people.models import Belonging, Contact, Grouping, Mandate, RoleCode
from yishi.foundation.people.refusals import Refused
from yishi.foundation.people.tests.factories import (
    TERM_BEGAN,
    AccountFactory,
    BelongingFactory,
    GroupingFactory,
    MandateFactory,
    PersonFactory,
    RoleFactory,
    TermFactory,
    make_organ,
)

pytestmark = pytest.mark.django_db
MARCH = dt.date(2026, 3, 12)
DAY = dt.timedelta(days=1)


def test_a_seat_begins_with_its_groupings_and_the_role_of_its_account():
    organ = make_organ()
    person = PersonFactory()
    account = AccountFactory(person=person)
    team = GroupingFactory(organ=organ)
    seat = mandates.begin(
        organ, person, "deputy", TERM_BEGAN, "elected", number="1", groupings=[team], grass_roots=True
    )
    assert list(groupings_on(seat, MARCH)) == [team] and seat.grass_roots
    role = account.roles.get()
    assert (role.code, role.mandate, role.began, role.ended) == (RoleCode.MEMBER, seat, TERM_BEGAN, None)
    assert [s.belongings_then[0].grouping for s in mandates.roll(organ, MARCH)] == [team]


@pytest.mark.parametrize(
    ("profile", "kind", "way", "said"),
    [
        ("npc", "member", "invited", "没有这种身份"),
        ("cppcc", "deputy", "elected", "没有这种身份"),
        ("npc", "deputy", "invited", "产生方式只能是：选举、补选"),
        ("cppcc", "member", "elected", "产生方式只能是：协商邀请、增补"),
        ("npc", "official", "added", "产生方式只能是"),
    ],
)
def test_seats_begin_as_the_profile_knows_them(profile, kind, way, said):
    with pytest.raises(Refused, match=said):
        mandates.begin(make_organ(profile), PersonFactory(), kind, TERM_BEGAN, way)


def test_a_seat_is_not_begun_twice_nor_under_a_number_taken_nor_outside_the_term():
    seat = MandateFactory(organ=make_organ(), number="7")
    for person, began, number, said in (
        (seat.person, MARCH, "8", "不能重复登记"),
        (PersonFactory(), MARCH, "7", "证号 7 已属于"),
        (PersonFactory(), TERM_BEGAN - DAY, "8", "不在第18届任期内"),
    ):
        with pytest.raises(Refused, match=said):
            mandates.begin(seat.organ, person, "deputy", began, "elected", number=number, term=seat.term)
    assert Mandate.objects.count() == 1


@pytest.mark.parametrize("ground", list(Mandate.Over))
@pytest.mark.parametrize(("profile", "kind"), [("npc", "deputy"), ("cppcc", "member")])
def test_only_the_profiles_own_grounds_end_a_seat(profile, kind, ground):
    """代表法 62 has seven grounds and death; 撤销资格 is the CPPCC's word, 罢免 the congress's."""
    article62 = {
        "moved",
        "resigned",
        "absent",
        "recalled",
        "nationality",
        "deprived",
        "incapable",
        "died",
        "term",
    }
    allowed = article62 if profile == "npc" else {"term", "moved", "resigned", "revoked", "died"}
    seat = MandateFactory(organ=make_organ(profile), kind=kind)
    if ground in allowed:
        assert mandates.end(seat, MARCH, ground).ended == MARCH
    else:
        with pytest.raises(Refused, match="请写明终止的情形"):
            mandates.end(seat, MARCH, ground)
        seat.refresh_from_db()
        assert seat.ended is None


def test_what_hangs_on_a_seat_ends_with_it():
    organ = make_organ()
    seat, other = MandateFactory(organ=organ), MandateFactory(organ=organ)
    standing = MandateFactory(organ=organ, person=seat.person, kind="standing")
    role = RoleFactory(organ=organ, code=RoleCode.MEMBER, mandate=seat, account=AccountFactory(person=seat.person))
    belonging = BelongingFactory(mandate=seat)
    contact = Contact.objects.create(keeper=other, kept=seat, began=TERM_BEGAN)
    mandates.suspend(seat, MARCH - DAY, grounds.SUSPENSIONS[0])
    mandates.end(seat, MARCH, "resigned")
    for row in (role, belonging, contact, standing, seat.suspensions.get()):
        row.refresh_from_db()
        assert row.ended == MARCH
    assert standing.ended_by == "resigned" and role.account.is_active
    assert seat not in mandates.roll(organ, MARCH + DAY) and seat in mandates.roll(organ, MARCH)
    with pytest.raises(Refused, match="已于 2026-03-12 终止"):
        mandates.end(seat, MARCH, "died")


def test_death_closes_the_account_and_an_end_before_the_beginning_is_refused():
    seat = MandateFactory(organ=make_organ())
    account = AccountFactory(person=seat.person)
    with pytest.raises(Refused, match="早于开始日期"):
        mandates.end(seat, TERM_BEGAN - DAY, "died")
    mandates.end(seat, MARCH, "died")
    account.refresh_from_db()
    assert not account.is_active


def test_an_ending_is_announced_once_it_is_there():
    seat = MandateFactory(organ=make_organ())
    with pytest.raises(Refused, match="尚未终止"):
        mandates.announce(seat, MARCH)
    mandates.end(seat, MARCH, "moved")
    with pytest.raises(Refused, match="尚未终止"):
        mandates.announce(seat, MARCH - DAY)
    assert mandates.announce(seat, MARCH + DAY).announced == MARCH + DAY


def test_suspension_pauses_and_resuming_ends_the_pause_the_day_before():
    seat = MandateFactory(organ=make_organ())
    with pytest.raises(Refused, match="两种情形"):
        mandates.suspend(seat, MARCH, "工作忙")
    mandates.suspend(seat, MARCH, grounds.SUSPENSIONS[1])
    with pytest.raises(Refused, match="已在暂停"):
        mandates.suspend(seat, MARCH + DAY, grounds.SUSPENSIONS[0])
    held = Mandate.objects.on
    assert seat in held(MARCH - DAY) and seat not in held(MARCH)
    assert seat in mandates.roll(seat.organ, MARCH)
    mandates.resume(seat, MARCH + 9 * DAY)
    assert seat not in held(MARCH + 8 * DAY) and seat in held(MARCH + 9 * DAY)
    with pytest.raises(Refused, match="没有暂停"):
        mandates.resume(seat, MARCH + 10 * DAY)


def test_who_has_lost_the_seat_does_not_resume():
    seat = MandateFactory(organ=make_organ())
    mandates.suspend(seat, MARCH, grounds.SUSPENSIONS[0])
    mandates.end(seat, MARCH + DAY, "deprived")
    with pytest.raises(Refused):
        mandates.resume(seat, MARCH + 3 * DAY)


@pytest.mark.parametrize(("profile", "way"), [("npc", "by_elected"), ("cppcc", "added")])
def test_a_vacancy_is_filled_in_the_same_place_and_only_once(profile, way):
    organ = make_organ(profile)
    seat = MandateFactory(organ=organ)
    place = BelongingFactory(mandate=seat).grouping
    with pytest.raises(Refused, match="尚未空出"):
        mandates.replace(seat, PersonFactory(), MARCH)
    seat = mandates.end(seat, MARCH, "resigned")
    assert list(mandates.vacated_seats(organ, MARCH + DAY)) == [seat]
    successor = mandates.replace(seat, PersonFactory(), MARCH + 30 * DAY, number="补1")
    assert (successor.begun_by, successor.replaces, successor.term) == (way, seat, seat.term)
    assert list(groupings_on(successor, MARCH + 30 * DAY)) == [place]
    assert not mandates.vacated_seats(organ, MARCH + 31 * DAY)
    seat.refresh_from_db()
    with pytest.raises(Refused, match="已由"):
        mandates.replace(seat, PersonFactory(), MARCH + 40 * DAY)


def test_moving_keeps_who_was_where_on_each_day():
    seat = MandateFactory(organ=make_organ())
    one, two = GroupingFactory(organ=seat.organ), GroupingFactory(organ=seat.organ)
    group = GroupingFactory(organ=seat.organ, kind=Grouping.Kind.PROFESSIONAL)
    join(seat, one, TERM_BEGAN)
    join(seat, group, TERM_BEGAN)
    join(seat, two, MARCH, heads=True)
    assert set(groupings_on(seat, MARCH - DAY)) == {one, group}
    assert set(groupings_on(seat, MARCH)) == {two, group}
    assert list(Grouping.objects.led_by(seat, MARCH)) == [two]
    leave(seat, group, MARCH)
    assert [b.grouping for b in belongings(seat.organ, MARCH + DAY)] == [two]
    assert belongings(seat.organ, MARCH, Grouping.Kind.PROFESSIONAL).count() == 1
    with pytest.raises(Refused, match="不在"):
        leave(seat, group, MARCH + DAY)


def test_joining_again_on_the_same_day_corrects_and_saying_the_same_changes_nothing():
    seat = MandateFactory(organ=make_organ())
    one, two = GroupingFactory(organ=seat.organ), GroupingFactory(organ=seat.organ)
    join(seat, one, MARCH)
    assert join(seat, one, MARCH) == Belonging.objects.get()
    join(seat, two, MARCH)
    assert Belonging.objects.get().grouping == two


def test_a_second_sector_stands_beside_the_first():
    seat = MandateFactory(organ=make_organ("cppcc"))
    first, second = GroupingFactory(organ=seat.organ), GroupingFactory(organ=seat.organ)
    join(seat, first, MARCH)
    join(seat, second, MARCH, second=True)
    assert set(groupings_on(seat, MARCH)) == {first, second}


def test_places_of_other_organs_terms_and_days_are_refused():
    seat = MandateFactory(organ=make_organ())
    own = GroupingFactory(organ=seat.organ)
    old = GroupingFactory(organ=seat.organ, term=TermFactory(organ=seat.organ, number=17, began=dt.date(2017, 1, 1)))
    for grouping, day, second, said in (
        (GroupingFactory(), MARCH, False, "不属于本机关"),
        (old, MARCH, False, "不是本届的"),
        (own, TERM_BEGAN - DAY, False, "不在任"),
        (own, MARCH, True, "只有界别"),
    ):
        with pytest.raises(Refused, match=said):
            join(seat, grouping, day, second=second)


def test_an_account_acts_only_for_its_own_persons_seat():
    seat = MandateFactory(organ=make_organ())
    with pytest.raises(Refused, match="不是"):
        mandates.grant_member_role(AccountFactory(), seat)
    account = AccountFactory(person=seat.person)
    assert mandates.grant_member_role(account, seat) == mandates.grant_member_role(account, seat)
