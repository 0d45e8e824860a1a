"""What residents said, information items, questionnaires and stations, one at a time and as their pages show them. Entering,
answering, mending and all else is a step of their loops (`/messages/{id}/…`)."""

from __future__ import annotations

from decimal import Decimal

from ninja import Router

from yishi.doors.api.asking import as_page, found
from yishi.doors.api.auth import Request
from yishi.doors.api.problems import ONE, problems
from yishi.doors.api.reads.draw import named
from yishi.doors.api.reads.shapes import Named
from yishi.doors.api.reads.street_shapes import (
    CheckOut,
    ChosenOut,
    InfoItemOut,
    MessageOut,
    OutcomeOut,
    PostedOut,
    QuestionOut,
    RatingOut,
    ResultOut,
    RoundOut,
    StationOut,
    SurveyOut,
)
from yishi.doors.api.types import PathKey
from yishi.doors.desk.stations.page import Page as StationPage
from yishi.doors.desk.voice.surveys import address
from yishi.doors.parts.voice.info import page_of as item_of
from yishi.doors.parts.voice.page import Page, page_of
from yishi.doors.parts.who import DESK, FIELD, POCKET, UNIT, door
from yishi.foundation.loops.refusals import NotFound
from yishi.foundation.people.models import RoleCode
from yishi.rooms.voice import surveying
from yishi.rooms.voice.models import Assignment, Message, Survey

router = Router(tags=["voice"])
HEARERS, OFFICE = door(*DESK, *POCKET, *FIELD, *UNIT), door(*DESK)
WRITERS, AT_STATIONS = door(*DESK, *POCKET, *FIELD), door(*DESK, RoleCode.STATION_KEEPER)


def _point(value: Decimal | None) -> float | None:
    return None if value is None else float(value)


@router.get("/messages/{int:id}", response={200: MessageOut, **problems(ONE)}, operation_id="get_message")
def get_message(request: Request, id: PathKey) -> MessageOut:
    """One message: what was said, where it is, what was done and answered. Who sent it is not shown here."""
    return _message(page_of(as_page(request, HEARERS), id))


def _message(page: Page) -> MessageOut:
    m = page.message
    return MessageOut(
        id=m.pk, number=m.matter.number, title=m.matter.title, state=m.matter.state, version=m.matter.version,
        organ=Named(id=m.matter.organ_id, name=m.matter.organ.name), channel=m.channel, petition=m.petition, urgent=m.urgent, text=m.text,
        arrived_at=m.arrived_at, topic=m.topic, topic_guessed=m.topic_guessed, place=m.place, area=m.area, latitude=_point(m.latitude),
        longitude=_point(m.longitude), station=Named(id=m.station.pk, name=m.station.title) if m.station else None, deputy=named(m.deputy),
        heads=m.heads, supports=m.supports, unit=named(m.unit), layer=m.layer, outcome=m.outcome, ground=m.ground, held_for=m.held_for,
        solved_on=m.solved_on, reopened=m.reopened, may_publish=m.may_publish, publicity=m.publicity, public_title=m.public_title,
        public_text=m.public_text, public_answer=m.public_answer, rounds=[_round(row) for row in page.rounds], checks=_checks(m),
        ratings=_ratings(m), questions=_questions(m), told=[hop.text for hop in page.told],
    )  # fmt: skip


def _round(row: Assignment) -> RoundOut:
    return RoundOut(
        round=row.round, layer=row.layer, unit=named(row.unit), note=row.note, assigned_on=row.assigned_on, returned_on=row.returned_on,
        return_reason=row.return_reason, outcome=row.outcome, answer=row.answer, answered_at=row.answered_at, done_on=row.done_on,
    )  # fmt: skip


def _checks(m: Message) -> list[CheckOut]:
    return [
        CheckOut(round=row.round, day=row.day, how=row.how, solved=row.solved, note=row.note, without_photo=row.without_photo)
        for row in m.checks.all()
    ]  # fmt: skip


def _ratings(m: Message) -> list[RatingOut]:
    return [
        RatingOut(round=row.round, day=row.day, solved=row.solved, content=row.content, note=row.note)
        for row in m.ratings.all()
    ]


def _questions(m: Message) -> list[QuestionOut]:
    return [
        QuestionOut(day=row.day, question=row.question, reply=row.reply, replied_on=row.replied_on)
        for row in m.questions.all()
    ]


@router.get("/info_items/{int:id}", response={200: InfoItemOut, **problems(ONE)}, operation_id="get_info_item")
def get_info_item(request: Request, id: PathKey) -> InfoItemOut:
    """One information item, with what came of it."""
    page = item_of(as_page(request, WRITERS), id)
    i = page.item
    return InfoItemOut(
        id=i.pk, number=i.matter.number, title=i.matter.title, state=i.matter.state, version=i.matter.version, who=page.who, topic=i.topic,
        text=i.text, written_on=i.written_on, edited=i.edited, edited_on=i.edited_on, bulletin=i.bulletin, bulletin_on=i.bulletin_on, why=i.why,
        outcomes=[
            OutcomeOut(kind=row.kind, level=row.level, by=row.by, unit=named(row.unit), text=row.text, day=row.day, feedback=row.feedback,
                       feedback_on=row.feedback_on)
            for row in page.outcomes
        ],
    )  # fmt: skip


@router.get("/surveys/{int:id}", response={200: SurveyOut, **problems(ONE)}, operation_id="get_survey")
def get_survey(request: Request, id: PathKey) -> SurveyOut:
    """One questionnaire with how often each choice was made."""
    page = as_page(request, OFFICE)
    s = surveying.visible(page.actor).filter(pk=id).select_related("matter").prefetch_related("questions").first()
    if s is None:
        raise NotFound()
    shown = s.matter.state in (Survey.State.OPEN, Survey.State.CLOSED)
    return SurveyOut(
        id=s.pk, number=s.matter.number, title=s.matter.title, state=s.matter.state, version=s.matter.version, intro=s.intro, once=s.once,
        opened_on=s.opened_on, closes_on=s.closes_on, address=address(s) if shown else "", came_back=s.responses.count(),
        results=[
            ResultOut(question=row.question.text, kind=row.question.kind, answered=row.answered,
                      counts=[ChosenOut(choice=word, times=n) for word, n in row.counts])
            for row in surveying.results(s)
        ],
    )  # fmt: skip


@router.get("/stations/{int:id}", response={200: StationOut, **problems(ONE)}, operation_id="get_station")
def get_station(request: Request, id: PathKey) -> StationOut:
    """One station: where and when it is open, who keeps it, who is posted to it and why."""
    page = found(StationPage, as_page(request, AT_STATIONS), id)
    s = page.station
    return StationOut(
        id=s.pk, number=s.matter.number, title=s.matter.title, state=s.matter.state, version=s.matter.version, code=s.code, kind=s.kind,
        kind_name=page.kind_name, standing=s.standing, upper=named(s.upper), area=s.area, address=s.address, latitude=_point(s.latitude),
        longitude=_point(s.longitude), phone=s.phone, opening=s.opening, opening_today=page.hours_today, online=s.online, video=s.video,
        introduction=s.introduction, partner=s.partner, partner_unit=named(s.partner_unit),
        keepers=[row.account.name for row in page.keepers],
        posted=[PostedOut(mandate=row.mandate_id, name=row.mandate.person.name, why=row.why) for row in page.postings],
    )  # fmt: skip
