"""JPEG by its segments (ITU-T T.81, annex B): its size, and the same picture without what the camera
wrote."""

from __future__ import annotations

import struct
from collections.abc import Iterator

START, END, SCAN, COMMENT = 0xD8, 0xD9, 0xDA, 0xFE
FRAMES = frozenset({*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC})
STANDALONE = frozenset({0x01, *range(0xD0, 0xD8)})
KEPT_APPS = {0xE0: b"JFIF\0", 0xE2: b"ICC_PROFILE\0", 0xEE: b"Adobe"}
"""Application segments that the picture's look depends on; all others are particulars."""
EXIF = b"Exif\0\0"
ORIENTATION = 0x0112


def size(content: bytes) -> tuple[int, int]:
    """Width and height in pixels; ValueError for a broken file or one without a picture."""
    found = None
    for marker, data in _segments(content):
        if marker in FRAMES and found is None:
            height, width = struct.unpack_from(">HH", data, 5)
            found = width, height
    if found is None:
        raise ValueError("a JPEG has a frame")
    return found


def clean(content: bytes) -> bytes:
    """The same picture with nothing but what shows it; which side is up is kept, in a segment of its own."""
    parts = [bytes([0xFF, START])]
    turned = _orientation(content)
    if turned > 1:
        parts.append(_turned(turned))
    for marker, data in _segments(content):
        private = 0xE0 <= marker <= 0xEF and not data[4:].startswith(KEPT_APPS.get(marker, b"\0none"))
        if not private and marker != COMMENT:
            parts.append(data)
    parts.append(bytes([0xFF, END]))
    return b"".join(parts)


def _segments(content: bytes) -> Iterator[tuple[int, bytes]]:
    """Marker and whole bytes of each segment between start and end; a scan's coded data comes with its
    segment. ValueError where the chain breaks. What follows the end is never reached."""
    at = 2
    while True:
        if content[at] != 0xFF:
            raise ValueError("a JPEG segment begins with a marker")
        while content[at + 1] == 0xFF:
            at += 1
        marker = content[at + 1]
        if marker == END:
            return
        if marker in STANDALONE or marker in (0, START):
            raise ValueError("a JPEG marker stands where none may")
        (length,) = struct.unpack_from(">H", content, at + 2)
        stop = at + 2 + length
        if length < 2 or stop > len(content):
            raise ValueError("a JPEG segment is cut short")
        if marker == SCAN:
            stop = _end_of_scan(content, stop)
        yield marker, content[at:stop]
        at = stop


def _end_of_scan(content: bytes, at: int) -> int:
    """Where coded data ends: at the first marker that is no restart and no stuffed byte."""
    while True:
        at = content.find(b"\xff", at)
        if at < 0 or at + 1 >= len(content):
            raise ValueError("a JPEG's picture is cut short")
        follows = content[at + 1]
        if follows == 0xFF:
            at += 1
        elif follows == 0 or follows in STANDALONE:
            at += 2
        else:
            return at


def _orientation(content: bytes) -> int:
    """How the camera was held, 1 to 8; 1 where it is not said or cannot be read."""
    for marker, data in _segments(content):
        if marker == 0xE1 and data[4:].startswith(EXIF):
            try:
                return _tag(data[4 + len(EXIF) :])
            except (struct.error, IndexError):
                return 1
    return 1


def _tag(tiff: bytes) -> int:
    order = {b"II": "<", b"MM": ">"}.get(tiff[:2], "<")
    (first,) = struct.unpack_from(f"{order}I", tiff, 4)
    (count,) = struct.unpack_from(f"{order}H", tiff, first)
    for number in range(min(count, 64)):
        tag, kind, many, value = struct.unpack_from(f"{order}HHIH", tiff, first + 2 + 12 * number)
        if (tag, kind, many) == (ORIENTATION, 3, 1):
            return value if 1 <= value <= 8 else 1
    return 1


def _turned(orientation: int) -> bytes:
    """An Exif segment that says which side is up and nothing else."""
    directory = struct.pack(">HHHIHHI", 1, ORIENTATION, 3, 1, orientation, 0, 0)
    data = EXIF + b"MM\0*" + struct.pack(">I", 8) + directory
    return b"\xff\xe1" + struct.pack(">H", len(data) + 2) + data
