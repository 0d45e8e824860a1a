"""What came of an activity: opinions, problems, papers adopted at a level, amounts; and what it was about."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from yishi.foundation.loops.act import Act, Scope
from yishi.foundation.loops.inputs import Day, Many, One, Pick, Text
from yishi.foundation.loops.refusals import Invalid
from yishi.foundation.matters.models import Matter
from yishi.foundation.people.models import Unit
from yishi.rooms.activities import roles
from yishi.rooms.activities.loop import given, writing
from yishi.rooms.activities.loop.activity import S, activity
from yishi.rooms.activities.loop.amounts import Amount, Quantity
from yishi.rooms.activities.models import About, Activity, Output
from yishi.rooms.activities.models.activity import listed
from yishi.rooms.activities.words import OWN_RULES

COUNTED = (S.RECORDED, S.ENDED)


@activity.step(*COUNTED, by=roles.KEEPERS, law=OWN_RULES, title=lazy("登记成果"))
def give_output(
    a: Activity, act: Act, *, code: Annotated[str, Pick(lazy("成果"), choices=given.outputs)],
    quantity: Annotated[Quantity, Amount(lazy("数量"), lazy("如 12、3.5万元"))],
    name: Annotated[str, Text(lazy("名称"), lazy("有名称的分别登记，如一部法规、一家单位"), required=False, longest=80, rows=1)] = "",
    unit: Annotated[Unit | None, One(lazy("单位"), required=False, rows=given.units)] = None,
    level: Annotated[str, Pick(lazy("采用层级"), required=False, choices=given.LEVELS)] = "",
    by_whom: Annotated[str, Text(lazy("采用单位"), required=False, longest=60, rows=1)] = "",
    day: Annotated[dt.date | None, Day(lazy("日期"), lazy("不填则同活动日期"), required=False)] = None,
    note: Annotated[str, Text(lazy("说明"), required=False, longest=400, rows=2)] = "",
) -> None:  # fmt: skip
    """Note what came of it, on the day it came."""
    if day is not None and day < a.day:
        raise Invalid({"day": [_("成果的日期不能早于活动日期。")]})
    known = given.known(act.scope()).output_by_code.get(code)
    if level and known is not None and not known.levels:
        raise Invalid({"level": [_("“%s”不分采用层级，请留空。") % known.name]})
    more: dict[str, Any] = {"name": name, "unit": unit, "level": level, "by_whom": by_whom, "day": day, "note": note}
    act.add(writing.output(a, act, code, quantity, field="quantity", **more))


def standing(scope: Scope) -> Any:
    """Outputs that still count."""
    return Output.objects.filter(activity=scope.record.pk, struck_on=None)


Which = Annotated["Output", One(lazy("哪项成果"), rows=standing)]


@activity.step(*COUNTED, by=roles.KEEPERS, law=OWN_RULES, title=lazy("注销成果"))
def strike_output(
    a: Activity, act: Act, *, row: Which, why: given.Why,
) -> None:  # fmt: skip
    """It was noted in error; it is counted no more."""
    row.struck_on = act.day
    act.change(row)


@activity.step(S.PLANNED, *COUNTED, by=roles.KEEPERS, law=OWN_RULES, title=lazy("关联事项"))
def link(
    a: Activity, act: Act, *,
    numbers: Annotated[str, Text(lazy("事项编号"), lazy("如编号 20260012，多个用顿号分开"), longest=400, rows=1)],
) -> None:  # fmt: skip
    """Say which matters of any room it was about, by their numbers."""
    wanted = listed(numbers)
    rows = Matter.objects.filter(organ=act.organ, number__in=wanted).exclude(pk=a.pk)
    found = {row.number: row for row in rows}
    missing = [number for number in wanted if number not in found]
    if missing:
        raise Invalid({"numbers": [_("没有编号为“%s”的事项，请核对。") % missing[0]]})
    known = {row.matter_id for row in a.about.all()}
    for matter in found.values():
        if matter.pk not in known:
            act.add(About(activity=a, matter=matter))


def linked(scope: Scope) -> Any:
    """Matters that it is about."""
    return About.objects.filter(activity=scope.record.pk).select_related("matter")


@activity.step(S.PLANNED, *COUNTED, by=roles.KEEPERS, law=OWN_RULES, title=lazy("取消关联"))
def unlink(a: Activity, act: Act, *, rows: Annotated[list[About], Many(lazy("哪些事项"), rows=linked)]) -> None:
    """It was not about these."""
    for row in rows:
        row.delete()
