"""Living through the year: many stories told at once, day by day, each step taken as it would be on its day.

A story is a generator. It yields a `Do` and is given what came of it; when its next day lies beyond the last one, it
stays as it then is: that is how matters are still open today. What several stories would do at the same moment, by the same
person with the same words, is done in one batch, as an office does. One day is one transaction at most, so the database does
not wait for the disk at each step; each step within has its own savepoint and fails alone.
"""

from __future__ import annotations

import datetime as dt
import heapq
import json
from collections import Counter
from collections.abc import Callable, Generator, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from yishi.doors.cli.demo.cast.house import House
from yishi.foundation import clock
from yishi.foundation.journal.seals import seal
from yishi.foundation.loops.refusals import Refused
from yishi.foundation.loops.steps import Step
from yishi.foundation.loops.take import Outcome, create, take, take_many

DAY_BEGINS = dt.time(8, 30)
DAY_LASTS = 540
"""Minutes over which a day's steps are spread."""


@dataclass(frozen=True)
class Do:
    """One step to be taken on a day: by whom, on which matter (None to open one), with what.

    `by_then` gives what is known on that day alone: a story says its first step before the year has begun. `refused` is the
    refusal that must come of it: the story then goes on as if nothing had been tried."""

    day: dt.date
    who: str
    step: Step
    on: int | None = None
    data: dict[str, Any] = field(default_factory=dict)
    refused: type[Refused] | None = None
    by_then: Callable[[], Mapping[str, Any]] = dict

    @property
    def batch(self) -> str:
        """What can be done together has the same."""
        return json.dumps([self.who, self.step.code, self.data], ensure_ascii=False, sort_keys=True, default=str)


Story = Generator["Do | Story", "Outcome | None", None]
"""Yields steps; or another story, which then goes its own way."""


class StoryBroken(Exception):
    """A story tried what the loops refuse, or was not refused where it should be; says which and why."""


@dataclass
class Year:
    """The stories in hand, by the day of their next step."""

    house: House
    last: dt.date
    waiting: list[tuple[dt.date, int, Story, Do]] = field(default_factory=list)
    taken: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    _turn: int = 0

    def begin(self, stories: Iterable[Story]) -> None:
        """Start stories; each waits for the day of its first step."""
        for story in stories:
            self._on(story, None, dt.date.min)

    def live(self) -> None:
        """Live until the last day."""
        while self.waiting:
            self._day(self.waiting[0][0])

    def _on(self, story: Story, outcome: Outcome | None, now: dt.date) -> None:
        """Let a story say its next step; a step whose day is past is taken today."""
        item = next(story, None) if outcome is None and now == dt.date.min else _send(story, outcome)
        while item is not None and not isinstance(item, Do):
            self._on(item, None, dt.date.min)
            item = _send(story, None)
        if item is None or max(item.day, now) > self.last:
            return
        self._turn += 1
        heapq.heappush(self.waiting, (max(item.day, now), self._turn, story, item))

    def _day(self, day: dt.date) -> None:
        moment, rounds = dt.datetime.combine(day, DAY_BEGINS, clock.CHINA), 0
        with transaction.atomic():
            while self.waiting and self.waiting[0][0] <= day:
                groups: dict[str, list[tuple[Story, Do]]] = {}
                while self.waiting and self.waiting[0][0] <= day:
                    *_, story, do = heapq.heappop(self.waiting)
                    groups.setdefault(do.batch if do.on and not do.refused else f"{len(groups)}", []).append(
                        (story, do)
                    )
                for group in groups.values():
                    rounds += 1
                    with clock.at(moment + dt.timedelta(minutes=min(rounds * 2, DAY_LASTS))):
                        outcomes = self._take([do for _, do in group])
                    for (story, _), outcome in zip(group, outcomes, strict=True):
                        self._on(story, outcome, day)
        with clock.at(dt.datetime.combine(day, dt.time(23, 50), clock.CHINA)):
            seal(self.house.organ, day)

    def _take(self, group: list[Do]) -> list[Outcome | None]:
        do = group[0]
        actor = self.house.actor(do.who, clock.today())
        if do.refused:
            self._refused(do)
            return [None]
        try:
            if do.on is None:
                found = [create(do.step, actor, do.data | dict(do.by_then()))]
            elif len(group) == 1:
                found = [take(do.step, do.on, actor, do.data)]
            else:
                batch = take_many(do.step, [each.on for each in group if each.on], actor, do.data)
                if batch.refused:
                    raise next(iter(batch.refused.values()))
                found = batch.done
        except Refused as refusal:
            what = getattr(refusal, "errors", refusal.sentence)
            raise StoryBroken(f"{clock.today()} {do.who} {do.step.code} {do.on}: {what}") from refusal
        self.taken[do.step.code] += len(found)
        return list(found)

    def _refused(self, do: Do) -> None:
        expected = do.refused or Refused
        actor = self.house.actor(do.who, clock.today())
        try:
            if do.on is None:
                create(do.step, actor, do.data)
            else:
                take(do.step, do.on, actor, do.data)
        except expected as refusal:
            self.refused[f"{do.step.code} {type(refusal).__name__}"] += 1
            return
        raise StoryBroken(f"{clock.today()} {do.who} {do.step.code}: not refused")


def _send(story: Story, outcome: Outcome | None) -> Do | Story | None:
    try:
        return story.send(outcome)
    except StopIteration:
        return None
