"""Offices in which every state of every loop has been reached by walking the steps, with everybody's part in each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from yishi.foundation.people.actors import Actor, stranger, system
from yishi.foundation.people.models import Belonging, Mandate, RoleCode, Unit
from yishi.foundation.people.tests.factories import BelongingFactory, MandateFactory, SuspensionFactory
from yishi.rooms.suggestions.loop import handling, promise, suggestion
from yishi.rooms.suggestions.models import Handling, Handover, Promise, Suggestion
from yishi.rooms.suggestions.tests.office import MONDAY, SESSION_DAY, Office

KEY = {"handled_by": "试领办", "supervised_by": "试督办"}
NONE = "-"
"""Instead of parts: this actor plays none towards this record."""
OFFICES = {"government": "government_office", "party": "party_office"}


@dataclass(frozen=True)
class Situation:
    """One record in one state. `parts` says by hand who plays which part towards it, beside those of `always`."""

    kind: str
    state: str
    note: str
    pk: int
    parts: dict[str, frozenset[str]]

    def __str__(self) -> str:
        return f"{self.kind} {self.state}{f' ({self.note})' if self.note else ''}"


@dataclass
class World:
    """An office at work: its situations and its actors."""

    name: str
    office: Office
    session: bool
    joint: bool
    side: str
    former: bool = False
    """The author's mandate has ended since."""
    situations: list[Situation] = field(default_factory=list)
    handover: Handover = field(init=False)
    """A hand-over meeting."""
    target: Suggestion = field(init=False)
    """A registered suggestion into which others may be merged."""

    def always(self) -> dict[str, frozenset[str]]:
        """The parts that people play towards every suggestion of this world."""
        return {
            "office": frozenset({"office"}),
            "secretariat": frozenset({"secretariat"}) if self.session else frozenset(),
            "author": frozenset({"author"}) if self.former else frozenset({"author", "drafter"}),
            "committee": frozenset({"committee"}),
            "supervisor": frozenset({"supervisor"}),
            "system": frozenset({"system"}),
        }

    def of_nothing(self) -> dict[str, frozenset[str]]:
        """The parts towards a suggestion that is not begun yet."""
        drafters = {"signer", "asked", "chief"} | (set() if self.former else {"author", "member"})
        return {
            "office": frozenset({"office"}),
            "secretariat": frozenset({"secretariat"}),
            "supervisor": frozenset({"supervisor"}),
            "system": frozenset({"system"}),
            **{name: frozenset({"drafter"}) for name in drafters},
            "chief": frozenset({"drafter", "group_head"}),
        }

    def actors(self) -> dict[str, Actor]:
        """Everybody as he stands today, the stranger and the system too."""
        found = {name: self.office[name] for name in self.office.people}
        organ = self.office.organ
        return found | {"stranger": stranger(organ), "system": system(organ)}

    def note(self, record: Any, note: str = "", *, passed: bool = False, **parts: str) -> None:
        """Remember a record as it stands now; `parts` are the further parts of single actors."""
        fresh = self.office.again(record)
        found = dict(self.always())
        if passed:
            found[OFFICES[self.side]] = frozenset({OFFICES[self.side]})
        if self.joint and fresh.matter.kind != "suggestion":
            found["signer"] = frozenset({"signer"})
        for name, words in parts.items():
            found[name] = found.get(name, frozenset()) | frozenset(words.split()) if words != NONE else frozenset()
        self.situations.append(Situation(fresh.matter.kind, fresh.matter.state, note, fresh.pk, found))

    def part(self, h: Handling | Promise, note: str = "", **parts: str) -> None:
        """Remember a unit's part or promise: its own liaison officer and head, and the lead unit's, act on it."""
        unit = h.unit_id if isinstance(h, Handling) else h.handling.unit_id
        at = [row.pk for row in self.office.units].index(unit)
        own = {f"liaison{at}": "liaison", f"head{at}": "head"}
        if isinstance(h, Handling) and h.part != Handling.Part.SEPARATE and not h.superseded:
            own["liaison0"] = f"{own.get('liaison0', '')} lead_liaison"
        self.note(h, note, passed=True, **{**own, **parts})

    # ways that all worlds share

    def registered(self, *, key: bool = True) -> Suggestion:
        """Registered, and a key one, so that every step about key ones is open."""
        office = self.office
        s = office.registered(joint=self.joint)
        if key:
            office.take(suggestion["choose_key"], s, "office", **KEY)
        return s

    def passed_on(self, *, key: bool = True) -> Suggestion:
        """With the government's or the Party's office."""
        s = self.registered(key=key)
        self.office.take(suggestion["pass_to_office"], s, "office", side=self.side)
        return s

    def handed(self, *, co: bool = False, separate: bool = False, key: bool = True) -> Suggestion:
        """Handed over by that office."""
        office, units = self.office, [unit.pk for unit in self.office.units]
        how = {"separate": units[:2]} if separate else {"lead": units[0], "co": units[1:2] if co else []}
        s = self.passed_on(key=key)
        office.take(suggestion["assign"], s, OFFICES[self.side], **how)
        return s

    def lead(self, **how: Any) -> Handling:
        """The lead unit's part, signed for."""
        h = self.office.part(self.handed(**how))
        self.office.take(handling["receive"], h, "liaison0")
        return h

    def answered(self, kind: str = "solved", **words: Any) -> Handling:
        """Answered by the only unit."""
        return self.office.answer(self.office.part(self.handed()), kind, **words)

    def drafted(self) -> Handling:
        """An answer that waits for the head's signature, the deputy having been heard."""
        h = self.lead()
        self.office.take(handling["record_talk"], h, "liaison0", day=self.office.day, how="visit", text="已听取意见。")
        self.office.take(handling["draft_answer"], h, "liaison0", kind="solved", text="答复如下。", may_publish=True)
        return h

    def signed(self) -> Handling:
        """Signed, not sent."""
        h = self.drafted()
        self.office.take(handling["sign"], h, "head0")
        return h

    def promised(self) -> Promise:
        """What an answer promised."""
        due = (self.office.day + dt.timedelta(days=90)).isoformat()
        h = self.answered("solving", plans=[{"what": "加装电梯十部", "due": due}])
        return Promise.objects.select_related("matter", "handling").get(handling=h)

    def reported(self, *, kept: bool = True) -> Promise:
        """Reported as kept, or as failed."""
        p = self.promised()
        words = {"text": "已投入使用。"} | ({"done_on": self.office.day} if kept else {})
        self.office.take(
            promise["report_kept" if kept else "report_failed"], p, "liaison0" if kept else "head0", **words
        )
        return p

    def dissatisfied(self, times: int = 1) -> Handling:
        """Evaluated as not satisfying, so many times."""
        h = self.answered()
        for time in range(times):
            if time:
                self.office.take(handling["order_again"], h, "office", demand="请写明时限。")
                self.office.answer(h)
            self.office.evaluate(h, "dissatisfied", "没有写明时限。")
        return h


