"""The import of messages and their figures in a real browser: axe, and nothing wider than the screen."""

from __future__ import annotations

import csv
import io
from typing import Any
from urllib.parse import urlsplit

import pytest

from yishi.doors.desk.voice_import import work
from yishi.doors.look.tests.browsing import WIDE, chromium, context, signed_in, walk
from yishi.foundation import clock
from yishi.foundation.outbox import jobs
from yishi.foundation.outbox.models import Job
from yishi.rooms.voice.models import Message
from yishi.rooms.voice.tests.office import TEXT, Office

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
HEAD = ("留言编号", "留言主题", "留言时间", "留言详情", "答复意见", "答复时间", "类别", "办理单位", "镇街", "二级分类")
LONG = "就老旧小区加装电梯以及楼道照明更新改造同步设计同步施工同步验收的有关情况反映" * 5


def file(office: Office, rows: int) -> bytes:
    """Good rows, and bad ones with words as long as they may be."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(HEAD)
    for at in range(rows):
        name = LONG[:200] if at % 7 == 3 else f"第{at}盏路灯不亮"
        writer.writerow([
            f"R{at}", name, "2026-01-02 09:00" if at % 5 else "去年", TEXT, "已修好。", f"2026-02-{1 + at % 27:02d} 10:00", "城市管理" if at % 3 else "神秘类",
            office.units[at % 2].name if at % 6 else "没有的单位", "试验街道", "路灯",
        ])  # fmt: skip
    return out.getvalue().encode()


def test_axe_finds_nothing_serious_and_nothing_sticks_out(
    chromium_path: str, live_server: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = Office(day=clock.today())
    reader = signed_in(office.people["office"].account)
    upload = {"name": f"{LONG[:60]}.csv", "mimeType": "text/csv", "buffer": file(office, 60)}
    imports = "/desk/voice/import/"

    def given(page: Any, then: str) -> str:
        page.set_input_files("input[type=file]", files=[upload])
        page.click(".form-end .btn-primary")
        page.wait_for_selector(f"text={then}")
        return str(urlsplit(page.url).path)

    with chromium(chromium_path) as browser:
        wrong = walk(browser, live_server.url, reader, ["/desk/voice/figures/"])
        page = context(browser, live_server.url, reader, WIDE).new_page()
        page.goto(f"{live_server.url}{imports}")
        given(page, "有问题的行")
        wrong += walk(browser, live_server.url, reader, [imports, f"{imports}preview/"])
        page.click("text=只导入没有问题的行")
        page.wait_for_selector("text=已导入")
        monkeypatch.setattr(work, "SMALL", 10)
        waiting = given(page, "排队等候")
        wrong += walk(browser, live_server.url, reader, [waiting])
    assert Message.objects.count() > 10
    job = Job.objects.get()
    jobs.run(job.pk, job.attempt)
    with chromium(chromium_path) as browser:
        figures = [
            "/desk/voice/figures/",
            "/desk/voice/figures/?by=unit&w=term",
            "/desk/voice/figures/rows/?by=topic&key=城乡建设&what=answered",
        ]
        wrong += walk(browser, live_server.url, reader, [waiting, imports, *figures])
    assert wrong == []
