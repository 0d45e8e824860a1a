"""Sealed evaluations as an attacker would ask for them: by facets, by differences, by rows, by what was saved or frozen."""

from __future__ import annotations

import datetime as dt
import itertools
from decimal import Decimal
from typing import Any

import pytest

from yishi.foundation import clock
from yishi.foundation.facts.models import Fact
from yishi.foundation.people.actors import stranger
from yishi.foundation.sheets.lines import lines as csv_lines
from yishi.readings.figures import catalogue, exports, rows, saving, snapshots
from yishi.readings.figures.counting import Counter
from yishi.readings.figures.expression import FACETS, MEASURES, read
from yishi.readings.figures.windows import Span, of_year
from yishi.rooms.suggestions.loop import handling
from yishi.rooms.suggestions.tests.office import Office

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
YEAR = of_year(2026)
GRADES = ("satisfied", "basically", "dissatisfied")
READERS = ("office", "leader", "liaison0", "liaison1", "member", "author", "stranger")
VALUES: dict[str, list[str]] = {
    "line": ["suggestions"], "kind": ["submitted"], "source": ["between"], "topic": ["city"], "place": [""], "role": ["lead"],
    "tag": ["of_answer", "q_answer", "round_1"], "measure": ["件"], "group": ["#1"], "person.kind": ["deputy"], "person.sex": ["m", "f"],
    "person.sector": ["教育界"], "person.grass_roots": ["no"], "person.non_party": ["no"], "person.re_elected": ["no"],
    "person.degree": ["bachelor"],
}  # fmt: skip


def closed(office: Office, grade: str = "satisfied") -> None:
    """A suggestion answered, evaluated and closed."""
    h = office.answer(office.part(office.assigned()))
    office.evaluate(h, grade, "未写明时限。" if grade == "dissatisfied" else "")
    office.take(handling["close"], h, "office")


@pytest.fixture
def office() -> Office:
    """Seven closed in the first quarter, one of them not satisfied; two in the second, which wait for more."""
    made = Office()
    for at in range(7):
        closed(made, "dissatisfied" if at == 0 else "satisfied")
    made.on(dt.date(2026, 5, 11))
    for _ in range(2):
        closed(made)
    made.on(dt.date(2026, 7, 6))
    return made


def counter(office: Office, who: str, asked: Span = YEAR) -> Counter:
    """Someone's."""
    return Counter(stranger(office.organ) if who == "stranger" else office[who], asked)


def sealed(**more: Any) -> dict[str, Any]:
    """All evaluations of answers on the one question that Chongqing asks."""
    return {"count": "times", "of": {"kind": ["evaluated"], "tag": ["answer/answer"]} | more.pop("of", {})} | more


def test_no_measure_of_anything_else_holds_a_sealed_fact(office: Office) -> None:
    """With or without facets that fit sealed facts alone, nothing changes when they are there."""
    asked = [
        {"count": what, "of": {"kind": ["submitted"]} if what in ("sum", "median", "days") else {}} for what in MEASURES
    ]
    asked += [
        {"count": what, "of": {"outcome": [grade]}}
        for what in ("times", "matters", "units", "person_times")
        for grade in GRADES
    ]
    asked += [{"count": "matters", "of": {"tag": [tag]}} for tag in ("of_answer", "q_answer", "round_1")]
    asked += [{"count": "sum", "of": {"measure": ["件"]}}]
    expressions = [read(each) for each in asked]
    with clock.at(office.day):
        before = [value.number for value in counter(office, "office").values(expressions)]
        Fact.objects.filter(sealed=True).delete()
        assert [value.number for value in counter(office, "office").values(expressions)] == before
        assert any(before)


def test_a_cut_is_made_for_nobody(office: Office) -> None:
    """By no further facet, by no other measure, in no mixture, of no tree and no cohort: not even for the office."""
    asked: list[dict[str, Any]] = [
        sealed(of={facet: VALUES[facet]}) for facet in VALUES if facet not in ("line", "kind", "tag")
    ]
    assert set(VALUES) | {"unit", "outcome"} == FACETS
    asked += [
        {"count": what, "of": {"kind": ["evaluated"], "tag": ["answer/answer"]}} for what in MEASURES if what != "times"
    ]
    asked += [sealed(of={"kind": ["evaluated", "answered"]}), sealed(of={"tag": ["of_answer", "q_answer"]})]
    asked += [{"count": "times", "of": {"kind": ["evaluated"]}}, sealed(organs="tree"), sealed(outside=True)]
    asked += [
        sealed(cohort={"year": 2026}),
        sealed(cohort={"session": 1}),
        sealed(cohort={"since_session": 1}),
        sealed(of={"line": ["duty"]}),
    ]
    asked += [
        {"count": what, "of": {"kind": ["answered"], "tag": ["became:evaluated"]}} for what in ("times", "matters")
    ]
    asked += [sealed(of={"unit": [str(unit) for unit in office.units[:2]]})]
    with clock.at(office.day):
        for who in READERS:
            found = counter(office, who).values([read(each) for each in asked])
            assert {(value.number, value.note.endswith("。")) for value in found} == {(None, True)}, who


