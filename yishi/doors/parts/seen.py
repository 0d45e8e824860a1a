"""A list as one request asks for it: its view, filters, order and page; and the export of exactly what is seen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from typing import Any, cast

import django_filters
from django.core.paginator import Paginator
from django.db.models import Count, QuerySet
from django.http import HttpResponse, QueryDict
from django.utils.translation import gettext as _

from yishi.doors.look import tables
from yishi.doors.look.states import State
from yishi.doors.parts import exporting
from yishi.doors.parts.listing import Col, Listing, Tab
from yishi.doors.parts.ordering import turned_by
from yishi.doors.parts.readable import plain
from yishi.doors.parts.who import Request
from yishi.foundation import language
from yishi.readings.search.find import Search

PAGE = 50
MOST_EXPORTED = 50_000
DRESSED = 500
OPENED = "filters"
"""The query that opens the form of filters."""
COUNT = "count"
"""The query that has counted what a search finds, however much it is."""
OWN = frozenset({"view", "sort", "page", "q", "col", "export", "csrfmiddlewaretoken", OPENED, COUNT})
"""What an address says of a list itself; all else are filters."""
NOT_KEPT = ("page", "csrfmiddlewaretoken", OPENED)
"""What no link within the list takes along."""
LONGEST_NUMBER = 6
"""Digits of a page's number, and one."""


