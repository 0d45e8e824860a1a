"""The supervision log: checks before, during and after the handling, on-site handling and television questioning."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from yishi.foundation import clock
from yishi.foundation.facts.models import Fact
from yishi.foundation.loops.take import create
from yishi.rooms.suggestions import papers, tallies
from yishi.rooms.suggestions.loop import suggestion
from yishi.rooms.suggestions.models import Oversight
from yishi.rooms.suggestions.stock import checks_by_phase
from yishi.rooms.suggestions.tests.office import Office
from yishi.rooms.suggestions.tests.papers.reading import text

pytestmark = pytest.mark.django_db


def log(office: Office, s: Any, who: str, kind: str) -> None:
    given = {"kind": kind, "day": office.day.isoformat(), "text": "查看办理情况。"}
    office.take(suggestion["record_oversight"], s, who, **given)


def test_supervisors_check_before_during_and_after() -> None:
    office = Office()
    s = office.registered()
    log(office, s, "supervisor", "check")
    assert Fact.objects.filter(kind="oversight").count() == 1, "counted before it is handed over"
    office.take(suggestion["assign"], s, "office", lead=office.units[0].pk)
    log(office, s, "supervisor", "check")
    log(office, s, "office", "on_site")
    log(office, s, "office", "television")
    office.answer(office.part(s))
    log(office, s, "supervisor", "check")
    assert list(Oversight.objects.filter(kind="check").values_list("phase", flat=True)) == ["before", "during", "after"]
    with clock.at(office.day):
        counted = tallies.for_reader(office["office"], dt.date(2026, 1, 1), dt.date(2026, 12, 31))
        assert {id: counted.count(id).value for id in ("oversight", "checks", "on_site", "television", "meetings")} == {
            "oversight": 5, "checks": 3, "on_site": 1, "television": 1, "meetings": 0,
        }  # fmt: skip
        assert checks_by_phase(counted) == {"before": 1, "during": 1, "after": 1}
        said = text(papers.handling_report(office.organ, 2026))
    assert "现场办理1次、电视问政1次；督办员抽查3次：办理前1次、办理中1次、答复后1次" in said


def test_those_made_at_a_higher_congress_are_told_apart_by_how_they_were_made() -> None:
    office = Office()
    given = {"title": "关于某事的建议", "lead": office.lead.pk, "organ": "市人大", "day": office.day.isoformat()}
    with clock.at(office.day):
        for way in ("", "joint", "delegation"):
            create(suggestion["record_higher"], office["office"], given | {"source": way})
    facts = Fact.objects.filter(kind="recorded").order_by("outcome")
    assert list(facts.values_list("outcome", flat=True)) == ["delegation", "joint", "one"]
