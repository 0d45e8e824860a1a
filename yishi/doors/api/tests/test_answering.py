"""How messages were answered, asked by programs: the lines of the desk's page, and the rows behind a number."""

from __future__ import annotations

import datetime as dt

import pytest

from yishi.doors.api.tests.calling import Callers, good, told
from yishi.foundation import clock
from yishi.foundation.loops.take import create
from yishi.rooms.suggestions.tests.office import Office
from yishi.rooms.voice.loop import message

pytestmark = pytest.mark.django_db
ADDRESS = "/messages/answering"


def imported(office: Office, days: int, number: str) -> None:
    """Came on the second of January, and was answered so many days later."""
    came = dt.datetime(2026, 1, 2, 9, tzinfo=clock.CHINA)
    given = {
        "text": "路灯坏了。", "arrived_at": f"{came:%Y-%m-%d %H:%M}", "answer": "已修。", "number": number, "topic": "urban",
        "answered_at": f"{came + dt.timedelta(days=days):%Y-%m-%d %H:%M}",
    }  # fmt: skip
    with clock.at(office.day):
        create(message["import_one"], office["office"], given)


def test_the_lines_and_the_rows_behind_them(office: Office, api: Callers) -> None:
    for at, days in enumerate((2, 12, 40)):
        imported(office, days, f"R{at}")
    (line,) = good(api.get("office", ADDRESS, by="topic", year=2026))["lines"]
    assert (line["name"], line["answered"], line["within_10"], line["within_20"], line["within_30"]) == (
        "城乡建设",
        3,
        1,
        2,
        2,
    )
    assert (float(line["mean"]), float(line["median"]), line["late"]) == (18, 12, 1)
    (whole,) = good(api.get("leader", ADDRESS, by="whole", w="asof"))["lines"]
    assert whole["answered"] == 3 and whole["name"] == ""
    found = good(api.get("office", f"{ADDRESS}/rows", by="topic", key=line["key"], what="late"))
    assert [(row["number"], row["took"]) for row in found["rows"]] == [("R2", 40)] and found["hidden"] == 0


def test_who_may_ask(office: Office, api: Callers) -> None:
    for path in (ADDRESS, f"{ADDRESS}/rows"):
        for who in ("author", "liaison0"):
            told(api.get(who, path), 403)
        told(api.get("office", path, w="between", since="2026-02-01", until="2026-01-01"), 422)
        told(api.get("office", path, by="colour"), 422)
