"""Stations of the demo year: set up by street, kept, on duty, received at, closed; deputies who swap and go online."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import dataclass, field
from typing import Any

from yishi.doors.cli.demo.cast.house import House
from yishi.doors.cli.demo.days import DAY, Days
from yishi.doors.cli.demo.story.engine import Do, Story
from yishi.foundation.loops.refusals import Invalid, NotAllowed, Refused
from yishi.foundation.people.models import Mandate
from yishi.rooms.stations.loop import duty, presence, reception, station

WEEK = 7 * DAY
WHY_NOT = ("参加区里会议，未能到岗。", "站点停电。", "临时出差，未及时换班。")


@dataclass
class Post:
    """One station of the year: what stands in it, its deputies, how often they are on duty, and its dice."""

    house: House
    days: Days
    data: dict[str, Any]
    deputies: list[Mandate]
    rng: random.Random
    kept: bool = True
    every: int = 2
    """Weeks from duty to duty."""
    key: int = field(default=0, init=False)

    @property
    def begins(self) -> dt.date:
        """When it is entered."""
        return self.days.on(self.days.opens)

    def take(
        self, when: dt.date, step: Any, on: int | None, who: str = "", refused: type[Refused] | None = None, /, **data: Any
    ) -> Do:  # fmt: skip
        """A step by its keeper, or by somebody else."""
        return Do(when, who or ("keeper" if self.kept else "office"), step, on, data, refused)


def told(p: Post) -> Story:
    """Set up, its keeper named, its deputies posted; then its year of duties and reception days."""
    made = yield p.take(p.begins, station["set_up"], None, "office", **p.data)
    if made is None:
        return
    p.key = made.pk
    if p.kept:
        yield p.take(p.begins, station["name_keeper"], p.key, "office", account=p.house.accounts["keeper"].pk)
    yield p.take(p.begins, station["post"], p.key, "office", persons=[row.pk for row in p.deputies])
    day = p.days.on(p.begins + WEEK)
    turn = 0
    while day < p.days.today + 2 * WEEK:
        yield _of_duty(p, day, p.deputies[turn % len(p.deputies)], turn)
        if turn % 4 == 2:
            yield _received(p, p.days.on(day + DAY), turn)
        turn += 1
        day = p.days.on(day + p.every * WEEK)
    yield _acted(p)


def closed(p: Post) -> Story:
    """Set up long ago, closed in summer, and opened again by its old code in autumn."""
    made = yield p.take(p.begins, station["set_up"], None, "office", **p.data)
    key = made.pk if made else 0
    yield p.take(p.days.on(p.begins + 120 * DAY), station["close"], key, "office", why="社区合并，并入邻近站点。")
    yield p.take(p.days.on(p.begins + 200 * DAY), station["reopen"], key, "office")


def refused(p: Post) -> Story:
    """What is refused: a name that is taken, a keeper who would set one up himself."""
    yield p.take(p.begins + 9 * DAY, station["set_up"], None, "office", Invalid, **p.data)
    yield p.take(p.begins + 9 * DAY, station["set_up"], None, "keeper", NotAllowed, **p.data)


def _of_duty(p: Post, day: dt.date, on: Mandate, turn: int) -> Story:
    """Planned a fortnight before; kept, not kept, cancelled, or handed to another."""
    before = max(p.begins, min(p.days.on(day - 2 * WEEK), p.days.ago(1)))
    hour = (9, 14)[turn % 2]
    officials = [{"unit": p.rng.choice(p.house.side("government")).pk, "words": "负责人"}] if turn % 5 == 3 else []
    made = yield p.take(
        before, duty["plan"], None, station=p.key, day=str(day), starts=f"{hour:02d}:00", ends=f"{hour + 2:02d}:30", persons=[on.pk], officials=officials
    )  # fmt: skip
    if made is None:
        return
    others = [row for row in p.deputies if row.pk != on.pk]
    if turn % 6 == 4 and others:
        yield p.take(p.days.on(before + 3 * DAY), duty["ask_swap"], made.pk, f"member/{on.pk}", instead=others[0].pk)
        yield p.take(p.days.on(before + 4 * DAY), duty["take_over"], made.pk, f"member/{others[0].pk}")
    if turn % 11 == 7:
        yield p.take(p.days.on(before + 5 * DAY), duty["cancel"], made.pk, why="与全区活动冲突，改在下次。")
    elif turn % 9 == 5:
        yield p.take(p.days.after(day, 1), duty["not_kept"], made.pk, why=p.rng.choice(WHY_NOT))
    else:
        yield p.take(p.days.after(day, 1), duty["keep"], made.pk, heads=p.rng.randint(0, 9))


def _received(p: Post, day: dt.date, turn: int) -> Story:
    """A reception day announced, received by its deputies, held."""
    before = max(p.begins, min(p.days.on(day - 2 * WEEK), p.days.ago(1)))
    kind = "chair_reception" if turn % 8 == 6 else "deputy_reception"
    made = yield p.take(
        before, reception["announce"], None, station=p.key, day=str(day), starts="09:00", ends="11:00", minutes=30, capacity=2, kind=kind,
        persons=[row.pk for row in p.deputies[:2]],
    )  # fmt: skip
    if made is not None:
        yield p.take(p.days.after(day, 1), reception["hold"], made.pk, heads=p.rng.randint(3, 18))


def _acted(p: Post) -> Story:
    """Actions ticked off through the year, and last year's stars."""
    for at, action in enumerate(("study", "visit", "receive", "talk", "visit", "research", "special")):
        yield p.take(p.days.on(p.begins + (30 + 40 * at) * DAY), station["tick"], p.key, action=action)
    yield p.take(p.days.ago(20), station["rate_stars"], p.key, "office", year=p.days.year)


def online(house: House, days: Days, day: dt.date, mandate: Mandate) -> Story:
    """A deputy is online for a while."""
    who = f"member/{mandate.pk}"
    made = yield Do(day, who, presence["go_online"], None, {})
    if made is not None:
        yield Do(day, who, presence["go_offline"], made.pk, {})
