"""What is said is read back as what was meant, over the whole catalogue and in every way it may be said."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from itertools import islice

import pytest

from yishi.readings.figures.expression import Expression, Window, read
from yishi.readings.report.express import express
from yishi.readings.report.express.reading import count, with_window
from yishi.readings.report.express.say import say, ways
from yishi.readings.report.express.sayings import RATES, SEATS, SUGGESTIONS
from yishi.rooms.activities.catalogue import kinds
from yishi.rooms.activities.catalogue.kinds import Kind

CATALOGUE = kinds.load()
PERSONS = ("名", "人", "人次")


def of_kind(kind: Kind) -> Iterator[Expression]:
    """Every figure of a kind that a clause can tell."""
    yield count("stock" if kind.form == "stock" else "times", kind=kind.code)
    if kind.form == "stock" and kind.measure != "元":
        yield count("times", kind=kind.code)
    for output in kind.outputs:
        yield count("sum", kind=output, source=kind.code)
    if kind.measure in PERSONS:
        return
    for role in kind.roles:
        yield count("person_times", kind=kind.code, role=role)
        if CATALOGUE.role_by_code[role].named:
            yield count("people", kind=kind.code, role=role)


def everything(profile: str) -> Iterator[Expression]:
    """Every figure of an organ of the profile that a clause can tell."""
    for kind in CATALOGUE.of_profile(profile):
        yield from of_kind(kind)
    yield from (count("sum", kind=output.code) for output in CATALOGUE.outputs)
    yield from (read(json.loads(key)) for whose, key in (*SUGGESTIONS, *RATES) if whose == profile)
    yield from (read(json.loads(key)) for key in SEATS)


def read_back(text: str, place: tuple[int, int], profile: str) -> Expression | None:
    """What a clause is read as."""
    return express(text, *place, profile, CATALOGUE).expression


@pytest.mark.parametrize("profile", kinds.PROFILES)
def test_the_usual_clause_of_every_figure_is_read_back(profile: str):
    wrong = []
    for wanted in everything(profile):
        said = say(wanted, profile, CATALOGUE)
        if said is None or read_back(said.text("5"), said.place("5"), profile) != wanted:
            wrong.append(said.text("5") if said else str(wanted.data()))

    assert wrong == []


@pytest.mark.parametrize("profile", kinds.PROFILES)
def test_nearly_every_way_of_saying_is_read_back(profile: str):
    """One way in three: all of them take a minute."""
    told: Counter[bool] = Counter()
    for wanted in everything(profile):
        for said in islice(ways(wanted, profile, CATALOGUE), None, None, 3):
            told[read_back(said.text("5"), said.place("5"), profile) == wanted] += 1
    print(f"{profile}: {told[True]} of {told.total()} ways are read back")

    assert told.total() > 3000 and told[True] >= 0.985 * told.total()


@pytest.mark.parametrize("window", ["term", "plan", "year"])
def test_windows_are_said(window: str):
    wanted = with_window(count("times", kind="law_inspection"), Window(window))
    said = say(wanted, "npc", CATALOGUE)

    assert said and read_back(said.text("5"), said.place("5"), "npc") == wanted


def test_what_no_clause_can_tell_is_not_said():
    assert say(count("times", kind="visit", tag="own"), "npc", CATALOGUE) is None
