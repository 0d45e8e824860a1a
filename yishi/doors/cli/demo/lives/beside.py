"""What happens beside the handling: key ones with their log, looks back, good ones, secret stubs, higher congresses."""

from __future__ import annotations

from typing import Any

from yishi.doors.cli.demo.story.case import Case
from yishi.doors.cli.demo.story.engine import Story
from yishi.doors.cli.demo.story.parts import answered, closed, evaluated, handed_over, made_public, registered
from yishi.doors.cli.demo.writing import letters
from yishi.foundation.loops.refusals import Refused

KINDS = ("check", "meeting", "on_site", "television", "visit", "urge")


def looked_back(c: Case, found: str) -> Story:
    """A look back on the spot, some months after."""
    text = c.clerk.say(letters.LOOKED[found], c.place)
    who = ("office", c.committee, "supervisor")[c.number % 3]
    yield c.do("suggestion.look_back", who, later=c.rng.randint(15, 45), found=found, text=text)


def look_back(c: Case) -> Story:
    """Answered as solved; the look back finds that it is, that part of it is, or that nothing is."""
    yield from registered(c)
    yield from handed_over(c)
    yield from answered(c, c.lead, "solved")
    yield from evaluated(c, c.lead)
    yield from closed(c)
    yield from looked_back(c, ("solved", "partly", "unsolved")[c.house.turn("look_back") % 3])


def key(c: Case) -> Story:
    """Chosen by the council, with two leads and a log; handled as a hard one, published, followed over the years, commended."""
    c.hard = c.half_a_year
    c.co = c.co or [c.other(), c.other()]
    c.co = list(dict.fromkeys(c.co))
    yield from registered(c)
    yield c.do("suggestion.follow", "office", until=c.days.year + 1, refused=Refused)
    if c.number % 2:
        text = c.clerk.say(letters.LOG["check"], c.place)
        yield c.do("suggestion.record_oversight", "supervisor", later=2, kind="check", text=text)
    yield from handed_over(c, task="列入重点督办，请按季度报告进展。")
    council, government = ("主任会议成员", "副区长") if c.house.organ.profile == "npc" else ("主席会议成员", "副区长")
    committee = c.house.topics[c.paper.topic].committee_id
    yield c.do(
        "suggestion.choose_key",
        "office",
        later=8,
        handled_by=f"分管{government}",
        supervised_by=council,
        committee=committee,
    )
    if c.number % 3 == 0:
        given: dict[str, Any] = {"handled_by": f"新任{government}", "supervised_by": council}
        yield c.do("suggestion.change_leads", "office", later=6, committee=committee, **given)
    yield _log(c.aside())
    yield from answered(c, c.lead, "solving", c.days.after(c.day, 36))
    yield from evaluated(c, c.lead)
    yield from closed(c)
    if c.number % 2:
        yield c.do("suggestion.follow", "office", later=4, until=c.days.today.year + 2)
    yield from made_public(c)
    yield c.do("suggestion.publish", "office", refused=Refused)
    yield c.do("suggestion.choose_good", "office", later=30)


def _log(c: Case) -> Story:
    for at, kind in enumerate(KINDS):
        who = ("office", c.committee, "supervisor")[at % 3]
        text = c.clerk.say(letters.LOG[kind], c.place)
        yield c.do(
            "suggestion.record_oversight", who, later=9 + c.rng.randint(0, 5), kind=kind, text=text, led_by="督办领导"
        )


def good(c: Case) -> Story:
    """Commended at the end of the year's handling."""
    yield from registered(c)
    yield from handed_over(c)
    yield from answered(c, c.lead, "solved")
    yield from evaluated(c, c.lead)
    yield from closed(c)
    yield from made_public(c)
    yield c.do("suggestion.choose_good", "office", day=c.days.every_other_friday(c.days.after(c.day, 25)))
    if c.house.turn("good") % 2 == 0:
        yield c.do("handling.choose_good", "office", on=c.part(c.lead), why=letters.WELL_DONE)


def withheld(c: Case) -> Story:
    """Not published, with the ground."""
    yield from registered(c)
    yield from handed_over(c)
    yield from answered(c, c.lead, "solved")
    yield from evaluated(c, c.lead)
    yield from closed(c)
    yield from made_public(
        c, ("涉及个人隐私", "涉及商业秘密", "涉及尚未公开的规划，提出人和承办单位商定不公开")[c.number % 3]
    )


def secret(c: Case) -> Story:
    """A stub of a secret matter: a number, and where the paper lies."""
    made = yield c.do("suggestion.register_secret", "office", on=0, note="机要室一号柜")
    c.pk = made.pk if made else 0
    yield c.do("suggestion.close_secret", "office", later=50)


def secret_open(c: Case) -> Story:
    """The same, handled off line still."""
    yield c.do("suggestion.register_secret", "office", on=0, note="机要室二号柜")


def higher(c: Case) -> Story:
    """Made by a local deputy at a higher congress: registered and counted only."""
    npc = c.house.organ.profile == "npc"
    body = ("未有市人民代表大会" if c.rng.random() < 0.8 else "全国人民代表大会") if npc else "未有市政协"
    given: dict[str, Any] = {
        "title": c.paper.title,
        "lead": c.author.pk,
        "organ": body,
        "topic": c.house.topics[c.paper.topic].pk,
    }
    yield c.do("suggestion.record_higher", "office", on=0, **given)
