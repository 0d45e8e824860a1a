"""Steps touch no facts of other kinds than is said of them; were one to, its facts would be missing."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from yishi.foundation.facts import rows
from yishi.foundation.facts.rows import FactRow
from yishi.foundation.loops.steps import Step
from yishi.foundation.loops.take import Outcome
from yishi.foundation.matters.models import Matter
from yishi.rooms.suggestions import counted, figures
from yishi.rooms.suggestions.loop import LOOPS, handling, promise, suggestion
from yishi.rooms.suggestions.tests.office import Office

pytestmark = pytest.mark.django_db


class Watched(Office):
    """An office that looks at what would be counted before and after each step."""

    def __init__(self, place: str) -> None:
        super().__init__(place=place)
        self.seen: set[str] = set()
        self.counted: set[str] = set()

    def take(self, step: Step, record: Any, who: str, **given: Any) -> Outcome:
        """A step, and whether it changed what is derived."""
        root = record.pk if step.loop is suggestion else record.suggestion_id
        before = derived(root)
        done = super().take(step, record, who, **given)
        self.seen.add(step.name)
        matter = Matter.objects.select_related("organ").filter(pk=root)
        assert rows.replace(matter, derived(root)) == 0, f"{step.code} left facts that its rows do not give"
        if derived(root) != before:
            self.counted.add(step.name)
        return done


def derived(root: int) -> list[FactRow]:
    """The facts that the rows give now."""
    return list(figures.derive([root]))


def test_uncounted_steps_change_no_fact() -> None:
    office = Watched("50")
    s = office.assigned(joint=True, co=True)
    lead, co = office.part(s), office.part(s, 1)
    office.take(handling["ask_hand_back"], lead, "liaison0", reason="不属本局。")
    office.take(handling["refuse_hand_back"], lead, "office", note="属你局。")
    office.take(handling["receive"], co, "liaison1")
    office.take(handling["give_opinion"], co, "liaison1", text="同意。")
    office.take(handling["ask_again"], co, "liaison0", why="未说明情况。")
    office.take(handling["give_opinion"], co, "liaison1", text="同意，分期实施。")
    office.take(handling["record_talk"], lead, "liaison0", day=office.day, how="visit", text="已听取。")
    office.take(handling["draft_answer"], lead, "liaison0", kind="solved", text="答复。", may_publish=True)
    office.take(handling["redraft"], lead, "head0", why="写明时限。")
    office.answer(lead)
    office.take(handling["read"], lead, "signer")
    office.evaluate(lead, "dissatisfied", "未写明时限。")
    office.take(handling["order_again"], lead, "office", demand="写明。")
    office.answer(lead)
    office.evaluate(lead, "dissatisfied", "仍未写明。")
    office.take(handling["call_meeting"], lead, "office")
    second = office.assigned()
    office.take(handling["receive"], office.part(second), "liaison0")
    office.take(suggestion["choose_key"], second, "office", handled_by="试甲", supervised_by="试乙")
    office.take(suggestion["change_leads"], second, "office", handled_by="试丙", supervised_by="试乙")
    office.take(handling["urge_evaluation"], office.answer(office.part(second)), "office")
    assert {"assign", "send", "evaluate"} <= office.counted, "the watch sees what counts"
    assert not office.counted & counted.UNCOUNTED
    _elsewhere(office.seen)


def _elsewhere(seen: set[str]) -> None:
    """Steps that Chongqing does not have."""
    office = Watched("31")
    s = office.assigned()
    office.take(suggestion["object_to_assignment"], s, "author", reason="应由第二局办理。", unit=office.units[1].pk)
    office.take(handling["receive"], office.part(s), "liaison0")
    for decision, given in (("refuse_extension", {"why": "可按期。"}), ("grant_extension", {})):
        office.take(handling["ask_extension"], office.part(s), "liaison0", reason="涉及面广。")
        office.take(handling[decision], office.part(s), "office", **given)
    assert not office.counted & counted.UNCOUNTED
    assert seen | office.seen | {"draft"} >= counted.UNCOUNTED, "every uncounted step was walked"


def test_a_failed_promise_is_counted_though_its_meeting_is_not() -> None:
    office = Watched("50")
    p = office.promised(dt.date(2026, 9, 30))
    office.evaluate(p.handling)
    office.on(dt.date(2026, 9, 20))
    office.take(promise["report_failed"], p, "head0", text="情况变化。")
    office.evaluate(p, "dissatisfied", "没有建成。")
    office.take(promise["call_meeting"], p, "office")
    office.take(promise["close"], p, "office")
    assert "close" in office.counted and "call_meeting" not in office.counted


def test_what_is_counted_is_said_of_steps_and_kinds_that_there_are() -> None:
    steps = {name for loop in LOOPS for name in loop.steps}
    assert steps >= counted.UNCOUNTED
    for loop in LOOPS:
        assert loop.counted.keys() - counted.UNCOUNTED <= loop.steps.keys()
        assert all(kinds <= counted.ALL for kinds in loop.counted.values())


def test_parts_give_together_what_all_gives_and_each_only_its_kinds() -> None:
    office = Watched("50")
    p = office.promised(dt.date(2026, 9, 30))
    office.evaluate(p.handling)
    root = p.suggestion_id
    parts = [list(figures.derive([root], kinds)) for kinds in counted.PARTS]
    assert all({fact.kind for fact in facts} <= kinds for facts, kinds in zip(parts, counted.PARTS, strict=True))
    assert sorted(fact.key for facts in parts for fact in facts) == sorted(fact.key for fact in derived(root))
    assert sum(map(len, counted.PARTS)) == len(counted.ALL), "no kind is of two parts"
