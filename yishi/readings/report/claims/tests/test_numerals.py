"""Numerals and measure words."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yishi.readings.report.claims import numerals
from yishi.readings.report.claims.measures import counted, kind_of, measure_at
from yishi.readings.report.claims.plain import plain

SIGNS = "零一二三四五六七八九"


def written(number: int) -> str:
    """A number below a myriad squared as people write it."""
    if number >= 10**8:
        return written(number // 10**8) + "亿" + _rest(number % 10**8, 10**7)
    if number >= 10**4:
        return written(number // 10**4) + "万" + _rest(number % 10**4, 10**3)
    text = ""
    for worth, sign in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        if digit := number // worth:
            text += SIGNS[digit] + sign
        elif text and number and not text.endswith("零"):
            text += "零"
        number %= worth
    return text or "零"


def _rest(number: int, full: int) -> str:
    if not number:
        return ""
    return ("" if number >= full else "零") + written(number)


@given(st.integers(0, 10**10))
def test_what_is_written_in_chinese_is_read_back(number: int) -> None:
    assert numerals.chinese(written(number)) == number


@pytest.mark.parametrize(
    ("text", "worth"),
    [
        ("十", 10),
        ("两百零三", 203),
        ("两千三", 2300),
        ("一万二", 12000),
        ("三百五", 350),
        ("一亿两千万", 120_000_000),
        ("二〇二六", 2026),
        ("九点五", Decimal("9.5")),
        ("百", 100),
        ("三千万亿", 3 * 10**15),
        ("点", None),
        ("三点", None),
        ("一" * 40, None),
        ("", None),
        ("甲", None),
    ],
)
def test_chinese_numerals(text: str, worth: Decimal | int | None) -> None:
    assert numerals.chinese(text) == worth


@pytest.mark.parametrize(("text", "worth"), [("1,234,567", 1234567), ("1 285", 1285), ("1 2 . 5", Decimal("12.5"))])
def test_digits(text: str, worth: Decimal | int) -> None:
    assert numerals.digits(text) == worth


@pytest.mark.parametrize(
    ("text", "unit", "kind"),
    [
        ("人次参加", "人次", "person_times"),
        ("人(次)。", "人次", "person_times"),
        ("人大代表", "", "count"),
        ("部门", "", "count"),
        ("部法规", "部", "count"),
        ("项目", "", "count"),
        ("名代表", "名", "people"),
        ("个百分点", "个百分点", "percent"),
        ("平方米", "平方米", "other"),
        ("方违建", "平方米", "other"),
        ("方面建议", "方面", "count"),
        ("个多月", "月", "duration"),
        ("元", "元", "amount"),
        ("成以上", "成", "percent"),
        ("成功经验", "", "count"),
        (" 件提案", "件", "count"),
        ("", "", "count"),
    ],
)
def test_measure_words(text: str, unit: str, kind: str) -> None:
    assert measure_at(text, 0)[0] == unit
    assert kind_of(unit) == kind


def test_a_measure_word_on_the_next_line_of_a_page_is_read() -> None:
    line = "这是从页面上复制下来的一行，它只是因为满了才断开，共收到12"
    assert measure_at(f"{line}\n件", len(line)) == ("件", len(line) + 2)
    assert measure_at("12\n件", 2) == ("", 2)


@pytest.mark.parametrize(
    ("unit", "ending"), [("次", "次数"), ("人次", "人次"), ("元", "金额"), ("%", ""), ("件", "件数")]
)
def test_how_an_indicator_ends(unit: str, ending: str) -> None:
    assert counted(unit) == ending


@given(st.text())
def test_plain_text_is_of_the_same_length(text: str) -> None:
    assert len(plain(text)) == len(text)
