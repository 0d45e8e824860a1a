"""Activities as pages show them: one with all that belongs to it, the catalogue, the year's plan, signing in, what stands
beside. Entering, mending and all else is a step of its loop (`/activities/{id}/…`)."""

from __future__ import annotations

from typing import Annotated, Any

from django.http import HttpResponse
from ninja import Query, Router

from yishi.doors.api.asking import as_page, found
from yishi.doors.api.auth import Request
from yishi.doors.api.lists.listing import FILE
from yishi.doors.api.problems import ONE, READ, problems
from yishi.doors.api.reads.activity_shapes import (
    ActivityOut,
    AttendedOut,
    CameOut,
    CatalogueOut,
    Coded,
    CodeOut,
    CountedOut,
    HeadsOut,
    InvitedOut,
    KindOut,
    OutputKindOut,
    OutsideTotalOut,
    OwnKindOut,
    PlannedOut,
    PlanOut,
    SignedOut,
    SignInOut,
    TargetOut,
)
from yishi.doors.api.reads.draw import named
from yishi.doors.api.reads.shapes import Named
from yishi.doors.api.types import PathKey
from yishi.doors.desk.activities import signing, targets, views
from yishi.doors.desk.activities.listing import activities
from yishi.doors.desk.people import acting
from yishi.doors.parts.activity import Page, page_of
from yishi.doors.parts.seen import Seen
from yishi.doors.parts.who import DESK, POCKET, door
from yishi.doors.pocket import activities as mine
from yishi.doors.pocket import signing as with_phone
from yishi.foundation.people.models import RoleCode
from yishi.rooms.activities import lists, own
from yishi.rooms.activities import signing as codes
from yishi.rooms.activities.catalogue.kinds import Kind
from yishi.rooms.activities.loop import given
from yishi.rooms.activities.models import OutsideTotal, OwnKind, Target
from yishi.rooms.activities.models.activity import listed

router = Router(tags=["activities"])
OFFICE, OWN = door(*DESK, RoleCode.STATION_KEEPER), door(*POCKET)
READERS = door(*DESK, *POCKET, RoleCode.STATION_KEEPER)
Year = Annotated[int | None, Query(ge=2000, le=2100, description="年度；不填为今年")]


@router.get("/activities/{int:id}", response={200: ActivityOut, **problems(ONE)}, operation_id="get_activity")
def get_activity(request: Request, id: PathKey) -> ActivityOut:
    """One activity: all that was recorded of it, who took part, what came of it, and in which figures it is."""
    return _shown(page_of(as_page(request, READERS), id))


def _shown(page: Page) -> ActivityOut:
    a = page.activity
    return ActivityOut(
        id=a.pk, number=a.matter.number, title=a.matter.title, state=a.matter.state, version=a.matter.version,
        organ=Named(id=a.matter.organ_id, name=a.matter.organ.name), kind=a.kind, kind_name=page.kind_name, line=a.line, line_name=page.line_name,
        day=a.day, last_day=a.last_day, starts=a.starts, ended_on=a.ended_on, place=a.place, area=a.area, topics=list(listed(a.topics)),
        laws=list(listed(a.laws)), times=a.times, measure=a.measure, stock=a.stock, result=a.result, summary=a.summary, body=named(a.body),
        reporter=named(a.reporter), hosts=[str(host) for host in a.hosts.all()],
        groups=[Named(id=group.pk, name=str(group)) for group in a.groups], persons=_persons(page),
        heads=[HeadsOut(role=role, count=n) for role, n in page.heads],
        outputs=[_came(page, came) for came in page.outputs], about=[Named(id=m.pk, name=str(m)) for m, _url in page.about],
        counted=[CountedOut(what=one.what, number=one.number, note=one.note) for one in page.counted],
        why_not_counted="" if page.counted else page.why_not_counted, why_turned_back=page.why_turned_back,
    )  # fmt: skip


def _persons(page: Page) -> list[AttendedOut]:
    return [
        AttendedOut(mandate=row.mandate_id, post=row.post_id, name=str(row), role=row.role, signed_at=row.signed_at if page.inside else None)
        for row in page.activity.participants.all()
        if row.heads is None
    ]  # fmt: skip


def _came(page: Page, came: Any) -> CameOut:
    row = came.row
    return CameOut(
        id=row.pk, code=row.code, title=came.name, quantity=float(row.quantity), measure=row.measure, name=row.name, unit=named(row.unit),
        level=row.level, by_whom=row.by_whom, note=row.note if page.inside else "", day=row.day,
    )  # fmt: skip


@router.get(
    "/activities/sheet.xlsx",
    response={200: None, **problems(READ)},
    operation_id="activities_sheet",
    openapi_extra=FILE,
)
def activities_sheet(request: Request, view: str = "") -> HttpResponse:
    """Everything recorded of the activities that I may read, in a sheet that can be brought in again."""
    page = as_page(request, OFFICE, query={"view": view[:20]})
    return views.whole(page, Seen(page, activities(page)))


@router.get(
    "/activity-catalogue", response={200: CatalogueOut, **problems(READ)}, operation_id="get_activity_catalogue"
)
def get_activity_catalogue(request: Request) -> CatalogueOut:
    """The kinds that my organ records with what is usual for each, results, roles, lines of work, levels."""
    as_page(request, READERS)
    organ = request.auth.organ
    known, over = own.catalogue(organ), own.ended(organ)
    return CatalogueOut(
        lines=[Coded(code=row.code, name=row.name_in(organ.profile)) for row in known.lines],
        kinds=[_kind(row, organ.profile) for row in known.kinds if row.code not in over],
        outputs=[
            OutputKindOut(code=row.code, name=row.name, measure=row.measure, measures=list(row.measures), definition=row.definition, levels=row.levels)
            for row in known.outputs
        ],
        roles=[Coded(code=row.code, name=row.name) for row in known.roles],
        levels=[Coded(code=code, name=str(word)) for code, word in given.LEVELS],
    )  # fmt: skip


