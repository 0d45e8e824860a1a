"""Files that no row knows: left where a transaction was rolled back, or a process killed, after the file was
written."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from django.core.files.storage import Storage

from yishi.foundation import clock
from yishi.foundation.files.models import FOLDER, Attachment

LEFT_ALONE = dt.timedelta(days=1)
"""A younger file may belong to a step that has not committed yet."""


def sweep() -> int:
    """Delete attachments' files that belong to nothing for more than a day; answers how many."""
    storage = Attachment._meta.get_field("file").storage
    known = set(Attachment.objects.values_list("file", flat=True))
    before = clock.now() - LEFT_ALONE
    lost = [name for name in _files(storage, FOLDER) if name not in known]
    old = [name for name in lost if storage.get_modified_time(name) < before]
    for name in old:
        storage.delete(name)
    return len(old)


def _files(storage: Storage, folder: str) -> Iterator[str]:
    if not storage.exists(folder):
        return
    folders, files = storage.listdir(folder)
    yield from (f"{folder}/{name}" for name in files)
    for inner in folders:
        yield from _files(storage, f"{folder}/{inner}")
