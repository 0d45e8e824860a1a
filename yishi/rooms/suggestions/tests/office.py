"""An office for tests: one organ with everybody in it, and the way to any state by walking the steps."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from yishi.foundation import clock
from yishi.foundation.loops.steps import Step
from yishi.foundation.loops.take import Outcome, create, take
from yishi.foundation.people.actors import Actor, actor_of
from yishi.foundation.people.models import Grouping, Organ, RoleCode, Unit
from yishi.foundation.people.tests.factories import (
    BelongingFactory,
    GroupingFactory,
    MandateFactory,
    UnitFactory,
    actor,
    coordinator,
    make_organ,
)
from yishi.rooms.suggestions.loop import handling, promise, suggestion
from yishi.rooms.suggestions.models import Handling, Promise, Suggestion, Topic

MONDAY = dt.date(2026, 3, 16)
"""The day on which tests begin: an ordinary Monday, between sessions."""
SESSION_DAY = dt.date(2026, 1, 13)

WORDS = {
    "title": "关于在试验区老旧小区加装电梯的建议",
    "situation": "试验区现有老旧小区楼栋多数没有电梯，老人上下楼不便。",
    "proposals": "一、简化审批；二、给予补助。",
    "may_publish": True,
}


@dataclass
class Office:
    """An organ and everybody who plays a part in it."""

    profile: str = "npc"
    place: str = "50"
    day: dt.date = MONDAY
    organ: Organ = field(init=False)
    people: dict[str, Actor] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.organ = make_organ(self.profile, self.place)
        self.lead, self.second = MandateFactory(organ=self.organ), MandateFactory(organ=self.organ)
        self.units = [UnitFactory(organ=self.organ) for _ in range(3)]
        self.committee = GroupingFactory(organ=self.organ, kind=Grouping.Kind.COMMITTEE, term=None)
        self.delegation = GroupingFactory(organ=self.organ)
        BelongingFactory(mandate=self.lead, grouping=self.delegation, heads=True)
        self.topic = Topic.objects.create(organ=self.organ, code="city", name="城市管理", committee=self.committee)
        make = self._make
        make("office", RoleCode.OFFICE)
        make("secretariat", RoleCode.SECRETARIAT)
        make("government_office", RoleCode.GOVERNMENT_OFFICE, unit=coordinator(self.organ))
        make("party_office", RoleCode.PARTY_OFFICE, unit=coordinator(self.organ, Unit.Side.PARTY))
        make("author", RoleCode.MEMBER, mandate=self.lead)
        make("signer", RoleCode.MEMBER, mandate=self.second)
        make("member", RoleCode.MEMBER)
        for at, unit in enumerate(self.units):
            make(f"liaison{at}", RoleCode.LIAISON, unit=unit)
            make(f"head{at}", RoleCode.HEAD, unit=unit)
        make("committee", RoleCode.COMMITTEE, grouping=self.committee)
        for code in (RoleCode.LEADER, RoleCode.SUPERVISOR, RoleCode.AUDITOR, RoleCode.ADMINISTRATOR):
            make(str(code), code)

    def _make(self, name: str, code: RoleCode, **role: Any) -> None:
        self.people[name] = actor(self.organ, code, day=self.day, **role)

    def __getitem__(self, name: str) -> Actor:
        """The actor of that name as he stands today."""
        known = self.people[name]
        return actor_of(known.account, self.organ, self.day) if known.account else known

    def on(self, day: dt.date) -> None:
        """Let the next steps happen on `day`."""
        self.day = day

    def later(self, days: int) -> None:
        """Some days on."""
        self.day += dt.timedelta(days=days)

    def take(self, step: Step, record: Any, who: str, **given: Any) -> Outcome:
        """A step by someone, with values that are checked as a page's would be."""
        with clock.at(self.day):
            return take(step, record.pk, self[who], given)

    def draft(self, who: str = "author", **words: Any) -> Suggestion:
        """A new draft."""
        with clock.at(self.day):
            return self.again(create(suggestion["draft"], self[who], WORDS | {"topic": self.topic.pk} | words).record)

    def again(self, record: Any) -> Any:
        """The record as the database has it."""
        return type(record).objects.select_related("matter").get(pk=record.pk)

    # ways to a state, each by walking the steps

    def submitted(self, *, joint: bool = False) -> Suggestion:
        """Handed in, by one or two."""
        s = self.draft()
        if joint:
            self.take(suggestion["invite"], s, "author", mandates=[self.second.pk])
            self.take(suggestion["confirm"], s, "signer")
        self.take(suggestion["submit"], s, "author")
        return self.again(s)

    def registered(self, **how: Any) -> Suggestion:
        """Passed every stage of examination."""
        s = self.submitted(**how)
        while self.again(s).matter.state == Suggestion.State.SUBMITTED:
            self.take(suggestion["pass_review"], s, "office")
        return self.again(s)

    def assigned(self, *, co: bool = False, **how: Any) -> Suggestion:
        """Handed to the first unit, with the second as co-handler if asked."""
        s = self.registered(**how)
        self.take(suggestion["assign"], s, "office", lead=self.units[0].pk, co=[self.units[1].pk] if co else [])
        return self.again(s)

    def part(self, s: Suggestion, at: int = 0) -> Handling:
        """The part of the unit number `at`."""
        return Handling.objects.select_related("matter").get(suggestion=s, unit=self.units[at], superseded=False)

    def answer(self, h: Handling, kind: str = "solved", **words: Any) -> Handling:
        """Draft, sign and send an answer by the unit's own people."""
        at = [unit.pk for unit in self.units].index(h.unit_id)
        if self.again(h).matter.state == Handling.State.HANDED:
            self.take(handling["receive"], h, f"liaison{at}")
        self.take(handling["record_talk"], h, f"liaison{at}", day=self.day, how="visit", text="已听取意见。")
        given = {"kind": kind, "text": "经研究，答复如下。", "may_publish": True} | words
        self.take(handling["draft_answer"], h, f"liaison{at}", **given)
        self.take(handling["sign"], h, f"head{at}")
        self.take(handling["send"], h, f"liaison{at}", number="试函〔2026〕1号")
        return self.again(h)

    def promised(self, due: dt.date) -> Promise:
        """An answer that promises something by `due`."""
        s = self.assigned()
        self.answer(self.part(s), "solving", plans=[{"what": "加装电梯十部", "due": due.isoformat()}])
        return Promise.objects.select_related("matter").get(suggestion=s)

    def evaluate(self, record: Handling | Promise, grade: str = "satisfied", opinion: str = "") -> Any:
        """The lead signer gives every question the same grade."""
        step = handling["evaluate"] if isinstance(record, Handling) else promise["evaluate"]
        codes = ["answer", "promise", "attitude", "result", "process", "work", "handling"]
        self.take(step, record, "author", grades=dict.fromkeys(codes, grade), opinion=opinion)
        return self.again(record)
