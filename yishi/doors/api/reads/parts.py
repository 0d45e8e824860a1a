"""Units' parts and promises: their lists, and each with what happened on it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from ninja import Query, Router
from pydantic import BaseModel, Field

from yishi.doors.api.auth import Request
from yishi.doors.api.problems import ONE, READ, problems
from yishi.doors.api.reads import clocks, deep, draw, packs
from yishi.doors.api.reads.shapes import Paged, PartLine, PromiseLine, State
from yishi.doors.api.reads.suggestions import one
from yishi.doors.api.types import Pages, PathKey, QueryKey, paged_together
from yishi.foundation import clock
from yishi.foundation.clocks.models import Clock
from yishi.foundation.clocks.overdue import overdue
from yishi.foundation.law.pack import Pack
from yishi.foundation.loops.refusals import NotFound
from yishi.rooms.suggestions import lists
from yishi.rooms.suggestions.models import (
    Evaluation,
    Handling,
    Promise,
    PromiseReport,
    Suggestion,
)
from yishi.rooms.suggestions.sight import Sight

router = Router()


class PartFilters(BaseModel):
    """What to leave in a list of units' parts."""

    state: list[Handling.State] = Field([], description="状态，可写多个")
    suggestion: QueryKey | None = Field(None, description="哪一件")
    unit: QueryKey | None = Field(None, description="承办单位")
    part: Handling.Part | None = Field(None, description="主办、会办、分办")
    overdue: bool | None = Field(None, description="是否有逾期的期限")


class PromiseFilters(BaseModel):
    """What to leave in a list of promises."""

    state: list[Promise.State] = Field([], description="状态，可写多个")
    suggestion: QueryKey | None = Field(None, description="哪一件")
    unit: QueryKey | None = Field(None, description="承办单位")
    overdue: bool | None = Field(None, description="是否有逾期的期限")


def _narrowed(rows: QuerySet[Any], late: bool | None, **plain: Any) -> QuerySet[Any]:
    rows = rows.filter(**{name: value for name, value in plain.items() if value not in (None, [])})
    if late is None:
        return rows
    found = Exists(Clock.objects.filter(overdue(clock.today()), matter=OuterRef("pk")))
    return rows.filter(found if late else ~found)


def _owed(request: Request, rows: Sequence[Any]) -> dict[int, clocks.Owed]:
    """What is owed on those of these rows whose suggestion concerns the caller."""
    wanted = {row.suggestion_id for row in rows}
    near = set(Suggestion.objects.filter(lists.concerning(request.auth), pk__in=wanted).values_list("pk", flat=True))
    return clocks.owed([row.pk for row in rows if row.suggestion_id in near])


@router.get(
    "/handlings", response={200: Paged[PartLine], **problems(READ)}, operation_id="list_handlings", tags=["handlings"]
)
def list_handlings(request: Request, filters: Query[PartFilters], paging: Pages) -> Paged[PartLine]:
    """Units' parts that I may read, the latest handed over first."""
    rows = _narrowed(
        lists.handlings(request.auth), filters.overdue,
        matter__state__in=filters.state, suggestion=filters.suggestion, unit=filters.unit, part=filters.part,
    )  # fmt: skip

    def shown(found: Any) -> list[PartLine]:
        owed = _owed(request, found)
        return [draw.part_line(h, owed.get(h.pk, clocks.NOTHING)) for h in found]

    return paged_together(rows.select_related("matter", "unit").order_by("-handed_on", "-pk"), paging, shown)


@router.get(
    "/promises", response={200: Paged[PromiseLine], **problems(READ)}, operation_id="list_promises", tags=["promises"]
)
def list_promises(request: Request, filters: Query[PromiseFilters], paging: Pages) -> Paged[PromiseLine]:
    """The ledger of promises as I may read it, the earliest due first."""
    rows = _narrowed(
        lists.promises(request.auth), filters.overdue,
        matter__state__in=filters.state, suggestion=filters.suggestion, handling__unit=filters.unit,
    )  # fmt: skip

    def shown(found: Any) -> list[PromiseLine]:
        owed = _owed(request, found)
        return [draw.promise_line(p, owed.get(p.pk, clocks.NOTHING)) for p in found]

    rows = rows.select_related("matter", "suggestion__matter", "handling__unit")
    return paged_together(rows.order_by("due_on", "pk"), paging, shown)


