"""Which stations the demo's organ has, and how often something happens there: by street, by trade, online; studios in a CPPCC."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Any

from yishi.doors.cli.demo.cast.house import House
from yishi.doors.cli.demo.days import DAY, Days
from yishi.doors.cli.demo.lives import stations
from yishi.doors.cli.demo.lives.stations import Post
from yishi.doors.cli.demo.plan import FULL, Size
from yishi.doors.cli.demo.story.engine import Story
from yishi.doors.cli.demo.writing.slots import PLACES

HOURS = "周一至周五 9:00-11:30、14:00-17:00"
NPC = (
    ("station_home", "代表之家", 8), ("station", "代表联络站", 14), ("station_point", "代表联系点", 6), ("station_trade", "茶业代表联络站", 1),
    ("law_point", "基层立法联系点", 2),
)  # fmt: skip
CPPCC = (
    ("station_home", "委员之家", 6),
    ("studio", "委员工作室", 10),
    ("talk_hall", "协商议事厅", 8),
    ("info_point", "社情民意联系点", 4),
)
ONLINE = 90
"""Turns online in a full year."""


class Posts:
    """Deals out stations; the same for a seed."""

    def __init__(self, house: House, days: Days, size: Size, seed: int) -> None:
        self.house, self.days = house, days
        self.npc = house.organ.profile == "npc"
        self.rng = random.Random(f"{seed}/{house.organ.profile}/stations")
        self.share = size.suggestions / FULL.suggestions
        self.members = house.mandates[:-1]  # the last one leaves in the course of the year

    def stories(self) -> Iterator[Story]:
        """Every station's year, and what is refused."""
        made = list(self._posts())
        for at, post in enumerate(made):
            yield stations.closed(post) if at == len(made) - 1 else stations.told(post)
        yield stations.refused(made[0])
        for at in range(max(4, round(ONLINE * self.share))):
            day = self.days.on(
                self.days.opens + DAY * self.rng.randint(10, (self.days.today - self.days.opens).days - 2)
            )
            yield stations.online(self.house, self.days, day, self.members[at * 7 % len(self.members)])

    def _posts(self) -> Iterator[Post]:
        number = 0
        for kind, name, count in NPC if self.npc else CPPCC:
            for at, place in enumerate(PLACES[: max(1, round(count * max(self.share, 0.3)))]):
                yield self._post(kind, f"{place}{name}", place, number, kept=at % 2 == 0)
                number += 1

    def _post(self, kind: str, title: str, place: str, number: int, *, kept: bool) -> Post:
        data: dict[str, Any] = {
            "kind": kind, "title": title, "area": place, "address": f"{place}服务路{number + 1}号", "opening": HOURS,
            "latitude": f"30.{100 + self.rng.randint(0, 799):03d}", "longitude": f"106.{100 + self.rng.randint(0, 799):03d}",
            "day": str(self.days.opens - DAY * self.rng.randint(40, 900)), "online": number % 3 == 0, "phone": f"000-6200{number:04d}",
        }  # fmt: skip
        deputies = [self.members[(number * 3 + at) % len(self.members)] for at in range(3)]
        return Post(self.house, self.days, data, deputies, self.rng, kept, every=2 + number % 3)
