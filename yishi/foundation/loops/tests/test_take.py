"""Taking steps: one wins and the other is told, a batch is as strict as a single step, and nothing is half done."""

from __future__ import annotations

import datetime as dt
import sqlite3
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from yishi.foundation import clock
from yishi.foundation.journal.models import Entry
from yishi.foundation.journal.verify import verify
from yishi.foundation.loops import save as saving
from yishi.foundation.loops.act import Act
from yishi.foundation.loops.inputs import LARGEST_KEY
from yishi.foundation.loops.refusals import Busy, Changed, Invalid, NotAllowed, NotFound, Refused
from yishi.foundation.loops.steps import Step
from yishi.foundation.loops.take import create, create_many, offered, take, take_many
from yishi.foundation.loops.tests.looking import everything, review
from yishi.foundation.outbox.models import Notice
from yishi.foundation.people.actors import stranger
from yishi.rooms.suggestions.loop import handling, suggestion
from yishi.rooms.suggestions.models import Suggestion
from yishi.rooms.suggestions.tests.office import WORDS, Office

pytestmark = pytest.mark.django_db


# Versions


def test_each_step_counts_the_version_up() -> None:
    office = Office()
    s = office.submitted()
    done = review(office, s.pk, version=s.matter.version)
    assert (done.state, done.version) == ("registered", s.matter.version + 1)
    assert office.again(s).matter.version == done.version


def test_of_two_who_saw_the_same_page_the_second_is_told() -> None:
    office = Office(profile="cppcc")
    s = office.submitted()
    review(office, s.pk, version=s.matter.version)
    before = everything()
    with pytest.raises(Changed, match="已被他人更新"):
        review(office, s.pk, version=s.matter.version)
    assert everything() == before
    review(office, s.pk)  # without a version nothing is claimed about what was seen


@pytest.mark.parametrize("version", [0, -1, 10**30])
def test_a_version_that_never_was_is_a_changed_one(version: int) -> None:
    office = Office()
    with pytest.raises(Changed):
        review(office, office.submitted().pk, version=version)


@pytest.mark.parametrize("pk", [0, -5, 987_654_321, LARGEST_KEY, LARGEST_KEY + 1, 10**40])
def test_a_key_that_is_none_is_not_found(pk: int) -> None:
    office = Office()
    with pytest.raises(NotFound):
        review(office, pk)
    batch = take_many(suggestion["pass_review"], [pk], office["office"], {})
    assert isinstance(batch.refused[pk], NotFound) and not batch.done


def test_a_part_is_not_found_by_a_step_of_the_whole() -> None:
    office = Office()
    h = office.part(office.assigned())
    with pytest.raises(NotFound):
        review(office, h.pk)


# What goes wrong in the middle


@pytest.mark.parametrize("place", ["_number", "_old", "_changed", "_new", "_added", "_facts", "_tell", "write"])
def test_an_error_anywhere_in_saving_leaves_nothing(monkeypatch: pytest.MonkeyPatch, place: str) -> None:
    office = Office()
    s = office.submitted()
    before = everything()

    def fails(*_args: Any) -> None:
        raise RuntimeError("the machine fails here")

    monkeypatch.setattr(saving, place, fails)
    with pytest.raises(RuntimeError, match="fails here"):
        review(office, s.pk)
    monkeypatch.undo()
    assert everything() == before
    assert review(office, s.pk).state == "registered"
    assert office.again(s).matter.number == "20260001", "the number that was lost is given again"


def test_an_error_in_the_step_itself_leaves_nothing() -> None:
    office = Office()
    s = office.submitted()
    before = everything()

    def fails(s: Suggestion, act: Act) -> None:
        act.number("2026")
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError), clock.at(office.day):
        take(replace(suggestion["pass_review"], run=fails, inputs={}, defaults={}), s.pk, office["office"])
    assert everything() == before


def _broken(step: Step, result: Any) -> Step:
    return replace(step, run=lambda s, act: result, inputs={}, defaults={})


@pytest.mark.parametrize("result", ["closed", None])
def test_a_step_that_leads_where_it_may_not_is_a_mistake(result: Any) -> None:
    office = Office()
    s = office.submitted()
    with pytest.raises(TypeError), clock.at(office.day):
        take(_broken(suggestion["pass_review"], result), s.pk, office["office"])
    assert office.again(s).matter.state == "submitted"


def test_words_too_long_for_the_row_are_refused_though_code_gave_them() -> None:
    office = Office()
    before = everything()
    with pytest.raises(Invalid) as found, clock.at(office.day):
        create(suggestion["draft"], office["author"], given={"title": "长" * 201})
    assert "title" in found.value.errors and everything() == before


