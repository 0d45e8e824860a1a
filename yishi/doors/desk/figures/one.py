"""One figure: its value, what is counted and what is left out, its cuts, and the rows behind it that this reader may see."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import Http404
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from yishi.doors.desk.figures import asking, counted, cutting, lists, memory, shown
from yishi.doors.desk.figures.access import read, writes
from yishi.doors.desk.figures.asking import Asked
from yishi.doors.desk.figures.composing import names_of_happenings
from yishi.doors.desk.figures.counted import Told
from yishi.doors.look import tables
from yishi.doors.look.context import in_panel
from yishi.doors.parts import exporting
from yishi.doors.parts.who import Request
from yishi.readings.figures import exports, rows, slices, wording
from yishi.readings.figures.counting import Counter
from yishi.readings.figures.expression import Compound, Expression
from yishi.readings.figures.figure import Figure, plain
from yishi.readings.figures.models import SavedFigure
from yishi.readings.figures.rows import Part, Row
from yishi.rooms.activities.catalogue import kinds

PAGES = {"suggestions": "desk:suggestion", "activities": "desk:activity", "voice": "desk:message"}
"""Room -> the desk's page of its matters."""
RELATED = 12
FIRST = 10
"""Rows shown beside another page."""
LONGEST_NUMBER = 6


@dataclass(frozen=True)
class One:
    """A figure as it is asked."""

    figure: Figure
    asked: Asked
    counter: Counter
    expression: Expression
    told: Told


def found(request: Request, id: str, figures: Mapping[str, Figure] | None = None) -> One:
    """The figure over the days asked; raises Http404 where there is none."""
    asked = asking.asked(request.actor.organ, request.GET)
    known = figures if figures is not None else lists.figures_of(asked.organ)
    figure = known.get(id)
    if figure is None:
        raise Http404(_("没有这个指标，可能已经停用。请从指标列表里找。"))
    expression = counted.asked_of(figure.expression, asked.tree)
    counter = counted.counter(request.actor, asked.span)
    (told,) = counted.told_of(counter, [expression], with_before=asked.has_year_before)
    return One(figure, asked, counter, expression, told)


@read
@require_GET
def one(request: Request, id: str) -> HttpResponseBase:
    """Its page, or the file of the rows behind it."""
    figures = lists.figures_of(request.actor.organ)
    here = found(request, id, figures)
    parts = rows.behind(here.counter, here.expression)
    if kind := request.GET.get("export"):
        return file_of(parts, here.figure.called, kind)
    if in_panel(request):
        return render(
            request, "desk/figures/brief.html", brief(here, parts) | {"field": request.GET.get("field", "")[:200]}
        )
    by = cutting.chosen(request.GET, here.asked)
    part = _chosen(request, parts)
    context = told(here) | {
        "links": asking.links(here.asked, request.GET), "kept": asking.kept(request.GET),
        "by": cutting.choices(here.asked, request.GET, by), "line": _line(here),
        "chart": cutting.chart(here.counter, here.figure, here.expression, here.asked, by),
        "cuttable": slices.cuttable(here.expression),
        "parts": parts, "part": part, "at": parts.index(part) if part else 0, "outside": _outside(here, part),
        "table": table(request, here.figure, part) if part else None,
        "related": related(here, figures), "own_url": _own_url(request, here.figure), "writes": writes(request),
    }  # fmt: skip
    return render(request, "desk/figures/one.html", context)


def told(here: One) -> dict[str, Any]:
    """The value with its measure, its parts, its change, and what is counted."""
    return {
        "figure": here.figure, "asked": here.asked, "told": here.told, "value": shown.number(here.told.value.number),
        "measure": shown.measure(here.figure) if here.told.value.number is not None else "",
        "change": shown.change(here.figure, here.told), "before": shown.with_measure(here.figure, here.told.before),
        "explained": wording.explain(here.counter, here.expression), "brief": wording.brief(here.counter, here.expression),
        "pieces": pieces(here),
    }  # fmt: skip


def brief(here: One, parts: Sequence[Part]) -> dict[str, Any]:
    """The same beside another page: the value and the first rows of each part."""
    return told(here) | {
        "url": lists.address(here.figure.id, here.asked) if here.figure.id else "",
        "behind": [(part, [(row, _url(row, part), _quantity(row)) for row in part.page(1, FIRST)]) for part in parts],
    }  # fmt: skip


def _quantity(row: Row) -> str:
    """How much of the figure a row is, where it is not simply one."""
    return "" if row.quantity == 1 else f"{plain(row.quantity)} {row.measure}".strip()


def _own_url(request: Request, figure: Figure) -> str:
    """Where it is mended, if it is the organ's own and the reader may."""
    if not (figure.saved and writes(request)):
        return ""
    row = SavedFigure.objects.filter(organ=request.actor.organ, code=figure.id.partition("/")[2]).first()
    return reverse("desk:figures_own", args=[row.pk]) if row else ""


