"""Living through and deriving again give the same: random legal walks by random actors, and what must always hold."""

from __future__ import annotations

import datetime as dt
import os
import random
from typing import Any

import pytest
from django.db import transaction

from yishi.foundation import clock, codes
from yishi.foundation.clocks.models import Clock
from yishi.foundation.facts import rows
from yishi.foundation.facts.models import Fact
from yishi.foundation.journal.verify import verify
from yishi.foundation.loops.act import Scope
from yishi.foundation.loops.refusals import Refused
from yishi.foundation.loops.steps import Step
from yishi.foundation.loops.take import create, offered, take
from yishi.foundation.matters.models import Link, Matter
from yishi.foundation.people.actors import Actor, follower, stranger, system
from yishi.rooms.voice import figures
from yishi.rooms.voice.loop import message
from yishi.rooms.voice.models import Message
from yishi.rooms.voice.tests.office import TODAY, Office

pytestmark = [pytest.mark.django_db, pytest.mark.postgres, pytest.mark.slow]
WALKS = int(os.environ.get("YISHI_WALKS", "4"))
"""Set higher to search longer."""
TURNS = 90
WHO = (
    "office", "office", "other_office", "keeper", "deputy", "informant", "supervisor", "liaison0", "liaison0", "liaison1", "head0",
    "sender", "sender", "stranger", "system",
)  # fmt: skip
OPENERS = [step for step in message.steps.values() if step.opens]
OVER = ("solved", "closed", "withdrawn", "blocked")


