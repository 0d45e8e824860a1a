"""What stands beside stations: actions ticked off, stars given and by which rule, and where the people of a group live."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from yishi.foundation.matters.models import Matter
from yishi.foundation.people.models import Grouping
from yishi.rooms.stations.models.station import Station


class Ticked(models.Model):
    """An action of the year's set (规定动作、特色动作) that a station has done. `action` is a code of the rule then in force."""

    station = models.ForeignKey(Station, models.PROTECT, related_name="ticked", db_index=False)
    action = models.SlugField(_("动作"), max_length=24, db_index=False)
    day = models.DateField(_("日期"))
    note = models.CharField(_("说明"), max_length=200, blank=True)

    class Meta:
        ordering = ("day", "pk")
        indexes = (models.Index(fields=["station", "day"], name="ticked_of_station"),)

    def __str__(self) -> str:
        return f"{self.action} {self.day}"


class Stars(models.Model):
    """The stars of a station for a year: what the rule suggested with its points, and what the office decided.

    `counted` is how the points came about, kept as it then was: [[words, number, points], …]."""

    station = models.ForeignKey(Station, models.PROTECT, related_name="rated", db_index=False)
    year = models.PositiveSmallIntegerField(_("年度"))
    stars = models.PositiveSmallIntegerField(_("星级"))
    suggested = models.PositiveSmallIntegerField(_("按规则建议"))
    points = models.PositiveSmallIntegerField(_("得分"))
    counted = models.JSONField(default=list)
    why = models.CharField(_("与建议不同的理由"), max_length=200, blank=True)
    day = models.DateField()

    class Meta:
        ordering = ("year",)
        constraints = (models.UniqueConstraint(fields=["station", "year"], name="stars_once_a_year"),)

    def __str__(self) -> str:
        return f"{self.year} {self.stars}"


class Rule(models.Model):
    """The organ's own actions and star rule from a day on; before any the catalogue's hold. Past years keep theirs.

    `actions`: [{code, name, times, special}]; `points`: [{what, points, most}]; `stars`: [{stars, least}]."""

    class State(models.TextChoices):
        SET = "set", _("已发布")
        DROPPED = "dropped", _("已撤回")

    matter = models.OneToOneField(Matter, models.PROTECT, primary_key=True, related_name="station_rule")
    since = models.DateField(_("施行日期"))
    actions = models.JSONField(default=list)
    points = models.JSONField(default=list)
    stars = models.JSONField(default=list)

    def __str__(self) -> str:
        return str(self.matter)


class Ground(models.Model):
    """Where those live for whom a grouping's deputies stand (选区、片区): its street or town, a road, a point in the middle.

    Deputies are placed near the people they stand for; where they live themselves is nowhere kept."""

    class State(models.TextChoices):
        SET = "set", _("已登记")

    matter = models.OneToOneField(Matter, models.PROTECT, primary_key=True, related_name="ground")
    grouping = models.OneToOneField(Grouping, models.PROTECT, related_name="ground")
    area = models.CharField(_("镇街（片区）"), max_length=12, blank=True)
    street = models.CharField(_("主要道路"), max_length=40, blank=True)
    latitude = models.DecimalField(_("纬度"), max_digits=9, decimal_places=6, null=True, blank=True)
    longitude = models.DecimalField(_("经度"), max_digits=9, decimal_places=6, null=True, blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(latitude=None, longitude=None) | Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
                name="ground_point_on_earth",
            ),
        )

    def __str__(self) -> str:
        return str(self.matter)
