"""What pages count, as schemas."""

from __future__ import annotations

import datetime as dt

from pydantic import BaseModel, Field

from yishi.doors.api.reads.shapes import Named


class FigureOut(BaseModel):
    """A figure with how it is counted. `value` is empty where nothing can be said; `note` then says why."""

    id: str
    name: str
    definition: str
    value: float | None
    unit: str
    part: int | None
    whole: int | None
    change: float | None = Field(description="与上年同期相比；率为百分点")
    note: str
    detail: dict[str, int]


class SliceOut(BaseModel):
    """A figure of one topic or unit."""

    key: str
    name: str
    value: float | None


class FiguresOut(BaseModel):
    """The figures of a year; the rows behind each stand at /lists/figures/{id}."""

    year: int
    figures: list[FigureOut]
    by_topic: list[SliceOut]
    by_unit: list[SliceOut]


class UnitFiguresOut(BaseModel):
    """A unit's own figures of a year."""

    year: int
    unit: Named
    units: list[Named]
    figures: list[FigureOut]


class ScoredOut(BaseModel):
    """One part of a score with the counts it comes from."""

    id: str
    name: str
    definition: str
    weight: int
    value: float | None
    counts: dict[str, int]
    note: str


class ScoreOut(BaseModel):
    """One unit's score."""

    unit: Named
    value: float | None
    parts: list[ScoredOut]


class ScoresOut(BaseModel):
    """Units' scores of a year, best first."""

    year: int
    published_on: dt.date | None = Field(description="计分办法公布的日期；还没有公布的为空，按默认权重试算")
    weights: dict[str, int]
    items: list[ScoreOut]


class TodoOut(BaseModel):
    """One thing that wants doing."""

    title: str
    number: str
    word: str
    who: str
    due_on: dt.date | None
    working_days: int | None
    provisional: bool
    url: str


class CountOut(BaseModel):
    """A number on a home page."""

    title: str
    value: int | str
    unit: str
    note: str


class HomeOut(BaseModel):
    """What a home page shows first."""

    counts: list[CountOut]
    todos: list[TodoOut]
    others: list[TodoOut] = Field(description="办公：他人所欠；承办：等他人的和将到期的承诺；履职：草稿")


class DutyRow(BaseModel):
    """A suggestion behind a deputy's record."""

    suggestion: Named
    day: dt.date
    role: str


class DutyOut(BaseModel):
    """A deputy's record of a year."""

    year: int
    counts: list[CountOut]
    taken: list[DutyRow]


class KeptOut(BaseModel):
    """A hand-over meeting, a hint or an issue of the bulletin."""

    id: int
    title: str
    day: dt.date
    text: str
    place: str
    session: Named | None
    topic: Named | None
    from_unit: Named | None
    ended_on: dt.date | None
    number: int | None
    suggestions: list[int]
