"""What is still open at the change of year or term goes on in the next (转下年办理: SH 19, 22; CQ 33).

It stays the same matter under the same number, with its clocks running; what is recorded is that it was carried over,
into which year and why, so that the new year's stock is counted and shown.
"""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from yishi.foundation.loops.act import Act, Scope
from yishi.foundation.loops.inputs import Pick, Text
from yishi.foundation.loops.telling import To
from yishi.foundation.people.models import RoleCode
from yishi.rooms.suggestions import roles
from yishi.rooms.suggestions.loop.promise import promise
from yishi.rooms.suggestions.loop.suggestion import suggestion
from yishi.rooms.suggestions.models import CarryOver, Promise, Suggestion

S, P = Suggestion.State, Promise.State
OPEN = (S.SUBMITTED, S.REGISTERED, S.WITH_OFFICE, S.ASSIGNED, S.ANSWERED, S.EVALUATED)
RUNNING = (P.OPEN, P.REPORTED, P.EVALUATED, P.MEETING)
FROM_MONTH = 11
"""From November on an office winds up its year (CQ 34: the report is heard then)."""

Ground = Annotated[str, Pick(lazy("情形"), choices=CarryOver.Ground.choices)]
Why = Annotated[str, Text(lazy("未办结的原因和下一步安排"), longest=400, rows=2)]


def into(day: dt.date) -> int:
    """The year into which what is open on `day` is carried: the next one from November on, else the one that runs."""
    return day.year + 1 if day.month >= FROM_MONTH else day.year


def _may_carry(began: dt.date | None, carried: int | None, day: dt.date) -> str | None:
    year = into(day)
    if began is not None and began.year >= year:
        return _("本件是%d年的，还没有到转下年办理的时候（每年十一月起办理）。") % began.year
    if carried is not None and carried >= year:
        return _("本件已转入%d年办理。") % carried
    return None


@suggestion.step(
    *OPEN, by=(roles.OFFICE,), law="上海规定 第十九条第二款", title=lazy("转下年办理"), batch=True,
    when=(lambda s, scope: _may_carry(s.submitted_on, s.carried_into, scope.day),),
)  # fmt: skip
def carry_over(s: Suggestion, act: Act, *, ground: Ground = CarryOver.Ground.YEAR, why: Why) -> None:
    """Go on with it in the new year or term; the author keeps it, though his mandate may have ended (SH 19)."""
    s.carried_into = into(act.day)
    act.add(CarryOver(suggestion=s, year=s.carried_into, day=act.day, ground=ground, why=why))
    units = tuple(part.unit_id for part in s.handlings.all() if not part.superseded)
    words = {"title": s.matter.title, "year": s.carried_into}
    told = _("“%(title)s”转入%(year)d年继续办理，原期限不变。") % words
    lead = (s.lead_id,) if s.lead_id else ()
    act.tell("carried", told, To((RoleCode.LIAISON,) if units else (), units, lead))


def _promise_may_carry(p: Promise, scope: Scope) -> str | None:
    return _may_carry(p.matter.opened_on, p.carried_into, scope.day)


@promise.step(
    *RUNNING, by=(roles.OFFICE,), law="上海规定 第二十二条第二款", title=lazy("转下年办理"), batch=True,
    when=(_promise_may_carry,),
)  # fmt: skip
def carry_promise(p: Promise, act: Act, *, ground: Ground = CarryOver.Ground.YEAR, why: Why) -> None:
    """Follow the promise in the new year; at the change of term the unit explains itself to the deputy (SH 22)."""
    p.carried_into = into(act.day)
    act.add(CarryOver(suggestion=p.suggestion, promise=p, year=p.carried_into, day=act.day, ground=ground, why=why))
    told = _("承诺事项“%(what)s”转入%(year)d年继续落实。") % {"what": p.matter.title, "year": p.carried_into}
    if ground == CarryOver.Ground.TERM:
        told += _("换届时仍未落实的，请向提出人书面说明情况。")
    lead = (p.suggestion.lead_id,) if p.suggestion.lead_id else ()
    act.tell("carried", told, To((RoleCode.LIAISON,), (p.handling.unit_id,), lead))
