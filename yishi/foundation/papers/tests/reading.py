"""Reading a paper back the way an office's word processor does."""

from __future__ import annotations

import io

import docx
from docx.document import Document
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement


def read(data: bytes) -> Document:
    """The file, parsed afresh."""
    return docx.Document(io.BytesIO(data))


def texts(data: bytes) -> list[str]:
    """Text of every paragraph in reading order, those in tables and boxes too; tabs as "\\t"."""
    return [text_of(paragraph) for paragraph in read(data).element.body.iter(qn("w:p"))]


def find(data: bytes, text: str) -> BaseOxmlElement:
    """The one paragraph with just this text."""
    found = [p for p in read(data).element.body.iter(qn("w:p")) if text_of(p) == text]
    assert len(found) == 1, (text, len(found))
    return found[0]


def style_of(paragraph: BaseOxmlElement) -> str:
    """A paragraph's style id."""
    return str(paragraph.pPr.pStyle.val)


def setting(paragraph: BaseOxmlElement, tag: str, name: str) -> str | None:
    """An attribute of one of a paragraph's own settings; None if it has none."""
    found = paragraph.pPr.find(qn(f"w:{tag}"))
    return None if found is None else found.get(qn(f"w:{name}"))


def text_of(paragraph: BaseOxmlElement) -> str:
    """A paragraph's own text and its fields', not that of a box hanging in it."""
    marks = {qn("w:tab"): "\t", qn("w:br"): "\n"}
    runs = [run for holder in (paragraph, *paragraph.findall(qn("w:fldSimple"))) for run in holder.findall(qn("w:r"))]
    runs.sort(key=list(paragraph.iter()).index)
    pieces = (child for run in runs for child in run)
    return "".join(child.text or "" if child.tag == qn("w:t") else marks.get(child.tag, "") for child in pieces)
