"""What is read of suggestions, as schemas: short lines for lists, whole pages for one."""

from __future__ import annotations

import datetime as dt
from typing import Generic, TypeVar

from pydantic import BaseModel, Field

T = TypeVar("T")


class Paged(BaseModel, Generic[T]):
    """One page of a list."""

    items: list[T]
    total: int = Field(description="共多少条")
    page: int
    size: int


class Named(BaseModel):
    """A row by its key and name."""

    id: int
    name: str


class State(BaseModel):
    """Where a matter stands."""

    code: str
    name: str


class SuggestionLine(BaseModel):
    """A suggestion in a list."""

    id: int
    number: str
    title: str
    state: State
    version: int
    lead: Named | None = Field(description="领衔人")
    units: list[Named] = Field(description="承办单位，主办在前")
    topic: Named | None
    when: str
    session: Named | None
    submitted_on: dt.date | None
    due_on: dt.date | None = Field(description="全件最早到期的未完成期限；只给有关各方")
    overdue: bool
    key: bool = Field(description="重点督办")
    published_on: dt.date | None


class ClockOut(BaseModel):
    """A period: what is owed, by whom, until when, by which article."""

    id: int
    matter: int
    kind: str
    name: str
    round: int
    owed_by: str
    started_on: dt.date
    due_on: dt.date = Field(description="到期日，当日仍在期限内")
    original_due_on: dt.date
    provisional: bool = Field(description="所依据的日历尚未公布，为暂定")
    overdue: bool
    met_on: dt.date | None
    late: bool = Field(description="已完成，但晚于到期日")
    stopped_on: dt.date | None
    stopped_why: str
    rule: str
    article: str


class ClockWhy(ClockOut):
    """The same with the reason of its day."""

    wording: str = Field(description="条文原文")
    why: list[str] = Field(description="逐步说明为什么是这一天")


class Plan(BaseModel):
    """Something that an answer promises."""

    what: str
    due: dt.date


class AnswerOut(BaseModel):
    """An answer; `sent_on` is empty on a draft, which only its unit sees."""

    id: int
    round: int
    kind: State
    text: str
    reason: str
    reported: str
    plans: list[Plan]
    number: str
    drafted_on: dt.date
    signed_on: dt.date | None
    sent_on: dt.date | None
    may_publish: bool


class SignerOut(BaseModel):
    """A joint signer."""

    mandate: Named
    invited_on: dt.date
    confirmed_on: dt.date | None
    declined_on: dt.date | None
    agreed_to_withdraw_on: dt.date | None


class PartLine(BaseModel):
    """One unit's part."""

    id: int
    version: int
    suggestion: Named
    unit: Named
    part: State
    state: State
    round: int
    superseded: bool
    handed_on: dt.date
    received_on: dt.date | None
    answered_on: dt.date | None
    due_on: dt.date | None = Field(description="最早到期的未完成期限；只给有关各方")
    overdue: bool


class PartBrief(PartLine):
    """The same on the suggestion's page."""

    task: str
    leader: str
    undertaker: str
    phone: str = Field(description="联系电话；只给工作机构、该单位和领衔人")
    answers: list[AnswerOut]


class PromiseLine(BaseModel):
    """A promise."""

    id: int
    version: int
    suggestion: Named
    unit: Named
    title: str
    state: State
    due_on: dt.date
    done_on: dt.date | None
    result: str
    reports_made: int
    overdue: bool


class SuggestionOut(SuggestionLine):
    """A suggestion with everything that this reader may see of it."""

    source: State
    term: Named | None
    grouping: Named | None
    committee: Named | None
    preferred: Named | None
    situation: str
    proposals: str
    research: str
    may_publish: bool
    registered_on: dt.date | None
    assigned_on: dt.date | None
    answered_on: dt.date | None
    closed_on: dt.date | None
    stage: int
    exit_ground: str
    exit_note: str
    side: str
    hard: bool
    handover: Named | None
    withdrawal_asked_on: dt.date | None
    key_on: dt.date | None
    key_handled_by: str
    key_supervised_by: str
    followed_until: int | None
    good_on: dt.date | None
    solved_on: dt.date | None
    publicity: State
    publicity_ground: str
    higher_organ: str
    pack: str = Field(description="所依据的规则包，见 /law/rules/{ref}")
    signers: list[SignerOut]
    parts: list[PartBrief]
    promises: list[PromiseLine]
    clocks: list[ClockWhy]
