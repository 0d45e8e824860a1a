"""What stands open today, in every state: stories that simply go no further."""

from __future__ import annotations

from yishi.doors.cli.demo.lives.course import _ask_back
from yishi.doors.cli.demo.lives.ending import dissatisfied, met, ordered
from yishi.doors.cli.demo.story.case import Case
from yishi.doors.cli.demo.story.engine import Story
from yishi.doors.cli.demo.story.parts import (
    answered,
    evaluated,
    examined,
    handed_in,
    handed_over,
    opinion,
    received,
    sent,
    talked,
    written,
)

__all__ = ["dissatisfied", "met", "ordered"]


def handed(c: Case) -> Story:
    """Handed over as soon as it is registered, not yet signed for."""
    yield from waits_for_handover(c)
    yield from handed_over(c, c.days.after(c.day, 1))


def waits_for_review(c: Case) -> Story:
    """Handed in, not yet examined."""
    yield from handed_in(c)


def half_reviewed(c: Case) -> Story:
    """One of several stages is done."""
    yield from handed_in(c)
    said = c.house.pack.choices.review_stages
    if said and len(said.value) > 1:
        yield c.do("suggestion.pass_review", "office", later=1)


def waits_for_handover(c: Case) -> Story:
    """Registered."""
    yield from handed_in(c)
    yield from examined(c, 1)


def with_the_government_office(c: Case) -> Story:
    """Passed on for distribution."""
    yield from waits_for_handover(c)
    yield c.do("suggestion.pass_to_office", "office", later=1, side="government")


def with_the_party_office(c: Case) -> Story:
    """The same, in the Party's system."""
    yield from waits_for_handover(c)
    yield c.do("suggestion.pass_to_office", "office", later=1, side="party")


def in_hand(c: Case) -> Story:
    """Signed for; the deputy is heard, the co-handlers too."""
    yield from handed(c)
    yield from received(c, c.lead, *c.co)
    yield from talked(c, c.lead)
    for other in c.co:
        yield from opinion(c, other)


def not_contacted(c: Case) -> Story:
    """Signed for, and nothing more."""
    yield from handed(c)
    yield from received(c, c.lead)


def hand_back_asked(c: Case) -> Story:
    """The unit says that it is not its own; the office has not decided."""
    yield from handed(c)
    yield from _ask_back(c, c.lead, c.other())


def waits_for_reassignment(c: Case) -> Story:
    """Taken back; the right unit is not yet found."""
    c.co = []
    yield from hand_back_asked(c)
    yield c.do("handling.agree_hand_back", "office", on=c.part(c.lead), later=1)


def objection_waits(c: Case) -> Story:
    """The deputy objects to the assignment; nobody has answered him."""
    yield from handed(c)
    yield c.do(
        "suggestion.object_to_assignment", c.writer, later=2, reason="建议由业务主管部门主办。", unit=c.other().pk
    )


def opinion_asked_again(c: Case) -> Story:
    """A co-handler was asked for an opinion with substance."""
    c.co = c.co[:1] or [c.other()]
    yield from handed(c)
    yield from received(c, c.lead, *c.co)
    part = c.part(c.co[0])
    yield c.do("handling.give_opinion", c.liaison(c.co[0]), on=part, later=2, text="同意。")
    yield c.do("handling.ask_again", c.liaison(c.lead), on=part, later=1, why="没有实质内容，请补充。")


def extension_waits(c: Case) -> Story:
    """More time asked for, where the pack knows it."""
    yield from in_hand(c)
    if c.house.pack.rule("extension"):
        yield c.do(
            "handling.ask_extension", c.liaison(c.lead), on=c.part(c.lead), later=3, reason="需补充勘测数据。", months=3
        )


def waits_for_signature(c: Case) -> Story:
    """The draft lies with the head."""
    yield from in_hand(c)
    yield from written(c, c.lead, "solved", c.days.after(c.day, 4))


def waits_for_the_seal(c: Case) -> Story:
    """Signed, not yet sent."""
    yield from waits_for_signature(c)
    yield c.do("handling.sign", c.head(c.lead), on=c.part(c.lead), later=1)


def half_answered(c: Case) -> Story:
    """One of two separate units has answered."""
    c.separate = [c.lead, c.other()]
    yield from handed(c)
    yield from received(c, *c.separate)
    yield from talked(c, c.lead)
    yield from sent(c, c.lead, "solved", c.days.after(c.day, 4))


def waits_for_evaluation(c: Case) -> Story:
    """Answered."""
    yield from handed(c)
    yield from answered(c, c.lead, "solved", c.days.after(c.handed, 24))


def waits_for_closing(c: Case) -> Story:
    """Evaluated."""
    yield from waits_for_evaluation(c)
    yield from evaluated(c, c.lead, "satisfied", 2)
