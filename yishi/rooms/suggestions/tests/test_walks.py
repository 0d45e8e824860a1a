"""Living through and deriving again give the same: random legal walks by random actors, and what must always hold."""

from __future__ import annotations

import datetime as dt
import os
import random
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction

from yishi.foundation import clock
from yishi.foundation.clocks.models import Clock
from yishi.foundation.facts import rows
from yishi.foundation.journal.verify import verify
from yishi.foundation.loops.act import Scope
from yishi.foundation.loops.refusals import Changed, Invalid, Refused
from yishi.foundation.loops.steps import SAME, Loop, Step
from yishi.foundation.loops.take import offered, take
from yishi.foundation.matters.models import Matter
from yishi.foundation.people.actors import Actor
from yishi.rooms import loops
from yishi.rooms.suggestions.figures import derive
from yishi.rooms.suggestions.models import Delivery, Handling, Promise, Suggestion
from yishi.rooms.suggestions.tests.office import SESSION_DAY, Office

pytestmark = pytest.mark.django_db
LOOPS = [loop for loop in loops().values() if loop.room == "suggestions"]
S, H, P = Suggestion.State, Handling.State, Promise.State
OVER = {
    *(S.CLOSED, S.RETURNED, S.REFERRED, S.LETTER, S.INFORMATION, S.MERGED, S.SPLIT, S.WITHDRAWN, S.RECORDED),
    *(H.CLOSED, H.STOPPED, H.HANDED_BACK, P.KEPT, P.FAILED, P.STOPPED),
}
GONE = {S.RETURNED, S.REFERRED, S.LETTER, S.INFORMATION, S.MERGED, S.SPLIT, S.WITHDRAWN}
RARE = {
    "withdraw",
    "agree_to_withdraw",
    "turn_away",
    "merge",
    "send_back",
    "stop",
    "withhold",
    "ask_hand_back",
    "split",
}
"""Steps that end or repeat a life; taken seldom, so that walks come far."""
SEEN_BY_ALL = ("office", "secretariat", "government_office", "author", "signer", "liaison0", "liaison1", "liaison2", "head0", "head1",
               "head2", "committee", "supervisor")  # fmt: skip


def _weight(step: Step, taken: int) -> float:
    """What leads on is taken more often than what stays, what ends a life seldom, and what was taken before less."""
    if step.name in RARE:
        return 0.2 / (1 + taken)
    return (8.0 if step.targets != (SAME,) else 1.0) / (1 + 3 * taken)


