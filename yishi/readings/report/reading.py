"""A report's file becomes its text: plain text and Word. What cannot be read is refused with how to mend it.

draft = read_file(path)
draft.text                    as people read it: paragraphs on lines, cells of a table apart by tabs
draft.pieces_of(start, end)   where in the document those characters stand, for remarks in Word
"""

from __future__ import annotations

import codecs
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Literal

from django.utils.translation import gettext as _

from yishi.foundation.files import detect, kinds
from yishi.foundation.files.refused import FileRefused
from yishi.readings.report.markup import Piece, pieces
from yishi.readings.report.unreadable import Unreadable

LONGEST = 2 * kinds.MB
"""Bytes that the text may take in UTF-8: some fifty reports."""

__all__ = ["Draft", "Unreadable", "read", "read_file"]


@dataclass(frozen=True)
class Draft:
    """A report as read. `pieces` are the stretches of `text` that stand in the document, in order, none for plain text;
    `content` is the file itself, so that a marked copy can be made of it."""

    text: str
    kind: Literal["txt", "docx"]
    content: bytes = field(repr=False)
    pieces: Sequence[Piece] = field(default=(), repr=False)

    def pieces_of(self, start: int, end: int) -> list[Piece]:
        """The pieces that hold some of the characters start..end."""
        at = max(0, bisect_right(self.pieces, start, key=lambda piece: piece.start) - 1)
        found = []
        while at < len(self.pieces) and self.pieces[at].start < end:
            if self.pieces[at].end > start:
                found.append(self.pieces[at])
            at += 1
        return found


def read_file(path: Path) -> Draft:
    """The report in a file. Raises `Unreadable`, and nothing else, where there is none to be read."""
    try:
        if path.stat().st_size > kinds.LARGEST:
            raise Unreadable(_("文件超过 20 MB，不像一份报告。请删去图片，或只保存正文后再试。"))
        content = path.read_bytes()
    except OSError as error:
        raise Unreadable(_("打不开文件 %(name)s，请检查路径和权限。") % {"name": path.name}) from error
    return read(content)


def read(content: bytes) -> Draft:
    """The same for a file's bytes."""
    kind = _kind(content)
    if kind == kinds.DOCX:
        found = list(pieces(content, LONGEST))
        draft = Draft("".join(piece.text for piece in found), "docx", content, [each for each in found if each.part])
    elif kind == kinds.TEXT:
        draft = Draft(_decoded(content), "txt", content)
    else:
        raise Unreadable(_instead(kind))
    return _fit(draft)


def _fit(draft: Draft) -> Draft:
    if not draft.text.strip():
        raise Unreadable(_("文件里没有文字，可能是扫描的图片。请用文字识别软件转成 Word 文档（docx）后再试。"))
    if len(draft.text) * 3 > LONGEST and len(draft.text.encode(errors="replace")) > LONGEST:
        raise Unreadable(_("正文超过 2 MB，不像一份报告。请分成几个文件后再试。"))
    return draft


def _kind(content: bytes) -> kinds.Kind:
    if not content.strip(b"\x00 \t\r\n"):
        raise Unreadable(_("文件是空的，请检查后再试。"))
    try:
        return detect.kind_of(BytesIO(content))
    except FileRefused as refused:
        raise Unreadable(_refused(refused)) from refused


def _refused(refused: FileRefused) -> str:
    """The sentence of the check on attachments, but where it speaks of kinds that are no report."""
    if refused.code == "locked":
        return _("文件有密码，读不了。请在 Word 里去掉密码、另存后再试。")
    if refused.code == "damaged":
        return _("文件已损坏，打不开。请用 Word 打开、另存为 docx 后再试。")
    if refused.code == "macros":
        return _("文件里有宏。请在 Word 里另存为不带宏的 docx 后再试。")
    if refused.code in ("bomb", "program"):
        return _("文件解开后过大，或者夹带了程序，没有读。请把正文复制到新建的 Word 文档里再试。")
    return _("这不是能读的报告。请存为 Word 文档（docx）或者纯文本（txt，UTF-8 编码）后再试。")


def _instead(kind: kinds.Kind) -> str:
    if kind == kinds.PDF:
        return _("PDF 里的文字次序不可靠，扫描的更没有文字。请用 Word 打开并另存为 docx，或把正文复制成 txt 后再试。")
    if kind == kinds.DOC:
        return _("旧版 Word 文件（doc、wps）读不了。请用 Word 或 WPS 打开，另存为 docx 后再试。")
    return _("%(kind)s 不是报告的正文。请存为 Word 文档（docx）或者纯文本（txt）后再试。") % {"kind": kind.title}


def _decoded(content: bytes) -> str:
    """Text by its mark, else UTF-8, else GB 18030; detection has already tried that one of them holds."""
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if content.startswith(mark):
            return _lines(content.decode(encoding, "replace"))
    try:
        return _lines(content.decode("utf-8"))
    except UnicodeDecodeError:
        return _lines(content.decode("gb18030", "replace"))


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")
