"""Measure words: what is counted decides the Chinese word, how many the English one."""

from __future__ import annotations

import pytest
from django.template import engines
from django.utils import translation

from yishi.foundation import language


@pytest.mark.parametrize(
    ("what", "chinese", "one", "many"),
    [("pieces", "件", "matter", "matters"), ("people", "人", "person", "people"), ("units", "家", "unit", "units"),
     ("times", "次", "time", "times"), ("promises", "项", "promise", "promises"), ("accounts", "个账号", "account", "accounts")],
)  # fmt: skip
def test_one_is_one_and_the_rest_are_many(what: str, chinese: str, one: str, many: str) -> None:
    assert language.measured(1, what) == language.measured(2, what) == chinese
    with translation.override("en"):
        said = {count: language.measured(count, what) for count in (0, 1, 2, "1,001", None)}
    assert said.pop(1) == one and set(said.values()) == {many}


def test_signs_stay_as_they_are() -> None:
    assert language.measured(12.5, "%") == "%" and language.measured(3, "") == ""


def test_pages_say_it_by_a_filter() -> None:
    page = engines["django"].from_string('{% load look %}{{ n }} {{ n|measured:"people" }}')
    assert page.render({"n": 3}) == "3 人"
    with translation.override("en"):
        assert (page.render({"n": 1}), page.render({"n": 3})) == ("1 person", "3 people")
