"""Today: what is late, what falls due this week, what waits for me, what others owe; beneath, the year."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from typing import Any

from django.db.models import Count, Value
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from yishi.doors.desk import strip
from yishi.doors.look.cards import Numbers, Tally, Todo
from yishi.doors.look.states import Kind
from yishi.doors.parts.matter import kind_of, working_days
from yishi.doors.parts.shell import stands
from yishi.doors.parts.who import Request
from yishi.foundation import clock
from yishi.foundation.clocks.calendars import shown
from yishi.foundation.clocks.models import Clock
from yishi.foundation.facts.models import Fact
from yishi.foundation.law.words import month as month_name
from yishi.foundation.matters.models import Matter
from yishi.foundation.people.models import RoleCode
from yishi.rooms.suggestions import lists
from yishi.rooms.suggestions.models import Ask, Handling, Suggestion
from yishi.rooms.suggestions.notices import CLOCKS
from yishi.rooms.suggestions.standing import Standing

S = Suggestion.State
SHOWN = 8
LINES = (("submitted", False), ("registered", False), ("handed", True), ("answered", True), ("solved", False),
         ("promised", False), ("promise_kept", False))  # fmt: skip
"""Kinds of facts of the year, and whether a suggestion counts once however many units it went to."""
SHARES = (
    (lazy("登记"), "registered", "submitted"), (lazy("交办"), "handed", "registered"), (lazy("答复"), "answered", "handed"),
    (lazy("解决"), "solved", "answered"), (lazy("兑现承诺"), "promise_kept", "promised"),
)  # fmt: skip


def today(request: Request) -> dict[str, Any]:
    """Everything on the page, in a dozen queries."""
    day = clock.today()
    return {
        "day": day, "tallies": _tallies(stands(request), _asks(request)), "todos": _todos(request, day), "others": _owed_by_others(request, day),
        "year": _year(request, day), "chart": _chart(request, day), "ahead": strip.ahead(request, day),
    }  # fmt: skip


def _url(view: str) -> str:
    return f"{reverse('desk:suggestions')}?view={view}"


def _state(*states: str) -> str:
    return f"{reverse('desk:suggestions')}?view=all&" + "&".join(f"state={state}" for state in states)


def _asks(request: Request) -> int:
    """Units that wait for a decision: hand-backs and extensions."""
    if not request.actor.has(RoleCode.OFFICE):
        return 0
    organ = request.actor.organ
    asked = Ask.objects.filter(decided_on=None, kind=Ask.Kind.EXTENSION, handling__matter__organ=organ)
    back = Matter.objects.filter(room="suggestions", kind="handling", state=Handling.State.HAND_BACK_ASKED)
    waiting = back.filter(organ=organ).order_by().values_list("pk").union(asked.order_by().values_list("handling"))
    return waiting.count()


def _tallies(here: Standing, asks: int) -> list[Tally]:
    rating = here.of(S.ANSWERED)
    found = [
        Tally(_("已超期"), here.late, _url("late"), _("件"), Kind.LATE if here.late else ""),
        Tally(_("一周内到期"), here.soon, _url("soon"), _("件"), Kind.SOON if here.soon else ""),
        Tally(_("待审查"), here.of(S.SUBMITTED), _state("submitted"), _("件")),
        Tally(_("待交办"), here.of(S.REGISTERED, S.WITH_OFFICE), _state("registered", "with_office"), _("件")),
        Tally(_("等代表评价"), rating, _url("answered"), _("件"), Kind.WAITING if rating else ""),
        Tally(_("已评价待办结"), here.of(S.EVALUATED), _state("evaluated"), _("件")),
    ]
    if asks:
        found.insert(2, Tally(_("退回、延期"), asks, _url("handling"), _("件"), Kind.SOON))
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


def _year(request: Request, day: dt.date) -> list[tuple[str, int, int, str]]:
    """Lines of work with what is done of what there is, and how it stood a year ago: (words, done, of, trend)."""
    since = dt.date(day.year, 1, 1)
    now, before = _counted(request, (since, day), (since.replace(year=day.year - 1), day - dt.timedelta(days=365)))
    return [(str(words), now[done], now[whole], _trend(now[done], before[done])) for words, done, whole in SHARES]


def _counted(request: Request, *spans: tuple[dt.date, dt.date]) -> list[Counter[str]]:
    """What happened in each span by kind, in one query and from the facts' index alone: one stretch of it a kind."""
    facts = Fact.objects.filter(organ=request.actor.organ, line="suggestions").order_by()
    parts = []
    for at, span in enumerate(spans):
        within = facts.filter(day__range=span).annotate(at=Value(at))
        each = within.filter(kind__in=[kind for kind, once in LINES if not once]).values_list("at", "kind")
        once = within.filter(kind__in=[kind for kind, once in LINES if once]).values_list("at", "kind")
        parts += [each.annotate(n=Count("*")), once.annotate(n=Count("matter", distinct=True))]
    found: list[Counter[str]] = [Counter() for _span in spans]
    for at, kind, n in parts[0].union(*parts[1:], all=True):
        found[at][kind] = n
    return found


def _trend(now: int, before: int) -> str:
    """This year against the same days of the last, where there was a last."""
    if not before:
        return ""
    return _("上年同期 %(before)d，%(change)+d") % {"before": before, "change": now - before}


def _chart(request: Request, day: dt.date) -> dict[str, Any]:
    """Suggestions received and answers sent, month by month of this year."""
    facts = Fact.objects.filter(
        organ=request.actor.organ,
        line="suggestions",
        kind__in=["submitted", "answered"],
        day__gte=dt.date(day.year, 1, 1),
    )
    # Days are put into months here: no database cuts them by an index, and there are fewer than eight hundred.
    counts: Counter[tuple[int, str]] = Counter()
    for kind, on, n in facts.order_by().values_list("kind", "day").annotate(n=Count("*")):
        counts[on.month, kind] += n
    months = range(1, day.month + 1)
    got, sent = ([counts[month, kind] for month in months] for kind in ("submitted", "answered"))
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
