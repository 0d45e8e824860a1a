"""Attachments on pages, in every door: up, listed, shown, down, off; refused ones said; forms that lose nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from yishi.doors.parts import holding
from yishi.foundation import clock
from yishi.foundation.files import kinds
from yishi.foundation.files.models import Attachment
from yishi.foundation.files.tests import samples
from yishi.foundation.journal.models import Entry
from yishi.rooms.suggestions import folders
from yishi.rooms.suggestions.loop import handling, suggestion
from yishi.rooms.suggestions.models import Answer, Suggestion
from yishi.rooms.suggestions.tests.office import Office

pytestmark = pytest.mark.django_db
DOORS = {
    "author": "pocket",
    "signer": "pocket",
    "liaison0": "unit",
    "head0": "unit",
    "office": "desk",
    "leader": "desk",
}


@pytest.fixture(autouse=True)
def media(settings: Any, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def office() -> Iterator[Office]:
    made = Office()
    with clock.at(made.day):
        yield made


def client(office: Office, who: str) -> Client:
    made = Client()
    made.force_login(office.people[who].account)
    return made


def png(name: str = "现场.png") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, samples.png())


def pdf(name: str = "说明.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, samples.PDF)


BAD = [
    ("空.pdf", b"", "是空的（0 字节）"),
    ("图.pdf", samples.png(), "的名称是 pdf，内容却是PNG 图片"),
    ("程序.exe", b"MZ\x90\0" + bytes(99), "不能上传 exe 文件"),
    ("旧.doc", b"<html></html>", "的名称是 doc，内容却是纯文本"),
    ("断.pdf", b"%PDF-1.7 cut", "这个 PDF 文件不完整"),
    ("密.xlsx", samples.compound("EncryptedPackage"), "文件有密码"),
]


@pytest.mark.parametrize("who", ["author", "liaison0", "office"])
def test_several_files_go_up_at_once_and_are_listed_shown_and_handed_out(office: Office, who: str) -> None:
    record = {"author": office.draft, "liaison0": lambda: office.part(office.assigned()), "office": office.registered}[
        who
    ]()
    browser, door = client(office, who), DOORS[who]
    root = record.matter.parent_id or record.pk
    page = browser.get(f"/{door}/suggestions/{root}/").content.decode()
    assert f'action="/{door}/files/{record.pk}/"' in page and "每个不超过 20 MB，最多 20 个" in page
    sent = browser.post(f"/{door}/files/{record.pk}/", {"files": [png(), pdf()]})
    assert (sent.status_code, sent["Location"]) == (303, f"/{door}/suggestions/{root}/#files-{record.pk}")
    first, second = Attachment.objects.all()
    page = browser.get(f"/{door}/suggestions/{root}/").content.decode()
    assert "已添加附件 2 个" in page and f'<img src="/{door}/file/{first.pk}/?show=1"' in page
    for row in (first, second):
        assert row.name in page and row.added_by.name in page and f'name="remove" value="{row.pk}"' in page
    shown = browser.get(f"/{door}/file/{first.pk}/?show=1")
    assert shown["Content-Type"] == "image/png" and shown["Content-Disposition"].startswith("inline")
    down = browser.get(f"/{door}/file/{second.pk}/?show=1")
    assert b"".join(down) == samples.PDF and down["Content-Disposition"].startswith("attachment")


@pytest.mark.parametrize(("name", "content", "sentence"), BAD)
def test_a_refused_file_is_said_beside_the_field_and_the_good_one_is_kept(
    office: Office, name: str, content: bytes, sentence: str
) -> None:
    s, browser = office.draft(), client(office, "author")
    sent = browser.post(f"/pocket/files/{s.pk}/", {"files": [SimpleUploadedFile(name, content), png()]})
    html = sent.content.decode()
    assert sent.status_code == 422 and sentence in html and name in html and "其余的已经添加好" in html
    assert html.index("data-wrong") > html.index('type="file"')
    assert [row.name for row in Attachment.objects.all()] == ["现场.png"]


def test_too_large_and_too_many_are_said(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    s, browser = office.draft(), client(office, "author")
    large = SimpleUploadedFile("大.txt", b"a" * (kinds.LARGEST + 1))
    assert "超过 20 MB" in browser.post(f"/pocket/files/{s.pk}/", {"files": large}).content.decode()
    monkeypatch.setattr(kinds, "MOST_FILES", 2)
    html = browser.post(f"/pocket/files/{s.pk}/", {"files": [png(f"{at}.png") for at in range(3)]}).content.decode()
    assert "“2.png”没有添加：这一事项已有 2 个附件" in html and Attachment.objects.count() == 2
    nothing = browser.post(f"/pocket/files/{s.pk}/", {"attach": "1"})
    assert nothing.status_code == 422 and "还没有选择文件" in nothing.content.decode()


def test_removing_asks_first_and_stays_in_the_journal(office: Office) -> None:
    s, browser = office.draft(), client(office, "author")
    row = folders.add(office["author"], s.pk, png())
    url = f"/pocket/files/{s.pk}/"
    asked = browser.post(url, {"remove": row.pk}).content.decode()
    assert "确定删除？" in asked and f'name="removed" value="{row.pk}"' in asked and Attachment.objects.exists()
    done = browser.post(url, {"removed": row.pk}, follow=True).content.decode()
    assert "已删除附件“现场.png”" in done and not Attachment.objects.exists()
    office.take(suggestion["submit"], s, "author")
    page = client(office, "office").get(f"/desk/suggestions/{s.pk}/").content.decode()
    assert "添加附件" in page and "删除附件" in page and "文件名：现场.png" in page


def test_only_whom_it_concerns_finds_a_file_in_any_door(office: Office) -> None:
    h = office.part(office.assigned(joint=True))
    row = folders.add(office["liaison0"], h.pk, png())

    def finds() -> set[str]:
        found = set()
        for who, door in (DOORS | {"member": "pocket", "liaison2": "unit", "supervisor": "desk"}).items():
            status = client(office, who).get(f"/{door}/file/{row.pk}/").status_code
            assert status in (200, 404), who
            found |= {who} if status == 200 else set()
        return found

    assert finds() == {"liaison0", "head0"}
    for who, door in DOORS.items():
        page = client(office, who).get(f"/{door}/suggestions/{h.suggestion_id}/").content.decode()
        assert ("现场.png" in page) is (who in ("liaison0", "head0")), who
        status = client(office, who).post(f"/{door}/files/{h.pk}/", {"files": pdf()}).status_code
        assert status == (303 if who in ("liaison0", "head0") else 404), who
    office.answer(h)
    assert finds() == {*DOORS, "supervisor"}
    for who, door in DOORS.items():
        assert client(office, who).post(f"/{door}/files/{h.pk}/", {"files": png("晚.png")}).status_code == 403
        assert client(office, who).post(f"/{door}/files/{h.pk}/", {"removed": row.pk}).status_code == 403
    assert Client().get(f"/desk/file/{row.pk}/").status_code == 302
    assert client(Office(), "office").get(f"/desk/file/{row.pk}/").status_code == 404


WORDS = {"title": "关于步道照明的建议", "situation": "路灯太少。", "proposals": "加装路灯。"}


def test_a_new_draft_takes_files_along(office: Office, media: Path) -> None:
    browser = client(office, "author")
    url = "/pocket/new/suggestion/draft/"
    page = browser.get(url)
    assert 'enctype="multipart/form-data"' in page.content.decode()
    sent = browser.post(url, WORDS | {"held": page.context["box"].token, "files": [png(), pdf()]})
    s = Suggestion.objects.get(matter__title=WORDS["title"])
    assert sent.status_code == 303 and [row.name for row in s.matter.attachments.all()] == ["现场.png", "说明.pdf"]
    assert not list((media / holding.FOLDER).iterdir())


def test_what_was_typed_and_chosen_survives_every_refusal(office: Office) -> None:
    browser = client(office, "author")
    url = "/pocket/new/suggestion/draft/"
    token = browser.get(url).context["box"].token
    bad = browser.post(url, WORDS | {"held": token, "files": [SimpleUploadedFile("空.pdf", b""), png()]})
    html = bad.content.decode()
    assert bad.status_code == 422 and "是空的" in html and "现场.png" in html and "路灯太少。" in html
    assert not Suggestion.objects.filter(matter__title=WORDS["title"]).exists()
    wrong = browser.post(url, WORDS | {"held": token, "title": "", "files": pdf()})
    html = wrong.content.decode()
    assert wrong.status_code == 422 and "请填写标题" in html and "现场.png" in html and "说明.pdf" in html
    asked = browser.post(url, WORDS | {"held": token, "remove": "1"}).content.decode()
    assert "确定不要这个文件" in asked and "路灯太少。" in asked
    browser.post(url, WORDS | {"held": token, "removed": "1"})
    only = browser.post(url, WORDS | {"held": token, "title": "", "files": png("又一张.png"), "attach": "1"})
    assert only.status_code == 200 and "请填写标题" not in only.content.decode()
    assert browser.post(url, WORDS | {"held": token}).status_code == 303
    s = Suggestion.objects.get(matter__title=WORDS["title"])
    assert [row.name for row in s.matter.attachments.all()] == ["现场.png", "又一张.png"]


def test_held_files_are_of_one_session(office: Office) -> None:
    browser = client(office, "author")
    token = browser.get("/pocket/new/suggestion/draft/").context["box"].token
    sent = browser.post(f"/pocket/files/new/{token}/", {"files": png()}, headers={"X-Files": "inside"})
    assert sent.status_code == 200 and "现场.png" in sent.content.decode() and "<html" not in sent.content.decode()
    other = client(office, "signer").post(f"/pocket/files/new/{token}/", {"remove": ""}, headers={"X-Files": "inside"})
    assert "现场.png" not in other.content.decode()
    assert browser.post("/pocket/files/new/abc/").status_code == 404


def test_an_answer_is_written_with_files_and_nothing_typed_is_lost(office: Office) -> None:
    h = office.part(office.assigned())
    office.take(handling["receive"], h, "liaison0")
    office.take(handling["record_talk"], h, "liaison0", day=office.day, how="visit", text="已听取意见。")
    browser, url = client(office, "liaison0"), f"/unit/step/handling/{h.pk}/draft_answer/"
    version = browser.get(url).context["version"]
    given = {
        "version": version,
        "kind": "solving",
        "text": "经研究，现答复如下。",
        "plans-0-what": "装灯",
        "plans-0-due": "2026-09-30",
    }
    first = browser.post(url, given | {"files": [png("施工图.png")], "attach": "1"})
    html = first.content.decode()
    assert first.status_code == 200 and "经研究，现答复如下。" in html and "施工图.png" in html and "装灯" in html
    bad = browser.post(url, given | {"files": [SimpleUploadedFile("空.pdf", b"")]})
    assert (
        bad.status_code == 422 and "是空的" in bad.content.decode() and "经研究，现答复如下。" in bad.content.decode()
    )
    assert not Answer.objects.exists()
    assert browser.post(url, given | {"files": [pdf("概算.pdf")]}).status_code == 303
    assert Answer.objects.get().text == "经研究，现答复如下。"
    signing = client(office, "head0").get(f"/unit/step/handling/{h.pk}/sign/").content.decode()
    assert "附件：1.施工图<br>2.概算" in signing and "施工图.png" in signing
    office.take(handling["sign"], h, "head0")
    office.take(handling["send"], h, "liaison0", number="试函〔2026〕1号")
    evaluating = client(office, "author").get(f"/pocket/step/handling/{h.pk}/evaluate/").content.decode()
    assert "施工图.png" in evaluating and 'name="remove"' not in evaluating


def test_a_report_on_a_promise_takes_files(office: Office) -> None:
    p = office.promised(office.day + dt.timedelta(days=60))
    browser, url = client(office, "liaison0"), f"/unit/step/promise/{p.pk}/report_progress/"
    assert 'type="file"' in browser.get(url).content.decode()
    sent = {"text": "已装五部。", "version": office.again(p).matter.version, "files": [png("竣工.png")]}
    assert browser.post(url, sent).status_code == 303
    page = client(office, "author").get(f"/pocket/suggestions/{p.suggestion_id}/").content.decode()
    assert "竣工.png" in page


def test_published_pages_show_no_file(office: Office) -> None:
    h = office.part(office.assigned())
    folders.add(office["office"], h.suggestion_id, png("来信.png"))
    folders.add(office["liaison0"], h.pk, png())
    office.take(handling["close"], office.evaluate(office.answer(h)), "office")
    office.take(suggestion["publish"], office.again(h.suggestion), "office")
    page = client(office, "member").get(f"/pocket/suggestions/{h.suggestion_id}/").content.decode()
    assert "经研究，答复如下。" in page and "现场.png" not in page and "来信.png" not in page
    other = client(office, "liaison2").get(f"/unit/suggestions/{h.suggestion_id}/").content.decode()
    assert "经研究，答复如下。" in other and "现场.png" not in other and "来信.png" not in other


def test_a_page_costs_one_query_more_however_many_files(office: Office, django_assert_max_num_queries: Any) -> None:
    h = office.part(office.assigned(co=True))
    for at in range(3):
        folders.add(office["liaison0"], h.pk, png(f"{at}.png"))
        folders.add(office["office"], h.suggestion_id, png(f"{at}.png"))
    browser = client(office, "liaison0")
    browser.get("/unit/")
    with django_assert_max_num_queries(16):
        page = browser.get(f"/unit/suggestions/{h.suggestion_id}/").content.decode()
    assert page.count("<img") == 6
    with django_assert_max_num_queries(16):
        browser.get(f"/unit/files/{h.pk}/")


def test_files_without_a_session_are_swept(office: Office, media: Path) -> None:
    browser = client(office, "author")
    token = browser.get("/pocket/new/suggestion/draft/").context["box"].token
    browser.post(f"/pocket/files/new/{token}/", {"files": png()})
    (kept,) = (media / holding.FOLDER).iterdir()
    with clock.at(office.day + dt.timedelta(days=3000)):
        other = client(office, "signer")
        other.post(f"/pocket/files/new/{'a' * 32}/", {"files": png()})
    assert not default_storage.exists(f"{holding.FOLDER}/{kept.name}") and not Attachment.objects.exists()
    assert not Entry.objects.filter(step="file.add").exists()