class Seen:
    """A list as one request asks for it."""

    def __init__(self, request: Request, listing: Listing) -> None:
        self.request, self.listing = request, listing
        self.query = request.GET if request.method == "GET" else request.POST
        self.tab = self._tab()

    @cached_property
    def filterset(self) -> django_filters.FilterSet | None:
        """The filters, where the address names any or their form is opened: with their choices they take a page longer
        to make than its rows."""
        wanted = self.opened or any(name not in OWN for name in self.query)
        if self.listing.filters is None or not wanted:
            return None
        return self.listing.filters(self._clean(), queryset=self.listing.rows, request=self.request)

    @property
    def opened(self) -> bool:
        """Whether the form of filters is asked for."""
        return bool(self.query.get(OPENED))

    def _clean(self) -> QueryDict:
        """Filter values as typed, less what no database takes: NUL in a form that was sent, and halves of characters."""
        data = self.query.copy()
        for name in list(data):
            data.setlist(name, [plain(value) for value in data.getlist(name)])
        return data

    def _tab(self) -> Tab | None:
        asked = self.query.get("view", "")
        return next(
            (tab for tab in self.listing.tabs if tab.key == asked), self.listing.tabs[0] if self.listing.tabs else None
        )

    @property
    def words_typed(self) -> str:
        """What is searched for."""
        return plain(self.query.get("q", "")).strip()[:100]

    @cached_property
    def search(self) -> Search | None:
        """What is searched for in whole texts."""
        return self.listing.search(self.words_typed) if self.words_typed and self.listing.search else None

    @property
    def uncounted(self) -> bool:
        """Whether so much holds the words that it is not counted unless asked for."""
        return self.search is not None and self.search.many and not self.query.get(COUNT)

    def matching(self, *, of_tab: bool = True) -> QuerySet[Any]:
        """The rows that filters and search leave, of the current view or of all."""
        rows = self.filterset.qs if self.filterset is not None and self.filterset.is_valid() else self.listing.rows
        if self.search is not None:
            rows = self.search.narrow(rows)
        elif self.words_typed and self.listing.find:
            rows = self.listing.find(rows, self.words_typed)
        return rows.filter(self.tab.where) if of_tab and self.tab else rows

    def ordered(self) -> QuerySet[Any]:
        """In the order asked for; the key last, so that pages never overlap."""
        named = self.sort.lstrip("-")
        column = next((column for column in self.listing.columns if column.key == named and column.sort), None)
        fields = column.sort if column else ()
        rows = self.matching()
        turned = [turned_by(rows, name, self.sort.startswith("-")) for name in fields]
        return rows.order_by(*turned, "-pk")

    def rows(self, first: int, size: int) -> list[Any]:
        """So many of the ordered rows, from `first` on, dressed. The database sorts keys alone and then reads rows for
        these few; sorting thirty thousand rows with their texts takes ten times as long."""
        ordered = self.ordered()
        return self._dressed(list(ordered.values_list("pk", flat=True)[first : first + size]), ordered)

    def _dressed(self, keys: Sequence[int], ordered: QuerySet[Any]) -> list[Any]:
        """The rows of these keys, in the order in which they were found."""
        if self.listing.lines is not None:
            return list(self.listing.lines(keys))
        whole = self.listing.rows.filter(pk__in=keys)
        return list(self.listing.dress(whole.order_by(*ordered.query.order_by)))

    @property
    def sort(self) -> str:
        """The column asked for, with a minus for the other way round."""
        return self.query.get("sort", "") or (self.tab.order if self.tab else "") or self.listing.order

    @property
    def chosen(self) -> list[Col]:
        """The columns shown."""
        asked = self.query.getlist("col")
        return [
            column for column in self.listing.columns if column.primary or (column.key in asked if asked else column.on)
        ]

    def table(self) -> tables.Table:
        """The page."""
        listing = self.listing
        views = self._views()
        pager, found = self._uncounted() if self.uncounted else self._counted(views)
        chosen = self.chosen
        rows = [self._row(row, chosen) for row in found]
        return tables.Table(
            id=listing.id, caption=listing.caption, url=listing.url, columns=self._columns(), rows=rows, empty=self._empty(views),
            pager=pager, views=views, words=self._words(), clear_url=self._url(keep=("view", "sort", "col")),
            filter_url=self._url(filters=1) if listing.filters else "", filter_form=self._form(),
            search=tables.Search(self.words_typed, listing.find_in) if listing.find or listing.search else None,
            count_url=self._url(count=1) if self.uncounted else "",
            keep=[(name, value) for name in self.query for value in self.query.getlist(name) if name not in NOT_KEPT and value],
            bulk=listing.bulk, bulk_url=listing.bulk_url, counted=listing.counted, choose_columns=listing.choose_columns,
            exports=[tables.Export(_("Excel 表（.xlsx）"), self._url(export="xlsx")), tables.Export(_("文本表（.csv）"), self._url(export="csv"))],
        )  # fmt: skip

    def _form(self) -> Any:
        """The form of filters where it is to be seen: opened, or with something in it to be mended."""
        if self.filterset is None or not (self.opened or self.filterset.form.errors):
            return None
        return self.filterset.form

    def _empty(self, views: Sequence[tables.View]) -> tables.Empty:
        """Where only this view is empty, the page says so and leads to the first that is not."""
        here = next((view for view in views if view.current), None)
        full = next((view for view in views if view.count), None)
        if here is None or full is None:
            return self.listing.empty
        title = _("“%(view)s”里现在没有") % {"view": here.label}
        return tables.Empty(
            title, "", full.url, _("看“%(view)s”（%(count)d）") % {"view": full.label, "count": full.count}
        )

    def _row(self, row: Any, chosen: Sequence[Col]) -> tables.Row:
        listing = self.listing
        cells = {column.key: column.cell(row) for column in chosen}
        return tables.Row(
            listing.link(row), cells, listing.state(row) if listing.state else None, str(row.pk), listing.label(row)
        )

    def _columns(self) -> list[tables.Column]:
        shown, named = {column.key for column in self.chosen}, self.sort.lstrip("-")
        return [
            tables.Column(
                column.key, str(column.label), sortable=bool(column.sort), numeric=column.numeric, default_on=column.on,
                primary=column.primary, shown=column.key in shown,
                sort_url=self._url(sort=f"-{column.key}" if self.sort == column.key else column.key) if column.sort else "",
                sorted=("desc" if self.sort.startswith("-") else "asc") if named == column.key else "",
            )
            for column in self.listing.columns
        ]  # fmt: skip

    def _views(self) -> list[tables.View]:
        """Tabs with their counts: one query for all of them, none where nothing is counted."""
        counts = {} if self.uncounted else self.counts()
        return [
            tables.View(str(tab.label), self._url(view=tab.key), counts.get(tab.key), tab is self.tab, tab.late)
            for tab in self.listing.tabs
        ]

    def counts(self) -> dict[str, int]:
        """How many rows each tab has: one query for all of them, none without tabs."""
        if not self.listing.tabs:
            return {}
        return {tab.key: self._tallies[f"n_{tab.key}"] for tab in self.listing.tabs}

    @property
    def sums(self) -> Mapping[str, Any]:
        """What the list adds up of the rows in view; nothing where so much was found that it is not counted."""
        if self.listing.sums is None or self.tab is None or self.uncounted:
            return {}
        return {name: self._tallies[name] for name in self.listing.sums(self.tab.where)}

    @cached_property
    def _tallies(self) -> Mapping[str, Any]:
        """Rows of each view, and the sums of this one."""
        chosen = self.filterset is not None and self.filterset.is_valid() and any(self._chosen_values())
        if self.listing.tallies is not None and not self.words_typed and not chosen:
            known, keys = self.listing.tallies(), {tab.key for tab in self.listing.tabs}
            return {f"n_{key}" if key in keys else key: count for key, count in known.items()}
        rows = self.matching(of_tab=False).order_by()
        # Where rows count what belongs to them, a row stands there several times; elsewhere it does once.
        several = bool(rows.query.annotations)
        counts = {f"n_{tab.key}": Count("pk", filter=tab.where, distinct=several) for tab in self.listing.tabs}
        return rows.aggregate(**counts, **(self.listing.sums(self.tab.where) if self.listing.sums and self.tab else {}))

    def _chosen_values(self) -> Iterator[bool]:
        """For each filter, whether something is asked for."""
        form = cast(django_filters.FilterSet, self.filterset).form
        for value in form.cleaned_data.values():
            yield value not in (None, "", []) and not (hasattr(value, "exists") and not value)

    def _words(self) -> list[tables.Word]:
        found = [tables.Word(_("找“%s”") % self.words_typed, self._url(without="q"))] if self.words_typed else []
        form = self.filterset.form if self.filterset is not None and self.filterset.is_valid() else None
        if form is None:
            return found
        for name, value in form.cleaned_data.items():
            if value not in (None, "", []) and not (hasattr(value, "exists") and not value):
                found.append(
                    tables.Word(
                        language.pair(form.fields[name].label, _shown(form.fields[name], value)),
                        self._url(without=name),
                    )
                )
        return found

    def _counted(self, views: Sequence[tables.View]) -> tuple[tables.Pager, list[Any]]:
        """The page among all, and its rows."""
        total = next((view.count for view in views if view.current), None)
        total = self.matching().count() if total is None else total
        page = Paginator(range(total), PAGE).get_page(self.query.get("page"))
        links = [
            tables.PageLink(int(number), self._url(page=number), number == page.number)
            if isinstance(number, int)
            else tables.PageLink()
            for number in page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
        ]
        pager = tables.Pager(
            page.start_index(), page.end_index(), total,
            self._url(page=page.previous_page_number()) if page.has_previous() else "",
            self._url(page=page.next_page_number()) if page.has_next() else "",
            links if page.paginator.num_pages > 1 else [],
        )  # fmt: skip
        return pager, self.rows(max(page.start_index() - 1, 0), PAGE)

    def _uncounted(self) -> tuple[tables.Pager, list[Any]]:
        """A page of what is not counted, and its rows; one more is looked for, to know whether another page follows."""
        asked = self.query.get("page", "")
        number = int(asked) if asked.isdecimal() and 0 < len(asked) < LONGEST_NUMBER else 1
        first = (max(number, 1) - 1) * PAGE
        found = self.rows(first, PAGE + 1)
        shown = found[:PAGE]
        pager = tables.Pager(
            first + 1 if shown else 0, first + len(shown), None,
            self._url(page=number - 1) if number > 1 else "", self._url(page=number + 1) if len(found) > PAGE else "",
        )  # fmt: skip
        return pager, shown

    def _url(self, *, keep: Sequence[str] = (), without: str = "", **changes: Any) -> str:
        query = QueryDict(mutable=True)
        for name in self.query:
            wanted = name in keep if keep else name not in (*NOT_KEPT, "export", without)
            if wanted and not name.startswith(f"{without}_" if without else "\x00"):
                query.setlist(name, [value for value in self.query.getlist(name) if value])
        for name, value in changes.items():
            query[name] = str(value)
        return f"{self.listing.url}?{query.urlencode()}" if query else self.listing.url

    def export(self, kind: str) -> HttpResponse:
        """Exactly what is seen, all pages: the same conditions, columns and order."""
        answer = exporting.response(
            kind, self.listing.caption, [str(column.label) for column in self._with_state()], self._plain()
        )
        return cast("HttpResponse", answer)

    def _with_state(self) -> list[Col]:
        state = self.listing.state
        if state is None:
            return self.chosen
        return [
            replace(column, cell=lambda row: state(row).word) if column.key == "state" else column
            for column in self.chosen
        ]

    def _plain(self) -> Iterator[list[Any]]:
        """Row by row, dressed some hundreds at a time: a database takes only so many keys in one question."""
        columns, ordered = self._with_state(), self.ordered()
        keys = list(ordered.values_list("pk", flat=True)[:MOST_EXPORTED])
        for start in range(0, len(keys), DRESSED):
            for row in self._dressed(keys[start : start + DRESSED], ordered):
                yield [_plain(column.cell(row)) for column in columns]


def _plain(value: tables.CellValue) -> Any:
    if isinstance(value, tables.Cell):
        value = value.value
    return str(value.word) if isinstance(value, State) else value


def _shown(form_field: Any, value: Any) -> str:
    choices = dict(list(getattr(form_field, "choices", ()) or ())) if not hasattr(form_field, "queryset") else {}
    if isinstance(value, list | tuple):
        return language.listed(str(choices.get(each, each)) for each in value)
    if isinstance(value, QuerySet):
        return language.listed(str(each) for each in value)
    if isinstance(value, slice):
        return _between(value)
    return str(choices.get(str(value), _("是") if value is True else value))


def _between(span: slice) -> str:
    """A span of days in words; either end may be open. Django hands the ends over as moments."""
    first, last = (f"{end:%Y-%m-%d}" if end else "" for end in (span.start, span.stop))
    if first and last:
        return _("%(first)s 至 %(last)s") % {"first": first, "last": last}
    return _("%s 起") % first if first else _("到 %s") % last
