"""The days ahead on Today: what falls due on each, meetings and activities held, days off; each opens to what it tells."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import CharField, Value
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils.translation import gettext as _

from yishi.doors.parts.kept import kept
from yishi.doors.parts.who import Request
from yishi.foundation.clocks.calendars import shown
from yishi.foundation.people.models import Session
from yishi.rooms.activities.lists import planned
from yishi.rooms.suggestions import lists
from yishi.rooms.suggestions.models import Handover
from yishi.rooms.suggestions.standing import due_by_day

DAYS = 14
PAGES = {"handover": "desk:handover", "activity": "desk:activity"}


@dataclass(frozen=True, slots=True)
class Ahead:
    """One day: how many suggestions fall due, what is held, and what it is called if it is no ordinary day."""

    day: dt.date
    free: bool
    today: bool
    note: str
    due: int
    url: str
    held: Sequence[tuple[str, str]]


def ahead(request: Request, today: dt.date) -> list[Ahead]:
    """The coming fortnight, today first; two queries."""
    last = today + dt.timedelta(days=DAYS - 1)
    due, held, calendar = _due(request, today, last), _held(request, today, last), shown()
    found = []
    for at in range(DAYS):
        day = calendar.day(today + dt.timedelta(days=at))
        url = f"{reverse('desk:suggestions')}?view=all&due_after={day.day}&due_before={day.day}"
        note = day.words if day.name else ""
        found.append(Ahead(day.day, not day.working, at == 0, note, due.get(day.day, 0), url, held[day.day]))
    return found


def _due(request: Request, first: dt.date, last: dt.date) -> dict[dt.date, int]:
    actor = request.actor
    if not lists.sees_all(actor):
        return due_by_day(actor, first, last)
    return kept(request, "due by day", first, last, make=lambda: due_by_day(actor, first, last))


def _held(request: Request, first: dt.date, last: dt.date) -> dict[dt.date, list[tuple[str, str]]]:
    """Hand-over meetings and planned activities with their pages, and the first and last day of sessions."""
    organ, span = request.actor.organ, (first, last)
    sessions = Session.objects.filter(term__organ=organ).order_by()
    rows = (
        Handover.objects.filter(organ=organ, day__range=span)
        .order_by()
        .values_list("day", "pk", "title", Value("handover"))
    )
    number = Cast("number", CharField())
    rows = rows.union(
        sessions.filter(opens__range=span).values_list("opens", "pk", number, Value("opens")),
        sessions.filter(closes__range=span).values_list("closes", "pk", number, Value("closes")),
        planned(request.actor, *span)
        .select_related(None)
        .order_by()
        .values_list("day", "pk", "matter__title", Value("activity")),
        all=True,
    )
    found: dict[dt.date, list[tuple[str, str]]] = defaultdict(list)
    words = {"opens": _("第%s次会议开幕"), "closes": _("第%s次会议闭幕")}
    for day, pk, title, kind in rows:
        url = reverse(PAGES[kind], args=[pk]) if kind in PAGES else ""
        found[day].append((title if url else words[kind] % title, url))
    return found
