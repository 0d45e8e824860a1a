"""Single cases counted by hand: whose facts, people and times, days, stocks, topics, cohorts, streaks, seats, plans."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from yishi.foundation import clock
from yishi.foundation.facts.models import Fact
from yishi.foundation.matters.models import Matter
from yishi.foundation.people.models import Organ, Session, Term
from yishi.foundation.people.tests.factories import MandateFactory, UnitFactory
from yishi.readings.figures.expression import read
from yishi.readings.figures.tests.ground import Ground, Row
from yishi.readings.figures.windows import Span, of_year
from yishi.rooms.activities.models import Target

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
DAY = dt.date(2026, 5, 6)


@pytest.fixture
def ground() -> Ground:
    return Ground()


def number(ground: Ground, data: dict[str, Any], organ: int = 0, asked: Span | None = None) -> Decimal | None:
    """The value of an expression as JSON says it."""
    found = ground.counter(organ, asked or of_year(2026)).value(read(data))
    assert found.number is not None or found.note, data
    return found.number


def times(kind: str = "visit", **more: Any) -> dict[str, Any]:
    return {"count": "times", "of": {"kind": [kind]}} | more


def test_what_is_held_together_counts_for_each_and_once_in_the_tree(ground: Ground) -> None:
    ground.put([Row(organ=1, hosts=frozenset({1, 2})), Row(organ=3, hosts=frozenset({0, 3}))])
    assert number(ground, times(), organ=1) == number(ground, times(), organ=2) == 1
    assert number(ground, times()) == 1, "what the organ apart held with it"
    assert number(ground, times(organs="tree")) == 2, "once, though two of the tree held it"
    assert number(ground, times(), organ=3) == 1
    assert number(ground, {"count": "organs", "of": {"kind": ["visit"]}, "organs": "tree"}) == 4


def test_many_things_held_together_are_found_by_a_query(ground: Ground, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("yishi.readings.figures.engine.scope.MOST_KEYS", 1)
    ground.put([Row(organ=1, hosts=frozenset({0, 1})) for _ in range(3)] + [Row(organ=1, hosts=frozenset({2}))])
    assert number(ground, times()) == 3


def test_happenings_in_which_a_role_took_part(ground: Ground) -> None:
    ground.put([
        Row(matter=0, persons=frozenset({(0, "deputy")})),
        Row(matter=1, quantity=Decimal(4)),
        Row(matter=1, kind="attendance", source="visit", outcome="resident", quantity=Decimal(30), measure="人次"),
    ])  # fmt: skip
    of = {"kind": ["visit"]}
    assert number(ground, {"count": "times", "of": of | {"role": ["deputy"]}}) == 1
    assert number(ground, {"count": "times", "of": of | {"role": ["resident"]}}) == 4, "heads took part too"
    assert number(ground, {"count": "times", "of": of | {"role": ["deputy", "resident"]}}) == 5
    assert number(ground, {"count": "times", "of": of | {"role": ["resident"], "person.sex": ["f"]}}) == 0
    assert number(ground, {"count": "streak", "of": of | {"role": ["resident"]}}) == 1


def test_people_person_times_and_heads(ground: Ground) -> None:
    ground.put([
        Row(persons=frozenset({(0, "deputy"), (2, "deputy")}), quantity=Decimal(2)),
        Row(persons=frozenset({(1, "deputy"), (3, "resident")})),
        Row(kind="attendance", source="visit", outcome="resident", quantity=Decimal(30), measure="人次"),
        Row(kind="attendance", source="forum", outcome="resident", quantity=Decimal(500), measure="人次"),
    ])  # fmt: skip
    of = {"kind": ["visit"]}
    assert number(ground, {"count": "people", "of": of}) == 3, "two mandates of one person are one"
    assert number(ground, {"count": "person_times", "of": of}) == 2 * 2 + 2 + 30
    assert number(ground, {"count": "person_times", "of": of | {"role": ["deputy"]}}) == 5
    assert number(ground, {"count": "person_times", "of": of | {"role": ["resident"]}}) == 31
    assert number(ground, {"count": "person_times", "of": of | {"person.sex": ["f"]}}) == 4, "of heads nobody knows"
    assert number(ground, {"count": "people", "of": of | {"role": ["deputy", "resident"], "person.sex": ["f"]}}) == 2
    assert number(ground, times()) == 3, "two visits on one record"


def test_a_sector_is_that_of_the_day(ground: Ground) -> None:
    ground.put(
        [Row(day=day, persons=frozenset({(0, "deputy")})) for day in (dt.date(2026, 6, 30), dt.date(2026, 7, 1))]
    )
    for sector in ("教育界", "科技界"):
        of = {"kind": ["visit"], "person.sector": [sector]}
        assert number(ground, {"count": "person_times", "of": of}) == 1
        assert number(ground, {"count": "times", "of": of}) == 1
    ground.put([Row(persons=frozenset({(2, "deputy")}))])
    assert number(ground, {"count": "people", "of": {"person.sector": ["教育界"]}}) == 0, "a second sector"


def test_a_topic_counts_once_wherever_it_stands(ground: Ground) -> None:
    ground.put([
        Row(topic="roads", tags=frozenset({"roads", "schools"})), Row(topic="schools", tags=frozenset({"roads"})),
        Row(topic="roads"), Row(topic="water"),
    ])  # fmt: skip
    of = {"kind": ["visit"]}
    assert number(ground, {"count": "times", "of": of | {"topic": ["roads"]}}) == 3
    assert number(ground, {"count": "times", "of": of | {"topic": ["schools"]}}) == 2
    assert number(ground, {"count": "times", "of": of | {"topic": ["roads", "schools"]}}) == 3
    assert number(ground, {"count": "matters", "of": of | {"topic": ["roads"]}}) == 1


def test_kinds_hold_those_that_they_include(ground: Ground) -> None:
    ground.put([
        Row(), Row(kind="night_visit"), Row(kind="opinion", source="night_visit", quantity=Decimal(7), measure="条"),
        Row(kind="opinion", source="forum", quantity=Decimal(9), measure="条"),
    ])  # fmt: skip
    assert number(ground, times()) == 2 and number(ground, times("night_visit")) == 1
    assert number(ground, {"count": "sum", "of": {"kind": ["opinion"], "source": ["visit"]}}) == 7
    assert number(ground, {"count": "times"}) == 2, "outputs are no happenings"


def test_a_stock_is_in_being_until_the_day_before_it_ends(ground: Ground) -> None:
    ground.put([
        Row(kind="house", line="stations", day=dt.date(2020, 3, 1)),
        Row(kind="house", line="stations", day=dt.date(2021, 3, 1), until=dt.date(2026, 12, 31)),
        Row(kind="house", line="stations", day=dt.date(2022, 3, 1), until=dt.date(2027, 1, 1)),
        Row(kind="house", line="stations", day=dt.date(2027, 1, 1)), Row(),
    ])  # fmt: skip
    assert number(ground, {"count": "stock", "of": {"kind": ["house"]}}) == 2
    assert number(ground, {"count": "stock"}) == 2, "a visit is no stock"
    assert number(ground, {"change": {"count": "stock", "of": {"kind": ["house"]}}}) == -1


def test_what_was_carried_twice_is_one(ground: Ground) -> None:
    ground.put([
        Row(kind="carried", day=dt.date(2025, 1, 1), key="carried/2025"), Row(kind="carried", day=dt.date(2026, 1, 1), key="carried/2026"),
        Row(kind="carried", matter=1, day=dt.date(2026, 1, 1), key="carried/2026", until=dt.date(2026, 6, 1)),
    ])  # fmt: skip
    assert number(ground, {"count": "stock", "of": {"kind": ["carried"]}}) == 1
    assert number(ground, times("carried")) == 2, "in the year both"


def test_days_of_long_and_short_ones(ground: Ground) -> None:
    ground.put([
        Row(kind="forum", matter=0), Row(kind="duration", source="forum", matter=0, quantity=Decimal(4), measure="天"),
        Row(kind="forum", matter=1, quantity=Decimal(2)),
    ])  # fmt: skip
    whole = {"count": "days", "of": {"kind": ["forum"]}}
    assert number(ground, whole) == 6
    assert number(ground, {"mean": [whole, times("forum")]}) == 2


def test_a_streak_ends_with_the_first_year_without(ground: Ground) -> None:
    ground.put([Row(day=dt.date(year, 3, 1)) for year in (2021, 2023, 2024, 2025, 2026)])
    streak = {"count": "streak", "of": {"kind": ["visit"]}}
    assert number(ground, streak) == 4
    assert number(ground, streak, asked=of_year(2022)) == 0
    assert number(ground, streak, asked=of_year(2021)) == 1


def test_a_cohort_is_asked_as_it_stands_today(ground: Ground) -> None:
    ground.put([
        Row(kind="submitted", line="suggestions", source="session", matter=0, day=dt.date(2026, 1, 13)),
        Row(kind="submitted", line="suggestions", source="between", matter=1, day=dt.date(2026, 1, 14)),
        Row(kind="solved", line="suggestions", matter=0, day=dt.date(2027, 2, 1)),
        Row(kind="solved", line="suggestions", matter=1, day=dt.date(2026, 8, 1)),
    ])  # fmt: skip
    solved = {"count": "matters", "of": {"kind": ["solved"]}, "window": "asof"}
    later = of_year(2027)
    assert number(ground, solved | {"cohort": {"session": 5}}, asked=later) == 1
    assert number(ground, solved | {"cohort": {"session": 5}}) == 0
    assert number(ground, solved | {"cohort": {"year": 2026}}, asked=later) == 2
    found = ground.counter().value(read(solved | {"cohort": {"session": 6}}))
    assert found.number is None and "第6次会议" in found.note


def test_since_a_session_those_put_forward_between_sessions_are_counted_too(ground: Ground) -> None:
    ground.put([
        Row(kind="submitted", line="suggestions", source="session", matter=0, day=dt.date(2026, 1, 13)),
        Row(kind="submitted", line="suggestions", source="between", matter=1, day=dt.date(2026, 9, 1)),
        Row(kind="handed", line="suggestions", matter=0, day=dt.date(2026, 2, 1)),
        Row(kind="handed", line="suggestions", matter=1, day=dt.date(2026, 9, 9)),
        Row(organ=1, kind="submitted", line="suggestions", source="between", day=dt.date(2026, 1, 11)),
        Row(organ=1, kind="handed", line="suggestions", day=dt.date(2026, 3, 1)),
    ])  # fmt: skip
    handed = {"count": "matters", "of": {"kind": ["handed"]}, "cohort": {"since_session": 5}}
    assert number(ground, handed) == number(ground, handed | {"window": "asof"}, asked=of_year(2027)) == 2
    assert number(ground, handed | {"cohort": {"session": 5}}) == 1
    assert number(ground, handed, asked=Span(dt.date(2026, 1, 1), dt.date(2026, 6, 30))) == 1
    assert number(ground, handed | {"organs": "tree"}) == 2, "that of the day before the session opened is none of them"
    assert number(ground, handed | {"window": "last_year"}) == 0
    found = ground.counter().value(read(handed | {"cohort": {"since_session": 6}}))
    assert found.number is None and "第6次会议" in found.note


def test_what_it_became(ground: Ground) -> None:
    ground.put([
        Row(kind="answered", matter=0), Row(kind="answered", matter=1), Row(kind="solved", matter=0, day=dt.date(2026, 11, 1)),
        Row(kind="promised", matter=0, key="promised/1"), Row(kind="promised", matter=0, key="promised/2"),
        Row(kind="promise_kept", matter=0, key="promise_kept/2", day=dt.date(2026, 12, 1)),
    ])  # fmt: skip
    answered = {"count": "matters", "of": {"kind": ["answered"]}}
    solved = {"count": "matters", "of": {"kind": ["answered"], "tag": ["became:solved"]}}
    kept = {"count": "times", "of": {"kind": ["promised"], "tag": ["became:promise_kept"]}}
    counter = ground.counter()
    assert counter.value(read({"rate": [solved, answered]})).parts == (1, 2)
    assert counter.value(read({"rate": [kept, times("promised")]})).number == 50
    assert number(ground, solved, asked=Span(dt.date(2026, 1, 1), dt.date(2026, 10, 31))) == 0


def test_reported_from_outside_is_kept_apart(ground: Ground) -> None:
    ground.put([Row(), Row(outside=True, quantity=Decimal(40))])
    assert number(ground, times()) == 1 and number(ground, times(outside=True)) == 40


def test_windows(ground: Ground) -> None:
    ground.put([Row(day=dt.date(year, 6, 1)) for year in (2021, 2022, 2025, 2026, 2027)])
    june = Span(dt.date(2026, 6, 1), dt.date(2026, 6, 1))
    wanted = {"asked": 1, "year": 1, "last_year": 1, "term": 3, "since_change_of_term": 3, "asof": 4}
    for window, n in wanted.items():
        assert number(ground, times(window=window), asked=june) == n, window
    assert number(ground, times(window={"from": "2022-01-01", "to": "2025-06-01"})) == 2
    assert number(ground, {"change": times(window="asof")}) == 1


def test_a_term_ends_where_the_next_begins(ground: Ground) -> None:
    organ = ground.organs[0]
    Term.objects.filter(organ=organ).update(ended=dt.date(2026, 12, 31))
    ground.put([Row(), Row(day=dt.date(2027, 2, 1))])
    assert number(ground, times(window="term"), asked=of_year(2027)) == 1
    assert number(ground, times(window="since_change_of_term"), asked=of_year(2027)) == 2
    assert number(ground, times(window="term"), organ=1) == 0, "a working body goes by the term of the organ above"
    found = ground.counter(3).value(read(times(window="term")))
    assert found.number is None and found.note == "2026-12-31 之前没有登记届次，不能按届统计。"
    assert not Session.objects.filter(term__organ=ground.organs[3]).exists()


def test_leap_days_and_rates(ground: Ground) -> None:
    ground.put(
        [Row(day=dt.date(2027, 2, 28)), Row(day=dt.date(2028, 2, 29)), Row(day=dt.date(2028, 2, 29), kind="forum")]
    )
    leap = Span(dt.date(2028, 2, 29), dt.date(2028, 2, 29))
    counter = ground.counter(asked=leap)
    assert counter.value(read({"change": times()})).parts == (1, 1)
    assert counter.value(read({"growth": times("forum")})).number is None, "nothing grew from nothing"
    rate = counter.value(read({"rate": [times(), {"plus": [times(), times("forum"), times("forum")]}]}))
    assert rate.number == Decimal("33.33") and rate.parts == (1, 3)
    assert counter.value(read({"rate": [times(), times("night_visit")]})).number is None


def test_seats(ground: Ground) -> None:
    organ = ground.organs[0]
    MandateFactory(organ=organ, ended=dt.date(2026, 12, 30), ended_by="resigned")
    MandateFactory(organ=organ, ended=dt.date(2026, 12, 31), ended_by="term")
    seats = {"count": "seats"}
    assert number(ground, seats) == 3, "with whoever serves to the last day; the standing committee's apart"
    assert number(ground, seats | {"of": {"person.kind": ["standing"]}}) == 1
    assert number(ground, seats | {"of": {"person.grass_roots": ["yes"], "person.sex": ["f"]}}) == 1
    assert number(ground, seats | {"of": {"person.sector": ["科技界"]}}) == 1
    assert number(ground, seats | {"of": {"person.sector": ["科技界"]}, "organs": "tree"}) == 2
    assert number(ground, seats | {"of": {"person.sector": ["教育界", "科技界"]}}) == 1
    assert number(ground, seats | {"of": {"person.sector": ["教育界"]}}, asked=Span(DAY, DAY)) == 1
    assert number(ground, {"rate": [seats | {"of": {"person.re_elected": ["yes"]}}, seats]}) == Decimal("33.33")
    refused = ground.counter().value(read(seats | {"of": {"topic": ["roads"]}}))
    assert refused.number is None and "topic" in refused.note


def target(organ: Organ, code: str, counted: str, n: int, result: str = "") -> None:
    """A number of the year's plan."""
    matter = Matter.objects.create(
        organ=organ,
        room="activities",
        kind="target",
        title="计划指标",
        state="set",
        opened_on=DAY,
        touched_at=clock.now(),
    )
    Target.objects.create(
        matter=matter, organ=organ, year=2026, code=code, counted=counted, result=result, number=n, measure="次"
    )


