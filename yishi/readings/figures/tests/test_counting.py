"""Values of expressions are those that counting row by row gives, whatever the facts and whatever is asked."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from yishi.readings.figures.expression import MEASURES, Compound, Count, Expression, Window
from yishi.readings.figures.tests.ground import Ground, Row
from yishi.readings.figures.tests.reference import Reference
from yishi.readings.figures.windows import Span

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]

EVENTS, OUTPUTS = ("visit", "night_visit", "forum"), ("opinion", "firms")
TAGS = ("late", "on_time", "law:甲法", "name:甲村", "name:乙村", "roads")
NO_SESSION = re.compile("第[0-9]+次会议")
"""What a change is refused with where there was no session before the one asked for."""
DAYS = st.dates(dt.date(2024, 1, 1), dt.date(2027, 3, 1))


def words(*some: str) -> st.SearchStrategy[str]:
    return st.sampled_from(some)


@st.composite
def rows(draw: st.DrawFn) -> Row:
    """Any fact that a room may leave."""
    kind = draw(words(*EVENTS, *OUTPUTS, "house", "attendance", "duration", "submitted", "carried"))
    about = kind in ("attendance", "duration", *OUTPUTS)
    day = draw(st.dates(dt.date(2026, 1, 1), dt.date(2026, 12, 31)) | DAYS)
    year = draw(st.integers(2024, 2027))
    return Row(
        day=day, kind=kind, organ=draw(st.integers(0, 3)), matter=draw(st.integers(0, 1)), line=draw(words("duty", "stations")),
        source=draw(words(*EVENTS)) if about else draw(words("", "session", "between")),
        outcome=draw(words("deputy", "resident") if kind == "attendance" else words("", "agreed")),
        topic=draw(words("", "roads", "schools")), place=draw(words("", "东街", "西街")), unit=draw(st.sampled_from([None, 0, 1])),
        quantity=draw(st.sampled_from([Decimal(1), Decimal(2), Decimal("0.5"), Decimal("12.25")])), measure=draw(words("次", "件")),
        until=draw(st.none() | st.dates(day, day + dt.timedelta(days=900))) if kind in ("house", "carried") else None,
        sealed=draw(st.sampled_from([False] * 6 + [True])), outside=draw(st.sampled_from([False] * 6 + [True])),
        persons=draw(st.frozensets(st.tuples(st.integers(0, 3), words("deputy", "resident")), max_size=3)),
        hosts=draw(st.frozensets(st.integers(0, 3), max_size=2)), groups=draw(st.frozensets(st.integers(0, 1))),
        tags=draw(st.frozensets(words(*TAGS), max_size=3)), key=f"carried/{draw(st.uuids())}/{year}" if kind == "carried" else "",
    )  # fmt: skip


VALUES: dict[str, tuple[str, ...]] = {
    "line": ("duty", "stations"), "kind": (*EVENTS, "submitted"), "source": ("visit", "session", "forum"),
    "outcome": ("", "agreed", "deputy"), "topic": ("roads", "schools"), "tag": TAGS, "place": ("东街", "西街"),
    "unit": ("试验甲局", "试验乙局"), "group": ("第甲组", "第乙组"), "role": ("deputy", "resident"), "measure": ("次", "件"),
    "person.kind": ("deputy", "standing"), "person.sex": ("f", "m"), "person.sector": ("教育界", "科技界"),
    "person.grass_roots": ("yes", "no"), "person.non_party": ("yes", "no"), "person.re_elected": ("yes",),
    "person.degree": ("", "master"),
}  # fmt: skip


@st.composite
def counts(draw: st.DrawFn) -> Count:
    """Any count that means something."""
    what = draw(st.sampled_from(sorted(set(MEASURES) - {"seats"})))
    known = dict(VALUES)
    if what in ("sum", "median"):
        known["kind"] = (*EVENTS, *OUTPUTS, "attendance", "house")
    if what == "stock":
        known["kind"] = ("house", "carried")
    if what == "days":
        known = {name: VALUES[name] for name in ("line", "topic", "tag", "place", "unit", "group")} | {"kind": EVENTS}
    names = set(draw(st.lists(st.sampled_from(sorted(known)), max_size=2, unique=True)))
    if what in ("sum", "median", "days"):
        names.add("kind")
    of = {
        name: tuple(draw(st.lists(st.sampled_from(known[name]), min_size=1, max_size=2, unique=True))) for name in names
    }
    named = st.sampled_from(["asked"] * 4 + ["year", "last_year", "term", "since_change_of_term", "asof"]).map(Window)
    days = st.tuples(DAYS, DAYS).map(lambda two: Window("", min(two), max(two)))
    cohort = draw(st.sampled_from([None] * 6 + [("year", 2026), ("year", 2025), ("session", 5), ("since_session", 5)]))
    return Count(
        what, tuple(sorted(of.items())), draw(named | days.filter(plain)), draw(st.booleans()), cohort, draw(st.sampled_from([False] * 5 + [True])),
    )  # fmt: skip


def plain(window: Window) -> bool:
    """A leap day moves to the 28th, which the reference does not know."""
    return all(day and (day.month, day.day) != (2, 29) for day in (window.since, window.until))


def compounds(parts: st.SearchStrategy[Expression]) -> st.SearchStrategy[Expression]:
    two = st.tuples(st.sampled_from(["rate", "coverage", "mean", "minus", "plus"]), st.tuples(parts, parts))
    one = st.tuples(st.sampled_from(["change", "growth"]), st.tuples(parts))
    return (two | one).map(lambda made: Compound(*made))


expressions: st.SearchStrategy[Expression] = st.recursive(counts(), compounds, max_leaves=3)


@pytest.fixture
def ground() -> Ground:
    return Ground()


@settings(max_examples=120, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    facts=st.lists(rows(), max_size=14), asked=st.lists(expressions, min_size=1, max_size=8), organ=st.integers(0, 3),
    leaf=st.booleans(),
)  # fmt: skip
def test_whatever_is_asked(ground: Ground, facts: list[Row], asked: list[Expression], organ: int, leaf: bool) -> None:
    organ = organ if organ != 3 or leaf else 0
    ground.put(facts)
    since, until = dt.date(2026, 1, 1), dt.date(2026, 12, 31)
    counter = ground.counter(organ, Span(since, until))
    slow = Reference(ground, facts, organ, since, until)
    found = counter.values(asked)
    for expression, value in zip(asked, found, strict=True):
        if value.note:
            assert value.number is None and value.note.endswith("。")
            assert organ in (1, 2, 3) or NO_SESSION.search(value.note), value.note
        else:
            assert value.number == slow.value(expression), expression.data()
