"""A list of a page as two operations: its rows, page by page, and its file."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Literal

import django_filters
from django.http import HttpResponseBase
from django.utils.translation import gettext as _
from ninja import Query, Router
from pydantic import BaseModel, Field, create_model

from yishi.doors.api.acts.doing import typed_view
from yishi.doors.api.asking import as_page, found
from yishi.doors.api.problems import ONE, problems
from yishi.doors.api.types import Paging
from yishi.doors.look.tables import Cell
from yishi.doors.parts.listing import Listing
from yishi.doors.parts.seen import Seen
from yishi.doors.parts.who import Door
from yishi.foundation.loops.refusals import Invalid

Find = Callable[..., Listing]
Value = str | int | float | bool | None
WORD, MANY = 200, 50
FILE: dict[str, Any] = {"responses": {200: {"content": {"*/*": {"schema": {"type": "string", "format": "binary"}}}}}}


class Column(BaseModel):
    """A column; `sorts` says whether `sort` may name it, with a minus for the other way round."""

    key: str
    title: str
    sorts: bool


class View(BaseModel):
    """A view of the list with the number of its rows."""

    key: str
    title: str
    count: int


class Line(BaseModel):
    """A row: its cells by column, and what stands beneath them in smaller type."""

    id: int
    title: str
    state: str
    cells: dict[str, Value]
    notes: dict[str, str]


class Listed(BaseModel):
    """A page of a list."""

    title: str
    columns: list[Column]
    views: list[View]
    items: list[Line]
    total: int
    page: int
    size: int
    hidden: int = Field(description="还有多少条不对您公开，只给数目")


@dataclass(frozen=True)
class Row:
    """A list of a door: how it is found for a caller, the door that must open to him, and the filters it takes.

    `find` answers the listing, or the listing and how many rows behind it the caller may not see. `places` are parts
    of the address that it takes after the page's request, `more` what else the page's address says."""

    path: str
    name: str
    title: str
    find: Callable[..., Any]
    opened: Door | None
    filters: type[django_filters.FilterSet] | None = None
    door: str = "desk"
    places: Sequence[tuple[str, Any]] = ()
    more: tuple[str, ...] = ()


def add(router: Router, row: Row) -> None:
    """Put its rows and its file under its address."""
    asked = _asked(row)
    router.get(
        row.path,
        response={200: Listed, **problems(ONE)},
        operation_id=f"rows_{row.name}",
        url_name=f"rows_{row.name}",
        summary=row.title,
        description=f"The rows that the page shows. {for_whom(row.opened)}",
    )(_view(row, create_model(f"{_schema(row)}Rows", __base__=(asked, Paging)), _rows))
    kinds: Any = (Literal["xlsx", "csv"], "xlsx")
    file = create_model(f"{_schema(row)}File", __base__=asked, export=kinds)
    router.get(
        f"{row.path}/file", response={200: None, **problems(ONE)}, operation_id=f"file_{row.name}", url_name=f"file_{row.name}", summary=f"{row.title}：导出",
        description=f"A file of all rows asked for, not only of a page. {for_whom(row.opened)}",
        openapi_extra=FILE,
    )(_view(row, file, _file))  # fmt: skip


def for_whom(opened: Door | None) -> str:
    """To whom a page opens, by the codes of the roles that `GET /me` names."""
    return f"For: {', '.join(map(str, opened.codes))}." if opened else "For everybody."


def _schema(row: Row) -> str:
    return "".join(part.capitalize() for part in row.name.split("_"))


def _asked(row: Row) -> type[BaseModel]:
    """What the list's address may say: the page's own words for views, order, search, columns and filters."""
    word = Annotated[str, Field(max_length=WORD)]
    fields: dict[str, Any] = {
        "view": (word, Field("", description="哪个视图，见答复中的 views；不填为第一个")),
        "sort": (word, Field("", description="按哪一列排序，前加 - 为倒序")),
        "q": (Annotated[str, Field(max_length=100)], Field("", description="找什么文字")),
        "col": (Annotated[list[word], Field(max_length=MANY)], Field([], description="要哪些列；不填为常用的")),
    }
    for name, one in (row.filters.base_filters if row.filters else {}).items():
        fields |= _filter(name, one, word)
    fields |= {name: (word, Field("")) for name in row.more}
    return create_model(f"{_schema(row)}Asked", **fields)


def _filter(name: str, one: Any, word: Any) -> dict[str, Any]:
    label = str(one._label or name)
    if isinstance(one, django_filters.DateFromToRangeFilter):
        ends = zip(one.extra["widget"].suffixes, ("自", "至"), strict=True)
        return {f"{name}_{end}": (word, Field("", description=f"{label}：{words}")) for end, words in ends}
    if isinstance(one, django_filters.MultipleChoiceFilter):
        return {name: (Annotated[list[word], Field(max_length=MANY)], Field([], description=label))}
    return {name: (word, Field("", description=label))}


def _view(row: Row, query: type[BaseModel], answer: Callable[..., Any]) -> Callable[..., Any]:
    def view(request, asked, **places):  # type: ignore[no-untyped-def]  # typed below
        page = as_page(request, row.opened, row.door, query=_given(asked))
        made = found(row.find, page, *(places[name] for name, _kind in row.places))
        listing, hidden = made if isinstance(made, tuple) else (made, 0)
        return answer(_seen(page, listing), hidden, asked)

    kind: Any = query  # made for this list
    return typed_view(view, (), **dict(row.places), asked=Query[kind])  # type: ignore[misc]  # ninja makes one of any class


def _given(asked: BaseModel) -> dict[str, Any]:
    return {name: value for name, value in asked.model_dump(exclude={"page", "size", "export"}).items() if value not in ("", [])}  # fmt: skip


def _seen(request: Any, listing: Listing) -> Seen:
    """The list as asked for; raises Invalid where a page would quietly take the nearest."""
    seen, wrong = Seen(request, listing), {}
    query = request.GET
    if query.get("view") and query["view"] not in {tab.key for tab in listing.tabs}:
        wrong["view"] = [_("没有这个视图。")]
    sorts = {column.key for column in listing.columns if column.sort}
    if query.get("sort") and query["sort"].removeprefix("-") not in sorts:
        wrong["sort"] = [_("不能按这一列排序。")]
    if set(query.getlist("col")) - {column.key for column in listing.columns}:
        wrong["col"] = [_("没有这一列。")]
    form = seen.filterset.form if seen.filterset is not None else None
    if form is not None and not form.is_valid():
        wrong |= {name: [str(each) for each in said] for name, said in form.errors.items()}
    if wrong:
        raise Invalid(wrong)
    return seen


def _file(seen: Seen, hidden: int, asked: Any) -> HttpResponseBase:
    return seen.export(asked.export)


def _rows(seen: Seen, hidden: int, asked: Any) -> Listed:
    listing, counts = seen.listing, seen.counts()
    start = (asked.page - 1) * asked.size
    total = counts[seen.tab.key] if seen.tab else seen.matching().count()
    rows = seen.rows(start, asked.size) if start < total else []
    return Listed(
        title=str(listing.caption), columns=[Column(key=c.key, title=str(c.label), sorts=bool(c.sort)) for c in seen.chosen],
        views=[View(key=tab.key, title=str(tab.label), count=counts[tab.key]) for tab in listing.tabs],
        items=[_line(seen, row) for row in rows], total=total, page=asked.page, size=asked.size, hidden=hidden,
    )  # fmt: skip


def _line(seen: Seen, row: Any) -> Line:
    listing = seen.listing
    cells = {column.key: column.cell(row) for column in seen.chosen if column.key != "state" or listing.state is None}
    return Line(
        id=row.pk, title=str(listing.label(row)), state=str(listing.state(row).word) if listing.state else "",
        cells={key: _plain(value) for key, value in cells.items()},
        notes={key: str(value.note) for key, value in cells.items() if isinstance(value, Cell) and value.note},
    )  # fmt: skip


def _plain(value: Any) -> Value:
    if isinstance(value, Cell):
        value = value.value
    if isinstance(value, dt.date):
        return value.isoformat()
    return value if value is None or isinstance(value, int | float | bool) else str(value)
