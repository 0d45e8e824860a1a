"""Every cell of state, step and role against the table that was written by hand."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from yishi.foundation import clock
from yishi.foundation.loops.refusals import NotFound
from yishi.foundation.loops.steps import Step
from yishi.foundation.loops.take import take_many
from yishi.foundation.loops.tests.cells import Row, Situation, Table, Walk
from yishi.foundation.matters.models import Matter
from yishi.foundation.people.actors import Actor, follower
from yishi.rooms.voice.loop import message
from yishi.rooms.voice.models import Message
from yishi.rooms.voice.tests.office import TEXT, Office

TABLE = Table(Path(__file__).with_name("who_may.csv"), (message,))
OPENERS = {
    "office": {"office"}, "other_office": {"office"}, "keeper": {"station_keeper"}, "other_keeper": {"station_keeper"},
    "informant": {"informant"}, "other_informant": {"informant"}, "deputy": {"deputy"}, "other_deputy": {"deputy"},
    "stranger": {"resident"}, "sender": {"resident"}, "system": {"system"},
}  # fmt: skip
"""The parts that people play towards what is not there yet. Who follows one message may send another."""
ALWAYS = {
    "office": {"office"}, "other_office": {"office"}, "keeper": {"station_keeper"}, "deputy": {"deputy"},
    "supervisor": {"supervisor"}, "sender": {"sender"}, "system": {"system"},
}  # fmt: skip
"""Towards what was said at the station and to the deputy; the unit plays its part while it has it."""


def test_the_table_names_every_step_state_and_role() -> None:
    assert TABLE.differs() == []


def situations(office: Office) -> list[Situation]:
    """Every state, with a unit and without, answered by one and by another."""
    own = office.in_own_hands()
    reopened = office.closed()
    office.take("reopen", reopened, office.sender(reopened), why="还是不亮。")
    settled = office.sent()
    office.take("settle", settled, "deputy", layer="on_spot", text="已经换好。", done_on=office.day.isoformat())
    published = [office.published(m) for m in (office.answered(), office.solved(), office.closed(), office.passed())]
    handed = office.published(office.closed())
    office.take("reopen", handed, office.sender(handed), why="又坏了。")
    back = office.published(office.passed())
    office.take("come_back", back, told="重新办理。")
    noted = [office.recorded(who) for who in ("office", "keeper", "deputy", "informant")]
    found = [
        office.held(), office.sent(), *noted, office.asked(), office.assigned(), own, office.again(reopened), office.answered(),
        office.answered("solved"), office.again(settled), office.solved(), office.closed(), office.declined(), office.merged(),
        office.passed(), office.withdrawn(), office.blocked(), *published, office.again(handed), office.again(back),
    ]  # fmt: skip
    return [Situation(m, _parts(office, m)) for m in found]


def _parts(office: Office, m: Message) -> dict[str, frozenset[str]]:
    parts = {name: set(each) for name, each in ALWAYS.items()}
    if m.station_id is None:
        parts.pop("keeper")
    if m.deputy_id is None:
        parts.pop("deputy")
    if m.unit_id is not None:
        parts |= {"liaison0": {"unit"}, "head0": {"unit"}}
    if m.publicity == Message.Publicity.PUBLISHED:
        parts["stranger"] = {"neighbour"}
    if m.recorded_by_id == office["informant"].account.pk:  # type: ignore[union-attr]  # he has one
        parts["informant"] = {"informant"}
    return {name: frozenset(each) for name, each in parts.items()}


def fits(office: Office, leading: Message) -> Any:
    """What fits each step."""

    def given(step: Step, m: Any) -> dict[str, Any]:
        day = office.day.isoformat()
        words = {
            "text": TEXT, "channel": "visit", "why": "理由。", "question": "哪一盏？", "reply": "第二盏。", "layer": "own", "ground": "court",
            "outcome": "explained", "day": day, "how": "call", "note": "回访过。", "solved": "partly", "into": leading.pk, "to": "市代表",
            "told": "有进展了。", "title": "路灯", "answer": "已修好。", "arrived_at": "2026-03-01 09:00", "target": leading.pk, "topic": "urban",
        }  # fmt: skip
        if step.name == "settle":
            words["layer"] = "explained"
        if step.name in ("pass_on", "convert"):
            words["layer"] = "higher"
        if step.name == "import_one":
            words.pop("answer"), words.pop("outcome")
        if step.name == "record":
            words["station"] = office.station.pk
            words.pop("day"), words.pop("layer")
        return {name: words[name] for name in step.inputs if name in words}

    return given


class Everyone(dict[str, Actor]):
    """Everybody of the office, and whoever follows all of these messages."""

    def __init__(self, office: Office, found: list[Situation]) -> None:
        super().__init__(office.everybody() | {"sender": follower(office.organ, *(each.record.pk for each in found))})


@pytest.mark.slow
@pytest.mark.django_db
def test_every_cell_of_state_step_and_role() -> None:
    office = Office()
    found = situations(office)
    openers = {name: frozenset(each) for name, each in OPENERS.items()}
    with clock.at(office.day):
        walk = Walk(TABLE, Everyone(office, found), fits(office, office.sent()), openers)
        # Another station's keeper cannot note something down for this one; the table's guard says so of any keeper.
        walk.everything(found)
    wrong = [
        line
        for line in walk.wrong
        if not (line.startswith("message.record new other_keeper") and "请选择您管理" in line)
    ]
    assert not wrong, "\n".join(wrong)
    assert {each.state for each in found} == set(message.states.values)
    assert walk.untried() == []
    assert walk.cells > 5000


@pytest.mark.django_db
def test_everyone_of_another_organ_finds_nothing() -> None:
    office = Office()
    found, elsewhere = situations(office), Office()
    before = set(Matter.objects.values_list("pk", "version"))
    with clock.at(office.day):
        for name in ("office", "keeper", "deputy", "informant", "supervisor", "leader"):
            for step in message.steps.values():
                batch = take_many(step, [each.record.pk for each in found], elsewhere[name], {})
                assert not batch.done and {type(refusal) for refusal in batch.refused.values()} == {NotFound}
    assert set(Matter.objects.values_list("pk", "version")) == before


@pytest.mark.django_db
def test_the_walk_finds_a_cell_that_differs(monkeypatch: pytest.MonkeyPatch) -> None:
    """The matrix can fail: a role too many and a role too few are both named."""
    office = Office()
    m = office.sent()
    each = Situation(m, _parts(office, m))
    for roles, name in ((frozenset({"station_keeper"}), "keeper"), (frozenset(), "office")):
        monkeypatch.setitem(TABLE.rows, "message.decline", Row("message.decline", frozenset({"received"}), roles, ""))
        walk = Walk(TABLE, {name: office[name]}, fits(office, m), {})
        with clock.at(office.day):
            walk.everything([each])
        assert any("message.decline" in line for line in walk.wrong), roles