def _kind(row: Kind, profile: str) -> KindOut:
    return KindOut(
        code=row.code, line=row.line, name=row.name_in(profile), aliases=list(row.aliases), measure=row.measure, stock=row.form == "stock",
        broader=row.broader, definition=row.definition, outputs=list(row.outputs), roles=list(row.roles),
        results=[Coded(code=code, name=name) for code, name in row.results],
    )  # fmt: skip


@router.get(
    "/activities/{int:id}/code", response={200: CodeOut, **problems(ONE | {409})}, operation_id="get_activity_code"
)
def get_activity_code(request: Request, id: PathKey) -> CodeOut:
    """The code to put up where people sign in, for who records the activity; and who has come so far."""
    page = signing.kept(as_page(request, OFFICE), id)
    now = signing.standing(page)
    return CodeOut(
        token=codes.token(page.activity), address=signing.address(page.activity), opens=now["begins"], closes=now["last"], came=now["came"],
        expected=now["expected"], latest=[SignedOut(name=row.mandate.person.name, at=row.signed_at) for row in now["latest"]],
    )  # fmt: skip


@router.get("/sign-in", response={200: SignInOut, **problems(ONE)}, operation_id="get_sign_in")
def get_sign_in(request: Request, token: Annotated[str, Query(max_length=200, description="签到码")]) -> SignInOut:
    """What the code that I scanned is for, and whether I can sign in now. `POST /activities/{id}/sign_in` does it."""
    page = as_page(request, None, "pocket")
    a, actor = found(with_phone.found, _in_all(page), token)
    now = with_phone.standing(a, actor)
    return SignInOut(
        activity=Named(id=a.pk, name=str(a.matter)), day=a.day, signed_at=now["mine"].signed_at if now["mine"] else None, why_not=now["why_not"]
    )  # fmt: skip


def _in_all(page: Any) -> Any:
    """A token is good in one organ; a page looks at all in which the account has a role."""
    page.organs = (page.actor.organ,)
    return page


@router.get("/targets", response={200: PlanOut, **problems(READ)}, operation_id="get_targets")
def get_targets(request: Request, year: Year = None) -> PlanOut:
    """The plan of a year: what was set for each kind or result, what was done, and how much of it that is."""
    page = as_page(request, OFFICE, query={"year": year})
    chosen = targets.asked(page)
    rows = targets.rows(page, chosen) if request.auth.has(*lists.PEOPLE) else []
    return PlanOut(
        year=chosen, until=targets.days(chosen).until,
        items=[
            PlannedOut(
                target=_target(row.target), name=row.name, line=row.line, actual=None if row.actual is None else float(row.actual), share=row.share,
                note=row.note,
            )
            for row in rows
        ],
    )  # fmt: skip


def _target(row: Target) -> TargetOut:
    return TargetOut(
        id=row.pk, state=row.matter.state, version=row.matter.version, year=row.year, code=row.code, counted=row.counted,
        result=row.result, number=float(row.number), measure=row.measure, note=row.note,
    )  # fmt: skip


@router.get("/targets/{int:id}", response={200: TargetOut, **problems(ONE)}, operation_id="get_target")
def get_target(request: Request, id: PathKey) -> TargetOut:
    """One number of the plan."""
    as_page(request, OFFICE)
    return _target(acting.own(lists.visible_targets(request.auth).select_related("matter"), id))


@router.get("/own_kinds/{int:id}", response={200: OwnKindOut, **problems(ONE)}, operation_id="get_own_kind")
def get_own_kind(request: Request, id: PathKey) -> OwnKindOut:
    """One kind that the office added."""
    as_page(request, OFFICE)
    row: OwnKind = acting.own(lists.visible_kinds(request.auth).select_related("matter"), id)
    return OwnKindOut(
        id=row.pk, name=row.matter.title, state=row.matter.state, version=row.matter.version, code=row.code, line=row.line, measure=row.measure,
        stock=row.form == "stock", broader=row.broader, definition=row.definition, aliases=list(listed(row.aliases)), verbs=list(listed(row.verbs)),
    )  # fmt: skip


@router.get(
    "/outside_totals/{int:id}", response={200: OutsideTotalOut, **problems(ONE)}, operation_id="get_outside_total"
)
def get_outside_total(request: Request, id: PathKey) -> OutsideTotalOut:
    """One total that was reported from outside."""
    as_page(request, OFFICE)
    row: OutsideTotal = acting.own(lists.outside_totals(request.auth).select_related("matter"), id)
    return OutsideTotalOut(
        id=row.pk, number=row.matter.number, state=row.matter.state, version=row.matter.version, code=row.code, line=row.line, by_whom=row.by_whom,
        since=row.since, until=row.until, quantity=float(row.quantity), measure=row.measure, note=row.note,
    )  # fmt: skip


@router.get(
    "/duty/invited", response={200: list[InvitedOut], **problems(READ)}, operation_id="my_invitations", tags=["mine"]
)
def my_invitations(request: Request) -> list[InvitedOut]:
    """Planned activities in which I am to take part, the next first."""
    as_page(request, OWN, "pocket")
    return [
        InvitedOut(activity=Named(id=a.pk, name=str(a.matter)), day=a.day, starts=a.starts, place=a.place) for a in mine.invited(request.auth)
    ]  # fmt: skip
