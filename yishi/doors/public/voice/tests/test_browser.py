"""A resident's whole way on a phone, in a real browser: from the scanned code to 「解决了吗？」; by keyboard alone, and without scripts."""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from yishi.doors.look.tests.browsing import PHONE, WIDE, chromium, context, faults
from yishi.doors.public.voice.tests.resident import PHONE as NUMBER
from yishi.doors.public.voice.tests.resident import Resident
from yishi.foundation import clock
from yishi.foundation.clocks.models import Clock
from yishi.foundation.files.tests import samples
from yishi.foundation.matters.models import Matter
from yishi.rooms.voice.models import Hop, Message
from yishi.rooms.voice.tests.office import TEXT, Office

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


PATIENCE = 120_000
"""Milliseconds: the first page of a server warms it up, and machines are shared."""
AGO = 12
"""Days since it was sent."""


@pytest.fixture(autouse=True)
def beside_a_browser(monkeypatch: pytest.MonkeyPatch) -> None:
    """Playwright's loop runs in this thread, and Django would refuse to be asked anything from within one."""
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


def office_of_today() -> Office:
    """Its people held their roles before what is to be shown."""
    return Office(day=clock.today() - dt.timedelta(days=AGO))


def as_if_sent_then(m: Message, office: Office) -> None:
    """The browser sends today; let it have been sent on the office's day, so that days lie between."""
    at = dt.datetime.combine(office.day, dt.time(8, 40), clock.CHINA)
    Message.objects.filter(pk=m.pk).update(arrived_at=at)
    Matter.objects.filter(pk=m.pk).update(opened_on=office.day)
    Hop.objects.filter(message=m.pk).update(at=at)
    Clock.objects.filter(matter=m.pk).update(started_on=office.day)


def shot(page: Page, name: str) -> None:
    """Kept where YISHI_SCREENS says, for people to look at."""
    if folder := os.environ.get("YISHI_SCREENS"):
        page.screenshot(path=str(Path(folder) / f"{name}.png"), full_page=True)


def look(page: Page, name: str, size: Any = PHONE) -> list[str]:
    """What is wrong with the page as it stands."""
    shot(page, name)
    return [f"{name}: {line}" for line in faults(page, size["width"])]


def latest() -> Message:
    return Message.objects.select_related("matter").latest("pk")


def dealt_with(office: Office, m: Message) -> None:
    """Asked, handed out and answered in the office, days apart."""
    on = [office.day + dt.timedelta(days=days) for days in (4, 10)]
    office.take("assign", m, at=on[0], layer="unit", unit=office.units[0].pk)
    office.take(
        "answer", m, "liaison0", at=on[1], outcome="solved", text="已派人到现场，灯头烧坏，换了新的，晚上亮了。"
    )


def test_from_the_code_to_whether_it_is_solved(chromium_path: str, live_server: Any, tmp_path: Path) -> None:
    office, wrong = office_of_today(), []
    photo = tmp_path / "IMG_0001.jpg"
    photo.write_bytes(samples.jpeg(turned=1))
    with chromium(chromium_path) as browser:
        reader = context(browser, live_server.url, size=PHONE)
        reader.set_default_timeout(PATIENCE)
        reader.grant_permissions(["geolocation"])
        reader.set_geolocation({"latitude": 29.563, "longitude": 106.5505})
        page = reader.new_page()
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.goto(f"{live_server.url}/public/deputies/{office.first.pk}/")
        wrong += look(page, "resident-1-card")
        page.click("text=给他留言")
        wrong += look(page, "resident-2-form")
        page.click("button:has-text('送出') >> visible=true >> nth=-1")
        page.wait_for_selector("[data-wrong]")
        wrong += look(page, "resident-3-refused")
        page.fill("#id_text", TEXT)
        page.fill("#id_place", "三号楼门前")
        page.set_input_files("#photos", str(photo))
        page.click("[data-here-ask]")
        page.wait_for_selector("text=已记下您现在的位置")
        page.fill("#id_phone", NUMBER)
        page.check("#id_may_publish")
        page.click("button:has-text('送出') >> visible=true >> nth=-1")
        page.wait_for_selector("#link")
        code, address = page.inner_text("#code"), page.get_attribute("#link", "href")
        wrong += look(page, "resident-4-sent")
        m = latest()
        as_if_sent_then(m, office)
        assert (m.deputy_id, m.place, float(m.latitude or 0)) == (office.first.pk, "三号楼门前", 29.563)
        page.goto(f"{live_server.url}{address}")
        wrong += look(page, "resident-5-received")
        office.take("ask", m, at=office.day + dt.timedelta(days=2), question="请写明是哪一盏路灯。")
        page.reload()
        wrong += look(page, "resident-6-asked")
        page.fill("textarea[name=reply]", "进门左手第一盏。")
        page.click(".ask button")
        page.wait_for_selector("text=已补充，谢谢。")
        Hop.objects.filter(message=m.pk, at__gt=clock.now() - dt.timedelta(hours=1)).update(
            at=clock.now() - dt.timedelta(days=9)
        )
        dealt_with(office, m)
        page.goto(f"{live_server.url}/public/look-up/")
        wrong += look(page, "resident-7-look-up")
        page.fill("#id_code", code.lower())
        page.fill("#id_tail", NUMBER[-4:])
        page.click("button:has-text('查') >> nth=-1")
        page.wait_for_selector("text=解决了吗？")
        wrong += look(page, "resident-8-solved")
        page.click("label:has-text('解决了') >> nth=0")
        page.click("label:has-text('满意') >> nth=0")
        page.click("button:has-text('送出评价')")
        page.wait_for_selector("text=谢谢您的评价")
        wrong += look(page, "resident-9-rated")
        reader.close()
    assert wrong == []
    assert [row.solved for row in m.ratings.all()] == ["yes"]


