"""What never reaches a unit, or takes a turn before: drafts, sent back, turned away, merged, withdrawn, in a group's name."""

from __future__ import annotations

from yishi.doors.cli.demo.lives.ordinary import ordinary
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
    sent,
    talked,
    words,
)
from yishi.doors.cli.demo.writing.papers import RESEARCH
from yishi.foundation.loops.refusals import Invalid, NotAllowed, Refused, WrongState


def draft(c: Case) -> Story:
    """A draft that nobody but its author sees, written anew once."""
    made = yield c.do("suggestion.draft", c.writer, on=0, **words(c))
    c.pk = made.pk if made else 0
    yield c.do("suggestion.revise", c.writer, later=1, **(words(c) | {"research": c.clerk.say(RESEARCH, c.place)}))


def draft_waits(c: Case) -> Story:
    """A draft whose joint signers have not all answered: one has confirmed, one declined, one is still asked."""
    c.joint = c.house.group_of(c.author)[1:5]
    c.joint = [mandate for mandate in c.joint if mandate != c.author][:3]
    made = yield c.do("suggestion.draft", c.writer, on=0, **words(c))
    c.pk = made.pk if made else 0
    yield c.do("suggestion.invite", c.writer, mandates=[mandate.pk for mandate in c.joint])
    yield c.do("suggestion.confirm", f"member/{c.joint[0].pk}", later=1)
    yield c.do("suggestion.decline", f"member/{c.joint[1].pk}")
    yield c.do("suggestion.submit", c.writer, refused=Refused)


def wait_given_up(c: Case) -> Story:
    """One who was asked never answers; the author waits no longer and hands it in, and it goes its way."""
    asked = [mandate for mandate in c.house.group_of(c.author) if mandate != c.author][:2]
    c.joint = []
    yield from drafted(c)
    yield c.do("suggestion.invite", c.writer, mandates=[mandate.pk for mandate in asked])
    yield c.do("suggestion.confirm", f"member/{asked[0].pk}")
    yield c.do("suggestion.uninvite", c.writer)
    yield c.do("suggestion.submit", c.writer, day=c.handed_in)
    yield from examined(c)
    yield from handed_over(c)
    yield from answered(c, c.lead, "solved")
    yield from evaluated(c, c.lead)
    yield from closed(c)


def sent_back(c: Case) -> Story:
    """Two matters in one: sent back, written anew, confirmed anew by its signers, handed in again."""
    yield from handed_in(c)
    yield c.do("suggestion.assign", "office", lead=c.lead.pk, refused=WrongState)
    yield c.do("suggestion.send_back", c.receiver, later=1, why="一件里写了两件事，请一事一议，分成两件提出。")
    changed = words(c) | {"proposals": c.paper.proposals + "\n以上建议只涉及本标题所列事项。"}
    yield c.do("suggestion.revise", c.writer, later=1, **changed)
    for mandate in c.joint:
        yield c.do("suggestion.confirm", f"member/{mandate.pk}")
    yield c.do("suggestion.submit", c.writer)
    yield from examined(c, 1)
    yield from handed_over(c, max(c.days.handover, c.day) if c.at_session else None)
    yield from answered(c, c.lead, "solved")
    yield from evaluated(c, c.lead)
    yield from closed(c)


def sent_back_waits(c: Case) -> Story:
    """Sent back, and with its author still."""
    yield from handed_in(c)
    yield c.do("suggestion.send_back", c.receiver, later=1, why="没有写明具体建议由谁做什么，请补充。")


def turned_away(c: Case) -> Story:
    """Not handled as a suggestion, on a ground that the place's rule lists, by an exit that it allows."""
    choices = c.house.pack.choices
    grounds = choices.inadmissible.value if choices.inadmissible else ()
    exits = choices.exits.value if choices.exits else ()
    turn = c.house.turn("turned_away")
    ground, way = grounds[turn % len(grounds)], exits[turn % len(exits)]
    yield from handed_in(c)
    if turn % 2:
        yield from examined(c)
    note = f"经审查，本件属于“{ground.label}”的情形，按规定{way.label}，已与您沟通。"
    yield c.do(
        "suggestion.turn_away", "office", later=1, ground="no_such_ground", way=way.code, note=note, refused=Invalid
    )
    yield c.do("suggestion.turn_away", c.receiver, ground=ground.code, way=way.code, note=note)


def merged(c: Case) -> Story:
    """Two of one content: the later one is merged into this, and its signers get this one's answer."""
    joined = c.more(c)
    yield _joins(joined, c)
    yield from registered(c)
    yield from handed_over(c, None if c.at_session else c.days.after(c.day, 6))
    yield from answered(c, c.lead, "solved")
    yield from evaluated(c, c.lead)
    yield from closed(c)


def _joins(c: Case, into: Case) -> Story:
    yield from registered(c)
    yield c.do("suggestion.merge", "office", later=3, into=into.pk)
    yield c.do("suggestion.assign", "office", lead=c.lead.pk, refused=WrongState)


def withdrawn(c: Case) -> Story:
    """Taken back by its only author: solved in the meantime."""
    c.joint = []
    yield from registered(c)
    yield c.do("suggestion.withdraw", "office", why="代为撤回", refused=NotAllowed)
    yield c.do("suggestion.withdraw", c.writer, later=1, why="有关单位已主动解决，不再需要办理。")


def withdrawn_by_all(c: Case) -> Story:
    """Handed over already; every signer agrees, and the units' work ends."""
    yield from registered(c)
    yield from handed_over(c)
    yield from received(c, c.lead)
    yield c.do("suggestion.withdraw", c.writer, later=5, why="调研中发现情况有变，拟重新调研后再提。")
    for mandate in c.joint:
        yield c.do("suggestion.agree_to_withdraw", f"member/{mandate.pk}", later=1)


def withdrawn_half_answered(c: Case) -> Story:
    """Taken back when one of two units has answered already: the other's work ends, and so does what the answer promised."""
    c.joint = []
    c.separate = [c.lead, c.other()]
    yield from registered(c)
    yield from handed_over(c)
    yield from received(c, *c.separate)
    yield from talked(c, c.lead)
    yield from sent(c, c.lead, "solving", c.days.after(c.handed, 20))
    yield c.do("suggestion.withdraw", c.writer, later=4, why="情况已有变化，不再需要办理。")


def withdrawal_waits(c: Case) -> Story:
    """Asked back by its author; not every signer has agreed, so it is handled on."""
    yield from registered(c)
    yield from handed_over(c)
    yield from received(c, c.lead)
    yield c.do("suggestion.withdraw", c.writer, later=3, why="与另一件重复。")
    yield c.do("suggestion.agree_to_withdraw", f"member/{c.joint[0].pk}", later=1)


def in_a_groups_name(c: Case) -> Story:
    """Discussed by a delegation or sector and put forward by its head in its name."""
    key = c.house.group_key(c.author)
    c.author = c.house.groups[key][0]
    c.joint = []
    given = words(c) | {"grouping": key, "discussed_on": c.days.ago((c.days.today - c.handed_in).days + 1)}
    made = yield c.do("suggestion.submit_for_group", c.writer, on=0, **given)
    c.pk = made.pk if made else 0
    yield from examined(c)
    yield from handed_over(c)
    yield from answered(c, c.lead, "solving")
    yield from evaluated(c, c.lead)
    yield from closed(c)


def joint(c: Case) -> Story:
    """Signed by a dozen, who all get the answer."""
    c.joint = [mandate for mandate in c.house.group_of(c.author) if mandate != c.author][:11]
    yield from ordinary(c)
