"""The .mo files that gettext reads, made from the .po files; set-up and `yishi run` make those that are stale."""

from __future__ import annotations

import io
from collections.abc import Iterable
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po


def compile_stale(folders: Iterable[Path]) -> list[Path]:
    """Make each .mo that is missing or older than its .po; gives those made. Raises `PoFileError` for what is no .po."""
    made = []
    for folder in folders:
        for source in sorted(Path(folder).glob("*/LC_MESSAGES/*.po")):
            target = source.with_suffix(".mo")
            if not target.exists() or target.stat().st_mtime < source.stat().st_mtime:
                target.write_bytes(compiled(source.read_text(encoding="utf-8")))
                made.append(target)
    return made


def compiled(source: str) -> bytes:
    """The .mo of a .po; what is marked fuzzy or not translated is left out."""
    made = io.BytesIO()
    write_mo(made, read_po(io.BytesIO(source.encode("utf-8")), abort_invalid=True))
    return made.getvalue()
