"""Registers, rules and journal in a real browser: axe finds nothing, nothing sticks out, forms work beside the page."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, sync_playwright

from yishi.doors.desk.people.tests.world import ADMINISTRATOR, OFFICE, PATTERNS, WHO, World
from yishi.doors.look.tests.browsing import EVERY, faults
from yishi.foundation.journal.models import Entry
from yishi.foundation.journal.tests.flushing import journal_can_be_flushed  # noqa: F401  a fixture for this file
from yishi.foundation.people.models import Belonging

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.slow]
SIZES = ({"width": 1440, "height": 900}, {"width": 390, "height": 844})
FILES = {"people_import_template", "record_seal_file", "record_chain", "rules_calendar_template"}
ELSEWHERE = {"record_job", "people_import_cancel", "record_verify", "rules_calendar"}
"""Another's, or only a way to another page."""


@pytest.fixture
def browser(chromium_path: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Browser]:
    """Chromium, without a window. Its driver keeps a loop in this thread, which the database would refuse to be asked from."""
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    with sync_playwright() as playwright:
        made = playwright.chromium.launch(executable_path=chromium_path, args=["--no-sandbox", "--disable-gpu"])
        yield made
        made.close()


def signed_in(browser: Browser, world: World, who: str, url: str, **more: Any) -> BrowserContext:
    client = Client()
    client.force_login(world.account_of(who))
    context = browser.new_context(locale="zh-CN", bypass_csp=True, **more)
    context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": url}])
    return context


@pytest.mark.parametrize("profile", ["npc", "cppcc"])
def test_axe_finds_nothing_and_nothing_sticks_out(browser: Browser, live_server: Any, profile: str) -> None:
    world, wrong = World(profile=profile), []
    pages = [name for name in PATTERNS if name.removeprefix("desk:") not in FILES | ELSEWHERE]
    if profile == "cppcc":
        pages = [name for name in pages if "rules" in name or name == "desk:people_seat"]
    opened = {
        who: signed_in(browser, world, who, live_server.url, viewport=SIZES[0]).new_page()
        for who in (OFFICE, ADMINISTRATOR)
    }
    for name in pages:
        page = opened[OFFICE if OFFICE in WHO[name.removeprefix("desk:")] else ADMINISTRATOR]
        page.set_viewport_size(SIZES[0])
        page.goto(live_server.url + world.url(name), wait_until="load")
        for size in SIZES:
            page.set_viewport_size(size)
            wrong += [f"{name} at {size['width']}: {line}" for line in faults(page, size["width"], EVERY)]
    assert wrong == []


def test_a_seat_is_moved_beside_the_page_by_keyboard(browser: Browser, live_server: Any) -> None:
    world = World()
    page = signed_in(browser, world, OFFICE, live_server.url, viewport=SIZES[0]).new_page()
    page.goto(live_server.url + world.url("desk:people_seat"))
    page.focus(f"#leave-{world.belonging.pk}")
    page.keyboard.press("Enter")
    page.wait_for_selector("#panel-body input[name=day]:focus")
    page.fill("#panel-body input[name=day]", "2020-01-01")
    page.keyboard.press("Enter")
    page.wait_for_selector("#panel-body [data-wrong]")
    assert page.input_value("#panel-body input[name=day]") == "2020-01-01"
    page.fill("#panel-body input[name=day]", "2026-03-31")
    page.locator("#panel-body .btn-primary").click()
    page.wait_for_selector("text=不再属于")
    assert Belonging.objects.get(pk=world.belonging.pk).ended == dt.date(2026, 3, 31)
    assert Entry.objects.filter(step="grouping.leave").count() == 1
