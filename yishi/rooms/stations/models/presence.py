"""Online reception (在线接待): which deputies are there now."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from yishi.foundation.matters.models import Matter
from yishi.foundation.people.models import Mandate
from yishi.rooms.stations.models.station import Station


class Presence(models.Model):
    """One deputy's turn online on one day. `seen_at` is the last sign of life of his page: who gave none for a while is not
    counted as there, whatever the state of his turn (`presence.LIVES`)."""

    class State(models.TextChoices):
        ON = "on", _("在线")
        OFF = "off", _("已下线")

    matter = models.OneToOneField(Matter, models.PROTECT, primary_key=True, related_name="presence")
    mandate = models.ForeignKey(Mandate, models.PROTECT, related_name="online_turns", db_index=False)
    station = models.ForeignKey(
        Station, models.PROTECT, null=True, blank=True, related_name="online_turns", verbose_name=_("站点")
    )
    area = models.CharField(_("镇街（片区）"), max_length=12, blank=True)
    day = models.DateField(_("日期"))
    began_at = models.DateTimeField(_("上线时间"))
    seen_at = models.DateTimeField()
    ended_at = models.DateTimeField(_("下线时间"), null=True, blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["mandate", "day"], name="presence_once_a_day"),)
        indexes = (models.Index(fields=["seen_at"], name="presence_seen"),)

    def __str__(self) -> str:
        return str(self.matter)
