"""How an activity ends: cancelled before it was held, struck as recorded in error, or over where it was in being."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from yishi.foundation.loops.act import Act, Scope
from yishi.foundation.loops.inputs import Day
from yishi.foundation.loops.refusals import Invalid
from yishi.foundation.loops.telling import To
from yishi.rooms.activities import roles
from yishi.rooms.activities.loop import given
from yishi.rooms.activities.loop.activity import S, activity
from yishi.rooms.activities.models import Activity
from yishi.rooms.activities.words import OWN_RULES


@activity.step(S.PLANNED, to=S.CANCELLED, by=roles.KEEPERS, law=OWN_RULES, title=lazy("取消"), danger=True)
def cancel(a: Activity, act: Act, *, why: given.Why) -> None:
    """It will not be held; who was to take part is told."""
    a.matter.closed_on = act.day
    named = tuple(row.mandate_id for row in a.participants.all() if row.mandate_id)
    if named:
        said = {"day": a.day, "title": a.matter.title, "why": why}
        act.tell("cancelled", _("%(day)s 的“%(title)s”取消：%(why)s") % said, To(mandates=named), urgent=True)


@activity.step(S.RECORDED, S.ENDED, to=S.STRUCK, by=roles.KEEPERS, law=OWN_RULES, title=lazy("注销"), danger=True)
def strike(a: Activity, act: Act, *, why: given.Why) -> None:
    """It was recorded in error: it stays in the journal and is counted no more."""
    a.matter.closed_on = act.day


def _in_being(a: Activity, scope: Scope) -> str | None:
    return None if a.stock else _("这个种类是一次性的活动，不需要登记终止。")


@activity.step(S.RECORDED, to=S.ENDED, by=roles.KEEPERS, law=OWN_RULES, title=lazy("终止"), when=(_in_being,))
def end(a: Activity, act: Act, *, day: Annotated[dt.date, Day(lazy("终止日期"), lazy("从这一天起不再存续"))]) -> None:
    """What was in being is so no more from that day on: a station closed, a rule repealed."""
    if day < a.day:
        raise Invalid({"day": [_("终止日期不能早于设立日期（%s）。") % a.day]})
    a.ended_on = a.matter.closed_on = day
