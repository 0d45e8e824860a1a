"""What residents said, information items, questionnaires and stations, as schemas."""

from __future__ import annotations

import datetime as dt

from pydantic import BaseModel, Field

from yishi.doors.api.reads.shapes import Named


class RoundOut(BaseModel):
    """One handing out, with the answer that came of it."""

    round: int
    layer: str
    unit: Named | None
    note: str
    assigned_on: dt.date
    returned_on: dt.date | None
    return_reason: str
    outcome: str
    answer: str
    answered_at: dt.datetime | None
    done_on: dt.date | None


class CheckOut(BaseModel):
    """Whether somebody who looked found it solved."""

    round: int
    day: dt.date
    how: str
    solved: bool
    note: str
    without_photo: str


class RatingOut(BaseModel):
    """What its sender says of it."""

    round: int
    day: dt.date
    solved: str
    content: str
    note: str


class QuestionOut(BaseModel):
    """What its sender was asked, and what he added."""

    day: dt.date
    question: str
    reply: str
    replied_on: dt.date | None


class MessageOut(BaseModel):
    """One message. Who sent it is not among it: that is asked for on its page, and the journal keeps who asked."""

    id: int
    number: str
    title: str
    state: str
    version: int
    organ: Named
    channel: str
    petition: bool
    urgent: bool
    text: str
    arrived_at: dt.datetime
    topic: str
    topic_guessed: bool
    place: str
    area: str
    latitude: float | None
    longitude: float | None
    station: Named | None
    deputy: Named | None
    heads: int
    supports: int
    unit: Named | None
    layer: str
    outcome: str
    ground: str
    held_for: str
    solved_on: dt.date | None
    reopened: int
    may_publish: bool
    publicity: str
    public_title: str
    public_text: str
    public_answer: str
    rounds: list[RoundOut]
    checks: list[CheckOut]
    ratings: list[RatingOut]
    questions: list[QuestionOut]
    told: list[str] = Field(description="告诉反映人的话，按先后")


class OutcomeOut(BaseModel):
    """Something that came of an information item, and stands."""

    kind: str
    level: str
    by: str
    unit: Named | None
    text: str
    day: dt.date
    feedback: str
    feedback_on: dt.date | None


class InfoItemOut(BaseModel):
    """One information item."""

    id: int
    number: str
    title: str
    state: str
    version: int
    who: str
    topic: str
    text: str
    written_on: dt.date
    edited: str
    edited_on: dt.date | None
    bulletin: str
    bulletin_on: dt.date | None
    why: str
    outcomes: list[OutcomeOut]


class ChosenOut(BaseModel):
    """How often a choice was made."""

    choice: str
    times: int


class ResultOut(BaseModel):
    """A question with how often each choice was made, of how many who answered it."""

    question: str
    kind: str
    answered: int
    counts: list[ChosenOut]


class SurveyOut(BaseModel):
    """One questionnaire with its results; nothing of who answered is kept."""

    id: int
    number: str
    title: str
    state: str
    version: int
    intro: str
    once: bool
    opened_on: dt.date | None
    closes_on: dt.date
    address: str = Field(description="居民回答的网址；没有发布的为空")
    came_back: int
    results: list[ResultOut]


class PostedOut(BaseModel):
    """A deputy or member posted to a station, and why there."""

    mandate: int
    name: str
    why: str


class StationOut(BaseModel):
    """One station."""

    id: int
    number: str
    title: str
    state: str
    version: int
    code: str
    kind: str
    kind_name: str
    standing: str
    upper: Named | None
    area: str
    address: str
    latitude: float | None
    longitude: float | None
    phone: str
    opening: str
    opening_today: str
    online: bool
    video: str
    introduction: str
    partner: str
    partner_unit: Named | None
    keepers: list[str]
    posted: list[PostedOut]
