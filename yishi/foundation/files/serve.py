"""Handing files out, so that a browser keeps them and runs nothing of them. Whether the reader may see the
file is the door's to ask first."""

from __future__ import annotations

from django.db.models.fields.files import FieldFile
from django.http import FileResponse, Http404
from django.utils.translation import gettext as _

from yishi.foundation.files import kinds, names
from yishi.foundation.files.models import Attachment

SHOWN = frozenset(kind.types[0] for kind in kinds.IMAGES)
"""Content types that a page may show in itself."""


def open_for(attachment: Attachment, *, inline: bool = False) -> FileResponse:
    """An attachment as a response; `inline` shows a picture in the page, all else is always a download.
    Raises Http404 where the file itself is missing."""
    return download(
        attachment.file, attachment.name, attachment.content_type,
        inline=inline and attachment.content_type in SHOWN,
    )  # fmt: skip


def download(
    file: FieldFile, name: str, content_type: str = "application/octet-stream", *, inline: bool = False
) -> FileResponse:
    """Any stored file as a response under a name that people can read (RFC 5987 for Chinese)."""
    try:
        content = file.open("rb")
    except (FileNotFoundError, ValueError) as error:
        raise Http404(_("文件已不存在，请与管理员联系。")) from error
    response = FileResponse(content, as_attachment=not inline, filename=names.clean(name), content_type=content_type)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["Cache-Control"] = "private, no-store"
    return response
