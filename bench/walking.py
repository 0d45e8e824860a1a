"""Suggestions to take steps on, and the mix of steps from the hand-over to the close."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from bench.data import words
from bench.data.build import TODAY
from bench.data.people import House
from yishi.foundation.loops.steps import Step
from yishi.foundation.loops.take import create_many, take
from yishi.foundation.people.models import Mandate
from yishi.rooms.suggestions.loop import handling, suggestion
from yishi.rooms.suggestions.models import Handling

HELPING = 500
GRADES = dict.fromkeys(("answer", "promise", "attitude", "result", "process", "work"), "satisfied")


def registered(house: House, count: int) -> list[int]:
    """So many suggestions waiting to be handed over, entered by the step that imports take."""
    made: list[int] = []
    lead = Mandate.objects.get(pk=house.mandates[0])
    for start in range(0, count, HELPING):
        rows = [
            {
                "title": f"关于{words.place(start + at)}的建议", "submitted_on": TODAY, "state": "registered", "lead": lead,
                "situation": words.sentence_at(start + at), "proposals": words.sentence_at(start + at + 1),
            }
            for at in range(min(HELPING, count - start))
        ]  # fmt: skip
        made += [done.pk for done in create_many(suggestion["import_one"], house.actor("office", TODAY), rows).done]
    return made


STEPS = 10
"""How many a life of the mix has."""


@dataclass
class Mix:
    """Lives from the hand-over to the close, timed step by step."""

    house: House
    times: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))

    def life(self, pk: int) -> float:
        """Ten steps on one suggestion; seconds for all of them."""
        before = sum(map(sum, self.times.values()))
        units = self.house.units
        self._take(suggestion["assign"], pk, "office", lead=units[0], co=[units[1]])
        parts = {part.unit_id: part.pk for part in Handling.objects.filter(suggestion=pk)}
        lead, co = parts[units[0]], parts[units[1]]
        self._take(handling["receive"], lead, "liaison/0", undertaker="试承办")
        self._take(handling["receive"], co, "liaison/1")
        self._take(handling["give_opinion"], co, "liaison/1", text="同意。")
        self._take(handling["record_talk"], lead, "liaison/0", day=TODAY, how="visit", text="已沟通。")
        given = {"kind": "solved", "text": words.sentence_at(pk), "may_publish": True}
        self._take(handling["draft_answer"], lead, "liaison/0", **given)
        self._take(handling["sign"], lead, "head/0")
        self._take(handling["send"], lead, "liaison/0", number="试函〔2026〕2号")
        self._take(handling["evaluate"], lead, "member/0", grades=GRADES)
        self._take(handling["close"], lead, "office")
        return sum(map(sum, self.times.values())) - before

    def _take(self, step: Step, pk: int, who: str, **given: Any) -> None:
        actor = self.house.actor(who, TODAY)
        began = time.perf_counter()
        take(step, pk, actor, given)
        self.times[step.name].append(time.perf_counter() - began)

    def by_step(self) -> dict[str, float]:
        """Milliseconds of each step, the median."""
        return {name: round(1000 * _median(times), 2) for name, times in self.times.items()}


def _median(values: Sequence[float]) -> float:
    return sorted(values)[len(values) // 2]
