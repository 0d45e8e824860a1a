"""What real reports tell can be recorded on the page: for claims drawn from them, one happening more raises the figure by one."""

from __future__ import annotations

import json
import os
import random
from decimal import Decimal
from pathlib import Path

import pytest

from yishi.doors.desk.activities.tests.seated import client
from yishi.foundation import clock
from yishi.readings.figures.counting import Counter
from yishi.readings.figures.expression import Count
from yishi.readings.figures.windows import of_year
from yishi.readings.report.express import express
from yishi.readings.report.express.command import profile_of
from yishi.rooms.activities.catalogue import kinds
from yishi.rooms.activities.tests.office import TODAY, Office

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

REPORTS = Path(__file__).parents[6] / "shared" / "reports"
DRAWN = 30
BY_KIND = ("times", "stock", "person_times")


def claims():
    """Texts with the places of their claims that a system holds, from every report."""
    if not REPORTS.exists():
        if os.environ.get("CI") == "true":
            pytest.fail(f"{REPORTS} is not there")
        pytest.skip("the real reports are not there")
    for path in sorted(REPORTS.glob("*.claims.jsonl")):
        text = path.with_name(path.name.replace(".claims.jsonl", ".txt")).read_text(encoding="utf-8")
        rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        rows = [row for row in rows if row["number"]]
        places = [(row["start"], row["end"]) for row in rows]
        for row in rows:
            if row["in_system"] and not row["optional"]:
                yield profile_of(text), express(text, row["start"], row["end"], profile_of(text), places=places)


def form_of(count, profile):
    """What the office types for one more of it, or None where that is not entered as an activity with its usual fields."""
    catalogue, of = kinds.load(), dict(count.facets)
    kind, source = of.get("kind", ("",))[0], of.get("source", ("",))[0]
    given = {"day": "2026-03-10", "topics": "、".join(of.get("topic", ())[:1])}
    if count.what in BY_KIND and kind in catalogue.kind_by_code:
        row = catalogue.kind(kind)
        given |= {"kind": kind, "result": of.get("outcome", ("",))[0]}
        if count.what != "person_times" and "role" not in of:
            return given if profile in row.profiles else None
        roles = [role for role in of.get("role", row.roles[:1]) if role in row.roles]
        return given | {f"heads-of-{roles[0]}": "1"} if roles and profile in row.profiles else None
    if count.what == "sum" and kind in catalogue.output_by_code and not of.get("outcome"):
        bearing = [row.code for row in catalogue.kinds if kind in row.outputs and profile in row.profiles]
        wanted = [code for code in bearing if not source or code in catalogue.included(source)]
        return given | {"kind": wanted[0], f"output-of-{kind}": "1"} if wanted else None
    return None


def drawn():
    """Thirty at random, no two alike."""
    found = {}
    for profile, meant in claims():
        if isinstance(meant.expression, Count) and meant.expression.window.name in ("asked", "year"):
            given = form_of(meant.expression, profile)
            if given is not None and not meant.expression.outside:
                found[profile, meant.expression] = given
    return random.Random(30).sample(sorted(found.items(), key=repr), DRAWN)


def test_one_more_recorded_on_the_page_raises_the_figure_by_one():
    with clock.at(TODAY):
        offices = {profile: Office(profile) for profile in kinds.PROFILES}
        for (profile, expression), given in drawn():
            office = offices[profile]
            before = value(office, expression)
            answer = client(office).post("/desk/activities/new/", given)
            assert answer.status_code == 303, (expression.data(), given, answer.context["form"].errors)
            after = value(office, expression)
            assert after - before == 1, (expression.data(), given)


def value(office, expression) -> Decimal:
    return Counter(office["office"], of_year(2026)).value(expression).number or Decimal(0)
