"""`yishi facts rebuild`: living and deriving anew give the same, also after what was recorded wrongly was corrected."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Iterator
from typing import Any

import pytest

from yishi.doors.cli import main
from yishi.doors.cli.commands.facts import rebuild
from yishi.foundation import clock
from yishi.foundation.facts import rebuilding
from yishi.foundation.facts.models import Fact
from yishi.foundation.people import groupings, mandates
from yishi.foundation.people.actors import system
from yishi.foundation.people.models import Grouping, Mandate, Organ
from yishi.foundation.people.tests.factories import BelongingFactory, GroupingFactory
from yishi.readings.figures.counting import Counter
from yishi.readings.figures.expression import read
from yishi.readings.figures.windows import of_year
from yishi.rooms.activities.loop import activity
from yishi.rooms.activities.models import Activity
from yishi.rooms.activities.tests.office import EVENT, Office
from yishi.rooms.suggestions.tests.office import Office as Suggesting

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


@pytest.fixture
def office() -> Iterator[Office]:
    """Its first deputy is of the education sector and took part in a visit."""
    made = Office()
    made.sectors = [
        GroupingFactory(organ=made.organ, kind=Grouping.Kind.SECTOR, name=name, term=made.first.term)
        for name in ("教育界", "科技界")
    ]
    BelongingFactory(mandate=made.first, grouping=made.sectors[0])
    with clock.at(made.day):
        yield made


def visited(office: Office, **more: Any) -> Activity:
    """Both deputies were there."""
    persons = [f"{mandate.pk}" for mandate in (office.first, office.second)]
    return office.recorded(persons=persons, **more)


def of_sector(office: Office, organ: Organ | None = None, **facets: Any) -> list[int]:
    """People of the one sector and of the other who took part."""
    counter = Counter(system(organ or office.organ), of_year(2026))
    asked = [
        read({"count": "people", "of": {"kind": [EVENT], "person.sector": [name]} | facets})
        for name in ("教育界", "科技界")
    ]
    return [int(value.number or 0) for value in counter.values(asked)]


def same() -> bool:
    """Whether deriving everything anew gives what stands."""
    return rebuild(keep=False)[1] == 0


def test_a_corrected_sector_is_counted_and_no_fact_is_another(office: Office) -> None:
    visited(office)
    before = list(Fact.objects.order_by("pk").values())
    assert of_sector(office) == [1, 0] and same()
    groupings.join(office.first, office.sectors[1], office.first.began)
    assert of_sector(office) == [0, 1] and same()
    assert list(Fact.objects.order_by("pk").values()) == before


def test_one_who_changed_sector_later_was_of_the_old_one_on_the_day(office: Office) -> None:
    visited(office)
    groupings.join(office.first, office.sectors[1], office.day + dt.timedelta(days=1))
    assert of_sector(office) == [1, 0] and same()


def test_a_seat_ended_and_a_person_corrected(office: Office) -> None:
    visited(office)
    groupings.leave(office.first, office.sectors[0], office.day - dt.timedelta(days=1))
    assert of_sector(office) == [0, 0] and same()
    mandates.end(office.second, office.day, Mandate.Over.RESIGNED)
    office.first.person.name, office.first.grass_roots = "试更正", True
    office.first.person.save()
    office.first.save()
    assert same()


def amended(office: Office, a: Activity, **given: Any) -> Activity:
    """The same with something put right."""
    known = {"kind": a.kind, "day": a.day.isoformat(), "title": a.matter.title}
    office.take(activity["amend"], a, **known | given)
    return office.again(a)


def test_a_corrected_co_host_and_a_corrected_day(office: Office) -> None:
    town = Organ(
        code="facts-town", name="未有镇", short="未有镇", profile="npc", level="town", place="50", parent=office.organ
    )
    town.save()
    a = visited(office, co_organs=[town.pk])
    times = read({"count": "times", "of": {"kind": [EVENT]}})

    def counted() -> int:
        return int(Counter(system(town), of_year(2026)).value(times).number or 0)

    assert counted() == 1 and same()
    a = amended(office, a, day=(office.day - dt.timedelta(days=20)).isoformat(), co_organs=[town.pk])
    assert set(Fact.objects.filter(matter=a.pk).values_list("day", flat=True)) == {a.day} and counted() == 1 and same()
    amended(office, a, co_organs=[])
    assert counted() == 0 and same()


def test_what_is_wrong_is_told_and_set_right(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    visited(office)
    Suggesting().submitted()
    Fact.objects.filter(kind=EVENT).update(line="elsewhere")
    assert main(["facts", "rebuild", "--check"]) == 1
    assert "有出入 2 条" in capsys.readouterr().out and Fact.objects.filter(line="elsewhere").exists()
    assert main(["facts", "rebuild"]) == 0 and "变动 2 条" in capsys.readouterr().out
    assert main(["facts", "rebuild", "--check"]) == 0


@pytest.mark.parametrize(
    ("arguments", "said"),
    [(["--check"], "没有改动"), ([], "再次执行时从中断处继续"), (["--afresh"], "原有统计事实未改动")],
)
def test_stopped_by_the_keyboard(
    office: Office, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], arguments: list[str], said: str
) -> None:
    visited(office)

    def stopped(*_: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("yishi.doors.cli.commands.facts._progress", stopped)
    assert main(["facts", "rebuild", *arguments]) == 130
    assert said in capsys.readouterr().err


def test_another_rebuild_at_the_same_time(
    office: Office, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    visited(office)

    def meanwhile(*_: Any, **__: Any) -> Iterator[Any]:
        raise rebuilding.Meanwhile
        yield

    monkeypatch.setattr(rebuilding, "rebuild", meanwhile)
    assert main(["facts", "rebuild"]) == 1
    assert "另一个进程" in capsys.readouterr().err


def test_progress_on_a_terminal_only(
    office: Office, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    visited(office)
    assert main(["facts", "rebuild"]) == 0 and capsys.readouterr().err == ""
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    assert main(["facts", "rebuild", "--check"]) == 0
    assert "\r1 / 1 件，有出入 0 条\n" in capsys.readouterr().err
