"""How many stand where, for the head of every page of the office: two narrow indexes are read and no suggestion."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Exists, F, IntegerField, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Coalesce

from yishi.foundation.clocks.models import Clock
from yishi.foundation.clocks.overdue import RUNNING, overdue
from yishi.foundation.matters.models import Matter
from yishi.foundation.people.actors import Actor
from yishi.foundation.prepared.select import Prepared
from yishi.rooms.suggestions import lists
from yishi.rooms.suggestions.models import Suggestion

S = Suggestion.State
LATE, SOON, KEY = "*late", "*soon", "*key"
"""Names beside those of states; no state begins with a star."""


@dataclass(frozen=True)
class Standing:
    """Suggestions that a reader may see: by state, with something overdue, with something due within a week, key ones."""

    states: Counter[str] = field(default_factory=Counter)
    late: int = 0
    soon: int = 0
    key: int = 0

    @property
    def all(self) -> int:
        """Every one."""
        return self.states.total()

    def of(self, *states: str) -> int:
        """Those in any of these states."""
        return sum(self.states[state] for state in states)


def standing(actor: Actor, today: dt.date) -> Standing:
    """One query. What it counts is what `lists.visible` lists; a test holds them equal for every role."""
    sees_all = _sees_all(actor)
    rows = _OF_ORGAN(actor.organ.pk, today=today) if sees_all else _of_rows(lists.visible(actor), today)
    found = dict(rows)
    late, soon, key = (found.pop(name, 0) for name in (LATE, SOON, KEY))
    return Standing(Counter(found), late, soon, key)


def _sees_all(actor: Actor) -> bool:
    """Whether he reads everything that was handed in, and no draft; who has a seat or leads a group has drafts of his own."""
    return actor.has(*lists.ALL_SEEING) and not actor.mandates and not actor.leads


def _of_organ(organ: int, today: dt.date) -> QuerySet[Any, Any]:
    """From the matters' and clocks' indexes. States are named one by one, so that the index by state is taken, and
    of key ones, which are few, each is looked for among the matters."""
    matters = Matter.objects.filter(
        organ=organ, room="suggestions", kind="suggestion", state__in=[state for state in S if state != S.DRAFT]
    )
    states = matters.order_by().values_list("state").annotate(n=Count("*"))
    return states.union(
        _on(LATE, Q(overdue(today), organ=organ)),
        _on(SOON, Q(RUNNING, organ=organ, due_on__range=(today, today + lists.SOON))),
        _one(KEY, Suggestion.objects.filter(Exists(matters.filter(pk=OuterRef("pk"))), key_on__isnull=False)),
        all=True,
    )


_OF_ORGAN = Prepared(_of_organ)


ROOTS = Count(Coalesce(F("matter__parent_id"), F("matter_id")), distinct=True)
"""How many suggestions clocks are on, each once."""


def _clocks(which: Q) -> QuerySet[Clock]:
    """Such clocks. A draft that was sent back may still have one, and is nobody's to see."""
    return Clock.objects.filter(which, matter__room="suggestions").exclude(
        matter__kind="suggestion", matter__state=S.DRAFT
    )


def _on(name: str, which: Q) -> QuerySet[Any, Any]:
    """Suggestions on which such a clock runs."""
    return _clocks(which).order_by().annotate(name=Value(name)).values_list("name").annotate(n=ROOTS)


def due_by_day(actor: Actor, first: dt.date, last: dt.date) -> dict[dt.date, int]:
    """Of what the reader may see, suggestions on which something falls due, day by day from `first` to `last`."""
    rows = _clocks(Q(RUNNING, organ=actor.organ, due_on__range=(first, last)))
    if not _sees_all(actor):
        seen = lists.visible(actor).values("pk")
        rows = rows.filter(Q(matter__in=seen) | Q(matter__parent__in=seen))
    return dict(rows.order_by("due_on").values_list("due_on").annotate(n=ROOTS))


def _of_rows(rows: QuerySet[Suggestion], today: dt.date) -> Iterable[tuple[str, int]]:
    """From the rows themselves, for those who see some of them."""
    states = rows.order_by().values_list("matter__state").annotate(n=Count("*"))
    return states.union(
        _one(LATE, rows.filter(lists.late_q(today))),
        _one(SOON, rows.filter(lists.soon_q(today))),
        _one(KEY, rows.filter(key_on__isnull=False)),
        all=True,
    )


def _one(name: str, rows: QuerySet[Suggestion]) -> QuerySet[Any, Any]:
    return (
        rows.order_by()
        .annotate(name=Value(name))
        .values_list("name")
        .annotate(n=Count("*", output_field=IntegerField()))
    )
