"""The catalogue is whole: whoever reads one of its words finds what the word stands for."""

from __future__ import annotations

from collections import Counter

import pytest

from yishi.rooms.activities.catalogue import kinds

CATALOGUE = kinds.load()
RECORDED_ELSEWHERE = {"suggestions"}
"""Lines whose room keeps its own facts."""

ids = pytest.mark.parametrize


def test_codes_are_unique_over_kinds_and_outputs():
    codes = Counter([row.code for row in (*CATALOGUE.kinds, *CATALOGUE.outputs)])

    assert [code for code, times in codes.items() if times > 1] == []
    assert "attendance" not in codes and "duration" not in codes
    assert all(len(code) <= 32 for code in codes)


@ids("kind", CATALOGUE.kinds, ids=lambda kind: kind.code)
def test_a_kind_is_whole(kind: kinds.Kind):
    assert kind.definition.endswith("。") and len(kind.definition) >= 8
    assert kind.verbs and kind.measure and kind.english
    assert kind.measure not in kind.measures and kind.name not in kind.aliases
    assert set(kind.outputs) <= set(CATALOGUE.output_by_code)
    assert set(kind.roles) <= set(CATALOGUE.role_by_code)
    assert kind.profiles and set(kind.profiles) <= set(kinds.PROFILES)
    assert len({code for code, _name in kind.results}) == len(kind.results)


@ids("kind", [kind for kind in CATALOGUE.kinds if kind.broader], ids=lambda kind: kind.code)
def test_what_is_broader_exists_and_holds_no_ring(kind: kinds.Kind):
    seen = [kind.code]
    while kind.broader:
        kind = CATALOGUE.kind(kind.broader)
        assert kind.code not in seen
        seen.append(kind.code)


@ids("kind", [kind for kind in CATALOGUE.kinds if kind.broader], ids=lambda kind: kind.code)
def test_what_is_broader_is_there_for_whoever_has_the_kind(kind: kinds.Kind):
    broader = CATALOGUE.kind(kind.broader)

    assert set(kind.profiles) <= set(broader.profiles)
    assert kind.form == broader.form
    assert kind.code in CATALOGUE.included(broader.code)


@ids("output", CATALOGUE.outputs, ids=lambda output: output.code)
def test_an_output_is_whole(output: kinds.Output):
    assert output.definition.endswith("。") and output.verbs and output.measure and output.english


def test_every_line_has_kinds():
    for line in CATALOGUE.lines:
        found = [kind for kind in CATALOGUE.kinds if kind.line == line.code]
        assert found or line.code in RECORDED_ELSEWHERE, line.code


@ids("profile", kinds.PROFILES)
def test_what_a_kind_is_called_is_called_so_by_no_other(profile: str):
    names = Counter(name for kind in CATALOGUE.of_profile(profile) for name in {kind.name_in(profile), *kind.aliases})

    assert [name for name, times in names.items() if times > 1] == []


@ids("kind", [kind for kind in CATALOGUE.kinds if kind.parts], ids=lambda kind: kind.code)
def test_a_name_of_a_part_is_no_name_of_the_whole(kind: kinds.Kind):
    assert len(set(kind.parts)) == len(kind.parts)
    assert not {kind.name, kind.cppcc} & set(kind.parts)


@ids("profile", kinds.PROFILES)
def test_an_organ_has_most_kinds(profile: str):
    assert len(CATALOGUE.of_profile(profile)) > 150


def test_levels_are_in_order():
    assert CATALOGUE.above("city") == ("national", "province", "city")


def test_every_role_is_taken_somewhere():
    taken = {role for kind in CATALOGUE.kinds for role in kind.roles}

    assert {"deputy", "member", "resident", "official", "appointee", "elected", "staff", "expert"} <= taken
