"""Where an organ's model is kept: one file a organ under YISHI_VAR/sorting, written whole and then moved into place.

Plain arrays read with `allow_pickle=False`: a pickle runs what its writer put in, and the folder of records is on shares
and in backups that others write to. Nothing in it can be read back as a sentence that somebody wrote, but the words
and short runs of characters that two messages or more have in common stand in it as numbers; so it is kept as private
as the database, and made anew every night from what may still be read.
"""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from yishi.readings.sorting.model import Model, NotAModel, dumped, loaded


def path_of(organ: str) -> Path:
    """The file of the organ with this code."""
    return Path(settings.YISHI_VAR) / "sorting" / f"{organ}.npz"


def save(organ: str, model: Model) -> None:
    """Keep it; whoever reads meanwhile has the old one or the new one whole."""
    path = path_of(organ)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    new = path.with_suffix(f".{os.getpid()}.new")
    new.write_bytes(dumped(model))
    new.chmod(0o600)
    new.replace(path)


def load(organ: str) -> Model | None:
    """The model as it is kept now; None where there is none, or one that this version cannot read. Read once for each
    state of the file."""
    try:
        stamp = path_of(organ).stat().st_mtime_ns
    except OSError:
        return None
    return _read(organ, stamp)


@lru_cache(maxsize=4)
def _read(organ: str, stamp: int) -> Model | None:
    try:
        return loaded(path_of(organ).read_bytes())
    except (OSError, NotAModel):
        return None
