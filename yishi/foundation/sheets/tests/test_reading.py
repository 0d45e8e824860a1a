"""Whole files: headers under titles, merged cells, several sheets, encodings, and what is refused."""

from __future__ import annotations

import datetime as dt
import io
import zipfile

import pytest
from openpyxl import Workbook

from yishi.foundation.sheets import Column, Kind, Limits, read
from yishi.foundation.sheets.tests.files import repacked, saved, xls, xlsx

SCHEMA = (
    Column("name", ("姓名", "代表姓名"), required=True, tight=True, max_length=10),
    Column("team", ("代表团",)),
    Column("born", ("出生日期", "出生年月"), kind=Kind.DAY, month_only=True),
    Column("number", ("证号",), kind=Kind.CODE),
    Column("liaison_phone", ("联络员电话",), kind=Kind.CODE),
    Column("head_phone", ("负责人电话",), kind=Kind.CODE),
)
HEAD = ["姓名", "代表团", "出生日期", "证号"]


def values(sheet):
    return [row.values for row in sheet.rows]


def test_titles_above_spaces_in_headers_any_order_and_unknown_columns():
    data = xlsx(
        [
            ["未有区代表名册"],
            ["2026年3月"],
            [],
            ["序号", "代 表\n团", "＊代表姓名", "民族"],
            [1, "一团", "试 甲", "x"],
        ]
    )
    sheet = read(data, SCHEMA)
    assert sheet.errors == [] and values(sheet) == [{"team": "一团", "name": "试甲"}]
    assert sheet.rows[0].line_number == 5
    assert sheet.columns_unknown == ["民族"] and "证号" in sheet.columns_missing
    assert sheet.columns_found == {"team": "代 表 团", "name": "＊代表姓名"}


def test_merged_cells_repeat_downwards():
    data = xlsx(
        [HEAD, ["试甲", "一团"], ["试乙", None], ["试丙", None], ["试丁", "二团"]],
        lambda s: s.merge_cells("B2:B4"),
    )
    assert [row["team"] for row in values(read(data, SCHEMA))] == ["一团", "一团", "一团", "二团"]


def test_a_header_of_two_rows():
    def merge(sheet):
        for cells in ("A1:A2", "B1:C1"):
            sheet.merge_cells(cells)

    data = xlsx(
        [["姓名", "联络员", None, "负责人"], [None, "称呼", "电话", "电话"], ["试甲", "x", "123", "456"]],
        merge,
    )
    assert values(read(data, SCHEMA)) == [{"name": "试甲", "liaison_phone": "123", "head_phone": "456"}]


def test_header_repeated_on_each_page_blank_rows_and_totals():
    rows = [HEAD, ["试甲", "一团"], [], HEAD, ["试乙", "一团"], ["合计", "2 人"], ["", ""], ["填表人：试丙"]]
    sheet = read(xlsx(rows), SCHEMA)
    assert [row["name"] for row in values(sheet)] == ["试甲", "试乙"]
    assert [line for line, _text in sheet.skipped] == [6, 8]


def test_each_bad_cell_is_said_and_the_rest_of_the_row_read():
    sheet = read(xlsx([HEAD, ["", "一团", "昨天", 12.0], ["试" * 11, None, dt.date(1970, 1, 2), "１２"]]), SCHEMA)
    first, second = sheet.rows
    assert first.errors == ["姓名：不能为空。", "出生日期：“昨天”不是日期，请写成 2026-03-12 的样子。"]
    assert first.values == {"name": None, "team": "一团", "born": None, "number": "12"}
    assert second.errors == ["姓名：有 11 个字，最多 10 个。"] and second.values["born"] == dt.date(1970, 1, 2)


def test_every_visible_sheet_with_the_columns_is_read():
    book = Workbook()
    for name, rows in {
        "一团": [HEAD, ["试甲"]],
        "二团": [HEAD, ["试乙"]],
        "说明": [["怎么填"], ["……"]],
    }.items():
        page = book.create_sheet(name)
        for row in rows:
            page.append(row)
    hidden = book.create_sheet("旧名单")
    hidden.append(HEAD)
    hidden.append(["试旧"])
    hidden.sheet_state = "hidden"
    sheet = read(saved(book), SCHEMA)
    assert [(row.sheet, row.values["name"]) for row in sheet.rows] == [("一团", "试甲"), ("二团", "试乙")]
    assert sheet.sheets_skipped == ["说明"]


