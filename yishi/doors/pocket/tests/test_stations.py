"""Stations on the phone: my stations and duties, a swap, and going online with one touch."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from yishi.foundation import clock
from yishi.rooms.stations.models import Duty, Presence
from yishi.rooms.stations.tests.office import TODAY, Office

pytestmark = pytest.mark.django_db
URL = "/pocket/duty/stations/"


@pytest.fixture
def office() -> Iterator[Office]:
    """Ten o'clock of the office's day."""
    made = Office()
    with clock.at(dt.datetime.combine(made.day, dt.time(10), clock.CHINA)):
        yield made


def phone(office: Office, who: str) -> Client:
    made = Client()
    made.force_login(office.people[who].account, backend="django.contrib.auth.backends.ModelBackend")
    return made


def test_online_with_one_touch_and_off_again(office: Office) -> None:
    client = phone(office, "first")
    assert "此刻 0 位" in client.get(URL).content.decode()
    assert client.post(f"{URL}online/", {"go": "on", "station": office.here.pk}).status_code == 302
    p = Presence.objects.get()
    assert (p.mandate, p.station, p.matter.state) == (office.first, office.here, "on")
    assert "您在线上" in client.get(URL).content.decode()
    assert "此刻 1 位" in client.post(f"{URL}online/beat/").content.decode()
    client.post(f"{URL}online/", {"go": "off"})
    assert "此刻 0 位" in client.post(f"{URL}online/beat/").content.decode()
    client.post(f"{URL}online/", {"go": "on"})
    p.matter.refresh_from_db()
    assert p.matter.state == "on" and Presence.objects.count() == 1


def test_a_swap_from_phone_to_phone(office: Office) -> None:
    d = office.duty(persons=[office.first.pk])
    page = phone(office, "first").get(URL).content.decode()
    assert office.here.matter.title in page and "请人代班" in page
    assert (
        phone(office, "first").post(f"/pocket/step/duty/{d.pk}/ask_swap/", {"instead": office.third.pk}).status_code
        == 303
    )
    assert "请您代这一班" in phone(office, "third").get(URL).content.decode()
    assert phone(office, "third").post(f"/pocket/step/duty/{d.pk}/take_over/").status_code == 303
    assert [row.mandate for row in Duty.objects.get().persons.all()] == [office.third]
    assert phone(office, "second").post(f"/pocket/step/duty/{d.pk}/take_over/").status_code == 403


def test_a_page_full_of_duties_costs_no_more_than_a_few_queries_each(office: Office) -> None:
    for at in range(1, 9):
        office.duty(persons=[office.first.pk], day=(TODAY + dt.timedelta(days=at)).isoformat())
    client = phone(office, "first")
    with CaptureQueriesContext(connection) as found:
        assert client.get(URL).status_code == 200
    assert len(found) <= 30, len(found)


def test_it_is_for_deputies(office: Office) -> None:
    assert phone(office, "office").get(URL).status_code == 403
    assert Client().get(URL).status_code == 302
