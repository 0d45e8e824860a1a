"""Sums and rates that must hold."""

from __future__ import annotations

from decimal import Decimal

import pytest

from yishi.readings.report import asserted
from yishi.readings.report.fields import Live, Unreadable

VALUES = {
    "filed": "148", "a": "59", "b": "38", "c": "51", "rate": "33.33", "part": "1", "whole": "3", "none": None, "zero": "0",
    "kind/x": "2", "kind/y": "3",
}  # fmt: skip


def value(live: Live) -> Decimal | None:
    found = VALUES[live.figure]
    return None if found is None else Decimal(found)


def check(formula: str) -> list[str]:
    return [row.sentence for row in asserted.broken([formula], value, lambda live: live.figure)]


@pytest.mark.parametrize(
    "formula",
    [
        "[[filed]] = [[a]] + [[b]] + [[c]]",
        "[[filed|term]]＝[[a]]＋[[b]]＋51",
        "148 = [[a]]+[[b]]+[[c]]",
        "[[rate]] = [[part]] / [[whole]]",
        "33.3 = [[part]] ÷ [[whole]]",
        "66.67 = [[kind/x]] / [[kind/y]]",
        "5 = [[kind/x]] + [[kind/y]]",
    ],
)
def test_what_agrees_says_nothing(formula: str) -> None:
    assert check(formula) == []


@pytest.mark.parametrize(
    ("formula", "sentence"),
    [
        ("[[filed]] = [[a]] + [[b]]", "filed为148，而59 + 38 = 97，相差51。"),
        ("[[rate]] = [[part]] / [[a]]", "rate为33.33，而1 / 59 = 1.69，相差31.64。"),
        ("[[filed]] = [[a]] + [[none]]", "等式中有的指标没有数，无法核对。"),
        ("[[rate]] = [[part]] / [[zero]]", "等式中总数为零，比率无从计算。"),
        ("[[filed]] = [[gone]] + [[a]]", "等式中的指标“gone”已经没有了。"),
    ],
)
def test_what_does_not_agree_is_told(formula: str, sentence: str) -> None:
    assert check(formula) == [sentence]


@pytest.mark.parametrize("formula", ["", "[[a]]", "[[a]] = [[b]]", "[[a]] = [[b]] / [[c]] / [[b]]", "[[a]] = 甲 + 乙", "[[a]] = [[b]] + "])  # fmt: skip
def test_a_formula_that_cannot_be_read_is_refused(formula: str) -> None:
    with pytest.raises(Unreadable, match=r"。$"):
        asserted.read(formula)
