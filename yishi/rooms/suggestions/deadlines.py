"""Which clocks a suggestion starts, and by which rule of its pack. Whether one is overdue: `yishi/foundation/clocks`.

| happening | clock | owed by | rule |
| --- | --- | --- | --- |
| received | assign | office | assign (CQ 13, SH 11) or handover_meeting (SH 15) at the session |
| received | accept_notice | office | accept_notice (ZJ 10) |
| merged no more | assign, accept_notice | office | as when received between sessions |
| handed over | reply | unit | reply, reply_hard (代表法 51) |
| handed over | contact | unit | contact (CQ 18) |
| handed over | co_opinion | co-handler | co_opinion (CQ 20, ZJ 18, SH 17) |
| opinion asked for again | co_opinion | co-handler | co_opinion_again (CQ 20) |
| handed back | reassign | office | reassign (CQ 16) |
| answer sent | evaluate | lead signer | evaluate (CQ 27); where it names no day evaluate_within, assumed |
| handled again | reply | unit | rehandle (CQ 27, ZJ 24, SH 21) |
| promised | promise | unit | the day promised |
| promised | promise_report | unit | promise_report (CQ 24) |
| promise reported | promise_evaluate | lead signer | promise_evaluate (CQ 28) |

What runs from receipt (收到) runs from the hand-over: what is handed over here is in the unit's inbox the same moment,
and a unit that signs late gains no time by it. Handing back is a right and not owed, so it has an end
(`hand_back_until`) and no clock.
"""

from __future__ import annotations

import datetime as dt

from yishi.foundation.clocks.calendars import calendar
from yishi.foundation.law.pack import Pack
from yishi.foundation.law.periods import Due
from yishi.foundation.loops.act import Act
from yishi.foundation.people.models import RoleCode, Session
from yishi.rooms.suggestions.models import Handling, Promise, Suggestion

RECEIVERS = {
    Suggestion.When.SESSION: (RoleCode.SECRETARIAT, RoleCode.OFFICE),
    Suggestion.When.BETWEEN: (RoleCode.OFFICE,),
}
"""Who receives at the session and between sessions (CQ 4)."""


def received(s: Suggestion, act: Act) -> None:
    """Handed in, perhaps anew after mending: the office has to hand it over, and where the place says so to tell
    the author."""
    known = [row.round for row in act.work.clocks_of(s.matter) if row.kind in ("assign", "accept_notice")]
    time = max(known, default=0) + 1
    if s.when == Suggestion.When.BETWEEN:
        act.start("assign", "assign", role=RoleCode.OFFICE, round=time)
    elif isinstance(s.session, Session):
        act.start("assign", "handover_meeting", role=RoleCode.OFFICE, on=s.session.closes, round=time)
    act.start("accept_notice", "accept_notice", role=RoleCode.OFFICE, round=time)


def stands_alone(s: Suggestion, act: Act) -> None:
    """Merged no more: handed over by itself, in the time for one received on the day, one of the session too (its
    hand-over meeting is past). What tells the author of the receipt is owed only while it is not registered."""
    time = max((row.round for row in act.work.clocks_of(s.matter)), default=0) + 1
    act.start("assign", "assign", role=RoleCode.OFFICE, round=time)
    if s.registered_on is None:
        act.start("accept_notice", "accept_notice", role=RoleCode.OFFICE, round=time)


def handed_over(h: Handling, act: Act, *, hard: bool) -> None:
    """With the unit: it has to contact the deputy and to answer, a co-handler to give its opinion."""
    if h.part == Handling.Part.CO:
        act.start("co_opinion", "co_opinion", unit=h.unit)
        return
    act.start("contact", "contact", unit=h.unit)
    act.start("reply", "reply_hard" if hard else "reply", unit=h.unit)


def hand_back_until(h: Handling, pack: Pack | None) -> Due | None:
    """The last day on which the unit may say that it is not its own; None where the place sets no end (CQ 16, SH 14)."""
    rule = pack.rule("hand_back") if pack else None
    return rule.due(h.handed_on, calendar()) if rule else None


def opinion_asked_again(h: Handling, act: Act) -> None:
    """The lead unit asked the co-handler once more."""
    again = h.opinions.count() + 1
    act.start("co_opinion", "co_opinion_again", unit=h.unit, round=again)


def handed_back(h: Handling, act: Act) -> None:
    """The office agreed to take it back and has to find the right unit."""
    act.start("reassign", "reassign", role=RoleCode.OFFICE)


def answered(h: Handling, act: Act) -> None:
    """The answer is with the lead signer, who has to evaluate it."""
    for rule in ("evaluate", "evaluate_within"):
        if act.start("evaluate", rule, mandate=h.suggestion.lead_id, round=h.round):
            return


def handled_again(h: Handling, act: Act) -> None:
    """Not satisfied: another answer is owed."""
    act.start("reply", "rehandle", unit=h.unit, round=h.round)


def promised(p: Promise, act: Act) -> None:
    """What an answer promised is owed by the day it named, and reported on each year."""
    with act.at(min(act.day, p.due_on)):  # an answer that lay about may promise a day that has passed
        act.start_until("promise", p.due_on, "承办单位在答复中承诺", unit=p.handling.unit)
    act.start("promise_report", "promise_report", unit=p.handling.unit, round=1)


def promise_reported(p: Promise, act: Act, *, final: bool) -> None:
    """The report is with the lead signer; if the promise still runs, the next report falls due next year. A further
    report of a year that was reported on meets nothing of the next."""
    if not final and all(row.started_on > act.day for row in act.running("promise_report")):
        return
    act.meet("promise_report")
    if final:
        act.start("promise_evaluate", "promise_evaluate", mandate=p.suggestion.lead_id, round=p.reports_made)
    else:
        act.start(
            "promise_report", "promise_report", unit=p.handling.unit, round=p.reports_made + 1, on=_next_year(act)
        )


def _next_year(act: Act) -> dt.date:
    return act.day.replace(year=act.day.year + 1, month=1, day=1)