class Walk:
    """One office in which anybody does whatever he may, day after day."""

    def __init__(self, seed: int, place: str, profile: str = "npc") -> None:
        self.chance = random.Random(seed)
        self.office = Office(place=place, profile=profile, day=self.chance.choice([SESSION_DAY, dt.date(2026, 3, 16)]))
        self.target = self.office.registered()
        self.families: list[int] = []
        self.taken: list[str] = []
        self.begin()

    def begin(self) -> None:
        """Another suggestion to walk with, alone or with a joint signer."""
        self.family = self.office.submitted(joint=self.chance.random() < 0.4).pk
        self.families.append(self.family)

    def actors(self) -> dict[str, Actor]:
        """Who may act today."""
        return {name: self.office[name] for name in SEEN_BY_ALL}

    def records(self, loop: Loop) -> list[Any]:
        """The family's members of this kind."""
        key = {"suggestion": "pk"}.get(loop.kind, "suggestion_id")
        found = loop.model._default_manager.filter(**{key: self.family})
        return list(found.select_related("matter", *loop.select).prefetch_related(*loop.prefetch))

    def open_steps(self) -> Iterator[tuple[Step, int, Actor]]:
        """Everything that somebody may do now."""
        actors = self.actors().values()
        for loop in LOOPS:
            for record in self.records(loop):
                from yishi.foundation.clocks.packs import pack_of

                pack = pack_of(self.office.organ, record.matter.pack)
                for step in loop.steps.values():
                    if record.matter.state not in step.sources:
                        continue
                    for actor in actors:
                        if offered(step, Scope(actor, self.office.day, record, pack)) is None:
                            yield step, record.pk, actor

    def given(self, step: Step, pk: int) -> dict[str, Any]:
        """Something that fits, or nearly: a refusal is a turn too."""
        pick, office = self.chance.choice, self.office
        day = office.day.isoformat()
        due = (office.day + dt.timedelta(days=pick([10, 100, 400]))).isoformat()
        units = [unit.pk for unit in office.units]
        lead, other = self.chance.sample(units, 2)
        kind = pick(["solved", "solving", "not_possible", "reference"])
        how = pick([{"lead": lead}, {"lead": lead, "co": [other]}, {"separate": [lead, other]}])
        grade = pick(["satisfied", "basically", "dissatisfied"])
        questions = ["answer", "promise", "attitude", "result", "handling"]
        return {
            "title": "关于某事的建议", "situation": "情况", "proposals": "建议", "mandates": [office.second.pk], "why": "理由",
            "way": "returned", "note": "说明", "side": "government", "reason": "理由", "unit": pick(units),
            "part": pick(["lead", "co"]), "upheld": pick([True, False]), "reply": "反馈", "into": self.target.pk,
            "handled_by": "试甲", "supervised_by": "试乙", "kind": "urge" if step.name == "record_oversight" else kind, "day": day,
            "found": pick(["solved", "unsolved"]), "how": "phone", "text": "文字", "plans": [{"what": "办成", "due": due}],
            "reported": "已反映", "may_publish": True, "number": "试函1号", "months": pick(["", "1"]), "opinion": "具体意见",
            "grades": dict.fromkeys(questions, grade), "demand": "要求", "present": "各方", "due": due, "done_on": day,
            "topic": pick(["", str(office.topic.pk)]), "agreed": "已告知", "ground": "year" if "carry" in step.name else "personal",
            "parts": [{"title": f"关于第{at}件事的建议", "situation": "情况", "proposals": "建议"} for at in (1, 2)],
            "subject": "群众反映", "messages": pick(["0", "12"]), "since": "2026-01-05", "until": "2028" if step.name == "follow" else day,
            **(how if step.name == "assign" else {}),
        }  # fmt: skip

    def turn(self) -> None:
        """One random step, some days later."""
        self.office.later(self.chance.choice([0, 0, 1, 3, 10, 40]))
        with clock.at(self.office.day):
            open_ones = list(self.open_steps())
            if not open_ones:
                return self.begin()
            step, pk, actor = self.chance.choices(
                open_ones, [_weight(each[0], self.taken.count(each[0].code)) for each in open_ones]
            )[0]
            version = Matter.objects.get(pk=pk).version
            before = self.stand()
            try:
                done = take(step, pk, actor, self.given(step, pk), version=version)
            except Changed as refusal:
                raise AssertionError("nobody else acts here") from refusal
            except (Invalid, Refused):
                assert self.stand() == before
                return
            assert (done.version > version and done.state in step.targets) or "same" in step.targets
            self.taken.append(step.code)

    def stand(self) -> Any:
        """What a refused step must leave as it is."""
        family = (
            Matter.objects.filter(organ=self.office.organ)
            .order_by("pk")
            .values_list("pk", "state", "version", "closed_on")
        )
        return list(family), list(Clock.objects.order_by("pk").values_list("pk", "due_on", "met_on", "stopped_on"))

    # what must hold after any walk

    def check(self) -> None:
        """Facts as derived, a whole chain, and clocks that make sense."""
        with transaction.atomic():
            families = list(Matter.objects.filter(pk__in=self.families))
            assert rows.replace(families, derive(self.families)) == 0, f"facts differ after {self.taken}"
        assert verify(self.office.organ).ok
        self.clocks()
        for family in families:
            self.states(family)

    def clocks(self) -> None:
        """Nothing is owed where all is over."""
        for row in Clock.objects.filter(matter__organ=self.office.organ, met_on=None, stopped_on=None).select_related(
            "matter"
        ):
            root = row.matter.parent or row.matter
            where = f"{row.kind} of {row.matter.kind} {row.matter.state}, whole {root.state}, after {self.taken}"
            # Another unit is looked for on the part that was handed back.
            assert row.matter.state not in OVER or row.kind == "reassign", where
            assert root.state not in GONE, where
            assert root.state != S.CLOSED or row.matter.kind == "promise", where

    def states(self, family: Matter) -> None:
        """The whole stands where its parts stand, and what is over has its day."""
        for matter in (family, *family.parts.all()):
            assert (matter.state in OVER) == (matter.closed_on is not None), (
                f"{matter.kind} {matter.state} {matter.closed_on}"
            )
        parts = [part for part in Handling.objects.filter(suggestion=family.pk, superseded=False) if part.answers]
        states = {part.matter.state for part in parts}
        if family.state in (S.ANSWERED, S.EVALUATED, S.CLOSED):
            assert states <= {H.ANSWERED, H.EVALUATED, H.MEETING, H.CLOSED}, (
                f"{family.state} {states} after {self.taken}"
            )
        if family.state == S.CLOSED:
            assert states == {H.CLOSED}, self.taken
        if family.state in GONE:
            assert not family.parts.exclude(state__in=OVER).exists(), self.taken
        for part in parts:
            for answer in part.replies.exclude(sent_on=None):
                assert Delivery.objects.filter(answer=answer).count() >= 1


WALKS = int(os.environ.get("YISHI_WALKS", "6"))
"""For each place; set higher to search longer."""
TURNS = 40
PLACES = [("50", "npc"), ("31", "npc"), ("33", "npc"), ("50", "cppcc")]


@pytest.mark.slow
@pytest.mark.parametrize(("place", "profile"), PLACES)
def test_after_any_walk_everything_holds(place: str, profile: str) -> None:
    seen: set[str] = set()
    for seed in range(WALKS):
        walk = Walk(PLACES.index((place, profile)) * 1000 + seed, place, profile)
        for _ in range(TURNS):
            walk.turn()
        walk.check()
        seen |= set(walk.taken)
    assert len(seen) >= 30, f"the walks stay too near home: {sorted(seen)}"
