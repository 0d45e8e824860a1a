"""The records that measurements are made on hold together as those that steps wrote."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.apps import apps
from django.db.models import F

from bench.data import tables
from bench.data.build import TODAY, build
from bench.data.people import House
from yishi.foundation import clock
from yishi.foundation.facts import rows as facts
from yishi.foundation.journal.models import Body, Entry
from yishi.foundation.journal.verify import verify
from yishi.foundation.loops.take import take, take_many
from yishi.foundation.matters.models import Matter
from yishi.foundation.people.actors import actor_of
from yishi.foundation.people.models import Account
from yishi.readings.search import index
from yishi.readings.search.find import find
from yishi.readings.search.models import Text
from yishi.rooms.suggestions import figures
from yishi.rooms.suggestions.loop import handling, suggestion
from yishi.rooms.suggestions.models import Handling, Suggestion

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
WRITTEN_BY_STEPS = ("matters", "journal", "clocks", "facts", "outbox", "suggestions")


@pytest.fixture
def house(db: None) -> Iterator[House]:
    """A small year before, and the running one."""
    with clock.at(TODAY):
        yield build(160)


def test_bulk_records_are_as_steps_write_them(house: House) -> None:
    """Everything at once, since making the records takes most of the time."""
    _no_table_is_forgotten()
    assert verify(house.organ).lines() and verify(house.organ).ok
    _facts_are_those_derived_from_the_rows()
    _index_is_that_of_the_texts()
    _clones_differ()
    _steps_go_on(house)
    assert verify(house.organ).ok


def _no_table_is_forgotten() -> None:
    known = {model._meta.db_table for model in (*tables.OF, Entry, Body)} | set(tables.LEFT_OUT)
    models = [model for name in WRITTEN_BY_STEPS for model in apps.get_app_config(name).get_models()]
    written = {model._meta.db_table for model in models if model._default_manager.exists()}
    assert written - known == {"suggestions_topic"}, "a step writes to a table that clones do not"


def _facts_are_those_derived_from_the_rows() -> None:
    roots = list(Matter.objects.filter(parent=None).select_related("organ"))
    assert len(roots) > 120
    assert facts.replace(roots, figures.derive([root.pk for root in roots])) == 0


def _index_is_that_of_the_texts() -> None:
    keys = list(Suggestion.objects.values_list("pk", flat=True))
    rows = {row.matter_id: (row.open_text, row.inner_text) for row in index._rows(keys)}
    assert {text.pk: (text.open_text, text.inner_text) for text in Text.objects.all()} == rows
    assert find(Suggestion.objects.all(), "甲甲甲甲乙片区").count() == 1, "each clone is about a place of its own"


def _clones_differ() -> None:
    cloned = Suggestion.objects.exclude(situation__contains="〖")
    assert cloned.count() > 80
    assert cloned.values("lead").distinct().count() > 40
    numbers = Matter.objects.exclude(number="").values_list("number", flat=True)
    assert len(set(numbers)) == len(numbers)
    parents = Handling.objects.exclude(matter__parent=F("suggestion"))
    assert not parents.exists()


def _steps_go_on(house: House) -> None:
    """Clones move as any other, with actors that their own people give."""
    waiting = Suggestion.objects.exclude(situation__contains="〖").filter(matter__state="registered")
    first, *others = waiting.values_list("pk", flat=True)
    office = house.actor("office", TODAY)
    take(suggestion["assign"], first, office, {"lead": house.units[5]})
    part = Handling.objects.get(suggestion=first)
    liaison = actor_of(Account.objects.get(pk=house.liaisons[5]), house.organ, TODAY)
    take(handling["receive"], part.pk, liaison, {})
    batch = take_many(suggestion["assign"], others, office, {"lead": house.units[6]})
    assert len(batch.done) == len(others) and not batch.refused
    answered = Handling.objects.exclude(matter__title__contains="某某").filter(matter__state="answered").first()
    author = Account.objects.get(person=answered.suggestion.lead.person)
    grades = dict.fromkeys(("answer", "promise", "attitude", "result", "process", "work"), "satisfied")
    take(handling["evaluate"], answered.pk, actor_of(author, house.organ, TODAY), {"grades": grades})
