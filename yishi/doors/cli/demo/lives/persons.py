"""Who may and who may not: a deputy who resigns meanwhile, and people who play no part in the matter."""

from __future__ import annotations

from yishi.doors.cli.demo.story.case import Case
from yishi.doors.cli.demo.story.engine import Story
from yishi.doors.cli.demo.story.parts import (
    answered,
    closed,
    evaluated,
    handed_over,
    received,
    registered,
    sent,
    talked,
)
from yishi.foundation.loops.refusals import NotAllowed, NotFound, Refused
from yishi.foundation.people import mandates
from yishi.foundation.people.models import Mandate


def former(c: Case) -> Story:
    """The author resigns while it is handled. He begins nothing new, but is answered and evaluates (SH 19, 22)."""
    c.joint = []
    c.co = []
    yield from registered(c)
    yield from handed_over(c)
    yield from received(c, c.lead)
    mandates.end(Mandate.objects.get(pk=c.author.pk), c.day, Mandate.Over.RESIGNED)
    c.house.forget(c.writer)
    yield c.do("suggestion.draft", c.writer, on=0, later=1, title="离任后起草", refused=Refused)
    yield from talked(c, c.lead)
    yield from sent(c, c.lead, "solved", c.days.after(c.day, 10))
    yield from evaluated(c, c.lead)
    yield from closed(c)


def strangers(c: Case) -> Story:
    """What people of no part in it try: each is refused, and nothing is changed."""
    stranger = f"member/{next(each for each in c.house.mandates if each not in (c.author, *c.joint)).pk}"
    yield from registered(c)
    for who in ("leader", "auditor", "admin", stranger):
        yield c.do("suggestion.choose_key", who, handled_by="甲", supervised_by="乙", refused=NotAllowed)
    yield from handed_over(c)
    yield c.do("handling.sign", c.liaison(c.lead), on=c.part(c.lead), refused=NotAllowed)
    yield c.do("handling.receive", c.liaison(c.lead), on=10**12, refused=NotFound)
    yield from answered(c, c.lead, "solved")
    yield c.do("handling.evaluate", stranger, on=c.part(c.lead), grades=c.grades("satisfied"), refused=NotAllowed)
    yield from evaluated(c, c.lead)
    yield from closed(c)
