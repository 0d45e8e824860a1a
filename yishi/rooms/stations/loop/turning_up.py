"""Whether a duty was kept (到岗): who came, how many residents, or why nobody did; set right where it was noted wrongly."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from yishi.foundation.loops.act import Act, Scope
from yishi.foundation.loops.inputs import Many
from yishi.foundation.loops.refusals import Refused
from yishi.foundation.people.models import Mandate
from yishi.rooms.stations import roles
from yishi.rooms.stations.loop import given
from yishi.rooms.stations.loop.duty import S, come_in, duty, persons_of
from yishi.rooms.stations.models import Duty
from yishi.rooms.stations.words import OWN_RULES

Absent = Annotated[Sequence[Mandate], Many(lazy("谁没有到"), lazy("不选为都到了"), required=False, rows=persons_of)]


def _begun(d: Duty, scope: Scope) -> str | None:
    return None if d.day <= scope.day else _("还没有到值班的日子（%s），到时再登记。") % d.day


def _somebody(d: Duty, scope: Scope) -> str | None:
    return None if d.persons.all() else _("这一班没有排代表（委员），请先增加值班人员，或者登记未到岗。")


@duty.step(
    S.PLANNED, to=S.KEPT, by=roles.KEEPERS, law=OWN_RULES, title=lazy("登记到岗"), when=(_begun, _somebody), batch=True
)
def keep(
    d: Duty, act: Act, *, absent: Absent = (), heads: given.Heads = 0, officials: given.Officials = (), note: given.Note = "",
) -> None:  # fmt: skip
    """It was kept: from now on it counts for each who came."""
    gone = {row.pk for row in absent}
    if all(row.mandate_id in gone for row in d.persons.all()):
        raise Refused(_("没有一位到岗，请登记“未到岗”并写明原因。"))
    for row in d.persons.all():
        row.came, row.asked = row.mandate_id not in gone, None
        act.change(row)
    d.heads, d.note = heads or 0, note or d.note
    come_in(d, act, officials)
    d.matter.closed_on = act.day


@duty.step(
    S.PLANNED, to=S.MISSED, by=roles.KEEPERS, law=OWN_RULES, title=lazy("登记未到岗"), when=(_begun,), batch=True
)
def not_kept(d: Duty, act: Act, *, why: given.Why) -> None:
    """Nobody was there, and why."""
    d.why, d.matter.closed_on = why, act.day
    for row in d.persons.all():
        row.came, row.asked = False, None
        act.change(row)


@duty.step(S.KEPT, S.MISSED, to=S.PLANNED, by=roles.KEEPERS, law=OWN_RULES, title=lazy("改回待登记"))
def set_right(d: Duty, act: Act, *, why: given.Why) -> None:
    """It was noted wrongly: what was noted counts no more until it is noted again."""
    d.why, d.heads, d.matter.closed_on = "", 0, None
    for row in d.persons.all():
        row.came = None
        act.change(row)
