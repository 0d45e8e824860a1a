"""Messages in a real browser: axe on desk, unit, phone and public page; the bench by keys; who sent it after a click."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from yishi.doors.desk.voice.tests.seated import PHONE as NUMBER
from yishi.doors.desk.voice.tests.seated import late, lived
from yishi.doors.desk.voice.tests.test_info import full
from yishi.doors.look.tests.browsing import PHONE, WIDE, chromium, context, signed_in, walk
from yishi.foundation import clock
from yishi.rooms.voice.models import Message
from yishi.rooms.voice.tests.office import Office
from yishi.rooms.voice.tests.test_surveys import WORDS, drawn, led

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LONG = "试验大道与试验路交叉口西北角老旧小区地下车库出入口排水沟堵塞一下雨就倒灌住户多次反映没有人管" * 4
DESK = [
    "", "?filters=1", "?view=late", "?view=checking", "?q=没有这样的事", "new/", "new/?petition=1", "sort/", "funnel/", "funnel/?by=unit",
    "funnel/?since=2020-01-01&until=2020-12-31", "items/", "items/?filters=1", "surveys/",
]  # fmt: skip


def at_work() -> tuple[Office, dict[str, Message]]:
    """An office with something on every page, and words as long as they may be."""
    office = Office(day=clock.today())
    found = lived(office)
    found["late"] = late(office)
    found["long"] = office.sent(LONG * 3, place=LONG[:120], area="试验镇")
    return office, found


def test_axe_finds_nothing_serious_and_nothing_sticks_out(chromium_path: str, live_server: Any) -> None:
    office, found = at_work()
    item = full(office)
    closes = (office.day + dt.timedelta(days=10)).isoformat()
    survey = led(office, drawn(office, **WORDS | {"closes_on": closes}), "open_survey")
    desk = [f"/desk/messages/{path}" for path in DESK]
    desk += [f"/desk/messages/{m.pk}/" for m in found.values()]
    desk += [f"/desk/messages/sort/?at={found['long'].pk}", f"/desk/messages/sort/?at={found['checking'].pk}"]
    desk += [
        f"/desk/messages/{found['explained'].pk}/publish/",
        f"/desk/messages/items/{item.pk}/",
        f"/desk/messages/surveys/{survey.pk}/",
    ]
    desk += [
        f"/desk/step/message/{found['received'].pk}/assign/",
        "/desk/new/survey/prepare/",
        "/desk/new/info_item/enter_item/",
        "/desk/",
    ]
    unit = [
        "/unit/",
        "/unit/messages/",
        f"/unit/messages/{found['assigned'].pk}/",
        f"/unit/step/message/{found['assigned'].pk}/answer/",
    ]
    phone = ["/pocket/", "/pocket/messages/", "/pocket/messages/new/", f"/pocket/messages/{found['answered'].pk}/"]
    member = [*phone, "/pocket/duty/", "/pocket/info/", f"/pocket/info/{item.pk}/", "/pocket/new/info_item/write_item/"]
    readers = {
        who: signed_in(office.people[who].account) for who in ("office", "liaison0", "deputy", "keeper", "informant")
    }
    with chromium(chromium_path) as browser:
        wrong = walk(browser, live_server.url, readers["office"], desk)
        wrong += walk(browser, live_server.url, readers["liaison0"], unit)
        wrong += walk(browser, live_server.url, readers["deputy"], member, sizes=(PHONE,))
        wrong += walk(browser, live_server.url, readers["keeper"], phone, sizes=(PHONE,))
        wrong += walk(browser, live_server.url, readers["informant"], phone[:3], sizes=(PHONE,), elder=True)
        wrong += walk(browser, live_server.url, "", [f"/public/surveys/{survey.code}/"])
    assert wrong == []


def test_one_sorts_by_keys_and_the_next_one_comes(chromium_path: str, live_server: Any) -> None:
    office = Office(day=clock.today())
    first = office.sent("试验小区物业管理太差，三号楼路灯坏了。")
    second = office.sent("试验路口的井盖松了，车压过去很响。")
    reader = signed_in(office.people["office"].account)
    with chromium(chromium_path) as browser:
        page = context(browser, live_server.url, reader, WIDE).new_page()
        page.goto(f"{live_server.url}/desk/messages/sort/")
        assert page.locator("#way-assign").get_attribute("open") is not None
        page.keyboard.press("q")
        page.keyboard.type("是哪一盏路灯？")
        assert page.input_value("#ask-question") == "是哪一盏路灯？"
        page.click("a[data-fill][data-field=topic]")
        assert page.input_value("#assign-topic") == "urban"
        assert page.input_value("#ask-question") == "是哪一盏路灯？"
        page.locator("#way-ask summary").click()
        page.focus("#ask-question")
        page.keyboard.press("Control+Enter")
        page.wait_for_selector("h1 >> text=试验路口的井盖松了")
    assert [Message.objects.get(pk=m.pk).matter.state for m in (first, second)] == ["asked", "received"]


def test_who_sent_it_is_on_the_page_only_after_a_click(chromium_path: str, live_server: Any) -> None:
    office = Office(day=clock.today())
    m = office.sent()
    reader = signed_in(office.people["office"].account)
    with chromium(chromium_path) as browser:
        page = context(browser, live_server.url, reader, WIDE).new_page()
        page.goto(f"{live_server.url}/desk/messages/{m.pk}/")
        assert NUMBER not in page.content()
        page.click(".sender-ask button")
        page.wait_for_selector(f"text={NUMBER}")
        assert page.url.endswith(f"/desk/messages/{m.pk}/")


def test_an_informant_notes_down_with_three_touches(chromium_path: str, live_server: Any) -> None:
    office = Office(day=clock.today())
    reader = signed_in(office.people["informant"].account)
    with chromium(chromium_path) as browser:
        page = context(browser, live_server.url, reader, PHONE).new_page()
        page.goto(f"{live_server.url}/pocket/messages/new/")
        page.fill("#id_text", "试验路口的井盖松了。")
        page.click("button.btn-big")
        page.wait_for_selector("text=已登记")
    m = Message.objects.get()
    assert (m.channel, m.recorded_by_id) == ("informant", office.people["informant"].account.pk)  # type: ignore[union-attr]  # he has one
