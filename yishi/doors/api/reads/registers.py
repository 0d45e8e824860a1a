"""The registers as the desk's pages show them: one seat, groupings, terms, contacts, a unit, an account, the structure of a term."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Annotated

from ninja import Query, Router
from pydantic import BaseModel, Field

from yishi.doors.api.asking import as_page
from yishi.doors.api.auth import Request
from yishi.doors.api.problems import ONE, READ, problems
from yishi.doors.api.reads import registered as shown
from yishi.doors.api.reads.register_shapes import (
    AccountOut,
    ContactOut,
    GroupingNode,
    GroupingOut,
    PostOut,
    SeatOut,
    StructureOut,
    TermOut,
    UnitWhole,
)
from yishi.doors.api.types import Day, PathKey
from yishi.doors.desk.people import accounts, contacts, groupings, posts, seats, statistics, units
from yishi.doors.desk.people.access import administrator, read, sees_contacts
from yishi.doors.desk.people.acting import own
from yishi.foundation import clock
from yishi.foundation.people.mandates import term_on
from yishi.foundation.people.models import Contact, Grouping, Role, Term

router = Router(tags=["people"])
On = Annotated[Day | None, Query(description="截至哪一天；不填为今天")]


class PersonSeats(BaseModel):
    """Everything that the registers say of the person who holds a seat, the seat asked for first."""

    name: str
    sex: str
    born: dt.date | None
    age: int | None
    degree: str
    title: str
    work: str
    phone: str = Field(description="只给维护名册和会务的人")
    seats: list[SeatOut]
    keeps: list[ContactOut]
    kept_by: list[ContactOut]


class GroupingTree(BaseModel):
    """All groupings as of a day, children after their parents."""

    day: dt.date
    items: list[GroupingNode]


class TermList(BaseModel):
    """Terms with their sessions."""

    items: list[TermOut]


class Keeper(BaseModel):
    """A keeper's year: visits by month."""

    mandate: int
    name: str
    months: list[int]
    unvisited: int
    contacts: list[ContactOut]


class Matrix(BaseModel):
    """Who keeps in touch with whom."""

    day: dt.date
    keepers: list[Keeper]


class KeeperOut(BaseModel):
    """One keeper's links with their visits."""

    items: list[ContactOut]


@router.get("/seats/{int:id}", response={200: PersonSeats, **problems(ONE)}, operation_id="get_seat")
def get_seat(request: Request, id: PathKey) -> PersonSeats:
    """The person who holds a seat, all his seats here, and whom he keeps in touch with."""
    page = as_page(request, read)
    found = seats.Page(page, seats.seat_of(page, id))
    person, calls = found.person, found.sees_contacts
    return PersonSeats(
        name=person.name, sex=str(person.get_sex_display()), born=person.born if calls else None, age=found.age, degree=str(person.get_degree_display()),
        title=person.title, work=person.work, phone=person.phone if calls else "", seats=[shown.seat(each) for each in found.seats],
        keeps=[shown.contact(each, found.organ) for each in found.keeps], kept_by=[shown.contact(each, found.organ) for each in found.kept_by],
    )  # fmt: skip


@router.get("/groupings/tree", response={200: GroupingTree, **problems(READ)}, operation_id="get_grouping_tree")
def get_grouping_tree(request: Request, on: On = None) -> GroupingTree:
    """Delegations, sectors, committees and groups as of a day, with heads, holders and vacancies."""
    as_page(request, read)
    organ, day = request.auth.organ, on or clock.today()
    kinds = groupings.tree(organ, day, term_on(organ, day))
    return GroupingTree(day=day, items=[shown.node(each) for _kind, nodes in kinds for each in nodes])


@router.get("/groupings/{int:id}", response={200: GroupingOut, **problems(ONE)}, operation_id="get_grouping")
def get_grouping(request: Request, id: PathKey, on: On = None) -> GroupingOut:
    """Who belongs to a grouping on a day, and who did before."""
    as_page(request, read)
    found: Grouping = own(Grouping.objects.filter(organ=request.auth.organ).select_related("term", "parent"), id)
    return shown.grouping(found, on or clock.today())


