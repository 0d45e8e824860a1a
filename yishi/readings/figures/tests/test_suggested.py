"""The room's own tallies and the same measures as figures give the same numbers, after whatever was lived through."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from yishi.foundation import clock
from yishi.foundation.people.models import Unit
from yishi.readings.figures import catalogue
from yishi.readings.figures.counting import Counter
from yishi.readings.figures.windows import Span
from yishi.rooms.suggestions import stock, tallies
from yishi.rooms.suggestions.loop import handling, promise, suggestion
from yishi.rooms.suggestions.models import Suggestion
from yishi.rooms.suggestions.tests import reaching
from yishi.rooms.suggestions.tests.office import Office
from yishi.rooms.suggestions.tests.worlds import build

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
SPANS = (
    Span(dt.date(2026, 1, 1), dt.date(2026, 12, 31)), Span(dt.date(2026, 3, 17), dt.date(2026, 6, 30)),
    Span(dt.date(2027, 1, 1), dt.date(2027, 12, 31)),
)  # fmt: skip


def differing(office: Office, who: str, span: Span) -> dict[str, tuple[object, object]]:
    """Measures of which the room says something else than the figures."""
    with clock.at(office.day):
        told = {figure.id: figure for figure in tallies.for_reader(office[who], span.since, span.until).figures()}
        figures = catalogue.figures(office.organ)
        assert set(told) <= set(figures)
        counter = Counter(office[who], span)
        values = dict(zip(told, counter.values([figures[id].expression for id in told]), strict=True))
    found: dict[str, tuple[object, object]] = {}
    for id, figure in told.items():
        value = values[id]
        mine = None if value.number is None else float(value.number)
        parts = figure.parts is None or id.startswith("satisfied") or value.parts == tuple(map(Decimal, figure.parts))
        if mine != figure.value or not parts:
            found[id] = (value, figure.value)
        if figure.name != figures[id].name or figure.definition != figures[id].definition:
            found[f"{id} words"] = (figures[id].name, figure.name)
    return found


@pytest.fixture
def office() -> Office:
    """A year in which something of everything happens, evaluations enough for a group among it."""
    made = Office()
    made.on(dt.date(2026, 1, 13))
    first = made.assigned(joint=True)
    made.on(dt.date(2026, 3, 16))
    made.take(suggestion["merge"], made.registered(), "office", into=first.pk)
    second, third = made.assigned(co=True), made.assigned()
    made.take(suggestion["choose_key"], second, "office", handled_by="某副区长", supervised_by="某副主任")
    for at in range(6):
        h = made.answer(made.part(made.assigned()))
        made.evaluate(h, "dissatisfied" if at == 0 else "satisfied", "未写明时限。" if at == 0 else "")
        made.take(handling["close"], h, "office")
    made.answer(made.part(third), "not_possible", reason="不具备条件。")
    kept = made.promised(dt.date(2026, 9, 30))
    made.promised(dt.date(2026, 10, 30))
    made.on(dt.date(2026, 6, 20))
    made.answer(made.part(first))
    made.on(dt.date(2026, 9, 20))
    made.take(promise["report_kept"], kept, "liaison0", text="已完成。", done_on="2026-09-18")
    made.evaluate(kept)
    made.take(promise["close"], kept, "office")
    return made


@pytest.mark.parametrize("span", SPANS)
@pytest.mark.parametrize("who", ["office", "leader", "liaison0", "member"])
def test_every_measure_is_the_rooms(office: Office, span: Span, who: str) -> None:
    assert differing(office, who, span) == {}


def test_the_year_is_not_empty(office: Office) -> None:
    with clock.at(office.day):
        told = tallies.for_reader(office["office"], SPANS[0].since, SPANS[0].until).figures()
    assert sum(bool(figure.value) for figure in told) > 15
    assert {figure.id: figure.parts for figure in told}["satisfied:answer:answer"] == (5, 6)


def test_in_every_state_of_every_loop() -> None:
    makers = reaching.drafts, reaching.received, reaching.gone, reaching.course, reaching.parts, reaching.after
    world = build("50", *makers, session=False, joint=True, side=Unit.Side.GOVERNMENT)
    for who in ("office", "liaison0", "author"):
        assert differing(world.office, who, SPANS[0]) == {}
    assert differing(Office("cppcc"), "office", SPANS[0]) == {}


def carry(office: Office, record: Any) -> None:
    """Take one over into the next year."""
    step = suggestion["carry_over"] if isinstance(record, Suggestion) else promise["carry_promise"]
    office.take(step, record, "office", ground="year", why="年内未办结，转入下一年度继续办理。")


def test_what_was_left_and_is_still_open() -> None:
    office = Office()
    one, two, kept = office.assigned(), office.assigned(), office.promised(dt.date(2029, 6, 30))
    for year in (2026, 2027):
        office.on(dt.date(year, 12, 20))
        for record in (one, kept):
            carry(office, record)
    carry(office, two)
    spans = [Span(dt.date(year, 1, 1), dt.date(year, 12, 31)) for year in (2026, 2027, 2028)]
    office.on(dt.date(2028, 2, 1))
    found = []
    with clock.at(office.day):
        figures = catalogue.figures(office.organ)
        expressions = [figures[id].expression for id in ("carried_open", "promise_carried_open")]
        for span in spans:
            told = stock.stock(tallies.for_reader(office["office"], span.since, span.until))
            values = Counter(office["office"], span).values(expressions)
            assert tuple(value.number for value in values) == told
            found.append(told)
    assert found == [(0, 0), (1, 1), (2, 1)]
