"""How many activities of each kind the demo year tells, and whose they are: those of a district's organ over most lines."""

from __future__ import annotations

import datetime as dt
import random
import re
from collections.abc import Callable, Iterator
from typing import Any

from yishi.doors.cli.demo import stock
from yishi.doors.cli.demo.cast.house import House
from yishi.doors.cli.demo.days import DAY, Days
from yishi.doors.cli.demo.lives import deeds, planning
from yishi.doors.cli.demo.lives.deeds import Deed
from yishi.doors.cli.demo.plan import FULL, Size
from yishi.doors.cli.demo.story.engine import Story
from yishi.doors.cli.demo.writing.slots import PLACES
from yishi.rooms.activities.catalogue.kinds import load

SPANS = {
    "training": (1, 4),
    "study_tour": (2, 4),
    "law_inspection": (0, 2),
    "special_research": (0, 3),
    "congress_session": (3, 3),
    "plenary": (3, 3),
}
"""How many days more some take."""
AT_SESSION = ("congress_session", "plenary")
STATIONS = ("station_activity", "station_duty", "deputy_reception")
"""What a station's keeper records."""
COMMITTEES = ("law_inspection", "special_research", "counterpart_talk", "visit", "committee_meeting", "oversight_visit")
"""What committees' staff record of their own."""
LASTING = (
    "deputy_group",
    "demo_point",
    "party_branch",
    "partnership",
    "system_digital",
    "service_team",
)
OTHERS = ("云溪区志愿服务协会", "云溪学院", "溪口商会")
SUMMARIES = (
    "听取情况介绍，现场察看，座谈交流。",
    "分组察看后集中讨论，意见已整理。",
    "与会人员交流发言，形成一致意见。",
    "",
)
RANGE = re.compile(r"(\d+)-(\d+)")
SPECIAL: tuple[Callable[[Deed], Story], ...] = (
    deeds.held, deeds.about_suggestions, deeds.held, deeds.mended, deeds.at_the_desk, deeds.held, deeds.struck,
)  # fmt: skip
"""Stories told of every few records in turn; of the others it is told that they were recorded."""
EVERY = 7
REPORTED = (
    *[deeds.reported] * 9, deeds.reported_again, deeds.reported_again, deeds.turned_back, deeds.waits, deeds.waits, deeds.withdrawn,
)  # fmt: skip
OF_DUTY = ("contact_visit", "mass_preach", "good_deed_activity", "volunteer", "enterprise_service")


