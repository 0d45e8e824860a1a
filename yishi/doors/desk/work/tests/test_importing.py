"""The page that takes suggestions from Excel: whatever an office sends, each fault has its sentence on the page."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from yishi.doors.parts import holding
from yishi.foundation import clock
from yishi.foundation.files.tests import samples
from yishi.foundation.matters.models import Matter
from yishi.foundation.sheets.tests.files import xls
from yishi.rooms.suggestions.tests.imports.sheets import TITLES, book
from yishi.rooms.suggestions.tests.imports.test_preview import row
from yishi.rooms.suggestions.tests.office import Office

pytestmark = pytest.mark.django_db
UPLOAD, PREVIEW = "/desk/work/import/", "/desk/work/import/preview/"


@pytest.fixture(autouse=True)
def media(settings: Any, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def office() -> Iterator[Office]:
    made = Office()
    with clock.at(made.day):
        yield made


def client(office: Office, who: str = "office") -> Client:
    made = Client()
    made.force_login(office.people[who].account)
    return made


def send(browser: Client, data: bytes, name: str = "建议.xlsx") -> str:
    """Upload a file; the page that follows."""
    return browser.post(UPLOAD, {"file": SimpleUploadedFile(name, data)}, follow=True).content.decode()


def confirm(browser: Client, **more: str) -> Any:
    seen = browser.get(PREVIEW).context["plan"].fingerprint
    return browser.post(PREVIEW, {"seen": seen} | more)


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        ("空.xlsx", b"", "文件是空的（0 字节），请重新导出后再上传"),
        ("文字.xlsx", "关于修桥的几点想法。\n请看。".encode(), "没有找到表头。请让某一行写有列名：标题、提出日期"),
        ("乱码.xlsx", bytes(range(256)) * 4, "认不出这个文件"),
        ("密码.xlsx", samples.compound("EncryptedPackage", "EncryptionInfo"), "文件设了打开密码"),
        ("文档.xlsx", samples.docx(), "这是 Word 文档，不是表格"),
        ("照片.xlsx", samples.png(), "这个文件其实是图片，不是表格"),
        ("材料.xlsx", samples.PDF, "这个文件其实是PDF，不是表格"),
        ("网页.xls", b"<html><table><tr><td>1</td></tr></table></html>", "这是网页形式的表格"),
        ("断.xlsx", samples.xlsx()[:900], "文件已损坏，打不开"),
        ("白.xlsx", book([], titles=()), "表格里没有内容"),
        ("只有表头.xlsx", book([]), "表头下面没有内容"),
        ("缺列.xlsx", book([{"编号": "1"}], titles=("编号", "备注")), "缺少必填的列：标题、提出日期"),
        ("重列.xlsx", book([{"标题": "一"}], titles=("标题", "提出日期", "标题")), "“标题”这一列出现了两次"),
        ("旧.xls", xls([["编号", "备注"], ["1", "无"]]), "缺少必填的列：标题、提出日期"),
        ("旧.csv", "编号,备注\n1,无\n".encode("gb18030"), "缺少必填的列：标题、提出日期"),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_used_says_why_on_the_page(office: Office, name: str, data: bytes, sentence: str) -> None:
    browser = client(office)
    html = send(browser, data, name)
    assert sentence in html
    assert "全部导入" not in html and "只导入没有问题的行" not in html
    assert not Matter.objects.exists()


def test_limits_are_said_before_and_after(office: Office) -> None:
    browser = client(office)
    assert ".xlsx、.xls 或 .csv，最大 10 MB" in browser.get(UPLOAD).content.decode()
    wide = browser.post(UPLOAD, {"file": SimpleUploadedFile("大.csv", b"a" * (10 * 1024 * 1024 + 1))})
    assert wide.status_code == 422 and "文件超过 10 MB，请拆分后再导入" in wide.content.decode()
    assert browser.post(UPLOAD, {}).status_code == 422
    assert not Matter.objects.exists()


def test_every_bad_row_has_its_sentences_and_the_good_ones_go_alone(office: Office) -> None:
    browser = client(office)
    bad = [
        (row(office, 编号="21", 标题="甲", 主办单位="没有的局"), "没有名为“没有的局”的承办单位"),
        (
            row(office, 编号="22", 标题="乙", 提出日期="去年三月"),
            "提出日期：“去年三月”不是日期，请写成 2026-03-12 的样子",
        ),
        (row(office, 编号="23", 标题="丙", 提出日期="2023年2月30日"), "没有这一天，请核对年月日"),
        (row(office, 编号="24", 标题="丁", 答复日期="2023年6月"), "只有年月，请写到日"),
        (row(office, 编号="25", 标题="戊"), "编号 20230025 与第 7 行重复"),
        (row(office, 编号="25", 标题="己"), "编号 20230025 与第 6 行重复"),
        (row(office, 编号=dt.date(2023, 3, 6), 标题="庚"), "被表格软件变成了日期或时间"),
        (row(office, 编号="26", 标题=None), "标题：不能为空"),
    ]
    html = send(browser, book([*(words for words, _ in bad), row(office)]))
    for _, sentence in bad:
        assert sentence in html or sentence.replace("第 ", "“Sheet”第 ") in html, sentence
    assert "可以导入 1 行，有问题 8 行" in html and "只导入没有问题的行" in html and "全部导入" not in html
    refused = confirm(browser)
    assert refused.status_code == 409 and "note-error" in refused.content.decode() and not Matter.objects.exists()
    assert confirm(browser, skip="1").status_code == 302
    assert Matter.objects.get(kind="suggestion").number == "20230012"


def test_what_offices_write_is_understood(office: Office, media: Path) -> None:
    browser = client(office)
    said = [
        row(
            office,
            编号="第１３号",
            标题="甲",
            提出日期="２０２３年３月６日",
            交办日期=45005,
            答复日期="2023.6.1",
            办结日期="20230701",
        ),
        row(office, 编号="１４", 标题="乙", 领衔代表=None, 提出日期="二〇二三年三月六日"),
    ]
    html = send(browser, book(said, merge="D2:D3"))
    assert "可以导入 2 行，有问题 0 行" in html and "登记为 20230013" in html and "登记为 20230014" in html
    assert confirm(browser).status_code == 302
    found = {matter.number: matter for matter in Matter.objects.filter(kind="suggestion")}
    assert set(found) == {"20230013", "20230014"}
    assert {matter.suggestion.lead for matter in found.values()} == {office.lead}
    assert {matter.suggestion.submitted_on for matter in found.values()} == {dt.date(2023, 3, 6)}
    assert not list((media / holding.FOLDER).iterdir())


def test_what_changed_meanwhile_is_previewed_anew(office: Office) -> None:
    browser = client(office)
    send(browser, book([row(office)]))
    seen = browser.get(PREVIEW).context["plan"].fingerprint
    other = client(office)
    send(other, book([row(office)]))
    confirm(other)
    late = browser.post(PREVIEW, {"seen": seen})
    assert late.status_code == 409 and "下面是重新预览的结果" in late.content.decode()
    assert "编号 20230012 已被使用" in late.content.decode() and Matter.objects.filter(kind="suggestion").count() == 1


def test_a_file_that_is_no_longer_held_says_so(office: Office) -> None:
    browser = client(office)
    assert "没有等待确认的文件" in browser.get(PREVIEW, follow=True).content.decode()


@pytest.mark.parametrize("who", ["leader", "auditor", "committee"])
def test_only_the_office_comes_in(office: Office, who: str) -> None:
    browser = client(office, who)
    assert browser.get(UPLOAD).status_code == 403
    assert browser.post(UPLOAD, {"file": SimpleUploadedFile("a.xlsx", book([row(office)], TITLES))}).status_code == 403
    assert browser.get(PREVIEW).status_code == 403