def test_the_plan_and_the_actual(ground: Ground) -> None:
    target(ground.organs[0], "visit", "times", 12)
    ground.put([Row(quantity=Decimal(9))])
    counter = ground.counter()
    done = counter.value(read({"rate": [times(), times(window="plan")]}))
    assert done.parts == (9, 12) and done.number == 75
    assert counter.value(read(times("forum", window="plan"))).note == "2026 年的计划没有设这项指标。"
    cut = read({"count": "times", "of": {"kind": ["visit"], "topic": ["roads"]}, "window": "plan"})
    assert counter.value(cut).number is None


def test_the_plan_of_one_result(ground: Ground) -> None:
    target(ground.organs[0], "forum", "times", 12)
    target(ground.organs[0], "forum", "times", 5, result="agreed")
    planned = {"count": "times", "window": "plan"}
    assert number(ground, planned | {"of": {"kind": ["forum"]}}) == 12
    assert number(ground, planned | {"of": {"kind": ["forum"], "outcome": ["agreed"]}}) == 5
    of_two = {"kind": ["forum"], "outcome": ["agreed", "open"]}
    assert number(ground, planned | {"of": of_two}) is None


def test_units_and_groups_are_told_by_any_of_their_names(ground: Ground) -> None:
    town = UnitFactory(organ=ground.organs[1], name="试验甲局", short="镇甲局")
    ground.put([Row(unit=0, groups=frozenset({0})), Row(unit=1), Row(organ=1, groups=frozenset({0, 1}))])
    Fact.objects.filter(organ=ground.organs[1]).update(unit=town)
    for word in ("试验甲局", "甲局", ground.units[0].code, f"#{ground.units[0].pk}"):
        assert number(ground, {"count": "times", "of": {"unit": [word]}}) == 1, word
    assert number(ground, {"count": "times", "of": {"unit": ["试验甲局"]}, "organs": "tree"}) == 2, "each organ's own"
    assert number(ground, {"count": "units", "organs": "tree"}) == 3
    of = {"group": ["第甲组", "第乙组"]}
    assert (
        number(ground, {"count": "times", "of": of, "organs": "tree"}) == 2
        and number(ground, {"count": "times", "of": of}) == 1
    )


