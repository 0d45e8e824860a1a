"""Translated words: .po files made into the .mo that gettext reads, without a program that the machine may not have."""

from __future__ import annotations

import ast
import struct
from collections.abc import Iterable, Iterator
from pathlib import Path

MAGIC = 0x950412DE
CONTEXT = "\x04"


def compile_stale(folders: Iterable[Path]) -> list[Path]:
    """Make each .mo that is missing or older than its .po; gives those made. Raises ValueError for a .po that cannot be read."""
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
    catalogue = dict(sorted(_messages(source), key=lambda pair: pair[0].encode()))
    keys = [key.encode() for key in catalogue]
    values = [value.encode() for value in catalogue.values()]
    count = len(keys)
    start = 28 + 16 * count
    tables: list[int] = []
    data = b""
    for texts in (keys, values):
        for text in texts:
            tables += [len(text), start + len(data)]
            data += text + b"\0"
    head = struct.pack("<7I", MAGIC, 0, count, 28, 28 + 8 * count, 0, start)
    return head + struct.pack(f"<{4 * count}I", *tables) + data


def _messages(source: str) -> Iterator[tuple[str, str]]:
    for block in source.replace("\r\n", "\n").split("\n\n"):
        if found := _message(block):
            yield found


def _message(block: str) -> tuple[str, str] | None:
    """One entry: its key as gettext looks it up (context, text, plural), and its translation."""
    words: dict[str, str] = {}
    last = ""
    for number, line in enumerate(block.splitlines()):
        if line.startswith("#, ") and "fuzzy" in line:
            return None
        if line.startswith("#") or not line.strip():
            continue
        name, _, text = line.partition(" ") if not line.startswith('"') else (last, "", line)
        if not text.startswith('"'):
            raise ValueError(f"line {number + 1} of the entry is no message: {line!r}")
        last = name
        words[last] = words.get(last, "") + str(ast.literal_eval(text))
    plurals = [words[name] for name in sorted(words) if name.startswith("msgstr[")]
    value = "\0".join(plurals) if plurals else words.get("msgstr", "")
    if not value or (plurals and not all(plurals)):
        return None
    key = words.get("msgid", "") + (f"\0{words['msgid_plural']}" if "msgid_plural" in words else "")
    return (f"{words['msgctxt']}{CONTEXT}{key}" if "msgctxt" in words else key), value
