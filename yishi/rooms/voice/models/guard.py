"""Counts against guessing and flooding, in the database: several processes and a restart see the same."""

from __future__ import annotations

from django.db import models


class Tries(models.Model):
    """How often something was tried since `since`, under a keyed digest of whom or what it was tried by.

    `until` is how long it stays shut. Rows older than their window mean nothing and are swept away at night."""

    key = models.CharField(max_length=64, primary_key=True)
    since = models.DateTimeField()
    count = models.PositiveIntegerField(default=0)
    until = models.DateTimeField(null=True)

    class Meta:
        indexes = (models.Index(fields=["since"], name="tries_by_age"),)

    def __str__(self) -> str:
        return f"{self.count}"
