"""Attaching and taking off as the journal has it: the file and its entry in one transaction, or neither.

Rooms call these and not `store`: what was attached and taken off again stays told, by name and SHA-256. A matter's
state and version do not change, so that who is writing on it may attach a file without losing what he wrote; where
somebody else must see the file before he acts, the room moves the version itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from yishi.foundation import clock
from yishi.foundation.files import store
from yishi.foundation.files.models import Attachment
from yishi.foundation.journal.models import Entry
from yishi.foundation.journal.write import ERASURE_LAW, NewEntry, nameless, write
from yishi.foundation.journal.write import erase as erase_bodies
from yishi.foundation.matters.models import Matter
from yishi.foundation.people.actors import Actor

ADDED, REMOVED, ERASED = "file.add", "file.remove", "file.erase"
STEPS: Mapping[str, Any] = {ADDED: _("添加附件"), REMOVED: _("删除附件"), ERASED: _("依法删除附件")}
LABELS: Mapping[str, Any] = {
    "name": _("文件名"), "size": _("大小（字节）"), "sha256": _("校验码（SHA-256）"), "why": _("理由"),
}  # fmt: skip
"""What the entries and their words are called."""


def add(matter: Matter, checked: store.Checked, actor: Actor, *, round: int = 1) -> Attachment:
    """Keep a checked file with a matter. A double click gives the attachment there is, and no second entry.

    Raises `FileRefused`, and ValueError for an actor who has neither an account nor put the matter forward without one
    (the system attaches nothing)."""
    if actor.account is None and matter.pk not in actor.follows:
        raise ValueError("only an account, or who follows the matter, attaches files")
    with transaction.atomic():
        known = set(Attachment.objects.filter(matter=matter).values_list("pk", flat=True))
        row = store.attach(matter, checked, actor.account, round=round)
        if row.pk not in known:
            write([_entry(ADDED, matter, _what(row), actor)])
    return row


def remove(row: Attachment, actor: Actor) -> None:
    """Take a file off its matter; the entry keeps what it was."""
    with transaction.atomic():
        entry = _entry(REMOVED, row.matter, _what(row), actor)
        store.detach(row)
        write([entry])


def erase(row: Attachment, actor: Actor, why: str) -> None:
    """Take a file off for good because of what it says of a person. What the journal said of it when it came or went
    is erased with it; the new entry keeps only that a file of this size and checksum was erased, and why, and so
    neither its name nor the actor's may stand in it."""
    with transaction.atomic():
        said = {"size": row.size, "sha256": row.sha256, "why": why}
        entry = _entry(ERASED, row.matter, said, nameless(actor), law=ERASURE_LAW)
        told = Entry.objects.filter(matter=row.matter, step__in=(ADDED, REMOVED), body__text__contains=row.sha256)
        erase_bodies(told, why=why, actor=actor)
        store.detach(row)
        write([entry])


def _what(row: Attachment) -> dict[str, Any]:
    return {"name": row.name, "size": row.size, "sha256": row.sha256}


def _entry(step: str, matter: Matter, said: Mapping[str, Any], actor: Actor, *, law: str = "") -> NewEntry:
    return NewEntry(
        organ_id=matter.organ_id, actor=actor, day=clock.today(), matter_id=matter.pk, room=matter.room, step=step,
        law=law, said=said,
    )  # fmt: skip
