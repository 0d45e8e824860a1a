"""How far the crossing has read."""

from __future__ import annotations

from django.db import models

from yishi.foundation.people.models import Organ


class Heard(models.Model):
    """The last entry of an organ's journal of which residents were told; it moves with what was told or not at all."""

    organ = models.OneToOneField(Organ, models.PROTECT, primary_key=True, related_name="+")
    seq = models.PositiveBigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.organ_id}#{self.seq}"