class Walk:
    """One office in which anybody does whatever he may, day after day."""

    def __init__(self, seed: int, profile: str) -> None:
        self.chance = random.Random(f"{seed}/{profile}")
        self.office = Office(profile, TODAY, place=self.chance.choice(["50", "31", "33"]))
        self.taken: list[str] = []

    def day(self, *away: int) -> str:
        """A day about today."""
        return (
            self.office.day + dt.timedelta(days=self.chance.choice(away or (-400, -30, -3, -1, 0, 0, 0)))
        ).isoformat()

    def given(self, step: Step, record: Any) -> dict[str, Any]:
        """Something that fits, or nearly: a refusal is a turn too."""
        pick, office = self.chance.choice, self.office
        units = [unit.pk for unit in office.units]
        others = list(Matter.objects.filter(organ=office.organ, kind="message").values_list("pk", flat=True)) or [0]
        came = f"{self.day(-4000, -300, -30, -2)} 09:{self.chance.randrange(60):02d}"
        answered, point = (
            pick(["", f"{self.day(-20, -1, 0)} 00:05"]),
            pick([("", ""), ("", ""), ("29.5", "106.5"), ("29.5", "")]),
        )
        outcome = pick([*Message.Outcome.values, "solved", "solved"])
        layers = {
            "assign": ["own", "unit", "unit"], "settle": ["on_spot", "explained", "reference"], "pass_on": ["higher", "topic"],
        }.get(step.name, ["suggestion", "information"])  # fmt: skip
        made: dict[str, Any] = {
            "text": pick([*["路灯坏了半个月，请修。"] * 5, "代开发票，加微信联系。", "见 www.example.com 上的照片。"]), "title": pick(["", "路灯"]),
            "channel": pick(["call", "letter", "caller", "reception", "visit", "hotline"]), "petition": pick([True, False]),
            "place": pick(["", "三号楼"]), "area": pick(["", "试验街道"]), "latitude": point[0], "longitude": point[1],
            "station": pick(["", office.station.matter.pk, office.other_station.matter.pk]), "deputy": pick(["", office.first.pk]),
            "topic": pick(["", "urban", "health"]), "heads": pick(["", 1, 4]), "phone": pick(["", "13900001234"]), "name": pick(["", "试民"]),
            "nonce": codes.fresh(), "day": self.day(-3, 0, 0, 0), "urgent": pick([True, False]), "layer": pick(layers),
            "unit": pick(["", *units, *units]), "why": "理由。", "question": "哪一盏？", "reply": "第二盏。", "ground": pick(["court", "private"]),
            "outcome": outcome, "done_on": pick(["", "", self.day()]) if outcome == "solved" else "", "how": pick(["call", "on_site", "papers"]),
            "note": "看过。", "without_photo": "夜间", "solved": pick(["yes", "partly", "no"]), "content": pick(["", "satisfied", "not"]),
            "into": pick(others), "target": pick(others), "to": "市代表", "told": "有进展了。", "answer": "已修好。" if answered else "",
            "arrived_at": came, "answered_at": answered, "number": pick(["", f"R{self.chance.randrange(40)}"]), "handle": "U1",
            "supports": pick(["", 3]), "may_publish": pick([True, False]),
        }  # fmt: skip
        # Code gives what it was made into: a new matter each time.
        known = (
            set(Link.objects.filter(target=record.pk, kind=Link.Kind.MADE_FROM).values_list("origin", flat=True))
            if record
            else set()
        )
        made["target"] = pick([pk for pk in others if record and pk != record.pk and pk not in known] or [0])
        return {name: made[name] for name in step.inputs if name in made}

    def actor(self, who: str, record: Any) -> Actor:
        """Somebody; who follows a message follows this one."""
        if who == "sender":
            return follower(self.office.organ, record.pk) if record is not None else stranger(self.office.organ)
        made = {"stranger": stranger, "system": system}.get(who)
        return made(self.office.organ) if made else self.office[who]

    def turn(self) -> None:
        """One random step, some days later."""
        self.office.day += dt.timedelta(days=self.chance.choice([0, 0, 0, 1, 6]))
        with clock.at(self.office.day):
            found = list(
                Message.objects.filter(matter__organ=self.office.organ).select_related("matter").order_by("pk")
            )
            record = None if not found or self.chance.random() < 0.2 else self.chance.choice(found[-8:])
            actor, step = self.offered(record)
            if step is None:
                return
            before = self.stand()
            try:
                given = self.given(step, record)
                create(step, actor, given) if record is None else take(step, record.pk, actor, given)
                self.taken.append(step.code)
            except Refused:
                assert self.stand() == before, step.code

    def offered(self, record: Any) -> tuple[Actor, Step | None]:
        """Somebody to whom something is offered."""
        for who in self.chance.sample(WHO, len(WHO)):
            actor = self.actor(who, record)
            step = self.chosen(actor, record)
            if step is not None:
                break
        return actor, step

    def chosen(self, actor: Actor, record: Any) -> Step | None:
        """One that he is offered, every other time the one that was taken least."""
        if record is None:
            mine = [step for step in OPENERS if step.allows(actor, Message())]
        else:
            scope = Scope(actor, self.office.day, record, None)
            mine = [step for step in message.steps.values() if offered(step, scope) is None]
        if not mine or self.chance.random() < 0.5:
            return self.chance.choice(mine) if mine else None
        return min(mine, key=lambda step: (self.taken.count(step.code), self.chance.random()))

    def stand(self) -> Any:
        """What a refused step must leave as it is."""
        organ = self.office.organ
        facts = Fact.objects.filter(organ=organ).order_by("pk").values_list("pk", "day", "quantity")
        clocks = Clock.objects.filter(organ=organ).order_by("pk").values_list("pk", "due_on", "met_on", "stopped_on")
        matters = Matter.objects.filter(organ=organ).order_by("pk").values_list("pk", "state", "version")
        return list(matters), list(facts), list(clocks)

    def check(self) -> None:
        """Facts as derived, a whole chain, and nothing counted that is not there."""
        organ = self.office.organ
        matters = list(Matter.objects.filter(organ=organ, kind="message"))
        with transaction.atomic():
            assert rows.replace(matters, figures.derive([matter.pk for matter in matters])) == 0, self.taken
        assert verify(organ).ok
        uncounted = {matter.pk for matter in matters if matter.state in figures.UNCOUNTED}
        assert not Fact.objects.filter(matter__in=uncounted).exists()
        received = Fact.objects.filter(organ=organ, key="received").count()
        assert received == len(matters) - len(uncounted), "each is received once"
        for kind in ("answer_days", "opinion_answered", "problem_solved"):
            per = Fact.objects.filter(organ=organ, kind=kind).values_list("matter", flat=True)
            assert len(per) == len(set(per)), kind
        for m in Message.objects.filter(matter__organ=organ).select_related("matter"):
            self._one(m)

    def _one(self, m: Message) -> None:
        state = m.matter.state
        running = Clock.objects.filter(matter=m.matter, met_on=None, stopped_on=None)
        if state in ("closed", "solved", "withdrawn", "blocked", "merged", "converted"):
            assert not running.exists(), (state, [row.kind for row in running], self.taken)
        assert (state in OVER) == (m.matter.closed_on is not None), (state, self.taken)
        assert (state == "merged") == Link.objects.filter(origin=m.matter, kind=Link.Kind.MERGED).exists()
        assert m.assignments.count() >= m.round
        if state == "solved":
            row = m.assignments.get(round=m.round)
            check = m.checks.get(round=m.round)
            assert check.solved and check.by_id != row.answered_by_id


@pytest.mark.parametrize("profile", ["npc", "cppcc"])
def test_after_any_walk_everything_holds(profile: str) -> None:
    seen: set[str] = set()
    for seed in range(WALKS):
        walk = Walk(seed, profile)
        for _ in range(TURNS):
            walk.turn()
        walk.check()
        seen |= set(walk.taken)
    assert len(seen) >= 20, f"the walks stay too near home: {sorted(seen)}"
