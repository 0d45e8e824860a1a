"""The reasons behind a date, extensions, seasons, and the dry run of a rule."""

from __future__ import annotations

import datetime as dt

import pytest

from yishi.foundation.law import packs
from yishi.foundation.law.calendars import Calendar
from yishi.foundation.law.dry_run import Case, dry_run
from yishi.foundation.law.explain import explain
from yishi.foundation.law.pack import Pack
from yishi.foundation.law.periods import Pause, Period
from yishi.foundation.law.rules import Extension, days, months
from yishi.foundation.law.seasons import Window
from yishi.foundation.law.wording import parse_window

CALENDAR = Calendar()
CQ = packs.get("chongqing", "2025-03-11")
SH = packs.get("shanghai", "2025-03-11")
ZJ = packs.get("zhejiang", "2025-03-11")
OWN = packs.get("cppcc_own", "1")
MARCH = dt.date(2026, 3, 25)


def test_working_days_are_told_day_by_day_and_fold() -> None:
    told = explain(CQ.rules["hand_back"], dt.date(2026, 2, 13), CALENDAR)
    sentences = told.sentences()
    assert "自2026年2月13日（周五）起算，当日不计入。" in sentences
    assert "2月14日 周六 春节调休上班，第1个工作日" in sentences
    assert "2月17日 周二 春节放假，不计" in sentences
    assert "到期日为2026年3月5日（周四）。" in sentences
    assert any("第十六条第一款" in s and "十个工作日" in s for s in sentences)
    assert any("民法典》（2020年通过）第二百零一条" in s and "文本未核对" in s for s in sentences)
    assert [run.summary for run in told.runs][1] == ("2月14日至3月5日，计10个工作日，休息日和节假日10日不计。")
    assert len(told.runs[1].steps) == 20


def test_months_are_told_with_their_move_and_the_assumption() -> None:
    sentences = explain(CQ.rules["reply"], dt.date(2026, 2, 10), CALENDAR).sentences()
    assert "满三个月为2026年5月10日（周日）（对应日）。" in sentences
    assert "5月10日 周日 周末，不能作为最后一日，顺延一日" in sentences
    assert any(s.startswith("假定：") and "最后一日不是工作日的顺延" in s for s in sentences)
    assert any("第二百零三条" in s for s in sentences)


def test_a_provisional_date_says_so() -> None:
    sentences = explain(CQ.rules["reply"], dt.date(2026, 11, 5), CALENDAR).sentences()
    assert "2月5日 周五 春节放假（安排未公布），不能作为最后一日，顺延一日" in sentences
    assert "到期日为2027年2月9日（周二）；所依据的日历或者暂停尚未确定，此日期为暂定。" in sentences


def test_a_pause_is_told_with_its_ground() -> None:
    pause = Pause(dt.date(2026, 4, 1), dt.date(2026, 4, 2), "等待代表补充材料")
    told = explain(SH.rules["reply"], MARCH, CALENDAR, [pause])
    sentences = told.sentences()
    assert "4月1日 周三，暂停计时（等待代表补充材料），不计" in sentences
    assert "期间内暂停2日，顺延2日至2026年6月27日（周六）。" in sentences
    assert told.due and told.due.day == dt.date(2026, 6, 29)


def test_an_extension_is_told_with_its_own_article() -> None:
    told = explain(SH.rules["reply"], MARCH, CALENDAR, (), Extension(SH.rules["extension"], months(1)))
    assert told.due and told.due.day == dt.date(2026, 7, 27)
    sentences = told.sentences()
    assert any("延长时间不得超过三个月" in s for s in sentences)
    assert any("合计四个月" in s for s in sentences)
    assert "假定：延长的期限与原期限合并，自交办之日起连续计算。" in sentences


@pytest.mark.parametrize(
    ("pack", "granted", "sentence"),
    [
        (SH, months(4), "不得超过三个月"),
        (SH, days(30), "单位应当与原期限"),
        (ZJ, months(7), "不得超过六个月"),
        (ZJ, months(3), "应当长于原期限"),
    ],
)
def test_an_extension_beyond_the_rule_is_refused(pack: Pack, granted: Period, sentence: str) -> None:
    extension = Extension(pack.rules["extension"], granted)
    with pytest.raises(ValueError, match=sentence):
        pack.rules["reply"].due(MARCH, CALENDAR, (), extension)


def test_an_extension_of_another_rule_is_refused() -> None:
    with pytest.raises(ValueError, match="不能按"):
        SH.rules["co_opinion"].due(MARCH, CALENDAR, (), Extension(SH.rules["extension"]))


def test_a_rule_without_a_number_gives_no_day_and_says_why() -> None:
    told = explain(ZJ.rules["reassign"], MARCH, CALENDAR)
    assert told.due is None
    assert any("及时" in s and "不计算到期日" in s for s in told.sentences())
    assert ZJ.rules["handling_report"].due(MARCH, CALENDAR) is None


def test_a_season_is_told() -> None:
    told = explain(CQ.rules["promise_report"], MARCH, CALENDAR)
    assert "按年计：每年第四季度，本次至2026年12月31日（周四）止。" in told.sentences()
    assert not any("民法典" in s for s in told.sentences())


def test_an_own_rule_says_that_it_is_own() -> None:
    sentences = explain(OWN.rules["reply"], MARCH, CALENDAR).sentences()
    assert "假定：本会自定，可以修改。" in sentences
    assert not any("代表法" in s for s in sentences)


@pytest.mark.parametrize(
    ("words", "window"),
    [
        ("第四季度", Window(10, 12, "第四季度")),
        ("第一季度", Window(1, 3, "第一季度")),
        ("十一月", Window(11, 11, "十一月")),
        ("年末", Window(12, 12, "年末")),
        ("年中", None),
    ],
)
def test_windows_read_from_words(words: str, window: Window | None) -> None:
    assert parse_window(words) == window


@pytest.mark.parametrize(("first", "last"), [(0, 3), (4, 3), (1, 13)])
def test_a_window_without_sense_is_refused(first: int, last: int) -> None:
    with pytest.raises(ValueError, match="月份"):
        Window(first, last, "")


def test_who_would_have_been_late() -> None:
    rule = CQ.rules["hand_back"]
    cases = [
        Case(dt.date(2026, 2, 6), dt.date(2026, 2, 27), label="on the last day"),
        Case(dt.date(2026, 2, 6), dt.date(2026, 2, 28), label="a day late"),
        Case(dt.date(2026, 2, 6), None, label="never done"),
        Case(dt.date(2026, 3, 9), None, label="still in time"),
    ]
    result = dry_run(rule, cases, CALENDAR, today=dt.date(2026, 3, 10))
    assert [(o.case.label, o.days_late) for o in result.late] == [("never done", 11), ("a day late", 1)]
    assert len(result.outcomes) == 4 and not result.without_day


def test_a_dry_run_counts_extensions_and_names_what_gets_no_day() -> None:
    extended = Case(MARCH, dt.date(2026, 9, 28), extension=Extension(SH.rules["extension"]))
    assert not dry_run(SH.rules["reply"], [extended], CALENDAR, dt.date(2026, 10, 9)).late
    prompt = dry_run(ZJ.rules["reassign"], [Case(MARCH, None)], CALENDAR, MARCH)
    assert len(prompt.without_day) == 1
