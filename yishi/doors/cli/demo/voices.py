"""How many messages of each kind the demo year tells, by which channels they come, and when."""

from __future__ import annotations

import random
from collections.abc import Iterator

from yishi.doors.cli.demo import stock
from yishi.doors.cli.demo.cast.house import House
from yishi.doors.cli.demo.days import DAY, Days
from yishi.doors.cli.demo.lives import heard
from yishi.doors.cli.demo.lives.voices import Teller, Voice
from yishi.doors.cli.demo.plan import FULL, Size
from yishi.doors.cli.demo.story.engine import Story
from yishi.doors.cli.demo.writing.slots import PLACES, fill
from yishi.rooms.voice.models import Message

C = Message.Channel
COURSES: tuple[tuple[Teller, int], ...] = (
    (heard.solved, 70), (heard.explained, 48), (heard.on_the_spot, 28), (heard.within_own_powers, 16), (heard.told_at_once, 20),
    (heard.late, 12), (heard.extended, 5), (heard.handed_back, 10), (heard.asked, 8), (heard.reopened, 8),
    (heard.found_unsolved, 5), (heard.declined, 6), (heard.withdrawn, 5), (heard.blocked, 4), (heard.held, 3),
    (heard.passed_on, 6), (heard.came_back, 2), (heard.withheld, 4),
)  # fmt: skip
"""What becomes of them in a full year."""
MERGED = 6
"""Pairs that say the same."""
TODAY: tuple[tuple[Teller, int, int], ...] = (
    (heard.waits, 1, 5), (heard.waits, 7, 2), (heard.in_hand, 4, 6), (heard.in_hand, 12, 5), (heard.in_hand, 40, 3),
    (heard.waits_for_check, 9, 4), (heard.waits_for_check, 35, 2), (heard.waits_for_resident, 5, 3),
    (heard.waits_to_be_looked_at, 2, 2), (heard.passed, 20, 2),
)  # fmt: skip
"""What is open today: since how many days, and how many."""
CHANNELS = (
    (C.DEPUTY_CODE, 22), (C.WEB, 20), (C.HOTLINE, 20), (C.INFORMANT, 12), (C.RECEPTION, 10), (C.CALL, 5), (C.LETTER, 4),
    (C.CALLER, 4), (C.VISIT, 4), (C.ACTIVITY, 3),
)  # fmt: skip
"""Of a hundred."""
FINISHED = 55
"""Days before today by which those that run their whole course have begun."""
RECEPTION = 20
"""The day of the month on which deputies receive."""


class Voices:
    """Deals out messages; the same for a seed."""

    def __init__(self, house: House, days: Days, size: Size, seed: int) -> None:
        self.house, self.days, self.seed = house, days, seed
        self.profile = house.organ.profile
        self.share = size.suggestions / FULL.suggestions
        self.deputies = house.mandates[:-1]  # the last one leaves in the course of the year
        self.dealt = 0

    def stories(self) -> Iterator[Story]:
        """Every message of the year."""
        for tell, count in COURSES:
            for _ in range(self._count(count)):
                yield tell(self._voice())
        for _ in range(self._count(MERGED)):
            first = self._voice()
            yield heard.merged(first, self._voice(first.row))
        for tell, ago, count in TODAY:
            for at in range(self._count(count)):
                v = self._voice()
                v.day = self.days.ago(ago + at % 2)
                yield tell(v)

    def _count(self, count: int) -> int:
        return max(2, round(count * self.share))

    def _voice(self, row: stock.Voice | None = None) -> Voice:
        self.dealt += 1
        number = self.dealt
        rng = random.Random(f"{self.seed}/{self.profile}/voices/{number}")
        row = row or rng.choice(stock.voices())
        place = rng.choice(PLACES)
        fit = [unit for unit in self.house.by_topic[row.field] if not unit.coordinates] or self.house.side("government")
        unit = rng.choice(fit[:3])
        other = rng.choice([each for each in self.house.side("government") if each != unit])
        channel = rng.choices([code for code, _ in CHANNELS], weights=[weight for _, weight in CHANNELS])[0]
        first, last = self.days.opens, self.days.ago(FINISHED)
        day = first + DAY * rng.randint(0, (last - first).days)
        if channel == C.RECEPTION:
            day = min(day.replace(day=RECEPTION), last)
        deputy = self.deputies[int(len(self.deputies) * rng.random() ** 1.3)]
        return Voice(
            self.house, self.days, row, place, self.days.on(max(day, first)), channel, unit, other, deputy, number, rng,
            fill(row.text, place, rng),
        )  # fmt: skip
