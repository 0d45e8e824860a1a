"""Figures and the report in a real browser: axe, nothing wider than the screen, the number as a form changes, a figure
beside the report, a figure put into a text, a draft with its verdicts."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from yishi.doors.desk.figures import counted
from yishi.doors.desk.figures.tests.at_work import KIND
from yishi.doors.look.tests.browsing import PHONE, WIDE, chromium, context, signed_in, walk
from yishi.foundation import clock
from yishi.readings.report.models import Paragraph, Report
from yishi.rooms.activities.tests.office import Office

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LONG = "关于城乡社区居家养老服务设施布局和适老化改造纳入老旧小区整治同步设计同步施工同步验收情况的执法检查"


def at_work() -> tuple[Office, str, list[str]]:
    """An office with two inspections today, its report, and a draft that it checks; its session, and its pages."""
    counted.forget()
    office = Office(day=clock.today())
    for title in (LONG, ""):
        office.recorded(kind=KIND, title=title, area="西街", outputs=[{"code": "opinion", "quantity": "4", "name": ""}])
    session = signed_in(office.people["office"].account)
    client = Client()
    client.cookies["sessionid"] = session
    client.post("/desk/reports/begin/", {"year": clock.today().year, "span": "year"})
    report = Report.objects.get()
    client.post(f"/desk/reports/{report.pk}/sums/add/", {"formula": "5 = [[执法检查]] + 0", "version": report.version})
    client.post("/desk/reports/check/", {"text": f"开展执法检查2项。{LONG}3项。另有执法检查7项。"})
    pages = [
        "/desk/figures/", "/desk/figures/?show=all", "/desk/figures/?filters=1", f"/desk/figures/of/kind/{KIND}/?by=place",
        "/desk/figures/?w=between&since=2026-02-01&until=2026-03-01", "/desk/figures/compare/", "/desk/figures/compose/",
        f"/desk/figures/compose/?figure=kind/{KIND}/opinion", "/desk/reports/", "/desk/reports/begin/",
        f"/desk/reports/{report.pk}/", f"/desk/reports/{report.pk}/annex/", "/desk/reports/check/", "/desk/reports/check/result/",
        "/desk/reports/check/claims/0/",
    ]  # fmt: skip
    return office, session, pages


def test_axe_finds_nothing_serious_and_nothing_sticks_out(chromium_path: str, live_server: Any) -> None:
    _office, session, pages = at_work()
    with chromium(chromium_path) as browser:
        wrong = walk(browser, live_server.url, session, pages)
    assert wrong == []


def test_the_number_follows_the_form(chromium_path: str, live_server: Any) -> None:
    _office, session, _pages = at_work()
    with chromium(chromium_path) as browser:
        page = context(browser, live_server.url, session, WIDE).new_page()
        page.goto(f"{live_server.url}/desk/figures/compose/?figure=kind/{KIND}")
        assert "2 项" in page.locator("#preview").inner_text()
        assert not page.locator(".compose-b").is_visible()
        page.select_option("#id_how", "rate")
        page.wait_for_selector("#preview >> text=2 / 2")
        assert page.locator(".compose-b").is_visible()


def test_a_figure_of_the_report_opens_beside_it_and_another_is_put_in(chromium_path: str, live_server: Any) -> None:
    _office, session, _pages = at_work()
    report = Report.objects.get()
    row = Paragraph.objects.filter(text__contains=f"[[kind/{KIND}]]").first()
    assert row is not None
    with chromium(chromium_path) as browser:
        page = context(browser, live_server.url, session, WIDE).new_page()
        page.goto(f"{live_server.url}/desk/reports/{report.pk}/")
        page.locator("a.live").first.click()
        page.wait_for_selector("#panel >> text=由哪些记录算出")
        assert LONG[:20] in page.locator("#panel").inner_text()
        page.keyboard.press("Escape")
        page.wait_for_selector(
            "a.live:focus"
        )  # it goes back to where it came from, and would take the key from what is next
        page.focus(f"#e{row.pk}")
        page.keyboard.press("Enter")
        page.wait_for_selector("#panel textarea")
        page.fill("#panel textarea", "今年又有")
        page.type("#panel #find", "执法检查")
        page.locator("#panel [data-insert]").first.click()
        assert page.input_value("#panel textarea") == "今年又有[[执法检查]]"
        page.click("#panel .btn-primary")
        page.wait_for_selector("article >> text=今年又有2项")


def test_a_claim_opens_beside_the_draft_and_without_scripts_on_a_page(chromium_path: str, live_server: Any) -> None:
    _office, session, _pages = at_work()
    with chromium(chromium_path) as browser:
        page = context(browser, live_server.url, session, WIDE).new_page()
        page.goto(f"{live_server.url}/desk/reports/check/result/")
        page.locator("a.claim-differs").last.click()
        page.wait_for_selector("#panel >> text=+5")
        plain = context(browser, live_server.url, session, PHONE, scripts=False).new_page()
        plain.goto(f"{live_server.url}/desk/reports/check/result/")
        plain.locator("a.claim-differs").last.click()
        assert "+5" in plain.locator("main").inner_text()
