"""Lines of CSV say what the sheet says, and none of their cells becomes a formula."""

from __future__ import annotations

import csv
import datetime as dt
from decimal import Decimal

import pytest

from yishi.foundation.sheets.lines import MARK, lines, plain_lines
from yishi.foundation.sheets.tests.test_writing import COLUMNS


@pytest.mark.parametrize("text", ["=1+1", "+86", "-2", "@SUM(A1)", '=HYPERLINK("x")', "\t=1"])
def test_no_cell_becomes_a_formula(text):
    _head, row = csv.reader(plain_lines(["姓名"], [[text]]))
    assert row == [f"'{text}"]


def test_a_title_may_not_become_a_formula_either():
    assert list(plain_lines(["=1+1"], [])) == [f"{MARK}'=1+1\r\n"]


def test_numbers_are_no_formulas_and_nothing_is_blank():
    assert list(plain_lines(["数"], [[-2, -0.5, None, Decimal(3)]]))[1:] == ["-2,-0.5,,3\r\n"]


def test_rows_stand_in_the_words_of_the_sheet():
    row = {
        "name": "张三，李四\n",
        "sex": "f",
        "born": dt.date(1975, 1, 2),
        "seats": 3,
        "teams": ["一组", "二组"],
        "again": True,
    }
    assert list(csv.reader(lines(COLUMNS, [row]))) == [
        [f"{MARK}姓名", "性别", "出生日期", "名额", "证号", "小组", "连任"],
        ["张三，李四\n", "女", "1975-01-02", "3", "", "一组、二组", "是"],
    ]
