"""An office for tests: an organ with everybody who plays a part towards its stations, and ways to any state."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from yishi.foundation import clock, codes
from yishi.foundation.loops.steps import Step
from yishi.foundation.loops.take import Outcome, create, take
from yishi.foundation.people.actors import Actor, actor_of, stranger, system
from yishi.foundation.people.models import Grouping, Organ, RoleCode
from yishi.foundation.people.tests.factories import (
    BelongingFactory,
    GroupingFactory,
    MandateFactory,
    UnitFactory,
    actor,
    make_organ,
)
from yishi.rooms.stations.loop import duty, ground, presence, reception, station, station_rule
from yishi.rooms.stations.models import Duty, Ground, Presence, Reception, Rule, Station

TODAY = dt.date(2026, 3, 16)
"""A Monday."""
RULE: dict[str, Any] = {
    "actions": [{"name": "走访", "times": 2}, {"name": "特色协商", "times": 1}],
    "points": [{"what": "duty", "points": 10, "most": 30}, {"what": "missed", "points": -5, "most": 10}, {"what": "action", "points": 20, "most": 40}],
    "stars": [{"stars": 1, "least": 10}, {"stars": 3, "least": 50}],
}  # fmt: skip


@dataclass
class Office:
    """An organ and everybody in it. `keeper` keeps `here`; `second` is posted to it as `first` is."""

    profile: str = "npc"
    day: dt.date = TODAY
    organ: Organ = field(init=False)
    people: dict[str, Actor] = field(default_factory=dict)
    made: int = 0

    def __post_init__(self) -> None:
        self.organ = make_organ(self.profile)
        self.first, self.second, self.third = (MandateFactory(organ=self.organ) for _ in range(3))
        self.unit = UnitFactory(organ=self.organ)
        self.constituency = GroupingFactory(organ=self.organ, kind=Grouping.Kind.CONSTITUENCY, name="东门街道第一选区")
        BelongingFactory(mandate=self.first, grouping=self.constituency)
        make = self._make
        make("office", RoleCode.OFFICE)
        make("keeper", RoleCode.STATION_KEEPER)
        make("other_keeper", RoleCode.STATION_KEEPER)
        make("first", RoleCode.MEMBER, mandate=self.first)
        make("second", RoleCode.MEMBER, mandate=self.second)
        make("third", RoleCode.MEMBER, mandate=self.third)
        make("liaison", RoleCode.LIAISON, unit=self.unit)
        for code in (
            RoleCode.SECRETARIAT, RoleCode.COMMITTEE, RoleCode.LEADER, RoleCode.SUPERVISOR, RoleCode.AUDITOR, RoleCode.ADMINISTRATOR,
            RoleCode.GOVERNMENT_OFFICE, RoleCode.INFORMANT, RoleCode.RESIDENT,
        ):  # fmt: skip
            make(str(code), code)
        self.here = self.station(area="东门街道", address="东门街道东门路12号", opening="周一至周五 9:00-17:00", online=True,
                                 video="https://video.example/room")  # fmt: skip
        self.take(station["name_keeper"], self.here, account=self.people["keeper"].account.pk)
        self.take(station["post"], self.here, persons=[self.first.pk, self.second.pk])

    def _make(self, name: str, code: RoleCode, **role: Any) -> None:
        self.people[name] = actor(self.organ, code, day=self.day, **role)

    def __getitem__(self, name: str) -> Actor:
        """The actor of that name as he stands today."""
        if name == "stranger":
            return stranger(self.organ)
        known = self.people[name]
        return actor_of(known.account, self.organ, self.day) if known.account else known

    def everybody(self) -> dict[str, Actor]:
        """The stranger and the system too."""
        found = {name: self[name] for name in self.people}
        return found | {"stranger": stranger(self.organ), "system": system(self.organ)}

    def open(self, step: Step, who: str = "office", at: dt.datetime | None = None, **given: Any) -> Any:
        """A new matter, with values that are checked as a page's would be."""
        with clock.at(at or self.day):
            return self.again(create(step, self[who], given).record)

    def take(
        self, step: Step, record: Any, who: str = "office", at: dt.datetime | None = None, **given: Any
    ) -> Outcome:
        """A step by someone."""
        with clock.at(at or self.day):
            return take(step, record.pk, self[who], given)

    def again(self, record: Any) -> Any:
        """The record as the database has it."""
        return type(record).objects.select_related("matter").get(pk=record.pk)

    # ways to a state

    @property
    def kind(self) -> str:
        """A kind of station that the profile has."""
        return "station"

    def station(self, **given: Any) -> Station:
        """Open."""
        self.made += 1
        return self.open(station["set_up"], **{"kind": self.kind, "title": f"试验站{self.made}"} | given)

    def closed(self) -> Station:
        """Open, and closed."""
        s = self.station()
        self.take(station["close"], s, why="合并。")
        return self.again(s)

    def duty(self, who: str = "office", **given: Any) -> Duty:
        """On the roster for today, with the first deputy on it; each at an hour of its own."""
        self.made += 1
        hour = self.made % 22
        words = {
            "station": self.here.pk, "day": self.day.isoformat(), "starts": f"{hour:02d}:{self.made % 60:02d}",
            "ends": f"{hour + 1:02d}:{self.made % 60:02d}", "persons": [],
        }  # fmt: skip
        return self.open(duty["plan"], who, **words | given)

    def reception(self, who: str = "office", **given: Any) -> Reception:
        """A day to book, from nine to ten in two times, received by the first deputy."""
        words = {
            "station": self.here.pk, "day": self.day.isoformat(), "starts": "09:00", "ends": "10:00", "minutes": 30,
            "persons": [self.first.pk],
        }  # fmt: skip
        return self.open(reception["announce"], who, **words | given)

    def booked(self, r: Reception, at: int = 0, nonce: str = "", **given: Any) -> codes.Keys:
        """A resident's booking of its first time, before it begins."""
        nonce = nonce or codes.fresh()
        slot = list(r.slots.all())[at]
        words = {"slot": slot.pk, "phone": "13900001234", "nonce": nonce}
        self.take(reception["book"], r, "stranger", at=self.early(r.day), **words | given)
        return codes.keys(nonce)

    def early(self, day: dt.date) -> dt.datetime:
        """Six in the morning of a day."""
        return dt.datetime.combine(min(day, self.day), dt.time(6), clock.CHINA)

    def online(self, who: str = "first", at: dt.datetime | None = None, **given: Any) -> Presence:
        """Gone online."""
        return self.open(presence["go_online"], who, at, **given)

    def rule(self, **given: Any) -> Rule:
        """The organ's own rule, each from a day of its own."""
        self.made += 1
        since = self.day - dt.timedelta(days=self.made)
        return self.open(station_rule["set_rule"], **{"since": since.isoformat()} | RULE | given)

    def ground(self, grouping: Grouping | None = None, **given: Any) -> Ground:
        """Where a grouping's people live."""
        grouping = grouping or GroupingFactory(organ=self.organ, kind=Grouping.Kind.CONSTITUENCY)
        return self.open(
            ground["set_ground"], **{"grouping": grouping.pk, "area": "东门街道", "street": "东门路"} | given
        )
