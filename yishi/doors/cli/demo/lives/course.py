"""Turns on the way through the units: handed back, objected to, distributed anew, extended."""

from __future__ import annotations

from typing import Any

from yishi.doors.cli.demo.story.case import Case
from yishi.doors.cli.demo.story.engine import Story
from yishi.doors.cli.demo.story.parts import (
    answered,
    closed,
    evaluated,
    handed_over,
    opinion,
    received,
    registered,
    sent,
    talked,
)
from yishi.doors.cli.demo.writing import letters
from yishi.foundation.loops.refusals import NotAllowed, Refused
from yishi.foundation.people.models import Unit


def _ask_back(c: Case, unit: Unit, to: Unit) -> Story:
    reason = letters.BACK.replace("{unit}", str(to))
    yield c.do(
        "handling.ask_hand_back",
        c.liaison(unit),
        on=c.part(unit),
        later=1 + c.rng.randint(1, 5),
        reason=reason,
        unit=to.pk,
    )


def handed_back(c: Case) -> Story:
    """Not the unit's own: it says so in time, the office agrees and finds the right one."""
    wrong, right = c.lead, c.other()
    c.co = []
    yield from registered(c)
    yield from handed_over(c)
    yield from _ask_back(c, wrong, right)
    yield c.do("handling.agree_hand_back", c.liaison(wrong), on=c.part(wrong), refused=NotAllowed)
    yield c.do("handling.agree_hand_back", "office", on=c.part(wrong), later=2, note="职责确属所提单位。")
    yield c.do("suggestion.reassign", "office", later=c.rng.randint(1, 6), unit=right.pk, part="lead")
    c.handed_anew()
    c.lead, c.handed = right, c.day
    yield from answered(c, right, "solved")
    yield from evaluated(c, right)
    yield from closed(c)


def hand_back_refused(c: Case) -> Story:
    """The office does not agree; the unit handles it, its time having run on. Asking again too late is refused."""
    yield from registered(c)
    yield from handed_over(c)
    yield from _ask_back(c, c.lead, c.other())
    yield c.do("handling.refuse_hand_back", "office", on=c.part(c.lead), later=2, note=letters.STAY)
    too_late: dict[str, Any] = {"reason": "再次申请退回。", "on": c.part(c.lead), "refused": Refused}
    yield c.do("handling.ask_hand_back", c.liaison(c.lead), later=14, **too_late)
    yield from received(c, *c.co)
    for other in c.co:
        yield from opinion(c, other)
    yield from talked(c, c.lead)
    yield from sent(c, c.lead, "no", c.days.after(c.day, 12))
    yield from evaluated(c, c.lead, "basically", attitude="satisfied")
    yield from closed(c)


def objection_upheld(c: Case) -> Story:
    """The deputy thinks another unit should lead; the office agrees."""
    right = c.other()
    c.co = []
    yield from registered(c)
    yield from handed_over(c)
    yield c.do(
        "suggestion.object_to_assignment", c.writer, later=3, reason="主要工作在该单位，由其主办更合适。", unit=right.pk
    )
    yield c.do("suggestion.object_to_assignment", c.writer, reason="再提一次", unit=right.pk, refused=Refused)
    yield c.do("suggestion.decide_objection", "office", later=3, upheld=True, reply="经与两家单位研究，采纳您的意见。")
    c.handed_anew()
    c.lead, c.handed = right, c.day
    yield from answered(c, right, "solved")
    yield from evaluated(c, right)
    yield from closed(c)


def objection_declined(c: Case) -> Story:
    """The deputy objects; the office explains why it stays as it is."""
    yield from registered(c)
    yield from handed_over(c)
    yield c.do("suggestion.object_to_assignment", c.writer, later=4, reason="建议由业务主管部门主办。")
    yield c.do(
        "suggestion.decide_objection",
        "office",
        later=2,
        upheld=False,
        reply="业务主管部门已列为会商单位，仍由原单位主办，已向您电话说明。",
    )
    yield from answered(c, c.lead, "solved")
    yield from evaluated(c, c.lead)
    yield from closed(c)


def office_returns(c: Case) -> Story:
    """The government office finds that it is not its system's and gives it back; the office hands it over itself."""
    c.co = []
    yield from registered(c)
    day = c.days.handover if c.at_session else c.days.after(c.day, 2)
    yield c.do("suggestion.pass_to_office", "office", day=day, side="government")
    yield c.do("suggestion.return_to_register", "party_office", why="不属本系统。", refused=NotAllowed)
    yield c.do(
        "suggestion.return_to_register", "government_office", later=1, why="本件主要涉及司法机关职权，请直接交办。"
    )
    unit = next((unit for unit in c.house.units if unit.side in ("court", "procuratorate")), c.lead)
    c.lead = unit
    yield c.do("suggestion.assign", "office", later=1, lead=unit.pk)
    c.handed = c.day
    yield from answered(c, unit, "solved")
    yield from evaluated(c, unit)
    yield from closed(c)


def partys(c: Case) -> Story:
    """A matter of the Party's system, distributed by the Party committee's office."""
    c.lead = c.rng.choice(c.house.side("party"))
    c.co = []
    yield from registered(c)
    yield from handed_over(c)
    yield c.do("handling.receive", c.liaison(c.other()), on=c.part(c.lead), refused=NotAllowed)
    yield from answered(c, c.lead, "solved")
    yield from evaluated(c, c.lead)
    yield from closed(c)


def extended(c: Case) -> Story:
    """More time asked for and granted, where the pack knows it; where it does not, asking is refused."""
    yield from registered(c)
    yield from handed_over(c)
    yield from received(c, c.lead, *c.co)
    yield from talked(c, c.lead)
    for other in c.co:
        yield from opinion(c, other)
    ask: dict[str, Any] = {"on": c.part(c.lead), "reason": "涉及多个街镇，需统一测算后答复。"}
    if c.house.pack.rule("extension") is None:
        yield c.do("handling.ask_extension", c.liaison(c.lead), refused=Refused, **ask)
        yield from sent(c, c.lead, "solving", c.days.after(c.handed, 40))
    else:
        yield c.do("handling.ask_extension", c.liaison(c.lead), day=c.days.after(c.handed, 45), months=3, **ask)
        yield c.do("handling.grant_extension", "office", on=c.part(c.lead), later=2)
        yield from sent(c, c.lead, "solving", c.days.after(c.handed, 85))
    yield from evaluated(c, c.lead)
    yield from closed(c)


def extension_refused(c: Case) -> Story:
    """More time asked for and not granted; it is answered late or just in time."""
    if c.house.pack.rule("extension") is None:
        yield from extended(c)
        return
    yield from registered(c)
    yield from handed_over(c)
    yield from received(c, c.lead, *c.co)
    yield from talked(c, c.lead)
    for other in c.co:
        yield from opinion(c, other)
    yield c.do(
        "handling.ask_extension",
        c.liaison(c.lead),
        on=c.part(c.lead),
        day=c.days.after(c.handed, 46),
        reason="人手紧张。",
        months=3,
    )
    yield c.do("handling.refuse_extension", "office", on=c.part(c.lead), later=2, why="理由不充分，请在原期限内答复。")
    yield from sent(c, c.lead, "solved", c.days.after(c.handed, 58))
    yield from evaluated(c, c.lead, "basically", attitude="basically")
    yield from closed(c)
