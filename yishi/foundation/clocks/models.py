"""Clocks (期限): what is owed on a matter, by whom, from when, until when, by which rule."""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from yishi.foundation.matters.models import Matter
from yishi.foundation.people.models import Mandate, Organ, RoleCode, Unit


class Clock(models.Model):
    """One running, met or stopped period. Whether it is overdue is never stored: `yishi.foundation.clocks.overdue`.

    `due_on` is the day by which it is owed, that day included, worked out when the clock started (and again when
    it is paused, extended, or the calendar of its year is published). `provisional` days lie beyond the last
    published calendar. `rule`, `pack` and `article` say why; `original_due_on` keeps the day before
    extensions, `granted` the months of the last one where fewer than the rule allows were consented to.

    `room` and `root` (the parent of the matter, or itself) repeat what the matter says and never changes, so that
    what is late is counted, each suggestion once, from one narrow index and without a look at the matters.
    """

    organ = models.ForeignKey(Organ, models.PROTECT)
    room = models.CharField(max_length=24)
    matter = models.ForeignKey(Matter, models.PROTECT, related_name="clocks", db_index=False)  # `clock_once_a_round`
    root = models.ForeignKey(Matter, models.PROTECT, related_name="family_clocks")
    kind = models.SlugField(max_length=24)
    round = models.PositiveSmallIntegerField(default=1)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="clocks")
    mandate = models.ForeignKey(Mandate, models.PROTECT, null=True, blank=True)
    role = models.CharField(max_length=20, choices=RoleCode, blank=True)
    started_on = models.DateField(_("起算"))
    due_on = models.DateField(_("到期"))
    original_due_on = models.DateField()
    granted = models.PositiveSmallIntegerField(_("同意延长（月）"), null=True, blank=True)
    provisional = models.BooleanField(_("暂定"), default=False)
    rule = models.CharField(max_length=40, blank=True)
    pack = models.CharField(max_length=40, blank=True)
    article = models.CharField(_("依据"), max_length=160)
    met_on = models.DateField(_("完成"), null=True, blank=True)
    stopped_on = models.DateField(_("终止"), null=True, blank=True)
    stopped_why = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                "matter", "kind", "round", Coalesce("unit", 0), Coalesce("mandate", 0), name="clock_once_a_round"
            ),
            models.CheckConstraint(condition=models.Q(due_on__gte=models.F("started_on")), name="clock_runs_forward"),
            models.CheckConstraint(
                condition=models.Q(met_on=None) | models.Q(stopped_on=None), name="clock_met_or_stopped"
            ),
        )
        indexes = (
            models.Index(
                fields=["organ", "room", "due_on", "root"],
                condition=models.Q(met_on=None, stopped_on=None),
                name="clock_running",
            ),
            models.Index(
                fields=["unit", "due_on"],
                condition=models.Q(met_on=None, stopped_on=None),
                name="clock_running_unit",
            ),
        )
        ordering = ("due_on", "pk")

    def __str__(self) -> str:
        return f"{self.kind} {self.due_on}"


class Pause(models.Model):
    """Days that do not count, with the ground."""

    clock = models.ForeignKey(Clock, models.PROTECT, related_name="pauses")
    began = models.DateField()
    ended = models.DateField(null=True, blank=True)
    ground = models.CharField(_("事由"), max_length=200)
