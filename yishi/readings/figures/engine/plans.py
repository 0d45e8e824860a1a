"""Numbers of the yearly plan, asked by the same counts as the actual ones with the window "plan"."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from yishi.foundation.people.models import Organ
from yishi.readings.figures.engine.questions import NotCounted
from yishi.readings.figures.expression import Count
from yishi.readings.figures.figure import Value
from yishi.rooms.activities import lists

Targets = Mapping[tuple[str, str, str], Decimal]
"""Code of a kind or output, what is counted of it ("times", "sum", "people", ...) and of a kind's results the one to which
that keeps, or "" -> the number that the plan sets."""


def targets(organ: Organ, year: int) -> Targets:
    """The targets that stand in the year's plan of activities."""
    rows = lists.targets(organ, year).order_by().values_list("code", "counted", "result", "number")
    return {(code, counted, result): number for code, counted, result, number in rows}


def value(count: Count, year: int, planned: Callable[[int], Targets]) -> Value:
    """What the year's plan sets for a count. Raises `NotCounted` where a plan cannot set such a thing."""
    facets: dict[str, Any] = dict(count.facets)
    kinds, results = facets.pop("kind", ()), facets.pop("outcome", ("",))
    if len(kinds) != 1 or len(results) != 1 or facets or count.tree or count.outside or count.cohort:
        raise NotCounted(_("计划指标只按一种活动（及其一种结果）或者一种成果设定，不能再按其他条件细分。"))
    number = planned(year).get((kinds[0], count.what, results[0]))
    return Value(number, note="" if number is not None else _("%(year)d 年的计划没有设这项指标。") % {"year": year})
