"""What residents said to our people, and the stations at which they said it: two messages for those who have their own, one that
is public, and one of everything that stands beside them. Every title and every sender's name carries the mark of the ground."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from yishi.doors.desk.voice_import import work
from yishi.foundation import clock, codes
from yishi.foundation.loops.steps import Step
from yishi.foundation.loops.take import create
from yishi.foundation.outbox.models import Job
from yishi.foundation.people.actors import Actor, stranger
from yishi.foundation.people.models import Grouping
from yishi.foundation.people.tests.factories import GroupingFactory
from yishi.readings.topics import office
from yishi.readings.topics.models import Member, Reading, Topic
from yishi.rooms.stations.loop import duty, ground, presence, reception, station, station_rule
from yishi.rooms.stations.tests.office import RULE
from yishi.rooms.voice.loop import information, message, survey
from yishi.rooms.voice.models import Message

if TYPE_CHECKING:
    from tests.safety.ground import Ground

PHONE = "13900001234"
ASKED = [{"text": "您满意吗", "kind": "single", "options": "满意；不满意", "must": "must"}]


@dataclass
class Street:
    """Stands once in the ground. `messages` are by what the table says in its column `what`, then `one` and `two`; `rows` by how
    the addresses of their steps begin."""

    ground: Ground
    mark: str
    messages: dict[str, dict[str, Message]] = field(default_factory=dict)
    rows: dict[str, Any] = field(default_factory=dict)
    told: int = 0

    def stand(self) -> Street:
        """Everything."""
        self._station()
        seats = {"one": self.ground.lead.pk, "two": self.ground.fourth.pk}
        self.messages["message"] = {
            "one": self._said(seats["one"], 0, self.station.pk),
            "two": self._said(seats["two"], 2),
        }
        shown = self._said(seats["one"], 0, self.station.pk)
        words = {"title": f"{self.mark}路灯坏了", "text": f"{self.mark}路灯坏了，请修。", "answer": "已安排处理。"}
        self.ground.take(message["publish"], shown, "office", **words)
        self.messages["open_message"] = {"one": shown}
        self._open(
            message["submit"],
            stranger(self.ground.organ),
            title=f"{self.mark}待分办",
            text="五号楼的电梯坏了，请尽快修好。",
        )
        self._beside()
        self._worked_out()
        return self

    def _open(self, step: Step, who: str | Actor = "office", **given: Any) -> Any:
        actor = self.ground[who] if isinstance(who, str) else who
        with clock.at(self.ground.day):
            return self.ground.again(create(step, actor, given).record)

    def _station(self) -> None:
        """Kept by the keeper, with the author posted to it."""
        self.station = self._open(
            station["set_up"], kind="station", title=f"{self.mark}联络站", area="东门街道", opening="周一至周五 9:00-17:00", online=True
        )  # fmt: skip
        keeper = self.ground.people["station_keeper"].account
        assert keeper is not None
        self.ground.take(station["name_keeper"], self.station, "office", account=keeper.pk)
        self.ground.take(station["post"], self.station, "office", persons=[self.ground.lead.pk])

    def _said(self, deputy: int, unit: int, at: int | None = None) -> Message:
        """By a resident to a deputy, answered by a unit; he left his name and phone, and lets it be published."""
        self.told += 1
        self.nonce = codes.fresh()
        m = self._open(
            message["submit"], stranger(self.ground.organ), title=f"{self.mark}第{self.told}处路灯",
            text=f"{'一二三四五'[self.told]}号楼的路灯坏了半个月，请尽快修好。",
            deputy=deputy, station=at, name=f"{self.mark}民", phone=PHONE, may_publish=True, nonce=self.nonce,
        )  # fmt: skip
        self.ground.take(message["assign"], m, "office", layer="unit", unit=self.ground.units[unit].pk)
        self.ground.take(message["answer"], m, f"liaison{unit}", outcome="explained", text=f"{self.mark}已安排处理。")
        return m

    @property
    def link(self) -> str:
        """By which the last one is followed; nobody but its sender has it."""
        return codes.keys(self.nonce).link

    def _beside(self) -> None:
        day = self.ground.day + dt.timedelta(days=3)
        hours = {"station": self.station.pk, "day": day.isoformat(), "starts": "09:00", "ends": "10:00"}
        received = self._open(reception["announce"], **hours, minutes=30, persons=[self.ground.lead.pk])
        self.booking = codes.fresh()
        slot = received.slots.all()[0]
        self.ground.take(
            reception["book"],
            received,
            self._resident(),
            slot=slot.pk,
            phone=PHONE,
            name=f"{self.mark}约",
            nonce=self.booking,
        )
        asked = self._open(survey["prepare"], title=f"{self.mark}问卷", closes_on=day.isoformat(), questions=ASKED)
        self.ground.take(survey["open_survey"], asked, "office")
        self.survey = asked
        where = GroupingFactory(organ=self.ground.organ, kind=Grouping.Kind.CONSTITUENCY)
        self.rows = {
            "messages": self.messages["message"]["one"],
            "stations": self.station,
            "duties": self._open(duty["plan"], **hours, persons=[self.ground.lead.pk]),
            "receptions": received,
            "presences": self._open(presence["go_online"], "author", station=self.station.pk),
            "station_rules": self._open(station_rule["set_rule"], since=self.ground.day.isoformat(), **RULE),
            "grounds": self._open(ground["set_ground"], grouping=where.pk, area="东门街道"),
            "info_items": self._open(
                information["write_item"], "author", title=f"{self.mark}信息", text="社区食堂排队久。"
            ),
            "surveys": asked,
        }

    def _worked_out(self) -> None:
        """What jobs made of it: a file taken in, and a hot topic."""
        day, m = self.ground.day, self.messages["message"]["one"]
        self.job = self._job(work.KIND, work.TAKE)
        self.search = self._job(office.KIND, office.FUNCTION, since=day.isoformat(), until=day.isoformat())
        reading = Reading.objects.create(
            organ=self.ground.organ, since=day, until=day, made_at=clock.now(), as_of=day, looked=3, mark="x"
        )  # fmt: skip
        counted = dict.fromkeys(("messages", "people", "supports", "objections", "recent", "week", "week_before"), 1)
        self.topic: Topic = Topic.objects.create(
            reading=reading,
            problem=f"{self.mark}路灯坏了",
            called_by=m,
            first=day,
            last=day,
            heat="3.0",
            weeks=[[day.isoformat(), 1]],
            **counted,
        )
        Member.objects.create(topic=self.topic, message=m)

    def _job(self, kind: str, function: str, **given: str) -> Job:
        return Job.objects.create(
            organ=self.ground.organ, account=self.ground.people["office"].account, kind=kind, title=f"{self.mark}作业", function=function,
            kwargs=given, digest=kind, state=Job.State.DONE, result_text="", made_at=clock.now(),
        )  # fmt: skip

    def _resident(self) -> str:
        self.ground.people["passer-by"] = stranger(self.ground.organ)
        return "passer-by"
