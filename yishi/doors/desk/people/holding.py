"""A spreadsheet between its preview and its confirmation: kept on disk for a day at most, known to one session only."""

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
    """What is held: the file's name as sent, its bytes, and the choices made with it."""

    name: str
    data: bytes
    choices: dict[str, Any]


def hold(request: Any, kind: str, upload: UploadedFile, choices: dict[str, Any]) -> bytes:
    """Keep a file for the session; what the session held of the same kind goes. Answers its bytes."""
    drop(request, kind)
    _sweep()
    data = upload.read()
    path = default_storage.save(f"{FOLDER}/{uuid.uuid4().hex}.bin", ContentFile(data))
    request.session[_key(kind)] = {"path": path, "name": PurePath(upload.name or "").name[:120], "choices": choices}
    return bytes(data)


def held(request: Any, kind: str) -> Held | None:
    """What the session holds of the kind; None when there is nothing, or it has been swept away."""
    kept = request.session.get(_key(kind))
    if not kept or not default_storage.exists(kept["path"]):
        return None
    with default_storage.open(kept["path"]) as file:
        return Held(kept["name"], file.read(), kept["choices"])


def drop(request: Any, kind: str) -> None:
    """Forget it, and delete the file."""
    kept = request.session.pop(_key(kind), None)
    if kept:
        default_storage.delete(kept["path"])


def _key(kind: str) -> str:
    return f"import-{kind}"


def _sweep() -> None:
    """Files whose session never came back."""
    if not default_storage.exists(FOLDER):
        return
    for name in default_storage.listdir(FOLDER)[1]:
        path = f"{FOLDER}/{name}"
        if clock.now() - default_storage.get_modified_time(path) > KEPT:
            default_storage.delete(path)
