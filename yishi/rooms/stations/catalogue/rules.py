"""The actions of a station's year and the rule by which its stars are counted: the catalogue's, or the organ's own."""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Any

from django.utils.translation import gettext_lazy as _

from yishi.foundation import language
from yishi.foundation.people.models import Organ
from yishi.rooms.stations.models import Rule

WHAT = (
    ("duty", _("值班（已到岗）")), ("missed", _("值班（未到岗）")), ("reception", _("接待日")), ("residents", _("接待群众人次")),
    ("online", _("在线接待")), ("activity", _("站点活动")), ("action", _("完成的动作")),
)  # fmt: skip
"""What can be counted of a station in a year."""


@dataclass(frozen=True)
class Action:
    """One action of the year's set: it is done once it was ticked off `times` times. `special` is the station's own choice."""

    code: str
    name: str
    times: int = 1
    special: bool = False
    english: str = ""

    @property
    def called(self) -> str:
        """Its name in the reader's language."""
        return language.either(self.name, self.english)


@dataclass(frozen=True)
class Point:
    """So many points for each of what is counted, `most` in all (at most so many off, where they are taken off)."""

    what: str
    points: int
    most: int


@dataclass(frozen=True)
class Star:
    """So many stars from `least` points on."""

    stars: int
    least: int


@dataclass(frozen=True)
class Rules:
    """What holds for a year. `since` is None for what comes with Yishi."""

    actions: tuple[Action, ...]
    points: tuple[Point, ...]
    stars: tuple[Star, ...]
    since: dt.date | None = None
    matter: int | None = None
    """The matter of the organ's own rule; None for what comes with Yishi."""

    @property
    def by_code(self) -> Mapping[str, Action]:
        """Actions."""
        return {action.code: action for action in self.actions}


@cache
def usual() -> Rules:
    """The rules that come with Yishi."""
    found = tomllib.loads(files("yishi.rooms.stations.catalogue").joinpath("rules.toml").read_text(encoding="utf-8"))
    return _made(found["action"], found["point"], found["star"], None)


def in_force(organ: Organ, day: dt.date) -> Rules:
    """The organ's own rules of that day, else the usual ones; one query."""
    rows = Rule.objects.filter(matter__organ=organ, matter__state=Rule.State.SET, since__lte=day)
    own = rows.order_by("-since", "-pk").first()
    return replace(_made(own.actions, own.points, own.stars, own.since), matter=own.pk) if own else usual()


def of_year(organ: Organ, year: int) -> Rules:
    """Those in force at the end of the year; a year is judged by one rule."""
    return in_force(organ, dt.date(year, 12, 31))


def _made(
    actions: Sequence[Mapping[str, Any]], points: Sequence[Mapping[str, Any]], stars: Sequence[Mapping[str, Any]],
    since: dt.date | None,
) -> Rules:  # fmt: skip
    return Rules(
        tuple(Action(**row) for row in actions), tuple(Point(**row) for row in points),
        tuple(sorted((Star(**row) for row in stars), key=lambda row: -row.least)), since,
    )  # fmt: skip
