"""The gallery in a real browser: axe, content policy, the panel by keyboard, no scripts, drafts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, sync_playwright

from yishi.doors.look.gallery import PAGES
from yishi.doors.look.tests.browsing import EVERY, faults

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WIDE, PHONE = {"width": 1440, "height": 900}, {"width": 390, "height": 844}
CHINESE = {"locale": "zh-CN"}


@pytest.fixture
def browser(chromium_path: str) -> Iterator[Browser]:
    """Chromium, without a window."""
    with sync_playwright() as playwright:
        made = playwright.chromium.launch(executable_path=chromium_path, args=["--no-sandbox", "--disable-gpu"])
        yield made
        made.close()


@pytest.mark.parametrize("elder", [False, True])
def test_axe_finds_nothing_and_nothing_sticks_out(
    browser: Browser, live_server: Any, gallery: str, elder: bool
) -> None:
    wrong = []
    for size in (WIDE, PHONE):
        context = browser.new_context(viewport=size, bypass_csp=True, **CHINESE)
        if elder:
            context.add_cookies([{"name": "elder", "value": "1", "url": live_server.url}])
        page = context.new_page()
        for part in [*PAGES, "list/?filters=1", "act", "trouble-404", "trouble-503", "trouble-refused"]:
            page.goto(f"{live_server.url}{gallery}{part}{'/' if part and '?' not in part else ''}")
            wrong += [f"{part} at {size['width']}: {line}" for line in faults(page, size["width"], EVERY)]
        context.close()
    assert wrong == []


def test_an_action_beside_the_page_by_keyboard_under_the_strict_policy(
    browser: Browser, live_server: Any, gallery: str
) -> None:
    page = browser.new_page(viewport=WIDE, **CHINESE)
    complaints: list[str] = []
    page.on(
        "console",
        lambda line: complaints.append(line.text) if "Content Security Policy" in line.text else None,
    )
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(f"{live_server.url}{gallery}matter/")
    page.focus("#act-back")
    page.keyboard.press("Enter")
    page.wait_for_selector("#panel-body textarea:focus")
    page.keyboard.press("Escape")
    page.wait_for_selector("#act-back:focus")

    page.keyboard.press("Enter")
    page.wait_for_selector("#panel-body textarea:focus")
    page.locator("#panel-body .btn-primary").click()
    page.wait_for_selector("#panel-body [data-wrong]:focus")
    page.fill("#panel-body textarea", "职责不属于本局，请改派。")
    page.locator("#panel-body .btn-primary").click()
    page.wait_for_selector("text=已退回交办单位")
    page.wait_for_selector("#act-back:focus")
    assert page.url.endswith("/matter/")
    assert not page.evaluate("document.getElementById('panel').open")

    page.goto(f"{live_server.url}{gallery}parts/")
    page.wait_for_selector(".chart-canvas svg")
    assert complaints == []


def test_a_bulk_action_is_previewed_and_the_list_keeps_its_place(
    browser: Browser, live_server: Any, gallery: str
) -> None:
    page = browser.new_page(viewport=WIDE, **CHINESE)
    page.goto(f"{live_server.url}{gallery}list/")
    assert not page.is_visible(".bulk")
    page.check("[data-pick] >> nth=0")
    page.check("[data-pick] >> nth=1")
    assert "已选 2 件" in page.inner_text(".bulk")
    sent = []
    page.on("request", lambda request: sent.append(request.post_data) if request.method == "POST" else None)
    page.click(".bulk button[value=assign]")
    page.wait_for_selector("#panel-body .preview")
    assert sent[0].count('name="row"') == 2 or sent[0].count("row=") == 2
    assert "assign" in sent[0]
    page.keyboard.press("Escape")
    page.click("a.sort >> nth=0")
    page.wait_for_url("**sort=number")
    assert page.locator(".list").count() == 1
    page.keyboard.press("/")
    page.wait_for_selector("#search:focus")


def test_without_scripts_the_same_form_posts(browser: Browser, live_server: Any, gallery: str) -> None:
    page = browser.new_context(java_script_enabled=False, viewport=PHONE, **CHINESE).new_page()
    page.goto(f"{live_server.url}{gallery}matter/")
    page.click("#act-back")
    page.fill("textarea", "职责不属于本局，请改派。")
    page.click("main .btn-primary")
    assert page.url.endswith("/matter/")
    assert "已退回交办单位" in page.inner_text("#messages")
    page.click(".rooms-open")
    assert page.is_visible("#rooms")


def test_a_draft_comes_back_and_is_dropped_when_handed_in(browser: Browser, live_server: Any, gallery: str) -> None:
    page = browser.new_context(viewport=PHONE, **CHINESE).new_page()
    here = f"{live_server.url}{gallery}pocket/"
    page.goto(here)
    page.locator("textarea").press_sequentially("路灯还是太暗，请再看看。")
    page.wait_for_selector(".draft-saved:has-text('草稿已存')")
    page.reload()
    page.wait_for_selector(".draft-line")
    assert page.input_value("textarea") == "路灯还是太暗，请再看看。"
    page.click("button:has-text('提交评价')")
    page.wait_for_url("**/matter/")
    page.goto(here)
    assert page.input_value("textarea") == "" and page.locator(".draft-line").count() == 0


def test_large_type_needs_no_reload(browser: Browser, live_server: Any, gallery: str) -> None:
    page = browser.new_page(viewport=WIDE, **CHINESE)
    page.goto(f"{live_server.url}{gallery}")
    page.click(".account-menu summary")
    with page.expect_response("**/look/elder/") as answer:
        page.click("[data-elder] button")
    assert answer.value.json() == {"elder": True}
    assert page.evaluate("getComputedStyle(document.body).fontSize") == "20px"
    page.reload()
    assert page.evaluate("getComputedStyle(document.body).fontSize") == "20px"


def test_a_double_click_sends_once(browser: Browser, live_server: Any, gallery: str) -> None:
    page = browser.new_page(viewport=WIDE, **CHINESE)
    page.goto(f"{live_server.url}{gallery}act/")
    page.fill("textarea", "职责不属于本局，请改派。")
    sent = []
    page.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
    page.dblclick("main .btn-primary")
    page.wait_for_url("**/matter/")
    assert len(sent) == 1
