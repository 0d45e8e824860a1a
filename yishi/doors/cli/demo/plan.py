"""How many of each story the demo year tells, and whose they are: the rates of a real district, in small where asked."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from yishi.doors.cli.demo.cast.house import House
from yishi.doors.cli.demo.days import DAY, Days
from yishi.doors.cli.demo.lives import beside, course, early, ending, lineage, ordinary, persons, promises, today
from yishi.doors.cli.demo.story.case import Case, turn
from yishi.doors.cli.demo.story.engine import Story
from yishi.doors.cli.demo.writing.papers import Paper, Writer
from yishi.foundation.people.models import Mandate, Unit


@dataclass(frozen=True)
class Size:
    """How large the organ is. `suggestions` are those handed in during the year, secret ones among them; drafts and those
    made at higher congresses come on top."""

    suggestions: int = 268
    units: int = 80
    members: int = 300


FULL = Size()
SMALL = Size(suggestions=100, units=24, members=72)
"""The least in which every story has room."""
LEAST = SMALL
AT_SESSION = 200 / 268
"""The share handed in at the session."""

SESSION, BETWEEN = "session", "between"
Teller = Callable[[Case], Story]


@dataclass(frozen=True)
class Kind:
    """A kind of story: how many of it in a full year, and when it begins: at the session, between sessions, or so many days
    ago. `joint` is how many sign with the author (None: as the dice say), `takes` how many suggestions it tells of."""

    tell: Teller
    count: int
    when: str | int
    joint: int | None = None
    takes: int = 1
    only: str = ""
    """The profile of the organs in which it happens; everywhere if none is named."""


KINDS = (
    Kind(early.sent_back, 2, SESSION, 2), Kind(early.sent_back, 1, BETWEEN), Kind(early.wait_given_up, 2, BETWEEN, 0),
    Kind(early.turned_away, 10, SESSION), Kind(early.turned_away, 3, BETWEEN),
    Kind(early.merged, 4, SESSION, takes=2), Kind(early.merged, 1, BETWEEN, takes=2),
    Kind(early.withdrawn, 2, SESSION, 0), Kind(early.withdrawn_by_all, 1, SESSION, 2),
    Kind(early.withdrawn_half_answered, 1, SESSION, 0), Kind(early.withdrawal_waits, 1, 40, 3),
    Kind(early.in_a_groups_name, 5, SESSION, 0), Kind(early.joint, 4, SESSION),
    Kind(course.handed_back, 4, SESSION), Kind(course.handed_back, 1, BETWEEN), Kind(course.hand_back_refused, 3, SESSION),
    Kind(course.objection_upheld, 2, SESSION), Kind(course.objection_declined, 2, SESSION), Kind(course.office_returns, 2, SESSION),
    Kind(course.partys, 5, SESSION), Kind(course.partys, 1, BETWEEN), Kind(course.extended, 4, SESSION),
    Kind(course.extension_refused, 1, SESSION), Kind(persons.strangers, 1, SESSION, 0),
    Kind(ordinary.hard, 8, SESSION), Kind(ordinary.separate, 4, SESSION), Kind(ordinary.opinion_again, 3, SESSION),
    Kind(ordinary.opinion_never, 2, SESSION), Kind(ordinary.signed_anew, 2, SESSION), Kind(ordinary.late, 9, SESSION),
    Kind(ordinary.late, 2, BETWEEN), Kind(ordinary.late_contact, 3, SESSION), Kind(ordinary.solved, 2, SESSION),
    Kind(ordinary.impossible, 2, SESSION), Kind(ordinary.passed_up, 2, SESSION),
    Kind(ending.satisfied_then, 3, SESSION), Kind(ending.again_late, 1, SESSION), Kind(ending.met_settled, 1, SESSION),
    Kind(ending.met_again, 1, SESSION), Kind(ending.unevaluated, 5, SESSION),
    Kind(promises.made_good, 2, SESSION), Kind(promises.failed, 2, SESSION), Kind(promises.met_anew, 1, SESSION),
    Kind(promises.met_and_closed, 1, SESSION), Kind(promises.due_soon, 2, SESSION), Kind(promises.past_its_day, 2, SESSION),
    Kind(promises.awaits_evaluation, 2, SESSION), Kind(promises.awaits_closing, 1, SESSION), Kind(promises.awaits_meeting, 1, SESSION),
    Kind(beside.key, 8, SESSION), Kind(beside.key, 1, BETWEEN), Kind(beside.look_back, 9, SESSION), Kind(beside.good, 12, SESSION),
    Kind(lineage.from_motion, 3, SESSION, only="npc"), Kind(lineage.from_messages, 4, SESSION), Kind(lineage.messages_recorded, 2, BETWEEN),
    Kind(lineage.drafted_for_him, 2, BETWEEN, 0), Kind(lineage.registered_for_him, 2, BETWEEN, 0),
    Kind(lineage.split, 2, SESSION, 0, takes=2), Kind(lineage.left_by_last_year, 2, SESSION, 0), Kind(lineage.goes_on, 2, 72, 0),
    Kind(lineage.promise_goes_on, 2, SESSION, 0),
    Kind(beside.withheld, 5, SESSION), Kind(beside.secret, 2, BETWEEN), Kind(beside.secret_open, 1, 40),
    Kind(today.waits_for_review, 2, 3), Kind(today.waits_for_review, 1, 21), Kind(today.half_reviewed, 2, 6),
    Kind(early.sent_back_waits, 1, 9), Kind(today.waits_for_handover, 2, 8), Kind(today.waits_for_handover, 1, 22),
    Kind(today.with_the_government_office, 3, 10), Kind(today.with_the_party_office, 1, 10), Kind(today.handed, 3, 13),
    Kind(today.not_contacted, 2, 30), Kind(today.not_contacted, 1, 56), Kind(today.in_hand, 3, 45), Kind(today.in_hand, 2, 92),
    Kind(today.in_hand, 3, 112), Kind(today.hand_back_asked, 2, 18), Kind(today.waits_for_reassignment, 1, 24),
    Kind(today.objection_waits, 1, 16), Kind(today.opinion_asked_again, 1, 30), Kind(today.extension_waits, 1, 75),
    Kind(today.waits_for_signature, 2, 70), Kind(today.waits_for_the_seal, 1, 70), Kind(today.half_answered, 1, 50),
    Kind(today.waits_for_evaluation, 4, 60), Kind(today.waits_for_evaluation, 2, 100), Kind(today.waits_for_closing, 2, 62),
    Kind(today.dissatisfied, 1, 68), Kind(today.ordered, 1, 75), Kind(today.ordered, 1, 150), Kind(today.met, 1, 130),
)  # fmt: skip
"""Stories of suggestions that are counted as handed in; ordinary ones fill the rest."""
ON_TOP = (
    Kind(early.draft, 3, 5, 0), Kind(early.draft_waits, 2, 7, 0),     Kind(beside.higher, 9, SESSION),
)  # fmt: skip
LEAVING = Kind(persons.former, 1, BETWEEN, 0)


class Plan:
    """Deals out cases; the same for a seed."""

    def __init__(self, house: House, days: Days, size: Size, seed: int) -> None:
        self.house, self.days, self.size, self.seed = house, days, size, seed
        self.rng = random.Random(f"{seed}/{house.organ.profile}/plan")
        self.writer = Writer(house.organ.profile, random.Random(f"{seed}/{house.organ.profile}/papers"))
        self.leaving = house.mandates[-1]
        for found in house.groups.values():
            found[:] = [mandate for mandate in found if mandate != self.leaving]
        self.dealt = self.between = 0

    def stories(self) -> Iterator[Story]:
        """Every story of the year."""
        left = self.size.suggestions
        for kind in (each for each in (*KINDS, LEAVING) if each.only in ("", self.house.organ.profile)):
            for _ in range(self._count(kind)):
                left -= kind.takes
                yield kind.tell(self.case(kind))
        for kind in ON_TOP:
            for _ in range(self._count(kind)):
                yield kind.tell(self.case(kind))
        yield from self._ordinary(max(left, 0))

    def _ordinary(self, count: int) -> Iterator[Story]:
        """The rest; as many of them at the session as make its share of all."""
        fill = Kind(ordinary.ordinary, 1, SESSION)
        between = min(max(round(self.size.suggestions * (1 - AT_SESSION)) - self.between, 0), count)
        for at in range(count):
            yield ordinary.ordinary(self.case(replace(fill, when=BETWEEN) if at < between else fill))

    def _count(self, kind: Kind) -> int:
        """In proportion; at least one, and of those turned away one on each ground that the place's rule lists."""
        count = max(1, round(kind.count * self.size.suggestions / FULL.suggestions))
        if kind.tell is early.turned_away and kind.when == SESSION:
            said = self.house.pack.choices.inadmissible
            return max(count, len(said.value) if said else 0)
        return count

    def case(self, kind: Kind) -> Case:
        """A case for a story of this kind."""
        paper = self.writer.write()
        author = self.leaving if kind is LEAVING else self._author()
        self.between += kind.takes if kind.when != SESSION else 0
        return self._case(paper, author, self._day(kind.when, author), kind.joint)

    def alike(self, like: Case) -> Case:
        """Another deputy's case on the same problem."""
        made = self._case(self.writer.alike(like.paper), self._author(like.author), like.handed_in, None)
        made.lead = like.lead
        return made

    def _case(self, paper: Paper, author: Mandate, day: dt.date, joint: int | None) -> Case:
        self.dealt += 1
        rng = random.Random(f"{self.seed}/{self.house.organ.profile}/{self.dealt}")
        fit = self.house.by_topic[paper.topic] or self.house.side("government")
        lead = rng.choices(fit, weights=[4 if at < 2 else 1 for at in range(len(fit))])[0]
        at_session = any(opens <= day <= closes for opens, closes in self.days.sessions)
        signing = joint if joint is not None else (rng.randint(1, 3) if rng.random() < 0.3 else 0)
        return Case(
            self.house, self.days, paper, author, self._signers(author, signing, rng), lead, self._co(fit, lead, rng), day, at_session, rng,
            self.alike, self.dealt,
        )  # fmt: skip

    def _author(self, but: Mandate | None = None) -> Mandate:
        """Two thirds of the members put something forward; some of them often."""
        active = [
            mandate
            for mandate in self.house.mandates[: self.size.members * 2 // 3]
            if mandate not in (but, self.leaving)
        ]
        return active[int(len(active) * self.rng.random() ** 1.4)]

    def _signers(self, author: Mandate, count: int, rng: random.Random) -> list[Mandate]:
        if not count:
            return []
        others = [mandate for mandate in self.house.group_of(author) if mandate != author][: max(count, 5)]
        return rng.sample(others, min(count, len(others)))

    def _co(self, fit: list[Unit], lead: Unit, rng: random.Random) -> list[Unit]:
        """Four in ten have co-handlers; the first one is mostly of the same field."""
        count = rng.choices((0, 1, 2), weights=(60, 28, 12))[0]
        near = [unit for unit in fit if unit != lead]
        far = [unit for unit in self.house.side("government") if unit != lead and unit not in near]
        return (near[:1] + rng.sample(far, min(2, len(far))))[:count]

    def _day(self, when: str | int, author: Mandate) -> dt.date:
        if isinstance(when, int):
            return self.days.ago(when)
        if when == SESSION:
            return self.days.opens + DAY * (turn(author) % 3)
        first, last = self.days.closes + DAY * 30, self.days.months_ago(5)
        return self.days.on(first + DAY * self.rng.randint(0, max((last - first).days, 1)))