@pytest.mark.parametrize(("data", "why"), [
    (times("opinion"), "“意见建议”不是活动"), ({"count": "stock", "of": {"kind": ["visit"]}}, "“走访”不是存量"),
    ({"count": "sum"}, "数量合计要指明种类"), ({"count": "days", "of": {"kind": ["house"]}}, "存量没有天数"),
    ({"count": "days", "of": {"kind": ["visit"], "role": ["deputy"]}}, "天数不能按“role”细分"),
    ({"count": "times", "of": {"unit": ["无此局"]}}, "没有名为“无此局”的单位"), ({"count": "times", "of": {"unit": ["#99999999999999999999"]}}, "没有名为"),
    ({"count": "times", "of": {"group": ["无此组"]}}, "没有名为“无此组”的"),
    ({"count": "times", "of": {"person.non_party": ["maybe"]}}, "yes 或者 no"),
    ({"count": "people", "of": {"tag": ["became:solved"]}}, "只能用于件数"),
    ({"count": "times", "of": {"topic": ["a\x00"]}}, "不能识别"), ({"count": "times", "of": {"topic": ["\ud800"]}}, "不能识别"),
    ({"count": "times", "of": {"unit": ["a\x00"]}}, "不能识别"), ({"count": "times", "of": {"topic": [str(n) for n in range(400)]}}, "过多"),
    (times(cohort={"year": 99999}), "超出范围"), (times(cohort={"session": -1}), "超出范围"), (times(cohort={"since_session": 0}), "超出范围"),
])  # fmt: skip
def test_what_means_nothing_gets_a_sentence(ground: Ground, data: dict[str, Any], why: str) -> None:
    counter = ground.counter()
    good, bad = counter.values([read(times()), read(data)])
    assert good.number == 0, "the others are counted all the same"
    assert (
        bad.number is None and why in bad.note and bad.note.endswith("。") and counter.refused(read(data)) == bad.note
    )


def test_changes_of_changes_are_refused_before_they_are_many(ground: Ground) -> None:
    data = times()
    for _ in range(60):
        data = {"change": data}
    assert ground.counter().value(read(data)).note == "算法太长，请拆开。"
