"""Totals that organs outside the installation reported (外报数): kept apart, marked wherever shown, in no other sum."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from yishi.foundation.loops.act import Act
from yishi.foundation.loops.inputs import Day, Pick, Text
from yishi.foundation.loops.refusals import Invalid
from yishi.foundation.loops.steps import NEW, Loop
from yishi.rooms.activities import figures, roles
from yishi.rooms.activities.catalogue.kinds import Kind, Output
from yishi.rooms.activities.loop import given, writing
from yishi.rooms.activities.loop.amounts import Amount, Quantity
from yishi.rooms.activities.models import OutsideTotal
from yishi.rooms.activities.words import OWN_RULES

S = OutsideTotal.State

outside_total = Loop(
    room="activities", kind="outside_total", title=lazy("外报数"), model=OutsideTotal, states=S, select=("matter",),
    facts=figures.derive_outside,
)  # fmt: skip

How = Annotated[Quantity, Amount(lazy("数量"), lazy("如 3万件、120次"))]
ByWhom = Annotated[str, Text(lazy("报送单位"), lazy("不在本系统内的机关、单位"), longest=60, rows=1)]
Since = Annotated[dt.date, Day(lazy("统计起始日"))]
Until = Annotated[dt.date, Day(lazy("统计截止日"))]
Note = Annotated[str, Text(lazy("说明"), required=False, longest=400, rows=2)]


@outside_total.step(NEW, to=S.RECORDED, by=(roles.OFFICE,), law=OWN_RULES, title=lazy("登记外报数"))
def report_outside(
    o: OutsideTotal, act: Act, *, code: Annotated[str, Pick(lazy("种类或者成果"), choices=given.counted)],
    quantity: How, by_whom: ByWhom, since: Since, until: Until,
    line: Annotated[str, Pick(lazy("工作条线"), lazy("成果须选，种类不选"), required=False, choices=given.lines)] = "", note: Note = "",
) -> None:  # fmt: skip
    """Note a total that others counted, by whom and for which days."""
    known = given.known(act.scope())
    found: Kind | Output | None = known.kind_by_code.get(code) or known.output_by_code.get(code)
    if found is None:
        raise Invalid({"code": [_("没有这个种类或者成果，请从列表中选择。")]})
    if isinstance(found, Output) and not line:
        raise Invalid({"line": [_("请选择这项成果属于哪条工作线。")]})
    o.code, o.line = code, found.line if isinstance(found, Kind) else line
    _written(o, act, found, quantity, by_whom, since, until, note)


@outside_total.step(S.RECORDED, by=(roles.OFFICE,), law=OWN_RULES, title=lazy("更正外报数"))
def correct_outside(
    o: OutsideTotal, act: Act, *, quantity: How, by_whom: ByWhom, since: Since, until: Until, note: Note = "",
) -> None:  # fmt: skip
    """Write it as it was reported in the end."""
    known = given.known(act.scope())
    found: Kind | Output | None = known.kind_by_code.get(o.code) or known.output_by_code.get(o.code)
    if found is None:
        raise Invalid({"quantity": [_("这个种类已不在目录里，请注销后重新登记。")]})
    _written(o, act, found, quantity, by_whom, since, until, note)


@outside_total.step(S.RECORDED, to=S.STRUCK, by=(roles.OFFICE,), law=OWN_RULES, title=lazy("注销外报数"), danger=True)
def strike_outside(o: OutsideTotal, act: Act, *, why: given.Why) -> None:
    """It was noted in error."""
    o.matter.closed_on = act.day


def _written(
    o: OutsideTotal, act: Act, found: Kind | Output, quantity: Quantity, by_whom: str, since: dt.date, until: dt.date, note: str
) -> None:  # fmt: skip
    if until < since:
        raise Invalid({"until": [_("截止日不能早于起始日。")]})
    o.quantity, o.measure = writing.in_measure(found, quantity, "quantity"), found.measure
    o.by_whom, o.since, o.until, o.note = by_whom, since, until, note
    o.matter.opened_on = since
    name = found.name_in(act.organ.profile) if isinstance(found, Kind) else found.name
    said = {"who": by_whom, "name": name, "quantity": f"{o.quantity.normalize():f}{o.measure}"}
    o.matter.title = _("%(who)s报送：%(name)s%(quantity)s") % said
