"""One unit's part and one promise as schemas, with what happened on them."""

from __future__ import annotations

import datetime as dt

from pydantic import BaseModel, Field

from yishi.doors.api.reads.draw import named
from yishi.doors.api.reads.shapes import ClockWhy, Named, PartBrief, PromiseLine, State
from yishi.rooms.suggestions.models import Ask, Conference, Opinion, Talk


class AskOut(BaseModel):
    """What a unit asked of the office: to hand back, or more time."""

    kind: State
    asked_on: dt.date
    reason: str
    unit: Named | None = Field(description="建议改交的单位")
    months: int | None
    decided_on: dt.date | None
    granted: bool | None
    note: str


class TalkOut(BaseModel):
    """A contact with the deputy."""

    day: dt.date
    how: State
    with_whom: str
    text: str


class OpinionOut(BaseModel):
    """A co-handler's opinion."""

    given_on: dt.date
    text: str
    asked_again_on: dt.date | None
    asked_again_why: str


class MarkOut(BaseModel):
    """A grade given to a question."""

    question: State
    grade: State


class EvaluationOut(BaseModel):
    """A single evaluation, for those whom the place's rule lets see it."""

    round: int
    day: dt.date
    by: str
    marks: list[MarkOut]
    opinion: str


class ConferenceOut(BaseModel):
    """A meeting of deputy, unit and office."""

    called_on: dt.date
    held_on: dt.date | None
    present: str
    opinion: str


class PartOut(PartBrief):
    """One unit's part with everything that this reader may see of it."""

    asks: list[AskOut]
    talks: list[TalkOut]
    opinions: list[OpinionOut]
    evaluations: list[EvaluationOut]
    conferences: list[ConferenceOut]
    clocks: list[ClockWhy]


class ReportOut(BaseModel):
    """A report on a promise."""

    day: dt.date
    result: State
    text: str


class PromiseOut(PromiseLine):
    """A promise with what became of it."""

    reports: list[ReportOut]
    evaluations: list[EvaluationOut]
    conferences: list[ConferenceOut]
    clocks: list[ClockWhy]


def ask(row: Ask) -> AskOut:
    """What a unit asked."""
    kind = State(code=row.kind, name=str(Ask.Kind(row.kind).label))
    return AskOut(
        kind=kind, asked_on=row.asked_on, reason=row.reason, unit=named(row.unit), months=row.months, decided_on=row.decided_on,
        granted=row.granted, note=row.note,
    )  # fmt: skip


def talk(row: Talk) -> TalkOut:
    """A contact."""
    how = State(code=row.how, name=str(Talk.How(row.how).label))
    return TalkOut(day=row.day, how=how, with_whom=str(row.mandate or ""), text=row.text)


def opinion(row: Opinion) -> OpinionOut:
    """A co-handler's opinion."""
    return OpinionOut(
        given_on=row.given_on, text=row.text, asked_again_on=row.asked_again_on, asked_again_why=row.asked_again_why
    )


def conference(row: Conference) -> ConferenceOut:
    """A meeting."""
    return ConferenceOut(called_on=row.called_on, held_on=row.held_on, present=row.present, opinion=row.opinion)
