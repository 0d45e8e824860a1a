"""Rebuilt beside the facts that stand, and swapped in at once: steps and corrections meanwhile are not lost."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pytest
from django.db import transaction

from yishi.foundation import clock
from yishi.foundation.facts import rebuilding
from yishi.foundation.facts.models import Draft, DraftBridge, Fact, FactGroup, FactPerson, FactTag, Gone, Rebuild
from yishi.foundation.facts.rebuilding import Came, Meanwhile
from yishi.foundation.facts.rows import Derive
from yishi.foundation.journal.models import Entry
from yishi.foundation.journal.verify import verify
from yishi.foundation.people.models import Organ
from yishi.rooms.suggestions import figures
from yishi.rooms.suggestions.loop import suggestion
from yishi.rooms.suggestions.models import Suggestion
from yishi.rooms.suggestions.tests.office import Office

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
DERIVED: Mapping[str, Derive] = {"suggestion": figures.derive}


@pytest.fixture
def office() -> Iterator[Office]:
    """Five suggestions, two of them put forward together, one handed to units."""
    made = Office()
    with clock.at(made.day):
        for _ in range(2):
            made.submitted(joint=True)
        for _ in range(2):
            made.registered()
        made.assigned(co=True)
        yield made


def told() -> set[tuple[Any, ...]]:
    """What the facts say, whatever their keys."""
    bridges: dict[int, list[Any]] = {}
    for model, names in ((FactPerson, ("mandate", "role")), (FactGroup, ("grouping",)), (FactTag, ("tag",))):
        for fact, *rest in model.objects.values_list("fact", *names):
            bridges.setdefault(fact, []).append((model.__name__, *rest))
    names = [field.attname for field in Fact._meta.concrete_fields if field.attname != "id"]
    return {(*values, frozenset(bridges.get(pk, ()))) for pk, *values in Fact.objects.values_list("pk", *names)}


def spoil() -> None:
    """One fact gone, one that says something else, one too many, one without its people."""
    gone, other, *_ = Fact.objects.filter(kind="registered").order_by("pk")
    gone.delete()
    Fact.objects.filter(pk=other.pk).update(outcome="spoilt")
    copy = Fact.objects.get(pk=other.pk)
    copy.pk, copy.key = None, "never"
    copy.save()
    FactTag.objects.create(fact=copy, tag="late")
    FactPerson.objects.filter(fact__kind="submitted").first().delete()


def last(going: Iterator[Came]) -> Came:
    """Go through with it."""
    *_, came = going
    return came


def differing() -> int:
    """What a check finds."""
    return last(rebuilding.check(DERIVED)).changed


def test_what_was_spoilt_is_set_right_and_nothing_else_is_touched(office: Office) -> None:
    before, untouched = told(), set(Fact.objects.filter(kind="handed").values_list("pk", flat=True))
    assert differing() == 0
    spoil()
    # one missing, one changed (it goes and comes), one too many, one without a person (it goes and comes)
    assert differing() == 6 and told() != before, "a check changes nothing"
    came = last(rebuilding.rebuild(DERIVED))
    assert (came.seen, came.families, came.changed) == (5, 5, 6)
    assert told() == before and differing() == 0
    assert untouched <= set(Fact.objects.values_list("pk", flat=True))
    entry = Entry.objects.filter(step="rebuild").get()
    assert entry.room == "facts" and entry.body.content["said"] == {"changed": 6} and verify(office.organ).ok
    assert not any(model.objects.exists() for model in (Rebuild, Gone, Draft, DraftBridge))
    assert last(rebuilding.rebuild(DERIVED)).changed == 0, "nothing to do the second time"


def test_one_that_is_derived_otherwise_is_changed_where_it_stands(office: Office) -> None:
    before, keys = told(), set(Fact.objects.values_list("pk", "matter", "key"))
    Fact.objects.update(outcome="spoilt", day=dt.date(2020, 1, 1))
    assert last(rebuilding.rebuild(DERIVED)).changed == 2 * len(keys)
    assert told() == before and set(Fact.objects.values_list("pk", "matter", "key")) == keys


def test_from_no_facts_at_all_it_gives_those_of_the_year_lived(office: Office) -> None:
    before = told()
    for model in (FactPerson, FactGroup, FactTag, Fact):
        model.objects.all().delete()
    assert last(rebuilding.rebuild(DERIVED)).changed == len(before)
    assert told() == before


def test_an_organ_that_moved_in_its_tree_is_seen(office: Office) -> None:
    Organ.objects.filter(pk=office.organ.pk).update(path="elsewhere/")
    facts = Fact.objects.count()
    assert differing() == 2 * facts
    last(rebuilding.rebuild(DERIVED))
    assert set(Fact.objects.values_list("organ_path", flat=True)) == {"elsewhere/"} and differing() == 0


class Counting:
    """Derives, and remembers of which families it was asked."""

    def __init__(self) -> None:
        self.asked: list[int] = []

    def __call__(self, keys: Sequence[int]) -> Any:
        self.asked += keys
        return figures.derive(keys)


def test_stopped_between_two_batches_it_leaves_the_facts_and_goes_on_later(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rebuilding, "BATCH", 2)
    monkeypatch.setattr(rebuilding, "_code", lambda derives: "the same")
    before = told()
    spoil()
    spoilt, counting = told(), Counting()
    going = rebuilding.rebuild({"suggestion": counting})
    assert next(going).seen == 2
    going.close()
    assert told() == spoilt and Rebuild.objects.get().seen == 2
    first, counting.asked = counting.asked, []
    came = last(rebuilding.rebuild({"suggestion": counting}))
    assert came.seen == 5 and told() == before
    assert len(first) == 2 and not set(first) & set(counting.asked), "what was looked at is not asked for again"


@pytest.mark.parametrize("how", ["afresh", "other code"])
def test_one_that_was_stopped_is_dropped_where_it_must_not_go_on(
    office: Office, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    monkeypatch.setattr(rebuilding, "BATCH", 2)
    before = told()
    spoil()
    next(rebuilding.rebuild(DERIVED))
    if how == "other code":
        Rebuild.objects.update(code="of another day")
    came = last(rebuilding.rebuild(DERIVED, afresh=how == "afresh"))
    assert came.seen == 5 and told() == before


def test_two_at_once_the_second_gives_way(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rebuilding, "BATCH", 2)
    spoil()
    one, two = rebuilding.rebuild(DERIVED), rebuilding.rebuild(DERIVED)
    next(one)
    next(two)
    with pytest.raises(Meanwhile):
        next(one)
    assert last(two).seen == 5 and differing() == 0


def test_a_step_taken_meanwhile_is_not_undone(office: Office) -> None:
    """A fact that the batch found to be too many is rightly there after the step."""
    s = Suggestion.objects.filter(matter__state="submitted").first()
    fact = Fact.objects.filter(matter=s.pk, kind="submitted").get()
    fact.pk, fact.key, fact.kind = None, "registered", "registered"
    fact.save()  # wrongly: it was not registered
    going = rebuilding.rebuild(DERIVED)
    next(going)
    assert list(Gone.objects.values_list("fact", flat=True)) == [fact.pk]
    while office.again(s).matter.state == "submitted":
        office.take(suggestion["pass_review"], s, "office")
    next(going)
    assert Fact.objects.filter(matter=s.pk, kind="registered").count() == 1
    assert differing() == 0


def test_a_swap_that_fails_leaves_the_old_facts(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    spoil()
    spoilt = told()

    def full(changed: Mapping[int, int]) -> None:
        raise OSError("no space left on the disk")

    with monkeypatch.context() as patched:
        patched.setattr(rebuilding, "_tell", full)
        going = rebuilding.rebuild(DERIVED)
        next(going)
        with pytest.raises(OSError), transaction.atomic():
            next(going)
    assert told() == spoilt and Rebuild.objects.exists()
    assert last(rebuilding.rebuild(DERIVED)).seen == 5 and differing() == 0


def test_the_day_of_a_quiet_rebuild_is_the_houses_today(office: Office) -> None:
    spoil()
    with clock.at(office.day + dt.timedelta(days=9)):
        last(rebuilding.rebuild(DERIVED))
    assert Entry.objects.get(step="rebuild").day == office.day + dt.timedelta(days=9)
