"""How messages were answered, on the desk: by class and unit, any two days, opened to the rows, as a file."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from yishi.foundation import clock
from yishi.foundation.people.models import RoleCode
from yishi.foundation.people.tests.factories import actor
from yishi.rooms.voice.tests.office import Office

pytestmark = pytest.mark.django_db
HOME, ROWS = "/desk/voice/figures/", "/desk/voice/figures/rows/"


def client(office: Office, who: str = "office") -> Client:
    """Somebody of the office, signed in."""
    made, account = Client(), office.people[who].account
    assert account is not None
    made.force_login(account)
    return made


def imported(office: Office, days: int, number: str, unit: int = 0, topic: str = "urban", **more: object) -> None:
    """Came on the second of January, and was answered so many days later."""
    came = dt.datetime(2026, 1, 2, 9, tzinfo=clock.CHINA)
    given = {
        "text": "路灯坏了。", "title": f"路灯{number}", "arrived_at": f"{came:%Y-%m-%d %H:%M}", "answer": "已修。", "number": number,
        "answered_at": f"{came + dt.timedelta(days=days):%Y-%m-%d %H:%M}", "topic": topic, "unit": office.units[unit].pk,
    }  # fmt: skip
    office.open("import_one", office["office"], **given | more)


@pytest.fixture
def filled(office: Office) -> Office:
    """Six messages: four of one class and unit, two of others, one of these guessed."""
    for at, days in enumerate((0, 10, 20, 60)):
        imported(office, days, f"R{at}")
    imported(office, 5, "R8", 1, "health", guessed=True)
    imported(office, 7, "R9", 1, "health", outcome="solved")
    return office


def test_by_class_and_by_unit(filled: Office) -> None:
    desk = client(filled)
    text = desk.get(HOME).content.decode()
    for said in ("城乡建设", "卫生计生", "收到", "平均天数", "中位天数", "逾期答复"):
        assert said in text, said
    rows = {row.label: row.cells for row in desk.get(HOME).context["table"].rows}
    urban = rows["城乡建设"]
    assert (urban["received"].value, urban["answered"].value, urban["late"].value) == ("4", "4", "1")
    assert [(urban[f"within_{most}"].value, urban[f"within_{most}"].note) for most in (10, 20, 30)] == [
        ("2", "50%"), ("3", "75%"), ("3", "75%"),
    ]  # fmt: skip
    assert (urban["mean"], urban["median"]) == ("22.5", "15")
    units = {row.label: row.cells for row in desk.get(f"{HOME}?by=unit").context["table"].rows}
    second = units[filled.units[1].short or filled.units[1].name]
    assert (second["mean"], second["median"], second["solved"].value, second["solved"].note) == ("6", "6", "1", "50%")
    tallies = {tally.label: tally.value for tally in desk.get(HOME).context["tallies"]}
    assert (tallies["收到"], tallies["答复"], tallies["用时中位数"], tallies["10 日内答复"]) == (6, 6, "8.5", "66.67")


@pytest.mark.parametrize("by", ["topic", "unit", "place", "channel", "station", "deputy", "recorder"])
def test_every_number_opens_to_its_rows(filled: Office, by: str) -> None:
    desk = client(filled)
    filled.solved()
    for row in desk.get(f"{HOME}?by={by}").context["table"].rows:
        for what in ("received", "answered", "late"):
            cell = row.cells[what]
            if cell.url:
                behind = desk.get(cell.url)
                assert behind.status_code == 200 and str(behind.context["table"].pager.total) == cell.value, (by, what)


def test_a_guessed_class_says_so_where_it_is_opened(filled: Office) -> None:
    text = client(filled).get(f"{ROWS}?by=topic&key=卫生计生&what=answered").content.decode()
    assert text.count("推测") == 1 and "R8" in text and "R9" in text


def test_any_two_days(filled: Office) -> None:
    desk = client(filled)
    shown = desk.get(f"{HOME}?w=between&since=2026-01-10&until=2026-01-31")
    rows = {row.label: row.cells for row in shown.context["table"].rows}
    assert (rows["城乡建设"]["answered"].value, rows["城乡建设"]["received"].value) == ("2", "0")
    link = rows["城乡建设"]["answered"].url
    assert desk.get(link).context["table"].pager.total == 2
    wrong = desk.get(f"{HOME}?w=between&since=2026-02-10&until=2026-01-31")
    assert wrong.status_code == 422 and "结束日期早于开始日期" in wrong.content.decode()


def test_what_is_seen_goes_out_as_a_file(filled: Office) -> None:
    desk = client(filled)
    text = b"".join(desk.get(f"{HOME}?export=csv").streaming_content).decode()  # type: ignore[attr-defined]
    assert "城乡建设,4,4,2,50,3,75,3,75,22.5,15,1,0,0" in text
    assert desk.get(f"{HOME}?by=unit&export=xlsx").status_code == 200
    rows = b"".join(desk.get(f"{ROWS}?by=topic&key=城乡建设&what=late&export=csv").streaming_content).decode()  # type: ignore[attr-defined]
    assert "路灯R3" in rows and "路灯R0" not in rows


def test_an_empty_page_and_odd_addresses(office: Office) -> None:
    desk = client(office)
    assert "这段时间还没有群众意见" in desk.get(HOME).content.decode()
    for odd in ("?by=none", "?year=abc", f"?by=unit&key={'9' * 30}", "?key=%00"):
        assert desk.get(f"{HOME}{odd}").status_code in (200, 422), odd
        assert desk.get(f"{ROWS}{odd}").status_code == 200, odd


def test_it_takes_few_queries_however_many_lines(filled: Office) -> None:
    desk = client(filled)
    numbers = []
    for by in ("topic", "unit"):
        with CaptureQueriesContext(connection) as queries:
            assert desk.get(f"{HOME}?by={by}").status_code == 200
        numbers.append(len(queries))
    assert max(numbers) <= 12, numbers
    with CaptureQueriesContext(connection) as queries:
        desk.get(f"{ROWS}?by=topic&key=城乡建设&what=answered")
    assert len(queries) <= 12, len(queries)


def test_who_reads(filled: Office) -> None:
    for who, status in (
        ("leader", 200),
        ("auditor", 200),
        ("supervisor", 200),
        ("deputy", 403),
        ("liaison0", 403),
        ("keeper", 403),
    ):
        assert client(filled, who).get(HOME).status_code == status, who
    assert Client().get(HOME).status_code == 302
    other = actor(filled.organ, RoleCode.GOVERNMENT_OFFICE, day=filled.day).account
    assert other is not None
    desk = Client()
    desk.force_login(other)
    assert desk.get(HOME).status_code == 403 and desk.get(ROWS).status_code == 403


def test_another_organ_sees_its_own_alone(filled: Office) -> None:
    elsewhere = Office()
    desk = client(elsewhere)
    assert "这段时间还没有群众意见" in desk.get(HOME).content.decode()
    assert desk.get(f"{ROWS}?by=topic&key=城乡建设&what=answered").context["table"].pager.total == 0
