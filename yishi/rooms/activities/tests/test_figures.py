"""What is counted of an activity, case by case; and that deriving again gives what stands."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import pytest

from yishi.foundation.facts import rows as facts
from yishi.foundation.facts.models import Fact
from yishi.foundation.matters.models import Matter
from yishi.foundation.people.tests.factories import PostFactory
from yishi.rooms.activities import figures
from yishi.rooms.activities.loop import activity, outside_total, target
from yishi.rooms.activities.models import Activity
from yishi.rooms.activities.tests.office import Office
from yishi.rooms.suggestions import counted

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


def of(a: Any) -> dict[str, Fact]:
    """Its facts by their key, outputs by their code."""
    found = Fact.objects.filter(matter=a.matter).prefetch_related("persons", "hosts", "groups", "tags")
    return {f"{row.kind}{row.outcome and f'/{row.outcome}'}" if "/" in row.key else row.key: row for row in found}


def again(matters: Sequence[Matter]) -> int:
    """How many facts differ when they are derived again from the rows."""
    keys = [matter.pk for matter in matters]
    return facts.replace(matters, [*figures.derive(keys), *figures.derive_outside(keys)])


def test_a_record_with_everything() -> None:
    office = Office()
    upper = Office()
    office.organ.parent = upper.organ
    office.organ.save()
    post = PostFactory(organ=office.organ)
    long = "试验区关于进一步加强和改进居民小区物业服务与业主自治若干问题的决定草案征求意见稿"
    a = office.recorded(
        day="2026-03-10", last_day="2026-03-12", times="2", area="试验街道", topics="养老、医疗", laws=f"试验条例、{long}",
        persons=[office.first.pk, office.second.pk], heads=[{"role": "resident", "heads": 40}], co_organs=[upper.organ.pk],
        co_bodies="试验协会", groups=[office.delegation.pk], body=office.committee.pk, outputs=[{"code": "opinion", "quantity": "12"}],
    )  # fmt: skip
    office.take(activity["take_part"], a, posts=[post.pk], role="resident")
    office.take(activity["give_output"], a, code="problem_found", quantity="3", unit=office.unit.pk, day="2026-03-15")
    found = of(a)
    assert set(found) == {"held", "attendance/resident", "opinion", "problem_found", "duration"}
    held = found["held"]
    assert (held.kind, held.line, held.day, held.quantity, held.measure) == (
        a.kind,
        a.line,
        dt.date(2026, 3, 10),
        2,
        "项",
    )
    assert (held.topic, held.place, held.until, held.outside, held.source) == ("养老", "试验街道", None, False, "")
    assert {(row.mandate_id, row.role) for row in held.persons.all()} == {
        (office.first.pk, "deputy"),
        (office.second.pk, "deputy"),
    }
    tags = {row.tag for row in held.tags.all()}
    assert {"养老", "医疗", "law:试验条例"} < tags and len(tags) == 4 and all(len(tag) <= 40 for tag in tags)
    for row in found.values():
        assert {host.organ_id for host in row.hosts.all()} == {office.organ.pk, upper.organ.pk}
        assert {group.grouping_id for group in row.groups.all()} == {office.delegation.pk, office.committee.pk}
        assert (row.line, row.topic, row.place) == (a.line, "养老", "试验街道")
    heads = found["attendance/resident"]
    assert (heads.source, heads.outcome, heads.quantity, heads.measure) == (a.kind, "resident", 41, "人次")
    assert not heads.persons.exists()
    opinion, problem = found["opinion"], found["problem_found"]
    assert (opinion.source, opinion.day, opinion.quantity, opinion.measure) == (a.kind, dt.date(2026, 3, 12), 12, "条")
    assert (problem.day, problem.unit) == (dt.date(2026, 3, 15), office.unit)
    assert f"name:{office.unit.name}" in {row.tag for row in problem.tags.all()}
    assert (found["duration"].quantity, found["duration"].measure) == (3, "天")
    assert again([a.matter]) == 0


def test_only_what_was_recorded_is_counted() -> None:
    office = Office()
    planned, reported, returned = office.planned(), office.reported(), office.turned_back()
    for a in (planned, reported, returned):
        assert of(a) == {}
    office.take(activity["hold"], planned)
    office.take(activity["confirm"], reported)
    assert set(of(planned)) == {"held"} and set(of(reported)) == {"held"}
    assert {row.mandate_id for row in of(reported)["held"].persons.all()} == {office.first.pk}
    office.take(activity["strike"], planned, why="重复。")
    assert of(planned) == {}
    assert again([planned.matter, reported.matter, returned.matter]) == 0


def test_what_is_corrected_is_counted_anew() -> None:
    office, other = Office(), Office()
    other.organ.parent = office.organ
    other.organ.save()
    a = office.recorded(day="2025-12-30", heads=[{"role": "resident", "heads": 5}])
    assert of(a)["held"].day.year == 2025 and not of(a)["held"].hosts.exists()
    office.take(activity["amend"], a, kind=a.kind, day="2026-01-05", co_organs=[other.organ.pk])
    found = of(a)
    assert {row.day for row in found.values()} == {dt.date(2026, 1, 5)}
    assert {host.organ_id for host in found["held"].hosts.all()} == {office.organ.pk, other.organ.pk}
    office.take(activity["take_part"], a, heads=[{"role": "resident", "heads": 8}])
    assert of(a)["attendance/resident"].quantity == 8
    office.take(activity["leave_out"], a, rows=[a.participants.get().pk])
    office.take(activity["give_output"], a, code="opinion", quantity="4")
    office.take(activity["strike_output"], a, row=a.outputs.get().pk, why="重复。")
    assert set(of(a)) == {"held"}
    assert again([a.matter]) == 0


def test_a_stock_is_in_being_until_it_ended() -> None:
    office = Office()
    a = office.stock(times="3")
    assert (of(a)["held"].until, of(a)["held"].quantity) == (None, 3)
    office.take(activity["end"], a, day="2026-03-16")
    assert of(a)["held"].until == dt.date(2026, 3, 16) and set(of(a)) == {"held"}
    assert again([a.matter]) == 0


def test_totals_from_outside_are_marked_and_struck_ones_gone() -> None:
    office = Office()
    o = office.outside(quantity="3.2万")
    row = Fact.objects.get(matter=o.matter)
    assert (row.outside, row.quantity, row.measure, row.day) == (True, 32000, "项", dt.date(2026, 2, 28))
    assert row.tags.get().tag == "by:试验市各区县"
    office.take(
        outside_total["correct_outside"], o, quantity="31000", by_whom="试验市", since="2026-01-01", until="2026-03-01"
    )
    row = Fact.objects.get(matter=o.matter)
    assert (row.quantity, row.day) == (31000, dt.date(2026, 3, 1))
    assert again([o.matter]) == 0
    office.take(outside_total["strike_outside"], o, why="重报。")
    assert not Fact.objects.filter(matter=o.matter).exists()


def test_targets_are_plan_and_no_fact() -> None:
    office = Office()
    t = office.target(number="6次")
    office.take(target["change_target"], t, number="8", why="任务增加。")
    assert not Fact.objects.exists()
    t = office.again(t)
    assert (t.number, t.measure, t.counted) == (Decimal(8), "项", "times")


def test_a_batch_is_derived_with_as_many_queries_as_one(django_assert_max_num_queries: Any) -> None:
    office = Office()
    keys = [office.recorded(persons=[office.first.pk]).pk for _ in range(6)]
    with django_assert_max_num_queries(5):
        assert len(list(figures.derive(keys))) == 6
    assert list(figures.derive([])) == []


def test_a_name_too_long_for_its_column_is_told_apart_by_a_digest() -> None:
    one, two = (figures.tag("law", f"{'试' * 50}{end}") for end in "甲乙")
    assert one != two and len(one) == len(two) == 40 and one.startswith("law:试")
    assert figures.tag("name", "试验条例") == "name:试验条例"


def test_every_code_of_the_catalogue_fits_where_facts_keep_it() -> None:
    from yishi.rooms.activities.catalogue.kinds import load

    found = load()
    wide = [kind.code for kind in found.kinds if len(kind.code) > Fact._meta.get_field("source").max_length]
    assert not wide, "facts of what came of an activity name its kind in `source`"
    assert not [
        row.code
        for row in found.kinds
        if len(row.measure) > 8 or len(row.code) > Activity._meta.get_field("kind").max_length
    ]
    assert not [row.code for row in found.outputs if len(row.code) > 32 or len(row.measure) > 8]
    assert not [row.code for row in found.roles if len(row.code) > 16]
    assert not [kind.code for kind in found.kinds for code, _name in kind.results if len(code) > 32]
    # A figure of a kind asks for its code alone, whatever the room: two rooms must not call two things the same.
    taken = {"attendance", "duration", *counted.ALL}
    assert not taken & ({row.code for row in found.kinds} | {row.code for row in found.outputs})
