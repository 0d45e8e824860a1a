"""Figures of what residents say: each counts what its definition says, and the page's lines agree with all of them."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from yishi.foundation import clock
from yishi.foundation.people.actors import system
from yishi.readings.figures import answering, catalogue
from yishi.readings.figures.answering import CUTS, WHOLE
from yishi.readings.figures.counting import Counter
from yishi.readings.figures.engine.scope import Scope
from yishi.readings.figures.figure import Value
from yishi.readings.figures.heard import CHANNEL_NAMES, ENGLISH
from yishi.readings.figures.rows import behind
from yishi.readings.figures.windows import Span, of_year
from yishi.rooms.activities.loop import activity
from yishi.rooms.voice.models import Message
from yishi.rooms.voice.tests.office import Office

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
YEAR = of_year(2026)


@pytest.fixture
def office() -> Office:
    return Office()


def values(office: Office, span: Span = YEAR) -> dict[str, Value]:
    """Every figure of the line, by what follows `heard/`."""
    figures = {id: figure for id, figure in catalogue.figures(office.organ).items() if id.startswith("heard/")}
    counter = Counter(system(office.organ), span)
    found = counter.values([figure.expression for figure in figures.values()])
    return {id.removeprefix("heard/"): value for id, value in zip(figures, found, strict=True)}


def imported(office: Office, days: int, *, number: str, unit: int = 0, **more: object) -> Message:
    """Came on the second of January, and was answered so many days later."""
    came = dt.datetime(2026, 1, 2, 9, tzinfo=clock.CHINA)
    given = {
        "text": "路灯坏了。", "arrived_at": f"{came:%Y-%m-%d %H:%M}", "answer": "已修。", "number": number, "unit": office.units[unit].pk,
        "answered_at": f"{came + dt.timedelta(days=days):%Y-%m-%d %H:%M}", "topic": "urban" if days < 20 else "health",
    }  # fmt: skip
    return office.open("import_one", office["office"], **given | more)


def test_how_fast_they_were_answered(office: Office) -> None:
    for at, days in enumerate((0, 10, 11, 20, 30, 31, 60)):
        imported(office, days, number=f"R{at}", unit=at % 2)
    imported(office, 3, number="R9", answer="", answered_at="")
    found = values(office)
    numbers = {id: found[id].number for id in found}
    assert (numbers["received"], numbers["received/hotline"], numbers["answered"]) == (8, 8, 7)
    assert [numbers[f"answered/within_{most}"] for most in (10, 20, 30)] == [2, 4, 5]
    assert found["answered/within_10/rate"] == Value(Decimal("28.57"), (Decimal(2), Decimal(7)))
    assert (numbers["days/mean"], numbers["days/median"]) == (Decimal("23.14"), 20)
    # The fifteenth working day from 2 January 2026 is the 22nd: 30 days and more are late.
    assert numbers["late"] == 3
    assert values(office, Span(dt.date(2026, 3, 1), dt.date(2026, 3, 31)))["days/median"].number == 60


def test_a_median_of_nothing_is_no_number(office: Office) -> None:
    found = values(office)
    assert found["days/median"].number is None and found["days/mean"].number is None and found["answered"].number == 0


def test_what_came_of_them(office: Office) -> None:
    solved, explained = office.solved(), office.answered()
    office.take("close", explained)
    office.take("rate", solved, office.sender(solved), solved="yes", content="satisfied")
    office.take("rate", explained, office.sender(explained), solved="no", content="not")
    office.take("reopen", explained, office.sender(explained), why="没有解决。")
    office.passed()
    office.held()
    found = {id: value.number for id, value in values(office).items()}
    assert (found["received"], found["received/deputy_code"], found["handed"]) == (3, 3, 2)
    assert (found["solved"], found["solved/rate"]) == (1, Decimal("33.33"))
    assert (found["reopened"], found["passed/higher"], found["passed/suggestion"]) == (1, 1, 0)
    assert (found["rated"], found["rated/satisfied"], found["rated/solved"]) == (2, 50, 50)


def test_days_and_ratings_are_no_happenings(office: Office) -> None:
    m = imported(office, 60, number="R1")
    office.take("rate", m, office.sender(m), solved="yes", content="satisfied")
    expressions = [
        catalogue.figures(office.organ)[id].expression for id in ("line/voice", "kind/hotline", "kind/voice_message")
    ]
    assert [value.number for value in Counter(system(office.organ), YEAR).values(expressions)] == [1, 1, 1]


def test_what_an_office_without_the_room_records_is_not_the_rooms(office: Office) -> None:
    """846 noted down in one sum stand in the catalogue's figure, and in none of these rates."""
    imported(office, 3, number="R1")
    from yishi.foundation.loops.take import create

    with clock.at(office.day):
        create(activity["record"], office["office"], {"kind": "voice_message", "day": "2026-02-01", "times": 846,
                                                      "outputs": [{"code": "problem_solved", "quantity": "400", "name": ""}]})  # fmt: skip
    figures = catalogue.figures(office.organ)
    counter = Counter(system(office.organ), YEAR)
    assert counter.value(figures["kind/voice_message"].expression).number == 847
    assert counter.value(figures["heard/received"].expression).number == 1
    assert counter.value(figures["heard/solved"].expression).number == 0


