"""Pieces of stories: handing in, examining, handing over, answering, evaluating; each as people do it."""

from __future__ import annotations

import datetime as dt
import random
from typing import Any

from yishi.doors.cli.demo.story.case import Case, turn
from yishi.doors.cli.demo.story.engine import Story
from yishi.doors.cli.demo.writing import letters
from yishi.doors.cli.demo.writing.slots import fill
from yishi.foundation.people.models import Unit
from yishi.rooms.suggestions.models import Suggestion


def words(c: Case) -> dict[str, Any]:
    """What a draft is given."""
    return {
        "title": c.paper.title, "situation": c.paper.situation, "proposals": c.paper.proposals, "research": c.paper.research,
        "topic": c.house.topics[c.paper.topic].pk, "may_publish": True, "preferred": c.lead.pk if c.rng.random() < 0.3 else None,
    }  # fmt: skip


def drafted(c: Case) -> Story:
    """A draft some days before it is handed in, and those who sign with the author: before a session all on one day."""
    before = (c.days.today - c.handed_in).days
    c.day = c.days.ago(before + c.rng.randint(6, 14))
    made = yield c.do("suggestion.draft", c.writer, on=0, **words(c))
    c.pk = made.pk if made else 0
    if c.joint:
        yield c.do("suggestion.invite", c.writer, mandates=[mandate.pk for mandate in c.joint])
        signing = c.days.ago((c.days.today - c.days.opens).days + 3) if c.at_session else c.days.ago(before + 1)
        for mandate in c.joint:
            yield c.do("suggestion.confirm", f"member/{mandate.pk}", day=signing)


def handed_in(c: Case) -> Story:
    """Drafted, signed and submitted."""
    yield from drafted(c)
    yield c.do("suggestion.submit", c.writer, day=c.handed_in)


def examined(c: Case, later: int | None = None) -> Story:
    """Every stage of examination; with the last it has its number. At the session most is examined on the spot."""
    said = c.house.pack.choices.review_stages
    first = later if later is not None else (1 if c.at_session else c.rng.randint(1, 4))
    for stage in range(len(said.value) if said else 1):
        yield c.do("suggestion.pass_review", c.receiver, later=1 if stage else first)


def registered(c: Case) -> Story:
    """Handed in and registered."""
    yield from handed_in(c)
    yield from examined(c)


def handed_over(c: Case, day: dt.date | None = None, task: str = "") -> Story:
    """Handed to its units: at the hand-over meeting, or within some days; the government's and the Party's by their offices."""
    meeting = c.house.handover if c.at_session else None
    day = day or (c.days.handover if meeting else c.days.after(c.day, c.rng.randint(1, 4)))
    who, side = "office", ("separate" if c.separate else c.lead.side)
    if side in ("government", "party"):
        yield c.do("suggestion.pass_to_office", "office", day=day, side=side)
        who = f"{side}_office"
    given: dict[str, Any] = {"separate": [unit.pk for unit in c.separate]} if c.separate else {"lead": c.lead.pk}
    given |= {"co": [unit.pk for unit in c.co]} if c.co and not c.separate else {}
    given |= {"handover": meeting.pk} if meeting else {}
    yield c.do("suggestion.assign", who, hard=c.hard, task=task, **given)
    c.handed = c.day


def opinion(c: Case, unit: Unit, *, again: bool = False) -> Story:
    """A co-handler's opinion, some three weeks after the hand-over; asked for again where it says nothing."""
    part = c.part(unit)
    text = letters.THIN if again else _own(unit, letters.OPINIONS)
    day = c.days.after(c.handed, 13 + turn(unit) % 8)
    yield c.do("handling.give_opinion", c.liaison(unit), on=part, day=day, text=text)
    if again:
        yield c.do("handling.ask_again", c.liaison(c.lead), on=part, later=2, why=letters.AGAIN)
        yield c.do("handling.give_opinion", c.liaison(unit), on=part, later=3, text=_own(unit, letters.OPINIONS))


def received(c: Case, *units: Unit) -> Story:
    """Signed for by its units, each on the first to third working day after the hand-over."""
    for unit in sorted(units, key=lambda unit: (turn(unit) % 3, turn(unit))):
        given: dict[str, Any] = {"leader": "分管负责人", "undertaker": "承办科室", "phone": unit.phone}
        yield c.do(
            "handling.receive",
            c.liaison(unit),
            on=c.part(unit),
            day=c.days.after(c.handed, 1 + turn(unit) % 3),
            **given,
        )


