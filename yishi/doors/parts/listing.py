"""What a door says of a list: its columns, views, filters and rows. `seen.py` makes the page of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import django_filters
from django.db.models import Q, QuerySet
from django.urls import reverse

from yishi.doors.look import tables
from yishi.doors.look.states import State
from yishi.readings.search.find import Search


@dataclass(frozen=True)
class Col:
    """A column: `cell(row)` is what it shows, `sort` the fields it sorts by, `text` what a spreadsheet gets if not that."""

    key: str
    label: Any
    cell: Callable[[Any], tables.CellValue]
    sort: tuple[str, ...] = ()
    numeric: bool = False
    on: bool = True
    primary: bool = False


@dataclass(frozen=True)
class Tab:
    """A view of the list: its rows by `where`, in an `order` of its own where the list's does not suit it."""

    key: str
    label: Any
    where: Q
    late: bool = False
    order: str = ""


@dataclass(frozen=True)
class Listing:
    """What a list shows. `rows` are those that the reader may see; `dress` adds what the cells of a page need."""

    id: str
    caption: str
    url: str
    rows: QuerySet[Any]
    columns: Sequence[Col]
    empty: tables.Empty
    link: Callable[[Any], str]
    state: Callable[[Any], State] | None = None
    tabs: Sequence[Tab] = ()
    filters: type[django_filters.FilterSet] | None = None
    find: Callable[[QuerySet[Any], str], QuerySet[Any]] | None = None
    search: Callable[[str], Search] | None = None
    """Searches whole texts, where the list has any; else `find` narrows the rows by the words."""
    find_in: str = ""
    order: str = ""
    bulk: Sequence[tables.BulkAction] = ()
    bulk_url: str = ""
    dress: Callable[[QuerySet[Any]], Iterable[Any]] = field(default=lambda rows: rows)
    lines: Callable[[Sequence[int]], Sequence[Any]] | None = None
    """What the cells need of the rows of these keys, in their order, where that is much less than whole rows."""
    label: Callable[[Any], str] = str
    extra: Mapping[str, Any] = field(default_factory=dict)
    tallies: Callable[[], Mapping[str, int]] | None = None
    """Rows of each view while nothing narrows the list, where that is known without counting them; and the `sums`."""
    sums: Callable[[Q], Mapping[str, Any]] | None = None
    """What else is added up of the rows of a view, in the query that counts them."""
    counted: str = "rows"
    """What its rows are, for the measure word: see `language.measured`."""
    choose_columns: bool = True


def linked(name: str) -> Callable[[int], str]:
    """For each key, the page of that name that it leads to; the address is looked up once."""
    before, _zero, after = reverse(name, args=[0]).rpartition("0")
    return lambda key: f"{before}{key}{after}"
