"""Attachments in a real browser at 390 px: with scripts and without, axe, progress, nothing typed lost."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from yishi.doors.look.tests.browsing import PHONE, chromium, context, faults, signed_in, walk
from yishi.foundation import clock
from yishi.foundation.files.models import Attachment
from yishi.foundation.files.tests import samples
from yishi.rooms.suggestions import folders
from yishi.rooms.suggestions.loop import handling
from yishi.rooms.suggestions.models import Suggestion
from yishi.rooms.suggestions.tests.office import Office

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def media(settings: Any, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path / "media"
    return tmp_path


def made() -> Office:
    return Office(day=clock.today() - dt.timedelta(days=20))


def photo(folder: Path, name: str = "现场.png") -> str:
    path = folder / name
    path.write_bytes(samples.png())
    return str(path)


def test_a_deputy_adds_and_removes_photos_while_he_writes(chromium_path: str, live_server: Any, media: Path) -> None:
    office = made()
    session = signed_in(office.people["author"].account)
    empty = media / "空.pdf"
    empty.write_bytes(b"")
    with chromium(chromium_path) as browser:
        page = context(browser, live_server.url, session).new_page()
        page.goto(f"{live_server.url}/pocket/new/suggestion/draft/")
        with page.expect_response("**/alike/?title=%*"):  # it reads the session's row, which the upload writes
            page.fill("#id_title", "关于河边步道照明的建议")
        page.fill("#id_situation", "路灯太少。")
        page.set_input_files("#choose-new", [photo(media), photo(media, "又一张.png")])
        page.wait_for_selector(".file:has-text('又一张.png')")
        page.set_input_files("#choose-new", [str(empty)])
        page.wait_for_selector(".field-wrong:has-text('是空的')")
        assert faults(page, PHONE["width"]) == []
        page.click(".file:has-text('又一张.png') button")
        page.click("text=确定删除")
        page.wait_for_selector(".file:has-text('又一张.png')", state="detached")
        assert page.input_value("#id_situation") == "路灯太少。"
        page.click("text=存为草稿，下一步")
        page.wait_for_selector(".file:has-text('现场.png') img")
        page.wait_for_function("document.querySelector('.file img').naturalWidth > 0")
        assert faults(page, PHONE["width"]) == []
        page.set_input_files(".file-add input >> nth=0", [photo(media, "第三张.png")])
        page.wait_for_selector(".file:has-text('第三张.png')")
        assert page.evaluate("document.activeElement.closest('.file-box') !== null")
    assert sorted(Attachment.objects.values_list("name", flat=True)) == ["现场.png", "第三张.png"]


def test_everything_works_without_scripts(chromium_path: str, live_server: Any, media: Path) -> None:
    office = made()
    session = signed_in(office.people["author"].account)
    with chromium(chromium_path) as browser:
        page = context(browser, live_server.url, session, scripts=False).new_page()
        page.goto(f"{live_server.url}/pocket/new/suggestion/draft/")
        page.fill("#id_situation", "路灯太少。")
        page.set_input_files("#choose-new", [photo(media)])
        page.click("button:has-text('上传')")
        assert page.input_value("#id_situation") == "路灯太少。" and page.is_visible(".file:has-text('现场.png')")
        page.fill("#id_title", "关于河边步道照明的建议")
        page.press("#id_title", "Enter")  # saves, and presses no button of the box
        assert page.is_visible(".file:has-text('现场.png')")
        page.click(".file button:has-text('删除')")
        page.click("text=确定删除")
        assert "已删除附件" in page.inner_text("#messages")
    assert Suggestion.objects.get().matter.title == "关于河边步道照明的建议" and not Attachment.objects.exists()


def test_a_slow_upload_shows_how_far_it_is(chromium_path: str, live_server: Any, media: Path) -> None:
    office = made()
    h = office.part(office.assigned())
    session = signed_in(office.people["liaison0"].account)
    large = media / "大.txt"
    large.write_bytes(b"a" * 3_000_000)
    with chromium(chromium_path) as browser:
        page = context(browser, live_server.url, session).new_page()
        page.goto(f"{live_server.url}/unit/suggestions/{h.suggestion_id}/")
        page.evaluate(
            "window.seen = []; new MutationObserver(() => window.seen.push(document.querySelector('.file-progress').innerText))"
            ".observe(document.querySelector('.file-progress'), {subtree: true, childList: true, characterData: true, attributes: true})"
        )
        line = page.context.new_cdp_session(page)
        line.send("Network.enable")
        line.send(
            "Network.emulateNetworkConditions",
            {"offline": False, "latency": 50, "downloadThroughput": 4_000_000, "uploadThroughput": 1_500_000},
        )
        page.set_input_files(f"#choose-{h.pk}", [str(large)])
        page.wait_for_selector(".file:has-text('大.txt')")
        seen = page.evaluate("window.seen")
        assert any("正在上传" in words and "%" in words for words in seen), seen
    assert Attachment.objects.get().size == 3_000_000


def test_pages_with_files_are_clean_in_every_door(chromium_path: str, live_server: Any) -> None:
    office = made()
    h = office.part(office.assigned())
    with clock.at(office.day):
        folders.add(office["office"], h.suggestion_id, SimpleUploadedFile("来信.pdf", samples.PDF))
        folders.add(office["liaison0"], h.pk, SimpleUploadedFile("很长很长的名称" * 9 + ".png", samples.png()))
    office.take(handling["receive"], h, "liaison0")
    office.take(handling["record_talk"], h, "liaison0", day=office.day, how="visit", text="已听取意见。")
    office.take(handling["draft_answer"], h, "liaison0", kind="solved", text="经研究，答复如下。")
    people = {
        "liaison0": [f"/unit/suggestions/{h.suggestion_id}/", f"/unit/step/handling/{h.pk}/draft_answer/", f"/unit/files/{h.pk}/"],
        "head0": [f"/unit/step/handling/{h.pk}/sign/"],
        "office": [f"/desk/suggestions/{h.suggestion_id}/", f"/desk/files/{h.suggestion_id}/"],
        "author": [f"/pocket/suggestions/{h.suggestion_id}/"],
    }  # fmt: skip
    sessions = {who: signed_in(office.people[who].account) for who in people}
    with chromium(chromium_path) as browser:
        for who, paths in people.items():
            assert walk(browser, live_server.url, sessions[who], paths) == [], who