@router.get("/terms", response={200: TermList, **problems(READ)}, operation_id="list_terms")
def list_terms(request: Request) -> TermList:
    """Every term with its sessions."""
    as_page(request, read)
    rows = Term.objects.filter(organ=request.auth.organ).prefetch_related("sessions")
    return TermList(items=[shown.term(row) for row in rows])


@router.get("/contacts", response={200: Matrix, **problems(READ)}, operation_id="list_contacts")
def list_contacts(request: Request, on: On = None, chain: Contact.Chain | None = None) -> Matrix:
    """Contact chains of a day's year, month by month."""
    listing = contacts.matrix(as_page(request, read, query={"on": on and on.isoformat(), "chain": chain}))
    day, organ = on or clock.today(), request.auth.organ
    keepers = [
        Keeper(
            mandate=row.pk, name=row.person.name, months=contacts.months(row), unvisited=row.unvisited,
            contacts=[shown.link(each, organ) for each in row.year_links if contacts.holds(each, day)],
        )
        for row in listing.dress(listing.rows.order_by("person__name", "pk"))
    ]  # fmt: skip
    return Matrix(day=day, keepers=keepers)


@router.get("/contacts/of/{int:id}", response={200: KeeperOut, **problems(ONE)}, operation_id="get_keeper")
def get_keeper(request: Request, id: PathKey) -> KeeperOut:
    """One keeper's links, each with its visits."""
    seat = seats.seat_of(as_page(request, read), id)
    rows = Contact.objects.filter(keeper=seat).select_related("keeper__person", "kept__person", "people_of")
    rows = rows.prefetch_related("visits").order_by("ended", "kept__person__name", "people_of__name")
    return KeeperOut(items=[shown.contact(row, seat.organ) for row in rows])


@router.get("/posts/{int:id}", response={200: PostOut, **problems(ONE)}, operation_id="get_post")
def get_post(request: Request, id: PathKey) -> PostOut:
    """One named post, and the others of the same person here."""
    page = as_page(request, read)
    found = posts.post_of(page, id)
    others, seat = posts.beside(found)
    return shown.post(found, clock.today(), others, seat, calls=sees_contacts(request.auth))


@router.get("/units/{int:id}", response={200: UnitWhole, **problems(ONE)}, operation_id="get_unit")
def get_unit(request: Request, id: PathKey) -> UnitWhole:
    """One unit: who serves in it and who did."""
    found = units.unit_of(as_page(request, read), id)
    roles = found.roles.filter(code__in=units.SERVING).select_related("account").order_by("-began", "-pk")
    return shown.unit(found, roles, calls=sees_contacts(request.auth))


@router.get(
    "/accounts/{int:id}", response={200: AccountOut, **problems(ONE)}, operation_id="get_account", tags=["accounts"]
)
def get_account(request: Request, id: PathKey) -> AccountOut:
    """One account with its roles here, now and before."""
    found = accounts.account_of(as_page(request, administrator), id)
    rows: Iterable[Role] = (
        found.roles.filter(organ=request.auth.organ).select_related("unit", "grouping").order_by("-began", "-pk")
    )
    return shown.account(found, rows)


@router.get("/structure", response={200: StructureOut, **problems(READ)}, operation_id="get_structure")
def get_structure(
    request: Request, on: On = None, term: Annotated[int | None, Query(ge=1, le=200)] = None, kind: str = ""
) -> StructureOut:
    """The structure of a term as of a day: every share with its definition; the seats behind it at /lists/structure/{key}."""
    asked = statistics.Asked(
        as_page(request, read, query={"on": on and on.isoformat(), "term": term, "kind": kind[:40]})
    )
    return shown.structure(asked)
