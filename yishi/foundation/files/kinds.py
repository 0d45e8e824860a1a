"""The table of what may be attached, and how large it may be. One line a kind; everything else is refused.

Left out on purpose: archives (zip, rar, 7z), for nobody can see what is in them before opening; ppt and dps
in their old form, whose macros are packed away where they cannot be told; macro-enabled and template forms;
anything that a browser would run (html, svg). What may be told by content is told by content: the name only
has to agree.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from yishi.foundation import language

MB = 1024 * 1024
LARGEST = 20 * MB
"""Bytes of one file."""
MOST_FILES = 20
"""Files of one matter."""
MOST_BYTES = 100 * MB
"""Bytes of all files of one matter."""

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SLIDES = "application/vnd.openxmlformats-officedocument.presentationml.presentation"


@dataclass(frozen=True)
class Kind:
    """A kind of file as its content tells it. `suffixes` are the names it may come under, the usual one
    first; `types` the content type it is handed out as, by suffix where they differ."""

    code: str
    title: Any
    suffixes: tuple[str, ...]
    types: tuple[str, ...]

    def type_of(self, suffix: str) -> str:
        """The content type of a file of this kind that is named so."""
        return self.types[min(self.suffixes.index(suffix), len(self.types) - 1)]


PDF = Kind("pdf", "PDF", (".pdf",), ("application/pdf",))
DOCX = Kind("docx", _("Word 文档（docx）"), (".docx",), (WORD,))
XLSX = Kind("xlsx", _("Excel 表格（xlsx）"), (".xlsx",), (SHEET,))
PPTX = Kind("pptx", _("演示文稿（pptx）"), (".pptx",), (SLIDES,))
DOC = Kind("doc", _("Word 97-2003 或 WPS 文字"), (".doc", ".wps"), ("application/msword", "application/wps-office.wps"))
XLS = Kind(
    "xls",
    _("Excel 97-2003 或 WPS 表格"),
    (".xls", ".et"),
    ("application/vnd.ms-excel", "application/wps-office.et"),
)
OFD = Kind("ofd", _("OFD 版式文件"), (".ofd",), ("application/ofd",))
JPEG = Kind("jpeg", _("JPG 图片"), (".jpg", ".jpeg"), ("image/jpeg",))
PNG = Kind("png", _("PNG 图片"), (".png",), ("image/png",))
WEBP = Kind("webp", _("WebP 图片"), (".webp",), ("image/webp",))
TEXT = Kind("txt", _("纯文本"), (".txt",), ("text/plain",))

KINDS = (PDF, DOCX, XLSX, PPTX, DOC, XLS, OFD, JPEG, PNG, WEBP, TEXT)
IMAGES = (JPEG, PNG, WEBP)
SUFFIXES = tuple(suffix for kind in KINDS for suffix in kind.suffixes)

ACCEPT = ",".join(SUFFIXES)
"""For the `accept` of a page's file field."""


def listed() -> str:
    """The suffixes in one phrase, for sentences and hints."""
    return language.listed(suffix.removeprefix(".") for suffix in SUFFIXES)


def limits() -> str:
    """What may be attached and how much, in a sentence to be read before one chooses."""
    values = {"list": listed(), "each": LARGEST // MB, "files": MOST_FILES, "all": MOST_BYTES // MB}
    return gettext("可以上传：%(list)s。每个不超过 %(each)d MB，最多 %(files)d 个，合计不超过 %(all)d MB。") % values
