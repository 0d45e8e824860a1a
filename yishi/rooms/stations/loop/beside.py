"""What stands beside stations: the organ's own actions and star rule, and where the people of a grouping live."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Sequence
from decimal import Decimal
from typing import Annotated, Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from yishi.foundation.loops.act import Act
from yishi.foundation.loops.compound import Lines
from yishi.foundation.loops.inputs import Day, Number, One, Pick, Text
from yishi.foundation.loops.refusals import Invalid
from yishi.foundation.loops.steps import NEW, Loop
from yishi.foundation.people.models import Grouping, Organ
from yishi.rooms.stations import roles
from yishi.rooms.stations.catalogue.rules import WHAT
from yishi.rooms.stations.loop import given
from yishi.rooms.stations.models import Ground, Rule
from yishi.rooms.stations.words import OWN_RULES, SPECIAL

R = Rule.State

station_rule = Loop(
    room="stations", kind="station_rule", title=lazy("动作和星级规则"), model=Rule, states=R, select=("matter",)
)  # fmt: skip

ACTIONS = (
    ("name", Text(lazy("动作"), longest=40, rows=1)),
    ("times", Number(lazy("一年几次"), least=1, most=366)),
)
SET_OF_ACTIONS = lazy("如“6+1”：六项规定动作和一项特色动作；名称带“特色”的为特色动作")
POINTS = (
    ("what", Pick(lazy("计什么"), choices=WHAT)),
    ("points", Number(lazy("每次几分"), lazy("扣分写负数"), least=-100, most=100)),
    ("most", Number(lazy("最多几分"), lazy("扣分的为最多扣几分"), least=1, most=1000)),
)
STARS = (
    ("stars", Number(lazy("星级"), least=1, most=5)),
    ("least", Number(lazy("至少几分"), least=0, most=1000)),
)


@station_rule.step(NEW, to=R.SET, by=(roles.OFFICE,), law=OWN_RULES, title=lazy("发布动作和星级规则"))
def set_rule(
    r: Rule, act: Act, *, since: Annotated[dt.date, Day(lazy("施行日期"), lazy("一年按年末施行的规则计"), future=True)],
    actions: Annotated[Sequence[dict[str, Any]], Lines(lazy("一年的动作"), SET_OF_ACTIONS, columns=ACTIONS)],
    points: Annotated[Sequence[dict[str, Any]], Lines(lazy("怎样计分"), columns=POINTS)],
    stars: Annotated[Sequence[dict[str, Any]], Lines(lazy("几分几星"), columns=STARS)],
) -> None:  # fmt: skip
    """Publish the organ's own: it holds from that day on, and years that are over keep the rule they were judged by."""
    _once("actions", [row["name"] for row in actions], _("动作“%s”写了两次，请合并。"))
    _once("points", [row["what"] for row in points], _("“%s”写了两次，请合并。"))
    _once("stars", [row["stars"] for row in stars], _("%s 星写了两次，请合并。"))
    _rising(stars)
    Organ.objects.select_for_update(no_key=True).get(pk=act.organ.pk)
    if Rule.objects.filter(matter__organ=act.organ, matter__state=R.SET, since=since).exists():
        raise Invalid({"since": [_("这一天已有施行的规则，请先撤回它，或者换一天。")]})
    r.since = since
    r.actions = [
        {"code": _code(row["name"]), "name": row["name"], "times": row["times"], "special": SPECIAL in row["name"]}
        for row in actions
    ]
    r.points, r.stars = [dict(row) for row in points], [dict(row) for row in stars]
    r.matter.title = _("动作和星级规则（%s 起施行）") % since


@station_rule.step(R.SET, to=R.DROPPED, by=(roles.OFFICE,), law=OWN_RULES, title=lazy("撤回规则"), danger=True)
def drop_rule(r: Rule, act: Act, *, why: given.Why) -> None:
    """It holds no more; the one before holds again."""
    r.matter.closed_on = act.day


def _code(name: str) -> str:
    """The same for the same name, so that what was ticked off stays ticked when a rule is published anew."""
    return f"a{hashlib.sha256(name.encode()).hexdigest()[:12]}"


def _once(field: str, said: Sequence[Any], sentence: str) -> None:
    twice = next((each for each in said if said.count(each) > 1), None)
    if twice is not None:
        words = dict(WHAT).get(twice, twice) if field == "points" else twice
        raise Invalid({field: [sentence % words]})


def _rising(stars: Sequence[dict[str, Any]]) -> None:
    least = [row["least"] for row in sorted(stars, key=lambda row: row["stars"])]
    if least != sorted(set(least)):
        raise Invalid({"stars": [_("星级越高，要求的分数应当越高，请核对。")]})


G = Ground.State

ground = Loop(
    room="stations", kind="ground", title=lazy("选区所在地"), model=Ground, states=G, select=("grouping",),
)  # fmt: skip

OfGroup = Annotated[Grouping, One(lazy("选区、代表团、小组"), rows=given.groupings)]
Street = Annotated[str, Text(lazy("主要道路"), lazy("如：东门路"), required=False, longest=40, rows=1)]


@ground.step(NEW, to=G.SET, by=(roles.OFFICE,), law=OWN_RULES, title=lazy("登记选区所在地"))
def set_ground(
    g: Ground, act: Act, *, grouping: OfGroup,
    area: given.Area = "", street: Street = "", latitude: given.Latitude = None, longitude: given.Longitude = None,
) -> None:  # fmt: skip
    """Say where the people live for whom its deputies stand, so that they can be placed nearby."""
    if Ground.objects.select_for_update(no_key=True).filter(grouping=grouping).exists():
        raise Invalid({"grouping": [_("“%s”已经登记过所在地，请用“修改所在地”。") % grouping]})
    g.grouping = grouping
    g.matter.title = _("“%s”所在地") % grouping
    _lies(g, area, street, latitude, longitude)


@ground.step(G.SET, by=(roles.OFFICE,), law=OWN_RULES, title=lazy("修改所在地"))
def change_ground(
    g: Ground, act: Act, *, area: given.Area = "", street: Street = "", latitude: given.Latitude = None,
    longitude: given.Longitude = None,
) -> None:  # fmt: skip
    """Say it anew."""
    _lies(g, area, street, latitude, longitude)


def _lies(g: Ground, area: str, street: str, latitude: Decimal | None, longitude: Decimal | None) -> None:
    if (latitude is None) != (longitude is None):
        raise Invalid({"latitude": [_("经度、纬度要么都填，要么都不填。")]})
    if not (area or street or latitude is not None):
        raise Invalid({"area": [_("镇街、主要道路、经纬度至少填一项。")]})
    g.area, g.street, g.latitude, g.longitude = area, street, latitude, longitude
