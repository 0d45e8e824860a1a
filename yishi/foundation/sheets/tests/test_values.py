"""Single cells: what is understood, what is not guessed."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yishi.foundation.sheets.columns import Column, Kind, bare_title, plain_title
from yishi.foundation.sheets.days import NotADay, read_day
from yishi.foundation.sheets.values import Unfit, clean, value_of

DAY = dt.date(2026, 3, 12)


def column(kind: Kind, **more) -> Column:
    return Column("x", ("某列",), kind=kind, **more)


@pytest.mark.parametrize(
    "written",
    [
        "2026-03-12", "2026.3.12", "2026年3月12日", "20260312", "2026/3/12", "２０２６．３．１２",
        "2026年03月12号", " 2026 - 3 - 12 ", "2026-03-12 00:00:00", "2026-03-12T08:30", "2026。3。12",
        "二〇二六年三月十二日", "二○二六年三月十二日", 46093, 46093.0, 46093.75, "46093",
        20260312, 20260312.0,
        dt.date(2026, 3, 12), dt.datetime(2026, 3, 12, 8, 1, tzinfo=dt.UTC),
    ],
)  # fmt: skip
def test_a_day_in_every_hand(written):
    assert read_day(written) == DAY


@given(st.dates(dt.date(1910, 1, 1), dt.date(2099, 12, 31)))
def test_days_survive_every_form(day):
    serial = (day - dt.date(1899, 12, 30)).days
    for form in (
        day.isoformat(),
        f"{day.year}年{day.month}月{day.day}日",
        f"{day:%Y%m%d}",
        serial,
        float(serial),
    ):
        assert read_day(form) == day


@pytest.mark.parametrize("month", range(1, 13))
def test_chinese_months(month):
    words = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二"][month - 1]
    assert read_day(f"一九七五年{words}月三十日" if month != 2 else "一九七五年二月二十日").month == month


@pytest.mark.parametrize("written", ["1975.06", "1975年6月", "197506", 197506, 1975.06, "1975-6", "１９７５年０６月"])
def test_year_and_month_only_where_the_column_says_so(written):
    assert read_day(written, month_only=True) == dt.date(1975, 6, 1)
    with pytest.raises(NotADay, match="只有年月"):
        read_day(written)


def test_january_or_october_is_not_guessed():
    with pytest.raises(NotADay, match="1 月还是 10 月"):
        read_day(1975.1, month_only=True)
    assert read_day("1975.1", month_only=True) == dt.date(1975, 1, 1)
    assert read_day(1975.2, month_only=True) == dt.date(1975, 2, 1)
    assert read_day(1975.12, month_only=True) == dt.date(1975, 12, 1)


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("1975", "只有年份"), (1975, "只有年份"), ("2026-02-30", "没有这一天"), ("2026-13-01", "没有这一天"),
        ("去年", "不是日期"), ("75.6.1", "不是日期"), (12, "不是日期"), (-5.5, "不是日期"),
        ("0001-01-01", "年份不对"),
        (float("1e300"), "不是日期"), (float("inf"), "不是日期"), (float("nan"), "不是日期"),
        ("9" * 5000, "不是日期"),
    ],
)  # fmt: skip
def test_what_is_no_day_says_how_to_write_one(written, said):
    with pytest.raises(NotADay, match=said):
        read_day(written, month_only=True)


@given(st.one_of(st.text(), st.floats(), st.integers(), st.booleans()))
def test_no_value_crashes_a_reader(value):
    for kind in Kind:
        try:
            value_of(column(kind, choices={"m": ("男",)}, max_length=5), value)
        except Unfit as found:
            assert str(found)


def test_text_is_cleaned_and_chinese_punctuation_kept():
    assert clean("\ufeff第１２号　Ａ\u200b楼\n（东），\x00") == "第12号 A楼 （东），"
    assert clean("试　甲\n乙", tight=True) == "试甲乙"
    assert clean("John  Smith", tight=True) == "John Smith"
    assert clean("⼈⼤", tight=True) == "人大"
    assert clean("一\r\n二 \n", lines=True) == "一\n二"
    assert clean("\ud800x") == "x"


@pytest.mark.parametrize(
    ("cell", "said"), [(13800138000.0, "13800138000"), ("００１２", "0012"), (12, "12"), (True, "是")]
)
def test_codes_stay_as_written(cell, said):
    assert value_of(column(Kind.CODE), cell) == said


@pytest.mark.parametrize(("cell", "said"), [(dt.date(2026, 1, 2), "变成了日期"), (5.0012345e17, "超过 15 位")])
def test_codes_that_a_spreadsheet_spoilt_are_refused(cell, said):
    with pytest.raises(Unfit, match=said):
        value_of(column(Kind.CODE), cell)


@pytest.mark.parametrize(("cell", "number"), [("１，２３４", 1234), (5.0, 5), ("12.0", 12), (" 7 ", 7), ("0", 0)])
def test_integers(cell, number):
    assert value_of(column(Kind.INTEGER), cell) == number


@pytest.mark.parametrize("cell", ["十二", 1.5, "-3", "1e5", float("inf"), "9" * 40, True, "٣"])
def test_what_is_no_integer(cell):
    with pytest.raises(Unfit):
        value_of(column(Kind.INTEGER), cell)


def test_choices_by_any_of_their_words():
    sex = column(Kind.CHOICE, choices={"m": ("男", "M"), "f": ("女",)})
    assert [value_of(sex, cell) for cell in ("男", " ｍ ", "女", "—", "")] == ["m", "m", "f", None, None]
    with pytest.raises(Unfit, match="请填：男、女"):
        value_of(sex, "不详")


def test_flags():
    flag = column(Kind.FLAG)
    assert [value_of(flag, c) for c in ("是", "√", 1.0, "Ｙ", "某列", True)] == [True] * 6
    assert [value_of(flag, c) for c in ("否", "×", 0, "无")] == [False] * 4
    assert value_of(flag, "") is None
    with pytest.raises(Unfit, match="看不出是或否"):
        value_of(flag, "可能")


def test_several_in_one_cell():
    assert value_of(column(Kind.MANY), "法制组、财经 组；法制组\n城建组") == ["法制组", "财经组", "城建组"]
    assert value_of(column(Kind.MANY), "无") == []


def test_required_and_too_long():
    with pytest.raises(Unfit, match="不能为空"):
        value_of(column(Kind.TEXT, required=True), " 　")
    with pytest.raises(Unfit, match="有 3 个字，最多 2 个"):
        value_of(column(Kind.TEXT, max_length=2), "一二三")


def test_titles_are_compared_without_ornament():
    assert plain_title("＊姓 \n名：") == "姓名"
    assert bare_title("出生日期（年月日）") == "出生日期"
