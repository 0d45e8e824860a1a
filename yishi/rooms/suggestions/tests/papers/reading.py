"""Reading papers back the way an office's word processor does."""

from __future__ import annotations

import io

import docx
from docx.oxml.ns import qn


def text(data: bytes) -> str:
    """All text of a Word file in reading order, a paragraph a line, tables included."""
    body = docx.Document(io.BytesIO(data)).element.body
    return "\n".join("".join(node.text or "" for node in p.iter(qn("w:t"))) for p in body.iter(qn("w:p")))
