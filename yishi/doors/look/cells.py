"""How days and the cells of a list become HTML. Everything that is text is escaped."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal
from functools import cache

from django.contrib.humanize.templatetags.humanize import intcomma
from django.template.loader import render_to_string
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from yishi.doors.look import wording
from yishi.doors.look.states import Kind, State
from yishi.doors.look.tables import Cell, Column, Row

LONG = 10
"""Characters from which the text of a cell may wrap."""


def day(moment: dt.date, *, provisional: bool = False, weekday: bool = True) -> SafeString:
    """A day as `<time>`; a provisional one says so, and why, wherever it is shown."""
    words = wording.day_words(moment, weekday=weekday)
    shown = format_html('<time class="day" datetime="{}">{}</time>', moment.isoformat(), words)
    if not provisional:
        return shown
    why = _("当年放假安排还没有公布，公布后会重新推算并留下记录")
    return format_html('{} <span class="provisional" title="{}">{}</span>', shown, why, _("暂定"))


def state(made: State) -> SafeString:
    """Word, shape and colour together."""
    kind = Kind(made.kind).value
    return format_html('<span class="state state-{}">{}{}</span>', kind, _shape(kind), made.word)


@cache
def _shape(kind: str) -> SafeString:
    """The picture of a kind, drawn once: a list shows it in every row."""
    return mark_safe(render_to_string("look/parts/shape.html", {"kind": kind}).strip())  # ours, with nothing put in


def cells(columns: Iterable[Column], row: Row) -> SafeString:
    """All cells of a row. Not a template: three hundred of them on a page took it as long as everything else."""
    return format_html_join(
        "\n",
        '<td role="cell" data-label="{}" class="{}">{}</td>',
        ((column.label, _class(column), draw(row, column)) for column in columns),
    )


def _class(column: Column) -> str:
    kinds = ("numeric", column.numeric), ("primary", column.primary), ("state-cell", column.key == "state")
    return " ".join(name for name, is_so in kinds if is_so)


def draw(row: Row, column: Column) -> SafeString:
    """One cell: the row's state in the column "state", the row's link in the primary column."""
    value = row.state if column.key == "state" else row.cells.get(column.key)
    made = value if isinstance(value, Cell) else Cell(value)
    body = _value(made)
    if url := made.url or (row.url if column.primary else ""):
        body = format_html('<a href="{}">{}</a>', url, body)
    wide = "note note-long" if len(made.note) > LONG else "note"
    note = format_html('<span class="{}">{}</span>', wide, made.note) if made.note else ""
    long = isinstance(made.value, str) and len(made.value) > LONG
    return format_html('<div class="{}">{}{}</div>', "cell cell-long" if long else "cell", body, note)


def _value(made: Cell) -> SafeString:
    value = made.value
    if isinstance(value, State):
        return state(value)
    if isinstance(value, dt.date):
        return day(value, provisional=made.provisional)
    if isinstance(value, int | Decimal):
        return format_html("{}", intcomma(value))
    return format_html("{}", "—" if value in (None, "") else value)
