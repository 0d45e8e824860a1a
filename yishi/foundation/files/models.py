"""Attachments (附件) of matters."""

from __future__ import annotations

import uuid
from pathlib import PurePath

from django.db import models
from django.utils.translation import gettext_lazy as _

from yishi.foundation.matters.models import Matter
from yishi.foundation.people.models import Account

FOLDER = "attachments"


def stored_name(filename: str) -> str:
    """A name that tells nothing and never collides; the one people see stays in the row."""
    name = uuid.uuid4().hex
    return f"{FOLDER}/{name[:2]}/{name}{PurePath(filename).suffix.lower()[:8]}"


class Attachment(models.Model):
    """A file that belongs to a matter. It is seen by whoever may see the part of the matter it hangs on.

    Made by `store.attach` alone, which checks what it is; `size` (bytes) and `sha256` are of the file as
    kept, after the particulars that a camera wrote into it were taken out. `round` says which of the matter's
    rounds it belongs to, where there are several: what went out with the first answer is not the second's.
    `added_by` is empty where a resident without an account sent it along with his own matter.
    """

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="attachments")
    name = models.CharField(_("文件名"), max_length=120)
    content_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    file = models.FileField(upload_to="attachments/")
    round = models.PositiveSmallIntegerField(default=1)
    added_by = models.ForeignKey(Account, models.PROTECT, null=True, blank=True)
    added_at = models.DateTimeField()

    class Meta:
        ordering = ("pk",)
        indexes = (models.Index(fields=["matter", "sha256"], name="attachment_same"),)

    def __str__(self) -> str:
        return self.name
