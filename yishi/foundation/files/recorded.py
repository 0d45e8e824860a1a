"""Attaching and taking off as the journal has it: the file and its entry in one transaction, or neither.

Rooms call these and not `store`: what was attached and taken off again stays told, by name and SHA-256. A matter's
state and version do not change, so that who is writing on it may attach a file without losing what he wrote.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from yishi.foundation import clock
from yishi.foundation.files import store
from yishi.foundation.files.models import Attachment
from yishi.foundation.journal.write import NewEntry, write
from yishi.foundation.matters.models import Matter
from yishi.foundation.people.actors import Actor

ADDED, REMOVED = "file.add", "file.remove"
STEPS: Mapping[str, Any] = {ADDED: _("添加附件"), REMOVED: _("删除附件")}
LABELS: Mapping[str, Any] = {"name": _("文件名"), "size": _("大小（字节）"), "sha256": _("校验码（SHA-256）")}
"""What the entries and their words are called."""


def add(matter: Matter, checked: store.Checked, actor: Actor, *, round: int = 1) -> Attachment:
    """Keep a checked file with a matter. A double click gives the attachment there is, and no second entry.

    Raises `FileRefused`, and ValueError for an actor without an account (the system attaches nothing)."""
    if actor.account is None:
        raise ValueError("only an account attaches files")
    with transaction.atomic():
        known = set(Attachment.objects.filter(matter=matter).values_list("pk", flat=True))
        row = store.attach(matter, checked, actor.account, round=round)
        if row.pk not in known:
            write([_entry(ADDED, matter, row, actor)])
    return row


def remove(row: Attachment, actor: Actor) -> None:
    """Take a file off its matter; the entry keeps what it was."""
    with transaction.atomic():
        entry = _entry(REMOVED, row.matter, row, actor)
        store.detach(row)
        write([entry])


def _entry(step: str, matter: Matter, row: Attachment, actor: Actor) -> NewEntry:
    said = {"name": row.name, "size": row.size, "sha256": row.sha256}
    return NewEntry(
        organ_id=matter.organ_id, actor=actor, day=clock.today(), matter_id=matter.pk, room=matter.room, step=step,
        said=said,
    )  # fmt: skip