class Deeds:
    """Deals out activities; the same for a seed."""

    def __init__(self, house: House, days: Days, size: Size, seed: int) -> None:
        self.house, self.days, self.seed = house, days, seed
        self.profile = house.organ.profile
        self.share = size.suggestions / FULL.suggestions
        self.known = load()
        self.dealt = 0
        self.members = house.mandates[:-1]  # the last one leaves in the course of the year

    def stories(self) -> Iterator[Story]:
        """Every story of the year's activities, and of what the office keeps beside them."""
        yield from planning.kinds(self.days)
        yield from planning.targets(self.days, self.profile)
        yield from planning.outside(self.days, self.profile)
        for row in stock.deeds():
            count = row.npc if self.profile == "npc" else row.cppcc
            for at in range(max(1, round(count * self.share)) if count else 0):
                yield self._told(self._deed(row, at, count))
            if count > 2:
                yield deeds.recorded(self._last_years(row, count))
        yield from self._to_come()
        yield from self._reported()
        yield from self._lasting()

    def _told(self, d: Deed) -> Story:
        turn = self.house.turn("deeds")
        if turn % EVERY or d.day <= self.days.closes + DAY * 30:
            return deeds.recorded(d)
        story = SPECIAL[turn // EVERY % len(SPECIAL)]
        return story(d)

    def _rng(self) -> random.Random:
        self.dealt += 1
        return random.Random(f"{self.seed}/{self.profile}/deeds/{self.dealt}")

    def _deed(self, row: stock.Deed, at: int, count: int) -> Deed:
        """One record on a day of the year, those of a kind spread over it."""
        rng = self._rng()
        first, last = self.days.opens, self.days.ago(16)
        share = min((at + rng.random()) / max(1, round(count * self.share)), 0.97)
        day = first if row.kind in AT_SESSION else self.days.on(first + (last - first) * share)
        who = self._who(row.kind, rng)
        return Deed(self.house, self.days, who, day, self._data(row, day, who, rng), rng)

    def _who(self, kind: str, rng: random.Random) -> str:
        if kind in STATIONS:
            return "keeper"
        if kind in COMMITTEES and rng.random() < 0.6:
            return f"committee/{rng.choice(list(self.house.committees.values())).pk}"
        return rng.choice(("office", "office2"))

    def _data(self, row: stock.Deed, day: dt.date, who: str, rng: random.Random) -> dict[str, Any]:
        topic, place = rng.choice(stock.topics()).name, rng.choice(PLACES)
        data: dict[str, Any] = {
            "kind": row.kind, "day": str(day), "title": row.title.format(p=place, t=topic), "summary": rng.choice(SUMMARIES),
            "heads": [{"role": role, "heads": number} for role, number in self._numbers(row.heads, rng)],
            "outputs": [{"code": code, "quantity": str(number)} for code, number in self._numbers(row.outputs, rng)],
            "persons": self._persons(row.persons, rng), "times": _within(row.times, rng) if row.times else 1,
        }  # fmt: skip
        if "{t}" in row.title:
            data["topics"] = topic
        if "{p}" in row.title:
            data |= {"area": place, "place": f"{place}{self._house(row.kind)}"}
        kind = self.known.kind(row.kind)
        if kind.results:
            data["result"] = rng.choice(kind.results)[0]
        if row.kind in SPANS and (more := rng.randint(*SPANS[row.kind])):
            data["last_day"] = str(day + DAY * more)
        return data | self._with_whom(who, rng)

    def _house(self, kind: str) -> str:
        """Where it is held, by its street: what stations do in the station of the street, where there is one."""
        if kind not in STATIONS:
            return "便民服务中心"
        return "代表之家" if self.profile == "npc" else "委员之家"

    def _with_whom(self, who: str, rng: random.Random) -> dict[str, Any]:
        """One in six is held with a unit, one in fifteen with an outside body, one in eight by a group."""
        data: dict[str, Any] = {}
        if rng.random() < 1 / 6:
            data["co_units"] = [rng.choice(self.house.side("government")).pk]
        if rng.random() < 1 / 15:
            data["co_bodies"] = rng.choice(OTHERS)
        if rng.random() < 1 / 8:
            data["groups"] = [rng.choice(list(self.house.groups))]
        return data

    def _persons(self, said: str, rng: random.Random) -> list[int]:
        wanted = min(_within(said, rng), len(self.members) * 2 // 3) if said else 0
        # Some come often and some seldom.
        found = {int(len(self.members) * rng.random() ** 1.3) for _ in range(wanted * 2)}
        return [self.members[at].pk for at in sorted(found)[:wanted]]

    def _numbers(self, said: str, rng: random.Random) -> list[tuple[str, int]]:
        return [
            (name, _within(numbers, rng)) for name, numbers in (part.split(":") for part in said.split(";") if part)
        ]

    def _last_years(self, row: stock.Deed, count: int) -> Deed:
        """The year before, of which the office keeps a total only: so that there is something to compare with."""
        rng, day = self._rng(), dt.date(self.days.year - 1, 12, 20)
        times = max(
            1, round(count * self.share * rng.uniform(0.6, 1.1)) * (_within(row.times, rng) if row.times else 1)
        )
        data: dict[str, Any] = {"kind": row.kind, "day": str(day), "title": f"{day.year}年合计补录", "times": times}
        outputs = self._numbers(row.outputs, rng)
        data["outputs"] = [{"code": code, "quantity": str(number * max(1, count - 1))} for code, number in outputs]
        return Deed(self.house, self.days, "office", self.days.opens, data, rng)

    def _to_come(self) -> Iterator[Story]:
        """Planned for the next weeks, overdue, and cancelled."""
        rows = [
            row
            for row in stock.deeds()
            if row.kind in ("visit", "special_research", "training", "lecture", "forum", "standing_meeting")
        ]
        for at, row in enumerate((*rows, *rows[:3])):
            rng = self._rng()
            day = self.days.on(self.days.today + DAY * (4 + 5 * at)) if at < len(rows) else self.days.ago(2 + at % 3)
            data = self._data(row, day, "office", rng) | {"starts": "09:30"}
            yield deeds.on_the_plan(Deed(self.house, self.days, "office", day, data, rng))
        for row in rows[:3]:
            yield deeds.cancelled(self._deed(row, 1, 3))

    def _reported(self) -> Iterator[Story]:
        """What deputies did by themselves and tell of."""
        rows = {row.kind: row for row in stock.deeds() if row.kind in OF_DUTY}
        for at, story in enumerate(REPORTED):
            rng, row = self._rng(), rows[OF_DUTY[at % len(OF_DUTY)]]
            recent = story in (deeds.waits, deeds.turned_back)
            day = self.days.ago(5 + at) if recent else self.days.on(self.days.opens + DAY * (40 + at * 11))
            author = self.members[at * 5 % len(self.members)]
            data = self._data(row, day, "", rng)
            data = {
                name: value
                for name, value in data.items()
                if name in ("kind", "day", "title", "topics", "area", "heads", "outputs")
            }
            yield story(
                Deed(
                    self.house,
                    self.days,
                    f"member/{author.pk}",
                    day,
                    data | {"summary": "走访了社区，听取了意见。"},
                    rng,
                )
            )

    def _lasting(self) -> Iterator[Story]:
        """Groups and the like, by street; one group ended in the year. Stations are told of in `posts.py`."""
        for kind in LASTING:
            for at, place in enumerate(PLACES[:8]):
                rng = self._rng()
                day = self.days.opens - DAY * rng.randint(40, 600)
                data = {
                    "kind": kind,
                    "day": str(day),
                    "title": f"{place}{self.known.kind(kind).name_in(self.profile)}",
                    "area": place,
                }
                story = deeds.over if at == 0 and kind == "deputy_group" else deeds.in_being
                yield story(Deed(self.house, self.days, "office", day, data, rng))


def _within(said: str, rng: random.Random) -> int:
    found = RANGE.fullmatch(said)
    if found is None:
        raise ValueError(f"{said!r} is no range of numbers")
    return rng.randint(int(found[1]), int(found[2]))
