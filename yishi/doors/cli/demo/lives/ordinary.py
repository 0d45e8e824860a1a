"""Most suggestions: registered, handed over, answered in time, evaluated, closed; each with its own dice."""

from __future__ import annotations

import datetime as dt
import random

from yishi.doors.cli.demo.lives.beside import looked_back
from yishi.doors.cli.demo.lives.course import extended
from yishi.doors.cli.demo.lives.promises import followed
from yishi.doors.cli.demo.story.case import Case
from yishi.doors.cli.demo.story.engine import Story
from yishi.doors.cli.demo.story.parts import (
    answered,
    closed,
    evaluated,
    handed_over,
    made_public,
    opinion,
    received,
    registered,
    sent,
    talked,
)

KINDS = {"solved": 58, "solving": 28, "no": 9, "up": 5}
"""How answers are classed, in a hundred."""
GRADES = {"satisfied": 88, "basically": 12}
"""How they are evaluated; those that are not satisfied have stories of their own."""


def roll(rng: random.Random, table: dict[str, int]) -> str:
    """One of several by weight."""
    return rng.choices(list(table), weights=list(table.values()))[0]


def ordinary(c: Case) -> Story:
    """The whole life, as it mostly goes."""
    yield from registered(c)
    yield from handed_over(c)
    yield from _to_the_end(c)


def _to_the_end(c: Case, kind: str = "", day: dt.date | None = None) -> Story:
    kind = kind or roll(c.rng, KINDS)
    yield from answered(c, c.lead, kind, day)
    if kind == "solving":
        for at, pk in enumerate(c.promises(c.lead)):
            yield followed(c.aside(), c.lead, pk, at)
    if c.rng.random() < 0.1:
        yield c.do("handling.read", c.writer, on=c.part(c.lead), later=1)
    grade = roll(c.rng, GRADES)
    yield from evaluated(c, c.lead, grade, attitude="satisfied")
    yield from closed(c)
    if c.rng.random() < 0.65:
        yield from made_public(c)
    if c.rng.random() < 0.07:
        yield from looked_back(c, roll(c.rng, {"solved": 6, "partly": 3, "unsolved": 1}))


def solved(c: Case) -> Story:
    """Solved with the answer."""
    yield from registered(c)
    yield from handed_over(c)
    yield from _to_the_end(c, "solved")


def impossible(c: Case) -> Story:
    """It cannot be done, with the reason."""
    yield from registered(c)
    yield from handed_over(c)
    yield from _to_the_end(c, "no")


def passed_up(c: Case) -> Story:
    """A higher organ's affair; the unit reports it there."""
    yield from registered(c)
    yield from handed_over(c)
    yield from _to_the_end(c, "up")


def late(c: Case) -> Story:
    """Answered some weeks after the three months, urged in between."""
    yield from registered(c)
    yield from handed_over(c)
    over = c.days.after(c.day, 66 + c.rng.randint(0, 14))
    yield _urged(c.aside())
    yield from _to_the_end(c, day=over)


def _urged(c: Case) -> Story:
    yield c.do(
        "suggestion.record_oversight",
        "office",
        later=55,
        kind="urge",
        text=c.clerk.say("办理期限将至，请抓紧与领衔人沟通并按期答复。"),
    )


def late_contact(c: Case) -> Story:
    """Answered in time, but the deputy was asked only weeks after he should have been."""
    yield from registered(c)
    yield from handed_over(c)
    day = c.days.after(c.day, 24 + c.rng.randint(0, 8))
    yield from received(c, c.lead, *c.co)
    for other in c.co:
        yield from opinion(c, other)
    yield from talked(c, c.lead, day)
    yield from sent(c, c.lead, "solved", c.days.after(c.day, 6))
    yield from evaluated(c, c.lead, "basically", attitude="satisfied")
    yield from closed(c)


def hard(c: Case) -> Story:
    """Wide and difficult: half a year, said at the hand-over; where it is not said there, more time is asked for."""
    if not c.half_a_year:
        yield from extended(c)
        return
    c.hard = True
    yield from registered(c)
    yield from handed_over(c, task="涉及面广，请牵头会商，形成分步实施方案。")
    yield from _to_the_end(c, roll(c.rng, {"solving": 3, "solved": 1}), c.days.after(c.day, 88 + c.rng.randint(0, 20)))


def separate(c: Case) -> Story:
    """Several units answer, each for itself; the whole is answered with the last of them."""
    c.separate = [c.lead, c.other(), *([c.other()] if c.rng.random() < 0.3 else [])]
    c.separate = list(dict.fromkeys(c.separate))
    yield from registered(c)
    yield from handed_over(c)
    day = c.day
    yield from received(c, *c.separate)
    for at, unit in enumerate(c.separate):
        yield from talked(c, unit, c.days.after(day, 6 + 2 * at))
    for at, unit in enumerate(c.separate):
        yield from sent(c, unit, "solved", c.days.after(day, 24 + 9 * at))
    for unit in c.separate:
        yield from evaluated(c, unit, roll(c.rng, GRADES), 4)
    yield from closed(c, *c.separate)


def opinion_again(c: Case) -> Story:
    """A co-handler's opinion says nothing and is asked for again."""
    c.co = c.co or [c.other()]
    yield from registered(c)
    yield from handed_over(c)
    yield from received(c, c.lead, *c.co)
    yield from talked(c, c.lead)
    for other in c.co:
        yield from opinion(c, other, again=True)
    yield from sent(c, c.lead, "solved", c.days.after(c.day, 8))
    yield from evaluated(c, c.lead)
    yield from closed(c)


def opinion_never(c: Case) -> Story:
    """A co-handler lets its thirty working days pass; the lead answers without it."""
    c.co = c.co[:1] or [c.other()]
    yield from registered(c)
    yield from handed_over(c)
    over = c.days.after(c.day, 36)
    yield from received(c, c.lead)
    yield from talked(c, c.lead)
    yield from sent(c, c.lead, "solved", over)
    yield from evaluated(c, c.lead, "basically", attitude="basically")
    yield from closed(c)


def signed_anew(c: Case) -> Story:
    """The head sends the draft back once."""
    yield from registered(c)
    yield from handed_over(c)
    day = c.days.after(c.day, 22)
    yield from received(c, c.lead, *c.co)
    yield from talked(c, c.lead)
    for other in c.co:
        yield from opinion(c, other)
    text = c.clerk.letter(c.paper, str(c.lead), "solved")
    yield c.do(
        "handling.draft_answer", c.liaison(c.lead), on=c.part(c.lead), day=day, kind=c.answer_class("solved"), text=text
    )
    yield c.do(
        "handling.redraft", c.head(c.lead), on=c.part(c.lead), later=1, why="措施写得不够具体，请补充时间和责任人。"
    )
    yield from sent(c, c.lead, "solved", c.days.after(c.day, 3))
    yield from evaluated(c, c.lead)
    yield from closed(c)