Builder = Callable[[World], None]


def build(place: str, *builders: Builder, **how: Any) -> World:
    """A world in `place` with all that `builders` make; further words are the world's own."""
    session = how["session"]
    office = Office(profile=how.pop("profile", "npc"), place=place, day=SESSION_DAY if session else MONDAY)
    world = World(name=place, office=office, **how)
    if world.side == Unit.Side.PARTY:
        Unit.objects.filter(pk__in=[unit.pk for unit in office.units]).update(side=Unit.Side.PARTY)
    office.asked = MandateFactory(organ=office.organ)
    office._make("asked", RoleCode.MEMBER, mandate=office.asked)
    chief = MandateFactory(organ=office.organ)
    office._make("chief", RoleCode.MEMBER, mandate=chief)
    office._make("committee2", RoleCode.COMMITTEE)
    office._make("liaison_of_none", RoleCode.LIAISON)
    world.handover = Handover.objects.create(organ=office.organ, day=office.day, title="试验交办会")
    world.target = office.registered()
    for builder in builders:
        builder(world)
    Belonging.objects.filter(mandate=office.lead, heads=True).update(heads=False)
    BelongingFactory(mandate=chief, grouping=office.delegation, heads=True)
    return world


def let_the_mandate_end(world: World) -> None:
    """The author's mandate ends, and another deputy is suspended (代表法 61, 62)."""
    office = world.office
    Mandate.objects.filter(pk=office.lead.pk).update(ended=office.day, ended_by=Mandate.Over.RESIGNED)
    office.lead.roles.update(ended=office.day)
    office.later(1)
    member = next(iter(office["member"].mandates))
    SuspensionFactory(mandate_id=member, began=office.day)
    world.former = True
    world.situations = [
        Situation(
            each.kind,
            each.state,
            each.note,
            each.pk,
            each.parts | {"author": each.parts.get("author", frozenset()) - {"drafter"}},
        )
        for each in world.situations
    ]
