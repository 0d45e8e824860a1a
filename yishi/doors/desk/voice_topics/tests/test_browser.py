"""Hot topics in a real browser: axe on desk and phone, with nothing, much, what is wrong, and long words; the chart is drawn."""

from __future__ import annotations

from typing import Any

import pytest

from yishi.doors.look.tests.browsing import PHONE, WIDE, chromium, context, signed_in, walk
from yishi.foundation import clock
from yishi.readings.topics import office as topics
from yishi.readings.topics.models import Topic
from yishi.readings.topics.tests.made import NOISE
from yishi.readings.topics.tests.office import spoken
from yishi.rooms.voice.tests.office import Office

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LIST = "/desk/hot-topics/"


def at_work() -> tuple[Office, Topic]:
    """Two affairs, one with a name as long as it may be."""
    office = Office(day=clock.today())
    spoken(office, "紫藤园小区")
    spoken(office, "临江雅苑", NOISE, days=8)
    topics.compute(office.organ, topics.windows(office.day)[0])
    row = Topic.objects.get(place="紫藤园小区")
    topics.rename(office["office"], row.pk, "城乡社区居家养老服务设施布局和老旧小区适老化改造" * 3)
    return office, row


def test_axe_finds_nothing_serious_and_nothing_sticks_out(chromium_path: str, live_server: Any) -> None:
    office, row = at_work()
    monday = office.day.isoformat()
    paths = ["", "?filters=1", "?view=new", "?q=没有这样的事", "?since=2020-01-01&until=2020-02-01", f"{row.pk}/", f"{row.pk}/name/",
             f"weekly/?week={monday}", "weekly/?week=2020-01-06"]  # fmt: skip
    session = signed_in(office.people["office"].account)
    with chromium(chromium_path) as browser:
        assert walk(browser, live_server.url, session, [f"{LIST}{path}" for path in paths]) == []


def test_the_chart_is_drawn_and_its_numbers_stand_beneath(chromium_path: str, live_server: Any) -> None:
    office, row = at_work()
    session = signed_in(office.people["office"].account)
    with chromium(chromium_path) as browser:
        for size in (WIDE, PHONE):
            page = context(browser, live_server.url, session, size).new_page()
            page.goto(f"{live_server.url}{LIST}{row.pk}/")
            page.wait_for_selector("#chart-weeks svg")
            page.click("#chart-weeks summary")
            assert page.inner_text("#chart-weeks tbody tr:last-child td:last-child") == "5"
