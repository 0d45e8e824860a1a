"""Lives of suggestions, each walked once a year by real steps, with tokens where clones put words of their own."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from bench.data import words
from bench.data.people import House
from yishi.foundation import clock
from yishi.foundation.loops.steps import Step
from yishi.foundation.loops.take import create, take
from yishi.rooms.suggestions.loop import handling, promise, suggestion
from yishi.rooms.suggestions.models import Handling, Promise, Suggestion

S = Suggestion.State
QUESTIONS = ("answer", "promise", "attitude", "result", "process", "work")


@dataclass
class Walk:
    """One life on its way: people are called by place (member 0 leads, unit 0 is the lead unit)."""

    house: House
    year: int
    about: int = 0
    day: dt.date = field(init=False)
    roots: list[int] = field(default_factory=list)

    def on(self, month: int, day: int) -> None:
        """Go on to that day of the year."""
        self.day = dt.date(self.year, month, day)

    def take(self, step: Step, record: Any, who: str, **given: Any) -> None:
        """A step by someone."""
        with clock.at(self.day):
            take(step, record.pk, self.house.actor(who, self.day), given)

    def state(self, record: Any) -> str:
        """Where the record stands."""
        found: str = type(record).objects.values_list("matter__state", flat=True).get(pk=record.pk)
        return found

    def submitted(self, *joint: int, lead: int = 0) -> Suggestion:
        """Written, signed and handed in."""
        who, title = f"member/{lead}", words.TITLES[self.about % len(words.TITLES)].format(words.PLACE)
        said = {
            "title": title, "situation": words.SITUATION, "proposals": words.PROPOSALS, "may_publish": True,
            "topic": self.house.topics[self.about % len(self.house.topics)],
        }  # fmt: skip
        with clock.at(self.day):
            s: Suggestion = create(suggestion["draft"], self.house.actor(who, self.day), said).record
        self.roots.append(s.pk)
        if joint:
            self.take(suggestion["invite"], s, who, mandates=[self.house.mandates[at] for at in joint])
            for at in joint:
                self.take(suggestion["confirm"], s, f"member/{at}")
        self.take(suggestion["submit"], s, who)
        return s

    def registered(self, *joint: int, lead: int = 0) -> Suggestion:
        """Passed every stage of examination."""
        s = self.submitted(*joint, lead=lead)
        while self.state(s) == S.SUBMITTED:
            self.take(suggestion["pass_review"], s, "office")
        return s

    def assigned(self, *joint: int, co: bool = False) -> Suggestion:
        """Handed over to unit 0, with unit 1 beside it if asked."""
        s = self.registered(*joint)
        self.take(suggestion["assign"], s, "office", lead=self.house.units[0], co=self.house.units[1:2] if co else [])
        return s

    def part(self, s: Suggestion, unit: int = 0) -> Handling:
        """What stands in a unit's hands."""
        return Handling.objects.get(suggestion=s, unit=self.house.units[unit], superseded=False)

    def drafted(self, h: Handling, unit: int = 0, kind: str = "solved", **more: Any) -> None:
        """Received, talked over and drafted."""
        if self.state(h) == Handling.State.HANDED:
            self.take(handling["receive"], h, f"liaison/{unit}", undertaker="试承办", phone="000")
        self.take(handling["record_talk"], h, f"liaison/{unit}", day=self.day, how="visit", text=words.TOKENS[12])
        given = {"kind": kind, "text": words.ANSWER, "may_publish": True} | more
        self.take(handling["draft_answer"], h, f"liaison/{unit}", **given)

    def answered(self, h: Handling, unit: int = 0, kind: str = "solved", **more: Any) -> None:
        """Answered by the unit."""
        self.drafted(h, unit, kind, **more)
        self.take(handling["sign"], h, f"head/{unit}")
        self.take(handling["send"], h, f"liaison/{unit}", number=f"试函〔{self.year}〕1号")

    def evaluated(self, record: Handling | Promise, grade: str = "satisfied", opinion: str = "") -> None:
        """Marked by the lead signer."""
        step = handling["evaluate"] if isinstance(record, Handling) else promise["evaluate"]
        self.take(step, record, "member/0", grades=dict.fromkeys(QUESTIONS, grade), opinion=opinion)


def _to_the_end(w: Walk, s: Suggestion, unit: int = 0) -> None:
    h = w.part(s, unit)
    w.on(5, 12)
    w.answered(h, unit)
    w.on(5, 20)
    w.evaluated(h)
    w.on(6, 2)
    w.take(handling["close"], h, "office")


def plain(w: Walk) -> None:
    """One signer, one unit, satisfied, closed, published."""
    w.on(3, 4)
    s = w.assigned()
    _to_the_end(w, s)
    w.take(suggestion["publish"], s, "office")


def at_session(w: Walk) -> None:
    """Handed in at the session, three signers."""
    w.on(1, 13)
    s = w.submitted(1, 2)
    w.on(2, 16)
    while w.state(s) == S.SUBMITTED:
        w.take(suggestion["pass_review"], s, "office")
    w.take(suggestion["assign"], s, "office", lead=w.house.units[0])
    _to_the_end(w, s)


def joint(w: Walk) -> None:
    """Two signers, a lead unit and a co-handler."""
    w.on(3, 9)
    s = w.assigned(1, co=True)
    w.on(3, 24)
    w.take(handling["receive"], w.part(s, 1), "liaison/1")
    w.take(handling["give_opinion"], w.part(s, 1), "liaison/1", text=words.TOKENS[13])
    _to_the_end(w, s)


