"""How many stand where, for the head of every page of the office: narrow indexes are read and no suggestion."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, IntegerField, Q, QuerySet, Value

from yishi.foundation.clocks.models import Clock
from yishi.foundation.clocks.overdue import RUNNING, overdue
from yishi.foundation.facts.models import Fact
from yishi.foundation.matters.models import Matter
from yishi.foundation.people.actors import Actor
from yishi.foundation.prepared.select import Prepared
from yishi.rooms.suggestions import lists
from yishi.rooms.suggestions.models import Suggestion

S = Suggestion.State
LATE, SOON, KEY = "*late", "*soon", "*key"
"""Names beside those of states; no state begins with a star."""
OPEN = (S.SUBMITTED, S.REGISTERED, S.WITH_OFFICE, S.ASSIGNED, S.ANSWERED, S.EVALUATED)
"""States of what is still being worked on: few, however many years lie in the tables."""


@dataclass(frozen=True)
class Standing:
    """Suggestions that a reader may see: by state, with something overdue, with something due within a week, key ones.

    Of states that have ended, and of key ones, it knows only if it was asked for the whole."""

    states: Counter[str] = field(default_factory=Counter)
    late: int = 0
    soon: int = 0
    key: int = 0

    @property
    def all(self) -> int:
        """Every one, where the whole is known."""
        return self.states.total()

    def of(self, *states: str) -> int:
        """Those in any of these states."""
        return sum(self.states[state] for state in states)


def standing(actor: Actor, today: dt.date, *, whole: bool = False) -> Standing:
    """One query. What it counts is what `lists.visible` lists; a test holds them equal for every role."""
    if lists.sees_all(actor):
        rows: Iterable[tuple[str, int]] = _OF_ORGAN(actor.organ.pk, today=today, whole=whole)
    else:
        rows = _of_rows(lists.visible(actor), today, whole)
    found = dict(rows)
    late, soon, key = (found.pop(name, 0) for name in (LATE, SOON, KEY))
    return Standing(Counter(found), late, soon, key)


def _of_organ(organ: int, today: dt.date, whole: bool) -> QuerySet[Any, Any]:
    """From the indexes of matters, clocks and facts. States are named one by one, so that the index by state is taken."""
    named = [state for state in S if state != S.DRAFT] if whole else OPEN
    states = _matters(organ, named).order_by().values_list("state").annotate(n=Count("*"))
    clocks = _clocks(organ)
    parts = [_on(LATE, clocks.filter(overdue(today))), _on(SOON, clocks.filter(_soon(today)))]
    if whole:
        parts.append(_one(KEY, Fact.objects.filter(organ=organ, line="suggestions", kind="key")))
    return states.union(*parts, all=True)


_OF_ORGAN = Prepared(_of_organ)


def _matters(organ: int, states: Sequence[str]) -> QuerySet[Matter]:
    return Matter.objects.filter(organ=organ, room="suggestions", kind="suggestion", state__in=states)


def _clocks(organ: int) -> QuerySet[Clock]:
    """Running clocks of the room. A draft that was sent back may still have one, and is nobody's to see."""
    drafts = _matters(organ, [S.DRAFT]).values("pk")
    return Clock.objects.filter(RUNNING, organ=organ, room="suggestions").exclude(root__in=drafts)


def _soon(today: dt.date) -> Q:
    return Q(due_on__range=(today, today + lists.SOON))


ROOTS = Count("root", distinct=True)
"""How many suggestions clocks are on, each once."""


def _on(name: str, clocks: QuerySet[Clock]) -> QuerySet[Any, Any]:
    """Suggestions on which such a clock runs."""
    return clocks.order_by().annotate(name=Value(name)).values_list("name").annotate(n=ROOTS)


def due_by_day(actor: Actor, first: dt.date, last: dt.date) -> dict[dt.date, int]:
    """Of what the reader may see, suggestions on which something falls due, day by day from `first` to `last`."""
    rows = _clocks(actor.organ.pk).filter(due_on__range=(first, last))
    if not lists.sees_all(actor):
        rows = rows.filter(root__in=lists.visible(actor).values("pk"))
    return dict(rows.order_by("due_on").values_list("due_on").annotate(n=ROOTS))


def _of_rows(rows: QuerySet[Suggestion], today: dt.date, whole: bool) -> Iterable[tuple[str, int]]:
    """From the rows themselves, for those who see some of them."""
    counted = rows if whole else rows.filter(matter__state__in=OPEN)
    states = counted.order_by().values_list("matter__state").annotate(n=Count("*"))
    parts = [_one(LATE, rows.filter(lists.late_q(today))), _one(SOON, rows.filter(lists.soon_q(today)))]
    if whole:
        parts.append(_one(KEY, rows.filter(key_on__isnull=False)))
    return states.union(*parts, all=True)


def _one(name: str, rows: QuerySet[Any]) -> QuerySet[Any, Any]:
    return (
        rows.order_by()
        .annotate(name=Value(name))
        .values_list("name")
        .annotate(n=Count("*", output_field=IntegerField()))
    )
