"""The activity (活动) itself: whatever the organ does that is counted and has no loop of its own."""

from __future__ import annotations

import datetime as dt
import re

from django.db import models
from django.utils.translation import gettext_lazy as _

from yishi.foundation.matters.models import Matter
from yishi.foundation.people.models import Account, Grouping, Mandate, Organ, Unit

LISTED = re.compile(r"[、,，;；\n]+")


def listed(text: str) -> tuple[str, ...]:
    """What a line of several names, each once."""
    return tuple(dict.fromkeys(part for each in LISTED.split(text) if (part := each.strip())))


class Activity(models.Model):
    """One record: a happening, or `times` happenings of the same kind and day. Its state is in `Matter`.

    `kind` is a code of the organ's catalogue (`own.catalogue`). What facts need of it (`line`, `measure`, `stock`) stands
    in the row, so that facts are derived from rows alone and a later catalogue changes no past year.
    `topics` and `laws` are names with 、 between them; `area` is the street or town that is counted, `place` where it was.
    A stock is in being from `day` to the day before `ended_on`.
    `keeper` is who recorded it where that is a station's keeper, `reporter` the deputy or member who reported it.
    """

    class State(models.TextChoices):
        PLANNED = "planned", _("计划中")
        REPORTED = "reported", _("待确认")
        RETURNED = "returned", _("已退回")
        RECORDED = "recorded", _("已登记")
        ENDED = "ended", _("已终止")
        CANCELLED = "cancelled", _("已取消")
        STRUCK = "struck", _("已注销")

    matter = models.OneToOneField(Matter, models.PROTECT, primary_key=True, related_name="activity")
    kind = models.SlugField(_("活动种类"), max_length=24, db_index=False)
    line = models.SlugField(max_length=24, db_index=False)
    measure = models.CharField(max_length=8)
    stock = models.BooleanField(default=False)
    day = models.DateField(_("日期"))
    last_day = models.DateField(_("最后一天"), null=True, blank=True)
    starts = models.TimeField(_("开始时间"), null=True, blank=True)
    ended_on = models.DateField(_("终止日期"), null=True, blank=True)
    place = models.CharField(_("地点"), max_length=80, blank=True)
    area = models.CharField(_("镇街（片区）"), max_length=12, blank=True)
    topics = models.CharField(_("主题"), max_length=120, blank=True)
    laws = models.CharField(_("涉及的法律法规"), max_length=400, blank=True)
    times = models.PositiveIntegerField(_("次数"), default=1)
    result = models.CharField(_("结果"), max_length=32, blank=True)
    summary = models.TextField(_("情况"), blank=True, max_length=10_000)
    body = models.ForeignKey(
        Grouping, models.PROTECT, null=True, blank=True, related_name="activities", verbose_name=_("承办的委室")
    )
    keeper = models.ForeignKey(Account, models.PROTECT, null=True, blank=True)
    reporter = models.ForeignKey(Mandate, models.PROTECT, null=True, blank=True, related_name="reports_of_duty")

    class Meta:
        indexes = (models.Index(fields=["kind", "day"], name="activity_of_kind"),)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(last_day=None) | models.Q(last_day__gte=models.F("day")), name="activity_days"
            ),
            models.CheckConstraint(condition=models.Q(times__gte=1), name="activity_at_least_once"),
            models.CheckConstraint(
                condition=models.Q(ended_on=None) | models.Q(stock=True, ended_on__gte=models.F("day")),
                name="activity_only_a_stock_ends",
            ),
        )

    def __str__(self) -> str:
        return str(self.matter)

    @property
    def days(self) -> int:
        """How many days it took; a stock takes none."""
        return 0 if self.stock else ((self.last_day or self.day) - self.day).days + 1

    @property
    def closes(self) -> dt.date:
        """The last day on which it happens."""
        return self.last_day or self.day

    @property
    def groups(self) -> list[Grouping]:
        """Delegations, sectors and groups that did it."""
        return [row.grouping for row in self.joined.all()]

    @property
    def co_organs(self) -> list[Organ]:
        """Organs that hold it together with this one."""
        return [row.organ for row in self.hosts.all() if row.organ is not None]

    @property
    def co_units(self) -> list[Unit]:
        """Units that hold it together with this organ."""
        return [row.unit for row in self.hosts.all() if row.unit is not None]

    @property
    def co_bodies(self) -> str:
        """Other bodies that hold it too, by name."""
        return "、".join(row.name for row in self.hosts.all() if row.name)
