"""What a cut is called, and its table: a line for each with how fast it was answered."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from yishi.doors.desk.figures import shown
from yishi.doors.desk.figures.asking import Asked
from yishi.doors.desk.figures.memory import Col
from yishi.doors.look.tables import Cell, CellValue
from yishi.foundation.matters.models import Matter
from yishi.foundation.people.models import Account, Mandate, Unit
from yishi.readings.figures.answering import MOST, Line
from yishi.readings.figures.figure import bare
from yishi.rooms.voice.catalogue.topics import by_name
from yishi.rooms.voice.models import Message

BY: Mapping[str, Any] = {
    "topic": lazy("按类别"), "unit": lazy("按办理单位"), "place": lazy("按镇街"), "channel": lazy("按渠道"), "station": lazy("按站点"),
    "deputy": lazy("按代表（委员）"), "recorder": lazy("按登记人"),
}  # fmt: skip
HEADS: Mapping[str, Any] = {
    "topic": lazy("类别"), "unit": lazy("办理单位"), "place": lazy("镇街"), "channel": lazy("渠道"), "station": lazy("站点"),
    "deputy": lazy("代表（委员）"), "recorder": lazy("登记人"),
}  # fmt: skip
UNSAID = lazy("未注明")
WHATS: Mapping[str, Any] = {
    "received": lazy("收到"), "answered": lazy("答复"), "within_10": lazy("10 日内答复"), "within_20": lazy("20 日内答复"),
    "within_30": lazy("30 日内答复"), "late": lazy("逾期答复"), "solved": lazy("收到并已解决"),
}  # fmt: skip


@dataclass(frozen=True)
class Named:
    """A line with what it is called."""

    line: Line
    name: str

    def __str__(self) -> str:
        return self.name


def named(lines: Sequence[Line], by: str) -> list[Named]:
    """The lines with their names; a query where rows have them."""
    known = names(by, [line.key for line in lines])
    return [Named(line, known.get(line.key) or str(line.key or UNSAID)) for line in lines]


def names(by: str, keys: Sequence[Any]) -> Mapping[Any, str]:
    """Names by key."""
    if by == "topic":
        return {name: topic.called for name, topic in by_name().items() if name in keys}
    if by == "channel":
        return {code: str(label) for code, label in Message.Channel.choices}
    held = [key for key in keys if key]
    if by == "unit":
        return {
            pk: short or name for pk, short, name in Unit.objects.filter(pk__in=held).values_list("pk", "short", "name")
        }
    if by == "station":
        return dict(Matter.objects.filter(pk__in=held).values_list("pk", "title"))
    if by == "deputy":
        return dict(Mandate.objects.filter(pk__in=held).values_list("pk", "person__name"))
    return dict(Account.objects.filter(pk__in=held).values_list("pk", "name")) if by == "recorder" else {}


def rows_url(asked: Asked, by: str, key: Any, what: str) -> str:
    """The rows behind a number."""
    said = urlencode({"by": by, "key": "" if key is None else key, "what": what})
    return f"{reverse('desk:voice_figures_rows')}?{said}{'&' if asked.query else ''}{asked.query}"


def columns(asked: Asked, by: str) -> list[Col]:
    """Name, received, answered, within so many days, mean, median, late, solved."""
    found = [Col("name", HEADS[by], lambda row: row.name, lambda row: row.name, primary=True)]
    found.append(_number(asked, by, "received", WHATS["received"], lambda line: line.received))
    found.append(_number(asked, by, "answered", WHATS["answered"], lambda line: line.answered))
    for most in MOST:
        found += _within(asked, by, most)
    found += [
        _days("mean", lazy("平均天数"), lambda line: line.mean), _days("median", lazy("中位天数"), lambda line: line.median),
        _number(asked, by, "late", WHATS["late"], lambda line: line.late),
        Col("solved", WHATS["solved"], lambda row: _with_rate(row.line.solved, row.line.solved_rate), lambda row: row.line.solved, numeric=True,
            sheet=lambda row: row.line.solved),
        Col("solved_rate", lazy("解决率（%）"), lambda row: row.line.solved_rate, filed=True, sheet=lambda row: bare(row.line.solved_rate)),
    ]  # fmt: skip
    return found


def _number(asked: Asked, by: str, what: str, label: Any, of: Callable[[Line], int]) -> Col:
    def cell(row: Named) -> CellValue:
        number = of(row.line)
        return Cell(shown.number(Decimal(number)), url=rows_url(asked, by, row.line.key, what) if number else "")

    return Col(what, label, cell, lambda row: of(row.line), numeric=True, sheet=lambda row: of(row.line))


def _days(key: str, label: Any, of: Callable[[Line], Decimal | None]) -> Col:
    return Col(
        key,
        label,
        lambda row: shown.number(of(row.line)),
        lambda row: of(row.line),
        numeric=True,
        sheet=lambda row: bare(of(row.line)),
    )


def _within(asked: Asked, by: str, most: int) -> list[Col]:
    label = _("%d 日内") % most

    def cell(row: Named) -> CellValue:
        return _with_rate(row.line.within(most), row.line.rate(most))

    return [
        Col(f"within_{most}", label, cell, lambda row: row.line.within(most), numeric=True, sheet=lambda row: row.line.within(most)),
        Col(f"rate_{most}", _("%d 日内（%%）") % most, lambda row: row.line.rate(most), filed=True, sheet=lambda row: bare(row.line.rate(most))),
    ]  # fmt: skip


def _with_rate(number: int, rate: Decimal | None) -> Cell:
    return Cell(shown.number(Decimal(number)), f"{shown.number(rate)}%" if rate is not None else "")
