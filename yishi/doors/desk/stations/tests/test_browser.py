"""Stations in a real browser: axe on desk, phone and the public's pages, empty and full, with words as long as they may be."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from yishi.doors.look.tests.browsing import PHONE, chromium, context, signed_in, walk
from yishi.foundation import clock
from yishi.foundation.people.tests.factories import BelongingFactory
from yishi.rooms.stations.loop import duty, station
from yishi.rooms.stations.models import Booking, Reception, Station
from yishi.rooms.stations.tests.office import Office

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LONG = "未有市试验区东门街道城乡社区居家养老服务中心人大代表之家暨政协委员工作室联合接待群众联络站"
DESK = ["", "?filters=1", "?q=没有这样的站", "tree/", "map/", "board/", "placing/", "placing/?all=1", "rating/", "import/", "posts/import/"]  # fmt: skip


def at_work() -> tuple[Office, list[str], list[str]]:
    """An office with something on every page: the desk's addresses, and the public's."""
    office = Office(day=clock.today())
    day = (office.day + dt.timedelta(days=1)).isoformat()
    long = office.station(
        title=LONG,
        address=LONG,
        area="西门街道",
        latitude="30.1",
        longitude="120.1",
        introduction=LONG * 9,
        upper=office.here.pk,
    )
    office.take(station["amend"], office.here, title="试验站1", area="东门街道", address="东门街道东门路12号", latitude="30.2", longitude="120.2",
                opening="周一至周日 0:00-23:59", online=True, video="https://video.example/room", phone="000-61000001")  # fmt: skip
    office.take(station["set_days"], office.here, days=[{"day": day, "opening": "", "note": "盘点"}])
    BelongingFactory(mandate=office.third, grouping=office.constituency)
    office.ground(office.constituency)
    d = office.duty(persons=[office.first.pk], officials=[{"unit": office.unit.pk, "words": "副局长"}])
    office.take(duty["ask_swap"], d, "first", instead=office.third.pk)
    kept = office.duty(persons=[office.second.pk])
    office.take(duty["keep"], kept, heads=5)
    r = office.reception(day=day, topics=LONG)
    keys = office.booked(r, name="试某", about=LONG)
    office.take(station["rate_stars"], office.here, year=office.day.year, number=5, why="全区示范。")
    p = office.online(station=office.here.pk)
    rule = office.rule()
    desk = [f"/desk/stations/{path}" for path in DESK]
    desk += [
        f"/desk/stations/{office.here.pk}/{path}"
        for path in ("", "poster/", "roster/", "roster/?weekdays=0&starts=9:00&ends=11:00&each=1")
    ]
    desk += [
        f"/desk/stations/{path}"
        for path in (f"{long.pk}/", f"{long.pk}/poster/", f"duties/{d.pk}/", f"receptions/{r.pk}/")
    ]
    desk += [f"/desk/stations/{path}" for path in (f"online/{p.pk}/", f"rules/{rule.pk}/", "?view=closed")]
    desk += [
        "/desk/new/station/set_up/",
        "/desk/new/duty/plan/",
        "/desk/new/reception/announce/",
        "/desk/new/station_rule/set_rule/",
    ]
    public = [f"/public/s/{s.code}/" for s in (office.here, long)] + [
        f"/public/s/{office.here.code}/book/{r.pk}/",
        "/public/bookings/",
    ]
    public += [
        f"/public/bookings/{keys.link}/",
        f"/public/o/{office.organ.code}/stations/",
        f"/public/o/{office.organ.code}/online/",
    ]
    return office, desk, public


def test_axe_finds_nothing_serious_at_the_desk(chromium_path: str, live_server: Any) -> None:
    office, desk, _public = at_work()
    readers = {who: signed_in(office.people[who].account) for who in ("office", "keeper")}
    with chromium(chromium_path) as browser:
        wrong = walk(browser, live_server.url, readers["office"], desk)
        wrong += walk(
            browser, live_server.url, readers["keeper"], ["/desk/stations/", f"/desk/stations/{office.here.pk}/"]
        )
    assert wrong == []


def test_axe_finds_nothing_serious_for_residents_and_deputies(chromium_path: str, live_server: Any) -> None:
    office, _desk, public = at_work()
    deputies = [signed_in(office.people[who].account) for who in ("first", "third")]
    with chromium(chromium_path) as browser:
        wrong = walk(browser, live_server.url, "", public)
        for deputy in deputies:
            wrong += walk(browser, live_server.url, deputy, ["/pocket/duty/stations/"], sizes=(PHONE,))
    assert wrong == []


def test_empty_pages_say_what_will_be_here(chromium_path: str, live_server: Any) -> None:
    office = Office(day=clock.today())
    empty = Office(day=clock.today())
    Station.objects.filter(matter__organ=empty.organ).update(online=False)
    office.take(station["close"], office.here, why="合并。")
    reader = signed_in(office.people["office"].account)
    with chromium(chromium_path) as browser:
        wrong = walk(
            browser,
            live_server.url,
            reader,
            [f"/desk/stations/{path}" for path in ("", "tree/", "map/", "board/", "rating/")],
        )
        wrong += walk(
            browser, live_server.url, "", [f"/public/o/{office.organ.code}/{path}/" for path in ("stations", "online")]
        )
    assert wrong == []


def test_a_resident_books_by_keyboard_and_takes_it_back_without_scripts(chromium_path: str, live_server: Any) -> None:
    office = Office(day=clock.today())
    r = office.reception(day=(office.day + dt.timedelta(days=1)).isoformat())
    with chromium(chromium_path) as browser:
        page = context(browser, live_server.url, "", PHONE, scripts=False).new_page()
        page.goto(f"{live_server.url}/public/s/{office.here.code}/")
        page.click("text=预约接待时间 >> nth=0")
        page.click(".station-days .btn >> nth=0")
        page.focus("[name=slot] >> nth=0")
        page.keyboard.press("Space")
        page.fill("[name=phone]", "13900001234")
        page.focus(".form-end .btn-primary")
        page.keyboard.press("Enter")
        page.wait_for_selector("text=请记下预约码")
        code = page.inner_text(".booking-code")
        page.goto(f"{live_server.url}/public/bookings/")
        page.fill("[name=code]", code.lower())
        page.fill("[name=tail]", "1234")
        page.click(".form-end .btn-primary")
        page.click("text=取消这个预约")
        page.click("text=确定取消")
        page.wait_for_selector("text=预约已取消")
    assert Booking.objects.get().state == Booking.State.CANCELLED
    assert Reception.objects.get(pk=r.pk).matter.state == Reception.State.ANNOUNCED
