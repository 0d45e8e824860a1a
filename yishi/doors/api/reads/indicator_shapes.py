"""What the api tells of figures."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Annotated, Any

from pydantic import BaseModel, Field

from yishi.doors.api.types import Given, Key

Expression = Annotated[dict[str, Any], Field(description="算法：{count, of, window, …} 或者 {rate: [部分, 总数]} 等")]


class IndicatorOut(BaseModel):
    """A figure with its value over the days asked."""

    id: str
    name: str
    aliases: list[str]
    line: str = Field(description="工作条线的代码；空为综合")
    measure: str
    definition: str
    expression: Expression
    saved: bool = Field(description="本机关或上级机关自己组合的")
    value: Decimal | None = Field(description="空为无从计算，原因见 note")
    parts: list[Decimal | None] = Field(description="比率的部分和总数")
    before: Decimal | None = Field(description="上年同期")
    note: str


class IndicatorsOut(BaseModel):
    """Figures over some days."""

    since: dt.date
    until: dt.date
    indicators: list[IndicatorOut]


class CutOut(BaseModel):
    """A cut of a figure: its own value."""

    name: str
    value: Decimal | None
    parts: list[Decimal | None]


class BehindOut(BaseModel):
    """A row behind a figure, as far as the caller may see it."""

    matter: int | None
    room: str
    number: str
    title: str
    kind: str
    day: dt.date
    until: dt.date | None
    quantity: Decimal
    measure: str
    outcome: str
    topic: str
    place: str
    unit: str
    organ: str


class HiddenOut(BaseModel):
    """So many rows that are not shown, and why."""

    number: int
    why: str


class BehindPartOut(BaseModel):
    """The rows of one count of the figure: a page of them, the number of those not shown, what is not counted."""

    said: str
    days: str
    note: str
    total: int
    hidden: list[HiddenOut]
    left_out: list[str]
    rows: list[BehindOut]


class OneIndicatorOut(BaseModel):
    """A figure, what it counts, its cuts, and the rows behind it."""

    since: dt.date
    until: dt.date
    indicator: IndicatorOut
    explained: str
    cuts: list[CutOut]
    parts: list[BehindPartOut]


class ComparedRow(BaseModel):
    """A figure across the columns."""

    id: str
    name: str
    measure: str
    values: list[Decimal | None]
    changes: list[Decimal | None]


class ComparedOut(BaseModel):
    """Years or organs side by side."""

    columns: list[str]
    rows: list[ComparedRow]


class PreviewIn(Given):
    """An expression to be tried out."""

    expression: Expression


class TriedOut(BaseModel):
    """What it gives."""

    value: Decimal | None
    parts: list[Decimal | None]
    before: Decimal | None
    note: str
    said: str


class OwnIn(Given):
    """A figure of the organ's own."""

    name: str = Field(min_length=1, max_length=60)
    measure: str = Field(min_length=1, max_length=8)
    definition: str = Field(min_length=1, max_length=600)
    expression: Expression
    aliases: list[Annotated[str, Field(max_length=60)]] = Field([], max_length=20)
    line: str = Field("", max_length=24)
    additive: bool = True


class OwnChangeIn(OwnIn):
    """The same, over the version seen."""

    version: Key


class VersionIn(Given):
    """The version that was seen."""

    version: Key


class OwnOut(BaseModel):
    """A figure of the organ's own as it is kept."""

    id: int
    indicator: str
    version: int


class VersionOut(BaseModel):
    """What it was."""

    day: dt.date
    who: str
    step: str
    name: str
    measure: str
    definition: str
    expression: Expression
