"""Stations and duties: the way each goes, and what is refused with which sentence."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from yishi.foundation import clock
from yishi.foundation.loops.refusals import Invalid, Refused
from yishi.foundation.outbox.models import Notice
from yishi.rooms.stations import lists
from yishi.rooms.stations.loop import duty, station, station_rule
from yishi.rooms.stations.models import Stars, Station
from yishi.rooms.stations.tests.office import TODAY, Office

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
DAY = dt.timedelta(days=1)


@pytest.fixture
def office() -> Office:
    return Office()


# stations


def test_a_station_has_a_number_a_code_and_hours_in_one_way_of_writing(office: Office) -> None:
    s = office.station(opening="星期一到五 9点-11点半；周六 9:00～12:00", code="dm-012")
    assert s.matter.number.startswith("Z") and s.code == "DM-012"
    assert s.opening == "周一至周五 9:00-11:30；周六 9:00-12:00"
    assert s.spans.count() == 1 and office.here.code != s.code


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"title": "试验站1"}, "已有一个名为"),
        ({"kind": "law_inspection"}, "kind"),
        ({"standing": "五星"}, "等次请填"),
        ({"latitude": "31.2"}, "要么都填"),
        ({"opening": "看情况"}, "看不懂"),
        ({"opening": "周一 11:00-9:00"}, "重叠"),
        ({"video": "http://a.example/x", "online": True}, "https"),
        ({"video": "https://a.example/x"}, "开通在线接待"),
        ({"kind": "mediation_room"}, "结对"),
        ({"code": "东门"}, "站点码只用"),
    ],
)
def test_what_does_not_fit_is_said(office: Office, given: dict[str, Any], sentence: str) -> None:
    with pytest.raises(Invalid) as refused:
        office.station(**given)
    assert sentence in refused.value.sentence or sentence in refused.value.errors


def test_a_code_leads_to_one_station_of_all_organs(office: Office) -> None:
    other = Office()
    office.station(code="AB-1")
    with pytest.raises(Invalid, match="已经有站点在用"):
        other.station(code="ab-1")


def test_a_mediation_room_pairs_a_judge_and_a_deputy(office: Office) -> None:
    s = office.station(kind="mediation_room", partner="速裁庭员额法官", partner_unit=office.unit.pk)
    assert s.partner == "速裁庭员额法官"


def test_it_stands_below_another_and_never_in_a_ring(office: Office) -> None:
    upper = office.station()
    lower = office.station(upper=upper.pk)
    with pytest.raises(Invalid, match="上级站点"):
        office.take(station["regrade"], upper, kind="station", upper=lower.pk)
    with pytest.raises(Invalid, match="统辖的站点"):
        office.take(station["close"], upper, why="合并。")
    office.take(station["regrade"], lower, kind="station", standing="示范")
    assert office.again(lower).standing == "demo" and office.again(lower).upper is None


def test_it_is_closed_and_opened_again_by_the_same_code(office: Office) -> None:
    s = office.closed()
    assert s.matter.closed_on == TODAY and s not in lists.open_ones(office.organ)
    office.station(title=s.matter.title)
    with pytest.raises(Refused, match="换个名称"):
        office.take(station["reopen"], s)
    again = office.closed()
    office.take(station["reopen"], again)
    assert [span.ended for span in again.spans.all()] == [TODAY, None]
    assert office.again(again).matter.state == Station.State.OPEN


def test_what_is_to_come_holds_it_open(office: Office) -> None:
    office.duty(day=(TODAY + DAY).isoformat())
    office.reception(day=(TODAY + DAY).isoformat())
    with pytest.raises(Invalid, match="1 次值班、1 个接待日"):
        office.take(station["close"], office.here, why="合并。")


def test_days_that_differ_are_said_again_and_dropped(office: Office) -> None:
    day = (TODAY + DAY).isoformat()
    office.take(station["set_days"], office.here, "keeper", days=[{"day": day, "opening": "", "note": "盘点"}])
    office.take(station["set_days"], office.here, "keeper", days=[{"day": day, "opening": "9:00-10:00", "note": ""}])
    row = office.here.open_days.get()
    assert (row.opening, row.note) == ("9:00-10:00", "")
    with pytest.raises(Invalid, match="同一天"):
        office.take(station["set_days"], office.here, days=[{"day": day}, {"day": day}])
    office.take(station["drop_days"], office.here, rows=[row.pk])
    assert not office.here.open_days.exists()


def test_who_keeps_it_from_day_to_day(office: Office) -> None:
    keeper = office.people["keeper"].account
    with clock.at(office.day):
        assert lists.kept(office["keeper"]) == {office.here.pk} and not lists.kept(office["other_keeper"])
    with pytest.raises(Invalid, match="已经是"):
        office.take(station["name_keeper"], office.here, account=keeper.pk)
    office.day += DAY
    office.take(station["remove_keeper"], office.here, account=keeper.pk)
    with clock.at(office.day):
        assert not lists.kept(office["keeper"])
    assert office.here.keepers.get().ended == TODAY


def test_posted_ones_are_told_and_the_reason_is_kept(office: Office) -> None:
    row = office.here.postings.get(mandate=office.first)
    assert row.why == "同在东门街道（按“东门街道第一选区”）"
    assert "未计算远近" in office.here.postings.get(mandate=office.second).why
    assert Notice.objects.filter(account=office.people["first"].account, kind="posted").exists()
    with pytest.raises(Invalid, match="已经安排"):
        office.take(station["post"], office.here, persons=[office.first.pk])
    office.day += DAY
    office.take(station["unpost"], office.here, persons=[office.first.pk])
    assert office.here.postings.get(mandate=office.first).ended == TODAY
    assert office.first not in {row.mandate for row in lists.postings(office.organ, office.day)}


def test_stars_are_suggested_by_the_rule_and_decided_by_the_office(office: Office) -> None:
    office.rule()
    code = next(code for code, name in _actions(office) if name == "走访")
    for _ in range(2):
        office.take(station["tick"], office.here, "keeper", action=code)
    d = office.duty(persons=[office.first.pk])
    office.take(duty["keep"], d)
    missed = office.duty(persons=[office.first.pk])
    office.take(duty["not_kept"], missed, why="停电。")
    office.take(station["rate_stars"], office.here, year=2026)
    given = Stars.objects.get()
    assert (given.suggested, given.stars, given.points) == (1, 1, 25)
    assert given.counted == [["duty", 1, 10], ["missed", 1, -5], ["action", 1, 20]]
    with pytest.raises(Invalid, match="写明理由"):
        office.take(station["rate_stars"], office.here, year=2026, number=3)
    office.take(station["rate_stars"], office.here, year=2026, number=3, why="全区示范。")
    given.refresh_from_db()
    assert (given.stars, given.suggested, given.why) == (3, 1, "全区示范。")
    with pytest.raises(Invalid, match="还没有到"):
        office.take(station["rate_stars"], office.here, year=2027)
    office.take(station["untick"], office.here, rows=[row.pk for row in office.here.ticked.all()])
    assert not office.here.ticked.exists()


def _actions(office: Office) -> list[tuple[str, str]]:
    from yishi.rooms.stations.catalogue import rules

    return [(row.code, row.name) for row in rules.in_force(office.organ, office.day).actions]


def test_a_rule_of_ones_own_holds_from_its_day_until_it_is_taken_back(office: Office) -> None:
    r = office.rule()
    assert [name for _code, name in _actions(office)] == ["走访", "特色协商"]
    with pytest.raises(Invalid, match="已有施行的规则"):
        office.rule(since=r.since.isoformat())
    with pytest.raises(Invalid, match="写了两次"):
        office.rule(actions=[{"name": "走访", "times": 1}, {"name": "走访", "times": 2}])
    with pytest.raises(Invalid, match="星级越高"):
        office.rule(stars=[{"stars": 1, "least": 60}, {"stars": 2, "least": 50}])
    office.take(station_rule["drop_rule"], r, why="另发。")
    assert len(_actions(office)) == 7


# duties


def test_a_roster_of_several_weeks_tells_its_people_once(office: Office) -> None:
    office.duty(persons=[office.first.pk], weeks=4)
    rows = lists.my_duties(office["first"], TODAY)
    with clock.at(TODAY):
        assert [row.day for row in rows] == [TODAY + 7 * at * DAY for at in range(4)]
    told = Notice.objects.filter(account=office.people["first"].account, kind="on_duty")
    assert [notice.text for notice in told if "连续 4 周" in notice.text] and told.count() == 1


def test_nobody_is_at_two_places_at_once(office: Office) -> None:
    other = office.station()
    office.duty(persons=[office.first.pk], starts="09:00", ends="11:00")
    with pytest.raises(Invalid, match="同一时间已排在别处"):
        office.duty(station=other.pk, persons=[office.first.pk], starts="10:00", ends="12:00")
    office.duty(station=other.pk, persons=[office.first.pk], starts="11:00", ends="12:00")


def test_a_deputy_asks_another_to_go_in_his_place(office: Office) -> None:
    d = office.duty(persons=[office.first.pk], day=(TODAY + DAY).isoformat())
    office.take(duty["ask_swap"], d, "first", instead=office.third.pk)
    with clock.at(TODAY):
        assert d in lists.my_duties(office["third"], TODAY)
    assert Notice.objects.filter(account=office.people["third"].account, kind="asked_swap", urgent=True).exists()
    office.take(duty["take_over"], d, "third")
    assert [row.mandate for row in d.persons.all()] == [office.third]
    with pytest.raises(Refused):
        office.take(duty["take_over"], d, "third")
    with pytest.raises(Invalid, match="也在这一班"):
        office.take(duty["swap"], d, person=office.third.pk, instead=office.third.pk)
    office.take(duty["swap"], d, "keeper", person=office.third.pk, instead=office.second.pk)
    assert [row.mandate for row in d.persons.all()] == [office.second]


def test_a_duty_is_kept_by_those_who_came(office: Office) -> None:
    d = office.duty(
        persons=[office.first.pk, office.second.pk], officials=[{"unit": office.unit.pk, "words": "副局长"}]
    )
    with pytest.raises(Refused, match="没有一位到岗"):
        office.take(duty["keep"], d, absent=[office.first.pk, office.second.pk])
    office.take(duty["keep"], d, "keeper", absent=[office.second.pk], heads=7)
    assert {row.mandate: row.came for row in d.persons.all()} == {office.first: True, office.second: False}
    office.take(duty["set_right"], d, why="记错。")
    assert office.again(d).heads == 0 and {row.came for row in d.persons.all()} == {None}
    office.take(duty["not_kept"], d, why="停电。")
    assert office.again(d).why == "停电。" and str(d.officials.get()).endswith("副局长")


def test_what_is_to_come_is_not_noted_yet(office: Office) -> None:
    d = office.duty(persons=[office.first.pk], day=(TODAY + DAY).isoformat())
    with pytest.raises(Refused, match="还没有到值班的日子"):
        office.take(duty["keep"], d)
    office.take(duty["amend"], d, day=(TODAY + 2 * DAY).isoformat(), starts="14:00", ends="16:00")
    assert Notice.objects.filter(account=office.people["first"].account, kind="duty_moved").exists()
    office.take(duty["put_on"], d, persons=[office.second.pk])
    office.take(duty["cancel"], d, why="全市会议。")
    assert Notice.objects.filter(account=office.people["second"].account, kind="duty_cancelled").exists()
    with pytest.raises(Refused, match="没有排代表"):
        office.take(duty["keep"], office.duty())


def test_a_keeper_keeps_his_own_alone(office: Office) -> None:
    other = office.station()
    with pytest.raises(Invalid):
        office.duty("keeper", station=other.pk)
    office.duty("keeper", persons=[office.first.pk])
    with pytest.raises(Invalid):
        office.reception("keeper", station=other.pk)