def test_by_keyboard_alone(chromium_path: str, live_server: Any) -> None:
    office = office_of_today()
    with chromium(chromium_path) as browser:
        page = context(browser, live_server.url, size=WIDE).new_page()
        page.goto(f"{live_server.url}/public/o/{office.organ.code}/say/?station={office.station.code}")
        page.focus("#id_text")
        page.keyboard.insert_text(TEXT)
        # Photographs, place, my place, name, phone, two boxes, and the button: nothing else stands in the way.
        for _ in range(2):
            page.keyboard.press("Tab")
        page.keyboard.insert_text("三号楼门前")
        for _ in range(3):
            page.keyboard.press("Tab")
        page.keyboard.insert_text(NUMBER)
        for _ in range(2):
            page.keyboard.press("Tab")
        page.keyboard.press("Space")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        page.wait_for_selector("#link")
        page.focus("#link")
        page.keyboard.press("Enter")
        page.wait_for_selector("text=从头到现在")
    m = latest()
    assert (m.text, m.place, m.may_publish, m.sender.phone) == (TEXT, "三号楼门前", True, NUMBER)


def test_without_scripts(chromium_path: str, live_server: Any, tmp_path: Path) -> None:
    office = office_of_today()
    photo = tmp_path / "b.jpg"
    photo.write_bytes(samples.jpeg(turned=2))
    with chromium(chromium_path) as browser:
        page = context(browser, live_server.url, size=PHONE, scripts=False).new_page()
        page.goto(f"{live_server.url}/public/s/{office.station.code}/say/")
        assert not page.is_visible("[data-here-ask]")
        page.set_input_files("#photos", str(photo))
        page.click("button:has-text('送出') >> visible=true >> nth=-1")
        assert "b.jpg" in page.inner_text(".photo-list")
        page.fill("#id_text", TEXT)
        page.fill("#id_phone", NUMBER)
        page.click("button:has-text('送出') >> visible=true >> nth=-1")
        assert not page.is_visible("[data-copy]")
        page.click("#link")
        assert TEXT in page.inner_text("main") and page.locator(".pictures img").count() == 1
        page.click("summary:has-text('撤回')")
        page.click("text=确定撤回")
        assert "已撤回" in page.inner_text("main")


@pytest.mark.parametrize("elder", [False, True])
def test_pages_that_everybody_may_read(chromium_path: str, live_server: Any, elder: bool) -> None:
    office, wrong = office_of_today(), []
    long = "很长的标题" * 12
    m = office.published(office.solved(), title=long, text="某小区路灯坏了。" * 40)
    with clock.at(office.day):
        office.published(office.closed())
        one = Resident(office)
        one.sends(text="很长的话，没有标点" * 200, place="很长的地点" * 20)
    of = f"/public/o/{office.organ.code}"
    with chromium(chromium_path) as browser:
        for size in (PHONE, WIDE):
            reader = context(browser, live_server.url, size=size, elder=elder)
            page = reader.new_page()
            for name, path in (
                ("front", "/public/"), ("messages", f"{of}/messages/"), ("filters", f"{of}/messages/?filters=1"), ("nothing", f"{of}/messages/?q=没有这个"),
                ("message", f"/public/messages/{m.pk}/"), ("own", one.link), ("say", f"{of}/say/"), ("lost", f"/public/m/{'A' * 22}/"),
            ):  # fmt: skip
                page.goto(f"{live_server.url}{path}")
                wrong += look(page, f"public-{name}-{size['width']}{'-elder' if elder else ''}", size)
            reader.close()
    assert wrong == []
