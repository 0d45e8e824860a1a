"""What is read of the registers, as schemas."""

from __future__ import annotations

import datetime as dt

from pydantic import BaseModel

from yishi.doors.api.reads.shapes import Named


class BelongingOut(BaseModel):
    """A place in a delegation, sector or group."""

    id: int
    mandate: int
    grouping: Named
    name: str
    began: dt.date
    ended: dt.date | None
    heads: bool
    second: bool


class SeatOut(BaseModel):
    """A seat with what may be done on it now."""

    id: int
    kind: str
    term: Named | None
    state: str
    number: str
    office: str
    began: dt.date
    begun_by: str
    ended: dt.date | None
    ended_by: str
    ground: str
    reported: dt.date | None
    announced: dt.date | None
    re_elected: bool
    grass_roots: bool
    non_party: bool
    belongings: list[BelongingOut]
    acts: list[str]


class VisitOut(BaseModel):
    """A visit or talk."""

    day: dt.date
    how: str
    met: int | None
    note: str


class ContactOut(BaseModel):
    """A link of a contact chain, with a seat or with the people of a grouping."""

    id: int
    chain: str
    keeper: Named
    kept: Named | None
    people_of: Named | None
    began: dt.date
    ended: dt.date | None
    visits: list[VisitOut]


class GroupingNode(BaseModel):
    """A grouping in the tree."""

    id: int
    kind: str
    name: str
    depth: int
    parent: int | None
    seats: int | None
    holders: int
    vacant: int | None
    heads: list[str]


class GroupingOut(BaseModel):
    """A grouping with those who belong to it."""

    id: int
    kind: str
    name: str
    term: Named | None
    parent: Named | None
    seats: int | None
    now: list[BelongingOut]
    before: list[BelongingOut]


class SessionOut(BaseModel):
    """A session."""

    id: int
    number: int
    opens: dt.date
    closes: dt.date


class TermOut(BaseModel):
    """A term."""

    id: int
    number: int
    began: dt.date
    ended: dt.date | None
    sessions: list[SessionOut]


class PostOut(BaseModel):
    """A named post that is no mandate."""

    id: int
    name: str
    work: str
    phone: str
    kind: str
    state: str
    unit: Named | None
    grouping: Named | None
    began: dt.date
    ended: dt.date | None
    others: list[Named]
    seat: Named | None


class HeldOut(BaseModel):
    """A role that an account holds or held."""

    id: int
    account: Named
    code: str
    name: str
    unit: Named | None
    grouping: Named | None
    began: dt.date
    ended: dt.date | None
    phone: str


class UnitWhole(BaseModel):
    """A unit with those who serve in it."""

    id: int
    code: str
    name: str
    short: str
    side: str
    coordinates: bool
    phone: str
    began: dt.date | None
    ended: dt.date | None
    successor: Named | None
    roles: list[HeldOut]


class AccountOut(BaseModel):
    """An account."""

    id: int
    name: str
    username: str
    phone: str
    state: str
    home: Named | None
    last_login: dt.datetime | None
    roles: list[HeldOut]


class Share(BaseModel):
    """A number of seats of a whole."""

    key: str
    title: str
    definition: str
    part: int | None
    whole: int | None
    percent: str


class Move(Share):
    """Seats that began or ended since the term began on one ground; of endings, how many were reported and announced."""

    reported: int
    announced: int


class Place(BaseModel):
    """Seats of one grouping."""

    grouping: Named
    holders: int
    seats: int | None
    vacant: int | None


class StructureOut(BaseModel):
    """The structure of a term as of a day."""

    term: Named | None
    day: dt.date
    kind: str
    figures: list[Share]
    overlaps: list[Share]
    moves: list[Move]
    places: list[Place]
