"""What a file is, told from its content; its name is only compared with that."""

from __future__ import annotations

import codecs
import re
from typing import BinaryIO

import puremagic
from django.utils.translation import gettext as _

from yishi.foundation.files import archives, compound, images, kinds
from yishi.foundation.files.kinds import Kind
from yishi.foundation.files.refused import FileRefused

HEAD = 4096
TAIL = 2048
NO_TEXT = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")
MARKED = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


def kind_of(file: BinaryIO) -> Kind:
    """The kind of an open file, proved as far as can be without opening it in its own program.

    Raises `FileRefused` where it is none of those taken, is damaged, locked by a password, carries macros,
    unpacks to something monstrous, or is an image of absurd size.
    """
    file.seek(0)
    head = file.read(HEAD)
    if head.startswith(b"%PDF-"):
        return _pdf(file)
    if head.startswith(archives.MARK):
        return archives.kind_of(file)
    if head.startswith(compound.MARK):
        return compound.kind_of(file)
    if kind := images.kind_of(head):
        file.seek(0)
        images.check_size(kind, file.read())
        return kind
    return _text(file, head)


def _pdf(file: BinaryIO) -> Kind:
    file.seek(0, 2)
    file.seek(max(0, file.tell() - TAIL))
    if b"%%EOF" not in file.read():
        raise FileRefused("damaged", _("这个 PDF 文件不完整，请重新生成后再上传。"))
    return kinds.PDF


def _text(file: BinaryIO, head: bytes) -> Kind:
    """Text in UTF-8, UTF-16 with its mark, or GB 18030, with no control characters; anything else is named as
    well as it can be, and refused."""
    encodings = next(([name] for mark, name in MARKED if head.startswith(mark)), ["utf-8", "gb18030"])
    file.seek(0)
    content = file.read()
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not NO_TEXT.search(text):
            return kinds.TEXT
    raise FileRefused(
        "type", _("不能上传%(what)s。可以上传：%(list)s。") % {"what": _name(head), "list": kinds.listed()}
    )


def _name(head: bytes) -> str:
    """What the content seems to be, for the sentence."""
    try:
        seems = puremagic.from_string(head).removeprefix(".")
    except (puremagic.PureError, ValueError):
        seems = ""
    return _("这类文件（内容像是 %(seems)s）") % {"seems": seems} if seems else _("这类文件")
