"""Receptions with their bookings, and turns online: the way each goes, and what is refused with which sentence."""

from __future__ import annotations

import datetime as dt

import pytest

from yishi.foundation import clock, codes
from yishi.foundation.journal.models import Entry
from yishi.foundation.loops.refusals import Invalid, Refused
from yishi.foundation.outbox.models import Notice
from yishi.rooms.stations import following, heartbeat, lists
from yishi.rooms.stations.loop import presence, reception
from yishi.rooms.stations.loop.booking import AlreadyBooked
from yishi.rooms.stations.models import Booker, Booking
from yishi.rooms.stations.tests.office import TODAY, Office

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
DAY = dt.timedelta(days=1)


@pytest.fixture
def office() -> Office:
    return Office()


# receptions


def test_a_resident_books_without_an_account_and_takes_it_back(office: Office) -> None:
    r = office.reception(day=(TODAY + DAY).isoformat())
    assert [str(slot) for slot in r.slots.all()] == ["09:00–09:30", "09:30–10:00"]
    keys = office.booked(r, name="试某", about="路灯")
    found = following.by_link(keys.link)
    assert found is not None and found.booker.phone == "13900001234" and len(keys.code) == 10
    office.take(reception["cancel_booking"], r, "stranger", link=keys.link)
    found.refresh_from_db()
    assert (found.state, found.cancelled_by) == (Booking.State.CANCELLED, "本人")
    with pytest.raises(Refused, match="已经取消"):
        office.take(reception["cancel_booking"], r, "stranger", link=keys.link)


def test_the_journal_keeps_nobody_who_booked(office: Office) -> None:
    r = office.reception(day=(TODAY + DAY).isoformat())
    office.booked(r, name="试某某", about="我家的事", phone="13911112222")
    entry = Entry.objects.filter(matter=r.pk, step="reception.book").select_related("body").get()
    for word in ("试某某", "我家的事", "13911112222"):
        assert word not in str(entry.body.text)


def test_the_same_form_twice_is_one_booking(office: Office) -> None:
    r = office.reception(day=(TODAY + DAY).isoformat(), capacity=3)
    nonce = codes.fresh()
    office.booked(r, nonce=nonce)
    with pytest.raises(AlreadyBooked):
        office.booked(r, nonce=nonce)
    assert Booking.objects.count() == 1


def test_a_time_takes_so_many_and_no_more(office: Office) -> None:
    r = office.reception(day=(TODAY + DAY).isoformat())
    keys = office.booked(r)
    with pytest.raises(Invalid, match="约满"):
        office.booked(r, phone="13900009999")
    office.take(reception["cancel_booking"], r, "stranger", link=keys.link)
    office.booked(r, phone="13900009999")
    many = office.reception(day=(TODAY + 2 * DAY).isoformat(), capacity=2)
    for phone in ("13900001111", "13900002222"):
        office.booked(many, phone=phone)
    with pytest.raises(Invalid, match="不能改得比它少"):
        office.take(reception["change"], many, capacity=1)


