"""Nasty files for tests, made on the spot."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable
from typing import Any

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet


def xlsx(rows: list[list[Any]], change: Callable[[Worksheet], None] | None = None, name: str = "名册") -> bytes:
    """A workbook of one sheet; `change` may merge cells, hide things, move cells far out."""
    book = Workbook()
    sheet = book.active
    sheet.title = name
    for row in rows:
        sheet.append(row)
    if change:
        change(sheet)
    return saved(book)


def saved(book: Workbook) -> bytes:
    """The workbook's bytes."""
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def repacked(data: bytes, replace: dict[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """The same archive with some parts replaced or added."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w", compression) as target:
        for name in source.namelist():
            if name not in replace:
                target.writestr(name, source.read(name))
        for name, content in replace.items():
            target.writestr(name, content)
    return out.getvalue()


def xls(rows: list[list[str | float]]) -> bytes:
    """A small .xls (BIFF8 in a compound file), byte by byte: nothing at hand still writes the format."""
    name = "名册"
    sheet_bof = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0, 0, 0, 0x0600))
    body = b"".join(_cell(r, c, value) for r, row in enumerate(rows) for c, value in enumerate(row))
    sheet = sheet_bof + body + _record(0x000A, b"")
    bof = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0005, 0, 0, 0, 0x0600))
    title = bytes([len(name), 1]) + name.encode("utf-16-le")
    at = len(bof) + 4 + 6 + len(title) + 4
    bound = _record(0x0085, struct.pack("<IBB", at, 0, 0) + title)
    return _compound((bof + bound + _record(0x000A, b"") + sheet).ljust(8192, b"\0"))


def _record(kind: int, data: bytes) -> bytes:
    return struct.pack("<HH", kind, len(data)) + data


def _cell(row: int, column: int, value: str | float) -> bytes:
    place = struct.pack("<HHH", row, column, 0)
    if isinstance(value, str):
        return _record(0x0204, place + struct.pack("<HB", len(value), 1) + value.encode("utf-16-le"))
    return _record(0x0203, place + struct.pack("<d", value))


def _compound(stream: bytes) -> bytes:
    """One stream named Workbook: sector 0 is the table of sectors, 1 the directory, the stream follows."""
    end, free, size = 0xFFFFFFFE, 0xFFFFFFFF, 512
    count = len(stream) // size
    chain = [0xFFFFFFFD, end, *range(3, 2 + count), end]
    table = struct.pack(f"<{size // 4}I", *chain, *[free] * (size // 4 - len(chain)))
    header = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(16)
    header += struct.pack("<HHHHH6xIIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, 1, 0, 4096, end, 0, end, 0, 0)
    header = header.ljust(size, b"\xff")
    entries = _entry("Root Entry", 5, 1, end, 0) + _entry("Workbook", 2, free, 2, len(stream))
    return header + table + entries.ljust(size, b"\0") + stream


def _entry(name: str, kind: int, child: int, start: int, length: int) -> bytes:
    title = (name + "\0").encode("utf-16-le")
    nobody = 0xFFFFFFFF
    head = title.ljust(64, b"\0") + struct.pack("<HBBIII", len(title), kind, 1, nobody, nobody, child)
    return (head.ljust(116, b"\0") + struct.pack("<IQ", start, length)).ljust(128, b"\0")
