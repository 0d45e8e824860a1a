"""The factories make what others build their tests on."""

from __future__ import annotations

import pytest

from yishi.foundation.people.models import Mandate, Person, RoleCode, Unit
from yishi.foundation.people.tests.factories import (
    PASSWORD,
    BelongingFactory,
    GroupingFactory,
    MandateFactory,
    PostFactory,
    SuspensionFactory,
    actor,
    coordinator,
    invented_name,
    make_organ,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("profile", ["npc", "cppcc"])
@pytest.mark.parametrize("code", list(RoleCode))
def test_every_role_can_be_played(profile, code):
    organ = make_organ(profile)
    someone = actor(organ, code)
    assert someone.kind == "account" and someone.has(code)
    assert someone.account.check_password(PASSWORD)


def test_a_members_actor_acts_for_the_mandate_given():
    mandate = MandateFactory(organ=make_organ("cppcc"))
    first, again = (actor(mandate.organ, RoleCode.MEMBER, mandate=mandate) for _ in range(2))
    assert first.mandates == {mandate.pk} and first.account == again.account
    assert mandate.kind == Mandate.Kind.MEMBER


def test_offices_stand_on_the_organs_coordinating_unit():
    organ = make_organ()
    assert actor(organ, RoleCode.PARTY_OFFICE).units(RoleCode.PARTY_OFFICE) == {coordinator(organ, Unit.Side.PARTY).pk}


def test_the_rest_is_made_whole():
    belonging = BelongingFactory()
    assert belonging.grouping.organ == belonging.mandate.organ
    assert GroupingFactory().term and PostFactory().pk and SuspensionFactory().pk
    assert {Person.objects.get(pk=belonging.mandate.person_id).sex} <= {"m", "f"}


def test_invented_names_differ():
    assert len({invented_name(number) for number in range(500)}) == 500
