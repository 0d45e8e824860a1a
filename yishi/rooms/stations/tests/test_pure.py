"""Opening hours, nearness and stars: what needs no database."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from yishi.rooms.stations import hours, nearness
from yishi.rooms.stations.catalogue.rules import usual
from yishi.rooms.stations.models import Station
from yishi.rooms.stations.stars import suggested

MONDAY, SATURDAY = dt.date(2026, 3, 16), dt.date(2026, 3, 21)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("周一至周五 9:00-11:30、14:00-17:00；周六 9:00-12:00", "周一至周五 9:00-11:30、14:00-17:00；周六 9:00-12:00"),
        ("工作日9点—17点", "周一至周五 9:00-17:00"),
        ("每天 ８：３０～１２：００", "周一至周日 8:30-12:00"),
        ("星期二、星期四 下午", None),
        ("周二、周四 14:00到16:30", "周二 14:00-16:30；周四 14:00-16:30"),
        ("周六至周一 9点-10点", "周一 9:00-10:00；周六至周日 9:00-10:00"),
        ("周一 9:00-12:00\n周一 11:00-13:00", None),
        ("周一 25:00-26:00", None),
        ("周八 9:00-12:00", None),
        ("", ""),
    ],
)
def test_hours_as_people_write_them(text: str, said: str | None) -> None:
    if said is None:
        with pytest.raises(ValueError, match="请"):
            hours.read(text)
    else:
        assert hours.said(hours.read(text)) == said
        assert hours.said(hours.read(said)) == said


def test_a_day_of_its_own_goes_before_the_weekday() -> None:
    opening, differing = "周一至周五 9:00-17:00", [(MONDAY, ""), (SATURDAY, "9:00-10:00")]
    assert hours.on(opening, MONDAY, differing) == ()
    assert hours.open_at(hours.on(opening, SATURDAY, differing), dt.time(9, 30))
    assert not hours.open_at(hours.on(opening, SATURDAY), dt.time(9, 30))
    assert not hours.open_at(hours.on(opening, MONDAY), dt.time(17))


@pytest.mark.parametrize(
    ("address", "road"),
    [
        ("东门街道东门路12号", "东门路"), ("某某区西门街道滨江大道 3 号", "滨江大道"), ("东门街道", ""), ("解放街5号", "解放街"),
        ("幸福村三组", ""), ("东门路幸福小区3栋", "东门路"), ("云镇老街12号", "老街"),
    ],
)  # fmt: skip
def test_the_road_of_an_address(address: str, road: str) -> None:
    assert nearness.road(address) == road


def test_the_way_between_two_points() -> None:
    # One degree of latitude is about 111.2 km on a ball of 6,371 km.
    assert nearness.metres((Decimal(30), Decimal(120)), (Decimal(31), Decimal(120))) == pytest.approx(111_195, abs=5)
    assert nearness.metres((Decimal(30), Decimal(120)), (Decimal(30), Decimal(120))) == 0


def test_the_same_street_goes_before_the_shorter_way() -> None:
    home = nearness.Home("第一选区", "东门街道", "东门路", (Decimal("30.0"), Decimal("120.0")))
    near = Station(code="A", area="西门街道", latitude=Decimal("30.001"), longitude=Decimal("120.0"))
    here = Station(code="B", area="东门街道", address="东门路8号", latitude=Decimal("30.1"), longitude=Decimal("120.0"))
    found = sorted((nearness.near(home, near), nearness.near(home, here)), key=lambda row: row.order)
    assert [row.station.code for row in found] == ["B", "A"]
    assert found[0].why == "同在东门路，同在东门街道，直线 11.1 公里（按“第一选区”）"
    assert found[1].why == "直线 111 米（按“第一选区”）"
    assert not nearness.near(nearness.Home("第一选区", "东门街道"), Station(area="西门街道")).known


def test_stars_by_the_rule_up_to_what_each_may_bring() -> None:
    rules = usual()
    found = suggested(rules, {"duty": 100, "missed": 2, "reception": 3, "action": 7, "activity": 50})
    points = {line.point.what: line.points for line in found.lines}
    assert points == {"duty": 24, "missed": -4, "reception": 6, "online": 0, "activity": 15, "action": 35}
    assert (found.points, found.stars) == (76, 4)
    assert suggested(rules, {"missed": 9}).points == 0 and suggested(rules, {}).stars == 0
