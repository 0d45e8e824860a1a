import pytest
from hypothesis import given
from hypothesis import strategies as st

from yishi.readings.search.words import LONGEST, asked, exact, fold, numbers, short, token, tokens


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("５Ｇ基站", "5g基站"),
        ("ＰＭ２．５", "pm2.5"),
        ("加装\u200b电\ufeff梯", "加装电梯"),
        ("加装电\n梯", "加装电梯"),
        ("加装电\r\n梯", "加装电梯"),
        ("不便。\n　　一、", "不便。 一、"),
        ("第 一\t件\n", "第 一 件"),
        ("a\nb", "a b"),
        ("⼀带⼀路", "一带一路"),
        ("坏\x00字\ud800符", "坏字符"),
    ],
)
def test_fold(text, folded):
    assert fold(text) == folded


@given(st.text())
def test_folding_twice_changes_nothing_that_is_looked_for(text):
    assert asked(fold(text)) == asked(text) or len(text) > LONGEST


@given(st.text(st.characters()))
def test_what_is_asked_can_be_encoded_and_is_short(text):
    words = asked(text)
    "".join(words).encode()
    assert sum(map(len, words)) <= LONGEST
    assert all(word and not word.isspace() for word in words)


def test_words_are_read_once_each_and_no_further_than_the_limit():
    assert asked("电梯　电梯 Ｂus") == ("电梯", "bus")
    assert asked(" \x00 \u200b") == ()
    assert [len(word) for word in asked("梯" * 10_000)] == [LONGEST]


def test_a_rare_character_is_two_units_and_so_a_gram_by_itself():
    assert short("梯") and not short("𬭸") and exact("𬭸") and exact("电梯") and not exact("哈哈哈")


def test_phrases_do_not_reach_over_spaces():
    assert tokens("ab cd") == "00610062 x 00630064"
    assert numbers("ab cd") == numbers("cd ab")
    assert len(numbers("ab cd")) == 2


@given(st.text(min_size=1))
def test_a_gram_is_the_same_to_both_databases(text):
    folded = fold(text)
    assert {token(number) for number in numbers(folded)} == set(tokens(folded).split()) - {"x"}
    assert all(-(2**31) <= number < 2**31 for number in numbers(folded))
