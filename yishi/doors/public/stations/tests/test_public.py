"""What residents see of stations and what they do there, without an account."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from yishi.foundation import clock, codes
from yishi.rooms.stations.loop import reception, station
from yishi.rooms.stations.models import Booker, Booking
from yishi.rooms.stations.tests.office import TODAY, Office

pytestmark = pytest.mark.django_db
TOMORROW = (TODAY + dt.timedelta(days=1)).isoformat()


@pytest.fixture
def office() -> Iterator[Office]:
    """Ten o'clock of the office's day."""
    made = Office()
    with clock.at(dt.datetime.combine(made.day, dt.time(10), clock.CHINA)):
        yield made


def test_a_station_says_whether_it_is_open_and_who_is_there(office: Office) -> None:
    office.duty(persons=[office.first.pk], starts="09:00", ends="12:00")
    office.duty(persons=[office.second.pk], starts="14:00", ends="16:00")
    office.online("third", at=clock.now(), station=office.here.pk)
    with CaptureQueriesContext(connection) as found:
        page = Client().get(f"/public/s/{office.here.code.lower()}/").content.decode()
    assert len(found) <= 16, len(found)
    there = page[page.index("现在值班") : page.index("</p>", page.index("现在值班"))]
    assert "现在开放" in page and office.first.person.name in there and office.third.person.name in there
    assert office.second.person.name not in there and "https://video.example/room" in page
    office.take(station["set_days"], office.here, days=[{"day": TODAY.isoformat(), "opening": "", "note": "盘点"}])
    page = Client().get(f"/public/s/{office.here.code}/").content.decode()
    assert "今天不开放" in page and "盘点" in page


def test_a_closed_station_is_nowhere(office: Office) -> None:
    closed = office.closed()
    for path in (f"s/{closed.code}/", f"s/{closed.code}/code.svg", "s/NO-SUCH/", f"s/{office.here.code}/book/999/"):
        assert Client().get(f"/public/{path}").status_code == 404, path
    assert closed.matter.title not in Client().get(f"/public/o/{office.organ.code}/stations/").content.decode()


def test_stations_nearby_by_street(office: Office) -> None:
    other = office.station(area="西门街道")
    page = Client().get(f"/public/o/{office.organ.code}/stations/?area=西门街道").content.decode()
    assert other.matter.title in page and office.here.matter.title not in page


def test_the_live_number(office: Office) -> None:
    url = f"/public/o/{office.organ.code}/online/"
    assert ">0<" in Client().get(url).content.decode()
    office.online("first", at=clock.now(), station=office.here.pk)
    page = Client().get(f"{url}?now=1", headers={"HX-Request": "true"}).content.decode()
    assert ">1<" in page and office.first.person.name in page and "<html" not in page
    with clock.at(dt.datetime.combine(TODAY, dt.time(10, 30), clock.CHINA)):
        assert ">0<" in Client().get(url).content.decode()


def test_booking_shows_link_and_code_once_and_again_for_the_same_form(office: Office) -> None:
    r = office.reception(day=TOMORROW)
    url, nonce = f"/public/s/{office.here.code}/book/{r.pk}/", codes.fresh()
    assert "09:00" in Client().get(url).content.decode()
    data = {
        "slot": r.slots.first().pk,
        "phone": "139 0000 1234",
        "nonce": nonce,
        "name": "试某",
        "heads": 2,
        "about": "路灯",
    }
    first, again = Client().post(url, data), Client().post(url, data)
    keys = codes.keys(nonce)
    for answer in (first, again):
        assert (
            answer.status_code == 200 and keys.shown in answer.content.decode() and keys.link in answer.content.decode()
        )
        assert answer["Cache-Control"] == "no-store"
    assert Booking.objects.count() == 1
    row = Booker.objects.get()
    assert keys.link not in str(vars(row)) and keys.code not in str(vars(row))
    page = Client().get(f"/public/bookings/{keys.link}/").content.decode()
    assert "取消这个预约" in page and "139" not in page and "试某" not in page and keys.shown not in page
    assert Client().post(f"/public/bookings/{keys.link}/").status_code == 302
    assert Booking.objects.get().state == Booking.State.CANCELLED
    assert Client().get(f"/public/bookings/{keys.link[::-1]}/").status_code == 404


def test_what_was_typed_stays_when_it_is_refused(office: Office) -> None:
    r = office.reception(day=TOMORROW)
    url = f"/public/s/{office.here.code}/book/{r.pk}/"
    answer = Client().post(url, {"phone": "123", "name": "试某", "nonce": codes.fresh()})
    page = answer.content.decode()
    assert answer.status_code == 422 and "试某" in page and "123" in page
    slot = r.slots.first().pk
    office.booked(r)
    answer = Client().post(url, {"slot": slot, "phone": "13900007777", "nonce": codes.fresh()})
    assert answer.status_code == 422 and "约满" in answer.content.decode()


def test_one_machine_that_floods_is_slowed_and_others_are_not(office: Office) -> None:
    r = office.reception(day=TOMORROW, ends="17:00", capacity=20)
    url, slot = f"/public/s/{office.here.code}/book/{r.pk}/", r.slots.first().pk
    told = []
    for at in range(12):
        data = {"slot": slot, "phone": f"138{at:08d}", "nonce": codes.fresh()}
        told.append(Client(REMOTE_ADDR="198.51.100.7").post(url, data).status_code)
    assert told == [200] * 10 + [429] * 2
    other = {"slot": slot, "phone": "13700000000", "nonce": codes.fresh()}
    assert Client(REMOTE_ADDR="198.51.100.8").post(url, other).status_code == 200
    assert "198.51.100" not in str(list(Booker.objects.values()))


def test_a_booking_is_found_by_code_and_digits_and_locks(office: Office) -> None:
    r = office.reception(day=TOMORROW)
    keys = office.booked(r)
    find = "/public/bookings/"
    page = Client().post(find, {"code": keys.code, "tail": "1234"}).content.decode()
    assert "取消这个预约" in page and 'name="proof"' in page
    told = [Client().post(find, {"code": keys.code, "tail": "9999"}).status_code for _ in range(6)]
    assert told == [422] * 5 + [429]
    assert Client().post(find, {"code": keys.code, "tail": "1234"}).status_code == 429
    assert Client().post(find, {"code": "2222222222", "tail": "1234"}).status_code == 422
    assert Client().post(find, {"proof": "1:forged"}).status_code in (422, 200)
    assert Booking.objects.get().state == Booking.State.BOOKED


def test_a_cancelled_day_tells_who_booked(office: Office) -> None:
    r = office.reception(day=TOMORROW)
    keys = office.booked(r)
    office.take(reception["cancel"], r, why="停电。")
    assert "已取消" in Client().get(f"/public/bookings/{keys.link}/").content.decode()