def test_limits_of_a_phone_and_of_a_machine(office: Office) -> None:
    r = office.reception(day=(TODAY + DAY).isoformat(), ends="17:00", capacity=9)
    for at in range(2):
        office.booked(r, at)
    with pytest.raises(following.Slow, match="这个号码"):
        office.booked(r, 2)
    for at in range(10):
        office.booked(r, 3 + at // 9, phone=f"139{at:08d}", client="198.51.100.7")
    with pytest.raises(following.Slow, match="这台设备"):
        office.booked(r, 5, phone="13700000000", client="198.51.100.7")
    office.booked(r, 5, phone="13700000000", client="198.51.100.8")


def test_a_code_needs_the_last_digits_and_locks_after_five_errors(office: Office) -> None:
    r = office.reception(day=(TODAY + DAY).isoformat())
    keys = office.booked(r)
    with clock.at(office.day):
        assert following.by_code(keys.shown.lower(), "1234") is not None
        for _ in range(4):
            assert following.by_code(keys.code, "0000") is None
        assert following.by_code(keys.code, "1234") is not None  # the right ones forgive the wrong ones
        for _ in range(5):
            assert following.by_code(keys.code, "0000") is None
        with pytest.raises(following.Slow):
            following.by_code(keys.code, "1234")
    with clock.at(dt.datetime.combine(TODAY, dt.time(10, 1), clock.CHINA)):
        found = following.by_code(keys.code, "1234")
        assert found is not None and following.by_code("22222ABCDE", "1234") is None
        proof = following.proof(found)
    office.take(reception["cancel_booking"], r, "stranger", proof=proof)
    with pytest.raises(Invalid, match="没有找到"):
        office.take(reception["cancel_booking"], r, "stranger", proof=f"{proof}x")


def test_proof_of_one_booking_takes_back_no_other(office: Office) -> None:
    r, other = (office.reception(day=(TODAY + at * DAY).isoformat()) for at in (1, 2))
    keys = office.booked(r)
    with pytest.raises(Invalid, match="没有找到"):
        office.take(reception["cancel_booking"], other, "stranger", link=keys.link)


def test_a_reception_is_held_and_who_did_not_come_is_noted(office: Office) -> None:
    r = office.reception()
    office.booked(r)
    office.booked(r, 1, phone="13900005678", heads=3)
    rows = list(Booking.objects.order_by("pk"))
    office.take(reception["note_come"], r, "first", rows=[rows[1].pk])
    office.take(reception["hold"], r, "keeper", heads=4)
    assert [row.state for row in Booking.objects.order_by("pk")] == ["absent", "came"]
    office.take(reception["note_come"], r, rows=[rows[0].pk])
    office.take(reception["set_right"], r, why="记错。")
    assert office.again(r).heads == 0
    office.take(reception["cancel"], r, why="改期。")
    with pytest.raises(Invalid, match="由谁接待"):
        office.take(reception["hold"], office.reception(persons=[]))


def test_a_cancelled_day_has_the_office_ring_up(office: Office) -> None:
    r = office.reception(day=(TODAY + DAY).isoformat())
    office.booked(r)
    office.take(reception["cancel"], r, "keeper", why="停电。")
    assert Booking.objects.get().state == Booking.State.CANCELLED
    assert Notice.objects.filter(account=office.people["office"].account, kind="ring_up").exists()


def test_deputies_join_and_leave_a_reception(office: Office) -> None:
    r = office.reception(day=(TODAY + DAY).isoformat())
    office.take(reception["join"], r, "second")
    with pytest.raises(Refused, match="已经在接待人里"):
        office.take(reception["join"], r, "second")
    office.take(reception["leave"], r, "second", why="出差。")
    assert [row.mandate for row in r.receivers.all()] == [office.first]
    with pytest.raises(Invalid, match="时段太多"):
        office.reception(ends="23:00", minutes=5)


def test_who_booked_is_seen_by_few_and_can_be_erased(office: Office) -> None:
    r = office.reception(day=(TODAY + DAY).isoformat())
    keys = office.booked(r, name="试某")
    with clock.at(TODAY):
        seeing = {name for name, one in office.everybody().items() if lists.sees_booker(one, r)}
    assert seeing == {"office", "keeper", "first", "system"}
    office.take(reception["erase_bookers"], r, rows=[Booking.objects.get().pk], why="本人要求。")
    row = Booker.objects.get()
    assert (row.name, row.phone, row.about, row.who, row.link, row.code) == ("（已依法删除）", "", "", "", None, None)
    assert following.by_link(keys.link) is None


# online


def test_one_turn_a_day_with_signs_of_life(office: Office) -> None:
    p = office.online(station=office.here.pk)
    nine = dt.datetime.combine(TODAY, dt.time(9), clock.CHINA)
    with clock.at(nine + dt.timedelta(minutes=2)):
        assert heartbeat.live(office.organ) == 1 and heartbeat.beat(office["first"])
    with clock.at(nine + dt.timedelta(minutes=4)):
        assert heartbeat.live(office.organ) == 1
    with clock.at(nine + dt.timedelta(minutes=6)):
        assert heartbeat.live(office.organ) == 0
    with pytest.raises(Invalid, match="再次上线"):
        office.online()
    office.take(presence["go_offline"], p, "first")
    with clock.at(nine):
        assert heartbeat.live(office.organ) == 0 and not heartbeat.beat(office["first"])
    office.take(presence["come_back"], p, "first")
    with clock.at(nine):
        assert heartbeat.live(office.organ) == 1
    office.day += DAY
    with pytest.raises(Refused, match="重新上线"):
        office.take(presence["come_back"], p, "first")
    office.online()
