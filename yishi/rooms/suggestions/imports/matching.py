"""One row of the sheet as the step takes it, and every sentence about what is wrong with it."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from yishi.foundation import language
from yishi.foundation.law.numerals import to_int
from yishi.foundation.law.pack import Pack
from yishi.foundation.loops import importing
from yishi.foundation.loops.refusals import Invalid
from yishi.foundation.people.imports.plans import RowPlan
from yishi.foundation.people.models import Session
from yishi.foundation.sheets import RowIn
from yishi.rooms.suggestions.imports.registry import Registry
from yishi.rooms.suggestions.loop import given
from yishi.rooms.suggestions.loop.history_fit import DAYS, ORDER, fit
from yishi.rooms.suggestions.models import Handling

Part = Handling.Part
SEVERAL = re.compile(r"[、,，;；/\n]")
_SESSION = re.compile(r"第?(.+?)届.*?第?([^第届]+?)次(会议|全会|全体会议)?")
_NUMBER = re.compile(r"第?(\d{1,4})号?")
_YEAR = re.compile(r"(19|20)\d\d")
SOLVED, PLANNED = ("已解决", "解决", "已采纳", "采纳", "已经解决"), ("正在解决", "计划解决", "列入计划", "拟解决")


@dataclass
class SuggestionPlan(RowPlan):
    """A row of suggestions: what the step is given, the day it came to its state, and what will happen."""

    given: dict[str, Any] = field(default_factory=dict, repr=False)
    day: dt.date = dt.date.min
    happens: str = ""


Match = importing.Match[Registry, SuggestionPlan]


def match(row: RowIn, registry: Registry) -> SuggestionPlan:
    """The row as the step takes it. The same checks as the step's own are made here, for the preview."""
    plan = SuggestionPlan(row.line_number, row.sheet, row.values.get("title") or "", row.values, list(row.errors))
    day = row.values.get("submitted_on")
    if plan.errors or day is None:
        return plan
    at = Match(registry, plan)
    _people(at, day)
    _units(at)
    session = _session(at, day)
    texts = ("title", "situation", "proposals", "answer", "answer_number")
    plan.given |= {key: at.said(key) or "" for key in texts}
    plan.given |= {"submitted_on": day, "session": session, "topic": at.found(registry.topic, at.said("topic"))}
    plan.given |= {"may_publish": bool(at.said("may_publish")), "hard": bool(at.said("hard"))}
    plan.given |= {key: at.said(key) for key in ORDER[1:]}
    plan.given["state"] = at.said("state") or _state(plan.given)
    plan.given["number"] = number_of(at.said("number") or "", _year(plan.given))
    plan.given["kind"] = _class(at, registry)
    plan.day = max(value for key in ORDER if (value := plan.given[key]) is not None)
    if not plan.errors:
        _checked(at)
    plan.is_new = not plan.errors
    return plan


def _people(at: Match, day: dt.date) -> None:
    name = at.said("lead")
    if name and SEVERAL.search(name):
        at.plan.errors.append(_("领衔人只能有一位，“%s”请只留第一位，其余填在联名人一列。") % name)
        name = None
    number = at.said("lead_number") or ""
    lead = at.found(lambda said: at.registry.member(said, day, number), name)
    cosigners = at.all(lambda said: at.registry.member(said, day), "cosigners")
    grouping = at.found(lambda said: at.registry.grouping(said, day), at.said("grouping"))
    at.plan.given |= {"lead": lead, "grouping": grouping}
    at.plan.given["cosigners"] = [row for row in dict.fromkeys(cosigners) if lead is None or row.pk != lead.pk]


def _units(at: Match) -> None:
    name = at.said("unit")
    if name and name not in at.registry.units and SEVERAL.search(name):
        at.plan.errors.append(
            _("主办单位只能有一个，“%s”请只留一个；各自答复的填在“分办单位”，协助的填在“会办单位”。") % name
        )
        name = None
    find = at.registry.unit
    at.plan.given |= {"unit": at.found(find, name), "co": at.all(find, "co"), "separate": at.all(find, "separate")}


