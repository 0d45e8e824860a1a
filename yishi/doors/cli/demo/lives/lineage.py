"""Where suggestions come from and go on to: motions, residents' messages, one that was split, what the last year left open."""

from __future__ import annotations

import datetime as dt
from typing import Any

from yishi.doors.cli.demo.story.case import Case
from yishi.doors.cli.demo.story.engine import Story
from yishi.doors.cli.demo.story.parts import (
    answered,
    closed,
    drafted,
    evaluated,
    examined,
    handed_in,
    handed_over,
    received,
    registered,
    talked,
    words,
)
from yishi.doors.cli.demo.writing import letters
from yishi.foundation.matters.models import Link


def _to_the_end(c: Case) -> Story:
    yield from handed_over(c)
    yield from answered(c, c.lead, "solved")
    yield from evaluated(c, c.lead)
    yield from closed(c)


def from_motion(c: Case) -> Story:
    """A motion that is not put on the agenda becomes a suggestion of those who moved it."""
    npc = c.house.organ.profile == "npc"
    given: dict[str, Any] = words(c)
    given = {name: given[name] for name in ("title", "situation", "proposals", "topic", "may_publish")}
    given |= {
        "lead": c.author.pk, "movers": [mandate.pk for mandate in c.joint], "number": f"第{c.house.turn('motion') + 1}号",
        "moved_on": c.handed_in, "decided_by": "大会主席团第三次会议" if npc else "主席会议", "decided_on": c.handed_in,
    }  # fmt: skip
    made = yield c.do("suggestion.from_motion", c.receiver, on=0, **given)
    c.pk = made.pk if made else 0
    yield from _to_the_end(c)


BEFORE = 16
"""Days before it is handed in until which messages came: before the draft, which is two weeks old at the most."""


def _messages(c: Case, count: int) -> dict[str, Any]:
    until = c.days.ago((c.days.today - c.handed_in).days + BEFORE)
    since = until - dt.timedelta(days=40)
    subject = c.paper.title.removeprefix("关于")[:60]
    return {"subject": subject, "messages": count, "since": since, "until": until, "channel": f"{c.place}联络站"}


def from_messages(c: Case) -> Story:
    """Made by its author from what residents told him at his station."""
    yield from drafted(c)
    yield c.do("suggestion.name_messages", c.writer, **_messages(c, c.rng.randint(6, 60)))
    yield c.do("suggestion.submit", c.writer, day=c.handed_in)
    yield from examined(c)
    yield from _to_the_end(c)


def messages_recorded(c: Case) -> Story:
    """The office notes that it rests on messages which a station had passed on."""
    yield from handed_in(c)
    yield c.do("suggestion.record_messages", c.receiver, **_messages(c, c.rng.randint(6, 60)))
    yield from examined(c)
    yield from _to_the_end(c)


def _written(c: Case, *names: str) -> dict[str, Any]:
    given = words(c)
    return {name: given[name] for name in ("title", "situation", "proposals", "topic", *names)} | {"lead": c.author.pk}


def drafted_for_him(c: Case) -> Story:
    """The office gives a deputy what residents said; he hands it in."""
    c.day = c.days.ago((c.days.today - c.handed_in).days + 8)
    given = _written(c) | _messages(c, c.rng.randint(6, 60))
    made = yield c.do("suggestion.draft_for", "office", on=0, **given)
    c.pk = made.pk if made else 0
    yield c.do("suggestion.submit", c.writer, day=c.handed_in)
    yield from examined(c)
    yield from _to_the_end(c)


def registered_for_him(c: Case) -> Story:
    """A deputy brings what residents said on paper, and the office enters it."""
    given = _written(c, "may_publish") | _messages(c, c.rng.randint(6, 60)) | {"put_forward_on": c.handed_in}
    made = yield c.do("suggestion.from_messages", "office", on=0, **given)
    c.pk = made.pk if made else 0
    yield from _to_the_end(c)


def split(c: Case) -> Story:
    """Two matters in one: the receiver splits it, and each part is examined, handed over and answered."""
    other, whole = c.more(c), words(c)
    parts = [{name: whole[name] for name in ("title", "situation", "proposals")}]
    parts.append({"title": other.paper.title, "situation": other.paper.situation, "proposals": other.paper.proposals})
    title = whole["title"]
    c.day = c.days.ago((c.days.today - c.handed_in).days + 8)
    made = yield c.do("suggestion.draft", c.writer, on=0, **(whole | {"title": f"{title[:-3]}等两个事项{title[-3:]}"}))
    c.pk = made.pk if made else 0
    yield c.do("suggestion.submit", c.writer, day=c.handed_in)
    yield c.do("suggestion.split", c.receiver, later=1, parts=parts, agreed=letters.AGREED)
    found = Link.objects.filter(target=c.pk, kind=Link.Kind.MADE_FROM).order_by("origin")
    for at, pk in enumerate(found.values_list("origin", flat=True)):
        part = c.aside()
        part.pk, part._parts = pk, {}
        part.lead = c.lead if at == 0 else c.other()
        part.co = []
        yield _part(part)


def _part(c: Case) -> Story:
    yield from examined(c)
    yield from _to_the_end(c)


def left_by_last_year(c: Case) -> Story:
    """Handed over on paper late in the last year: entered, carried over into this one, then answered."""
    c.co, last = [], c.days.year - 1
    given: dict[str, Any] = words(c)
    given = {name: given[name] for name in ("title", "situation", "proposals", "topic", "may_publish")}
    given |= {
        "submitted_on": dt.date(last, 11, 21), "state": "assigned", "lead": c.author.pk, "unit": c.lead.pk,
        "handed_on": dt.date(last, 12, 3),
    }  # fmt: skip
    made = yield c.do("suggestion.import_one", "office", on=0, **given)
    c.pk, c.handed = made.pk if made else 0, c.day
    yield c.do("suggestion.carry_over", "office", ground="year", why=letters.CARRIED)
    yield from answered(c, c.lead, "solved")
    yield from evaluated(c, c.lead)
    yield from closed(c)


def carries_on(c: Case) -> dt.date:
    """The day in November on which the office carries over what stays open of that year; it may be still to come."""
    return c.days.on(dt.date(c.handed_in.year, 11, 4))


def goes_on(c: Case) -> Story:
    """Received late in the year and still in hand: carried over into the next."""
    c.co = []
    yield from registered(c)
    yield from handed_over(c)
    yield from received(c, c.lead)
    yield from talked(c, c.lead)
    yield c.do("suggestion.carry_over", "office", day=carries_on(c), ground="year", why=letters.CARRIED)


def promise_goes_on(c: Case) -> Story:
    """A promise that the next year is to keep, carried over with its reason."""
    c.co = []
    yield from registered(c)
    yield from handed_over(c)
    yield from answered(c, c.lead, "solving", c.days.after(c.day, 22), [dt.date(c.days.year + 1, 9, 30)])
    yield from evaluated(c, c.lead, "satisfied", 3)
    yield from closed(c)
    for pk in c.promises(c.lead):
        yield c.do("promise.carry_promise", "office", on=pk, day=carries_on(c), ground="year", why=letters.CARRIED)
