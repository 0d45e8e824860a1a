"""The tree of five levels: what may stand below what, and working bodies without sessions or seats."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from yishi.foundation.people import mandates, organs
from yishi.foundation.people.models import Organ
from yishi.foundation.people.refusals import Refused
from yishi.foundation.people.tests.factories import OrganFactory, PersonFactory, make_organ

pytestmark = pytest.mark.django_db


def below(above: Organ, level: str, code: str, place: str = "500199") -> Organ:
    return organs.make(above, code=code, name=f"试{code}", short=f"试{code}", level=level, place=place)


def test_five_levels_each_with_records_of_its_own() -> None:
    province = OrganFactory(level="province", code="p")
    city = below(province, "city", "c", "5001")
    district = below(city, "district", "d")
    town, street = below(district, "town", "t", "500199101"), below(district, "street", "s", "500199001")
    assert town.path == "p/c/d/t/" and set(city.subtree()) == {city, district, town, street}
    assert (town.working, street.working, town.profile) == (False, True, "npc")
    assert (organs.holds_sessions(town), organs.holds_sessions(street)) == (True, False)


@pytest.mark.parametrize(
    ("above", "level", "place", "said"),
    [
        ("district", "city", "500199", "可以设的层级：乡镇、街道、开发区、功能区"),
        ("street", "town", "500199", "可以设的层级：无"),
        ("district", "town", "33", "应在"),
        ("district", "town", "5x", "行政区划代码应为"),
    ],
)
def test_what_does_not_fit_is_refused(above: str, level: str, place: str, said: str) -> None:
    mine = OrganFactory(level=above, code="d", place="500199", working=above == "street")
    with pytest.raises(Refused, match=said):
        below(mine, level, "x", place)
    assert Organ.objects.count() == 1


def test_a_code_stands_once_and_is_no_free_text() -> None:
    mine = make_organ()
    below(mine, "town", "x", "50")
    for code in ("x", "", "a b", "一", "x" * 41):
        with pytest.raises(Refused):
            below(mine, "town", code, "50")
    assert Organ.objects.filter(parent=mine).count() == 1


def test_a_working_body_has_no_seats_and_no_level_but_its_own() -> None:
    street = below(make_organ(), "street", "s", "50")
    with pytest.raises(Refused, match="组织法 59"):
        mandates.begin(street, PersonFactory(), "official", dt.date(2026, 3, 1), "appointed")
    with pytest.raises(IntegrityError), transaction.atomic():
        Organ.objects.filter(pk=street.pk).update(working=False)
