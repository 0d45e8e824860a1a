"""The unit's home: what we owe by due day with the class of trouble, what others owe us, the promises that fall due."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from typing import Any

from django.db.models import Count, Prefetch, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from yishi.doors.look.cards import Tally, Todo
from yishi.doors.look.states import Kind
from yishi.doors.parts.matter import kind_of, working_days
from yishi.doors.parts.who import Request
from yishi.doors.unit import messages, trouble
from yishi.doors.unit.trouble import OPEN, Reader, Trouble
from yishi.foundation import clock, language
from yishi.foundation.clocks.calendars import calendar
from yishi.foundation.clocks.models import Clock
from yishi.foundation.clocks.overdue import RUNNING
from yishi.foundation.facts.models import Fact
from yishi.rooms.suggestions import lists
from yishi.rooms.suggestions.models import Handling, Promise

MOST = 300
"""Parts of one unit that a home page looks at; far above what any unit has in hand at once."""
OWN_CLOCKS = Clock.objects.filter(RUNNING, unit__isnull=False)
"""What units owe; the deputy's clock for evaluating an answer hangs on the same part."""
AHEAD = dt.timedelta(days=60)
SHOWN = 30


def ours(request: Request) -> QuerySet[Handling]:
    """The parts of the reader's own units."""
    return lists.handlings(request.actor).filter(unit__in=Reader.of(request.actor).units)


def our_promises(request: Request) -> QuerySet[Promise]:
    """What the reader's units promised."""
    return lists.promises(request.actor).filter(handling__unit__in=Reader.of(request.actor).units)


def parts(request: Request) -> list[Handling]:
    """Open parts with all that `trouble.of` and the page ask of them, in a fixed number of queries."""
    beside = Handling.objects.select_related("matter", "unit")
    rows = (
        ours(request)
        .filter(matter__state__in=OPEN, superseded=False)
        .select_related("matter", "unit", "suggestion__matter", "suggestion__lead__person", "suggestion__grouping")
        .prefetch_related(
            "talks", "opinions", "asks", "replies", Prefetch("matter__clocks", OWN_CLOCKS),
            Prefetch("suggestion__handlings", beside),
        )
        .order_by("-pk")
    )  # fmt: skip
    return list(rows[:MOST])


def first_clock(rows: Iterable[Clock]) -> Clock | None:
    """The one that is due first."""
    return min(rows, key=lambda row: (row.due_on, row.pk), default=None)


def mark(row: Clock | None, *, mine: bool) -> Kind:
    """Late is late, whoever has to move; else what waits for others is waiting."""
    if row is not None and kind_of(row) is Kind.LATE:
        return Kind.LATE
    if not mine:
        return Kind.WAITING
    return kind_of(row) if row is not None else Kind.SOON


def home(request: Request) -> dict[str, Any]:
    """Everything on the page."""
    reader, days = Reader.of(request.actor), calendar()
    found = [(h, trouble.of(h, reader)) for h in parts(request)]
    parts_owed = (_part(h, t, days, reader) for h, t in found if t.mine)
    todos = sorted([*parts_owed, *messages.todos(request.actor, days)], key=_by_due)
    waiting = sorted((_part(h, t, days, reader) for h, t in found if not t.mine), key=_by_due)
    promises = sorted(_promises(request, reader, days), key=_by_due)
    return {
        "day": clock.today(), "todos": todos[:SHOWN], "more": max(0, len(todos) - SHOWN), "waiting": waiting[:SHOWN],
        "promises": promises[:SHOWN], "tallies": _tallies(found, todos), "year": _year(request, reader),
        "heads": bool(reader.head), "units": _names(request, reader),
    }  # fmt: skip


def _by_due(item: Todo) -> tuple[bool, dt.date]:
    return item.due is None, item.due or dt.date.max


def _names(request: Request, reader: Reader) -> str:
    return language.listed(request.actor.organ.units.filter(pk__in=reader.units).values_list("name", flat=True))


