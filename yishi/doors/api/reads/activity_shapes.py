"""Activities and what stands beside them, as schemas."""

from __future__ import annotations

import datetime as dt

from pydantic import BaseModel, Field

from yishi.doors.api.reads.shapes import Named


class Coded(BaseModel):
    """A code and its words."""

    code: str
    name: str


class AttendedOut(BaseModel):
    """Somebody who took part, by name."""

    mandate: int | None
    post: int | None
    name: str
    role: str
    signed_at: dt.datetime | None


class HeadsOut(BaseModel):
    """How many took part whose names are not kept."""

    role: str
    count: int


class CameOut(BaseModel):
    """A result."""

    id: int
    code: str
    title: str
    quantity: float
    measure: str
    name: str
    unit: Named | None
    level: str
    by_whom: str
    note: str
    day: dt.date


class CountedOut(BaseModel):
    """A figure that the record is in, and with how much."""

    what: str
    number: str
    note: str


class ActivityOut(BaseModel):
    """An activity with all that belongs to it."""

    id: int
    number: str
    title: str
    state: str
    version: int
    organ: Named
    kind: str
    kind_name: str
    line: str
    line_name: str
    day: dt.date
    last_day: dt.date | None
    starts: dt.time | None
    ended_on: dt.date | None
    place: str
    area: str
    topics: list[str]
    laws: list[str]
    times: int = Field(description="一条登记代表几次活动")
    measure: str
    stock: bool = Field(description="从设立起一直存续的，如站点、小组、制度")
    result: str
    summary: str
    body: Named | None
    reporter: Named | None
    hosts: list[str]
    groups: list[Named]
    persons: list[AttendedOut]
    heads: list[HeadsOut]
    outputs: list[CameOut]
    about: list[Named]
    counted: list[CountedOut]
    why_not_counted: str
    why_turned_back: str


class KindOut(BaseModel):
    """A kind of activity with what is usual for it."""

    code: str
    line: str
    name: str
    aliases: list[str]
    measure: str
    stock: bool
    broader: str
    definition: str
    outputs: list[str]
    roles: list[str]
    results: list[Coded]


class OutputKindOut(BaseModel):
    """A kind of result with the measures that it takes."""

    code: str
    name: str
    measure: str
    measures: list[str]
    definition: str
    levels: bool


class CatalogueOut(BaseModel):
    """Everything that an organ may record."""

    lines: list[Coded]
    kinds: list[KindOut]
    outputs: list[OutputKindOut]
    roles: list[Coded]
    levels: list[Coded]


class SignedOut(BaseModel):
    """Somebody who signed in."""

    name: str
    at: dt.datetime


class CodeOut(BaseModel):
    """The code of an activity and who has come."""

    token: str
    address: str = Field(description="二维码的内容")
    opens: dt.datetime
    closes: dt.datetime
    came: int
    expected: int
    latest: list[SignedOut]


class SignInOut(BaseModel):
    """What a code is for, and how the caller stands to it."""

    activity: Named
    day: dt.date
    signed_at: dt.datetime | None
    why_not: str = Field(description="现在不能签到的原因；能签到或者已签到的为空")


class TargetOut(BaseModel):
    """One number of the yearly plan."""

    id: int
    state: str
    version: int
    year: int
    code: str
    counted: str
    result: str
    number: float
    measure: str
    note: str


class PlannedOut(BaseModel):
    """The same with what was done; `note` says why where it cannot be counted."""

    target: TargetOut
    name: str
    line: str
    actual: float | None
    share: int | None = Field(description="完成百分比，取整")
    note: str


class PlanOut(BaseModel):
    """The plan of a year; what was done is counted up to `until`."""

    year: int
    until: dt.date
    items: list[PlannedOut]


class OwnKindOut(BaseModel):
    """A kind that an office added."""

    id: int
    name: str
    state: str
    version: int
    code: str
    line: str
    measure: str
    stock: bool
    broader: str
    definition: str
    aliases: list[str]
    verbs: list[str]


class OutsideTotalOut(BaseModel):
    """A total reported by an organ outside the installation; in no other sum."""

    id: int
    number: str
    state: str
    version: int
    code: str
    line: str
    by_whom: str
    since: dt.date
    until: dt.date
    quantity: float
    measure: str
    note: str


class InvitedOut(BaseModel):
    """A planned activity in which the caller is to take part."""

    activity: Named
    day: dt.date
    starts: dt.time | None
    place: str
