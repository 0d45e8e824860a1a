"""The yearly report on handling: its figures are those that were counted by hand."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from yishi.foundation import clock
from yishi.foundation.people.models import Unit
from yishi.rooms.suggestions import papers
from yishi.rooms.suggestions.tests.office import Office
from yishi.rooms.suggestions.tests.papers.reading import text
from yishi.rooms.suggestions.tests.papers.test_seal import closed
from yishi.rooms.suggestions.tests.papers.test_tallies import office

pytestmark = pytest.mark.django_db
__all__ = ["office"]


def report(office: Office, year: int = 2026, **how: Any) -> str:
    """Its text, on the office's day."""
    with clock.at(office.day):
        return text(papers.handling_report(office.organ, year, **how))


def test_every_figure_is_counted(office: Office) -> None:
    said = report(office)
    for words in (
        "关于2026年代表建议、批评和意见办理情况的报告", "数据截至2026年9月20日", "共收到代表建议7件（比上年同期增加7件），其中大会期间2件、闭会期间5件",
        "登记受理5件，并案1件，撤回0件，不作为建议办理1件（属于检举、申诉、控告1件）", "交办4件（承办5件次），答复4件（4件次）",
        "有答复期限的4件次中，按期答复2件次，逾期2件次，按期答复率50%", "已答复的4件中，问题已经解决或者采纳的3件，解决率75%",
        "经催促仍未反馈评价的1件次，不纳入满意率统计", "本年（2026年）答复中作出承诺1项，已兑现1项，确认不能落实0项，正在落实0项，兑现率100%",
        "上一年（2025年）答复中作出承诺0项", "列为重点督办1件", "某副区长", "请撰写人补充：存在的不足",
    ):  # fmt: skip
        assert words in said, words


def test_what_was_late_stands_one_by_one(office: Office) -> None:
    office.assigned()
    office.on(dt.date(2027, 1, 20))
    said = report(office)
    assert "逾期件" in said and "2026年6月17日" in said and "未答复" in said


def test_who_reports_has_a_chapter_and_a_report_of_his_own(office: Office) -> None:
    Unit.objects.filter(pk=office.units[0].pk).update(side=Unit.Side.COURT)
    said = report(office)
    assert [name for name in ("人民政府", "人民法院", "人民检察院", "其他机关、组织") if name in said] == [
        "人民政府", "人民法院", "人民检察院", "其他机关、组织",
    ]  # fmt: skip
    assert "承办4件（4件次），答复4件次，按期2件次，逾期2件次" in said, "the court's"
    own = report(office, part="court")
    assert "试验区人民法院关于2026年" in own and "总体情况" not in own and "人民检察院" not in own
    assert "作出承诺1项" in own and "作出承诺0项" in report(office, part="procuratorate")
    with pytest.raises(KeyError):
        report(office, part="no_such")


def test_last_years_promises_and_what_became_of_them(office: Office) -> None:
    office.on(dt.date(2027, 3, 1))
    said = report(office, 2027)
    assert "上一年（2026年）答复中作出承诺1项，已兑现1项" in said
    assert "共收到代表建议0件（比上年同期减少2件）" in said


def test_sealed_figures_stand_in_the_public_report_by_the_rule_alone() -> None:
    office = Office()
    for at in range(6):
        closed(office, "dissatisfied" if at == 0 else "satisfied")
    office.on(dt.date(2026, 5, 11))
    closed(office)
    said = report(office)
    assert "答复函满意率83.33%（5/6，其中满意5件次、基本满意0件次、不满意1件次）" in said and "满 5 件的才列出" in said
    inner = report(office, inner=True)
    assert "答复函满意率85.71%（6/7" in inner and "不得公开" in inner


def test_too_few_evaluations_are_not_printed(office: Office) -> None:
    said = report(office)
    assert "可以汇总的评价不足，本次不列" in said and "承诺事项的落实情况满意率100%" not in said


def test_the_report_of_a_cppcc_committee() -> None:
    office = Office("cppcc")
    office.assigned()
    said = report(office)
    assert "关于2026年提案办理情况的报告" in said and "审查立案1件" in said and "委员评价情况" in said
    assert "代表" not in said


def test_the_number_of_queries_does_not_grow(office: Office, django_assert_max_num_queries: Any) -> None:
    with clock.at(office.day), django_assert_max_num_queries(75):
        papers.handling_report(office.organ, 2026)


def test_a_year_without_anything_still_makes_a_report() -> None:
    office = Office()
    said = report(office)
    assert "共收到代表建议0件" in said and "没有逾期答复的" in said and "本年没有交办件。" in said
