"""What the journal's steps are called, whichever part of the house wrote them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yishi import rooms
from yishi.doors.desk.people.recording import STEPS
from yishi.doors.desk.rules import calendar, edit
from yishi.foundation import language
from yishi.foundation.clocks import recompute
from yishi.foundation.files import recorded
from yishi.readings.figures import recorded as figures
from yishi.readings.report import guards
from yishi.readings.topics import office as topics
from yishi.rooms.suggestions.measures import WORDS
from yishi.rooms.voice import reaching

OTHERS: Mapping[str, Any] = {
    **STEPS,
    **recorded.STEPS,
    **reaching.STEPS,
    **guards.STEPS,
    **figures.STEPS,
    **topics.STEPS,
    edit.SWITCH_ON: gettext_lazy("启用本会规则"),
    calendar.SET: gettext_lazy("设定工作日"),
    calendar.REMOVE: gettext_lazy("撤销工作日设定"),
    calendar.LOAD: gettext_lazy("载入全年放假安排"),
    recompute.STEP: gettext_lazy("重新推算暂定期限"),
    "erase": gettext_lazy("删除个人信息"),
    "rebuild": gettext_lazy("重算统计事实"),
}
ROOMS: Mapping[str, Any] = {
    "people": gettext_lazy("人员与单位"),
    "rules": gettext_lazy("规则"),
    "calendar": gettext_lazy("工作日历"),
    "clocks": gettext_lazy("期限"),
    "journal": gettext_lazy("日志"),
    "facts": gettext_lazy("统计事实"),
    guards.ROOM: gettext_lazy("工作报告"),
    figures.ROOM: gettext_lazy("统计指标"),
    topics.ROOM: gettext_lazy("热点"),
}
STATES: Mapping[str, Any] = {
    "sitting": gettext_lazy("在任"),
    "ended": gettext_lazy("已终止"),
    "suspended": gettext_lazy("暂停履职"),
    "announced": gettext_lazy("已公告"),
    "running": gettext_lazy("任期内"),
    "over": gettext_lazy("已届满"),
}


@cache
def _loop_steps() -> dict[str, Any]:
    return {f"{loop.kind}.{step.name}": (loop, step) for loop in rooms.loops().values() for step in loop.steps.values()}


def step(code: str) -> str:
    """A step's name; its code where nobody named it."""
    found = _loop_steps().get(code)
    return str(found[1].title) if found else str(OTHERS.get(code, code))


def steps(profile: str) -> list[tuple[str, str]]:
    """Every step with its name, for a filter."""
    of_loops = [
        (code, language.pair(_kind(code, profile), step.title)) for code, (_loop, step) in _loop_steps().items()
    ]
    return [*of_loops, *((code, str(name)) for code, name in OTHERS.items())]


def _kind(code: str, profile: str) -> str:
    kind = code.partition(".")[0]
    return {"suggestion": str(WORDS[profile]["matter"]), "handling": _("承办"), "promise": _("承诺")}.get(kind, kind)


def room(name: str, profile: str) -> str:
    """A line of work, or a part of the house."""
    for one in rooms.YEAR:
        if one.name == name:
            return one.title[profile]
    return str(ROOMS.get(name, name))


def state(code: str, name: str) -> str:
    """A state before or after a step, in words."""
    found = _loop_steps().get(code)
    if found and name in found[0].states.values:
        return str(found[0].states(name).label)
    return str(STATES.get(name, name))


def label(code: str, name: str) -> str:
    """What an input of a step is called; what the registers wrote is in words already."""
    found = _loop_steps().get(code)
    if found and name in found[1].inputs:
        return str(found[1].inputs[name].label)
    if code in recorded.STEPS:
        return str(recorded.LABELS.get(name, name))
    if code in figures.STEPS:
        return str(figures.LABELS.get(name, name))
    return {"why": _("理由"), "seqs": _("条目序号"), "clocks": _("期限")}.get(name, name)


def value(said: Any) -> str:
    """What was said, as one text."""
    if isinstance(said, bool):
        return _("是") if said else _("否")
    if isinstance(said, dict):
        return language.clauses(language.pair(name, value(each)) for name, each in said.items())
    if isinstance(said, list):
        return language.clauses(value(each) for each in said)
    return "—" if said in (None, "") else str(said)
