"""Lists whose rows are computed and not read from one table: the same page, words, order and files as every list has."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.forms import BaseForm
from django.http import HttpResponse
from django.utils.translation import gettext as _

from yishi.doors.desk.figures.asking import pairs
from yishi.doors.look import tables
from yishi.doors.look.states import State
from yishi.doors.parts import exporting
from yishi.doors.parts.who import Request

PAGE = 50


@dataclass(frozen=True)
class Col:
    """A column: what it shows, and by what it sorts (nothing: it does not)."""

    key: str
    label: Any
    cell: Callable[[Any], tables.CellValue]
    by: Callable[[Any], Any] | None = None
    numeric: bool = False
    primary: bool = False
    on: bool = True
    sheet: Callable[[Any], Any] | None = None
    """What a spreadsheet gets in place of the cell."""
    filed: bool = False
    """Stands in files only."""


@dataclass(frozen=True)
class Held:
    """What the list shows. `rows` are those that fit, in their own order; `words` the conditions in force, by the names
    that the address gives them."""

    id: str
    caption: str
    url: str
    rows: Sequence[Any]
    columns: Sequence[Col]
    link: Callable[[Any], str]
    empty: tables.Empty
    counted: str = "rows"
    find_in: str = ""
    words: Sequence[tuple[str, str]] = ()
    form: BaseForm | None = None
    drop: Sequence[str] = ()
    """Names of the address that clearing the conditions takes away."""
    label: Callable[[Any], str] = str
    state: Callable[[Any], State] | None = None
    views: Sequence[tables.View] = ()


def page(request: Request, held: Held) -> tables.Table:
    """The list as this address asks for it."""
    rows = ordered(request, held)
    asked = request.GET.get("page", "1")
    found = Paginator(range(len(rows)), PAGE).get_page(asked if len(asked) < 6 else 1)
    chosen = columns_of(request, held)
    here = rows[max(found.start_index() - 1, 0) : found.end_index()]
    return tables.Table(
        id=held.id, caption=held.caption, url=held.url, columns=_columns(request, held), empty=held.empty,
        rows=[_row(held, row, chosen) for row in here], views=held.views,
        pager=_pager(request, found, len(rows)),
        words=[tables.Word(label, address(request, without=name)) for name, label in held.words],
        clear_url=address(request, without=held.drop),
        filter_url=address(request, filters="1") if held.form else "",
        filter_form=held.form if held.form and (request.GET.get("filters") or held.form.errors) else None,
        search=tables.Search(request.GET.get("q", "")[:100], held.find_in) if held.find_in else None,
        keep=pairs(request.GET, "page", "filters", "export"),
        counted=held.counted, exports=exports(request),
    )  # fmt: skip


def _row(held: Held, row: Any, chosen: Sequence[Col]) -> tables.Row:
    cells = {col.key: col.cell(row) for col in chosen}
    return tables.Row(held.link(row), cells, held.state(row) if held.state else None, label=held.label(row))


def exports(request: Request) -> list[tables.Export]:
    """The same as files."""
    return [
        tables.Export(_("Excel 表（.xlsx）"), address(request, export="xlsx")),
        tables.Export(_("文本表（.csv）"), address(request, export="csv")),
    ]


def export(request: Request, held: Held, kind: str) -> HttpResponse:
    """Exactly what is seen, all pages."""
    shown = columns_of(request, held)
    chosen = [col for col in held.columns if col.filed or col in shown]
    rows = ([filed(col, row) for col in chosen] for row in ordered(request, held))
    made: Any = exporting.response(kind, held.caption, [str(col.label) for col in chosen], rows)
    answer: HttpResponse = made
    return answer


def filed(col: Col, row: Any) -> Any:
    """A cell as a spreadsheet has it."""
    if col.sheet is not None:
        return col.sheet(row)
    value = col.cell(row)
    if isinstance(value, tables.Cell):
        value = value.value
    return str(value.word) if isinstance(value, State) else value


def ordered(request: Request, held: Held) -> Sequence[Any]:
    """In the order asked for; what has nothing to sort by comes last either way."""
    sort = request.GET.get("sort", "")
    column = next((col for col in held.columns if col.key == sort.lstrip("-") and col.by), None)
    if column is None or column.by is None:
        return held.rows
    by = column.by
    told = [(by(row), row) for row in held.rows]
    known = sorted((pair for pair in told if pair[0] is not None), key=lambda pair: pair[0], reverse=sort[:1] == "-")
    return [row for _key, row in known] + [row for key, row in told if key is None]


def columns_of(request: Request, held: Held) -> list[Col]:
    """The columns shown."""
    wanted = request.GET.getlist("col")
    seen = [col for col in held.columns if not col.filed]
    return [col for col in seen if col.primary or (col.key in wanted if wanted else col.on)]


def _columns(request: Request, held: Held) -> list[tables.Column]:
    sort, shown = request.GET.get("sort", ""), {col.key for col in columns_of(request, held)}
    return [
        tables.Column(
            col.key, str(col.label), sortable=col.by is not None, numeric=col.numeric, default_on=col.on,
            primary=col.primary, shown=col.key in shown,
            sort_url=address(request, sort=f"-{col.key}" if sort == col.key else col.key) if col.by else "",
            sorted=("desc" if sort[:1] == "-" else "asc") if sort.lstrip("-") == col.key else "",
        )
        for col in held.columns
        if not col.filed
    ]  # fmt: skip


def _pager(request: Request, found: Any, total: int) -> tables.Pager:
    links = [
        tables.PageLink(number, address(request, page=str(number)), number == found.number)
        if isinstance(number, int)
        else tables.PageLink()
        for number in found.paginator.get_elided_page_range(found.number, on_each_side=1, on_ends=1)
    ]
    return tables.Pager(
        found.start_index(), found.end_index(), total,
        address(request, page=str(found.previous_page_number())) if found.has_previous() else "",
        address(request, page=str(found.next_page_number())) if found.has_next() else "",
        links if found.paginator.num_pages > 1 else [],
    )  # fmt: skip


def address(request: Request, *, without: str | Sequence[str] = (), **changes: str) -> str:
    """This page's address with something changed; another order or condition begins at the first page."""
    gone = {"filters", "export", "page", *([without] if isinstance(without, str) else without), *changes}
    query = request.GET.copy()
    for name in list(query):
        if name in gone or not any(query.getlist(name)):
            query.pop(name)
    for name, value in changes.items():
        query[name] = value
    return f"?{query.urlencode()}" if query else request.path