def talked(c: Case, unit: Unit, day: dt.date | None = None) -> Story:
    """The deputy is asked what he means, within some two weeks; a unit does its calls on one day."""
    how = ("phone", "visit", "forum", "research", "message")[turn(unit) % 5]
    day = day or c.days.after(c.handed, 5 + turn(unit) % 8)
    yield c.do(
        "handling.record_talk", c.liaison(unit), on=c.part(unit), day=day, how=how, text=_own(unit, letters.TALKS)
    )


def _own(unit: Unit, texts: tuple[str, ...]) -> str:
    """One of several texts, always the same of one unit."""
    return fill(texts[turn(unit) % len(texts)], "有关街镇", random.Random(unit.code))


def written(c: Case, unit: Unit, kind: str, day: dt.date | None = None, due: list[dt.date] | None = None) -> Story:
    """The answer drafted for the head. `due` are the days its promises name, where it is of the class that promises."""
    text = c.clerk.letter(c.paper, str(unit), kind)
    given: dict[str, Any] = {"kind": c.answer_class(kind), "text": text, "may_publish": True}
    if kind == "solving":
        dates = due or [c.days.today + dt.timedelta(days=c.rng.randint(20, 200))]
        given["plans"] = [
            {"what": plan, "due": day.isoformat()} for plan, day in zip(c.paper.plans, dates, strict=False)
        ]
    if kind in ("no", "up"):
        given["reason"] = c.clerk.say(letters.REASONS, c.place)
    if kind == "up":
        given["reported"] = c.clerk.say(letters.REPORTED, c.place)
    yield c.do("handling.draft_answer", c.liaison(unit), on=c.part(unit), day=day, **given)


def sent(c: Case, unit: Unit, kind: str, day: dt.date | None = None, due: list[dt.date] | None = None) -> Story:
    """Drafted, signed by the head, sealed and sent."""
    yield from written(c, unit, kind, day, due)
    yield c.do("handling.sign", c.head(unit), on=c.part(unit), later=1)
    series = f"云{str(unit).removeprefix('区')[:1]}函〔{c.day.year}〕"
    number = c.house.turn(f"{unit.code} {series}") + 1
    yield c.do("handling.send", c.liaison(unit), on=c.part(unit), later=1, number=f"{series}{number}号")


def answered(c: Case, unit: Unit, kind: str, day: dt.date | None = None, due: list[dt.date] | None = None) -> Story:
    """Everything a unit does from signing for it to the sealed answer, with its co-handlers' opinions in between.

    What a unit was handed on one day it answers on one day, well within the three months."""
    co = c.co if unit == c.lead else []
    yield from received(c, unit, *co)
    yield from talked(c, unit)
    for other in sorted(co, key=lambda other: turn(other) % 8):
        yield from opinion(c, other)
    yield from sent(c, unit, kind, day or c.days.after(c.handed, 24 + turn(unit) % 5 * 6), due)


def evaluated(c: Case, unit: Unit, grade: str = "satisfied", later: int | None = None, attitude: str = "") -> Story:
    """The lead signer says what he thinks of the answer; a "not satisfied" says why."""
    opinion = c.clerk.say(letters.BAD if grade == "dissatisfied" else letters.GOOD, c.place)
    grades = c.grades(grade, attitude=attitude)
    days = later or c.rng.randint(2, 14)
    yield c.do("handling.evaluate", c.writer, on=c.part(unit), later=days, grades=grades, opinion=opinion)


def closed(c: Case, *units: Unit) -> Story:
    """Closed on the office's next day for it."""
    for unit in units or (c.lead,):
        yield c.do("handling.close", "office", on=c.part(unit), day=c.days.every_other_friday(c.days.after(c.day, 1)))


def made_public(c: Case, ground: str = "") -> Story:
    """Published with its answer in the month after, or withheld on a ground."""
    day = c.days.next_month(c.day)
    if ground:
        yield c.do("suggestion.withhold", "office", day=day, ground=ground)
    else:
        yield c.do("suggestion.publish", "office", day=day)


def state(c: Case) -> str:
    """The suggestion's state now."""
    return Suggestion.objects.values_list("matter__state", flat=True).get(pk=c.pk)
