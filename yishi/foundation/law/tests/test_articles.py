"""Chinese numerals, article numbers, and how a citation is written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yishi.foundation.law.articles import CIVIL_CODE, article_number
from yishi.foundation.law.numerals import to_chinese, to_int
from yishi.foundation.law.packs.chongqing_rules import LAW as CHONGQING
from yishi.foundation.law.packs.national import LAW


@given(st.integers(0, 9999))
def test_numerals_there_and_back(number: int) -> None:
    assert to_int(to_chinese(number)) == number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("零", 0),
        ("十", 10),
        ("十二", 12),
        ("二十", 20),
        ("两", 2),
        ("一百零二", 102),
        ("一百一十", 110),
        ("二百零一", 201),
        ("12", 12),
        ("１２", 12),
    ],
)
def test_numerals_as_statutes_write_them(text: str, number: int) -> None:
    assert to_int(text) == number


@pytest.mark.parametrize("text", ["", "半", "十十", "百", "一二", "二十百", "甲", "-3", "1.5", "十个"])
def test_what_is_no_numeral_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="不是数字"):
        to_int(text)


@pytest.mark.parametrize("number", [-1, 10000])
def test_numbers_no_statute_has_are_refused(number: int) -> None:
    with pytest.raises(ValueError, match="超出"):
        to_chinese(number)


def test_article_numbers() -> None:
    assert article_number("第五十一条") == (51, 0)
    assert article_number("第一百零二条之一") == (102, 1)
    for wrong in ("五十一", "第五十一条第二款", ""):
        with pytest.raises(ValueError, match="条文序号"):
            article_number(wrong)


def test_how_a_citation_is_written() -> None:
    citation = LAW.cite(51, 2, "自交办之日起三个月内答复")
    assert str(citation) == "《代表法》（2025年修正）第五十一条第二款"
    assert citation.brief == "代表法 51"
    assert str(CHONGQING.cite(39, 0, "")).endswith("工作条例》（2017年通过）第三十九条")
    assert citation.checked and not CIVIL_CODE.cite(201, 1, "").checked