def test_what_code_forgets_to_give_is_asked_for() -> None:
    office = Office()
    with pytest.raises(Invalid) as found, clock.at(office.day):
        create(suggestion["draft"], office["author"], given={})
    assert found.value.errors == {"title": ["请填写“标题”。"]}


# Opening


def test_opening_is_for_those_whom_the_step_names_and_for_steps_that_open() -> None:
    office = Office()
    before = everything()
    for actor in (office["office"], office["liaison0"], stranger(office.organ)):
        with pytest.raises(NotAllowed):
            create(suggestion["draft"], actor, WORDS)
    with pytest.raises(NotAllowed):
        create(suggestion["pass_review"], office["office"], {})
    for name in ("office", "government_office", "liaison0"):
        with pytest.raises(NotAllowed):
            create(handling["hand"], office[name], {"unit": office.units[0].pk, "part": "lead"})
    assert everything() == before


def test_many_are_opened_or_none() -> None:
    office = Office()
    rows = [{"title": "关于甲事的建议"}, {"title": "长" * 201}, {"title": "关于乙事的建议"}]
    before = everything()
    with clock.at(office.day):
        assert list(create_many(suggestion["draft"], office["author"], rows).refused) == [1]
    assert everything() == before
    with clock.at(office.day):
        batch = create_many(suggestion["draft"], office["author"], rows, all_or_nothing=False)
    assert [done.record.matter.title for done in batch.done] == ["关于甲事的建议", "关于乙事的建议"]
    assert list(batch.refused) == [1] and Suggestion.objects.count() == 2


def test_nothing_happens_tomorrow() -> None:
    office = Office()
    s = office.submitted()
    with pytest.raises(Refused, match="不能晚于今天"):
        review(office, s.pk, day=office.day + dt.timedelta(days=1))
    review(office, s.pk, day=office.day - dt.timedelta(days=1))
    assert Entry.objects.latest("seq").day == office.day - dt.timedelta(days=1), (
        "what happened yesterday may be told today"
    )


# Notices, numbers, buttons


def test_people_are_told_with_the_step_or_not_at_all(monkeypatch: pytest.MonkeyPatch) -> None:
    office = Office()
    s = office.submitted(joint=True)
    review(office, s.pk)
    told = Notice.objects.filter(matter=s.pk, kind="registered")
    assert set(told.values_list("account", flat=True)) == {office["author"].account.pk, office["signer"].account.pk}
    other = office.submitted()
    monkeypatch.setattr(saving, "write", _raise)
    with pytest.raises(RuntimeError):
        review(office, other.pk)
    assert not Notice.objects.filter(matter=other.pk, kind="registered").exists()


def _raise(*_args: Any) -> None:
    raise RuntimeError


def test_numbers_have_no_gaps_after_refusals(monkeypatch: pytest.MonkeyPatch) -> None:
    office = Office()
    numbers = []
    for at in range(4):
        s = office.submitted()
        if at % 2:
            with monkeypatch.context() as broken, pytest.raises(RuntimeError):
                broken.setattr(saving, "write", _raise)
                review(office, s.pk)
        review(office, s.pk)
        numbers.append(office.again(s).matter.number)
    assert numbers == ["20260001", "20260002", "20260003", "20260004"]


def test_a_button_is_offered_exactly_when_the_step_would_run() -> None:
    from yishi.foundation.loops.act import Scope

    office = Office()
    s = office.submitted()
    for name in ("office", "author", "liaison0", "supervisor"):
        for code in ("pass_review", "send_back", "assign", "withdraw", "revise"):
            step = suggestion[code]
            said = offered(step, Scope(office[name], office.day, office.again(s), None))
            with clock.at(office.day):
                batch = take_many(step, [s.pk], office[name], {}, all_or_nothing=True, versions={s.pk: -1})
            refused = batch.refused[s.pk]
            # The version is looked at after the role and before the state.
            assert (said is None) == (isinstance(refused, Changed) and s.matter.state in step.sources), (name, code)


# A database taken by others


def test_a_locked_database_is_busy_and_nothing_is_saved(file_database: Path) -> None:
    office = Office()
    s = office.submitted()
    actor = office["office"]
    other = sqlite3.connect(file_database, isolation_level=None)
    try:
        other.execute("BEGIN IMMEDIATE")
        for attempt in (
            lambda: review(office, s.pk),
            lambda: create(suggestion["draft"], office.people["author"], WORDS),
            lambda: take_many(suggestion["pass_review"], [s.pk], actor, {}),
        ):
            with pytest.raises(Busy, match="稍候") as refused:
                attempt()
            assert refused.value.status == 503
        other.execute("ROLLBACK")
        assert office.again(s).matter.state == "submitted" and not connection.in_atomic_block
        assert review(office, s.pk).state == "registered"
    finally:
        other.close()
    assert verify(office.organ).ok
