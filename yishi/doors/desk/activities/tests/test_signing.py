"""Signing in: the code on the wall, the phone that scans it, and what is said outside the hours."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.test import Client

from yishi.doors.desk.activities import signing as wall
from yishi.doors.desk.activities.tests.seated import client
from yishi.foundation import clock
from yishi.foundation.people.models import RoleCode
from yishi.foundation.people.tests.factories import MandateFactory, RoleFactory
from yishi.rooms.activities import signing
from yishi.rooms.activities.loop import activity
from yishi.rooms.activities.models import Activity, Participant
from yishi.rooms.activities.tests.office import Office

pytestmark = pytest.mark.django_db


def at(office: Office, hour: int, minute: int = 0) -> Any:
    """The office's day at that time."""
    return clock.at(dt.datetime.combine(office.day, dt.time(hour, minute), clock.CHINA))


def meeting(office: Office) -> Activity:
    """One that begins at two, with one who is expected."""
    a = office.planned(starts="14:00", title="下午的视察")
    office.take(activity["take_part"], a, persons=[office.first.pk])
    return office.again(a)


def door(a: Activity) -> str:
    """Where its code leads."""
    return f"/pocket/sign/{signing.token(a)}/"


def test_the_wall_shows_the_code_and_who_has_come(office: Office) -> None:
    a = meeting(office)
    with at(office, 13, 30):
        text = client(office).get(f"/desk/activities/{a.pk}/code/").content.decode()
        assert "data:image/svg+xml" in text and "已通知和登记 1 人" in text
        client(office, "member").post(door(a))
        part = client(office).get(f"/desk/activities/{a.pk}/code/signed/").content.decode()
    assert (
        '<strong class="num">1</strong>' in part and office.second.person.name in part and "已通知和登记 2 人" in part
    )
    assert wall.address(a).endswith(door(a))


def test_only_who_records_it_puts_the_code_up(office: Office) -> None:
    a = meeting(office)
    assert client(office, "leader").get(f"/desk/activities/{a.pk}/code/").status_code == 403
    assert client(office, "committee").get(f"/desk/activities/{a.pk}/code/").status_code == 404
    assert client(Office(), "office").get(f"/desk/activities/{a.pk}/code/").status_code == 404
    assert client(office).get(f"/desk/activities/{office.stock().pk}/code/").status_code == 409


def test_one_button_signs_in_and_twice_is_once(office: Office) -> None:
    a, phone = meeting(office), client(office, "member")
    with at(office, 13, 30):
        assert "<form" in phone.get(door(a)).content.decode().partition("<main")[2]
        for _each in range(2):
            assert phone.post(door(a)).status_code == 302
        text = phone.get(door(a)).content.decode()
    assert "签到" in text and "您已于" in text
    assert Participant.objects.filter(activity=a, mandate=office.second).exclude(signed_at=None).count() == 1


@pytest.mark.parametrize(("hour", "sentence"), [(12, "还没有到签到时间"), (24, "签到已经结束")])
def test_outside_the_hours_a_sentence_stands_in_its_place(office: Office, hour: int, sentence: str) -> None:
    a, phone = meeting(office), client(office, "member")
    with at(office, 12) if hour == 12 else clock.at(office.day + dt.timedelta(days=1)):
        shown = phone.get(door(a)).content.decode()
        tried = phone.post(door(a))
    assert sentence in shown and tried.status_code == 409 and sentence in tried.content.decode()
    assert not Participant.objects.filter(activity=a, mandate=office.second).exists()


def test_a_stranger_signs_in_to_the_house_first_and_comes_back(office: Office) -> None:
    a = meeting(office)
    answer = Client().get(door(a))
    assert answer.status_code == 302 and answer["Location"].startswith("/accounts/login/?next=/pocket/sign/")


def test_a_code_that_was_not_made_here_leads_nowhere(office: Office) -> None:
    a = meeting(office)
    for token in (f"{a.pk}", f"{a.pk}:forged", "x" * 200):
        assert client(office, "member").get(f"/pocket/sign/{token}/").status_code == 404
    assert client(Office(), "member").get(door(a)).status_code == 404


def test_staff_are_told_that_only_deputies_sign_in(office: Office) -> None:
    a = meeting(office)
    with at(office, 13, 30):
        assert "在任" in client(office).get(door(a)).content.decode()
        assert client(office).post(door(a)).status_code == 403


def test_who_sits_in_several_organs_need_not_change_over(office: Office) -> None:
    other = Office(parent=office.organ)
    account = other.people["member"].account
    assert account is not None
    seat = MandateFactory(organ=office.organ, person=other.second.person)
    RoleFactory(account=account, organ=office.organ, code=RoleCode.MEMBER, mandate=seat)
    a, phone = meeting(office), client(other, "member")
    with at(office, 13, 30):
        assert phone.post(door(a)).status_code == 302
    assert Participant.objects.filter(activity=a, mandate=seat).exclude(signed_at=None).exists()
