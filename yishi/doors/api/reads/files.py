"""Attachments, up and down. Who sees and who adds is the rule of the room: its `folders.py`."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.http import HttpResponseBase
from ninja import File, Router, Status
from ninja.files import UploadedFile
from pydantic import BaseModel

from yishi.doors.api.auth import Request
from yishi.doors.api.problems import ONE, WRITE, problems
from yishi.doors.api.types import PathKey
from yishi.doors.parts import files as rules
from yishi.foundation.files.models import Attachment
from yishi.foundation.files.serve import open_for

router = Router(tags=["attachments"])


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


@router.get(
    "/matters/{int:matter}/attachments",
    response={200: AttachmentList, **problems(ONE)},
    operation_id="list_attachments",
)
def list_attachments(request: Request, matter: PathKey) -> AttachmentList:
    """Files of a suggestion, a unit's part, a promise or an activity."""
    rule = rules.of(matter)
    return AttachmentList(items=[_shown(row) for row in rule.files(rule.folder(request.auth, matter))])


def _shown(row: Attachment) -> AttachmentOut:
    return AttachmentOut(
        id=row.pk, matter=row.matter_id, name=row.name, content_type=row.content_type, size=row.size, sha256=row.sha256,
        added_at=row.added_at,
    )  # fmt: skip


@router.post(
    "/matters/{int:matter}/attachments", response={201: AttachmentOut, **problems(WRITE)}, operation_id="attach"
)
def attach(request: Request, matter: PathKey, file: UploadedFile = File(...)) -> Status:  # noqa: B008  # how ninja declares a file
    """Add a file: pdf, Word, Excel, pictures and text, 20 MB at most; what it is, its content says and not its name."""
    return Status(201, _shown(rules.of(matter).add(request.auth, matter, file)))


BINARY: dict[str, Any] = {"responses": {200: {"content": {"*/*": {"schema": {"type": "string", "format": "binary"}}}}}}


@router.get(
    "/attachments/{int:id}", response={200: None, **problems(ONE)}, operation_id="download", openapi_extra=BINARY
)
def download(request: Request, id: PathKey) -> HttpResponseBase:
    """The file itself."""
    return open_for(rules.of_file(id).file(request.auth, id)[0])


@router.delete("/attachments/{int:id}", response={200: AttachmentOut, **problems(WRITE - {415})}, operation_id="detach")
def detach(request: Request, id: PathKey) -> AttachmentOut:
    """Take off a file that I added, while I still write that part and it has not gone out."""
    return _shown(rules.of_file(id).remove(request.auth, id))
