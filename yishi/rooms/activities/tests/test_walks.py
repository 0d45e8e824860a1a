"""Living through and deriving again give the same: random legal walks by random actors, and what must always hold."""

from __future__ import annotations

import datetime as dt
import os
import random
from typing import Any

import pytest
from django.db import transaction

from yishi.foundation import clock
from yishi.foundation.facts import rows
from yishi.foundation.facts.models import Fact
from yishi.foundation.journal.verify import verify
from yishi.foundation.loops.act import Scope
from yishi.foundation.loops.refusals import Refused
from yishi.foundation.loops.steps import Step
from yishi.foundation.loops.take import create, offered, take
from yishi.foundation.matters.models import Matter
from yishi.rooms.activities import figures, signing
from yishi.rooms.activities.figures import COUNTED
from yishi.rooms.activities.loop import LOOPS, activity
from yishi.rooms.activities.models import Activity
from yishi.rooms.activities.tests.office import TODAY, Office

pytestmark = [pytest.mark.django_db, pytest.mark.postgres, pytest.mark.slow]
WALKS = int(os.environ.get("YISHI_WALKS", "4"))
"""Set higher to search longer."""
TURNS = 60
WHO = ("office", "office", "committee", "keeper", "reporter", "member")
OPENERS = [step for loop in LOOPS for step in loop.steps.values() if step.opens]


class Walk:
    """One office in which anybody does whatever he may, day after day."""

    def __init__(self, seed: int, profile: str) -> None:
        self.chance = random.Random(f"{seed}/{profile}")
        self.office = Office(profile=profile, day=TODAY)
        self.others = [Office(profile=profile, parent=self.office.organ).organ.pk for _ in range(2)]
        self.kinds = [self.office.event, self.office.group().code]
        self.kept = set(Matter.objects.filter(organ=self.office.organ).values_list("pk", flat=True))
        self.taken: list[str] = []

    def day(self) -> str:
        """A day about today."""
        return (self.office.day + dt.timedelta(days=self.chance.choice([-300, -30, -3, -1, 0, 0, 0, 0, 9]))).isoformat()

    def given(self, step: Step, record: Any) -> dict[str, Any]:
        """Something that fits, or nearly: a refusal is a turn too."""
        pick, office = self.chance.choice, self.office
        seats = [office.first.pk, office.second.pk]
        numbers = list(Matter.objects.filter(organ=office.organ).exclude(number="").values_list("number", flat=True))
        made: dict[str, Any] = {
            "kind": getattr(record, "kind", "") or pick(self.kinds), "day": self.day(), "last_day": pick(["", "", "", self.day()]),
            "times": pick(["", 1, 4]), "topics": pick(["", "养老", "养老、医疗"]), "laws": pick(["", "试验条例"]),
            "area": pick(["", "试验街道"]), "groups": pick([[], [office.delegation.pk]]), "co_bodies": pick(["", "试验协会"]),
            "co_organs": self.chance.sample(self.others, pick([0, 1, 2])), "co_units": pick([[], [office.unit.pk]]),
            "persons": self.chance.sample(seats, pick([0, 1, 2])), "heads": pick([[], [{"role": "resident", "heads": pick([1, 30])}]]),
            "outputs": pick([[], [{"code": "opinion", "quantity": pick([1, 12])}]]), "code": pick(["opinion", "problem_found"]),
            "quantity": pick(["1", "15", "15", "2.5", "3千"]), "why": "理由。", "number": pick(["5", office.first.number]),
            "name": pick(["", f"种类{self.chance.randrange(5)}"]), "line": "duty", "measure": "次", "definition": "一次计一次。",
            "by_whom": "试验市", "since": self.day(), "until": self.day(), "year": pick([2026, 2027]),
            "numbers": pick(numbers) if numbers else "H1",
        }  # fmt: skip
        if isinstance(record, Activity) and record.pk:
            rows = {"leave_out": record.participants, "unlink": record.about}.get(step.name)
            made |= {"rows": [row.pk for row in rows.all()][:1]} if rows else {}
            outputs = list(record.outputs.filter(struck_on=None))
            made |= {"row": pick(outputs).pk if outputs else "", "token": signing.token(record)}
        return {name: made[name] for name in step.inputs if name in made}

    def turn(self) -> None:
        """One random step, some days later."""
        self.office.day += dt.timedelta(days=self.chance.choice([0, 0, 1, 3]))
        actor = self.office[self.chance.choice(WHO)]
        with clock.at(self.office.day):
            matters = list(Matter.objects.filter(organ=self.office.organ, room="activities"))
            if len(matters) <= len(self.kept) or self.chance.random() < 0.3:
                mine = [step for step in OPENERS if step.allows(actor, step.loop.model())]
                step, record = self.chance.choice(mine), None
            else:
                matter = self.chance.choice(matters)
                loop = next(loop for loop in LOOPS if loop.kind == matter.kind)
                record = loop.model._default_manager.select_related("matter").get(pk=matter.pk)
                open_ones = [
                    step
                    for step in loop.steps.values()
                    if offered(step, Scope(actor, self.office.day, record, None)) is None
                ]
                if not open_ones or record.pk in self.kept:
                    return
                step = self.chance.choice(open_ones)
            before = self.stand()
            try:
                given = self.given(step, record or step.loop.model())
                create(step, actor, given) if record is None else take(step, record.pk, actor, given)
                self.taken.append(step.code)
            except Refused:
                assert self.stand() == before

    def stand(self) -> Any:
        """What a refused step must leave as it is."""
        organ = self.office.organ
        facts = Fact.objects.filter(organ=organ).order_by("pk").values_list("pk", "day", "quantity")
        return list(Matter.objects.filter(organ=organ).order_by("pk").values_list("pk", "state", "version")), list(
            facts
        )

    def check(self) -> None:
        """Facts as derived, a whole chain, and nothing counted that is not recorded."""
        matters = list(Matter.objects.filter(organ=self.office.organ, room="activities"))
        keys = [matter.pk for matter in matters]
        with transaction.atomic():
            assert rows.replace(matters, [*figures.derive(keys), *figures.derive_outside(keys)]) == 0, self.taken
        assert verify(self.office.organ).ok
        counted = set(
            Fact.objects.filter(organ=self.office.organ, kind__in=self.kinds).values_list("matter__state", flat=True)
        )
        assert counted <= {*COUNTED, "recorded"}
        for a in Activity.objects.filter(matter__organ=self.office.organ).select_related("matter"):
            assert (a.matter.state in ("ended", "cancelled", "struck")) == (a.matter.closed_on is not None), self.taken
            assert (a.matter.state == "ended") <= (a.ended_on is not None)


@pytest.mark.parametrize("profile", ["npc", "cppcc"])
def test_after_any_walk_everything_holds(profile: str) -> None:
    seen: set[str] = set()
    for seed in range(WALKS):
        walk = Walk(seed, profile)
        for _ in range(TURNS):
            walk.turn()
        walk.check()
        seen |= set(walk.taken)
    assert len(seen) >= 15 and activity["record"].code in seen, f"the walks stay too near home: {sorted(seen)}"
