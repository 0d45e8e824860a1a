"""Lines of a list of activities: what its cells show, and no more."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, IntegerField, OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from yishi.doors.look.states import Kind, State
from yishi.foundation import clock
from yishi.foundation.prepared.select import Prepared
from yishi.rooms.activities.models import Activity, Host, Output, Participant

S = Activity.State
SOON = dt.timedelta(days=7)
FIELDS = (
    "pk", "matter__number", "matter__title", "matter__state", "matter__organ", "matter__organ__short", "kind", "line", "day", "last_day",
    "starts", "place", "area", "topics", "times", "measure", "result", "ended_on", "body__name", "reporter__person__name",
)  # fmt: skip
MARKS = {
    S.REPORTED: Kind.WAITING, S.RETURNED: Kind.SOON, S.RECORDED: Kind.DONE, S.ENDED: Kind.ENDED, S.CANCELLED: Kind.ENDED,
    S.STRUCK: Kind.ENDED,
}  # fmt: skip


@dataclass(slots=True)
class Line:
    """One activity of a list. `named` are persons with their names, `heads` those who are only counted, `hosts` who held
    it too, `outputs` how many results stand beside it."""

    pk: int
    number: str
    title: str
    state: str
    organ_id: int
    organ: str
    kind: str
    line: str
    day: dt.date
    last_day: dt.date | None
    starts: dt.time | None
    place: str
    area: str
    topics: str
    times: int
    measure: str
    result: str
    ended_on: dt.date | None
    body: str | None
    reporter: str | None
    named: int
    heads: int
    outputs: int
    hosts: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        return f"{self.number} {self.title}".strip()

    @property
    def closes(self) -> dt.date:
        """Its last day."""
        return self.last_day or self.day


def _of(rows: QuerySet[Any], what: Any) -> Any:
    """A number of each activity's rows."""
    mine = rows.filter(activity=OuterRef("pk")).order_by().values("activity").annotate(n=what).values("n")
    return Coalesce(Subquery(mine, output_field=IntegerField()), 0)


_LINES = Prepared(
    lambda keys: (
        Activity.objects.filter(pk__in=keys)
        .order_by()
        .annotate(
            named=_of(Participant.objects.filter(heads=None), Count("*")),
            head_count=_of(Participant.objects.exclude(heads=None), Sum("heads")),
            came=_of(Output.objects.filter(struck_on=None), Count("*")),
        )
        .values_list(*FIELDS, "named", "head_count", "came")
    )
)
_HOSTS = Prepared(
    lambda keys: (
        Host.objects.filter(activity__in=keys)
        .order_by("pk")
        .values_list("activity", "organ__short", "unit__short", "unit__name", "name")
    )
)


def lines(keys: Sequence[int]) -> list[Line]:
    """The activities of these keys, in their order; two queries."""
    found = {row[0]: Line(*row) for row in _LINES(keys)}
    for key, *names in _HOSTS(keys):
        found[key].hosts.append(next(name for name in names if name))
    return [found[key] for key in keys if key in found]


def state_of(line: Line) -> State:
    """Word, shape and colour."""
    return state(line.state, line.closes)


def state(code: str, closes: dt.date) -> State:
    """The same of a state and the last day of what is in it: what is planned and past wants recording."""
    if code != S.PLANNED:
        return State(str(S(code).label), MARKS[S(code)])
    left = closes - clock.today()
    if left < dt.timedelta(0):
        return State(_("到期未登记"), Kind.LATE)
    return State(str(S.PLANNED.label), Kind.SOON if left <= SOON else Kind.ON_TIME)
