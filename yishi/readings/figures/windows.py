"""From the name of a window to its days.

| window | days |
| --- | --- |
| asked | as the reader asks |
| year | the calendar year of the last day asked |
| last_year | the calendar year before |
| term | the term (届) in force on the last day asked, up to that day or the term's end |
| since_change_of_term | from the last change of term (换届) up to the last day asked |
| asof | everything up to the last day asked |
| plan | the year of the last day asked; its numbers come from the plan and not from facts |

A working body (街道、开发区) has no terms of its own and goes by those of the nearest organ above it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from yishi.foundation.people.models import Organ, Session, Term
from yishi.readings.figures.expression import Window

EVER = dt.date.min
"""The first day of a window that has no beginning."""


class NoWindow(ValueError):
    """The window has no days here; the message says what is missing."""


@dataclass(frozen=True, order=True)
class Span:
    """Days from `since` to `until`, both included."""

    since: dt.date
    until: dt.date

    def before(self, years: int = 1) -> Span:
        """The same days so many years earlier; 29 February becomes the 28th where there is none."""
        return Span(_earlier(self.since, years), _earlier(self.until, years))


def of_year(year: int) -> Span:
    """A calendar year."""
    return Span(dt.date(year, 1, 1), dt.date(year, 12, 31))


def resolve(window: Window, asked: Span, organ: Organ) -> Span:
    """The days that a window means. Raises `NoWindow` with a sentence where no term covers the day."""
    match window.name:
        case "":
            return Span(window.since or EVER, window.until or asked.until)
        case "asked":
            return asked
        case "year" | "plan":
            return of_year(asked.until.year)
        case "last_year":
            return of_year(asked.until.year - 1)
        case "asof":
            return Span(EVER, asked.until)
        case name:
            return _term(name, asked, organ)


def session(number: int, asked: Span, organ: Organ, back: int = 0) -> Span:
    """The days on which a session (次会议) of the term sits; `back` sessions earlier where a figure asks for change.

    Raises `NoWindow` where the term has none of that number."""
    terms = terms_of(organ)
    term = _in_force(terms, asked.until)
    found = term and Session.objects.filter(term=term, number=number - back).first()
    if not found:
        raise NoWindow(_("本届没有登记第%(number)d次会议。") % {"number": number - back})
    return Span(found.opens, found.closes)


def terms_of(organ: Organ) -> Sequence[Term]:
    """The organ's terms, latest first; a working body's are those of the nearest organ above that has any."""
    above = organ.path.strip("/").split("/")
    rows = list(Term.objects.filter(organ__code__in=above).select_related("organ").order_by("-began"))
    for code in reversed(above):
        if mine := [row for row in rows if row.organ.code == code]:
            return mine
    return []


def _term(name: str, asked: Span, organ: Organ) -> Span:
    found = _in_force(terms_of(organ), asked.until)
    if found is None:
        raise NoWindow(_("%(day)s 之前没有登记届次，不能按届统计。") % {"day": asked.until})
    ended = found.ended if name == "term" else None
    return Span(found.began, min(asked.until, ended or asked.until))


def _in_force(terms: Sequence[Term], day: dt.date) -> Term | None:
    return next((term for term in terms if term.began <= day), None)


def _earlier(day: dt.date, years: int) -> dt.date:
    if day.year <= years:
        return EVER
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)
