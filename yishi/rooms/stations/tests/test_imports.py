"""Stations and postings from a sheet: seen first, every fault named, then set up by the step."""

from __future__ import annotations

from typing import Any

import pytest

from yishi.foundation import clock
from yishi.foundation.loops.refusals import NotAllowed, Refused
from yishi.foundation.sheets import write
from yishi.rooms.stations import exports, lists
from yishi.rooms.stations.imports import posts, stations
from yishi.rooms.stations.models import Station
from yishi.rooms.stations.tests.office import TODAY, Office

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Any:
    made = Office()
    with clock.at(TODAY):
        yield made


def sheet(rows: list[dict[str, Any]], of: Any = stations) -> bytes:
    return write(of.columns("npc"), rows, "站点")


GOOD = [
    {"title": "下站", "kind": "联系点", "upper": "上站", "area": "西门街道", "opening": "工作日 9点-11点"},
    {
        "title": "上站",
        "kind": "代表之家",
        "code": "DM-9",
        "online": "是",
        "video": "https://v.example/1",
        "standing": "示范",
    },
    {"title": "旁站", "kind": "station", "upper": "试验站1", "latitude": "30.1", "longitude": "120.1"},
]


def test_a_sheet_is_seen_first_and_then_set_up(office: Office) -> None:
    seen = stations.preview(office["office"], sheet(GOOD))
    assert [row.errors for row in seen.rows] == [[], [], []] and Station.objects.count() == 1
    assert stations.apply(seen, office["office"]).taken == 3
    found = {s.matter.title: s for s in Station.objects.select_related("matter", "upper__matter")}
    assert found["下站"].upper == found["上站"] and found["旁站"].upper == office.here
    assert (found["上站"].code, found["上站"].kind, found["上站"].standing) == ("DM-9", "station_home", "demo")
    assert found["下站"].opening == "周一至周五 9:00-11:00" and found["下站"].kind == "station_point"


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        ({"title": "甲站", "kind": "执法检查"}, "没有“执法检查”这个站点类别"),
        ({"title": "试验站1", "kind": "代表联络站"}, "已有一个名为"),
        ({"title": "甲站", "kind": "代表联络站", "upper": "没有的站"}, "没有名为“没有的站”的上级站点"),
        ({"title": "甲站", "kind": "代表联络站", "opening": "随时"}, "看不懂"),
        ({"title": "甲站", "kind": "代表联络站", "video": "ftp://x"}, "https"),
        ({"title": "甲站", "kind": "代表联络站", "latitude": "30"}, "要么都填"),
        ({"title": "甲站", "kind": "代表联络站", "latitude": "300", "longitude": "1"}, "90"),
        ({"title": "甲站", "kind": "代表联络站", "online": "大概"}, "请填“是”或者“否”"),
        ({"title": "甲站", "kind": "代表调解室"}, "结对"),
    ],
)
def test_each_bad_row_is_reported_and_nothing_is_set_up(office: Office, row: dict[str, Any], sentence: str) -> None:
    seen = stations.preview(office["office"], sheet([row, GOOD[2]]))
    assert any(sentence in said for said in seen.rows[0].errors), seen.rows[0].errors
    with pytest.raises(Refused, match="一行也没有导入"):
        stations.apply(seen, office["office"])
    assert stations.apply(seen, office["office"], skip_bad=True).taken == 1


def test_a_ring_of_upper_stations_is_refused(office: Office) -> None:
    rows = [
        {"title": "甲站", "kind": "station", "upper": "乙站"},
        {"title": "乙站", "kind": "station", "upper": "甲站"},
    ]
    with pytest.raises(Refused, match="绕成了圈"):
        stations.apply(stations.preview(office["office"], sheet(rows)), office["office"])
    assert Station.objects.count() == 1


def test_only_the_office_brings_them_in(office: Office) -> None:
    for name in ("keeper", "leader", "first"):
        with pytest.raises(NotAllowed):
            stations.preview(office[name], sheet(GOOD))
        with pytest.raises(NotAllowed):
            posts.preview(office[name], sheet([], posts))


def test_what_is_exported_can_be_brought_in_again(office: Office) -> None:
    stations.apply(stations.preview(office["office"], sheet(GOOD)), office["office"])
    file = exports.excel(lists.visible(office["office"]).order_by("code"), office["office"])
    other = Office()
    for at, s in enumerate(
        Station.objects.filter(matter__organ=office.organ)
    ):  # as in another house, where its codes are free
        Station.objects.filter(pk=s.pk).update(code=f"X-{at}")
    seen = stations.preview(other["office"], file)
    assert {row.name for row in seen.rows if not row.errors} == {"上站", "下站", "旁站"}, [
        seen.errors,
        *[row.errors for row in seen.rows],
    ]


def test_postings_from_a_sheet(office: Office) -> None:
    name = office.third.person.name
    good = [{"name": name, "station": office.here.code.lower()}]
    seen = posts.preview(office["office"], sheet(good, posts))
    assert seen.rows[0].errors == [] and posts.apply(seen, office["office"]).taken == 1
    assert office.third in {row.mandate for row in lists.postings(office.organ, TODAY)}
    again = posts.preview(office["office"], sheet([*good, {"name": "查无此人", "station": "没有的站"}], posts))
    assert "不重复安排" in again.rows[0].errors[0] and len(again.rows[1].errors) == 2
