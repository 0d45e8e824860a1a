"""Today: what is late, what falls due this week, what waits for me, what others owe; beneath, the year."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import Count, Q
from django.db.models.functions import TruncMonth
from django.urls import reverse
from django.utils.translation import gettext as _

from yishi.doors.look.cards import Numbers, Tally, Todo
from yishi.doors.look.states import Kind
from yishi.doors.parts.matter import kind_of, working_days
from yishi.doors.parts.who import Request
from yishi.foundation import clock
from yishi.foundation.clocks.calendars import shown
from yishi.foundation.clocks.models import Clock
from yishi.foundation.facts.models import Fact
from yishi.foundation.law.words import month as month_name
from yishi.foundation.people.models import RoleCode
from yishi.rooms.suggestions import lists
from yishi.rooms.suggestions.models import Handling, Suggestion
from yishi.rooms.suggestions.notices import CLOCKS

S = Suggestion.State
SHOWN = 12


def today(request: Request) -> dict[str, Any]:
    """Everything on the page, in a dozen queries."""
    day = clock.today()
    rows = lists.visible(request.actor)
    counts = rows.aggregate(
        late=Count("pk", filter=lists.late_q(day)),
        soon=Count("pk", filter=lists.soon_q(day)),
        review=Count("pk", filter=Q(matter__state=S.SUBMITTED)),
        assign=Count("pk", filter=Q(matter__state__in=[S.REGISTERED, S.WITH_OFFICE])),
        handling=Count("pk", filter=Q(matter__state=S.ASSIGNED)),
        rating=Count("pk", filter=Q(matter__state=S.ANSWERED)),
        ending=Count("pk", filter=Q(matter__state=S.EVALUATED)),
        closed=Count("pk", filter=Q(matter__state=S.CLOSED)),
    )
    asks = _asks(request)
    return {
        "day": day, "counts": counts, "tallies": _tallies(counts, asks), "todos": _todos(request, day), "others": _owed_by_others(request, day),
        "year": _year(request, day), "chart": _chart(request, day),
    }  # fmt: skip


def _url(view: str) -> str:
    return f"{reverse('desk:suggestions')}?view={view}"


def _state(*states: str) -> str:
    return f"{reverse('desk:suggestions')}?view=all&" + "&".join(f"state={state}" for state in states)


def _asks(request: Request) -> int:
    """Units that wait for a decision: hand-backs and extensions."""
    waiting = Q(matter__state=Handling.State.HAND_BACK_ASKED) | Q(
        asks__decided_on=None, asks__kind="extension", asks__isnull=False
    )
    return (
        lists.handlings(request.actor).filter(waiting).distinct().count() if request.actor.has(RoleCode.OFFICE) else 0
    )


def _tallies(counts: dict[str, int], asks: int) -> list[Tally]:
    found = [
        Tally(_("已超期"), counts["late"], _url("late"), _("件"), Kind.LATE if counts["late"] else ""),
        Tally(_("一周内到期"), counts["soon"], _url("soon"), _("件"), Kind.SOON if counts["soon"] else ""),
        Tally(_("待审查"), counts["review"], _state("submitted"), _("件")),
        Tally(_("待交办"), counts["assign"], _state("registered", "with_office"), _("件")),
        Tally(_("等代表评价"), counts["rating"], _url("answered"), _("件"), Kind.WAITING if counts["rating"] else ""),
        Tally(_("已评价待办结"), counts["ending"], _state("evaluated"), _("件")),
    ]
    if asks:
        found.insert(2, Tally(_("退回、延期待研究"), asks, _url("handling"), _("件"), Kind.SOON))
    return found


def _todos(request: Request, day: dt.date) -> list[Todo]:
    """What this reader himself owes, the latest first."""
    days = shown()
    return [_todo(row, days) for row in lists.owed(request.actor, day)[:SHOWN]]


def _owed_by_others(request: Request, day: dt.date) -> list[Todo]:
    """What units and deputies owe and is late, the longest first."""
    rows = (
        lists.late(request.actor, day)
        .filter(role="")
        .select_related("matter__parent", "unit", "mandate__person")
        .order_by("due_on")
    )
    days = shown()
    return [_todo(row, days) for row in rows[:SHOWN]]


def _todo(row: Clock, days: Any) -> Todo:
    root = row.matter.parent or row.matter
    return Todo(
        title=row.matter.title if row.kind.startswith("promise") else root.title,
        url=reverse("desk:suggestion", args=[root.pk]),
        word=str(CLOCKS.get(row.kind, row.kind)),
        kind=kind_of(row),
        number=root.number,
        who=str(row.unit or row.mandate or ""),
        due=row.due_on,
        working_days=working_days(row, days),
        provisional=row.provisional,
    )


def _year(request: Request, day: dt.date) -> list[tuple[str, int, int]]:
    """Lines of work with what is done of what there is: (words, done, of)."""
    since = dt.date(day.year, 1, 1)
    facts = Fact.objects.filter(organ=request.actor.organ, line="suggestions", day__gte=since)
    found = facts.aggregate(
        submitted=Count("pk", filter=Q(kind="submitted")),
        registered=Count("pk", filter=Q(kind="registered")),
        handed=Count("matter", filter=Q(kind="handed"), distinct=True),
        answered=Count("matter", filter=Q(kind="answered"), distinct=True),
        solved=Count("pk", filter=Q(kind="solved")),
        promised=Count("pk", filter=Q(kind="promised")),
        kept=Count("pk", filter=Q(kind="promise_kept")),
    )
    return [
        (_("登记"), found["registered"], found["submitted"]),
        (_("交办"), found["handed"], found["registered"]),
        (_("答复"), found["answered"], found["handed"]),
        (_("解决"), found["solved"], found["answered"]),
        (_("兑现承诺"), found["kept"], found["promised"]),
    ]


def _chart(request: Request, day: dt.date) -> dict[str, Any]:
    """Suggestions received and answers sent, month by month of this year."""
    facts = Fact.objects.filter(
        organ=request.actor.organ,
        line="suggestions",
        kind__in=["submitted", "answered"],
        day__gte=dt.date(day.year, 1, 1),
    )
    rows = facts.annotate(month=TruncMonth("day")).values("month", "kind").annotate(n=Count("pk")).order_by("month")
    counts = {(row["month"].month, row["kind"]): row["n"] for row in rows}
    months = range(1, day.month + 1)
    got, sent = ([counts.get((month, kind), 0) for month in months] for kind in ("submitted", "answered"))
    names = [month_name(month) for month in months]
    option = {
        "xAxis": {"type": "category", "data": names},
        "yAxis": {"type": "value"},
        "legend": {},
        "series": [{"name": _("收到"), "type": "bar", "data": got}, {"name": _("答复"), "type": "line", "data": sent}],
    }
    sentence = _("今年收到 %(got)d 件，发出答复 %(sent)d 件次。") % {"got": sum(got), "sent": sum(sent)}
    return {
        "option": option,
        "table": Numbers([_("月份"), _("收到"), _("答复")], list(zip(names, got, sent, strict=True))),
        "sentence": sentence,
    }