def promised(w: Walk) -> None:
    """An answer that promises, and what became of it."""
    w.on(3, 2)
    s = w.assigned()
    plans = [{"what": f"改造{words.PLACE}设施", "due": dt.date(w.year, 9, 30).isoformat()}]
    w.on(4, 20)
    w.answered(w.part(s), kind="solving", plans=plans)
    w.on(5, 6)
    w.evaluated(w.part(s))
    w.take(handling["close"], w.part(s), "office")
    p = Promise.objects.get(suggestion=s)
    w.on(9, 15)
    w.take(promise["report_kept"], p, "liaison/0", text=words.TOKENS[14], done_on=w.day)
    w.evaluated(p)
    w.take(promise["close"], p, "office")


def again(w: Walk) -> None:
    """Not satisfied, handled again, answered late."""
    w.on(3, 3)
    s = w.assigned()
    h = w.part(s)
    w.on(6, 18)
    w.answered(h)
    w.evaluated(h, "dissatisfied", words.TOKENS[15])
    w.take(handling["order_again"], h, "office", demand=words.TOKENS[15])
    w.on(7, 20)
    w.answered(h)
    w.evaluated(h, "basically")
    w.take(handling["close"], h, "office")


def handed_on(w: Walk) -> None:
    """Through the government office, handed back by one unit and answered by another."""
    w.on(3, 11)
    s = w.registered()
    w.take(suggestion["pass_to_office"], s, "office", side="government")
    w.take(suggestion["assign"], s, "government_office", lead=w.house.units[0])
    h = w.part(s)
    w.take(handling["ask_hand_back"], h, "liaison/0", reason=words.TOKENS[15], unit=w.house.units[1])
    w.take(handling["agree_hand_back"], h, "office")
    w.take(suggestion["reassign"], s, "office", unit=w.house.units[1], part="lead")
    _to_the_end(w, s, 1)


def key(w: Walk) -> None:
    """Chosen for supervision, urged, looked back at."""
    w.on(3, 5)
    s = w.assigned(1)
    w.take(suggestion["choose_key"], s, "office", handled_by="试领办", supervised_by="试督办")
    w.on(4, 8)
    w.take(suggestion["record_oversight"], s, "office", kind="urge", day=w.day, text=words.TOKENS[15])
    _to_the_end(w, s)


def turned_away(w: Walk) -> None:
    """No suggestion by the rules."""
    w.on(3, 16)
    s = w.submitted()
    w.take(suggestion["turn_away"], s, "office", ground="complaint", way="reference", note=words.TOKENS[15])


def withdrawn(w: Walk) -> None:
    """Taken back by its author."""
    w.on(3, 17)
    s = w.assigned()
    w.take(suggestion["withdraw"], s, "member/0", why=words.TOKENS[15])


def merged(w: Walk) -> None:
    """Two alike, answered as one."""
    w.on(3, 18)
    into, other = w.registered(), w.registered(lead=3)
    w.take(suggestion["merge"], other, "office", into=into.pk)
    w.take(suggestion["assign"], into, "office", lead=w.house.units[0])
    _to_the_end(w, into)


def until(state: str, month: int, day: int, co: bool = False) -> Callable[[Walk], None]:
    """A life that stands in `state` now, the last step on that day."""

    def life(w: Walk) -> None:
        w.on(month, day)
        if state in ("submitted", "registered"):
            (w.submitted if state == "submitted" else w.registered)()
        elif state == "with_office":
            w.take(suggestion["pass_to_office"], w.registered(), "office", side="government")
        else:
            _as_far_as(w, w.part(w.assigned(1, co=co)), state)

    life.__name__ = f"{state}_{month}_{day}"
    return life


def _as_far_as(w: Walk, h: Handling, state: str) -> None:
    if state == "handling":
        w.take(handling["receive"], h, "liaison/0", undertaker="试承办")
    if state in ("drafted", "signed"):
        w.drafted(h)
    if state == "signed":
        w.take(handling["sign"], h, "head/0")
    if state in ("answered", "evaluated"):
        w.answered(h)
    if state == "evaluated":
        w.evaluated(h)


ENDED: tuple[tuple[Callable[[Walk], None], int], ...] = (
    (plain, 46), (at_session, 16), (joint, 14), (promised, 8), (again, 4), (handed_on, 3), (key, 2), (turned_away, 4),
    (withdrawn, 1), (merged, 2),
)  # fmt: skip
"""Lives of a year that is over, and how many in a hundred."""
STANDING: tuple[tuple[Callable[[Walk], None], int], ...] = (
    *((life, round(share * 0.6)) for life, share in ENDED),
    (until("submitted", 11, 18), 3), (until("registered", 11, 17), 3), (until("with_office", 11, 16), 2),
    (until("handed", 11, 12), 4), (until("handling", 8, 10), 2), (until("handling", 8, 26), 4),
    (until("handling", 10, 12), 9, ), (until("handling", 10, 19, co=True), 3), (until("drafted", 9, 16), 2),
    (until("signed", 9, 17), 1), (until("answered", 11, 5), 4), (until("evaluated", 11, 6), 3),
)  # fmt: skip
"""Lives of the year that runs, seen on 20 November."""
