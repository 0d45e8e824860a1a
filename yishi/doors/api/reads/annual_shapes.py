"""What the api tells of the annual report, and of a draft that was checked."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any

from pydantic import BaseModel, Field

from yishi.doors.api.reads.indicator_shapes import VersionIn
from yishi.doors.api.types import Day, Given, Key

Text = Annotated[str, Field(max_length=20_000)]


class AnnualOut(BaseModel):
    """An annual report."""

    id: int
    year: int
    span: str
    title: str
    subtitle: str
    until: dt.date | None
    tree: bool
    state: str
    version: int


class ParagraphOut(BaseModel):
    """A paragraph: as it is written, with its fields, and as it reads."""

    id: int
    version: int
    level: int
    text: str
    reads: str
    wrong: list[str]


class ChapterOut(BaseModel):
    """A chapter."""

    id: int
    title: str
    paragraphs: list[ParagraphOut]


class SumOut(BaseModel):
    """A sum that must hold; `broken` says by how much it does not."""

    id: int
    formula: str
    broken: str


class WholeAnnualOut(AnnualOut):
    """The report with its text."""

    chapters: list[ChapterOut]
    sums: list[SumOut]
    wanting: list[str]
    hash: str = Field(description="定稿时定格的指标的校验值")


class BeginIn(Given):
    """On what a report is to be drafted."""

    year: int = Field(ge=1954, le=2100)
    span: str = Field("year", pattern="^(year|term)$")
    tree: bool = False


class BegunOut(BaseModel):
    """The report, or the job that drafts it."""

    report: int | None
    job: int | None


class DraftJobOut(BaseModel):
    """How far a draft is."""

    state: str
    done: int
    total: int
    report: int | None
    error: str


class HeadIn(VersionIn):
    """Title, subtitle, and as of which day."""

    title: str = Field(min_length=1, max_length=120)
    subtitle: str = Field("", max_length=120)
    until: Day | None = None


class TextIn(VersionIn):
    """A paragraph's text, with figures as [[name or id]]."""

    text: Text


class AddIn(Given):
    """A new paragraph."""

    text: Text
    after: Key | None = None
    level: int = Field(0, ge=0, le=3)


class MoveIn(VersionIn):
    """Behind which paragraph; empty for the first place of its chapter."""

    after: Key | None = None


class TitleIn(VersionIn):
    """A chapter's heading; the version is the report's."""

    title: str = Field(min_length=1, max_length=80)


class SumIn(Given):
    """A sum or rate that must hold."""

    formula: str = Field(min_length=1, max_length=600)


class WhyIn(Given):
    """Why."""

    why: str = Field(min_length=1, max_length=400)


class MadeOut(BaseModel):
    """What was made or changed."""

    id: int
    version: int | None


class AnnexOut(BaseModel):
    """Every figure of a report, and the next year's plan."""

    days: str
    hash: str
    rows: list[dict[str, Any]]
    planned: list[dict[str, Any]]


class DiffersOut(BaseModel):
    """A frozen figure that would be another today."""

    id: str
    name: str
    then: str
    now: str


class FrozenOut(BaseModel):
    """What was frozen, what is wrong with it, and what would be otherwise today."""

    alg: str
    hash: str
    made_at: dt.datetime
    figures: list[dict[str, Any]]
    wrong: list[str]
    differs: list[DiffersOut]


class CheckIn(Given):
    """A draft's text and the days it reports on."""

    text: str = Field(min_length=1, max_length=400_000)
    w: str = Field("year", pattern="^(year|term|asof|between)$")
    year: int | None = Field(None, ge=1954, le=2100)
    on: Day | None = None
    since: Day | None = None
    until: Day | None = None


class CheckedOut(BaseModel):
    """Every claim of the draft with its verdict, and what does not agree within it."""

    since: dt.date
    until: dt.date
    verdicts: dict[str, int]
    claims: list[dict[str, Any]]
    remarks: list[dict[str, Any]]
