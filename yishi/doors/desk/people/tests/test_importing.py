"""Rolls and units from Excel: previewed, refused row by row, taken whole or in part, told in the journal."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from yishi.doors.desk.people.tests.test_accounts_pages import PASSWORD
from yishi.doors.desk.people.tests.test_acts import last, recorded
from yishi.doors.desk.people.tests.world import World
from yishi.foundation import clock
from yishi.foundation.files.tests import samples
from yishi.foundation.journal.models import Entry
from yishi.foundation.people.models import Grouping, Mandate, Unit
from yishi.foundation.sheets import Column, write
from yishi.foundation.sheets.tests.files import xlsx
from yishi.rooms.suggestions.tests.office import MONDAY

pytestmark = pytest.mark.django_db
ROLL = ("姓名", "证号", "性别", "代表团")
UNITS = ("全称", "编号", "联络员")


@pytest.fixture
def world(settings: Any, tmp_path: Any) -> World:
    settings.MEDIA_ROOT = tmp_path
    return World()


def sheet(heads: tuple[str, ...], *rows: tuple[Any, ...]) -> bytes:
    columns = [Column(head, (head,)) for head in heads]
    return write(columns, [dict(zip(heads, row, strict=True)) for row in rows], "表")


def upload(world: World, what: str, data: bytes, name: str = "名册.xlsx", **more: Any) -> Any:
    with clock.at(MONDAY):
        form = {"file": SimpleUploadedFile(name, data), "day": "2026-03-16"} | more
        return world.client("office").post(reverse("desk:people_import", args=[what]), form)


def preview(world: World, what: str) -> str:
    with clock.at(MONDAY):
        return world.client("office").get(reverse("desk:people_import_preview", args=[what])).content.decode()


def confirm(world: World, what: str, **more: Any) -> Any:
    page = preview(world, what)
    seen = page.partition('name="seen" value="')[2][:64]
    with clock.at(MONDAY):
        return world.client("office").post(reverse("desk:people_import_preview", args=[what]), {"seen": seen} | more)


def test_a_roll_is_previewed_then_taken(world: World) -> None:
    data = sheet(ROLL, ("试新甲", "8001", "男", world.grouping.name), ("试新乙", "8002", "女", world.grouping.name))
    entries = Entry.objects.count()
    assert upload(world, "roll", data).status_code == 302
    page = preview(world, "roll")
    assert "导入这 2 行" in page and "试新甲" in page
    assert (Mandate.objects.filter(number="8001").exists(), Entry.objects.count()) == (False, entries)
    assert confirm(world, "roll").status_code == 302
    made = Mandate.objects.get(number="8001")
    assert made.belongings.get().grouping == world.grouping
    recorded("roll.import", 行数={"新增": 2})
    assert default_storage.listdir("imports")[1] == []
    assert "没有等待确认的文件" in preview(world, "roll")


def test_every_bad_row_has_its_reason_and_the_good_ones_may_go_alone(world: World) -> None:
    good = ("试新甲", "8001", "男", world.grouping.name)
    data = sheet(ROLL, good, ("", "8002", "女", ""), ("试新丙", "8003", "中", ""), ("试新丁", "8004", "女", "没有的团"))
    upload(world, "roll", data)
    page = preview(world, "roll")
    assert "只导入正确的 1 行" in page and "没有名为“没有的团”的代表团" in page
    assert page.count("preview-why") == 3
    refused = confirm(world, "roll")
    assert refused.status_code == 409 and "一行也没有导入" in refused.content.decode()
    assert not Mandate.objects.filter(number="8001").exists()
    with clock.at(MONDAY):
        file = world.client("office").get(reverse("desk:people_import_preview", args=["roll"]) + "?export=bad")
    assert file["Content-Type"].endswith("sheet")
    assert confirm(world, "roll", skip="1").status_code == 302
    assert Mandate.objects.filter(number__startswith="800").count() == 1
    recorded("roll.import", 只导入正确的行=True)


def test_groupings_are_made_only_when_asked(world: World) -> None:
    data = sheet(ROLL, ("试新甲", "8001", "男", "新设代表团"))
    upload(world, "roll", data, make="on")
    assert "将新建" in preview(world, "roll")
    confirm(world, "roll")
    assert Grouping.objects.filter(name="新设代表团").exists()
    recorded("roll.import", 新建=["代表团“新设代表团”"])


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("名册.xlsx", b"not a spreadsheet at all"),
        ("名册.xlsx", b"PK\x03\x04" + b"\x00" * 200),
        ("名册.csv", "姓名,证号\n\x00\x01".encode()),
        ("名册.csv", "甲,乙\n一,二\n".encode()),
        ("名册.xls", b"\xd0\xcf\x11\xe0" + b"\x00" * 600),
        ("\ud800".encode("utf-8", "replace").decode() + ".pdf", b"%PDF-1.7"),
    ],
)
def test_files_that_are_none_get_a_sentence(world: World, name: str, data: bytes) -> None:
    for what in ("roll", "units"):
        entries = Entry.objects.count()
        assert upload(world, what, data, name).status_code == 302
        page = preview(world, what)
        assert "note-error" in page or "preview-why" in page
        assert "导入这" not in page
        assert confirm(world, what).status_code == 409
        assert Entry.objects.count() == entries


@pytest.mark.parametrize(
    ("what", "data", "sentence"),
    [
        ("roll", "名单如下，请查收。".encode(), "没有找到表头。请让某一行写有列名：姓名"),
        ("roll", samples.compound("EncryptedPackage", "EncryptionInfo"), "文件设了打开密码"),
        ("roll", sheet(("证号", "性别"), ("8001", "男")), "缺少必填的列：姓名"),
        ("roll", sheet(ROLL, ("试甲", "8001", "男", ""), ("试乙", "８００１", "女", "")), "证号 8001 与"),
        ("roll", xlsx([["姓名", "证号", "出生日期"], ["试甲", "8001", "一九八〇年"]]), "只有年份，请写到日"),
        ("roll", xlsx([["姓名", "证号", "出生日期"], ["试甲", dt.date(2026, 8, 1), "1980-02-30"]]), "没有这一天"),
        ("roll", xlsx([["姓名", "证号"], ["试甲", dt.date(2026, 8, 1)]]), "被表格软件变成了日期或时间"),
        ("units", samples.docx(), "这是 Word 文档，不是表格"),
        ("units", sheet(("编号", "联络员"), ("D901", "试联络")), "缺少必填的列："),
        ("units", sheet(UNITS, ("试验区甲局", "D901", ""), ("试验区乙局", "Ｄ９０１", "")), "编号 D901 与"),
        ("units", sheet(UNITS, ("试验区甲局", "D901", ""), ("试验区甲局", "D902", "")), "“试验区甲局”与"),
    ],
)  # fmt: skip
def test_each_fault_has_its_sentence_on_the_page(world: World, what: str, data: bytes, sentence: str) -> None:
    upload(world, what, data)
    page = preview(world, what)
    assert sentence in page and "导入这" not in page
    assert confirm(world, what).status_code == 409


def test_days_as_text_and_as_numbers_and_wide_digits_are_read(world: World) -> None:
    rows = [
        ["姓名", "证号", "出生日期"],
        ["试甲", "８００１", "１９８０年２月３日"],
        ["试乙", "8002", 29254],
        ["试丙", "8003", "一九八〇年二月三日"],
    ]
    upload(world, "roll", xlsx(rows))
    assert "导入这 3 行" in preview(world, "roll")
    assert confirm(world, "roll").status_code == 302
    made = Mandate.objects.filter(number__in=["8001", "8002", "8003"]).select_related("person")
    assert [row.person.born for row in made.order_by("number")] == [dt.date(1980, 2, 3)] * 3


def test_merged_cells_are_read_as_they_look(world: World) -> None:
    name = world.grouping.name
    rows = [["姓名", "证号", "代表团"], ["试甲", "8001", name], ["试乙", "8002", None]]
    upload(world, "roll", xlsx(rows, lambda made: made.merge_cells("C2:C3")))
    confirm(world, "roll")
    assert {row.belongings.get().grouping for row in Mandate.objects.filter(number__in=["8001", "8002"])} == {
        world.grouping
    }


def test_no_file_an_empty_one_and_a_wrong_day(world: World) -> None:
    empty = upload(world, "roll", b"")
    assert empty.status_code == 422 and "文件是空的（0 字节）" in empty.content.decode()
    large = upload(world, "roll", b"a" * (10 * 1024 * 1024 + 1))
    assert large.status_code == 422 and "文件超过 10 MB，请拆分后再导入" in large.content.decode()
    assert upload(world, "roll", b"x", day="3000-01-01").status_code == 422
    with clock.at(MONDAY):
        answer = world.client("office").post(reverse("desk:people_import", args=["roll"]), {"day": "2026-03-16"})
        assert answer.status_code == 422
        assert world.client("office").get(reverse("desk:people_import", args=["moon"])).status_code == 404


def test_a_roll_that_changed_meanwhile_is_previewed_anew(world: World) -> None:
    upload(world, "roll", sheet(ROLL, ("试新甲", world.seat.number, "男", world.grouping.name)))
    before = preview(world, "roll")
    seen = before.partition('name="seen" value="')[2][:64]
    upload(world, "roll", sheet(ROLL, ("试新甲", "8001", "男", world.grouping.name)))
    with clock.at(MONDAY):
        answer = world.client("office").post(reverse("desk:people_import_preview", args=["roll"]), {"seen": seen})
    assert answer.status_code == 409 and "重新预览的结果" in answer.content.decode()
    assert not Mandate.objects.filter(number="8001").exists()


def test_units_come_with_accounts_whose_passwords_are_shown_once(world: World) -> None:
    upload(world, "units", sheet(UNITS, ("试验区导入局", "D901", "试联络"), (world.unit.name, world.unit.code, "")))
    answer = confirm(world, "units")
    assert answer.status_code == 200 and answer["Cache-Control"] == "no-store"
    assert len(PASSWORD.findall(answer.content.decode())) == 1
    assert Unit.objects.filter(code="D901").exists()
    recorded("units.import", 行数={"新增": 1, "没有变动": 1})
    password = PASSWORD.search(answer.content.decode())[1]
    assert password not in last().body.text
    assert confirm(world, "units").status_code == 409


def test_what_is_held_is_dropped_on_request(world: World) -> None:
    upload(world, "units", sheet(UNITS, ("试验区导入局", "D901", "")))
    world.client("office").post(reverse("desk:people_import_cancel", args=["units"]))
    assert default_storage.listdir("imports")[1] == []


def test_templates_read_back(world: World) -> None:
    for what in ("roll", "units"):
        file = world.client("office").get(reverse("desk:people_import_template", args=[what]))
        assert file.content[:2] == b"PK"
        upload(world, what, file.content)
        assert "导入这" not in preview(world, what)
