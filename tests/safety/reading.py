"""What stands in an answer, whatever it comes as: a page, a stream, a Word file, a spreadsheet."""

from __future__ import annotations

import html
import io
import zipfile
from typing import Any

REFUSALS = (401, 403, 404, 405)


def content(answer: Any) -> bytes:
    """All of it."""
    return b"".join(answer.streaming_content) if getattr(answer, "streaming", False) else answer.content


def text(answer: Any) -> str:
    """All that can be read in it: files of Word and Excel unzipped, the marks of HTML and JSON taken back."""
    body = content(answer)
    if body.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(body)) as packed:
            body = b"\n".join(packed.read(name) for name in packed.namelist())
    found = body.decode("utf-8", "replace")
    if "json" in answer.headers.get("Content-Type", ""):
        found += found.encode("utf-8", "replace").decode("unicode_escape", "replace") if "\\u" in found else ""
    return html.unescape(found)


def to_sign_in(answer: Any) -> bool:
    """Is the reader sent to sign in?"""
    return answer.status_code == 302 and answer["Location"].startswith("/accounts/login/")


def refused(answer: Any) -> bool:
    """Is the reader refused, or sent to sign in first?"""
    return answer.status_code in REFUSALS or to_sign_in(answer)
