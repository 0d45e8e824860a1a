"""What came into no topic joins the one it tells of, and nothing else joins. Every affair here is invented."""

from __future__ import annotations

import random

import numpy as np
import pytest

from yishi.readings.topics.adopting import adopted
from yishi.readings.topics.finding import find, vectors_of
from yishi.readings.topics.said import Said
from yishi.readings.topics.tests.made import city, numbers, said

WATER = (
    ("云杉里小区自来水发黄", "云杉里小区自来水发黄一年，水箱长绿藻，水泵漏油，蓝鲸泵业收了钱不来修，盼换水箱。"),
    ("云杉里小区的水不能喝", "云杉里小区水箱长绿藻，自来水发黄，水泵漏油，只能买桶装水，请督促蓝鲸泵业来修。"),
    ("请督促云杉里小区换水箱", "水箱长绿藻，蓝鲸泵业收了钱不来修，云杉里小区自来水发黄，水泵漏油也没人管。"),
    ("云杉里小区水泵漏油", "蓝鲸泵业装的水泵漏油，水箱长绿藻，云杉里小区几百户自来水发黄，盼早日换水箱。"),
)
BY_ANOTHER_NAME = ("这样的水谁敢喝", "自来水发黄，水箱长绿藻，水泵漏油，蓝鲸泵业收了钱不来修，盼换水箱。")
SHORT = "蓝鲸泵业还没有下文，水箱长绿藻。"
LONG = (
    "去年春天打了热线，说一周答复，接线的换了三位，每位都记一遍姓名门牌，夏天去窗口排队，工作人员让回去等通知，秋天又写信，"
    "信访件转了两回，冬天派人上门量过尺寸拍过照片，年关前再打过去，说材料已经归档，新来的经办人不了解情况，让从头登记一遍。"
)
"""Nothing to do with it, and long; others write so too."""


def water(first: int = 500) -> list[Said]:
    """Four people on one affair."""
    return [said(first + at, subject, text, days=at) for at, (subject, text) in enumerate(WATER)]


def joins(more: Said) -> bool:
    """Whether it joins the topic of the water, which is there already."""
    forms = [said(900 + at, "再登记", LONG) for at in range(8)]
    rows = [*city(), *water(), *forms, more]
    group = np.flatnonzero([row.number in {"N0500", "N0501", "N0502", "N0503"} for row in rows])
    (found,) = adopted(rows, vectors_of(rows), [group])
    assert set(group) <= set(found)
    return len(rows) - 1 in found


def test_one_that_tells_of_the_affair_only_in_its_text_joins() -> None:
    assert joins(said(600, *BY_ANOTHER_NAME))


def test_the_same_letter_about_another_place_does_not() -> None:
    assert not joins(said(600, "银桂坊小区的水谁敢喝", f"银桂坊小区{BY_ANOTHER_NAME[1]}"))


def test_who_names_another_place_joins_if_he_names_this_one_too() -> None:
    assert joins(said(600, "银桂坊小区的水谁敢喝", f"银桂坊小区和云杉里小区{BY_ANOTHER_NAME[1]}"))


def test_another_problem_of_the_same_place_does_not() -> None:
    assert not joins(said(600, "云杉里小区的杨絮", "云杉里小区到了四月满天杨絮，老人喘不上气，请园林部门剪枝打药。"))


@pytest.mark.parametrize(("who", "does"), [("P501", True), ("P999", False)])
def test_who_speaks_in_it_is_understood_in_few_words(who: str, does: bool) -> None:
    short = said(600, "还要等多久", f"{LONG}{SHORT}", who=who)
    assert joins(short) is does


def test_who_speaks_in_it_does_not_bring_his_other_troubles_from_there() -> None:
    assert not joins(said(600, "云杉里小区电梯", f"{LONG}{SHORT}", who="P501"))


def test_the_order_in_which_they_are_given_changes_nothing() -> None:
    rows = [*city(), *water(), said(600, *BY_ANOTHER_NAME, days=9)]
    mixed = rows[:]
    random.Random(5).shuffle(mixed)
    assert [numbers(rows, one.rows) for one in find(rows)] == [numbers(mixed, one.rows) for one in find(mixed)]


def test_without_groups_or_with_nobody_outside_nothing_changes() -> None:
    rows = water()
    assert adopted(rows, vectors_of(rows), []) == []
    assert [one.tolist() for one in adopted(rows, vectors_of(rows), [np.arange(4)])] == [[0, 1, 2, 3]]
