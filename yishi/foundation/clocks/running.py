"""Starting, meeting, stopping, pausing and extending clocks.

Everything here changes objects in hand and saves nothing: the step's own transaction does that.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.utils.translation import gettext as _

from yishi.foundation.clocks.models import Clock, Pause
from yishi.foundation.law import periods, rules
from yishi.foundation.law.calendars import Calendar
from yishi.foundation.law.explain import Explanation, explain
from yishi.foundation.law.pack import Pack
from yishi.foundation.matters.models import Matter
from yishi.foundation.people.models import Mandate, Unit
from yishi.foundation.prepared.objects import fresh


def start(
    matter: Matter,
    kind: str,
    rule: rules.Rule,
    pack: Pack,
    day: dt.date,
    calendar: Calendar,
    *,
    unit: Unit | None = None,
    mandate: Mandate | None = None,
    role: str = "",
    round: int = 1,
    due: periods.Due | None = None,
) -> Clock | None:
    """A clock that runs from `day` by `rule`; None where the rule names no day (及时). `due` is the day if it was worked
    out before."""
    due = due or rule.due(day, calendar)
    if due is None:
        return None
    clock = until(matter, kind, day, due.day, _rests_on(rule, pack), unit=unit, mandate=mandate, role=role, round=round)
    clock.provisional, clock.rule, clock.pack = due.provisional, rule.id, pack.ref
    return clock


def _rests_on(rule: rules.Rule, pack: Pack) -> str:
    """The article, the organ's own rules, or that it is nothing but assumed."""
    if rule.citation:
        return str(rule.citation)
    return pack.title if pack.own else _("本系统假定的期限，不是法律规定，未经核对")


def until(
    matter: Matter,
    kind: str,
    day: dt.date,
    due_on: dt.date,
    why: str,
    *,
    unit: Unit | None = None,
    mandate: Mandate | None = None,
    role: str = "",
    round: int = 1,
) -> Clock:
    """A clock whose day was promised or set by someone rather than by a rule; `why` says by whom."""
    made = fresh(
        Clock, organ_id=matter.organ_id, room=matter.room, kind=kind, round=round, role=role, started_on=day, due_on=due_on,
        original_due_on=due_on, article=why,
    )  # fmt: skip
    made.matter, made.unit, made.mandate = matter, unit, mandate
    if matter.parent_id:
        made.root_id = matter.parent_id
    else:
        made.root = matter.parent or matter
    return made


def runs(clock: Clock) -> bool:
    """Neither met nor stopped."""
    return clock.met_on is None and clock.stopped_on is None


def meet(clock: Clock, day: dt.date) -> None:
    """What was owed was done on `day`."""
    clock.met_on = day


def stop(clock: Clock, day: dt.date, why: str) -> None:
    """It is owed no more, for the reason given; neither kept nor late."""
    clock.stopped_on, clock.stopped_why = day, why


def extend(
    clock: Clock, rule: rules.Rule, base: rules.Rule, granted: periods.Period | None, calendar: Calendar
) -> None:
    """Move the due day as far as the extension rule lets; raises ValueError with a sentence where it does not."""
    due = base.due(clock.started_on, calendar, pauses(clock), rules.Extension(rule, granted))
    if due is None:
        raise ValueError(_("该期限没有确定的到期日，不能延长。"))
    clock.due_on, clock.provisional, clock.rule = due.day, due.provisional, rule.id
    clock.granted = granted.number if granted else None


def months(number: int | None) -> periods.Period | None:
    """So many months; None stands for all that a rule allows."""
    return periods.Period(number, periods.Unit.MONTHS) if number else None


def pauses(clock: Clock, known: Iterable[Pause] | None = None) -> list[periods.Pause]:
    """The clock's pauses as the law's arithmetic takes them."""
    rows = known if known is not None else (clock.pauses.all() if clock.pk else ())
    return [
        periods.Pause(
            row.began, row.ended or dt.date.max.replace(year=row.began.year + 1), row.ground, row.ended is None
        )
        for row in rows
    ]


def why(clock: Clock, pack: Pack | None, calendar: Calendar) -> Explanation | None:
    """Why the clock is due when it is; None for a day that someone promised or set (`clock.article` says who)."""
    rule = pack.rule(clock.rule) if pack and clock.rule else None
    if pack is None or rule is None:
        return None
    base = pack.rule(rule.extends) if rule.extends else None
    if base is not None:
        return explain(base, clock.started_on, calendar, pauses(clock), rules.Extension(rule, months(clock.granted)))
    return explain(rule, clock.started_on, calendar, pauses(clock))
