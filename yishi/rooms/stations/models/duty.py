"""The roster of a station: one day's duty (值班), who is on it, and officials who come in."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from yishi.foundation.matters.models import Matter
from yishi.foundation.people.models import Mandate, Unit
from yishi.rooms.stations.models.station import Station


class Duty(models.Model):
    """One station's duty of one day, from `starts` to `ends`. Its state is in `Matter`.

    `heads` is how many residents came whose names are not kept; `why` the reason for which nobody was there. `area` is the
    street or town in which the station then lay: a later change of the station changes no past duty."""

    class State(models.TextChoices):
        PLANNED = "planned", _("已排班")
        KEPT = "kept", _("已到岗")
        MISSED = "missed", _("未到岗")
        CANCELLED = "cancelled", _("已取消")

    matter = models.OneToOneField(Matter, models.PROTECT, primary_key=True, related_name="duty")
    station = models.ForeignKey(Station, models.PROTECT, related_name="duties", db_index=False)
    day = models.DateField(_("日期"))
    starts = models.TimeField(_("开始时间"))
    ends = models.TimeField(_("结束时间"))
    area = models.CharField(_("镇街（片区）"), max_length=12, blank=True)
    heads = models.PositiveIntegerField(_("接待人次"), default=0)
    note = models.CharField(_("备注"), max_length=200, blank=True)
    why = models.CharField(_("未到岗的原因"), max_length=200, blank=True)

    class Meta:
        indexes = (
            models.Index(fields=["station", "day"], name="duty_of_station"),
            models.Index(fields=["day"], name="duty_by_day"),
        )
        constraints = (models.CheckConstraint(condition=Q(ends__gt=models.F("starts")), name="duty_hours"),)

    def __str__(self) -> str:
        return str(self.matter)


class OnDuty(models.Model):
    """One deputy or member who is on a duty. `came` is known once it was kept; `asked` is whom he asked to go in his place."""

    duty = models.ForeignKey(Duty, models.PROTECT, related_name="persons", db_index=False)
    mandate = models.ForeignKey(Mandate, models.PROTECT, related_name="on_duties")
    came = models.BooleanField(_("到岗"), null=True, blank=True)
    asked = models.ForeignKey(
        Mandate, models.PROTECT, null=True, blank=True, related_name="asked_on_duty", verbose_name=_("请谁代班")
    )

    class Meta:
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=["duty", "mandate"], name="on_duty_once"),)

    def __str__(self) -> str:
        return str(self.mandate)


class Official(models.Model):
    """An official who comes in on a duty (进站干部): his unit and the words of his post; no register of private persons."""

    duty = models.ForeignKey(Duty, models.PROTECT, related_name="officials", db_index=False)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="comes_in")
    words = models.CharField(_("职务"), max_length=60, blank=True)

    class Meta:
        ordering = ("pk",)
        indexes = (models.Index(fields=["duty"], name="official_of_duty"),)
        constraints = (
            models.CheckConstraint(condition=Q(unit__isnull=False) | ~Q(words=""), name="official_is_somebody"),
        )

    def __str__(self) -> str:
        return f"{self.unit or ''}{self.words}"
