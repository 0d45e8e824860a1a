"""The organ's people and words: the roll as it is public, units, topics, hints."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from django.db.models import Prefetch, Q
from ninja import Query, Router
from pydantic import BaseModel, Field

from yishi.doors.api.auth import Request
from yishi.doors.api.problems import READ, problems
from yishi.doors.api.reads.draw import named
from yishi.doors.api.reads.shapes import Named, Paged, State
from yishi.doors.api.types import Pages, QueryKey, paged
from yishi.foundation import clock
from yishi.foundation.people.models import Belonging, Grouping, Mandate, RoleCode, Unit, in_force
from yishi.rooms.suggestions.lists import UNIT_ROLES
from yishi.rooms.suggestions.models import Hint, Topic

router = Router(tags=["people"])
Words = Annotated[str, Query(max_length=100, description="名称中的文字")]


class PersonOut(BaseModel):
    """A deputy or member on the public roll; `id` is the mandate's, which steps take."""

    id: int
    name: str
    kind: State
    office: str
    groupings: list[Named] = Field(description="代表团、界别等")
    began: dt.date


class UnitOut(BaseModel):
    """A unit that suggestions are handed to."""

    id: int
    code: str
    name: str
    short: str
    side: State
    coordinates: bool
    phone: str = Field(description="只给工作机构和该单位")


class TopicOut(BaseModel):
    """A topic."""

    id: int
    code: str
    name: str
    committee: Named | None


class HintOut(BaseModel):
    """A topic hint for deputies."""

    id: int
    title: str
    text: str
    topic: Named | None
    from_unit: Named | None
    published_on: dt.date
    ended_on: dt.date | None = Field(description="到这一天起撤下")


@router.get("/people", response={200: Paged[PersonOut], **problems(READ)}, operation_id="list_people")
def list_people(request: Request, paging: Pages, q: Words = "", grouping: QueryKey | None = None) -> Paged[PersonOut]:
    """Sitting deputies or members: what the public roll shows, and no more."""
    today = clock.today()
    rows = Mandate.objects.on(today).filter(
        organ=request.auth.organ, kind__in=[Mandate.Kind.DEPUTY, Mandate.Kind.MEMBER]
    )
    if q.strip():
        rows = rows.filter(person__name__icontains=q.strip())
    if grouping is not None:
        rows = rows.filter(pk__in=Belonging.objects.filter(in_force(today), grouping=grouping).values("mandate"))
    belongings = Prefetch("belongings", Belonging.objects.filter(in_force(today)).select_related("grouping"))
    return paged(
        rows.select_related("person").prefetch_related(belongings).order_by("person__name", "pk"), paging, _person
    )


def _person(row: Mandate) -> PersonOut:
    return PersonOut(
        id=row.pk, name=row.person.name, kind=State(code=row.kind, name=str(Mandate.Kind(row.kind).label)), office=row.office,
        groupings=[Named(id=each.grouping_id, name=each.grouping.name) for each in row.belongings.all()], began=row.began,
    )  # fmt: skip


@router.get("/units", response={200: Paged[UnitOut], **problems(READ)}, operation_id="list_units")
def list_units(request: Request, paging: Pages, q: Words = "", side: Unit.Side | None = None) -> Paged[UnitOut]:
    """Units that stand."""
    rows = Unit.objects.filter(organ=request.auth.organ, ended=None)
    if q.strip():
        rows = rows.filter(Q(name__icontains=q.strip()) | Q(short__icontains=q.strip()))
    if side is not None:
        rows = rows.filter(side=side)
    mine = request.auth.units(*UNIT_ROLES)
    office = request.auth.has(RoleCode.OFFICE)

    def shown(row: Unit) -> UnitOut:
        return UnitOut(
            id=row.pk, code=row.code, name=row.name, short=row.short, side=State(code=row.side, name=str(Unit.Side(row.side).label)),
            coordinates=row.coordinates, phone=row.phone if office or row.pk in mine else "",
        )  # fmt: skip

    return paged(rows.order_by("code"), paging, shown)


@router.get("/groupings", response={200: Paged[Named], **problems(READ)}, operation_id="list_groupings")
def list_groupings(request: Request, paging: Pages, kind: Grouping.Kind | None = None) -> Paged[Named]:
    """Delegations, sectors, committees and groups."""
    rows = Grouping.objects.filter(organ=request.auth.organ)
    if kind is not None:
        rows = rows.filter(kind=kind)
    return paged(rows.order_by("kind", "name", "pk"), paging, lambda row: Named(id=row.pk, name=row.name))


@router.get("/topics", response={200: Paged[TopicOut], **problems(READ)}, operation_id="list_topics")
def list_topics(request: Request, paging: Pages) -> Paged[TopicOut]:
    """Topics of the organ."""
    rows = Topic.objects.filter(organ=request.auth.organ).select_related("committee").order_by("code")
    return paged(
        rows, paging, lambda row: TopicOut(id=row.pk, code=row.code, name=row.name, committee=named(row.committee))
    )


@router.get("/hints", response={200: Paged[HintOut], **problems(READ)}, operation_id="list_hints")
def list_hints(request: Request, paging: Pages) -> Paged[HintOut]:
    """Topic hints published and not taken down."""
    today = clock.today()
    rows = Hint.objects.filter(
        Q(ended_on=None) | Q(ended_on__gt=today), organ=request.auth.organ, published_on__lte=today
    )
    return paged(rows.select_related("topic", "from_unit").order_by("-published_on", "pk"), paging, _hint)


def _hint(row: Hint) -> HintOut:
    return HintOut(
        id=row.pk,
        title=row.title,
        text=row.text,
        topic=named(row.topic),
        from_unit=named(row.from_unit),
        published_on=row.published_on,
        ended_on=row.ended_on,
    )
