"""What a step is given: every kind takes what fits, and says in words what does not."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from yishi.foundation.loops.act import Scope
from yishi.foundation.loops.forms import clean, form_of
from yishi.foundation.loops.inputs import LARGEST_KEY, Input
from yishi.foundation.loops.refusals import Invalid
from yishi.foundation.loops.tests.toy import EVERYTHING
from yishi.foundation.people.models import Unit
from yishi.foundation.people.tests.factories import UnitFactory

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
GOOD = {"line": "关于路灯的建议", "grades": {"q": "good"}}


def cleaned(scope: Scope, **given: Any) -> dict[str, Any]:
    """What comes of it beside the two that are always asked."""
    return clean(EVERYTHING, scope, GOOD | given)


def refused(scope: Scope, name: str, value: Any) -> str:
    """The sentence about this one input; nothing else is complained of."""
    with pytest.raises(Invalid) as found:
        cleaned(scope, **{name: value})
    assert list(found.value.errors) == [name], found.value.errors
    (sentence,) = found.value.errors[name]
    sentence.encode()
    assert sentence.endswith(("。", "！", "？")), sentence
    return sentence


def test_what_is_left_empty_takes_the_steps_own_default(scope: Scope) -> None:
    assert cleaned(scope) == {
        "line": "关于路灯的建议", "text": "", "day": None, "later": None, "number": None, "flag": False, "pick": "a",
        "one": None, "many": [], "plans": [], "grades": {"q": "good"},
    }  # fmt: skip
    assert cleaned(scope, pick="")["pick"] == "a" and cleaned(scope, pick="b")["pick"] == "b"


# Text


@pytest.mark.parametrize(("given", "kept"), [
    ("  路灯  ", "路灯"), ("路\x08灯\x7f", "路灯"), ("一\r\n二", "一 二"), ("一\n\n 二\u2028三", "一 二 三"), (2026, "2026"),
])  # fmt: skip
def test_a_line_is_cleaned(scope: Scope, given: Any, kept: str) -> None:
    assert cleaned(scope, line=given)["line"] == kept


def test_longer_text_keeps_its_lines(scope: Scope) -> None:
    assert cleaned(scope, text="一、\r\n二、\t三\x0b")["text"] == "一、\n二、\t三"


@pytest.mark.parametrize(
    "bad", ["", "   ", "\x01\x02", None, "路\x00灯", "\ud83d", "长" * 21, ["路灯"], {"a": 1}, True]
)
def test_a_bad_line_gets_a_sentence(scope: Scope, bad: Any) -> None:
    refused(scope, "line", bad)


def test_three_hundred_pages_get_a_sentence_and_not_an_error(scope: Scope) -> None:
    page = "字" * 600
    assert "100000" in refused(scope, "text", page * 300).replace(",", "")
    assert len(cleaned(scope, text=page * 160)["text"]) == 96_000


# Days and numbers


@pytest.mark.parametrize(
    "given", ["2026-03-16", "2026/3/16", "２０２６-０３-１６", dt.date(2026, 3, 16), " 2026-03-16 "]
)
def test_a_day_is_read_as_people_write_it(scope: Scope, given: Any) -> None:
    assert cleaned(scope, day=given)["day"] == dt.date(2026, 3, 16)


@pytest.mark.parametrize("bad", [
    "2026-02-30", "昨天", "46000", 46000, 46000.5, True, ["2026-03-16"], {"y": 2026}, "2026-03-16\x00", "\ud800", "0000-00-00",
    "10000-01-01",
])  # fmt: skip
def test_a_bad_day_gets_a_sentence(scope: Scope, bad: Any) -> None:
    refused(scope, "day", bad)


def test_days_know_today(scope: Scope) -> None:
    assert "晚于今天" in refused(scope, "day", "2026-03-17")
    assert "早于今天" in refused(scope, "later", "2026-03-15")
    assert cleaned(scope, later="2026-03-16")["later"] == scope.day


@pytest.mark.parametrize("given", ["３", "3", 3, " 3 ", 3.0])
def test_a_number_may_be_written_full_width(scope: Scope, given: Any) -> None:
    assert cleaned(scope, number=given)["number"] == 3


@pytest.mark.parametrize("bad", [
    "三", "3.5", 3.5, 0, 7, -1, 10**30, "9" * 5000, float("inf"), float("nan"), True, False, [3], {"n": 3}, "3\x00", "\ud800",
])  # fmt: skip
def test_a_bad_number_gets_a_sentence(scope: Scope, bad: Any) -> None:
    refused(scope, "number", bad)


# Choices and rows


@pytest.mark.parametrize("bad", ["c", "\ud800", "\x00", 1, True, ["a"], {"a": 1}])
def test_a_bad_choice_gets_a_sentence(scope: Scope, bad: Any) -> None:
    refused(scope, "pick", bad)


def test_rows_are_found_by_key_in_the_order_given(scope: Scope) -> None:
    second, first = UnitFactory(organ=scope.organ), UnitFactory(organ=scope.organ)
    assert cleaned(scope, one=str(first.pk))["one"] == first and cleaned(scope, one=first)["one"] == first
    assert cleaned(scope, many=[first.pk, str(second.pk), first.pk])["many"] == [first, second]


@pytest.mark.parametrize("bad", [
    0, -1, 10**30, LARGEST_KEY, float("inf"), float("nan"), 1.5, True, "一", "1; drop", "\x00", "\ud800", {"pk": 1}, "９" * 30,
])  # fmt: skip
def test_a_bad_row_gets_a_sentence(scope: Scope, bad: Any) -> None:
    refused(scope, "one", bad)
    refused(scope, "many", [bad])


def test_rows_of_another_organ_do_not_exist(scope: Scope) -> None:
    strange = UnitFactory()
    refused(scope, "one", strange.pk)
    refused(scope, "many", [Unit.objects.filter(organ=scope.organ).first().pk, strange.pk])
    refused(scope, "many", strange.pk)


def test_the_same_row_is_read_once_for_a_batch(scope: Scope, django_assert_num_queries: Any) -> None:
    pk = Unit.objects.filter(organ=scope.organ).first().pk
    with django_assert_num_queries(1):
        for _ in range(50):
            assert cleaned(scope, one=pk)["one"].pk == pk


# Lines and grades


def test_lines_come_from_json_or_from_a_posted_form(scope: Scope) -> None:
    wanted = [{"what": "修路灯", "due": dt.date(2026, 9, 30)}]
    assert cleaned(scope, plans=[{"what": "修路灯", "due": "2026-09-30"}, {"what": "", "due": ""}])["plans"] == wanted
    assert (
        cleaned(scope, **{"plans-7-what": "修路灯", "plans-7-due": "2026-09-30", "plans-9-what": ""})["plans"] == wanted
    )


@pytest.mark.parametrize("bad", [
    [{"what": "修路灯"}], [{"what": "", "due": "2026-09-30"}], [{"what": "修路灯", "due": 5}], [{"what": ["x"], "due": "2026-09-30"}],
    [{"what": "长" * 11, "due": "2026-09-30"}], ["修路灯"], 5, {"what": "修路灯"}, [[]], [{"what": "\ud800", "due": "2026-09-30"}],
    [{"what": "修", "due": "2026-09-30"}] * 4,
])  # fmt: skip
def test_bad_lines_get_a_sentence(scope: Scope, bad: Any) -> None:
    refused(scope, "plans", bad)


def test_a_bad_line_is_named_by_its_number(scope: Scope) -> None:
    good = {"what": "修路灯", "due": "2026-09-30"}
    assert "第 2 行" in refused(scope, "plans", [good, {"what": "种树", "due": "某日"}])


def test_grades_come_from_json_or_from_a_posted_form(scope: Scope) -> None:
    assert clean(EVERYTHING, scope, {"line": "x", "grades-q": "bad"})["grades"] == {"q": "bad"}
    assert cleaned(scope, grades={"q": "good", "more": "x"})["grades"] == {"q": "good"}


@pytest.mark.parametrize(
    "bad", [{}, {"q": ""}, {"q": "fine"}, {"q": ["good"]}, {"q": {}}, {"q": None}, {"q": True}, "good", 5, []]
)
def test_bad_grades_get_a_sentence(scope: Scope, bad: Any) -> None:
    assert "问题" in refused(scope, "grades", bad)


# Anything at all

leaves = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(st.characters(exclude_categories=[]), max_size=8),
    st.sampled_from(["2026-03-16", "good", "a", "1", "on", "９", "\ud800", "\x00", 10**40]),
)  # fmt: skip
anything = st.recursive(
    leaves,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=6,
)


@settings(max_examples=400, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=st.sampled_from(list(EVERYTHING.inputs)), value=anything)
def test_whatever_json_gives_is_taken_or_refused_in_words(scope: Scope, name: str, value: Any) -> None:
    try:
        found = cleaned(scope, **{name: value})
    except Invalid as refusal:
        for sentences in refusal.errors.values():
            assert all(sentence.encode() for sentence in sentences)
    else:
        assert set(found) == set(EVERYTHING.inputs)
        EVERYTHING.inputs[name].said(found[name], scope)


def test_a_refused_form_shows_again_what_was_given(scope: Scope) -> None:
    form = form_of(EVERYTHING, scope, {"line": "长" * 21, "plans-0-what": "修路灯", "grades-q": "bad", "one": "x"})
    assert not form.is_valid()
    page = form.as_p()
    assert "长" * 21 in page and "修路灯" in page and "checked" in page


def test_an_input_of_no_kind_is_a_mistake_of_the_programmer(scope: Scope) -> None:
    with pytest.raises(TypeError, match="no kind"):
        Input("x").field(scope)
