"""Pages of stations at the desk: what they show, to whom, in how many queries, and what they do."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from yishi.doors.desk.stations import voices
from yishi.doors.desk.tests.seated import lines
from yishi.foundation.matters.models import Matter
from yishi.foundation.people.tests.factories import BelongingFactory, MandateFactory
from yishi.rooms.activities.loop import activity
from yishi.rooms.stations.loop import duty
from yishi.rooms.stations.models import Duty, Posting, Stars
from yishi.rooms.stations.tests.office import TODAY, Office
from yishi.rooms.voice.loop import message
from yishi.rooms.voice.models import Message

pytestmark = pytest.mark.django_db
LISTS = ("", "tree/", "map/", "board/", "rating/", "placing/")


@pytest.fixture
def at(office: Office) -> Callable[[str], Client]:
    """A browser of somebody."""

    def client(who: str) -> Client:
        made = Client()
        made.force_login(office.people[who].account, backend="django.contrib.auth.backends.ModelBackend")
        return made

    return client


def queries(client: Client, path: str) -> tuple[int, Any]:
    with CaptureQueriesContext(connection) as found:
        answer = client.get(path)
    assert answer.status_code == 200, path
    return len(found), answer


def test_lists_cost_the_same_for_two_stations_and_for_twenty(office: Office, at: Callable[[str], Client]) -> None:
    client = at("office")
    for path in LISTS:
        queries(client, f"/desk/stations/{path}")
    few = {path: queries(client, f"/desk/stations/{path}?sort=title")[0] for path in LISTS}
    for _ in range(18):
        office.station(area="东门街道", latitude="30.1", longitude="120.1")
        BelongingFactory(mandate=MandateFactory(organ=office.organ), grouping=office.constituency)
    for path in LISTS:
        count, _answer = queries(client, f"/desk/stations/{path}?sort=title")
        assert count <= 12, (path, count)
        assert count <= few[path] + 7, (
            path,
            few[path],
            count,
        )  # the board and list count anew once something was recorded


def test_who_comes_in(office: Office, at: Callable[[str], Client]) -> None:
    for who in ("office", "keeper", "leader", "supervisor", "auditor"):
        assert at(who).get("/desk/stations/").status_code == 200, who
    for who in ("first", "liaison", "administrator", "informant"):
        assert at(who).get("/desk/stations/").status_code == 403, who
    assert Client().get("/desk/stations/").status_code == 302
    for who in ("keeper", "leader"):
        assert at(who).get("/desk/stations/placing/").status_code == 403, who
        assert at(who).get("/desk/stations/import/").status_code == 403, who


def test_a_keeper_finds_his_stations_and_nothing_else_of_the_desk(office: Office, at: Callable[[str], Client]) -> None:
    client = at("keeper")
    page = client.get("/desk/stations/").content.decode()
    assert "我管理的" in page and "/desk/suggestions/" not in page
    assert client.get("/desk/suggestions/").status_code == 403
    answer = client.post(
        f"/desk/step/station/{office.here.pk}/set_days/", {"days-0-day": "2026-03-20", "days-0-opening": ""}
    )
    assert answer.status_code == 303 and office.here.open_days.count() == 1
    other = office.station()
    assert client.post(f"/desk/step/station/{other.pk}/close/", {"why": "合并。"}).status_code == 403


def test_a_station_page_says_who_is_there_and_why(office: Office, at: Callable[[str], Client]) -> None:
    d = office.duty(persons=[office.first.pk], officials=[{"unit": office.unit.pk, "words": "副局长"}])
    deed = {"kind": "law_inspection", "day": TODAY.isoformat(), "title": "进站学习", "place": office.here.matter.title}
    office.open(activity["record"], **deed)
    page = at("office").get(f"/desk/stations/{office.here.pk}/").content.decode()
    for word in (
        office.first.person.name,
        "同在东门街道",
        "副局长",
        "进站学习",
        "9:00-17:00",
        "得分怎么来的",
        f"duties/{d.pk}/",
    ):
        assert word in page, word
    assert at("leader").get(f"/desk/stations/{office.here.pk}/").content.decode().count('id="act-') == 0


def test_the_roster_of_a_month_is_suggested_and_confirmed(office: Office, at: Callable[[str], Client]) -> None:
    url = f"/desk/stations/{office.here.pk}/roster/?month=2026-03&weekdays=1&weekdays=3&starts=09:00&ends=11:00&each=1"
    page = at("keeper").get(url).content.decode()
    assert "照此排 5 班" in page  # Tuesdays and Thursdays from the 16th on: 17, 19, 24, 26, 31
    assert at("leader").post(url).status_code == 403 and not Duty.objects.exists()
    assert at("keeper").post(url).status_code == 302
    turns = [[row.mandate for row in d.persons.all()] for d in Duty.objects.order_by("day")]
    assert [len(turn) for turn in turns] == [1] * 5 and turns[0] != turns[1] and turns[0] == turns[2]
    assert "没有可以排的日子" in at("keeper").get(url).content.decode()


def test_deputies_are_placed_by_nearness_in_bulk(office: Office, at: Callable[[str], Client]) -> None:
    seats = [MandateFactory(organ=office.organ) for _ in range(3)]
    for seat in seats[:2]:
        BelongingFactory(mandate=seat, grouping=office.constituency)
    far = office.station(area="西门街道")
    page = at("office").get("/desk/stations/placing/").content.decode()
    assert page.count("同在东门街道（按“东门街道第一选区”）") == 2 and seats[2].person.name in page
    data = {"seat": [str(seat.pk) for seat in seats[:2]], **{f"station-{seat.pk}": office.here.pk for seat in seats}}
    assert at("office").post("/desk/stations/placing/", data).status_code == 302
    assert Posting.objects.filter(station=office.here, mandate__in=seats).count() == 2
    assert at("office").post("/desk/stations/placing/", {}).status_code == 409
    wrong = {
        "seat": [str(seats[2].pk), str(seats[0].pk)],
        f"station-{seats[2].pk}": far.pk,
        f"station-{seats[0].pk}": office.here.pk,
    }
    assert at("office").post("/desk/stations/placing/", wrong).status_code == 409
    assert not Posting.objects.filter(mandate=seats[2]).exists()  # all or none


def test_stars_are_given_as_suggested_to_those_ticked(office: Office, at: Callable[[str], Client]) -> None:
    office.rule()
    for _ in range(3):
        office.take(duty["keep"], office.duty(persons=[office.first.pk]))
    page = at("office").get("/desk/stations/rating/").content.decode()
    assert "3 × 10" in page and "1 星" in page
    assert at("leader").post("/desk/stations/rating/?year=2026", {"row": office.here.pk}).status_code == 403
    assert at("office").post("/desk/stations/rating/?year=2026", {"row": office.here.pk}).status_code == 302
    assert (Stars.objects.get().stars, Stars.objects.get().points) == (1, 30)


def said(office: Office, text: str, **given: Any) -> Message:
    made: Message = office.open(message["record"], text=text, channel="reception", station=office.here.pk, **given)
    return made


def test_the_board_counts_what_was_done_and_what_was_solved(office: Office, at: Callable[[str], Client]) -> None:
    office.take(duty["keep"], office.duty(persons=[office.first.pk]), heads=4)
    office.take(duty["not_kept"], office.duty(persons=[office.first.pk]), why="停电。")
    solved, blocked = said(office, "路灯坏了一个月"), said(office, "推销东西的话")
    said(office, "井盖响")
    Matter.objects.filter(pk=solved.pk).update(state="solved")
    Matter.objects.filter(pk=blocked.pk).update(state="blocked")
    year = (dt.date(2026, 1, 1), dt.date(2026, 12, 31))
    counted = voices.of_stations(office.organ, *year)[office.here.pk]
    assert (counted.received, counted.solved, counted.rate) == (2, 1, "50.0%")
    lower = office.station(upper=office.here.pk)
    client = at("office")
    page = client.get("/desk/stations/board/").content.decode()
    assert "50.0%" in page and lower.matter.title in page
    below = client.get(f"/desk/stations/board/?under={lower.pk}").content.decode()
    assert "50.0%" not in below and lower.matter.title in below
    for sort in ("duty", "-rate", "stars", "没有"):
        assert client.get(f"/desk/stations/board/?sort={sort}").status_code == 200
    assert client.get("/desk/stations/board/?year=9999&page=x&under=1e9&area=没有").status_code == 200
    assert client.get("/desk/stations/board/?export=xlsx").status_code == 200


def test_a_poster_is_for_an_open_station(office: Office, at: Callable[[str], Client]) -> None:
    page = at("keeper").get(f"/desk/stations/{office.here.pk}/poster/").content.decode()
    assert office.here.code in page and "data:image/svg+xml" in page
    closed = office.closed()
    assert at("office").get(f"/desk/stations/{closed.pk}/poster/").status_code == 409


def test_who_booked_is_shown_to_few(office: Office, at: Callable[[str], Client]) -> None:
    r = office.reception(day=(TODAY + dt.timedelta(days=1)).isoformat())
    office.booked(r, name="试某", phone="13912345678")
    for who, sees in (("office", True), ("keeper", True), ("leader", False), ("auditor", False)):
        page = at(who).get(f"/desk/stations/receptions/{r.pk}/").content.decode()
        assert ("13912345678" in page) is sees, who


def test_what_is_not_there_is_not_found(office: Office, at: Callable[[str], Client]) -> None:
    other = Office()
    for path in (
        f"{other.here.pk}/",
        f"{other.here.pk}/roster/",
        f"duties/{office.here.pk}/",
        "rules/999/",
        f"tree/?under={other.here.pk}",
    ):
        assert at("office").get(f"/desk/stations/{path}").status_code == 404, path


def test_duties_of_all_stations_in_one_list(office: Office, at: Callable[[str], Client]) -> None:
    past, ahead = office.duty(persons=[office.first.pk]), office.duty(persons=[office.second.pk], day="2026-04-01")
    kept_one = office.duty(persons=[office.first.pk], starts="15:00", ends="16:00")
    office.take(duty["keep"], kept_one, heads=5)
    Duty.objects.filter(pk=past.pk).update(day=TODAY - dt.timedelta(days=3))
    client = at("office")
    today = client.get("/desk/").content.decode()
    assert "值班待登记" in today and "/desk/stations/duties/?view=unrecorded" in today
    for view, mine in (("unrecorded", past), ("ahead", ahead), ("kept", kept_one)):
        page = client.get(f"/desk/stations/duties/?view={view}").content.decode()
        assert [f"/desk/stations/duties/{one.pk}/" in page for one in (past, ahead, kept_one)] == [
            one is mine for one in (past, ahead, kept_one)
        ]
    name = office.second.person.name
    found = client.get(f"/desk/stations/duties/?view=all&q={name}").content.decode()
    assert f"/desk/stations/duties/{ahead.pk}/" in found and f"/desk/stations/duties/{past.pk}/" not in found
    rows = lines(client.get("/desk/stations/duties/?view=all&export=csv"))
    assert len(rows) == 3 and any(name in cell for cell in rows[0])


def test_the_list_of_duties_costs_the_same_for_two_and_for_twenty(office: Office, at: Callable[[str], Client]) -> None:
    client = at("office")
    for hour in (8, 9):
        office.duty(persons=[office.first.pk], starts=f"{hour}:00", ends=f"{hour}:30")
    few, _answer = queries(client, "/desk/stations/duties/?view=all")
    for at_day in range(18):
        office.duty(persons=[office.first.pk], day=(TODAY + dt.timedelta(days=at_day + 1)).isoformat())
    many, _answer = queries(client, "/desk/stations/duties/?view=all")
    assert many <= few <= 12