def _session(at: Match, day: dt.date) -> Session | None:
    said, when = at.said("session"), at.said("when")
    if when == "between":
        return None
    if said:
        found = _SESSION.fullmatch(said)
        try:
            session = at.registry.session_of(to_int(found[1]), to_int(found[2])) if found else None
        except ValueError:
            session = None
        if session is None:
            at.plan.errors.append(_("没有找到届次“%s”。请写成“十八届五次”的样子，并先登记这次会议。") % said)
        return session
    session = at.registry.session_on(day)
    if when == "session" and session is None:
        at.plan.errors.append(_("%s 没有大会在开。会前提交的请填“届次”，闭会期间提出的请改“提出时间”。") % day)
    return session


def _state(values: dict[str, Any]) -> str:
    """Where the row says nothing, its days say how far it came."""
    named = values["unit"] or values["separate"]
    if values["closed_on"]:
        return "closed"
    if values["answered_on"]:
        return "answered"
    return "assigned" if values["handed_on"] or named else "registered"


def _year(values: dict[str, Any]) -> int:
    day = values["registered_on"] or (values["session"].opens if values["session"] else values["submitted_on"])
    return int(day.year)


def number_of(said: str, year: int) -> str:
    """A number as the register keeps it: "12" or "第12号" of 2023 is 20230012; others get the year before them
    where they have none."""
    found = _NUMBER.fullmatch(said)
    if not said or (found is None and _YEAR.search(said)):
        return said
    return f"{year}{int(found[1]):04d}" if found else f"{year}-{said}"


def _class(at: Match, registry: Registry) -> str:
    said = at.said("kind")
    if not said or at.plan.given["answered_on"] is None:
        return ""
    classes = given.classes(pack_of(at.plan.given, registry) or registry.work.pack_now)
    for letter, found in zip("ABCD", classes, strict=False):
        known = {found.code, found.label, letter, f"{letter}类", f"{letter}类件"}
        known |= set(SOLVED) if found.solved else set(PLANNED) if found.opens_promises else set()
        if said.upper() in known or said in known:
            return found.code
    offered = language.listed(found.label for found in classes)
    at.plan.errors.append(
        _("答复类别“%(said)s”不在可选范围内，请填：%(offered)s。") % {"said": said, "offered": offered}
    )
    return ""


def pack_of(values: dict[str, Any], registry: Registry) -> Pack | None:
    """The rules under which the row's suggestion was handed over."""
    return registry.work.pack_on(values["handed_on"] or values["submitted_on"])


def _checked(at: Match) -> None:
    """What the step itself would refuse, and what only the register knows."""
    values, registry = at.plan.given, at.registry
    late = [name for name in ORDER if values[name] and values[name] > registry.today]
    at.plan.errors += [_("%s不能晚于今天。") % DAYS[name] for name in late]
    parts = [(values["unit"], Part.LEAD)] if values["unit"] else []
    parts += [(unit, Part.CO) for unit in values["co"]] + [(unit, Part.SEPARATE) for unit in values["separate"]]
    days = {name: values[name] for name in ORDER} | {"registered_on": values["registered_on"] or values["submitted_on"]}
    codes = {found.code for found in given.classes(pack_of(values, registry) or registry.work.pack_now)}
    try:
        maker = bool(values["lead"] or values["grouping"])
        fit(values["state"], days, parts, values["kind"], codes, has_maker=maker)
    except Invalid as fault:
        at.plan.errors += [sentence for sentences in fault.errors.values() for sentence in sentences]
    at.plan.errors += [_ended(unit) for unit, _part in parts if _gone(unit, values)]
    if values["number"] in registry.numbers:
        at.plan.errors.append(_("编号 %s 已被使用，请核对。") % values["number"])
    lead = values["lead"].pk if values["lead"] else None
    same = registry.known.get((values["title"], lead, values["submitted_on"]))
    if same is not None:
        at.plan.errors.append(_("同一人同日提出的同题件已在库中（%s），不重复导入。") % (same or _("尚未编号")))


def _gone(unit: Any, values: dict[str, Any]) -> bool:
    """A unit that was dissolved before it was handed the matter, or that cannot go on with it."""
    if unit.ended is None:
        return False
    return bool(values["state"] == "assigned" or (values["handed_on"] and unit.ended < values["handed_on"]))


def _ended(unit: Any) -> str:
    then = _("，职能并入%s") % unit.successor if unit.successor_id else ""
    return _("承办单位“%(unit)s”已于 %(day)s 撤销%(then)s，请改填现在的单位。") % {
        "unit": unit,
        "day": unit.ended,
        "then": then,
    }
