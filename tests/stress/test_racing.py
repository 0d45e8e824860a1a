"""A hundred threads over a pool of thirty-two connections race a thousand steps: none is lost, doubled or half done."""

from __future__ import annotations

import itertools
import random
import threading
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.db import connection

from tests.stress.ground import prove
from yishi.foundation import clock
from yishi.foundation.journal.models import Entry
from yishi.foundation.loops.refusals import Busy, Changed, Refused, WrongState
from yishi.foundation.loops.steps import Step
from yishi.foundation.loops.take import take
from yishi.foundation.matters.models import Matter
from yishi.foundation.people.actors import Actor
from yishi.rooms import loops
from yishi.rooms.suggestions.models import Handling
from yishi.rooms.suggestions.tests.office import Office

THREADS, STEPS, FAMILIES = 100, 1000, 24

Turn = tuple[str, str, dict[str, Any]]


def turns(office: Office) -> dict[str, list[Turn]]:
    """What may be done in each state: step, by whom, with what. The unit is the first one's, or the co-handler's."""
    units, day = [unit.pk for unit in office.units], office.day.isoformat()
    return {
        "suggestion.submitted": [("pass_review", "office", {})],
        "suggestion.registered": [
            ("assign", "office", {"lead": units[0], "co": [units[1]]}),
            ("choose_key", "office", {"handled_by": "试甲", "supervised_by": "试乙"}),
        ],
        "suggestion.assigned": [("record_oversight", "supervisor", {"kind": "visit", "day": day, "text": "走访。"})],
        "suggestion.answered": [("choose_good", "office", {})],
        "suggestion.evaluated": [("choose_good", "office", {})],
        "suggestion.closed": [("choose_good", "office", {})],
        "handling.handed": [("receive", "liaison", {})],
        "handling.handling": [
            ("record_talk", "liaison", {"day": day, "how": "phone", "text": "已沟通。"}),
            ("draft_answer", "liaison", {"kind": "solved", "text": "答复。", "may_publish": True}),
            ("give_opinion", "liaison", {"text": "同意。"}),
        ],
        "handling.opinion_given": [("give_opinion", "liaison", {"text": "再次同意。"}), ("ask_again", "lead", {"why": "无实质内容"})],
        "handling.drafted": [("sign", "head", {}), ("redraft", "head", {"why": "请修改"})],
        "handling.signed": [("send", "liaison", {"number": "试函1号"})],
        "handling.answered": [("evaluate", "author", {"grades": {"attitude": "satisfied", "result": "dissatisfied"}, "opinion": "不行"})],
        "handling.evaluated": [("order_again", "office", {"demand": "请再办"}), ("close", "office", {})],
        "handling.closed": [],
    }  # fmt: skip


@dataclass
class Race:
    """What the threads share."""

    office: Office
    actors: dict[str, Actor]
    turns: dict[str, list[Turn]]
    roots: list[int]
    units: list[int]
    count: Any = field(default_factory=itertools.count)
    done: list[tuple[str, int, int]] = field(default_factory=list)
    refused: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)
    start: threading.Barrier = field(default_factory=lambda: threading.Barrier(THREADS))

    def run(self, seed: int) -> None:
        """One thread: look at a matter as a page does, then take a step on what was seen."""
        chance = random.Random(seed)
        self.start.wait()
        with clock.at(self.office.day):
            while len(self.done) < STEPS and not self.wrong:
                try:
                    self.turn(chance)
                finally:
                    connection.close()  # back to the pool, as after each request

    def turn(self, chance: random.Random) -> None:
        """One look and one step."""
        seen = self.look(chance)
        if seen is None:
            return
        step, pk, version, actor, data = seen
        try:
            done = take(step, pk, actor, data, version=version)
        except (Changed, WrongState, Busy) as refusal:
            assert refusal.sentence
            self.refused[type(refusal).__name__] += 1
        except Refused as refusal:
            self.refused[refusal.sentence[:24]] += 1
        except BaseException as error:
            self.wrong.append(f"{step.code}: {error!r}")
            raise
        else:
            self.done.append((step.code, done.pk, done.version))

    def look(self, chance: random.Random) -> tuple[Step, int, int, Actor, dict[str, Any]] | None:
        """The next families in turn, so that several threads stand before the same one."""
        root = self.roots[next(self.count) // 6 % len(self.roots)]
        matter = chance.choice(list(Matter.objects.filter(pk=root) | Matter.objects.filter(parent=root)))
        open_ones = self.turns.get(f"{matter.kind}.{matter.state}", [])
        if not open_ones:
            return None
        name, who, data = chance.choice(open_ones)
        step = loops()[matter.kind][name]
        return step, matter.pk, matter.version, self.actors[self.who(who, matter)], data

    def who(self, who: str, matter: Matter) -> str:
        """The actor's name; of units the one whose part it is."""
        if who == "lead":
            return "liaison0"
        if who not in ("liaison", "head"):
            return who
        unit = Handling.objects.values_list("unit", flat=True).get(pk=matter.pk)
        return f"{who}{self.units.index(unit)}"


def prepare() -> Race:
    """An office with families that all stand at the review; several stages, so that the same step races itself."""
    office = Office(profile="cppcc")
    roots = [office.submitted().pk for _ in range(FAMILIES)]
    names = ["office", "supervisor", "author", *(f"{code}{at}" for code in ("liaison", "head") for at in range(3))]
    return Race(
        office, {name: office[name] for name in names}, turns(office), roots, [unit.pk for unit in office.units]
    )


@pytest.mark.slow
@pytest.mark.postgres(only=True)
@pytest.mark.django_db(transaction=True)
def test_a_thousand_steps_raced_by_a_hundred_threads(pool: int) -> None:
    race = prepare()
    before = Entry.objects.count()
    threads = [threading.Thread(target=race.run, args=(seed,), daemon=True) for seed in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=240)
    assert not race.wrong, race.wrong[:5]
    assert not any(thread.is_alive() for thread in threads), "threads wait for each other in a ring"
    print(f"{len(race.done)} steps by {THREADS} threads over {pool} connections; refused {dict(race.refused)}")
    assert len(race.done) >= STEPS
    doubled = [each for each, times in Counter((pk, version) for _, pk, version in race.done).items() if times > 1]
    assert not doubled, f"two were told that they had won: {doubled}"
    assert sum(race.refused[name] for name in ("Changed", "WrongState")) > 50, "nobody raced"
    written = Counter(
        Entry.objects.filter(organ=race.office.organ).order_by("seq").values_list("step", "matter")[before:]
    )
    told = Counter((code, pk) for code, pk, _ in race.done)
    assert {each: times for each, times in told.items() if written[each] != times} == {}, (
        "lost or doubled in the journal"
    )
    prove(race.office.organ)
