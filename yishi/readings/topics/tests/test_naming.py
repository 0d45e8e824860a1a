"""Names found in texts, and what a topic is called."""

from __future__ import annotations

import datetime as dt

import pytest

from yishi.readings.topics.naming import called
from yishi.readings.topics.places import parted
from yishi.readings.topics.tests.made import DAY, LIGHT, about, said
from yishi.readings.topics.topic import weeks


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("临江市紫藤园小区三号楼", ["紫藤园小区"]),
        ("反映B2区鼓楼西路的路灯不亮", ["鼓楼西路"]),
        ("东柳村村口的桥", ["东柳村"]),
        ("地铁6号线什么时候开通", []),
        ("请政府修好道路", []),
        ("希望农村网站更新快一些", []),
    ],
)
def test_names_end_like_names(text: str, names: list[str]) -> None:
    assert list(parted(text).names) == names


def test_the_rest_of_a_text_holds_no_name_and_no_district() -> None:
    found = parted("临江市B2区紫藤园小区路灯坏了")
    assert "紫藤" not in found.rest and "b2" not in found.rest and "路灯坏了" in found.rest
    assert found.admin == ("临江市", "b2区")


def test_a_topic_is_called_by_place_and_problem() -> None:
    rows = [
        said(row_at, f"投诉B2区{row.subject}的问题", row.text)
        for row_at, row in enumerate(about("紫藤园小区", LIGHT, 500))
    ]
    found = called(rows)
    assert (found.admin, found.place) == ("B2区", "紫藤园小区")
    assert "路灯" in found.problem and "投诉" not in found.problem and "紫藤园" not in found.problem
    assert found.whole.startswith("B2区紫藤园小区：")
    assert found.problem in rows[found.by].subject


def test_weeks_run_without_gaps() -> None:
    days = [DAY, DAY + dt.timedelta(days=1), DAY + dt.timedelta(days=16)]
    assert weeks(days) == ((DAY, 2), (DAY + dt.timedelta(days=7), 0), (DAY + dt.timedelta(days=14), 1))


def test_a_piece_of_a_sentence_is_no_place() -> None:
    words = "每天晚上播放广告吵得大家睡不着觉的喇叭"
    rows = [said(500 + at, f"{words}{more}", f"{words}。") for at, more in enumerate(("扰民", "太响", "没人管"))]
    longest = [said(600 + at, "希望尽快补齐老人孩子看病拿药的村", "同上") for at in range(3)]
    assert called(rows).place == "" and "老人孩子" not in called(longest).place


def test_a_tie_of_districts_is_settled_the_same_way_every_time() -> None:
    rows = [said(500 + at, f"{of}紫藤园小区路灯不亮", "路灯不亮") for at, of in enumerate(("石塘区", "清溪区") * 2)]
    assert called(rows).admin == called(rows[::-1]).admin == min("石塘区", "清溪区")
