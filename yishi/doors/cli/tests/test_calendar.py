"""Loading a year's days off: all rows or none, then provisional due days are set right, with an entry in the journal."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from yishi.doors.cli import main
from yishi.foundation.clocks.models import Clock
from yishi.foundation.journal.commands import verify_command
from yishi.foundation.journal.models import Entry
from yishi.foundation.people.models import CalendarDay, CalendarYear
from yishi.rooms.suggestions.loop import handling
from yishi.rooms.suggestions.tests.office import Office

pytestmark = pytest.mark.django_db
AUTUMN = dt.date(2026, 11, 16)
"""Three months from here end in February 2027, whose days off were not known in 2026."""


def table(path: Path, *days: tuple[str, str, str]) -> Path:
    """A file as an office keeps it: the days off of 2027, with what is given over them."""
    off = [
        ("2027-01-01", "放假", "元旦"),
        *((f"2027-02-{day:02d}", "放假", "春节") for day in range(5, 12)),
        ("2027-05-03", "放假", "劳动节"),
    ]
    rows = [*off, *days]
    path.write_text("日期,上班或放假,名称\n" + "\n".join(",".join(row) for row in rows), encoding="utf-8")
    return path


@pytest.fixture
def office() -> Office:
    """An office in which an answer is owed by a provisional day."""
    office = Office(day=AUTUMN)
    office.assigned()
    return office


def user(office: Office) -> str:
    account = office["administrator"].account
    assert account is not None
    return account.username


def reply() -> Clock:
    return Clock.objects.get(kind="reply")


def test_provisional_days_are_set_right_and_told(
    office: Office, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert (reply().due_on, reply().provisional) == (dt.date(2027, 2, 16), True)
    file = table(tmp_path / "2027.csv", ("2027-02-16", "放假", "春节"), ("2027-02-20", "上班", "春节"))
    assert main(["calendar", "load", str(file), "--by", user(office)]) == 0
    assert (reply().due_on, reply().original_due_on, reply().provisional) == (
        dt.date(2027, 2, 17),
        dt.date(2027, 2, 17),
        False,
    )
    assert CalendarDay.objects.get(day=dt.date(2027, 2, 20)).working
    assert CalendarYear.objects.get().year == 2027
    entry = Entry.objects.get(step="recomputed")
    said = entry.body.content["said"]["clocks"]
    assert {"kind": "reply", "before": "2027-02-16", "after": "2027-02-17"}.items() <= next(
        row for row in said if row["kind"] == "reply"
    ).items()
    assert verify_command(office.organ.code)[0] == 0
    assert "涉及 1 个机关" in capsys.readouterr().out
    assert main(["calendar", "recompute"]) == 0
    assert Entry.objects.filter(step="recomputed").count() == 1, "nothing is left to set right"


def test_an_extension_keeps_its_months(tmp_path: Path) -> None:
    office = Office(profile="cppcc", day=dt.date(2026, 9, 21))
    s = office.assigned()
    h = office.part(s)
    office.take(handling["receive"], h, "liaison0")
    office.take(handling["ask_extension"], h, "liaison0", reason="需要测算。", months=2)
    office.take(handling["grant_extension"], h, "office")
    before = reply().due_on
    assert reply().provisional and dt.date(2027, 2, 21) <= before <= dt.date(2027, 2, 23)
    file = table(tmp_path / "2027.csv", (before.isoformat(), "放假", "春节"))
    assert main(["calendar", "load", str(file), "--by", user(office)]) == 0
    assert reply().due_on == before + dt.timedelta(days=1), "five months from 21 September, not six"
    assert reply().original_due_on == dt.date(2026, 12, 21)


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ([("2027-02-31", "放假", "春节")], "第 11 行"),
        ([("2027-02-15", "半天", "春节")], "第 11 行"),
        ([("2027-02-05", "放假", "春节")], "出现了 2 次"),
        ([("2029-02-05", "放假", "春节")], "每年一份"),
    ],
)
def test_a_bad_row_loads_nothing(
    office: Office, tmp_path: Path, capsys: pytest.CaptureFixture[str], rows: list[tuple[str, str, str]], sentence: str
) -> None:
    assert main(["calendar", "load", str(table(tmp_path / "x.csv", *rows)), "--by", user(office)]) == 1
    assert sentence in capsys.readouterr().err
    assert not CalendarDay.objects.exists() and not CalendarYear.objects.exists()
    assert reply().provisional


def test_a_few_days_are_no_year(office: Office, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "few.csv"
    file.write_text("日期,上班或放假\n2027-02-16,放假\n", encoding="utf-8")
    assert main(["calendar", "load", str(file), "--by", user(office)]) == 1
    assert "--part" in capsys.readouterr().err
    assert main(["calendar", "load", str(file), "--by", user(office), "--part"]) == 0
    assert reply().due_on == dt.date(2027, 2, 17) and reply().provisional, "the rest of that year is not known yet"
    assert main(["calendar", "load", str(tmp_path / "none.csv"), "--by", user(office)]) == 2
    assert main(["calendar", "load", str(file), "--by", "nobody"]) == 2