@pytest.mark.parametrize("cut", [WHOLE, *CUTS])
def test_the_lines_of_a_page_agree_with_the_figures(office: Office, cut: str) -> None:
    for at, days in enumerate((0, 4, 11, 25, 60)):
        imported(office, days, number=f"R{at}", unit=at % 2, outcome="solved" if at == 2 else "")
    office.solved(), office.answered(), office.sent()
    lines = answering.lines(Scope(office.organ), YEAR, cut)
    found = {id: value.number for id, value in values(office).items()}
    assert sum(line.received for line in lines) == found["received"] == 8
    assert sum(line.answered for line in lines) == found["answered"] == 7
    assert sum(line.solved for line in lines) == found["solved"] == 2
    assert sum(line.late for line in lines) == found["late"]
    for most in (10, 20, 30):
        assert sum(line.within(most) for line in lines) == found[f"answered/within_{most}"]
    if cut == WHOLE:
        assert (lines[0].mean, lines[0].median) == (found["days/mean"], found["days/median"])
        assert lines[0].rate(10) == found["answered/within_10/rate"] and lines[0].solved_rate == found["solved/rate"]
    for line in lines:
        for what, number in (("received", line.received), ("answered", line.answered), ("late", line.late), ("solved", line.solved),
                             ("within_20", line.within(20))):  # fmt: skip
            key = "" if line.key is None else str(line.key)
            assert answering.behind(Scope(office.organ), YEAR, cut, key, what).count() == number, (cut, key, what)


def test_a_cut_by_unit_has_its_own_median(office: Office) -> None:
    for at, days in enumerate((2, 40, 4, 60)):
        imported(office, days, number=f"R{at}", unit=at % 2)
    lines = {line.key: line for line in answering.lines(Scope(office.organ), YEAR, "unit")}
    assert [(lines[unit.pk].median, lines[unit.pk].mean) for unit in office.units] == [(3, 3), (50, 50)]
    from yishi.readings.figures.slices import cuts

    median = catalogue.figures(office.organ)["heard/days/median"].expression
    found = {cut.key[0]: cut.value.number for cut in cuts(Counter(system(office.organ), YEAR), median, "unit")}
    assert found == {unit.pk: lines[unit.pk].median for unit in office.units}


def test_a_median_opens_to_its_rows(office: Office) -> None:
    imported(office, 5, number="R1")
    counter = Counter(office["office"], YEAR)
    (part,) = behind(counter, catalogue.figures(office.organ)["heard/days/median"].expression)
    assert part.total == 1 and part.page()[0].quantity == 5 and "中位数" in part.said


def test_every_channel_has_its_figure() -> None:
    assert set(CHANNEL_NAMES) == set(ENGLISH) == set(Message.Channel)
