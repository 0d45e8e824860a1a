"""The index of similar messages: against a plain scan of the same measure, whatever way its messages came in."""

from __future__ import annotations

import math
from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from yishi.readings.sorting.grams import plain
from yishi.readings.sorting.similar import Index

TEXTS = [
    "柳荫小区三栋电梯坏了两周没有人修",
    "柳荫小区三栋的电梯又坏了，物业两周不修",
    "望溪中学门口放学时堵车严重",
    "望溪中学放学时门口总是堵车",
    "咨询退休职工医保报销比例",
    "青禾镇路灯不亮，晚上出行危险",
]


def pairs(text: str) -> set[str]:
    return {word[at : at + 2] for word in plain(text).split() for at in range(len(word) - 1)}


def scanned(texts: list[str], asked: str) -> list[float]:
    """The cosine of each text with what is asked, computed plainly."""
    spread = Counter(pair for text in texts for pair in pairs(text))

    def length(held: set[str]) -> float:
        return math.sqrt(sum(weight(pair) ** 2 for pair in held))

    def weight(pair: str) -> float:
        return max(math.log((len(texts) + 1) / (spread[pair] + 0.5)), 0.01)

    mine = pairs(asked)
    return [
        sum(weight(pair) ** 2 for pair in mine & pairs(text)) / (length(mine) * length(pairs(text)))
        if pairs(text)
        else 0.0
        for text in texts
    ]


def test_the_one_that_says_the_same_comes_first() -> None:
    index = Index.build(TEXTS, range(10, 16))
    assert [one.key for one in index.query(TEXTS[0], 2)] == [10, 11]
    assert [one.key for one in index.query(TEXTS[0], 2, but=10)] == [11]
    assert index.query("天上的云") == [] and index.query("") == [] and Index().query("路灯") == []


text = st.text(alphabet="路灯坏了电梯学校门口堵车，医保 报销", max_size=16)


@settings(max_examples=60, deadline=None)
@given(st.lists(text, max_size=20), text)
def test_scores_are_those_of_a_plain_scan(texts: list[str], asked: str) -> None:
    expected = scanned(texts, asked) if pairs(asked) else [0.0] * len(texts)
    found = {one.key: one.score for one in Index.build(texts).query(asked, 50, least=1e-6)}
    for key, score in enumerate(expected):
        assert abs(found.get(key, 0.0) - score) < 1e-4


@settings(max_examples=40, deadline=None)
@given(st.lists(text, min_size=1, max_size=24), st.integers(1, 5), text)
def test_adding_one_by_one_finds_the_same_ones(texts: list[str], step: int, asked: str) -> None:
    """Lengths follow what was known when a segment was made, so scores may differ a little; nobody gets lost."""
    index = Index()
    for at in range(0, len(texts), step):
        part = texts[at : at + step]
        index.add(part, range(at, at + len(part)))
    assert len(index) == len(texts)
    whole = {one.key for one in Index.build(texts).query(asked, 50, least=1e-6)}
    assert {one.key for one in index.query(asked, 50, least=1e-6)} == whole
