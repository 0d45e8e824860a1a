"""What residents said and the unit has in hand: its list, one message, the answer beside it."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from yishi.doors.desk.views import listed
from yishi.doors.look.cards import Todo
from yishi.doors.look.states import Kind
from yishi.doors.look.tables import Empty
from yishi.doors.parts.listing import Listing, linked
from yishi.doors.parts.matter import kind_of_day, working_days
from yishi.doors.parts.taking import Dress
from yishi.doors.parts.voice.columns import columns, short, tabs
from yishi.doors.parts.voice.lines import lines, state_of
from yishi.doors.parts.voice.page import page_of
from yishi.doors.parts.who import UNIT, Request, door
from yishi.doors.unit.trouble import Reader
from yishi.foundation import clock
from yishi.foundation.clocks.models import Clock
from yishi.foundation.clocks.overdue import RUNNING, overdue
from yishi.foundation.law.calendars import Calendar
from yishi.foundation.people.actors import Actor
from yishi.readings.search.find import Search
from yishi.rooms.voice import lists
from yishi.rooms.voice.models import Assignment, Message

unit = door(*UNIT)
S = Message.State
MOST = 300
SHOWN = ("title", "state", "arrived", "topic", "where", "due", "number", "outcome", "answered")


def ours(actor: Actor) -> QuerySet[Message]:
    """What was ever handed to the reader's units."""
    mine = Assignment.objects.filter(unit__in=Reader.of(actor).units)
    return lists.visible(actor).filter(pk__in=mine.values("message"))


def in_hand(actor: Actor) -> QuerySet[Message]:
    """What they have to answer."""
    return Message.objects.filter(matter__organ=actor.organ, unit__in=Reader.of(actor).units, matter__state=S.ASSIGNED)


def counts(actor: Actor, today: dt.date) -> dict[str, int]:
    """How many they have in hand, and how many of those are late; one query."""
    late = Clock.objects.filter(overdue(today), room="voice", unit__in=Reader.of(actor).units)
    return in_hand(actor).aggregate(open=Count("pk"), late=Count("pk", filter=Q(pk__in=late.values("root"))))


def todos(actor: Actor, days: Calendar) -> list[Todo]:
    """What they have to answer, as lines of the unit's home; one query."""
    running = Clock.objects.filter(RUNNING, root=OuterRef("pk")).order_by("due_on")
    rows = in_hand(actor).annotate(due=Subquery(running.values("due_on")[:1])).order_by("due", "pk")
    found = rows.values_list("pk", "matter__number", "matter__title", "place", "area", "urgent", "due")[:MOST]
    at = linked("unit:message")
    return [_todo(days, at(pk), *row) for pk, *row in found]


def _todo(
    days: Calendar, url: str, number: str, title: str, place: str, area: str, urgent: bool, due: dt.date | None
) -> Todo:
    who = " · ".join(filter(None, (_("急件") if urgent else "", area, short(place))))
    mark = kind_of_day(due) if due else Kind.SOON
    return Todo(
        title=title, url=url, word=_("答复群众意见"), kind=mark, number=number, who=who, due=due,
        working_days=working_days(due, days) if due else None, action=_("答复"),
    )  # fmt: skip


def listing(request: Request) -> Listing:
    """The list."""
    at = linked("unit:message")
    return Listing(
        id="messages", caption=_("群众意见"), url=reverse("unit:messages"), rows=ours(request.actor), columns=columns(*SHOWN),
        empty=Empty(_("还没有交来的群众意见"), _("交给本单位办理的群众意见，会按到期先后列在这里。")), link=lambda line: at(line.pk), state=state_of,
        tabs=tabs(clock.today(), "hand", "late", "answered", "solved", "all"), search=Search, find_in=_("标题、内容、编号、地点"), order="arrived",
        lines=lines, counted="rows",
    )  # fmt: skip


@unit
@require_GET
def messages(request: Request) -> HttpResponse:
    """Everything handed to us."""
    return listed(request, listing(request), "unit/list.html")


@unit
@require_GET
def message(request: Request, pk: int) -> HttpResponse:
    """One of them."""
    return render(request, "unit/message.html", {"page": page_of(request, pk)})


def dress(request: Request, pk: int) -> Dress:
    """The answer is written with the message beside it."""

    def more(scope: Any) -> dict[str, Any]:
        return {"page": page_of(request, pk)}

    return Dress("unit/answer_message.html", more)
