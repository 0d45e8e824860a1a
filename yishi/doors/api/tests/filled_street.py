"""Messages, information items, questionnaires, stations and what happens there, each in every state that its steps lead to."""

from __future__ import annotations

import datetime as dt
from typing import Any

from yishi.doors.api.tests.lived import Lived
from yishi.foundation import codes
from yishi.foundation.people.actors import follower, stranger
from yishi.foundation.people.models import Grouping
from yishi.foundation.people.tests.factories import GroupingFactory
from yishi.rooms.stations.loop import duty, ground, presence, reception, station, station_rule
from yishi.rooms.stations.models import Duty, Station
from yishi.rooms.stations.tests.office import RULE
from yishi.rooms.voice.loop import information, message, survey
from yishi.rooms.voice.models import InfoItem, Message, Survey

PHONE = "13900001234"
ADVERT = "代开发票，加微信联系。"
LIGHTS = "号楼的路灯坏了半个月，请尽快修好。"
ASKED: list[dict[str, Any]] = [{"text": "您满意吗", "kind": "single", "options": "满意；不满意", "must": "must"}]


class Street(Lived):
    """What residents said to the author, at a station that the keeper keeps."""

    station: Station
    made: int
    heard: int

    def street(self) -> None:
        """All of it."""
        self.made = self.heard = 0
        self._stations()
        self._receptions()
        self._messages()
        self._items()
        self._surveys()

    # messages

    def said(self, text: str = "") -> Message:
        """By a resident, about a house of its own; nobody has looked at it yet."""
        self.heard += 1
        words = text or f"{'一二三四五六七八九十甲乙丙丁戊己庚辛壬癸'[self.heard % 20]}{LIGHTS}"
        return self.opened(
            message["submit"], stranger(self.organ), text=words, deputy=self.lead.pk, station=self.station.pk, name="试民",
            phone=PHONE, may_publish=True, nonce=codes.fresh(),
        )  # fmt: skip

    def handed(self) -> Message:
        """With the first unit."""
        m = self.said()
        self.take(message["assign"], m, "office", layer="unit", unit=self.units[0].pk)
        return m

    def replied(self, outcome: str = "explained") -> Message:
        """Answered by it."""
        m = self.handed()
        self.take(message["answer"], m, "liaison0", outcome=outcome, text="已安排处理。")
        return m

    def _messages(self) -> None:
        self.said()
        for text in (ADVERT, ADVERT):
            held = self.said(text)
        self.take(message["block"], held, "office", why="广告。")
        self.take(message["ask"], self.said(), "office", question="是哪一盏？")
        self.handed()
        self.replied()
        self.replied("solved")
        solved = self.replied("solved")
        looked = {"day": self.day.isoformat(), "how": "call", "note": "回访说亮了。"}
        self.take(message["confirm_solved"], solved, "office", **looked)
        shown = self.replied()
        self.take(message["close"], shown, "office")
        self.take(message["publish"], shown, "office", title="路灯坏了", text="路灯坏了，请修。", answer="已安排处理。")
        self.open_message = shown
        self.take(message["merge"], self.said(), "office", into=shown.pk)
        self.take(message["pass_on"], self.said(), "office", layer="higher", to="市人大代表")
        back = self.said()
        self.people["follower"] = follower(self.organ, back.pk)
        self.take(message["withdraw"], back, "follower")

    # what stands beside

    def _items(self) -> None:
        for step in ("", "turn_back_item", "set_aside", "edit_item", "withdraw_item"):
            i: InfoItem = self.opened(
                information["write_item"], "author", title="关于社区食堂的信息", text="社区食堂排队久。"
            )
            who = "author" if step == "withdraw_item" else "office"
            given = {"title": i.matter.title, "edited": i.text} if step == "edit_item" else {"why": "情况不清。"}
            if step:
                self.take(information[step], i, who, **({} if step == "withdraw_item" else given))

    def _surveys(self) -> None:
        closes = (self.day + dt.timedelta(days=30)).isoformat()
        for steps in ((), ("open_survey",), ("open_survey", "close_survey"), ("drop_survey",)):
            s: Survey = self.opened(survey["prepare"], title="社区食堂问卷", closes_on=closes, questions=ASKED)
            for step in steps:
                self.take(survey[step], s, "office", **({"why": "不办了。"} if step == "drop_survey" else {}))

    # stations

    def _stations(self) -> None:
        self.station = self.opened(
            station["set_up"], kind="station", title="试验联络站", area="东门街道", opening="周一至周五 9:00-17:00", online=True
        )  # fmt: skip
        keeper = self.people["keeper"].account
        assert keeper is not None
        self.take(station["name_keeper"], self.station, "office", account=keeper.pk)
        self.take(station["post"], self.station, "office", persons=[self.lead.pk])
        closed = self.opened(station["set_up"], kind="station", title="试验联系点")
        self.take(station["close"], closed, "office", why="合并。")
        for dropped in (True, False):
            self.made += 1
            since = (self.day - dt.timedelta(days=self.made)).isoformat()
            rule = self.opened(station_rule["set_rule"], since=since, **RULE)
            if dropped:
                self.take(station_rule["drop_rule"], rule, "office", why="重新制定。")
        where = GroupingFactory(organ=self.organ, kind=Grouping.Kind.CONSTITUENCY)
        self.opened(ground["set_ground"], grouping=where.pk, area="东门街道")
        self.opened(presence["go_online"], "author", station=self.station.pk)
        off = self.opened(presence["go_online"], "signer", station=self.station.pk)
        self.take(presence["go_offline"], off, "signer")

    def _duty(self) -> Duty:
        self.made += 1
        starts, ends = f"{self.made:02d}:00", f"{self.made:02d}:50"
        return self.opened(
            duty["plan"], station=self.station.pk, day=self.day.isoformat(), starts=starts, ends=ends,
            persons=[self.lead.pk],
        )  # fmt: skip

    def _receptions(self) -> None:
        for step, given in (("", {}), ("keep", {}), ("not_kept", {"why": "生病。"}), ("cancel", {"why": "停电。"})):
            d = self._duty()
            if step:
                self.take(duty[step], d, "office", **given)
        for step, given in (("", {}), ("hold", {}), ("cancel", {"why": "停电。"})):
            self.made += 1
            r = self.opened(
                reception["announce"], station=self.station.pk, day=self.day.isoformat(), starts=f"{self.made:02d}:00",
                ends=f"{self.made:02d}:50", minutes=25, persons=[self.second.pk],
            )  # fmt: skip
            if step:
                self.take(reception[step], r, "office", **given)