@pytest.mark.parametrize("coding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_csv(coding, delimiter):
    text = f'姓名{delimiter}证号\r\n"试\n甲"{delimiter}０12\r\n\r\n𠮷乙{delimiter}13\r\n'
    sheet = read(text.encode(coding), SCHEMA)
    assert values(sheet) == [{"name": "试甲", "number": "012"}, {"name": "𠮷乙", "number": "13"}]
    assert sheet.rows[1].line_number == 4


def test_xls():
    sheet = read(xls([["未有区名册"], ["姓名", "出生日期", "证号"], ["试　甲", 46093.0, 12.0]]), SCHEMA)
    assert sheet.errors == []
    assert values(sheet) == [{"name": "试甲", "born": dt.date(2026, 3, 12), "number": "12"}]


def broken_zip() -> bytes:
    data = bytearray(xlsx([HEAD, ["试甲"]]))
    data[len(data) // 2 : len(data) // 2 + 200] = b"\x00" * 200
    return bytes(data)


def a_zip(**parts: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name.replace("__", "/"), text)
    return out.getvalue()


OLE = bytes.fromhex("d0cf11e0a1b11ae1")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "0 字节"),
        (b"%PDF-1.7 ...", "其实是PDF"),
        (b"\x89PNG\r\n", "其实是图片"),
        (b"PK\x03\x04 broken", "已损坏"),
        (broken_zip(), "已损坏"),
        (xlsx([HEAD, ["试甲"]])[:-40], "已损坏"),
        (a_zip(word__document="x"), "Word 文档"),
        (a_zip(a="x"), "压缩包"),
        (a_zip(content="x") .replace(b"content", b"conten_"), "压缩包"),
        (OLE + "EncryptedPackage".encode("utf-16-le") + b"\0" * 600, "密码"),
        (OLE + b"\0" * 600, "已损坏"),
        (b"<html><table><tr><td>\xe5</td></tr></table>", "网页形式"),
        (b"\x00\x01\x02\x03" * 50, "认不出"),
        ("姓名,证号\n\"试甲,1".encode() + b"x" * 200_000, "引号"),
        ("证号\n1".encode(), "没有找到表头|缺少必填的列：姓名"),
        ("啊,喔\n1,2".encode(), "没有找到表头"),
        ("\n\n".encode("utf-16"), "没有"),
        ("姓名,证号\n".encode(), "没有内容"),
        ("姓名,姓名\n试甲,试乙\n".encode(), "出现了两次"),
    ],
)  # fmt: skip
def test_refused_with_a_sentence(data, said):
    sheet = read(data, SCHEMA)
    assert sheet.rows == [] and len(sheet.errors) == 1
    assert any(word in sheet.errors[0] for word in said.split("|")), sheet.errors


def test_missing_columns_are_named():
    sheet = read(xlsx([["代表团", "证号"], ["一团", 1]]), SCHEMA)
    assert sheet.columns_missing == ["姓名"] and "缺少必填的列：姓名" in sheet.errors[0]


def test_other_kinds_of_workbook_are_named():
    assert ".ods" in read(a_zip(**{"content.xml": "x"}), SCHEMA).errors[0]
    assert "Word" in read(OLE + "WordDocument".encode("utf-16-le"), SCHEMA).errors[0]


def test_too_large_and_too_many_rows():
    limits = Limits(rows=3, megabytes=1)
    assert "超过 1 MB" in read(b"x" * (1024 * 1024 + 1), SCHEMA, limits).errors[0]
    rows = [HEAD, *([f"试{n}"] for n in range(4))]
    assert "最多读 3 行" in read(xlsx(rows), SCHEMA, limits).errors[0]
    assert len(read(xlsx(rows[:-1]), SCHEMA, limits).rows) == 3


@pytest.mark.parametrize(("cell", "said"), [("A1048576", "第 1048576 行还有内容"), ("XFD2", "最多读 256 列")])
def test_a_cell_far_out_makes_no_grid_of_billions(cell, said):
    def far(sheet):
        sheet[cell] = "x"

    assert said in read(xlsx([HEAD, ["试甲"]], far), SCHEMA).errors[0]


def test_formatted_but_empty_cells_far_out_do_no_harm():
    def far(sheet):
        sheet["A900000"].number_format = "0.00"

    assert len(read(xlsx([HEAD, ["试甲"]], far), SCHEMA).rows) == 1


def test_bombs_are_refused_before_they_unpack():
    data = xlsx([HEAD, ["试甲"]])
    bomb = repacked(data, {"xl/sharedStrings.xml": b"<sst>" + b" " * 30_000_000})
    assert "过大" in read(bomb, SCHEMA).errors[0]
    lying = bytearray(bomb)
    size = (30_000_005).to_bytes(4, "little")
    while (at := lying.find(size)) >= 0:
        lying[at : at + 4] = (100).to_bytes(4, "little")
    assert "已损坏" in read(bytes(lying), SCHEMA).errors[0]


def test_ten_thousand_rows():
    rows = [HEAD, *([f"试{n}", "一团", "1970-01-02", n] for n in range(10_000))]
    assert len(read(xlsx(rows), SCHEMA).rows) == 10_000
