"""What belongs to the caller himself: who he is here, his notices, his tokens."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from django.utils.translation import gettext as _
from ninja import Router, Status
from pydantic import BaseModel, Field

from yishi.doors.api import tokens
from yishi.doors.api.auth import Request
from yishi.doors.api.models import Token
from yishi.doors.api.problems import READ, WRITE, problems
from yishi.doors.api.reads.shapes import Named, Paged
from yishi.doors.api.types import Day, Given, Key, Pages, PathKey, paged
from yishi.foundation.loops.refusals import NotAllowed
from yishi.foundation.outbox import inbox
from yishi.foundation.outbox.models import Notice
from yishi.foundation.people.models import Account, RoleCode

router = Router(tags=["mine"])


class RoleOut(BaseModel):
    """A role that the caller holds here today."""

    code: str
    name: str
    unit: int | None
    grouping: int | None
    mandate: int | None
    former: bool = Field(description="任期已结束，只能办理此前提出的件")


class Me(BaseModel):
    """Who the caller is."""

    name: str
    organ: Named
    roles: list[RoleOut]


class NoticeOut(BaseModel):
    """A notice in the inbox."""

    id: int
    matter: int | None
    kind: str
    text: str
    urgent: bool
    made_at: dt.datetime
    read_at: dt.datetime | None


class Read(Given):
    """Notices that were read."""

    ids: Annotated[list[Key], Field(min_length=1, max_length=500)]


class Marked(BaseModel):
    """How many were marked."""

    marked: int


class TokenOut(BaseModel):
    """A token of the caller; its secret is not kept."""

    id: int
    name: str
    made_at: dt.datetime
    last_used_at: dt.datetime | None = Field(description="精确到十分钟")
    ends_on: dt.date
    revoked_at: dt.datetime | None


class TokenMade(TokenOut):
    """A new token with its secret, shown this once."""

    secret: str


class TokenIn(Given):
    """What a token is for, and until when."""

    name: Annotated[str, Field(min_length=1, max_length=60, title="用途")]
    ends_on: Day | None = Field(None, title="有效期至", description="最长两年；不填为一年")


def _account(request: Request) -> Account:
    account = request.auth.account
    if account is None:
        raise NotAllowed(_("请以本人账号登录后再试。"))
    return account


@router.get("/me", response={200: Me, **problems(READ)}, operation_id="get_me")
def get_me(request: Request) -> Me:
    """The account's name, organ and roles."""
    actor = request.auth
    held = sorted(
        actor.roles, key=lambda role: (role.code, role.unit_id or 0, role.mandate_id or 0, role.grouping_id or 0)
    )
    roles = [
        RoleOut(
            code=role.code, name=str(RoleCode(role.code).label), unit=role.unit_id, grouping=role.grouping_id, mandate=role.mandate_id,
            former=role.former,
        )
        for role in held
    ]  # fmt: skip
    return Me(name=actor.name, organ=Named(id=actor.organ.pk, name=actor.organ.name), roles=roles)


@router.get("/notices", response={200: Paged[NoticeOut], **problems(READ)}, operation_id="list_notices")
def list_notices(request: Request, paging: Pages, unread: bool = False) -> Paged[NoticeOut]:
    """My notices in this organ, newest first."""
    rows = Notice.objects.filter(account=_account(request), organ=request.auth.organ)
    return paged(rows.filter(read_at=None) if unread else rows, paging, _notice)


def _notice(row: Notice) -> NoticeOut:
    return NoticeOut(
        id=row.pk,
        matter=row.matter_id,
        kind=row.kind,
        text=row.text,
        urgent=row.urgent,
        made_at=row.made_at,
        read_at=row.read_at,
    )


@router.post("/notices/read", response={200: Marked, **problems(WRITE - {404, 409})}, operation_id="read_notices")
def read_notices(request: Request, given: Read) -> Marked:
    """Mark notices as read; those of others are left alone."""
    account = _account(request)
    here = Notice.objects.filter(account=account, organ=request.auth.organ, pk__in=given.ids).values_list(
        "pk", flat=True
    )
    return Marked(marked=inbox.mark_read(account, here))


@router.post("/notices/read-all", response={200: Marked, **problems(READ | {413})}, operation_id="read_all_notices")
def read_all_notices(request: Request) -> Marked:
    """Mark all my notices in this organ as read."""
    account = _account(request)
    waiting = Notice.objects.filter(account=account, organ=request.auth.organ, read_at=None).values_list(
        "pk", flat=True
    )
    return Marked(marked=inbox.mark_read(account, waiting))


@router.get("/tokens", response={200: Paged[TokenOut], **problems(READ)}, operation_id="list_tokens")
def list_tokens(request: Request, paging: Pages) -> Paged[TokenOut]:
    """My tokens in this organ, those that ended too."""
    return paged(Token.objects.filter(account=_account(request), organ=request.auth.organ), paging, _token)


def _token(row: Token) -> TokenOut:
    return TokenOut(
        id=row.pk,
        name=row.name,
        made_at=row.made_at,
        last_used_at=row.last_used_at,
        ends_on=row.ends_on,
        revoked_at=row.revoked_at,
    )


@router.post("/tokens", response={201: TokenMade, **problems(WRITE - {404})}, operation_id="make_token")
def make_token(request: Request, given: TokenIn) -> Status:
    """Make a token. Only from a signed-in browser: a token that leaked cannot make others."""
    if request.by_token:
        raise NotAllowed(_("请登录网页后制作令牌；令牌本身不能再制作令牌。"))
    token, secret = tokens.make(_account(request), request.auth.organ, given.name, given.ends_on)
    return Status(201, TokenMade(**dict(_token(token)), secret=secret))


@router.delete(
    "/tokens/{int:id}", response={200: TokenOut, **problems(WRITE - {409, 415})}, operation_id="revoke_token"
)
def revoke_token(request: Request, id: PathKey) -> TokenOut:
    """Stop one of my tokens, at once and for good."""
    return _token(tokens.revoke(_account(request), id))
