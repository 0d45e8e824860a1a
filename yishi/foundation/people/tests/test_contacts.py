"""Contact chains: which seats may keep which, the people of a constituency or sector without their names, days that fit."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from yishi.foundation.people import contacts, mandates
from yishi.foundation.people.models import Contact, Mandate
from yishi.foundation.people.refusals import Refused
from yishi.foundation.people.tests.factories import GroupingFactory, MandateFactory, make_organ

pytestmark = pytest.mark.django_db
MARCH = dt.date(2026, 3, 12)
DAY = dt.timedelta(days=1)


@pytest.mark.parametrize(
    ("profile", "chain", "keeper", "kept", "said"),
    [
        ("npc", "council", "standing", "standing", ""),
        ("npc", "council", "deputy", "standing", "联系人应是常委会组成人员"),
        ("npc", "standing", "standing", "deputy", ""),
        ("npc", "standing", "standing", "official", "对象应是代表"),
        ("npc", "party_group", "standing", "deputy", "没有这种联系关系"),
        ("npc", "members", "deputy", "deputy", ""),
        ("npc", "public", "deputy", "deputy", "对象应是选区、代表团、代表小组"),
        ("cppcc", "party_group", "standing", "member", ""),
        ("cppcc", "standing", "member", "member", "联系人应是常委会组成人员"),
        ("cppcc", "members", "member", "member", ""),
    ],
)
def test_a_chain_joins_the_seats_it_is_for(profile: str, chain: str, keeper: str, kept: str, said: str) -> None:
    organ = make_organ(profile)
    one, other = MandateFactory(organ=organ, kind=keeper), MandateFactory(organ=organ, kind=kept)
    if said:
        with pytest.raises(Refused, match=said):
            contacts.link(chain, one, [other], MARCH)
        assert not Contact.objects.exists()
    else:
        assert [link.kept for link in contacts.link(chain, one, [other], MARCH)] == [other]


@pytest.mark.parametrize(
    ("profile", "good", "bad"), [("npc", "constituency", "committee"), ("cppcc", "sector", "party")]
)
def test_voters_and_people_of_a_sector_are_named_by_where_they_are(profile: str, good: str, bad: str) -> None:
    organ = make_organ(profile)
    seat = MandateFactory(organ=organ)
    with pytest.raises(Refused, match="请去掉"):
        contacts.link("public", seat, [GroupingFactory(organ=organ, kind=bad)], MARCH)
    where = GroupingFactory(organ=organ, kind=good)
    [link] = contacts.link("public", seat, [where], MARCH)
    assert (link.kept, link.people_of, link.whom) == (None, where, where.name)
    assert contacts.log(link, MARCH, "走访", met=12).met == 12


def test_all_or_none_and_nobody_of_another_organ() -> None:
    organ = make_organ()
    keeper, first, second = (MandateFactory(organ=organ) for _n in range(3))
    for wrong, said in (
        ([first, MandateFactory(organ=make_organ())], "请去掉"),
        ([first, MandateFactory(organ=organ, person=keeper.person)], "不能与本人"),
        ([first, MandateFactory(organ=organ, began=MARCH + DAY)], "还没有任职"),
        ([], "请选择联系对象"),
    ):
        with pytest.raises(Refused, match=said):
            contacts.link("members", keeper, wrong, MARCH)
    assert not Contact.objects.exists()
    contacts.link("members", keeper, [first, second], MARCH)
    with pytest.raises(Refused, match="已经建立"):
        contacts.link("members", keeper, [second], MARCH + DAY)


def test_a_link_ends_with_either_seat_and_takes_no_visit_afterwards() -> None:
    organ = make_organ()
    keeper, kept = MandateFactory(organ=organ), MandateFactory(organ=organ)
    [link] = contacts.link("members", keeper, [kept], MARCH)
    mandates.end(kept, MARCH + DAY, Mandate.Over.MOVED)
    link.refresh_from_db()
    for day in (MARCH - DAY, MARCH + 2 * DAY):
        with pytest.raises(Refused, match="还没有建立或已经结束"):
            contacts.log(link, day, "电话")
    contacts.log(link, MARCH + DAY, "电话")
    with pytest.raises(Refused, match="已于 2026-03-13 结束"):
        contacts.unlink(link, MARCH + 3 * DAY)
    with pytest.raises(Refused, match="不在任"):
        contacts.link("members", kept, [keeper], MARCH + 2 * DAY)


def test_the_database_keeps_a_link_to_one_side() -> None:
    seat = MandateFactory(organ=make_organ())
    where = GroupingFactory(organ=seat.organ)
    other = MandateFactory(organ=seat.organ)
    for sides in ({}, {"kept": other, "people_of": where}, {"kept": seat}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Contact.objects.create(keeper=seat, began=MARCH, **sides)
