"""An office for tests: an organ with everybody who plays a part towards its activities, and ways to any state."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from yishi.foundation import clock
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
from yishi.rooms.activities.loop import activity, outside_total, own_kind, target
from yishi.rooms.activities.models import Activity, OutsideTotal, OwnKind, Target

TODAY = dt.date(2026, 3, 16)
EVENT = "law_inspection"
"""A kind of congresses that happens once."""
VISIT = {"name": "试验视察", "line": "oversight", "measure": "次", "definition": "一次计一次。"}
"""An own kind that happens once, for offices of the other profile."""
STOCK = {"name": "试验代表小组", "line": "duty", "measure": "个", "definition": "成立一个计一个。", "form": "stock"}


@dataclass
class Office:
    """An organ and everybody in it."""

    profile: str = "npc"
    day: dt.date = TODAY
    parent: Organ | None = None
    organ: Organ = field(init=False)
    people: dict[str, Actor] = field(default_factory=dict)

    def __post_init__(self) -> None:
        more = {"parent": self.parent} if self.parent else {}
        self.organ = make_organ(self.profile, **more)
        self.first, self.second = MandateFactory(organ=self.organ), MandateFactory(organ=self.organ)
        self.unit = UnitFactory(organ=self.organ)
        self.committee, self.other = (
            GroupingFactory(organ=self.organ, kind=Grouping.Kind.COMMITTEE, term=None) for _ in range(2)
        )
        self.delegation = GroupingFactory(organ=self.organ)
        BelongingFactory(mandate=self.first, grouping=self.delegation, heads=True)
        make = self._make
        make("office", RoleCode.OFFICE)
        make("committee", RoleCode.COMMITTEE, grouping=self.committee)
        make("other_committee", RoleCode.COMMITTEE, grouping=self.other)
        make("keeper", RoleCode.STATION_KEEPER)
        make("other_keeper", RoleCode.STATION_KEEPER)
        make("reporter", RoleCode.MEMBER, mandate=self.first)
        make("member", RoleCode.MEMBER, mandate=self.second)
        make("liaison", RoleCode.LIAISON, unit=self.unit)
        make("government_office", RoleCode.GOVERNMENT_OFFICE)
        for code in (
            RoleCode.SECRETARIAT,
            RoleCode.LEADER,
            RoleCode.SUPERVISOR,
            RoleCode.AUDITOR,
            RoleCode.ADMINISTRATOR,
            RoleCode.RESIDENT,
        ):
            make(str(code), code)

    def _make(self, name: str, code: RoleCode, **role: Any) -> None:
        self.people[name] = actor(self.organ, code, day=self.day, **role)

    def __getitem__(self, name: str) -> Actor:
        """The actor of that name as he stands today."""
        known = self.people[name]
        return actor_of(known.account, self.organ, self.day) if known.account else known

    def everybody(self) -> dict[str, Actor]:
        """The stranger and the system too."""
        found = {name: self[name] for name in self.people}
        return found | {"stranger": stranger(self.organ), "system": system(self.organ)}

    def open(self, step: Step, who: str = "office", **given: Any) -> Any:
        """A new matter, with values that are checked as a page's would be."""
        with clock.at(self.day):
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

    def planned(self, who: str = "office", **given: Any) -> Activity:
        """On the plan for today."""
        words = {"kind": self.event, "day": self.day.isoformat()}
        return self.open(activity["plan"], who, **words | given)

    def recorded(self, who: str = "office", **given: Any) -> Activity:
        """Recorded on the day it happened."""
        words = {"kind": self.event, "day": self.day.isoformat()}
        return self.open(activity["record"], who, **words | given)

    def reported(self, who: str = "reporter", **given: Any) -> Activity:
        """Told by a deputy."""
        words = {"kind": self.event, "day": self.day.isoformat()}
        return self.open(activity["report"], who, **words | given)

    def turned_back(self) -> Activity:
        """Told, and turned back."""
        a = self.reported()
        self.take(activity["turn_back"], a, why="日期不对。")
        return self.again(a)

    @property
    def event(self) -> str:
        """The code of a kind that happens once."""
        return EVENT if self.profile == "npc" else self._own(VISIT).code

    def group(self) -> OwnKind:
        """An own kind that is in being from day to day."""
        return self._own(STOCK)

    def _own(self, words: dict[str, str]) -> OwnKind:
        found = OwnKind.objects.filter(matter__organ=self.organ, matter__title=words["name"]).first()
        return found or self.open(own_kind["add"], **words)

    def stock(self, who: str = "office", **given: Any) -> Activity:
        """Something in being since ten days."""
        since = (self.day - dt.timedelta(days=10)).isoformat()
        return self.recorded(who, **{"kind": self.group().code, "day": since} | given)

    def ended(self, who: str = "office") -> Activity:
        """In being no more."""
        a = self.stock(who)
        self.take(activity["end"], a, who, day=self.day.isoformat())
        return self.again(a)

    def target(self, **given: Any) -> Target:
        """A number of the year's plan."""
        words = {"year": self.day.year, "code": self.event, "number": "6"}
        return self.open(target["set_target"], **words | given)

    def outside(self, **given: Any) -> OutsideTotal:
        """A total from outside."""
        words = {
            "code": self.event,
            "quantity": "120",
            "by_whom": "试验市各区县",
            "since": "2026-01-01",
            "until": "2026-02-28",
        }
        return self.open(outside_total["report_outside"], **words | given)
