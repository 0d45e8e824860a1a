"""The funnel: counts by every cut, rates, each number opening the list of exactly its rows, days, files, one question."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from yishi.doors.desk.tests.seated import lines
from yishi.doors.desk.voice import funnel
from yishi.doors.desk.voice.funnel import BY, share
from yishi.doors.desk.voice.tests.seated import client, late, lived
from yishi.doors.parts import kept
from yishi.rooms.voice.tests.office import Office

pytestmark = pytest.mark.django_db
FUNNEL = "/desk/messages/funnel/"


@pytest.fixture
def full(office: Office) -> Office:
    """With a message in every state, some without station, deputy or unit."""
    lived(office)
    late(office)
    for channel in ("call", "letter"):
        office.recorded(channel=channel, area="试验镇", topic="urban")
    office.recorded("informant")
    return office


@pytest.mark.parametrize("by", list(BY))
def test_every_number_opens_exactly_its_rows(full: Office, by: str) -> None:
    desk = client(full)
    context = desk.get(f"{FUNNEL}?by={by}").context
    for line in [*context["lines"], context["whole"]]:
        for stage, number in line.counts.items():
            table = desk.get(number.url).context["table"]
            assert not table.filter_form, (by, line.name, stage)  # it opens only where something is wrong with it
            assert table.total == number.value, (by, line.name, stage)


def test_the_whole_is_the_same_however_it_is_cut(full: Office) -> None:
    desk = client(full)
    wholes = {by: [n.value for n in desk.get(f"{FUNNEL}?by={by}").context["whole"].counts.values()] for by in BY}
    assert len({tuple(values) for values in wholes.values()}) == 1
    assert wholes["station"] == [15, 6, 5, 1, 0]


def test_many_lines_stand_on_several_pages_and_in_one_file(full: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = client(full)
    every = desk.get(f"{FUNNEL}?by=unit")
    monkeypatch.setattr(funnel, "PAGE", 1)
    first, second = (desk.get(f"{FUNNEL}?by=unit&page={page}") for page in (1, 2))
    names = [line.name for line in every.context["lines"]]
    assert len(names) > 1 and [one.context["lines"][0].name for one in (first, second)] == names[:2]
    assert first.context["whole"] == every.context["whole"] and "page=2" in first.content.decode()
    assert len(lines(desk.get(f"{FUNNEL}?by=unit&export=csv"))) == len(names) + 1


def test_days_narrow_it(full: Office) -> None:
    desk = client(full)
    assert desk.get(f"{FUNNEL}?since=2026-03-01&until=2026-03-16").context["whole"].counts["collected"].value == 14
    assert desk.get(f"{FUNNEL}?since=2026-01-01&until=2026-02-28").context["whole"].counts["collected"].value == 1
    empty = desk.get(f"{FUNNEL}?since=2020-01-01&until=2020-12-31").content.decode()
    assert "这些天没有收到群众意见" in empty


def test_days_that_are_none_are_said(office: Office) -> None:
    answer = client(office).get(f"{FUNNEL}?since=2026-03-01&until=2026-02-01")
    assert answer.status_code == 422 and "“止”不能早于“起”" in answer.content.decode()
    assert client(office).get(f"{FUNNEL}?since=昨天").status_code == 422
    assert client(office).get(f"{FUNNEL}?by=nothing").status_code == 422


def test_rates() -> None:
    assert (share(817, 1027), share(0, 5), share(0, 0)) == ("79.55%", "0.00%", "—")


def test_the_file_holds_the_board(full: Office) -> None:
    rows = lines(client(full).get(f"{FUNNEL}?by=unit&export=csv"))
    assert rows[-1][:3] == ["合计", "15", "6"] and len(rows) == 3


def test_it_is_one_question(full: Office, django_assert_max_num_queries: Any) -> None:
    desk = client(full)
    desk.get(FUNNEL)
    kept.forget()
    with CaptureQueriesContext(connection) as asked:
        desk.get(FUNNEL)
    assert (
        sum("GROUP BY" in one["sql"] and "voice_message" in one["sql"] for one in asked) <= 2
    )  # the board's, and the tabs' counts
    kept.forget()
    with django_assert_max_num_queries(12):
        desk.get(FUNNEL)