def _of(rows: QuerySet[Any], key: int) -> Any:
    row = rows.filter(pk=key).first()
    if row is None:
        raise NotFound()
    return row


@router.get(
    "/handlings/{int:id}",
    response={200: deep.PartOut, **problems(ONE)},
    operation_id="get_handling",
    tags=["handlings"],
)
def get_handling(request: Request, id: PathKey) -> deep.PartOut:
    """One unit's part: contacts, opinions, asks, answers, evaluations, meetings and periods."""
    h = _of(
        lists.handlings(request.auth).prefetch_related("asks__unit", "talks__mandate__person", "opinions", "replies"),
        id,
    )
    s, seen = one(request, h.suggestion_id)
    h.suggestion, h.matter, h.unit = s, *next((row.matter, row.unit) for row in s.handlings.all() if row.pk == id)
    pack, periods = packs.kept(request.auth.organ, s.matter.pack), _periods(s.pk, id, seen)
    return deep.PartOut(
        **dict(draw.part(h, seen, clocks.summed(periods, s.pk), pack)),
        asks=[deep.ask(row) for row in h.asks.all() if seen.works(h.unit_id)],
        talks=[deep.talk(row) for row in h.talks.all() if seen.works(h.unit_id) or seen.member],
        opinions=[
            deep.opinion(row)
            for row in h.opinions.all()
            if seen.staff or seen.units
        ],
        evaluations=_evaluations(request, pack, handling=h, promise=None), conferences=_conferences(h.conferences, seen, h.unit_id, None),
        clocks=clocks.explained(periods, pack),
    )  # fmt: skip


@router.get(
    "/promises/{int:id}",
    response={200: deep.PromiseOut, **problems(ONE)},
    operation_id="get_promise",
    tags=["promises"],
)
def get_promise(request: Request, id: PathKey) -> deep.PromiseOut:
    """One promise: reports, evaluations, meetings and periods."""
    p = _of(lists.promises(request.auth).select_related("matter", "handling__unit"), id)
    p.suggestion, seen = one(request, p.suggestion_id)
    pack, periods = packs.kept(request.auth.organ, p.matter.pack), _periods(p.suggestion_id, id, seen)
    return deep.PromiseOut(
        **dict(draw.promise_line(p, clocks.summed(periods, p.suggestion_id).get(id, clocks.NOTHING))),
        reports=[
            deep.ReportOut(day=row.day, result=State(code=row.result, name=str(PromiseReport.Result(row.result).label)), text=row.text)
            for row in p.reports.all()
            if seen.inside
        ],
        evaluations=_evaluations(request, pack, promise=p), conferences=_conferences(p.conferences, seen, p.handling.unit_id, p.pk),
        clocks=clocks.explained(periods, pack),
    )  # fmt: skip


def _periods(family: int, key: int, seen: Sight) -> list[Clock]:
    return [row for row in clocks.of_family(family) if row.matter_id == key] if seen.inside else []


def _evaluations(request: Request, pack: Pack | None, **of: Any) -> list[deep.EvaluationOut]:
    rows: Iterable[Evaluation] = lists.evaluations(request.auth, pack).filter(**of)
    return [
        deep.EvaluationOut(
            round=row.round, day=row.day, by=str(row.mandate), opinion=row.opinion,
            marks=[deep.MarkOut(question=packs.question(pack, mark.question), grade=packs.grade(pack, mark.grade)) for mark in row.marks.all()],
        )
        for row in rows.select_related("mandate__person").prefetch_related("marks")  # type: ignore[attr-defined]  # a queryset
    ]  # fmt: skip


def _conferences(rows: Any, seen: Sight, unit_id: int, promise: int | None) -> list[deep.ConferenceOut]:
    if not (seen.works(unit_id) or seen.lead):
        return []
    return [deep.conference(row) for row in rows.all() if row.promise_id == promise]
