"""Scores of units: the published formula, each part with its counts, and nothing before it is published."""

from __future__ import annotations

import datetime as dt
import io
from typing import Any

import pytest
from openpyxl import load_workbook

from yishi.foundation import clock
from yishi.foundation.loops.refusals import Refused
from yishi.rooms.suggestions import scores
from yishi.rooms.suggestions.loop import handling
from yishi.rooms.suggestions.models import ScoreRule
from yishi.rooms.suggestions.tests.office import Office
from yishi.rooms.suggestions.tests.papers.test_seal import closed

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Office:
    """The first unit: six answered in time and closed, one dissatisfied; one late. The second gave its co-opinion."""
    made = Office()
    for at in range(6):
        closed(made, "dissatisfied" if at == 0 else "satisfied")
    late = made.assigned(co=True)
    co = made.part(late, 1)
    made.take(handling["receive"], co, "liaison1")
    made.take(handling["give_opinion"], co, "liaison1", text="同意。")
    made.on(dt.date(2026, 6, 17))
    made.answer(made.part(late), "solving", plans=[{"what": "加装电梯", "due": "2026-09-30"}])
    made.on(dt.date(2026, 12, 1))
    return made


def publish(office: Office, **weights: int) -> None:
    """Publish the formula on the office's day."""
    ScoreRule.objects.create(
        organ=office.organ, year=2026, weights=weights or scores.DEFAULT_WEIGHTS, published_on=office.day
    )


def of(office: Office, who: str = "office", at: int = 0) -> scores.Score:
    """The score of the unit number `at`."""
    with clock.at(office.day):
        return next(row for row in scores.scores(office[who], 2026) if row.unit == office.units[at])


def test_each_part_made_by_hand(office: Office) -> None:
    publish(office)
    found = of(office)
    parts = {row.part.id: row for row in found.parts}
    assert parts["on_time"].counts == (("到期", 7), ("按期", 6)) and parts["on_time"].value == 85.71
    assert parts["contact"].counts == (("到期", 7), ("按期", 6)), "the late one was contacted late too"
    assert parts["co_opinion"].value is None
    assert parts["quality"].value == round((6 * 100 + 80) / 7, 2)
    assert parts["satisfied"].value == round(500 / 6, 2) and parts["satisfied"].rows is None
    assert parts["kept"].counts == (("到期", 1), ("按期", 0)), "due in September, not reported"
    weighed = 30 * 85.71 + 15 * 85.71 + 10 * 97.14 + 20 * 83.33 + 10 * 0
    assert found.value == round(weighed / 85, 2), "what had no case is left out"
    assert parts["on_time"].rows is not None and parts["on_time"].rows().count() == 7
    assert parts["quality"].rows is not None and parts["quality"].rows().count() == 7
    other = of(office, at=1)
    assert [(row.part.id, row.value) for row in other.parts if row.value is not None] == [("co_opinion", 100.0)]


def test_nothing_is_seen_before_the_formula_is_published(office: Office) -> None:
    assert of(office).value is not None, "the office tries it out"
    with clock.at(office.day):
        for who in ("leader", "liaison0", "government_office"):
            with pytest.raises(Refused, match="还没有公布"):
                scores.scores(office[who], 2026)
    ScoreRule.objects.create(
        organ=office.organ, year=2026, weights=scores.DEFAULT_WEIGHTS, published_on=office.day + dt.timedelta(days=1)
    )
    with clock.at(office.day), pytest.raises(Refused, match="还没有公布"):
        scores.scores(office["leader"], 2026)
    office.later(1)
    assert of(office, "leader").value == of(office).value


def test_a_unit_sees_its_own_score_and_strangers_none(office: Office) -> None:
    publish(office)
    with clock.at(office.day):
        assert [row.unit for row in scores.scores(office["liaison0"], 2026)] == [office.units[0]]
        assert len(scores.scores(office["leader"], 2026)) == 2
        for who in ("author", "member", "administrator"):
            with pytest.raises(Refused, match="不能查看"):
                scores.scores(office[who], 2026)


def test_the_part_on_evaluations_needs_five(office: Office) -> None:
    publish(office)
    lone = Office()
    for _ in range(4):
        closed(lone)
    lone.on(dt.date(2026, 12, 1))
    part = next(row for row in of(lone).parts if row.part.id == "satisfied")
    assert part.value is None and "满 5 件" in part.note, "for the office too, as scores leave the house"


@pytest.mark.parametrize(
    "weights", [{"on_time": 99}, {"no_such": 100}, {"on_time": 50.5, "kept": 49.5}, {"on_time": 120, "kept": -20}, {}]
)
def test_weights_are_whole_points_of_a_hundred(weights: dict[str, Any]) -> None:
    with pytest.raises(Refused):
        scores.check_weights(weights)


def test_the_published_weights_decide(office: Office) -> None:
    publish(office, on_time=100)
    found = of(office)
    assert found.value == 85.71 and [row.part.id for row in found.parts] == ["on_time"]


def test_the_sheet_for_the_performance_assessment(office: Office) -> None:
    publish(office)
    with clock.at(office.day):
        sheet = load_workbook(io.BytesIO(scores.excel(office["office"], 2026))).active
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[0][:5] == ("名次", "承办单位", "主办（件次）", "会办（件次）", "得分")
    assert rows[1][1] == office.units[1].name and rows[2][:4] == (2, office.units[0].name, 7, 0)
    assert "到期7，按期6" in rows[2]


def test_the_number_of_queries_does_not_grow(office: Office, django_assert_max_num_queries: Any) -> None:
    publish(office)
    actor = office["leader"]
    with clock.at(office.day), django_assert_max_num_queries(9):
        scores.scores(actor, 2026)
