"""Attachments, up and down.

A file on a suggestion is for those concerned with it. One on a unit's part is the unit's own until its answer is sent, as
drafts are. Files are added by whoever writes that part, while he still writes it.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponseBase
from django.utils.translation import gettext as _
from ninja import File, Router, Status
from ninja.files import UploadedFile
from pydantic import BaseModel

from yishi.doors.api.auth import Request
from yishi.doors.api.problems import ONE, WRITE, problems
from yishi.doors.api.reads.suggestions import one
from yishi.doors.api.types import PathKey
from yishi.foundation.files import store
from yishi.foundation.files.models import Attachment
from yishi.foundation.files.serve import open_for
from yishi.foundation.loops.refusals import NotAllowed, NotFound, WrongState
from yishi.foundation.matters.models import Matter
from yishi.rooms.suggestions.models import Handling, Promise, Suggestion
from yishi.rooms.suggestions.sight import Sight

router = Router(tags=["attachments"])
H = Handling.State
WRITING = (H.HANDED, H.HANDLING, H.OPINION_GIVEN, H.DRAFTED, H.SIGNED)
STUBS = (Suggestion.State.OFFLINE, Suggestion.State.RECORDED)


class AttachmentOut(BaseModel):
    """A file that hangs on a matter."""

    id: int
    matter: int
    name: str
    content_type: str
    size: int
    sha256: str
    added_at: dt.datetime


class AttachmentList(BaseModel):
    """Files of a matter."""

    items: list[AttachmentOut]


@dataclass(frozen=True)
class Folder:
    """The files of one matter, and what the caller may do with them."""

    matter: Matter
    sees: bool
    adds: bool


def folder(request: Request, key: int) -> Folder:
    """The files of a suggestion, a part or a promise that the caller may see; raises NotFound."""
    matter = Matter.objects.filter(pk=key, organ=request.auth.organ, room="suggestions").first()
    if matter is None:
        raise NotFound()
    s, seen = one(request, matter.family)
    if not seen.inside:
        raise NotFound()
    if matter.kind == "handling":
        return _of_part(matter, next(h for h in s.handlings.all() if h.pk == key), seen)
    if matter.kind == "promise":
        p = Promise.objects.select_related("handling").get(pk=key)
        return Folder(matter, True, seen.own(p.handling.unit_id) and matter.state == Promise.State.OPEN)
    writing = seen.lead and matter.state == Suggestion.State.DRAFT
    return Folder(matter, True, writing or (seen.office and matter.closed_on is None and matter.state not in STUBS))


def _of_part(matter: Matter, h: Handling, seen: Sight) -> Folder:
    own = seen.own(h.unit_id)
    return Folder(matter, own or h.answered_on is not None, own and matter.state in WRITING and not h.superseded)


@router.get(
    "/matters/{int:matter}/attachments",
    response={200: AttachmentList, **problems(ONE)},
    operation_id="list_attachments",
)
def list_attachments(request: Request, matter: PathKey) -> AttachmentList:
    """Files of a suggestion, a unit's part or a promise."""
    found = folder(request, matter)
    rows = Attachment.objects.filter(matter=matter) if found.sees else []
    return AttachmentList(items=[_shown(row) for row in rows])


def _shown(row: Attachment) -> AttachmentOut:
    return AttachmentOut(
        id=row.pk, matter=row.matter_id, name=row.name, content_type=row.content_type, size=row.size, sha256=row.sha256,
        added_at=row.added_at,
    )  # fmt: skip


def _must_add(found: Folder) -> None:
    if not found.sees:
        raise NotFound()
    if not found.adds:
        raise NotAllowed(_("附件只能由正在起草或者办理这一部分的人添加、删除。"))


@router.post(
    "/matters/{int:matter}/attachments", response={201: AttachmentOut, **problems(WRITE)}, operation_id="attach"
)
def attach(request: Request, matter: PathKey, file: UploadedFile = File(...)) -> Status:  # noqa: B008  # how ninja declares a file
    """Add a file: pdf, Word, Excel, pictures and text, 20 MB at most; what it is, its content says and not its name."""
    found = folder(request, matter)
    _must_add(found)
    account = request.auth.account
    if account is None:
        raise NotAllowed(_("请以本人账号登录后再试。"))
    return Status(201, _shown(store.attach(found.matter, file, account)))


BINARY: dict[str, Any] = {"responses": {200: {"content": {"*/*": {"schema": {"type": "string", "format": "binary"}}}}}}


def _one(request: Request, key: int) -> tuple[Attachment, Folder]:
    row = Attachment.objects.filter(pk=key, matter__organ=request.auth.organ).first()
    if row is None:
        raise NotFound()
    found = folder(request, row.matter_id)
    if not found.sees:
        raise NotFound()
    return row, found


@router.get(
    "/attachments/{int:id}", response={200: None, **problems(ONE)}, operation_id="download", openapi_extra=BINARY
)
def download(request: Request, id: PathKey) -> HttpResponseBase:
    """The file itself."""
    return open_for(_one(request, id)[0])


@router.delete("/attachments/{int:id}", response={200: AttachmentOut, **problems(WRITE - {415})}, operation_id="detach")
def detach(request: Request, id: PathKey) -> AttachmentOut:
    """Take off a file that I added, while I still write that part."""
    row, found = _one(request, id)
    _must_add(found)
    if request.auth.account is None or row.added_by_id != request.auth.account.pk:
        raise WrongState(_("只能删除自己添加的附件。"))
    shown = _shown(row)
    store.detach(row)
    return shown
