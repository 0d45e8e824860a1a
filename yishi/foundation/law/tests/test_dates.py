"""Dates computed by hand, without the code: `dates.csv`, each with its article and the reckoning."""

from __future__ import annotations

import csv
import datetime as dt
from pathlib import Path

import pytest

from yishi.foundation.law.calendars import Calendar
from yishi.foundation.law.periods import Pause
from yishi.foundation.law.places import pack_for
from yishi.foundation.law.rules import Extension, months

with (Path(__file__).parent / "dates.csv").open(encoding="utf-8") as file:
    CASES = list(csv.DictReader(file))


def pauses(text: str) -> list[Pause]:
    spans = [span.split("/") for span in text.split(";") if span]
    day = dt.date.fromisoformat
    return [Pause(day(s[0]), day(s[1]), "等待补充材料", open=s[2:] == ["open"]) for s in spans]


@pytest.mark.parametrize("case", CASES, ids=lambda c: f"{c['place']}-{c['rule']}-{c['start']}-{c['due']}")
def test_the_date_reckoned_by_hand(case: dict[str, str]) -> None:
    start = dt.date.fromisoformat(case["start"])
    # mypy cannot see that the column holds a profile
    pack = pack_for(case["place"], "cppcc" if case["profile"] == "cppcc" else "npc", start)
    rule = pack.rules[case["rule"]]
    extension = None
    if case["extended"]:
        extension = Extension(pack.rules["extension"], months(int(case["extended"])))
    due = rule.due(start, Calendar(), pauses(case["pauses"]), extension)
    assert due is not None
    assert due.day.isoformat() == case["due"], case["why"]
    assert due.provisional == (case["provisional"] == "yes"), case["why"]
    assert pack.ref == case["pack"]
    assert (rule.citation.brief if rule.citation else "") == case["article"]


def test_there_are_enough_and_each_says_why() -> None:
    assert len(CASES) >= 40
    assert all(case["why"] for case in CASES)
