"""Ends that take a turn: not satisfied, handled again, the meeting of three, never evaluated."""

from __future__ import annotations

from yishi.doors.cli.demo.story.case import Case
from yishi.doors.cli.demo.story.engine import Story
from yishi.doors.cli.demo.story.parts import answered, closed, evaluated, handed_over, registered, sent
from yishi.doors.cli.demo.writing import letters
from yishi.foundation.loops.refusals import Invalid, Refused


def dissatisfied(c: Case) -> Story:
    """Answered, and the deputy is not satisfied; without a specific opinion he cannot say so."""
    yield from registered(c)
    yield from handed_over(c)
    yield from answered(c, c.lead, "no", c.days.after(c.day, 24))
    yield c.do(
        "handling.evaluate", c.writer, on=c.part(c.lead), later=2, grades=c.grades("dissatisfied"), refused=Invalid
    )
    yield from evaluated(c, c.lead, "dissatisfied", 2, attitude="basically")


def ordered(c: Case) -> Story:
    """Handled again by the office's order."""
    yield from dissatisfied(c)
    yield c.do("handling.call_meeting", "office", on=c.part(c.lead), refused=Refused)
    yield c.do("handling.order_again", "office", on=c.part(c.lead), later=3, demand=letters.DEMAND)


def again(c: Case, later: int = 16) -> Story:
    """The second answer."""
    yield from ordered(c)
    yield from sent(c, c.lead, "solved", c.days.after(c.day, later))


def satisfied_then(c: Case) -> Story:
    """The second answer satisfies."""
    yield from again(c)
    yield from evaluated(c, c.lead)
    yield from closed(c)


def again_late(c: Case) -> Story:
    """The second answer comes late too."""
    yield from again(c, 48)
    yield from evaluated(c, c.lead, "basically", attitude="basically")
    yield from closed(c)


def met(c: Case) -> Story:
    """Still not satisfied: deputy, unit and office meet."""
    yield from again(c)
    yield from evaluated(c, c.lead, "dissatisfied", 5, attitude="dissatisfied")
    yield c.do("handling.order_again", "office", on=c.part(c.lead), demand="再办。", refused=Refused)
    yield c.do("handling.call_meeting", "office", on=c.part(c.lead), later=4)


def met_settled(c: Case) -> Story:
    """The meeting's opinion ends it."""
    yield from met(c)
    yield c.do(
        "handling.settle", "office", on=c.part(c.lead), later=5, present=letters.PRESENT, opinion=letters.SETTLED[0]
    )


def met_again(c: Case) -> Story:
    """The meeting finds that more can be done: a third answer, which satisfies."""
    yield from met(c)
    yield c.do(
        "handling.settle_again",
        "office",
        on=c.part(c.lead),
        later=4,
        present=letters.PRESENT,
        opinion="由承办单位补充办理并答复。",
    )
    yield from sent(c, c.lead, "solving", c.days.after(c.day, 12))
    yield from evaluated(c, c.lead)
    yield from closed(c)


def unevaluated(c: Case) -> Story:
    """Never evaluated, though urged: closed, left out of the rates, counted apart. Too early it is refused."""
    yield from registered(c)
    yield from handed_over(c)
    yield from answered(c, c.lead, "solved")
    yield c.do("handling.close_unevaluated", "office", on=c.part(c.lead), later=5, refused=Refused)
    yield c.do("handling.urge_evaluation", "office", on=c.part(c.lead), later=12)
    yield c.do("handling.close_unevaluated", "office", on=c.part(c.lead), later=12)
