"""Dates and numerals."""

from __future__ import annotations

import datetime as dt

import pytest

from yishi.foundation.papers import (
    PaperRefused,
    chinese_date,
    chinese_digits,
    chinese_number,
    heading_number,
    number_in_year,
    session_name,
)


def test_date_without_leading_noughts():
    assert chinese_date(dt.date(2026, 3, 2)) == "2026年3月2日"


@pytest.mark.parametrize(
    ("number", "read"),
    [
        (0, "零"),
        (1, "一"),
        (10, "十"),
        (12, "十二"),
        (20, "二十"),
        (100, "一百"),
        (105, "一百零五"),
        (110, "一百一十"),
        (1010, "一千零一十"),
        (2005, "二千零五"),
        (9999, "九千九百九十九"),
    ],
)
def test_numerals(number, read):
    assert chinese_number(number) == read


def test_digits_sessions_and_headings():
    assert chinese_digits(2026) == "二〇二六"
    assert session_name("市", 6, "人大", 1) == "市六届人大一次会议"
    assert [heading_number(level, 12) for level in (1, 2, 3, 4)] == ["十二、", "（十二）", "12.", "（12）"]


def test_number_in_year():
    assert number_in_year(" 渝议建\x00", 2026, 12) == "渝议建〔2026〕12号"


@pytest.mark.parametrize(("code", "year", "number"), [("", 2026, 1), ("虚", 26, 1), ("虚", 2026, 0)])
def test_numbers_that_are_none(code, year, number):
    with pytest.raises(PaperRefused):
        number_in_year(code, year, number)


@pytest.mark.parametrize("number", [-1, 10000])
def test_numerals_out_of_range(number):
    with pytest.raises(PaperRefused):
        chinese_number(number)
