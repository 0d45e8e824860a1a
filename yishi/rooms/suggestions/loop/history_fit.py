"""Whether what is said of an earlier suggestion fits together: the days that its state asks for, in the order
of time; units that can share a suggestion; a class of answer that the place knows."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from itertools import pairwise
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from yishi.foundation.loops.refusals import Invalid
from yishi.rooms.suggestions.models import Handling, Suggestion

S = Suggestion.State
Part = Handling.Part

STATES = (S.REGISTERED, S.ASSIGNED, S.ANSWERED, S.CLOSED)
"""How far an imported suggestion may have come."""
ORDER = ("submitted_on", "registered_on", "handed_on", "answered_on", "closed_on")
"""Its days in the order of time; each state asks for those up to its own."""


def fit(
    state: str, days: Mapping[str, Any], parts: Sequence[Any], kind: str, classes: Collection[str], *, has_maker: bool
) -> None:
    """What is said holds all that its state asks for, in the order of time; raises Invalid with every fault.

    `days` has a key for each of `ORDER`, `parts` pairs of unit and part, `classes` the codes of answers."""
    errors: dict[str, list[str]] = {}
    if not has_maker:
        errors["lead"] = [_("请填写领衔人，或者提出的代表团、界别。")]
    reached = STATES.index(S(state)) + 2
    for name in ORDER[2:]:
        said = {"state": S(state).label, "day": DAYS[name]}
        if name in ORDER[:reached] and days[name] is None:
            errors[name] = [_("状态为“%(state)s”的，应当填写%(day)s。") % said]
        if name not in ORDER[:reached] and days[name] is not None:
            errors[name] = [_("状态为“%(state)s”的，不应有%(day)s。") % said]
    errors |= _in_order(days) | _parts_fit(state, parts)
    if days["answered_on"] and kind not in classes:
        errors["kind"] = [_("请填写答复类别。")]
    if errors:
        raise Invalid(errors)


DAYS = {
    "submitted_on": lazy("提出日期"), "registered_on": lazy("登记日期"), "handed_on": lazy("交办日期"),
    "answered_on": lazy("答复日期"), "closed_on": lazy("办结日期"),
}  # fmt: skip


def _in_order(days: Mapping[str, Any]) -> dict[str, list[str]]:
    said = [(name, days[name]) for name in ORDER if days[name] is not None]
    errors = {}
    for (before, first), (name, day) in pairwise(said):
        if day < first:
            errors[name] = [_("%(day)s不能早于%(before)s。") % {"day": DAYS[name], "before": DAYS[before]}]
    return errors


def _parts_fit(state: str, parts: Sequence[Any]) -> dict[str, list[str]]:
    names = [unit.pk for unit, _part in parts]
    kinds = [part for _unit, part in parts]
    if state == S.REGISTERED:
        return {"unit": [_("还没有交办的，不应填写承办单位。")]} if parts else {}
    if len(names) != len(set(names)):
        return {"co": [_("同一单位只能承担一种承办任务，请检查主办、会办、分办单位。")]}
    if Part.SEPARATE in kinds and (Part.LEAD in kinds or Part.CO in kinds):
        return {"separate": [_("分别办理的，不另设主办、会办单位。")]}
    if Part.LEAD not in kinds and Part.SEPARATE not in kinds:
        return {"unit": [_("请填写主办单位，或者两个以上分办单位。")]}
    return {"separate": [_("只有一个单位的，请填为主办单位。")]} if kinds.count(Part.SEPARATE) == 1 else {}
