"""Tokens (令牌): how a program shows whose account it works for."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from yishi.foundation.people.models import Account, Organ


class Token(models.Model):
    """Lets a program act as one account in one organ, and as nothing more than that account may do there today.

    `hash` is the SHA-256 of the secret, which is shown once and kept nowhere: it has 256 random bits, so no salt
    and no slow hash would make it safer. `ends_on` is the last day on which it works.
    """

    account = models.ForeignKey(Account, models.PROTECT, related_name="tokens")
    organ = models.ForeignKey(Organ, models.PROTECT, related_name="+")
    name = models.CharField(_("用途"), max_length=60)
    hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True, blank=True)
    ends_on = models.DateField(_("有效期至"))
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-made_at", "-pk")

    def __str__(self) -> str:
        return self.name
