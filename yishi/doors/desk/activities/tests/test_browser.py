"""Activities in a real browser: axe on desk and phone, a kind found by an alias, its fields unfolded with nothing lost."""

from __future__ import annotations

from typing import Any

import pytest

from yishi.doors.desk.activities.tests.seated import full, lived
from yishi.doors.look.tests.browsing import PHONE, WIDE, chromium, context, signed_in, walk
from yishi.foundation import clock
from yishi.rooms.activities import signing
from yishi.rooms.activities.loop import activity
from yishi.rooms.activities.models import Activity
from yishi.rooms.activities.tests.office import Office

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LONG = "就城乡社区居家养老服务设施布局和老旧小区适老化改造同步设计同步施工同步验收情况开展的集中视察" * 3
ALIAS = "法律实施情况检查"
"""Another name of the inspection that its own does not hold."""
DESK = [
    "", "?filters=1", "?view=reported", "?q=没有这样的事", "new/", "new/?kind=law_inspection", "plan/", "import/", "targets/", "targets/?year=2030",
    "kinds/", "outside/",
]  # fmt: skip


def at_work() -> tuple[Office, dict[str, Activity]]:
    """An office with something on every page, and words as long as they may be."""
    office = Office(day=clock.today())
    found = lived(office)
    found["live"] = office.planned(title=LONG[:200], place=LONG[:80], starts="00:00")
    office.take(activity["take_part"], found["live"], persons=[office.first.pk])
    full(office, title=LONG[:200], topics="、".join([LONG[:24], LONG[24:48]]), laws=LONG[:60])
    office.target(note=LONG[:120])
    office.group()
    office.outside()
    return office, found


def test_axe_finds_nothing_serious_and_nothing_sticks_out(chromium_path: str, live_server: Any) -> None:
    office, found = at_work()
    desk = [f"/desk/activities/{path}" for path in DESK]
    desk += [f"/desk/activities/{a.pk}/" for a in found.values()] + [f"/desk/activities/{found['live'].pk}/code/"]
    mine = "/pocket/duty/activities/"
    phone = ["/pocket/duty/", mine, f"{mine}new/", f"{mine}{found['returned'].pk}/", f"{mine}{found['returned'].pk}/again/",
             f"{mine}{found['recorded'].pk}/", f"/pocket/sign/{signing.token(found['live'])}/"]  # fmt: skip
    keeper, deputy = (signed_in(office.people[who].account) for who in ("office", "reporter"))
    with chromium(chromium_path) as browser:
        wrong = walk(browser, live_server.url, keeper, desk)
        wrong += walk(browser, live_server.url, deputy, phone, sizes=(PHONE,))
    assert wrong == []


def test_a_kind_is_found_by_an_alias_and_unfolds_with_nothing_lost(chromium_path: str, live_server: Any) -> None:
    office = Office(day=clock.today())
    reader = signed_in(office.people["office"].account)
    with chromium(chromium_path) as browser:
        page = context(browser, live_server.url, reader, WIDE).new_page()
        page.goto(f"{live_server.url}/desk/activities/new/")
        page.fill("#id_place", "试验镇水厂")
        page.click(".entry-kind .ts-control")
        page.keyboard.type(ALIAS)
        page.wait_for_selector(".entry-kind .option.active >> text=执法检查")
        page.keyboard.press("Enter")
        page.wait_for_selector("[name='output-of-opinion']")
        assert page.input_value("#id_place") == "试验镇水厂"
        page.fill("[name='output-of-opinion']", "12条")
        page.click(".form-end .btn-primary")
        page.wait_for_selector("text=已办理")
    a = Activity.objects.get()
    assert (a.kind, a.place) == ("law_inspection", "试验镇水厂") and [row.code for row in a.outputs.all()] == [
        "opinion"
    ]


def test_a_deputy_reports_with_three_touches(chromium_path: str, live_server: Any) -> None:
    office = Office(day=clock.today())
    reader = signed_in(office.people["reporter"].account)
    with chromium(chromium_path) as browser:
        page = context(browser, live_server.url, reader, PHONE).new_page()
        page.goto(f"{live_server.url}/pocket/duty/activities/new/")
        page.click("text=联系走访群众")
        page.fill("#id_summary", "走了六户。")
        page.click("button.btn-big")
        page.wait_for_selector("text=已报告")
    assert Activity.objects.get().summary == "走了六户。"


def test_the_wall_counts_by_itself(chromium_path: str, live_server: Any) -> None:
    office = Office(day=clock.today())
    a = office.planned(starts="00:00")
    keeper, deputy = (signed_in(office.people[who].account) for who in ("office", "member"))
    with chromium(chromium_path) as browser:
        wall = context(browser, live_server.url, keeper, WIDE).new_page()
        wall.goto(f"{live_server.url}/desk/activities/{a.pk}/code/")
        assert wall.inner_text(".code-number strong") == "0"
        phone = context(browser, live_server.url, deputy, PHONE).new_page()
        phone.goto(f"{live_server.url}/pocket/sign/{signing.token(a)}/")
        phone.click("main .btn-primary")
        phone.wait_for_selector("text=您已于")
        wall.wait_for_function("document.querySelector('.code-number strong').textContent === '1'", timeout=20_000)