def pieces(here: One) -> list[tuple[str, str]]:
    """Of what a compound value is made: each part with its number."""
    if not isinstance(here.expression, Compound):
        return []
    change = here.expression.how in ("change", "growth")
    said = (
        [_("本期"), _("上年同期")] if change else [wording.brief(here.counter, part) for part in here.expression.parts]
    )
    return [(words, shown.number(number)) for words, number in zip(said, here.told.value.parts, strict=False)]


def _chosen(request: Request, parts: Sequence[Part]) -> Part | None:
    """Which of a rate's parts is looked at: the first unless said."""
    asked = request.GET.get("part", "")
    at = int(asked) if asked.isdecimal() and len(asked) < LONGEST_NUMBER else 0
    return parts[at] if at < len(parts) else (parts[0] if parts else None)


def _outside(here: One, part: Part | None) -> int:
    """Totals reported from outside that were kept out."""
    return rows.outside(here.counter, part.count) if part else 0


def table(request: Request, figure: Figure, part: Part) -> tables.Table:
    """A page of the rows behind it."""
    asked = request.GET.get("page", "1")
    number = int(asked) if asked.isdecimal() and 0 < len(asked) < LONGEST_NUMBER else 1
    last = max(1, -(-part.shown_number // rows.PAGE))
    number = min(max(number, 1), last)
    found, happened = part.page(number), names_of_happenings(request.actor.organ.profile)
    first = (number - 1) * rows.PAGE
    links = [
        tables.PageLink(n, memory.address(request, page=str(n)), n == number) if n else tables.PageLink()
        for n in _pages(number, last)
    ]
    pager = tables.Pager(
        first + 1 if found else 0, first + len(found), part.shown_number,
        memory.address(request, page=str(number - 1)) if number > 1 else "",
        memory.address(request, page=str(number + 1)) if number < last else "", links if last > 1 else [],
    )  # fmt: skip
    return tables.Table(
        id="rows", caption=figure.called, url=request.path, columns=_columns(found), counted="rows", pager=pager,
        rows=[tables.Row(_url(row, part), _cells(row, happened), label=row.title) for row in found], exports=memory.exports(request),
        empty=tables.Empty(_("没有可以查看的明细"), part.note), choose_columns=False,
        keep=asking.pairs(request.GET, "page", "export"),
    )  # fmt: skip


def _pages(number: int, last: int) -> list[int]:
    """The first, the last, and those beside; 0 for a gap."""
    near = sorted({1, last, *(n for n in (number - 1, number, number + 1) if 1 <= n <= last)})
    made: list[int] = []
    for n in near:
        if made and n > made[-1] + 1:
            made.append(0)
        made.append(n)
    return made


def _columns(found: Sequence[Row]) -> list[tables.Column]:
    """Those in which something stands."""
    columns = [
        tables.Column("title", _("事项"), primary=True),
        tables.Column("kind", _("种类")),
        tables.Column("day", _("日期")),
    ]
    if any(row.quantity != 1 or row.measure not in ("", "次", "件") for row in found):
        columns.append(tables.Column("quantity", _("数量"), numeric=True))
    for key, label in (("place", _("地点")), ("unit", _("单位")), ("organ", _("机关"))):
        if len({getattr(row, key) for row in found} - {""}) > (1 if key == "organ" else 0):
            columns.append(tables.Column(key, label))
    return columns


def _cells(row: Row, happened: Mapping[str, str]) -> dict[str, tables.CellValue]:
    until = _("至 %s") % row.until if row.until else ""
    return {
        "title": tables.Cell(row.title, row.number), "kind": happened.get(row.kind, row.kind), "day": tables.Cell(row.day, until),
        "quantity": f"{plain(row.quantity)} {row.measure}", "place": row.place, "unit": row.unit, "organ": row.organ,
    }  # fmt: skip


def _url(row: Row, part: Part) -> str:
    """The page of what it is a row of, where the desk has one; totals from outside are no matters of the room."""
    if row.matter is None or row.room not in PAGES or part.count.outside:
        return ""
    try:
        return reverse(PAGES[row.room], args=[row.matter])
    except NoReverseMatch:
        return ""


def related(here: One, figures: Mapping[str, Figure]) -> list[tuple[Figure, str]]:
    """Figures of the same kind: who took part, what came of it."""
    head, *more = here.figure.id.split("/")
    if not more:
        return []
    stem = f"{head}/{more[0]}"
    mine = [
        figure for id, figure in figures.items() if (id == stem or id.startswith(f"{stem}/")) and id != here.figure.id
    ]
    return [(figure, lists.address(figure.id, here.asked)) for figure in mine[:RELATED]]


def _line(here: One) -> str:
    lines = kinds.load().line_by_code
    line = lines.get(here.figure.line)
    return line.called(here.asked.organ.profile) if line else ""


def file_of(parts: Sequence[Part], name: str, kind: str) -> HttpResponseBase:
    """The rows of every part as a file."""
    return exporting.sheet(kind, _("%(name)s明细") % {"name": name}, exports.row_columns(), exports.of_rows(parts))
