"""Models: what is learned, what is told of it, and how it is kept. On invented messages."""

from __future__ import annotations

import io
import pickle
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from yishi.readings.sorting import store
from yishi.readings.sorting.cold import Taught, cold
from yishi.readings.sorting.grams import cut, fold, number, plain, word_number, words
from yishi.readings.sorting.learning import learn
from yishi.readings.sorting.model import NotAModel, dumped, loaded
from yishi.readings.sorting.reasons import shared, telling
from yishi.readings.sorting.sorting import Sorter

KNOWN = [
    Taught("补课", "学校周末补课收费", "教育文体", "education"),
    Taught("学费", "幼儿园学费太贵，老师不退", "教育文体", "education"),
    Taught("公交", "公交车太少，站台等很久", "交通运输", "transport"),
    Taught("出租车", "出租车拒载，司机不打表", "交通运输", "transport"),
    Taught("路灯", "路灯不亮", unit="city"),
] * 2
ASKED = [("补课费", "学校老师又收补课费"), ("公交", "公交车等很久"), ("", ""), ("", "。。。")]


@given(st.lists(st.text(max_size=12), max_size=6))
def test_grams_of_a_text_are_its_runs_of_characters(texts: list[str]) -> None:
    folded = [plain(text) for text in texts]
    numbers, places = cut(folded)
    found = sorted(zip(places.tolist(), numbers.tolist(), strict=True))
    assert found == sorted(
        (at, number(text[start : start + size]))
        for at, text in enumerate(folded)
        for size in (1, 2, 3)
        for start in range(len(text) - size + 1)
        if " " not in text[start : start + size]
    )


@given(st.text(max_size=40))
def test_plain_text_stays_plain_and_words_make_it_up(text: str) -> None:
    assert plain(plain(text)) == plain(text)
    assert "".join(words(fold(text))) == fold(text).replace(" ", "")


def test_numbers_places_and_signs_do_not_matter_to_learning() -> None:
    assert fold("Ａ３区12栋，坏了！") == fold("b7区9栋 坏了")
    assert word_number("路灯") < 0 < number("路灯")


def test_what_was_decided_is_suggested_with_the_words_for_it() -> None:
    found = Sorter(learn(KNOWN)).sort(ASKED)
    assert [each.topic.answer for each in found[:2] if each.topic] == ["教育文体", "交通运输"]
    assert [each.units[0].answer for each in found[:2]] == ["education", "transport"]
    assert any("补课" in word for word in (found[0].topic.words if found[0].topic else ()))
    assert all(each.topic and len(each.units) == 3 for each in found), "an empty message is suggested the commonest"
    assert found[2].topic and found[2].topic.words == () and found[2].topic.reason


def test_words_told_are_what_the_score_is_made_of() -> None:
    """Leaving out the most telling word lowers the score of what it spoke for."""
    model = learn(KNOWN)
    with_word, without = ("", "学校周末补课收费"), ("", "学校周末收费")
    assert "补课" in telling(model, "topic", with_word, ["教育文体"])["教育文体"]
    scores = model.scores("topic", [with_word, without])
    at = model.heads["topic"].answers.index("教育文体")
    assert scores[0, at] > scores[1, at]


def test_only_what_was_decided_is_suggested_unless_all_is_asked_for() -> None:
    names = [("教育文体", "义务教育"), ("民政", "低保")]
    assert learn(KNOWN, classes=names).heads["topic"].answers == ("交通运输", "教育文体")
    assert "民政" in learn(KNOWN, classes=names, every=True).heads["topic"].answers
    assert learn([], classes=names).heads["topic"].answers == ("教育文体", "民政")
    assert Sorter(cold()).sort([("", "低保金三个月没有发")])[0].topic.answer == "民政"  # type: ignore[union-attr]


def test_learning_is_the_same_every_time() -> None:
    one, other = learn(KNOWN), learn(KNOWN)
    assert all(np.array_equal(one.heads[name].weights, other.heads[name].weights) for name in ("topic", "unit"))


def test_a_model_is_kept_as_arrays_and_read_back(tmp_path: Path, settings: Any) -> None:
    settings.YISHI_VAR = tmp_path
    assert store.load("none") is None
    model = learn(KNOWN)
    store.save("organ", model)
    kept = store.load("organ")
    assert kept is not None and kept.learned == {"topic": 8, "unit": 10}
    assert np.array_equal(kept.scores("unit", ASKED), model.scores("unit", ASKED))
    assert store.path_of("organ").stat().st_mode & 0o077 == 0
    store.save("organ", cold())
    again = store.load("organ")
    assert again is not None and again.learned == {}


class Evil:
    def __reduce__(self) -> tuple[object, tuple[str]]:
        return (pytest.fail, ("a file was unpickled",))


def test_a_file_of_somebody_else_runs_nothing(tmp_path: Path, settings: Any) -> None:
    settings.YISHI_VAR = tmp_path
    out = io.BytesIO()
    np.savez(out, said=np.array([Evil()], dtype=object))
    for data in (out.getvalue(), pickle.dumps(Evil()), b"", b"PK\x03\x04 no zip", dumped(cold())[:500]):
        with pytest.raises(NotAModel):
            loaded(data)
        store.path_of("odd").parent.mkdir(exist_ok=True)
        store.path_of("odd").write_bytes(data)
        assert store.load("odd") is None


def test_words_of_two_texts_that_both_hold() -> None:
    assert set(shared("清理摊贩和垃圾的问题", "垃圾没人清理，是个问题")) == {"清理", "垃圾"}
    assert shared("路灯", "公交") == ()
