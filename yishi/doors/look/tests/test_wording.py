"""Days and durations in an office's words."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from yishi.doors.look import wording
from yishi.foundation import clock

TODAY = dt.date(2026, 3, 10)


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        (dt.date(2026, 3, 12), "3月12日 周四"),
        (dt.date(2025, 12, 31), "2025年12月31日 周三"),
        (dt.date(2027, 1, 1), "2027年1月1日 周五"),
        (dt.datetime(2026, 3, 12, 8, 5, tzinfo=clock.CHINA), "3月12日 周四 08:05"),
        (dt.datetime(2026, 3, 11, 16, 30, tzinfo=ZoneInfo("UTC")), "3月12日 周四 00:30"),
    ],
)
def test_the_year_stands_only_where_it_differs_and_days_are_days_in_china(moment: dt.date, words: str) -> None:
    with clock.at(TODAY):
        assert wording.day_words(moment) == words


@pytest.mark.parametrize(
    ("due", "working", "words"),
    [
        (dt.date(2026, 3, 17), 5, "还有 5 个工作日"),
        (dt.date(2026, 3, 17), None, "还有 7 天"),
        (dt.date(2026, 3, 15), 0, "还有 5 天"),
        (dt.date(2026, 3, 11), 1, "明天到期"),
        (dt.date(2026, 3, 10), 0, "今天到期"),
        (dt.date(2026, 3, 9), None, "已超期 1 天"),
        (dt.date(2026, 3, 7), 4, "已超期 3 天"),
    ],
)
def test_what_is_left_is_told_in_words(due: dt.date, working: int | None, words: str) -> None:
    with clock.at(TODAY):
        assert wording.left_words(due, working) == words


def test_silence_is_told_from_the_second_day_on() -> None:
    assert wording.between_words(TODAY, TODAY) == ""
    assert wording.between_words(TODAY, TODAY + dt.timedelta(1)) == ""
    assert wording.between_words(TODAY, TODAY + dt.timedelta(12)) == "隔 12 天"
