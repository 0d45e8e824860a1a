"""An office for tests: an organ with everybody who plays a part towards its messages, and ways to any state."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from yishi.foundation import clock
from yishi.foundation.loops.steps import Step
from yishi.foundation.loops.take import Outcome, create, take
from yishi.foundation.matters.models import Matter
from yishi.foundation.people.actors import Actor, actor_of, follower, stranger, system
from yishi.foundation.people.models import Organ, RoleCode
from yishi.foundation.people.tests.factories import MandateFactory, UnitFactory, actor, make_organ
from yishi.rooms.stations.models import Keeper, Station
from yishi.rooms.voice.loop import message
from yishi.rooms.voice.models import Message

TODAY = dt.date(2026, 3, 16)
TEXT = "试验小区三号楼的路灯坏了半个月，晚上老人出门看不见台阶，请尽快修好。"


@dataclass
class Office:
    """An organ and everybody in it: `keeper` keeps the station, `deputy` is whose code is scanned, `liaison0` of the unit."""

    profile: str = "npc"
    day: dt.date = TODAY
    place: str = "50"
    organ: Organ = field(init=False)
    people: dict[str, Actor] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.organ = make_organ(self.profile, self.place)
        self.first, self.second = MandateFactory(organ=self.organ), MandateFactory(organ=self.organ)
        self.units = [UnitFactory(organ=self.organ) for _ in range(2)]
        make = self._make
        make("office", RoleCode.OFFICE)
        make("other_office", RoleCode.OFFICE)
        make("keeper", RoleCode.STATION_KEEPER)
        make("other_keeper", RoleCode.STATION_KEEPER)
        make("informant", RoleCode.INFORMANT)
        make("other_informant", RoleCode.INFORMANT)
        make("deputy", RoleCode.MEMBER, mandate=self.first)
        make("other_deputy", RoleCode.MEMBER, mandate=self.second)
        for at, unit in enumerate(self.units):
            make(f"liaison{at}", RoleCode.LIAISON, unit=unit)
            make(f"head{at}", RoleCode.HEAD, unit=unit)
        for code in (
            RoleCode.SUPERVISOR, RoleCode.SECRETARIAT, RoleCode.LEADER, RoleCode.AUDITOR, RoleCode.ADMINISTRATOR, RoleCode.RESIDENT,
        ):  # fmt: skip
            make(str(code), code)
        self.station = self._station("试验街道代表联络站", "keeper")
        self.other_station = self._station("试验路口联系点", "other_keeper")

    def _make(self, name: str, code: RoleCode, **role: Any) -> None:
        self.people[name] = actor(self.organ, code, day=self.day, **role)

    def _station(self, name: str, keeper: str) -> Station:
        matter = Matter.objects.create(
            organ=self.organ, room="stations", kind="station", title=name, state=Station.State.OPEN, opened_on=self.day,
            touched_at=clock.now(),
        )  # fmt: skip
        made = Station.objects.create(matter=matter, code=f"st{matter.pk}", kind="station")
        account = self.people[keeper].account
        assert account is not None
        Keeper.objects.create(station=made, account=account, began=dt.date(2024, 1, 1))
        return made

    def __getitem__(self, name: str) -> Actor:
        """The actor of that name as he stands today."""
        known = self.people[name]
        return actor_of(known.account, self.organ, self.day) if known.account else known

    def everybody(self) -> dict[str, Actor]:
        """The stranger and the system too."""
        found = {name: self[name] for name in self.people}
        return found | {"stranger": stranger(self.organ), "system": system(self.organ)}

    def open(self, step: str, who: Actor, at: dt.datetime | None = None, **given: Any) -> Message:
        """A new message, with values that are checked as a page's would be."""
        with clock.at(at or self.day):
            return self.again(create(message[step], who, given).record)

    def take(self, step: str | Step, m: Message, who: str | Actor = "office", at: Any = None, **given: Any) -> Outcome:
        """A step by someone."""
        found = message[step] if isinstance(step, str) else step
        with clock.at(at or self.day):
            return take(found, m.pk, self[who] if isinstance(who, str) else who, given)

    def again(self, m: Message) -> Message:
        """The record as the database has it."""
        return Message.objects.select_related("matter", "sender").get(pk=m.pk)

    def sender(self, m: Message) -> Actor:
        """Whoever follows it."""
        return follower(self.organ, m.pk)

    # ways to a state

    def sent(self, text: str = TEXT, at: dt.datetime | None = None, **given: Any) -> Message:
        """By a resident who scanned the station's and the deputy's code."""
        words = {
            "station": self.station.pk,
            "deputy": self.first.pk,
            "may_publish": True,
            "name": "试民",
            "phone": "13900001234",
        }
        return self.open("submit", stranger(self.organ), at, text=text, **words | given)

    def recorded(self, who: str = "office", **given: Any) -> Message:
        """Noted down."""
        words = {"text": TEXT, "channel": "call", "may_publish": True}
        if who == "keeper":
            words["station"] = self.station.pk
        return self.open("record", self[who], **words | given)

    def held(self) -> Message:
        """To be looked at first."""
        return self.sent(text="代开发票，加微信联系。")

    def asked(self) -> Message:
        """Asked back."""
        return self._led(self.sent(), "ask", question="请写明是哪一盏路灯。")

    def assigned(self, at: int = 0, **given: Any) -> Message:
        """With a unit."""
        return self._led(self.sent(**given), "assign", layer="unit", unit=self.units[at].pk)

    def in_own_hands(self) -> Message:
        """Dealt with by the station itself."""
        return self._led(self.sent(), "assign", "keeper", layer="own")

    def answered(self, outcome: str = "explained", **given: Any) -> Message:
        """Answered by the unit."""
        return self._led(self.assigned(**given), "answer", "liaison0", outcome=outcome, text="已安排处理，谢谢反映。")

    def solved(self) -> Message:
        """Answered as solved, and confirmed by another."""
        return self._led(
            self.answered("solved"),
            "confirm_solved",
            "keeper",
            day=self.day.isoformat(),
            how="call",
            note="回访说亮了。",
        )

    def closed(self) -> Message:
        """Explained, and at an end."""
        return self._led(self.answered(), "close")

    def declined(self) -> Message:
        """Not accepted."""
        return self._led(self.sent(), "decline", ground="court", text="请依法通过诉讼解决。")

    def published(self, m: Message, **given: Any) -> Message:
        """Made public, in words that were looked over."""
        words = {"title": "路灯坏了", "text": "某小区路灯坏了，请修。", "answer": "已安排处理。"}
        return self._led(m, "publish", **words | given)

    def merged(self, into: Message | None = None) -> Message:
        """Into another."""
        return self._led(self.sent(), "merge", into=(into or self.sent()).pk)

    def passed(self) -> Message:
        """To a deputy of a higher congress."""
        return self._led(self.sent(), "pass_on", layer="higher", to="市人大代表")

    def withdrawn(self) -> Message:
        """Taken back."""
        m = self.sent()
        self.take("withdraw", m, self.sender(m))
        return self.again(m)

    def blocked(self) -> Message:
        """Advertising."""
        return self._led(self.held(), "block", why="广告。")

    def _led(self, m: Message, step: str, who: str = "office", **given: Any) -> Message:
        self.take(step, m, who, **given)
        return self.again(m)
