"""The shape of a list page. A door fills a `Table`, `look/list.html` draws it; no querying here.

Every link (sort, page, view, filter word) is a ready address made by the door: the template never
builds query strings. See README, "List".
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Literal

from django.forms import BaseForm

from yishi.doors.look.states import State


@dataclass(frozen=True, slots=True)
class Column:
    """A column one may choose. `primary` holds the link of the row; `key` "state" draws `Row.state`.

    `sort_url` is where its head leads, `sorted` how the rows stand by it now.
    """

    key: str
    label: str
    sortable: bool = False
    numeric: bool = False
    default_on: bool = True
    primary: bool = False
    shown: bool = True
    sort_url: str = ""
    sorted: Literal["", "asc", "desc"] = ""

    @property
    def aria_sort(self) -> str:
        """The value of `aria-sort`, empty when the rows do not stand by this column."""
        return {"asc": "ascending", "desc": "descending"}.get(self.sorted, "")


@dataclass(frozen=True, slots=True)
class Cell:
    """A text with a quieter second line, a link of its own, or a day that is provisional."""

    value: str | int | Decimal | dt.date | dt.datetime | State | None
    note: str = ""
    url: str = ""
    provisional: bool = False


CellValue = Cell | str | int | Decimal | dt.date | dt.datetime | State | None


@dataclass(frozen=True, slots=True)
class Row:
    """One matter: its page, its cells by column key, its state; `id` is what bulk actions send."""

    url: str
    cells: Mapping[str, CellValue]
    state: State | None = None
    id: str = ""
    label: str = ""


@dataclass(frozen=True, slots=True)
class Word:
    """A filter in force, in words, with the address that is the same without it."""

    label: str
    remove_url: str


@dataclass(frozen=True, slots=True)
class View:
    """A saved view: a tab with the number of its rows (None: not counted)."""

    label: str
    url: str
    count: int | None = None
    current: bool = False
    late: bool = False


@dataclass(frozen=True, slots=True)
class PageLink:
    """One page in the pager; without a number it is the gap between far pages."""

    number: int | None = None
    url: str = ""
    current: bool = False


@dataclass(frozen=True, slots=True)
class Pager:
    """Where in the rows this page stands, counted from 1; `links` are the pages offered."""

    first: int
    last: int
    total: int | None
    """None where so much was found that it is not counted."""
    previous_url: str = ""
    next_url: str = ""
    links: Sequence[PageLink] = ()


@dataclass(frozen=True, slots=True)
class BulkAction:
    """A step that may be asked for several rows at once; it is previewed before it happens."""

    step: str
    label: Any
    primary: bool = False


@dataclass(frozen=True, slots=True)
class Export:
    """Exactly what is seen, as a file."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Search:
    """The box that searches inside this list."""

    value: str = ""
    placeholder: str = ""
    name: str = "q"


@dataclass(frozen=True, slots=True)
class Empty:
    """What an empty page says: what will be here, and the first step."""

    title: str
    text: str = ""
    action_url: str = ""
    action_label: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A whole list page. `url` is its address without a query; `keep` are the (name, value) pairs
    that filter, search and column forms send along so that nothing chosen is lost."""

    id: str
    caption: str
    url: str
    columns: Sequence[Column]
    rows: Sequence[Row]
    empty: Empty
    pager: Pager | None = None
    views: Sequence[View] = ()
    words: Sequence[Word] = ()
    clear_url: str = ""
    filter_url: str = ""
    """Where the form of filters is, of a list that has one; it is drawn when it is opened."""
    filter_form: BaseForm | None = None
    """That form, opened."""
    search: Search | None = None
    count_url: str = ""
    """Where what was found is counted, if this page has not."""
    keep: Sequence[tuple[str, str]] = ()
    bulk: Sequence[BulkAction] = ()
    bulk_url: str = ""
    exports: Sequence[Export] = ()
    choose_columns: bool = True
    counted: str = ""
    """What one counts rows by: 件, 家, 条."""

    @property
    def shown(self) -> list[Column]:
        """The columns that are drawn, in order."""
        return [column for column in self.columns if column.shown]

    @property
    def total(self) -> int | None:
        """Rows in the whole list, not on this page only; None where they are not counted."""
        return self.pager.total if self.pager else len(self.rows)

    @property
    def more_than_page(self) -> bool:
        """Whether "all that match" means more than what this page shows."""
        return self.total is None or self.total > len(self.rows)


@dataclass(frozen=True, slots=True)
class PreviewRow:
    """A matter in a preview: what would become of it, or why not."""

    label: str
    url: str = ""
    outcome: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class BulkPreview:
    """What will happen, before it happens: `goes` will, `refused` will not and says why.

    `sent` are hidden (name, value) pairs (rows with their versions) that the confirmation posts to
    `url`; `form` asks for what the step needs besides.
    """

    title: str
    sentence: str
    url: str
    confirm_label: str
    goes: Sequence[PreviewRow] = ()
    refused: Sequence[PreviewRow] = ()
    sent: Sequence[tuple[str, str]] = ()
    form: BaseForm | None = None
    back_url: str = ""
    more: int = field(default=0)