def _part(h: Handling, t: Trouble, days: Any, reader: Reader) -> Todo:
    row = first_clock(h.matter.clocks.all())
    own = h.get_part_display() if len(reader.units) < 2 else f"{h.unit} · {h.get_part_display()}"
    who = [own, str(h.suggestion.grouping or h.suggestion.lead or "")]
    who += [_("等：%s") % t.who] if t.who and not t.mine else []
    who += [_("已申请延期")] if trouble.longer_asked(h) else []
    who += [_("重点督办")] if h.suggestion.key_on else []
    return Todo(
        title=h.matter.title, url=where(h, t), word=t.word, kind=mark(row, mine=t.mine), number=h.suggestion.matter.number,
        who=" · ".join(filter(None, who)), due=row.due_on if row else None, working_days=working_days(row.due_on, days) if row else None,
        provisional=bool(row and row.provisional), action=t.action if t.mine else "",
    )  # fmt: skip


def where(h: Handling, t: Trouble) -> str:
    """Where the trouble is mended: the step's own page, or the suggestion where one reads first."""
    if not t.mine or t.step in ("", "receive"):
        return reverse("unit:suggestion", args=[h.suggestion_id])
    return reverse("unit:step", args=["handling", h.pk, t.step])


def _promises(request: Request, reader: Reader, days: Any) -> list[Todo]:
    """Promises of which something falls due within two months, or did."""
    rows = our_promises(request).filter(matter__state=Promise.State.OPEN)
    rows = rows.select_related("matter", "handling__unit", "suggestion__matter").order_by("due_on", "pk")
    found = rows.prefetch_related(Prefetch("matter__clocks", OWN_CLOCKS))[:MOST]
    pairs = [(p, first_clock(p.matter.clocks.all())) for p in found]
    last = clock.today() + AHEAD
    return [_promise(p, row, reader, days) for p, row in pairs if row is not None and row.due_on <= last]


def _promise(p: Promise, row: Clock, reader: Reader, days: Any) -> Todo:
    t = trouble.of_promise(p, row, reader)
    page = reverse("unit:suggestion", args=[p.suggestion_id])
    step = reverse("unit:step", args=["promise", p.pk, t.step])
    return Todo(
        title=p.matter.title, url=step if t.mine else page, word=t.word, kind=mark(row, mine=t.mine), number=p.suggestion.matter.number,
        who=p.suggestion.matter.title, due=row.due_on, working_days=working_days(row.due_on, days), provisional=row.provisional,
        action=t.action if t.mine else "",
    )  # fmt: skip


def _tallies(found: list[tuple[Handling, Trouble]], todos: list[Todo]) -> list[Tally]:
    counts = Counter(t.key for _h, t in found)
    late = sum(
        first is not None and kind_of(first) is Kind.LATE
        for first in (first_clock(h.matter.clocks.all()) for h, _t in found)
    )
    url = reverse("unit:suggestions")
    made = [Tally(_("已超期"), late, f"{url}?view=late", "pieces", Kind.LATE if late else "")]
    words = {
        "new": _("待签收"),
        "contact": _("待联系"),
        "opinion": _("待报会办意见"),
        "sign": _("待签发"),
        "send": _("待发出"),
    }
    made += [Tally(words[key], counts[key], f"{url}?view={key}", "pieces") for key in ("new", "contact", "opinion")]
    made.append(Tally(_("待拟答复"), counts["draft"] + counts["redraft"] + counts["co"], f"{url}?view=draft", "pieces"))
    return made + [Tally(words[key], counts[key], f"{url}?view={key}", "pieces") for key in ("sign", "send")]


def _year(request: Request, reader: Reader) -> list[tuple[str, int, int]]:
    """This year's part of the work, from its facts: (words, done, of)."""
    since = dt.date(clock.today().year, 1, 1)
    facts = Fact.objects.filter(organ=request.actor.organ, line="suggestions", unit__in=reader.units, day__gte=since)
    late = Q(kind="answered", tags__tag="late")
    found = facts.aggregate(
        handed=Count("pk", filter=Q(kind="handed") & ~Q(outcome=Handling.Part.CO), distinct=True),
        answered=Count("pk", filter=Q(kind="answered"), distinct=True),
        late=Count("pk", filter=late, distinct=True),
        promised=Count("pk", filter=Q(kind="promised"), distinct=True),
        kept=Count("pk", filter=Q(kind="promise_kept"), distinct=True),
    )
    return [
        (_("已答复"), found["answered"], found["handed"]),
        (_("按期答复"), found["answered"] - found["late"], found["answered"]),
        (_("兑现承诺"), found["kept"], found["promised"]),
    ]
