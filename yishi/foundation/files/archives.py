"""Files that are zip archives inside: docx, xlsx, pptx, OFD. Looked into without unpacking to disk."""

from __future__ import annotations

import re
import struct
import zipfile
import zlib
from typing import BinaryIO

from django.utils.translation import gettext as _

from yishi.foundation.files import kinds
from yishi.foundation.files.kinds import Kind
from yishi.foundation.files.refused import FileRefused

MARK = b"PK\x03\x04"
MOST_ENTRIES = 5000
MOST_UNPACKED = 200 * kinds.MB
MOST_TIMES = 150
"""How many times its packed size an archive may unpack to, once that is more than one upload may be."""
LONGEST_LIST = 4 * kinds.MB
PIECE = kinds.MB

MAIN_TYPES = {
    f"{kinds.WORD}.main+xml": kinds.DOCX,
    f"{kinds.SHEET}.main+xml": kinds.XLSX,
    f"{kinds.SLIDES}.main+xml": kinds.PPTX,
}
CONTENT_TYPE = re.compile(rb"""ContentType\s*=\s*["']([^"']{1,200})["']""")
OFD_MARK = b"http://www.ofdspec.org/2016"
MACROS = re.compile(r"(^|/)(vbaproject(signature\w*)?\.bin$|vbadata\.xml$|macrosheets/|activex/)", re.IGNORECASE)
PROGRAMS = re.compile(r"\.(exe|dll|com|scr|bat|cmd|ps1|vb[se]|jse?|wsf|hta|msi|jar|lnk|sh|apk)$", re.IGNORECASE)
PACKINGS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
"""The only ones that office programs write."""
BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    ValueError,
    OverflowError,
    RuntimeError,
)
"""What zipfile raises over forged or damaged archives."""


def kind_of(file: BinaryIO) -> Kind:
    """The kind of an archive; raises `FileRefused` for anything but a sound document without macros."""
    file.seek(0)
    try:
        with zipfile.ZipFile(file) as archive:
            _check_entries(archive)
            kind = _document(archive)
            _read_through(archive)
    except BROKEN as error:
        raise FileRefused("damaged", _("文件已损坏，打不开。请在电脑上打开检查、另存后再上传。")) from error
    return kind


def _check_entries(archive: zipfile.ZipFile) -> None:
    entries = archive.infolist()
    packed = sum(entry.compress_size for entry in entries)
    unpacked = sum(entry.file_size for entry in entries)
    swollen = unpacked > kinds.LARGEST and unpacked > MOST_TIMES * max(packed, 1)
    if len(entries) > MOST_ENTRIES or unpacked > MOST_UNPACKED or swollen:
        raise FileRefused("bomb", _("文件解开后过大，不能上传。请精简内容或者另存为 PDF。"))
    for entry in entries:
        if entry.compress_type not in PACKINGS:
            raise zipfile.BadZipFile("packed in an unusual way")
        if entry.flag_bits & 0x1:
            raise FileRefused("locked", _("文件有密码，请去掉密码后再上传。"))
        if MACROS.search(entry.filename):
            raise FileRefused("macros", _("文件里有宏（可执行代码），请另存为不带宏的文件后再上传。"))
        if PROGRAMS.search(entry.filename):
            raise FileRefused("program", _("文件里夹带了程序，请去掉后再上传。"))


def _document(archive: zipfile.ZipFile) -> Kind:
    names = set(archive.namelist())
    if "OFD.xml" in names and OFD_MARK in _read(archive, "OFD.xml"):
        return kinds.OFD
    if "[Content_Types].xml" in names:
        return _office(_read(archive, "[Content_Types].xml"))
    raise FileRefused(
        "archive",
        _("不能上传压缩包，里面的内容无法查看。请解开后逐个上传：%(list)s。") % {"list": kinds.listed()},
    )


def _office(types: bytes) -> Kind:
    """The document's kind by the type that its main part declares."""
    declared = {found.decode("ascii", "replace") for found in CONTENT_TYPE.findall(types)}
    if any("macroenabled" in name.lower() or "vbaproject" in name.lower() for name in declared):
        raise FileRefused("macros", _("文件里有宏（可执行代码），请另存为不带宏的文件后再上传。"))
    for name in declared:
        if kind := MAIN_TYPES.get(name):
            return kind
    raise FileRefused("type", _("不能上传这种 Office 文件（如模板、放映）。请另存为 docx、xlsx 或 pptx。"))


def _read(archive: zipfile.ZipFile, name: str) -> bytes:
    with archive.open(name) as entry:
        return entry.read(LONGEST_LIST)


def _read_through(archive: zipfile.ZipFile) -> None:
    """Unpack everything into nothing: each part is whole and no larger than it says (zipfile proves both)."""
    for entry in archive.infolist():
        with archive.open(entry) as part:
            while part.read(PIECE):
                pass
