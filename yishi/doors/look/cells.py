"""How days and the cells of a list become HTML. Everything that is text is escaped."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from functools import cache
from html import escape

from django.contrib.humanize.templatetags.humanize import intcomma
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from yishi.doors.look import wording
from yishi.doors.look.states import Kind, State
from yishi.doors.look.tables import Cell, Column, Row, Table

LONG = 10
"""Characters from which the text of a cell may wrap."""


def day(moment: dt.date, *, provisional: bool = False, weekday: bool = True) -> SafeString:
    """A day as `<time>`; a provisional one says so, and why, wherever it is shown."""
    words = _text(wording.day_words(moment, weekday=weekday))
    shown = f'<time class="day" datetime="{moment.isoformat()}">{words}</time>'
    if provisional:
        word, why = _text(_("暂定")), _text(_("当年放假安排还没有公布，公布后会重新推算并留下记录"))
        shown += f' <span class="provisional" title="{why}">{word}</span>'
    return mark_safe(shown)


def state(made: State) -> SafeString:
    """Word, shape and colour together."""
    kind = Kind(made.kind).value
    return mark_safe(f'<span class="state state-{kind}">{_shape(kind)}{_text(made.word)}</span>')


@cache
def _shape(kind: str) -> SafeString:
    """The picture of a kind, drawn once: a list shows it in every row."""
    return mark_safe(render_to_string("look/parts/shape.html", {"kind": kind}).strip())  # ours, with nothing put in


def rows(table: Table) -> SafeString:
    """The body of a list, row by row. Not a template: three hundred cells took it as long as all else on the page, and
    so everything here is plain text, escaped once."""
    heads = [(_head(column), column) for column in table.shown]
    pick = _pick(table)
    found = []
    for row in table.rows:
        kind = f' class="row-{row.state.kind}"' if row.state else ""
        cells = "\n".join(f"{head}{draw(row, column)}</td>" for head, column in heads)
        found.append(f'<tr role="row" data-row{kind}>{pick(row) if pick else ""}{cells}</tr>')
    return mark_safe("".join(found))


def _head(column: Column) -> str:
    kinds = ("numeric", column.numeric), ("primary", column.primary), ("state-cell", column.key == "state")
    names = " ".join(name for name, is_so in kinds if is_so)
    return f'<td role="cell" data-label="{_text(column.label)}" class="{names}">'


def _pick(table: Table) -> Callable[[Row], str] | None:
    """The box by which a row is chosen, where the list offers something to do with several."""
    if not table.bulk:
        return None
    words = _("选中 %(label)s")
    start = '<td role="cell" class="pick"><input class="form-check-input" type="checkbox" name="row" value="'
    middle = f'" form="bulk-{_text(table.id)}" data-pick aria-label="'
    return lambda row: f'{start}{_text(row.id)}{middle}{_text(words % {"label": row.label or row.id})}"></td>'


def draw(row: Row, column: Column) -> str:
    """One cell: the row's state in the column "state", the row's link in the primary column."""
    value = row.state if column.key == "state" else row.cells.get(column.key)
    made = value if isinstance(value, Cell) else Cell(value)
    body = _value(made)
    if url := made.url or (row.url if column.primary else ""):
        body = f'<a href="{_text(url)}">{body}</a>'
    if made.note:
        wide = "note note-long" if len(made.note) > LONG else "note"
        body += f'<span class="{wide}">{_text(made.note)}</span>'
    long = isinstance(made.value, str) and len(made.value) > LONG
    return f'<div class="{"cell cell-long" if long else "cell"}">{body}</div>'


def _value(made: Cell) -> str:
    value = made.value
    if isinstance(value, str):
        return _text(value) if value else "—"
    if value is None:
        return "—"
    if isinstance(value, State):
        return state(value)
    if isinstance(value, dt.date):
        return day(value, provisional=made.provisional)
    return _text(intcomma(value) if isinstance(value, int | Decimal) else value)


def _text(value: object) -> str:
    """Text for between and inside tags; what is marked as HTML stays as it is."""
    return value if isinstance(value, SafeString) else escape(str(value))
