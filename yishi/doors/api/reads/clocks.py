"""Periods: those of one matter with the reason of each day, and lists of what is owed and what is late."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Annotated, Literal

from django.db.models import Exists, OuterRef, QuerySet, prefetch_related_objects
from ninja import Query, Router

from yishi.doors.api.auth import Request
from yishi.doors.api.problems import READ, problems
from yishi.doors.api.reads.shapes import ClockOut, ClockWhy, Paged
from yishi.doors.api.types import Pages, paged
from yishi.foundation import clock
from yishi.foundation.clocks import running
from yishi.foundation.clocks.calendars import calendar
from yishi.foundation.clocks.models import Clock, Pause
from yishi.foundation.clocks.overdue import RUNNING, is_overdue, was_late
from yishi.foundation.law.pack import Pack
from yishi.rooms.suggestions import lists
from yishi.rooms.suggestions.models import Suggestion
from yishi.rooms.suggestions.notices import CLOCKS

router = Router(tags=["clocks"])
WITH = ("unit", "mandate__person")


def of_family(key: int) -> list[Clock]:
    """The periods of a suggestion and of its parts, the earliest first. One query, two where days were paused."""
    rows = Clock.objects.filter(root=key).select_related(*WITH)
    return _with_pauses(
        rows.annotate(was_paused=Exists(Pause.objects.filter(clock=OuterRef("pk")))).order_by("due_on", "pk")
    )


def _with_pauses(rows: QuerySet[Clock]) -> list[Clock]:
    """Pauses are rare: they are fetched only where there are any, and known to be none elsewhere."""
    found = list(rows)
    prefetch_related_objects([row for row in found if row.was_paused], "pauses")  # type: ignore[attr-defined]  # annotated above
    for row in found:
        if not row.was_paused:  # type: ignore[attr-defined]  # annotated above
            row._prefetched_objects_cache = {"pauses": Pause.objects.none()}  # type: ignore[attr-defined]  # as Django keeps it
    return found


@dataclass(frozen=True)
class Owed:
    """The earliest day by which something is still owed on a matter, and whether anything on it is overdue."""

    due_on: dt.date | None = None
    overdue: bool = False


NOTHING = Owed()


def owed(keys: Iterable[int]) -> dict[int, Owed]:
    """What is owed on each of these matters, what is owed on its parts included. One query."""
    wanted = list(keys)
    return summed(Clock.objects.filter(RUNNING, root__in=wanted).select_related("matter"))


def summed(rows: Iterable[Clock], root: int | None = None) -> dict[int, Owed]:
    """The same of periods in hand; `root` is the family's where their matters are not loaded."""
    found: dict[int, Owed] = {}
    today = clock.today()
    for row in (row for row in rows if running.runs(row)):
        for key in filter(None, {row.matter_id, row.matter.parent_id if root is None else root}):
            known = found.get(key, NOTHING)
            due = min(row.due_on, known.due_on or row.due_on)
            found[key] = Owed(due, known.overdue or is_overdue(row, today))
    return found


def shown(row: Clock) -> ClockOut:
    """One period."""
    owner = row.unit or row.mandate or (row.get_role_display() if row.role else "")
    return ClockOut(
        id=row.pk, matter=row.matter_id, kind=row.kind, name=str(CLOCKS.get(row.kind, row.kind)), round=row.round, owed_by=str(owner),
        started_on=row.started_on, due_on=row.due_on, original_due_on=row.original_due_on, provisional=row.provisional,
        overdue=is_overdue(row, clock.today()), met_on=row.met_on, late=was_late(row), stopped_on=row.stopped_on,
        stopped_why=row.stopped_why, rule=row.rule, article=row.article,
    )  # fmt: skip


def explained(rows: Sequence[Clock], pack: Pack | None) -> list[ClockWhy]:
    """Periods with their reasons; two queries for the calendar, however many."""
    days = calendar() if rows else None
    found = []
    for row in rows:
        rule = pack.rule(row.rule) if pack and row.rule else None
        why = running.why(row, pack, days) if days is not None else None
        wording = rule.citation.wording if rule and rule.citation else ""
        found.append(ClockWhy(**dict(shown(row)), wording=wording, why=why.sentences() if why else [row.article]))
    return found


Which = Annotated[Literal["owed", "late"], Query(description="owed：由我完成的；late：与我有关的逾期")]


@router.get("/clocks", response={200: Paged[ClockOut], **problems(READ)}, operation_id="list_clocks")
def list_clocks(request: Request, paging: Pages, which: Which = "owed") -> Paged[ClockOut]:
    """What I owe, the earliest first; or everything overdue that concerns me."""
    today = clock.today()
    rows = lists.owed(request.auth, today) if which == "owed" else _late(request, today)
    return paged(rows.select_related(*WITH).order_by("due_on", "pk"), paging, shown)


def _late(request: Request, today: dt.date) -> QuerySet[Clock]:
    """Periods are for those concerned, also where the suggestion is published."""
    near = Suggestion.objects.filter(lists.concerning(request.auth), matter__organ=request.auth.organ).values("pk")
    return lists.late(request.auth, today).filter(root__in=near)
