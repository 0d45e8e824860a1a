"""Lines of a list of stations: what its cells show, and no more."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, IntegerField, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from yishi.doors.look.states import Kind, State
from yishi.foundation import clock
from yishi.foundation.people.models import in_force
from yishi.foundation.prepared.select import Prepared
from yishi.rooms.stations.models import Duty, Posting, Station

S = Station.State
FIELDS = (
    "pk", "matter__number", "matter__title", "matter__state", "code", "kind", "standing", "upper__matter__title", "area", "address",
    "phone", "opening", "online", "latitude", "matter__opened_on", "matter__closed_on",
)  # fmt: skip


@dataclass(slots=True)
class Line:
    """One station of a list. `posted` deputies are posted to it today, `next_duty` is the next day on its roster."""

    pk: int
    number: str
    title: str
    state: str
    code: str
    kind: str
    standing: str
    upper: str | None
    area: str
    address: str
    phone: str
    opening: str
    online: bool
    latitude: object
    opened_on: dt.date
    closed_on: dt.date | None
    posted: int
    next_duty: dt.date | None

    def __str__(self) -> str:
        return self.title


def _posted(today: dt.date) -> Coalesce:
    rows = Posting.objects.filter(in_force(today), station=OuterRef("pk")).order_by().values("station")
    return Coalesce(Subquery(rows.annotate(n=Count("*")).values("n"), output_field=IntegerField()), 0)


def _next(today: dt.date) -> Subquery:
    rows = Duty.objects.filter(~Q(matter__state=Duty.State.CANCELLED), station=OuterRef("pk"), day__gte=today)
    return Subquery(rows.order_by("day").values("day")[:1])


_LINES = Prepared(
    lambda keys, today: (
        Station.objects.filter(pk__in=keys)
        .order_by()
        .annotate(posted=_posted(today), next_duty=_next(today))
        .values_list(*FIELDS, "posted", "next_duty")
    )
)


def lines(keys: Sequence[int]) -> list[Line]:
    """The stations of these keys, in their order; one query."""
    found = {row[0]: Line(*row) for row in _LINES(keys, today=clock.today())}
    return [found[key] for key in keys if key in found]


def state_of(line: Line) -> State:
    """Word, shape and colour."""
    return state(line.state)


def state(code: str) -> State:
    """The same of a state."""
    return State(str(S(code).label), Kind.DONE if code == S.OPEN else Kind.ENDED)
