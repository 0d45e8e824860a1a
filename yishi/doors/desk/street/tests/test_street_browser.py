"""The way from the street in a real browser: axe at both sizes, full, empty, wrong and long; the ways by keyboard."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from yishi.crossings.street.tests.town import Town
from yishi.doors.look.tests.browsing import PHONE, WIDE, chromium, context, faults, signed_in, walk
from yishi.foundation import clock
from yishi.rooms.suggestions.loop import suggestion
from yishi.rooms.suggestions.models import Suggestion

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.slow]
LONG = "东门路和西门路交叉口往南两百米的地方夜里没有路灯，" * 20


def test_pages_of_the_way_pass_axe(chromium_path: str, live_server: Any) -> None:
    town = Town(day=clock.today() - dt.timedelta(days=40))
    done, long, new = town.message(), town.message(LONG), town.message("孩子放学走夜路不安全，请装路灯。")
    town.office.later(9)
    s = town.registered(done, long)
    town.answered(s)
    town.office.take(suggestion["publish"], s, "office")
    town.tell()
    office, author, none = (signed_in(town.office.people[who].account) for who in ("office", "author", "signer"))
    desk = [f"/desk/street/{done.pk}/", f"/desk/street/{new.pk}/", f"/desk/suggestions/{s.pk}/"]
    phone = [
        "/pocket/street/",
        f"/pocket/street/?m={new.pk}",
        f"/pocket/street/{long.pk}/",
        f"/pocket/suggestions/{s.pk}/",
    ]
    with chromium(chromium_path) as browser:
        wrong = walk(browser, live_server.url, office, desk)
        wrong += walk(browser, live_server.url, author, phone, sizes=(PHONE,))
        wrong += walk(browser, live_server.url, none, ["/pocket/street/"], sizes=(PHONE,))
    assert wrong == []


def test_the_office_chooses_a_way_and_keeps_what_it_typed(chromium_path: str, live_server: Any) -> None:
    town = Town(day=clock.today())
    m = town.message()
    reader = signed_in(town.office.people["office"].account)
    post = """pk => { const f = document.createElement('form'); f.method = 'post'; f.action = '/desk/street/cross/';
      for (const [name, value] of [['row', pk], ['csrfmiddlewaretoken', document.querySelector('[name=csrfmiddlewaretoken]').value]]) {
        const i = document.createElement('input'); i.type = 'hidden'; i.name = name; i.value = value; f.append(i); }
      document.body.append(f); f.submit(); }"""
    with chromium(chromium_path) as browser:
        page = context(browser, live_server.url, reader, WIDE).new_page()
        page.goto(f"{live_server.url}/desk/street/{m.pk}/")
        page.evaluate(post, str(m.pk))
        page.wait_for_selector("#id_title")
        page.fill("#id_title", "关于东门路照明的建议")
        page.click("button:has-text('代为登记')")
        page.wait_for_selector("#id_put_forward_on")
        assert page.input_value("#id_title") == "关于东门路照明的建议"
        assert page.get_attribute("button:has-text('代为登记')", "aria-pressed") == "true"
        assert faults(page, WIDE["width"]) == []


def test_a_deputy_writes_from_the_street_by_keyboard(chromium_path: str, live_server: Any) -> None:
    town = Town(day=clock.today())
    town.message()
    reader = signed_in(town.office.people["author"].account)
    with chromium(chromium_path) as browser:
        page = context(browser, live_server.url, reader, PHONE).new_page()
        page.goto(f"{live_server.url}/pocket/street/")
        page.focus("[name=m]")
        page.keyboard.press("Space")
        page.click("button:has-text('据此起草')")
        page.wait_for_selector("#id_title")
        assert page.input_value("#id_title").startswith("关于解决“")
        page.fill("#id_title", "")
        page.click("button:has-text('存为草稿')")
        page.wait_for_selector(".field-wrong, .invalid-feedback, .form-errors")
        assert faults(page, PHONE["width"]) == []
        page.fill("#id_title", "关于东门路照明的建议")
        page.click("button:has-text('存为草稿')")
        page.wait_for_url("**/pocket/suggestions/*/")
    assert Suggestion.objects.get().origin.messages == 1
