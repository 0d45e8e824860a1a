"""Attaching files to matters and taking them off again."""

from __future__ import annotations

import hashlib
from contextlib import ExitStack
from dataclasses import dataclass
from io import BytesIO
from typing import BinaryIO

from django.core.files.base import File
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Count, Sum
from django.utils.translation import gettext as _

from yishi.foundation import clock
from yishi.foundation.files import detect, images, kinds, names
from yishi.foundation.files.kinds import Kind
from yishi.foundation.files.models import Attachment, stored_name
from yishi.foundation.files.refused import FileRefused
from yishi.foundation.matters.models import Matter
from yishi.foundation.people.models import Account

PIECE = 1024 * 1024


@dataclass(frozen=True)
class Checked:
    """A file that may be taken: under which name and type, how large, and its content."""

    name: str
    content_type: str
    size: int
    sha256: str
    content: BinaryIO


def check(upload: UploadedFile) -> Checked:
    """Prove a file before anything is written; raises `FileRefused` with a sentence that says what to
    mend."""
    name = names.clean(upload.name or "")
    size = upload.size or 0
    if size == 0:
        raise FileRefused("empty", _("文件“%(name)s”是空的（0 字节），请检查后重新选择。") % {"name": name})
    if size > kinds.LARGEST:
        values = {"name": name, "most": kinds.LARGEST // kinds.MB}
        raise FileRefused("size", _("文件“%(name)s”超过 %(most)d MB，请压缩或拆分后再上传。") % values)
    suffix = names.suffix_of(name)
    if suffix and suffix not in kinds.SUFFIXES:
        values = {"suffix": suffix.removeprefix("."), "list": kinds.listed()}
        raise FileRefused("type", _("不能上传 %(suffix)s 文件。可以上传：%(list)s。") % values)
    content: BinaryIO = upload.file  # type: ignore[assignment]  # typed as any IO; an upload's is binary
    kind = detect.kind_of(content)
    name, suffix = _agreed(name, suffix, kind)
    if kind in kinds.IMAGES:
        content.seek(0)
        content = BytesIO(images.without_particulars(kind, content.read()))
    size, sha256 = _measure(content)
    return Checked(name, kind.type_of(suffix), size, sha256, content)


def attach(matter: Matter, upload: UploadedFile | Checked, account: Account | None, *, round: int = 1) -> Attachment:
    """Check a file (unless it was `check`ed before) and keep it with a matter. The same file sent again by the same
    account (or by whoever has none) in the same round (a double click) gives the attachment there is. Raises `FileRefused`; nothing is kept
    then."""
    checked = upload if isinstance(upload, Checked) else check(upload)
    with transaction.atomic(), ExitStack() as undo:
        # The matter's row is held, so that two uploads cannot both be the last that fits.
        Matter.objects.select_for_update(no_key=True).get(pk=matter.pk)
        same = Attachment.objects.filter(
            matter=matter, sha256=checked.sha256, name=checked.name, added_by=account, round=round
        )
        if found := same.first():
            return found
        _check_room(matter, checked.size)
        attachment = Attachment(
            matter=matter,
            name=checked.name,
            content_type=checked.content_type,
            size=checked.size,
            sha256=checked.sha256,
            added_by=account,
            added_at=clock.now(),
            round=round,
        )
        checked.content.seek(0)
        attachment.file.save(stored_name(checked.name), File(checked.content), save=False)
        undo.callback(attachment.file.storage.delete, attachment.file.name or "")
        attachment.save()
        undo.pop_all()
    return attachment


def detach(attachment: Attachment) -> None:
    """Take an attachment off its matter; the file goes when the transaction is kept."""
    storage, name = attachment.file.storage, attachment.file.name
    attachment.delete()
    transaction.on_commit(lambda: storage.delete(name or ""))


def _agreed(name: str, suffix: str, kind: Kind) -> tuple[str, str]:
    """Name and suffix once they agree with the content; a name without a suffix is given its own."""
    if not suffix:
        suffix = kind.suffixes[0]
        return f"{name[: names.LONGEST - len(suffix)]}{suffix}", suffix
    if suffix not in kind.suffixes:
        values = {"name": name, "suffix": suffix.removeprefix("."), "kind": kind.title}
        raise FileRefused(
            "disguised",
            _("文件“%(name)s”的名称是 %(suffix)s，内容却是%(kind)s。请用相应软件另存为正确的格式后再上传。") % values,
        )
    return name, suffix


def _measure(content: BinaryIO) -> tuple[int, str]:
    """Bytes and SHA-256 of what will be kept."""
    content.seek(0)
    digest, size = hashlib.sha256(), 0
    while piece := content.read(PIECE):
        digest.update(piece)
        size += len(piece)
    return size, digest.hexdigest()


def _check_room(matter: Matter, size: int) -> None:
    there = Attachment.objects.filter(matter=matter).aggregate(files=Count("pk"), size=Sum("size"))
    check_room(there["files"], there["size"] or 0, size)


def check_room(files: int, held: int, size: int) -> None:
    """Raises `FileRefused` where a matter that has so many files, of so many bytes together, takes no further one
    of this size."""
    if files >= kinds.MOST_FILES:
        raise FileRefused(
            "count",
            _("这一事项已有 %(most)d 个附件，不能再加。请先删去不需要的。") % {"most": kinds.MOST_FILES},
        )
    if held + size > kinds.MOST_BYTES:
        values = {"most": kinds.MOST_BYTES // kinds.MB}
        raise FileRefused("room", _("这一事项的附件合计不能超过 %(most)d MB，请压缩后再上传。") % values)
