"""The older office files (doc, xls, wps, et): compound files, told by the names of the streams they hold.

Directory entries are 128 bytes, stand at multiples of 128 and begin with the stream's name in UTF-16,
wherever in the file their sectors lie; so the names are found without following its sector chains, which a
forged file could loop.
"""

from __future__ import annotations

from typing import BinaryIO

from django.utils.translation import gettext as _

from yishi.foundation.files import kinds
from yishi.foundation.files.kinds import Kind
from yishi.foundation.files.refused import FileRefused

MARK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENTRY = 128
NAME = 64
MACROS = ("_VBA_PROJECT", "_VBA_PROJECT_CUR", "Macros", "VBA")
LOCKED = ("EncryptedPackage", "EncryptionInfo")
STREAMS = {"WordDocument": kinds.DOC, "Workbook": kinds.XLS, "Book": kinds.XLS}


def kind_of(file: BinaryIO) -> Kind:
    """The kind of a compound file; raises `FileRefused` for one with macros, a password, or of another
    program."""
    file.seek(0)
    content = file.read()
    if any(_holds(content, name) for name in LOCKED):
        raise FileRefused("locked", _("文件有密码，请去掉密码后再上传。"))
    if any(_holds(content, name) for name in MACROS):
        raise FileRefused("macros", _("文件里有宏（可执行代码），请另存为不带宏的文件后再上传。"))
    for name, kind in STREAMS.items():
        if _holds(content, name):
            return kind
    raise FileRefused("type", _("不能上传这种旧版 Office 文件。演示文稿请另存为 pptx 或 PDF 后再上传。"))


def _holds(content: bytes, name: str) -> bool:
    """Whether the file has a directory entry of this name."""
    raw = name.encode("utf-16-le")
    field = raw + bytes(NAME - len(raw))
    length = (len(raw) + 2).to_bytes(2, "little")
    at = content.find(field)
    while at >= 0:
        if at % ENTRY == 0 and content[at + NAME : at + NAME + 2] == length:
            return True
        at = content.find(field, at + 1)
    return False
