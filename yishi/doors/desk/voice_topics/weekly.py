"""每周社情: one week at a glance, which messages are told, and the bulletin as a Word file."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from yishi.doors.desk.voice_topics.access import edit, named
from yishi.doors.look.cards import Tally
from yishi.doors.parts.exporting import saved
from yishi.doors.parts.who import Request
from yishi.foundation import clock
from yishi.foundation.loops.refusals import Refused
from yishi.foundation.papers import PaperRefused
from yishi.readings.topics import weekly
from yishi.readings.topics.bulletin import MASTHEAD, bulletin
from yishi.readings.topics.weekly import Week, monday_of, week

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
WEEK = dt.timedelta(days=7)
FIRST, LAST = dt.date(2000, 1, 3), dt.date(2100, 12, 27)


def asked(request: Request) -> dt.date:
    """The Monday of the week asked for; the last full week where none is."""
    try:
        day = dt.date.fromisoformat(request.GET.get("week", ""))
    except ValueError:
        day = clock.today() - WEEK
    return monday_of(min(max(day, FIRST), LAST))


def picked(request: Request) -> list[int] | None:
    """Messages chosen; None where nobody has chosen yet."""
    if "chosen" not in request.GET:
        return None
    return [int(key) for key in request.GET.getlist("item") if key.isdecimal() and len(key) < 19]


@edit
@require_GET
def home(request: Request) -> HttpResponse:
    """The week, as it will be printed."""
    monday = asked(request)
    found = week(request.actor.organ, monday)
    told = {item.key for item in weekly.chosen(found, picked(request))}
    named(request.actor, [one.topic for one in found.grown])
    context: dict[str, Any] = {
        "week": found, "told": told, "before": monday - WEEK, "after": monday + WEEK if monday + WEEK <= clock.today() else None,
        "tallies": _tallies(found), "shares": [(_("按类别"), found.by_class), (_("按镇街（片区）"), found.by_area)],
    }  # fmt: skip
    return render(request, "desk/voice_topics/weekly.html", context)


def _tallies(found: Week) -> list[Tally]:
    return [
        Tally(_("本周收到"), found.received, unit=_("条")),
        Tally(_("本周答复"), found.answered, unit=_("件")),
        Tally(_("确认解决"), found.solved, unit=_("件")),
        Tally(_("超期未办"), found.late, unit=_("件"), kind="late" if found.late else ""),
    ]


@edit
@require_GET
def paper(request: Request) -> HttpResponse:
    """The bulletin as a Word file."""
    found = week(request.actor.organ, asked(request))
    try:
        made = bulletin(request.actor.organ, found, weekly.chosen(found, picked(request)), clock.today())
    except PaperRefused as refused:
        raise Refused(str(refused)) from refused
    return saved(HttpResponse(made, content_type=WORD), f"{MASTHEAD}{found.monday:%Y%m%d}.docx")
