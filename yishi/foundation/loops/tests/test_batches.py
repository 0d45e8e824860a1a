"""A batch is as strict as a single step and writes the same history; what is refused leaves nothing of itself."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from yishi.foundation import clock
from yishi.foundation.clocks.models import Clock
from yishi.foundation.facts.models import Fact
from yishi.foundation.journal.models import Entry
from yishi.foundation.journal.verify import verify
from yishi.foundation.loops.act import Act
from yishi.foundation.loops.refusals import NotFound, Refused, WrongState
from yishi.foundation.loops.take import take, take_many
from yishi.foundation.loops.tests.looking import everything
from yishi.foundation.matters.models import Matter, Series
from yishi.foundation.outbox.models import Notice
from yishi.rooms.suggestions.loop import handling, suggestion
from yishi.rooms.suggestions.models import Handling, Suggestion
from yishi.rooms.suggestions.tests.office import WORDS, Office

pytestmark = pytest.mark.django_db


def test_a_batch_keeps_the_order_and_names_each_that_was_refused() -> None:
    office, other = Office(), Office()
    first, draft, second, strange = office.submitted(), office.draft(), office.submitted(), other.submitted()
    pks = [second.pk, draft.pk, first.pk, strange.pk, second.pk]
    with clock.at(office.day):
        batch = take_many(
            suggestion["pass_review"], pks, office["office"], {}, versions={first.pk: first.matter.version}
        )
    assert [done.pk for done in batch.done] == [second.pk, first.pk], "in the order given, once each"
    assert {pk: type(refusal) for pk, refusal in batch.refused.items()} == {draft.pk: WrongState, strange.pk: NotFound}
    assert [office.again(s).matter.number for s in (second, first)] == ["20260001", "20260002"]
    assert list(Entry.objects.filter(step="suggestion.pass_review").order_by("seq").values_list("matter", flat=True)) == [
        second.pk, first.pk,
    ]  # fmt: skip


def test_all_or_nothing_does_nothing_when_one_is_refused() -> None:
    office = Office()
    s, draft = office.submitted(), office.draft()
    before = everything()
    with clock.at(office.day):
        batch = take_many(suggestion["pass_review"], [s.pk, draft.pk], office["office"], {}, all_or_nothing=True)
    assert not batch.done and list(batch.refused) == [draft.pk]
    assert everything() == before


def test_a_refused_row_leaves_nothing_of_itself_behind() -> None:
    """A step that gathered much before it was refused: its clocks, notices and rows go with it."""
    office = Office()

    def halfway(s: Suggestion, act: Act) -> str:
        s.situation = "改了一半"
        act.start("assign", "assign", role="office", round=9)
        act.number("2026")
        act.tell("registered", "已登记", _all_of(office))
        act.open(handling["hand"], whole=s, unit=office.units[0], part="lead")
        if s.pk == bad.pk:
            raise Refused("这一件不行。")
        return "registered"

    step = replace(suggestion["pass_review"], run=halfway, inputs={}, defaults={})
    bad, good = office.submitted(), office.submitted()
    with clock.at(office.day):
        batch = take_many(step, [bad.pk, good.pk], office["office"], {})
    assert [done.pk for done in batch.done] == [good.pk] and list(batch.refused) == [bad.pk]
    assert office.again(bad).situation == WORDS["situation"] and office.again(bad).matter.state == "submitted"
    assert (
        not Clock.objects.filter(matter=bad.pk, round=9).exists()
        and Clock.objects.filter(matter=good.pk, round=9).exists()
    )
    assert not Notice.objects.filter(matter=bad.pk, kind="registered").exists()
    assert Handling.objects.count() == 1
    assert office.again(good).matter.number == "20260001" and Series.objects.get().last == 1, "no number is lost"


def _all_of(office: Office) -> Any:
    from yishi.foundation.loops.telling import To

    return To(mandates=(office.lead.pk,))


def test_a_batch_and_single_steps_write_the_same_history() -> None:
    walks = []
    for together in (False, True):
        office = Office()
        pks = [office.submitted().pk for _ in range(3)]
        with clock.at(office.day):
            if together:
                take_many(suggestion["pass_review"], pks, office["office"], {})
            else:
                for pk in pks:
                    take(suggestion["pass_review"], pk, office["office"], {})
        rows = Entry.objects.filter(organ=office.organ, step="suggestion.pass_review").order_by("seq")
        facts = Fact.objects.filter(organ=office.organ).order_by("matter", "key")
        walks.append((
            list(rows.values_list("before", "after", "law", "actor_role", "body__text")),
            list(facts.values_list("key", "kind", "day", "outcome")),
            list(Matter.objects.filter(organ=office.organ).order_by("pk").values_list("state", "version", "number")),
        ))  # fmt: skip
        assert verify(office.organ).ok
    assert _nameless(walks[0]) == _nameless(walks[1])


def _nameless(walk: Any) -> str:
    import re

    return re.sub("试[甲乙丙丁戊己庚辛壬癸]+", "某", repr(walk))


def test_what_a_refused_part_had_moved_is_unmoved_for_its_neighbours() -> None:
    """Two parts of one suggestion in a batch: the first closes all and is then refused, the second must not see it."""
    office = Office()
    s = office.registered()
    office.take(suggestion["assign"], s, "office", separate=[unit.pk for unit in office.units[:2]])
    parts = [office.answer(office.part(s, at)) for at in range(2)]
    for part in parts:
        office.evaluate(part)
    close = handling["close"]
    seen: list[str] = []

    def closing(h: Handling, act: Act) -> None:
        seen.append(act.matter.parent.state)
        if h.pk == parts[0].pk:
            act.matter.parent.state = "closed"
            raise Refused("这一件不行。")
        close.run(h, act)

    with clock.at(office.day):
        batch = take_many(replace(close, run=closing), [part.pk for part in parts], office["office"], {})
    assert list(batch.refused) == [parts[0].pk] and seen == ["evaluated", "evaluated"]
    assert office.again(s).matter.state == "evaluated", "the other part is not closed yet"
