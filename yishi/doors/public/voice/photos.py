"""Photographs chosen with a form that is not a message yet. Those of a form that was refused are held for the session, so that
nobody takes them a second time; once there is a message they are attached to it."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import ExitStack
from dataclasses import dataclass, field

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from yishi.doors.parts import holding
from yishi.doors.parts.who import Request
from yishi.doors.public.voice.guard import tried, when
from yishi.foundation.files import names
from yishi.foundation.files.refused import FileRefused
from yishi.foundation.people.actors import Actor
from yishi.rooms.voice import counting, folders

FIELD, DROP = "photos", "drop"
"""Field of the files, and the button that takes a held one off again."""
ACCEPT = "image/jpeg,image/png,image/webp"
"""A phone that keeps pictures in a form of its own (HEIC) hands them over as JPEG where these are asked for."""


@dataclass
class Chosen:
    """What a form brought: `sent` with it now, `held` from before, and why some were refused."""

    sent: list[UploadedFile] = field(default_factory=list)
    held: list[holding.Held] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    most: int = folders.MOST_OF_SENDER
    largest: int = folders.LARGEST_OF_SENDER // (1024 * 1024)
    accept: str = ACCEPT


def chosen(request: Request, nonce: str) -> Chosen:
    """The photographs of a form, each proved; one that was sent twice counts once."""
    found = Chosen(held=_wanted(request, nonce))
    for upload in request.FILES.getlist(FIELD):
        known = [(row.name, row.size) for row in found.held]
        known += [(row.name or "", row.size or 0) for row in found.sent]
        if (names.clean(upload.name or ""), upload.size) in known or (upload.name, upload.size) in known:
            continue
        try:
            folders.check_number(len(known))
            folders.check_of_sender(upload)
        except FileRefused as refusal:
            found.refused += [str(refusal)] if str(refusal) not in found.refused else []
        else:
            found.sent.append(upload)
    return found


def _wanted(request: Request, nonce: str) -> list[holding.Held]:
    """Those held from before, less the one that was just taken off."""
    kind, rows = _kind(nonce), holding.all_held(request, _kind(nonce))
    gone = request.POST.get(DROP, "")
    if gone.isascii() and gone.isdigit() and len(gone) < 3 and int(gone) < len(rows):
        holding.drop(request, kind, rows[int(gone)].path)
        return holding.all_held(request, kind)
    return rows


def hold(request: Request, nonce: str, found: Chosen) -> Chosen:
    """Keep what was sent until the form comes again, as often as one client may."""
    if found.sent and (left := tried(request, counting.HELD)):
        found.refused.append(_("照片没有留住：短时间内次数太多，请%(when)s再选。") % {"when": when(left)})
        found.sent = []
    for upload in found.sent:
        holding.hold_more(request, _kind(nonce), upload)
    return Chosen(held=holding.all_held(request, _kind(nonce)), refused=found.refused)


def attach(request: Request, nonce: str, actor: Actor, key: int, found: Chosen) -> list[str]:
    """Attach them to the message that now is there; what is refused all the same is said."""
    with ExitStack() as open_files:
        uploads = [open_files.enter_context(row.upload()) for row in found.held]
        refused = add(actor, key, [*uploads, *found.sent])
    if found.held:
        holding.drop(request, _kind(nonce))
    return refused


def add(actor: Actor, key: int, uploads: Iterable[UploadedFile]) -> list[str]:
    """Add photographs to a message, one by one; why some were not."""
    refused: list[str] = []
    for upload in uploads:
        try:
            folders.add(actor, key, upload)
        except FileRefused as refusal:
            refused += [str(refusal)] if str(refusal) not in refused else []
    return refused


def _kind(nonce: str) -> str:
    return f"photos-{nonce}"
