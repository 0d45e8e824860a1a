"""Pictures: how large they are, and what a camera wrote into them (place, time, device), which is taken out.

Done on the file's own parts and not by decoding and encoding it again: the picture stays as it was taken, to
the bit, nothing is lost to a second compression, and no decoder works on what strangers sent. How the camera
was held is kept.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator

from django.utils.translation import gettext as _

from yishi.foundation.files import jpeg, kinds
from yishi.foundation.files.kinds import Kind
from yishi.foundation.files.refused import FileRefused

MOST_PIXELS = 100_000_000
LONGEST_SIDE = 20_000

PNG_MARK = b"\x89PNG\r\n\x1a\n"
PNG_PRIVATE = frozenset({b"tEXt", b"zTXt", b"iTXt", b"tIME", b"eXIf", b"dSIG", b"caBX"})
WEBP_PRIVATE = frozenset({b"EXIF", b"XMP "})
WEBP_EXIF_AND_XMP = 0x0C


def kind_of(head: bytes) -> Kind | None:
    """JPEG, PNG or WebP by its first bytes; None for anything else."""
    if head.startswith(b"\xff\xd8\xff"):
        return kinds.JPEG
    if head.startswith(PNG_MARK):
        return kinds.PNG
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return kinds.WEBP
    return None


def check_size(kind: Kind, content: bytes) -> None:
    """Raises `FileRefused` for a damaged picture, and for one that would unpack to a monstrous size."""
    try:
        width, height = _SIZES[kind.code](content)
    except (ValueError, struct.error, IndexError) as error:
        raise _damaged() from error
    if width < 1 or height < 1:
        raise _damaged()
    if width * height > MOST_PIXELS or max(width, height) > LONGEST_SIDE:
        raise FileRefused("pixels", _("图片过大（%(w)d × %(h)d 像素），请缩小后再上传。") % {"w": width, "h": height})


def without_particulars(kind: Kind, content: bytes) -> bytes:
    """The same picture without place, time, device, comments or anything after its end."""
    try:
        return _STRIPPERS[kind.code](content)
    except (ValueError, struct.error, IndexError) as error:
        raise _damaged() from error


def _damaged() -> FileRefused:
    return FileRefused("damaged", _("图片已损坏，请重新拍摄或者另存后再上传。"))


def _png_chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Type and whole bytes of each chunk up to the last; ValueError where the chain breaks."""
    at = len(PNG_MARK)
    while True:
        (length,) = struct.unpack_from(">I", content, at)
        whole = content[at : at + 12 + length]
        kind = whole[4:8]
        if len(whole) != 12 + length or zlib.crc32(whole[4:-4]) != int.from_bytes(whole[-4:]):
            raise ValueError("a PNG chunk is cut short or altered")
        yield kind, whole
        if kind == b"IEND":
            return
        at += len(whole)


def _png_size(content: bytes) -> tuple[int, int]:
    chunks = list(_png_chunks(content))
    if chunks[0][0] != b"IHDR" or not any(kind == b"IDAT" for kind, _whole in chunks):
        raise ValueError("a PNG begins with its header and holds a picture")
    width, height = struct.unpack_from(">II", chunks[0][1], 8)
    return width, height


def _png_clean(content: bytes) -> bytes:
    return PNG_MARK + b"".join(whole for kind, whole in _png_chunks(content) if kind not in PNG_PRIVATE)


def _webp_chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    (length,) = struct.unpack_from("<I", content, 4)
    end = 8 + length
    if end > len(content):
        raise ValueError("a WebP is cut short")
    at = 12
    while at < end:
        kind, size = content[at : at + 4], struct.unpack_from("<I", content, at + 4)[0]
        data = content[at + 8 : at + 8 + size]
        if len(data) != size:
            raise ValueError("a WebP chunk is cut short")
        yield kind, data
        at += 8 + size + size % 2


def _webp_size(content: bytes) -> tuple[int, int]:
    chunks = dict(reversed(list(_webp_chunks(content))))
    if data := chunks.get(b"VP8X"):
        return int.from_bytes(data[4:7], "little") + 1, int.from_bytes(data[7:10], "little") + 1
    if data := chunks.get(b"VP8L"):
        bits = int.from_bytes(data[1:5], "little")
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    if data := chunks.get(b"VP8 "):
        width, height = struct.unpack_from("<HH", data, 6)
        return width & 0x3FFF, height & 0x3FFF
    raise ValueError("a WebP holds a picture")


def _webp_clean(content: bytes) -> bytes:
    parts = b""
    for kind, data in _webp_chunks(content):
        if kind in WEBP_PRIVATE:
            continue
        if kind == b"VP8X":
            data = bytes([data[0] & ~WEBP_EXIF_AND_XMP]) + data[1:]
        parts += kind + struct.pack("<I", len(data)) + data + b"\0" * (len(data) % 2)
    return b"RIFF" + struct.pack("<I", 4 + len(parts)) + b"WEBP" + parts


_SIZES = {"jpeg": jpeg.size, "png": _png_size, "webp": _webp_size}
_STRIPPERS = {"jpeg": jpeg.clean, "png": _png_clean, "webp": _webp_clean}
