"""Small files of every kind, made on the spot; what is wrong with one is asked for by name."""

from __future__ import annotations

import base64
import io
import struct
import zipfile
import zlib

from docx import Document
from openpyxl import Workbook

PDF = b"%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"
TEXT = "关于修缮未有桥的说明\r\n第一条\t无\r\n"

# Two pixels, red; made with Pillow.
JPEG_PICTURE = base64.b64decode(
    "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDABsSFBcUERsXFhceHBsgKEIrKCUlKFE6PTBCYFVlZF9VXVtqeJmBanGQc1tdhbWGkJ6jq62rZ4C8"
    "ybqmx5moq6T/2wBDARweHigjKE4rK06kbl1upKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKT/wAAR"
    "CAABAAIDASIAAhEBAxEB/8QAHwAAAQUBAQEBAQEAAAAAAAAAAAECAwQFBgcICQoL/8QAHxEAAwEBAQEBAQEBAQAAAAAAAAECAwQFBgcICQoL"
    "/9oADAMBAAIRAxEAPwChRRRXGfSH/9k="
)
WEBP_PICTURE = base64.b64decode(
    "UklGRjgAAABXRUJQVlA4ICwAAACQAQCdASoCAAEABABoJaACdLoAA5gA/us2/6E2Paiv/0JP/ibP+Js+AAAAAA=="
)
SECRET = b"home of the deputy 29.5N 106.5E"


def docx() -> bytes:
    """A Word document of one paragraph."""
    document = Document()
    document.add_paragraph("关于修缮未有桥的建议")
    return _saved(document)


def xlsx() -> bytes:
    """A workbook of one cell."""
    book = Workbook()
    book.active["A1"] = "编号"
    return _saved(book)


def _saved(document) -> bytes:
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def office(main: str, *more: tuple[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """An office file that declares `main` as the type of its main part and holds `more`."""
    types = f'<Types><Override PartName="/a.xml" ContentType="{main}"/></Types>'.encode()
    return archive(("[Content_Types].xml", types), ("a.xml", b"<a/>"), *more, method=method)


def archive(*parts: tuple[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip of these parts."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as made:
        for name, content in parts:
            made.writestr(name, content)
    return file.getvalue()


def ofd() -> bytes:
    """The shell of an OFD file (GB/T 33190)."""
    root = b'<ofd:OFD xmlns:ofd="http://www.ofdspec.org/2016" DocType="OFD" Version="1.0"></ofd:OFD>'
    return archive(("OFD.xml", root), ("Doc_0/Document.xml", b"<ofd:Document/>"))


def compound(*streams: str) -> bytes:
    """A compound file: header, and one sector of directory entries with these names."""
    entries = b"".join(
        name.encode("utf-16-le").ljust(64, b"\0") + struct.pack("<H", 2 * len(name) + 2) + bytes(62)
        for name in ("Root Entry", *streams)
    )
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(512, b"\0") + entries.ljust(1024, b"\0") + bytes(512)


def png(width: int = 2, height: int = 1, *more: tuple[bytes, bytes]) -> bytes:
    """A PNG whose header says this size, with further chunks before the picture."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = [(b"IHDR", header), *more, (b"IDAT", zlib.compress(b"\0\xff\0\0\xff\0\0")), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, data) for kind, data in chunks)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def jpeg(*, turned: int = 0, comment: bytes = b"", size: tuple[int, int] | None = None) -> bytes:
    """A JPEG; `turned` adds what a camera writes, with orientation and place, `size` forges the frame."""
    picture = JPEG_PICTURE
    if size:
        at = picture.index(b"\xff\xc0")
        picture = picture[: at + 5] + struct.pack(">HH", size[1], size[0]) + picture[at + 9 :]
    more = b""
    if turned:
        entry = struct.pack("<HHIHH", 0x0112, 3, 1, turned, 0)
        tiff = b"II*\0" + struct.pack("<IH", 8, 1) + entry + struct.pack("<I", 0)
        more += _segment(0xE1, b"Exif\0\0" + tiff + SECRET) + _segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + SECRET)
    if comment:
        more += _segment(0xFE, comment)
    return picture[:2] + more + picture[2:]


def _segment(marker: int, data: bytes) -> bytes:
    return bytes([0xFF, marker]) + struct.pack(">H", len(data) + 2) + data


def webp(*, private: bool = False, size: tuple[int, int] = (2, 1)) -> bytes:
    """A WebP in its extended form, with Exif and XMP where `private`."""
    width, height = ((side - 1).to_bytes(3, "little") for side in size)
    flags = b"\x0c\0\0\0" if private else bytes(4)
    parts = _riff(b"VP8X", flags + width + height) + WEBP_PICTURE[12:]
    if private:
        parts += _riff(b"EXIF", SECRET) + _riff(b"XMP ", SECRET)
    return b"RIFF" + struct.pack("<I", 4 + len(parts)) + b"WEBP" + parts


def _riff(kind: bytes, data: bytes) -> bytes:
    return kind + struct.pack("<I", len(data)) + data + b"\0" * (len(data) % 2)
