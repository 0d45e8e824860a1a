"""Today: what is late, what falls due this week, what waits for me, what others owe; beneath, the year."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, DateField, F, QuerySet, Value
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from yishi.doors.desk import strip
from yishi.doors.desk.beginning import first_steps
from yishi.doors.desk.stations.duties import UNRECORDED
from yishi.doors.look.cards import Numbers, Tally, Todo
from yishi.doors.look.states import Kind
from yishi.doors.parts.kept import kept
from yishi.doors.parts.listing import linked
from yishi.doors.parts.matter import kind_of_day, working_days
from yishi.doors.parts.shell import counts, stands
from yishi.doors.parts.voice.columns import TO_SORT
from yishi.doors.parts.voice.standing import standing as messages
from yishi.doors.parts.who import Request
from yishi.foundation import clock
from yishi.foundation.clocks.calendars import shown
from yishi.foundation.clocks.models import Clock
from yishi.foundation.facts.models import Fact
from yishi.foundation.law.calendars import Calendar
from yishi.foundation.law.words import month as month_name
from yishi.foundation.matters.models import Matter
from yishi.foundation.people.models import RoleCode
from yishi.foundation.prepared.select import Prepared
from yishi.rooms.activities.lists import PEOPLE
from yishi.rooms.stations import lists as stations
from yishi.rooms.stations.models import Duty
from yishi.rooms.suggestions import lists
from yishi.rooms.suggestions.models import Ask, Handling, Suggestion
from yishi.rooms.suggestions.notices import CLOCKS
from yishi.rooms.suggestions.standing import Standing
from yishi.rooms.voice import lists as voice
from yishi.rooms.voice.models import Message

S = Suggestion.State
SHOWN = 8
LINES = (("submitted", False), ("registered", False), ("handed", True), ("answered", True), ("solved", False),
         ("promised", False), ("promise_kept", False))  # fmt: skip
"""Kinds of facts of the year, and whether a suggestion counts once however many units it went to."""
CHARTED = ("submitted", "answered")
"""What the chart draws month by month."""
SHARES = (
    (lazy("登记"), "registered", "submitted"), (lazy("交办"), "handed", "registered"), (lazy("答复"), "answered", "handed"),
    (lazy("解决"), "solved", "answered"), (lazy("兑现承诺"), "promise_kept", "promised"),
)  # fmt: skip


def today(request: Request) -> dict[str, Any]:
    """Everything on the page, in a dozen queries."""
    day = clock.today()
    asked = _asks(request, day)
    return {
        "day": day, "tallies": _tallies(stands(request), asked, counts(request).get("reported", 0)),
        "heard": _heard(request), "todos": _todos(request, day),
        "others": _owed_by_others(request, day), "ahead": strip.ahead(request, day),
        "year": _year(request, day), "chart": _chart(request, day), "plans": request.actor.has(*PEOPLE),
        "first_steps": [] if stands(request).states else first_steps(request),
    }  # fmt: skip


def _url(view: str) -> str:
    return f"{reverse('desk:suggestions')}?view={view}"


def _state(*states: str) -> str:
    return f"{reverse('desk:suggestions')}?view=all&" + "&".join(f"state={state}" for state in states)


@dataclass(frozen=True)
class Asked:
    """What waits for the office beside suggestions: units that ask for a decision (hand-backs and extensions), and turns at
    stations that passed and of which nobody said whether they were kept."""

    units: int = 0
    duties: int = 0


def _asks(request: Request, day: dt.date) -> Asked:
    if not request.actor.has(RoleCode.OFFICE):
        return Asked()
    organ = request.actor.organ.pk
    found = kept(request, "asked", day, make=lambda: tuple(_ASKING(organ, today=day)))
    units = {number for what, number in found if what == "unit"}
    return Asked(len(units), sum(number for what, number in found if what == "duty"))


def _asking(organ: int, today: dt.date) -> QuerySet[Any, Any]:
    """Parts on which something is asked and not decided, a part may ask for both; and how many turns passed unnoted."""
    back = Matter.objects.filter(organ=organ, room="suggestions", kind="handling", state=Handling.State.HAND_BACK_ASKED)
    asked = Ask.objects.filter(decided_on=None, kind=Ask.Kind.EXTENSION, handling__matter__organ=organ)
    turns = Duty.objects.filter(stations.unrecorded(today), matter__organ=organ)
    rows = turns.order_by().annotate(what=Value("duty")).values("what").annotate(n=Count("*")).values_list("what", "n")
    return rows.union(
        back.order_by().values_list(Value("unit"), "pk"),
        asked.order_by().values_list(Value("unit"), "handling"),
        all=True,
    )


_ASKING = Prepared(_asking)


def _tallies(here: Standing, asked: Asked, reports: int) -> list[Tally]:
    rating = here.of(S.ANSWERED)
    found = [
        Tally(_("已超期"), here.late, _url("late"), "pieces", Kind.LATE if here.late else ""),
        Tally(_("一周内到期"), here.soon, _url("soon"), "pieces", Kind.SOON if here.soon else ""),
        Tally(_("待审查"), here.of(S.SUBMITTED), _state("submitted"), "pieces"),
        Tally(_("待交办"), here.of(S.REGISTERED, S.WITH_OFFICE), _state("registered", "with_office"), "pieces"),
        Tally(_("等评价"), rating, _url("answered"), "pieces", Kind.WAITING if rating else ""),
        Tally(_("已评价待办结"), here.of(S.EVALUATED), _state("evaluated"), "pieces"),
    ]
    if reports:
        found.append(
            Tally(_("活动待确认"), reports, f"{reverse('desk:activities')}?view=reported", "times", Kind.WAITING)
        )
    if asked.duties:
        url = f"{reverse('desk:stations_duties')}?view={UNRECORDED}"
        found.append(Tally(_("值班待登记"), asked.duties, url, "times", Kind.LATE))
    if asked.units:
        found.insert(2, Tally(_("退回、延期"), asked.units, _url("handling"), "pieces", Kind.SOON))
    return found


def _heard(request: Request) -> list[Tally]:
    """What residents said and waits for the office; nothing for those who do not read it, or while nobody said anything."""
    if not request.actor.has(*voice.ALL_SEEING):
        return []
    here, url = messages(request), reverse("desk:messages")
    if not here.counts:
        return []
    found = [
        Tally(_("待分办"), here.of(*TO_SORT), f"{url}?view=sort", "rows", Kind.SOON if here.of(*TO_SORT) else ""),
        Tally(_("待核实、待办结"), here.of(Message.State.ANSWERED), f"{url}?view=answered", "rows"),
        Tally(_("已超期"), here.late, f"{url}?view=late", "rows", Kind.LATE if here.late else ""),
    ]
    held = here.of(Message.State.CHECKING)
    if held and request.actor.has(RoleCode.OFFICE):
        found.insert(0, Tally(_("待审核"), held, f"{url}?view=checking", "rows", Kind.SOON))
    return found


FIELDS = (
    "kind", "due_on", "provisional", "root", "root__title", "root__number", "matter__title", "unit__short", "unit__name",
    "mandate__person__name",
)  # fmt: skip


def _todos(request: Request, day: dt.date) -> list[Todo]:
    """What this reader himself owes, the latest first."""
    return _said(lists.owed(request.actor, day).values_list(*FIELDS)[:SHOWN])


def _owed_by_others(request: Request, day: dt.date) -> list[Todo]:
    """What units and deputies owe and is late, the longest first."""
    if request.actor.has(*lists.ALL_SEEING):
        return _said(_LATE(request.actor.organ.pk, today=day))
    return _said(_longest(lists.late(request.actor, day)))


def _longest(rows: QuerySet[Clock]) -> QuerySet[Any, Any]:
    return rows.filter(role="").order_by("due_on").values_list(*FIELDS)[:SHOWN]


_LATE = Prepared(lambda organ, today: _longest(lists.late_of(organ, today)))


def _said(rows: Iterable[tuple[Any, ...]]) -> list[Todo]:
    days, at = shown(), linked("desk:suggestion")
    return [_todo(days, at, *row) for row in rows]


def _todo(days: Calendar, at: Callable[[int], str], kind: str, due: dt.date, provisional: bool, root: int, title: str, number: str,
          own: str, short: str | None, unit: str | None, person: str | None) -> Todo:  # fmt: skip
    """`own` is the title of the part or promise that the clock is on."""
    return Todo(
        title=own if kind.startswith("promise") else title, url=at(root), word=str(CLOCKS.get(kind, kind)), kind=kind_of_day(due),
        number=number, who=short or unit or person or "", due=due, working_days=working_days(due, days), provisional=provisional,
    )  # fmt: skip


Spans = tuple[tuple[dt.date, dt.date], ...]


def _spans(day: dt.date) -> Spans:
    """This year so far, and the same days of the last."""
    since = dt.date(day.year, 1, 1)
    return (since, day), (since.replace(year=day.year - 1), day - dt.timedelta(days=365))


def _year(request: Request, day: dt.date) -> list[tuple[str, int, int, str]]:
    """Lines of work with what is done of what there is, and how it stood a year ago: (words, done, of, trend)."""
    now, before = _counted(request, _spans(day))
    return [(str(words), now[done], now[whole], _trend(now[done], before[done])) for words, done, whole in SHARES]


def _counted(request: Request, spans: Spans) -> list[Counter[str]]:
    """What happened in each span by kind."""
    found: list[Counter[str]] = [Counter() for _span in spans]
    for at, kind, day, n in _of_year(request, spans):
        if day is None:
            found[at][kind] = n
    return found


def _of_year(request: Request, spans: Spans) -> list[tuple[int, str, dt.date | None, int]]:
    """What happened in each span by kind, and day by day since the first began; in one query."""
    organ = request.actor.organ.pk
    return kept(request, "happened", spans, make=lambda: _HAPPENED(organ, spans=spans))


def _happened(organ: int, spans: Spans) -> QuerySet[Any, Any]:
    """From the facts' index alone: one stretch of it a kind."""
    facts = Fact.objects.filter(organ=organ, line="suggestions").order_by()
    parts = []
    for at, span in enumerate(spans):
        within = facts.filter(day__range=span).annotate(at=Value(at), on=Cast(Value(None), DateField()))
        each = within.filter(kind__in=[kind for kind, once in LINES if not once]).values_list("at", "kind", "on")
        once = within.filter(kind__in=[kind for kind, once in LINES if once]).values_list("at", "kind", "on")
        parts += [each.annotate(n=Count("*")), once.annotate(n=Count("matter", distinct=True))]
    # Days are put into months afterwards: no database cuts them by an index, and there are fewer than eight hundred.
    charted = facts.filter(kind__in=CHARTED, day__gte=spans[0][0]).annotate(at=Value(0), on=F("day"))
    return charted.values_list("at", "kind", "on").annotate(n=Count("*")).union(*parts, all=True)


_HAPPENED = Prepared(_happened)


def _trend(now: int, before: int) -> str:
    """This year against the same days of the last, where there was a last."""
    if not before:
        return ""
    return _("上年同期 %(before)d，%(change)+d") % {"before": before, "change": now - before}


def _chart(request: Request, day: dt.date) -> dict[str, Any]:
    """Suggestions received and answers sent, month by month of this year."""
    counts: Counter[tuple[int, str]] = Counter()
    for _at, kind, on, n in _of_year(request, _spans(day)):
        if on is None:
            continue
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
