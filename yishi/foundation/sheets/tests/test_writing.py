"""What is written opens as it was meant, and no cell becomes a formula."""

from __future__ import annotations

import datetime as dt
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from yishi.foundation.sheets import Column, Kind, read, template, write

COLUMNS = (
    Column("name", ("姓名",), required=True),
    Column("sex", ("性别",), kind=Kind.CHOICE, choices={"m": ("男",), "f": ("女",)}),
    Column("born", ("出生日期",), kind=Kind.DAY),
    Column("seats", ("名额",), kind=Kind.INTEGER),
    Column("number", ("证号",), kind=Kind.CODE),
    Column("teams", ("小组",), kind=Kind.MANY),
    Column("again", ("连任",), kind=Kind.FLAG),
)


def opened(data):
    return load_workbook(io.BytesIO(data)).active


@pytest.mark.parametrize("text", ["=1+1", "+86", "-2", "@SUM(A1)", '=HYPERLINK("x")', "\t=1"])
def test_no_cell_becomes_a_formula(text):
    cell = opened(write(COLUMNS, [{"name": text}], "名册"))["A2"]
    assert cell.data_type == "s" and cell.quotePrefix and cell.value == text


def test_values_keep_their_kinds():
    moment = dt.datetime(2026, 3, 12, 1, 0, tzinfo=dt.UTC)
    row = {
        "name": moment,
        "sex": "f",
        "born": dt.date(1970, 1, 2),
        "seats": 12,
        "number": 7,
        "teams": ["一", "二"],
        "again": True,
    }
    sheet = opened(write(COLUMNS, [row], "名册/2026"))
    assert sheet["A2"].value == dt.datetime(2026, 3, 12, 9, 0)  # noqa: DTZ001  a spreadsheet knows no zones
    assert [sheet.cell(2, n).value for n in (2, 4, 5, 6, 7)] == ["女", 12, "7", "一、二", "是"]
    assert sheet["C2"].is_date and sheet["C2"].number_format == "yyyy-mm-dd"
    assert sheet.freeze_panes == "A2" and sheet["A1"].font.bold and sheet.title == "名册_2026"


def test_what_no_file_can_hold_is_left_out_and_long_text_cut_with_a_word():
    sheet = opened(write(COLUMNS, [{"name": "a\x00\ud800b"}, {"name": "长" * 40_000}], ""))
    assert sheet["A2"].value == "ab" and sheet["A3"].value.endswith("（过长，已截断）")


@settings(max_examples=25)
@given(
    st.lists(
        st.tuples(st.text(min_size=1, max_size=20), st.dates(dt.date(1910, 1, 1), dt.date(2099, 1, 1))),
        max_size=5,
    )
)
def test_what_is_written_is_read_again(rows):
    kept = [(f"甲{name}", day) for name, day in rows]
    data = write(COLUMNS, ({"name": name, "born": day} for name, day in kept), "名册")
    assert [row.values["born"] for row in read(data, COLUMNS).rows] == [day for _name, day in kept]


def test_a_template_marks_what_is_required_and_is_read_when_filled_in():
    data = template(COLUMNS, "代表名册")
    book = load_workbook(io.BytesIO(data))
    sheet, notes = book.worksheets
    assert sheet["A1"].value == "姓名＊" and sheet.column_dimensions["E"].number_format == "@"
    assert {rule.formula1 for rule in sheet.data_validations.dataValidation} == {'"男,女"', '"是,否"'}
    assert notes["C3"].value == "任选其一：男、女"
    assert read(data, COLUMNS).errors == ["表头下面没有内容。"]
    sheet.append(["试甲", "女", dt.date(1970, 1, 2), 3, "007", "一组、二组", "否"])
    out = io.BytesIO()
    book.save(out)
    (row,) = read(out.getvalue(), COLUMNS).rows
    assert row.errors == [] and row.values == {
        "name": "试甲", "sex": "f", "born": dt.date(1970, 1, 2), "seats": 3, "number": "007",
        "teams": ["一组", "二组"], "again": False,
    }  # fmt: skip
