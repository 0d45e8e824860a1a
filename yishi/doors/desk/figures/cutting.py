"""A figure cut by month, class, place, unit, result or organ, as a chart with its numbers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from yishi.doors.desk.figures import shown
from yishi.doors.desk.figures.asking import Asked, Link
from yishi.doors.look.cards import Numbers
from yishi.foundation.people.models import Organ, Unit
from yishi.readings.figures import slices
from yishi.readings.figures.counting import Counter
from yishi.readings.figures.expression import Expression
from yishi.readings.figures.figure import Figure, Value
from yishi.readings.figures.slices import Cut
from yishi.readings.report.numbers import is_rate
from yishi.rooms.activities.catalogue import kinds
from yishi.rooms.suggestions.models import Topic

BY: Mapping[str, Any] = {
    "month": lazy("按月"), "topic": lazy("按类别"), "unit": lazy("按单位"), "place": lazy("按地点"), "outcome": lazy("按结果"),
    "organ": lazy("按机关"),
}  # fmt: skip
MOST_MONTHS = 36
MOST_BARS = 30
"""Bars of a chart; the table has them all."""
UNSAID = lazy("未注明")


@dataclass(frozen=True)
class Chart:
    """What the page draws."""

    option: Mapping[str, Any]
    table: Numbers
    sentence: str
    note: str = ""


def choices(asked: Asked, query: Any, chosen: str) -> Iterator[Link]:
    """By what it may be cut, as links."""
    for by, label in BY.items():
        if by == "organ" and not asked.tree:
            continue
        rest = query.copy()
        for name in ("page", "export"):
            rest.pop(name, None)
        rest["by"] = by
        yield Link(str(label), f"?{rest.urlencode()}#cuts", by == chosen)


def chosen(query: Any, asked: Asked) -> str:
    """What the address asks, or by month."""
    by: str = query.get("by", "")
    known = by in BY and (by != "organ" or asked.tree)
    return by if known else ("organ" if asked.tree else "month")


def chart(counter: Counter, figure: Figure, expression: Expression, asked: Asked, by: str) -> Chart | None:
    """The cuts drawn; None where there are none to draw."""
    found = slices.cuts(counter, expression, by)
    if by == "month":
        found = _every_month(found, asked, figure)
    else:
        found = sorted((cut for cut in found if cut.value.number), key=lambda cut: -(cut.value.number or 0))
    if not found:
        return None
    called = names(asked, by, [cut.key for cut in found])
    told = [(called[cut.key], cut) for cut in found]
    numbers = Numbers(_heads(figure, by), [_line(figure, name, cut) for name, cut in told])
    return Chart(_option(figure, told, by), numbers, _sentence(figure, told, by), _note(expression, by))


def _every_month(found: Sequence[Cut], asked: Asked, figure: Figure) -> list[Cut]:
    """With the months in between; where they are too many to look at only the last."""
    by_key = {cut.key: cut for cut in found}
    first = min(by_key, default=None)
    if first is None:
        return []
    since = asked.span.since if asked.span.since.year > 1 else asked.span.until.replace(year=first[0], month=1, day=1)
    empty = Value(None if is_rate(figure.expression) else Decimal(0))
    return [by_key.get(key, Cut(key, empty)) for key in slices.months(since, asked.span.until)][-MOST_MONTHS:]


def _heads(figure: Figure, by: str) -> list[str]:
    more = [_("部分"), _("总数")] if is_rate(figure.expression) else []
    return [str(BY[by]), f"{figure.called}（{shown.measure(figure)}）", *more]


def _line(figure: Figure, name: str, cut: Cut) -> list[str]:
    parts = [shown.number(part) for part in cut.value.parts] if is_rate(figure.expression) else []
    if is_rate(figure.expression) and not parts:
        parts = [shown.NONE, shown.NONE]
    return [name, shown.number(cut.value.number), *parts]


def _option(figure: Figure, told: Sequence[tuple[str, Cut]], by: str) -> dict[str, Any]:
    kept = told if by == "month" else list(reversed(told[:MOST_BARS]))
    words = {"type": "category", "data": [name for name, _cut in kept]}
    numbers: dict[str, Any] = {"type": "value"} if is_rate(figure.expression) else {"type": "value", "minInterval": 1}
    data = [float(cut.value.number) if cut.value.number is not None else None for _name, cut in kept]
    label = {"show": True, "position": "top" if by == "month" else "right"}
    series = [
        {
            "name": figure.called,
            "type": "bar",
            "data": data,
            "barMaxWidth": 28,
            "label": label,
            "labelLayout": {"hideOverlap": True},
        }
    ]
    if by == "month":
        return {"xAxis": words, "yAxis": numbers, "series": series}
    return {"xAxis": numbers, "yAxis": words, "series": series, "grid": {"containLabel": True}}


def _sentence(figure: Figure, told: Sequence[tuple[str, Cut]], by: str) -> str:
    most_name, most = max(told, key=lambda pair: pair[1].value.number or Decimal(-1))
    said = {"name": figure.called, "most": most_name, "value": shown.with_measure(figure, most.value), "n": len(told)}
    if by == "month":
        words = (
            _("%(name)s最高的是%(most)s，%(value)s。")
            if is_rate(figure.expression)
            else _("%(name)s最多的是%(most)s，%(value)s。")
        )
        return words % said
    if is_rate(figure.expression):
        return _("%(name)s分 %(n)d 项，最高的是“%(most)s”，%(value)s。") % said
    return _("%(name)s分布在 %(n)d 项里，最多的是“%(most)s”，%(value)s。") % said


def _note(expression: Expression, by: str) -> str:
    if slices.additive(expression):
        return ""
    return _("各项不能相加：同一个人、同一件事可以在几项里出现，比率各有各的总数。")


def names(asked: Asked, by: str, keys: Sequence[slices.Key]) -> Mapping[slices.Key, str]:
    """What each cut is called; a query where rows have the names."""
    if by == "month":
        years = len({key[0] for key in keys}) > 1
        said = _("%(y)d年%(m)d月") if years else _("%(m)d月")
        return {key: said % {"y": key[0], "m": key[1]} for key in keys}
    known = _known(asked, by, [key[0] for key in keys])
    return {key: known.get(key[0]) or (str(key[0]) if key[0] != "" else str(UNSAID)) for key in keys}


def _known(asked: Asked, by: str, values: Sequence[Any]) -> Mapping[Any, str]:
    if by == "unit":
        return {pk: short or name for pk, short, name in Unit.objects.filter(pk__in=values).values_list("pk", "short", "name")}  # fmt: skip
    if by == "organ":
        return {pk: short or name for pk, short, name in Organ.objects.filter(pk__in=values).values_list("pk", "short", "name")}  # fmt: skip
    if by == "topic":
        return dict(Topic.objects.filter(organ=asked.organ, code__in=values).values_list("code", "name"))
    return _results() if by == "outcome" else {}


def _results() -> Mapping[Any, str]:
    """Results, levels and roles of the catalogue by code."""
    catalogue = kinds.load()
    found = {code: name for kind in catalogue.kinds for code, name in kind.results}
    found |= {level.code: level.called for level in catalogue.levels}
    return found | {role.code: role.called for role in catalogue.roles}
