"""What residents read: published suggestions as a conversation, a deputy's card, an organ's figures."""

from __future__ import annotations

import datetime as dt

from django.http import HttpResponse
from ninja import Router
from pydantic import BaseModel

from yishi.doors.api.auth import Request
from yishi.doors.api.lists.listing import FILE
from yishi.doors.api.problems import ONE, READ, problems
from yishi.doors.api.reads.shapes import Named
from yishi.doors.api.types import PathKey
from yishi.doors.public import card, figures, lists, story
from yishi.foundation import clock
from yishi.foundation.loops.refusals import NotFound
from yishi.foundation.people.models import Mandate, Organ
from yishi.rooms.suggestions.lists import published
from yishi.rooms.suggestions.models import Suggestion

router = Router(tags=["public"])


class OrganOut(BaseModel):
    """An organ with pages of its own."""

    code: str
    name: str
    profile: str


class OrganList(BaseModel):
    """Organs in the order of their tree."""

    items: list[OrganOut]


class SaidOut(BaseModel):
    """Something that was said or done."""

    day: dt.date
    who: str
    verb: str
    text: str


class PledgeOut(BaseModel):
    """A promise and what became of it."""

    what: str
    unit: str
    due_on: dt.date
    state: str


class PublishedOut(BaseModel):
    """A published suggestion."""

    id: int
    number: str
    title: str
    state: str
    by: str
    published_on: dt.date | None
    story: list[SaidOut]
    promises: list[PledgeOut]


class CardOut(BaseModel):
    """A deputy's public card."""

    id: int
    name: str
    organ: str
    work: str
    sits: bool
    groupings: list[str]
    address: str
    suggestions: list[Named]


class PublicFigure(BaseModel):
    """A figure in plain words with how it is counted."""

    key: str
    title: str
    value: str
    unit: str
    parts: str
    definition: str


class PublicFigures(BaseModel):
    """An organ's figures of a year."""

    year: int
    years: list[int]
    items: list[PublicFigure]


def _organ(code: str) -> Organ:
    found = Organ.objects.filter(code=code).first()
    if found is None:
        raise NotFound()
    return found


@router.get("/public/organs", response={200: OrganList, **problems(READ)}, operation_id="public_organs")
def public_organs(request: Request) -> OrganList:
    """Organs that publish."""
    rows = Organ.objects.order_by("path")
    return OrganList(items=[OrganOut(code=row.code, name=row.name, profile=row.profile) for row in rows])


@router.get("/public/{code}/figures", response={200: PublicFigures, **problems(ONE)}, operation_id="public_figures")
def public_figures(request: Request, code: str, year: int | None = None) -> PublicFigures:
    """An organ's figures as residents read them; this year's where the year asked for has nothing to count."""
    organ = _organ(code)
    years = figures.years(organ)
    shown = year if year in years and year is not None else clock.today().year
    items = [
        PublicFigure(key=f.key, title=f.title, value=f.value, unit=str(f.unit), parts=str(f.parts), definition=str(f.definition))
        for f in figures.figures(organ, shown)
    ]  # fmt: skip
    return PublicFigures(year=shown, years=years, items=items)


@router.get(
    "/public/suggestions/{int:id}", response={200: PublishedOut, **problems(ONE)}, operation_id="public_suggestion"
)
def public_suggestion(request: Request, id: PathKey) -> PublishedOut:
    """A published suggestion of any organ as a conversation with its days."""
    rows = Suggestion.objects.filter(pk=id, publicity=Suggestion.Publicity.PUBLISHED)
    s = story.with_story(rows).first()
    if s is None:
        raise NotFound()
    return PublishedOut(
        id=s.pk, number=s.matter.number, title=s.matter.title, state=str(story.plain_state(s).word), by=story.names(s), published_on=s.published_on,
        story=[SaidOut(day=each.day, who=each.who, verb=str(each.verb), text=each.text) for each in story.story(s)],
        promises=[PledgeOut(what=p.what, unit=p.unit, due_on=p.due, state=str(p.state.word)) for p in story.pledges(s)],
    )  # fmt: skip


def _seat(key: int) -> Mandate:
    m = lists.roll(Mandate.objects.filter(pk=key, kind__in=lists.SEATS)).first()
    if m is None:
        raise NotFound()
    return m


@router.get("/public/deputies/{int:id}", response={200: CardOut, **problems(ONE)}, operation_id="public_deputy")
def public_deputy(request: Request, id: PathKey) -> CardOut:
    """A deputy's card: what the public roll shows of him, and what he put forward and was published."""
    m = _seat(id)
    rows = published(m.organ).filter(lists.put_forward(m)).select_related("matter").order_by("-submitted_on", "-pk")
    return CardOut(
        id=m.pk, name=m.person.name, organ=m.organ.name, work=m.person.work, sits=lists.sitting(m.organ).filter(pk=m.pk).exists(),
        groupings=[str(each.grouping) for each in m.belongings.all()], address=card.address(m),
        suggestions=[Named(id=s.pk, name=s.matter.title) for s in rows],
    )  # fmt: skip


@router.get(
    "/public/deputies/{int:id}/code.svg",
    response={200: None, **problems(ONE)},
    operation_id="public_code",
    openapi_extra=FILE,
)
def public_code(request: Request, id: PathKey) -> HttpResponse:
    """The QR code of the card, as SVG."""
    return HttpResponse(card.drawing(_seat(id)), content_type="image/svg+xml")
