"""Live fields: what a tag says, how a value is written, and what is asked for it."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yishi.readings.figures.expression import Compound, Count, Window, read
from yishi.readings.report import fields, numbers
from yishi.readings.report.fields import Live, Unreadable

TIMES = read({"count": "times", "of": {"kind": ["visit"]}})
RATE = read({"rate": [{"count": "matters", "of": {"kind": ["answered"]}}, {"count": "matters"}]})

lives = st.builds(
    Live,
    figure=st.from_regex(r"[a-z_]{1,12}(/[a-z_]{1,12}){0,2}", fullmatch=True),
    form=st.sampled_from(fields.FORMS),
    digits=st.none() | st.integers(0, 4),
    approx=st.integers(0, 1000),
    scale=st.sampled_from(["", "wan", "yi"]),
    measure=st.sampled_from(["", "次", "人次"]),
    window=st.sampled_from(
        [None, Window("term"), Window("asof"), Window("", dt.date(2026, 1, 5), dt.date(2026, 6, 30))]
    ),
    tree=st.booleans(),
    next_year=st.booleans(),
)
words = st.text(st.characters(exclude_characters="[]\n", exclude_categories=["Cs"]), min_size=1)


@given(st.lists(lives | words))
def test_what_is_written_is_read_again(pieces: list[fields.Piece]) -> None:
    found = fields.read(fields.written(pieces))
    joined: list[fields.Piece] = []
    for piece in pieces:
        if isinstance(piece, str) and joined and isinstance(joined[-1], str):
            joined[-1] += piece
        else:
            joined.append(piece)
    assert found == joined


@given(st.text())
def test_any_text_is_read_or_refused_by_a_sentence(text: str) -> None:
    try:
        pieces = fields.read(text)
    except Unreadable as unreadable:
        assert str(unreadable).endswith("。")
    else:
        assert all(piece != "" for piece in pieces)


@pytest.mark.parametrize(
    ("typed", "tag"),
    [
        ("visit｜比上年", "visit|change"),
        (" visit | 本届 | 约数 ", "visit|approx|term"),
        ("visit|2026-01-05..2026-06-30|数值", "visit|number|2026-01-05..2026-06-30"),
        ("visit|下年|计划", "visit|plan|next_year"),
        ("visit|value", "visit"),
    ],
)
def test_words_of_writers_are_options(typed: str, tag: str) -> None:
    assert fields.of_tag(typed).tag == tag


@pytest.mark.parametrize(
    "text",
    [
        "开展[[visit次", "开展[[]]次", "[[visit|大约]]", "[[visit|2026-13-01..2026-14-01]]",
        "[[visit|2026-06-30..2026-01-05]]", "[[|number]]", "[[visit|digits=9]]",
    ],
)  # fmt: skip
def test_a_field_that_cannot_be_read_is_refused_by_a_sentence(text: str) -> None:
    with pytest.raises(Unreadable, match=r"。$"):
        fields.read(text)


@pytest.mark.parametrize(
    ("tag", "value", "text"),
    [
        ("visit", "28.0000", "28次"),
        ("visit|number", "28", "28"),
        ("visit", "0", "0次"),
        ("visit|change", "3", "比上年增加3次"),
        ("visit|change", "-3", "比上年减少3次"),
        ("visit|change", "0.0000", "与上年持平"),
        ("visit|growth", "12.50", "比上年增长12.5%"),
        ("visit|growth", "-8.25", "比上年下降8.25%"),
        ("visit|approx", "2539", "2500余次"),
        ("visit|approx", "2500", "2500次"),
        ("visit|approx=100", "12345", "12300余次"),
        ("visit|approx=100", "45", "45次"),
        ("visit|approx|wan", "12345", "1.2万余次"),
        ("visit|wan", "12345", "1.23万余次"),
        ("visit|wan|digits=4", "12345", "1.2345万次"),
        ("visit|measure=场", "5", "5场"),
        ("visit", None, "—"),
    ],
)
def test_a_count_as_it_stands_in_the_text(tag: str, value: str | None, text: str) -> None:
    found = numbers.written(fields.of_tag(tag), TIMES, "次", Decimal(value) if value else None)
    assert found == text


@pytest.mark.parametrize(
    ("tag", "value", "text"),
    [
        ("on_time", "98.50", "98.5%"),
        ("on_time", "100.00", "100%"),
        ("on_time|digits=0", "98.50", "99%"),
        ("on_time|digits=1", "98.46", "98.5%"),
        ("on_time|change", "1.20", "比上年提高1.2个百分点"),
        ("on_time|change", "-0.75", "比上年下降0.75个百分点"),
    ],
)
def test_a_rate_as_it_stands_in_the_text(tag: str, value: str, text: str) -> None:
    assert numbers.written(fields.of_tag(tag), RATE, "%", Decimal(value)) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("9600", "9600元"),
        ("3200000", "320万元"),
        ("123456", "123456元"),
        ("123400", "12.34万元"),
        ("250000000", "2.5亿元"),
        ("250000100", "25000.01万元"),
        ("8000.50", "8000.5元"),
    ],
)
def test_money_goes_over_to_larger_units_only_where_nothing_is_lost(value: str, text: str) -> None:
    assert numbers.written(Live("output/donation"), TIMES, "元", Decimal(value)) == text


@given(st.decimals(0, 10**12, places=2), st.sampled_from(["次", "元"]))
def test_what_is_written_without_more_says_the_value_itself(value: Decimal, measure: str) -> None:
    text = numbers.written(Live("visit"), TIMES, measure, value).removesuffix(measure)
    size = {"万": 10**4, "亿": 10**8}.get(text[-1], 1)
    assert Decimal(text.rstrip("万亿")) * size == value


def test_the_window_of_a_field_takes_the_place_of_the_reports_alone() -> None:
    own = Count("times", (("kind", ("visit",)),), Window("last_year"))
    both = Compound("minus", (TIMES, own))
    found = fields.asked(fields.of_tag("x|term|tree|change"), both)
    assert isinstance(found, Compound) and found.how == "change"
    inner = found.parts[0]
    assert isinstance(inner, Compound)
    assert [part.window.name for part in inner.parts if isinstance(part, Count)] == ["term", "last_year"]
    assert all(part.tree for part in inner.parts if isinstance(part, Count))
