"""Uploads that wait: a spreadsheet between its preview and its confirmation, attachments of a draft that is not saved
yet. Kept on disk for a day at most, known to one session only."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile

from yishi.foundation import clock

FOLDER = "imports"
KEPT = dt.timedelta(days=1)


@dataclass(frozen=True)
class Held:
    """What is held: where, the file's name as sent, its bytes, and the choices made with it."""

    path: str
    name: str
    size: int
    choices: dict[str, Any]

    @property
    def data(self) -> bytes:
        """All of it."""
        with default_storage.open(self.path) as file:
            return bytes(file.read())

    def upload(self) -> UploadedFile:
        """As it came, for what takes uploads; to be closed."""
        return UploadedFile(default_storage.open(self.path), self.name, size=self.size)


def hold(request: Any, kind: str, upload: UploadedFile, choices: dict[str, Any] | None = None) -> None:
    """Keep a file for the session; what the session held of the same kind goes."""
    drop(request, kind)
    hold_more(request, kind, upload, choices)


def hold_more(request: Any, kind: str, upload: UploadedFile, choices: dict[str, Any] | None = None) -> None:
    """Keep one more file of the kind."""
    _sweep()
    upload.seek(0)
    path = default_storage.save(f"{FOLDER}/{uuid.uuid4().hex}.bin", ContentFile(upload.read()))
    name = PurePath(upload.name or "").name[:120]
    row = {"path": path, "name": name, "size": upload.size or 0, "choices": choices or {}}
    request.session[_key(kind)] = [*request.session.get(_key(kind), ()), row]


def held(request: Any, kind: str) -> Held | None:
    """The file that the session holds of the kind; None when there is none, or it has been swept away."""
    return next(iter(all_held(request, kind)), None)


def all_held(request: Any, kind: str) -> list[Held]:
    """All files of the kind that are still there."""
    rows = [Held(**row) for row in request.session.get(_key(kind), ())]
    return [row for row in rows if default_storage.exists(row.path)]


def drop(request: Any, kind: str, path: str = "") -> None:
    """Forget what is held of the kind, or one file of it, and delete it."""
    rows = request.session.pop(_key(kind), [])
    stays = [row for row in rows if path and row["path"] != path]
    if stays:
        request.session[_key(kind)] = stays
    for row in rows:
        if row not in stays:
            default_storage.delete(row["path"])


def fresh() -> str:
    """A key for what is held by one form."""
    return uuid.uuid4().hex


def _key(kind: str) -> str:
    return f"held-{kind}"


def _sweep() -> None:
    """Files whose session never came back."""
    if not default_storage.exists(FOLDER):
        return
    for name in default_storage.listdir(FOLDER)[1]:
        path = f"{FOLDER}/{name}"
        if clock.now() - default_storage.get_modified_time(path) > KEPT:
            default_storage.delete(path)