def test_each_reader_gets_what_the_seal_gives_him(office: Office) -> None:
    good = sealed(of={"outcome": ["satisfied", "basically"]})
    own = sealed(of={"unit": [str(office.units[0])]})
    wanted = {
        "office": (8, 9, 9), "leader": (6, 7, 7), "member": (6, 7, 7), "stranger": (6, 7, 7), "liaison0": (None, None, 7),
        "liaison1": (None, None, None),
    }  # fmt: skip
    with clock.at(office.day):
        for who, numbers in wanted.items():
            found = counter(office, who).values([read(good), read(sealed()), read(own)])
            assert tuple(value.number for value in found) == numbers, who
        assert counter(office, "liaison1").value(read(own)).note == "承办单位只看本单位的评价汇总。"


def test_no_difference_tells_fewer_than_five(office: Office) -> None:
    """Over all windows, by subtraction and by change: what a leader is told is of whole groups, and so is what lies between."""
    days = [
        dt.date(2026, 1, 1),
        dt.date(2026, 3, 16),
        dt.date(2026, 3, 31),
        dt.date(2026, 4, 1),
        dt.date(2026, 5, 11),
        dt.date(2026, 6, 30),
    ]
    windows: list[Any] = [{"from": str(a), "to": str(b)} for a, b in itertools.combinations_with_replacement(days, 2)]
    windows += ["asked", "year", "last_year", "asof"]
    counts = [sealed(window=window) for window in windows]
    asked = counts + [{"minus": [one, other]} for one, other in itertools.permutations(counts, 2)]
    asked += [{"change": each} for each in counts]
    with clock.at(office.day):
        for who in ("leader", "stranger", "liaison0"):
            numbers = {value.number for value in counter(office, who).values([read(each) for each in asked])}
            assert numbers <= {None, 0, Decimal(7), Decimal(-7)}, who
        assert Decimal(2) in {
            value.number for value in counter(office, "office").values([read(each) for each in asked])
        }


def test_rows_and_sheets_open_single_ones_to_the_cleared_alone(office: Office) -> None:
    rate = {"rate": [sealed(of={"outcome": ["satisfied", "basically"]}), sealed()]}
    with clock.at(office.day):
        assert [part.shown_number for part in rows.behind(counter(office, "office"), read(rate))] == [8, 9]
        for who in READERS[1:]:
            for part in rows.behind(counter(office, who), read(rate)):
                assert (
                    not part.page() and not part.shown.exists() and sum(row.number for row in part.hidden) in (0, 6, 7)
                )
            table = "".join(
                csv_lines(exports.row_columns(), exports.of_rows(rows.behind(counter(office, who), read(rate))))
            )
            assert "关于" not in table


def test_the_number_of_hidden_rows_tells_no_grade(office: Office) -> None:
    of = [{"outcome": [grade]} for grade in GRADES] + [
        {"line": ["suggestions"]},
        {"topic": ["city"]},
        {"tag": ["q_answer"]},
    ]
    with clock.at(office.day):
        for who in READERS:
            now = [
                [p.total for p in rows.behind(counter(office, who), read({"count": "times", "of": each}))]
                for each in of
            ]
            kept = list(Fact.objects.filter(sealed=True).values_list("pk", flat=True))
            Fact.objects.filter(pk__in=kept).update(outcome="satisfied")
            then = [
                [p.total for p in rows.behind(counter(office, who), read({"count": "times", "of": each}))]
                for each in of
            ]
            assert now == then and now[0] == [0]


def test_what_is_saved_is_counted_for_whoever_reads_it(office: Office) -> None:
    given = {
        "code": "content", "name": "答复评价满意数", "measure": "件", "definition": "评价为满意的。",
        "expression": sealed(of={"outcome": ["satisfied"]}),
    }  # fmt: skip
    with clock.at(office.day):
        saving.save(office["office"], given)
        figure = catalogue.figures(office.organ)["own/content"]
        assert counter(office, "office").value(figure.expression).number == 8
        assert counter(office, "leader").value(figure.expression).number == 6


def test_what_is_frozen_by_the_office_is_what_everyone_may_know(office: Office) -> None:
    with clock.at(office.day):
        figures = catalogue.figures(office.organ)
        made = snapshots.freeze(
            office["office"], "年度报告", YEAR, [figures["satisfied:answer:answer"], figures["received"]]
        )
    frozen, received = made.figures
    assert frozen["parts"] == ["6", "7"] and frozen["rows"] == snapshots.SEALED
    assert received["number"] == "9" and len(received["rows"]) == 64
