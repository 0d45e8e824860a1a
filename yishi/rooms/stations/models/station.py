"""Stations (代表之家、联络站、联系点 · 委员工作室) in their tree, who keeps them, and who is posted to them."""

from __future__ import annotations

from django.core.validators import URLValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from yishi.foundation.matters.models import Matter
from yishi.foundation.people.models import Account, Mandate, Unit
from yishi.rooms.stations.words import PLACES


class Station(models.Model):
    """A place where residents find deputies or members: its name is the matter's title, `code` what its QR code carries.

    `kind` is a code of the catalogue of activities that is in being from day to day (station_home, law_point, studio); what
    facts need of it (`measure`) stands in the row. `standing` is a result of that kind: up to the standard, a demonstration.
    `opening` says the weekly hours in the words of `hours.read`; days that differ are `OpenDay`. `video` is the address of the
    organ's own service. `partner` and `partner_unit` are with whom its deputies are paired: the judge of a mediation room.
    """

    class State(models.TextChoices):
        OPEN = "open", _("开放")
        CLOSED = "closed", _("已撤销")

    matter = models.OneToOneField(Matter, models.PROTECT, primary_key=True, related_name="station")
    code = models.SlugField(_("站点码"), max_length=16, unique=True)
    kind = models.SlugField(_("类别"), max_length=24, db_index=False)
    measure = models.CharField(max_length=8, default=PLACES)
    standing = models.SlugField(_("等次"), max_length=24, blank=True, db_index=False)
    upper = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="lower", verbose_name=_("上级站点")
    )
    area = models.CharField(_("镇街（片区）"), max_length=12, blank=True)
    address = models.CharField(_("地址"), max_length=120, blank=True)
    latitude = models.DecimalField(_("纬度"), max_digits=9, decimal_places=6, null=True, blank=True)
    longitude = models.DecimalField(_("经度"), max_digits=9, decimal_places=6, null=True, blank=True)
    phone = models.CharField(_("电话"), max_length=40, blank=True)
    opening = models.CharField(_("开放时间"), max_length=200, blank=True)
    online = models.BooleanField(_("在线接待"), default=False)
    video = models.URLField(_("视频接待地址"), max_length=300, blank=True, validators=[URLValidator(schemes=["https"])])
    introduction = models.TextField(_("介绍"), blank=True, max_length=4000)
    partner = models.CharField(_("对口人员"), max_length=60, blank=True)
    partner_unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="partner_stations", verbose_name=_("对口单位")
    )

    class Meta:
        indexes = (models.Index(fields=["area", "kind"], name="station_of_area"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(latitude=None, longitude=None) | Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
                name="station_point_on_earth",
            ),
            models.CheckConstraint(
                condition=Q(video="") | Q(video__startswith="https://"), name="station_video_is_safe"
            ),
        )

    def __str__(self) -> str:
        return self.matter.title

    @property
    def lies(self) -> str:
        """Where it is, in one line: the street or town before an address that does not say it."""
        return self.address if self.area in self.address else f"{self.area} {self.address}".strip()


class Span(models.Model):
    """From which day to which a station was open (设立、撤销): opened again it has another."""

    station = models.ForeignKey(Station, models.PROTECT, related_name="spans", db_index=False)
    began = models.DateField(_("设立日期"))
    ended = models.DateField(_("撤销日期"), null=True, blank=True)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=["station"], condition=Q(ended=None), name="span_runs_once"),
            models.CheckConstraint(condition=Q(ended=None) | Q(ended__gte=models.F("began")), name="span_days"),
        )
        indexes = (models.Index(fields=["station"], name="span_of_station"),)

    def __str__(self) -> str:
        return f"{self.began} – {self.ended or ''}"


class OpenDay(models.Model):
    """A day on which a station's hours are others than of its weekday: `opening` as 9:00-12:00, empty where it stays shut."""

    station = models.ForeignKey(Station, models.PROTECT, related_name="open_days", db_index=False)
    day = models.DateField(_("日期"))
    opening = models.CharField(_("时间"), max_length=60, blank=True)
    note = models.CharField(_("说明"), max_length=60, blank=True)

    class Meta:
        ordering = ("day",)
        constraints = (models.UniqueConstraint(fields=["station", "day"], name="open_day_once"),)

    def __str__(self) -> str:
        return f"{self.day} {self.opening}"


class Keeper(models.Model):
    """Who keeps a station (站点管理员), from day to day."""

    station = models.ForeignKey(Station, models.PROTECT, related_name="keepers", db_index=False)
    account = models.ForeignKey(Account, models.PROTECT, related_name="keeps_stations")
    began = models.DateField(_("开始"))
    ended = models.DateField(_("结束"), null=True, blank=True)

    class Meta:
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=["station", "account", "began"], name="keeper_once"),)

    def __str__(self) -> str:
        return str(self.account)


class Posting(models.Model):
    """A deputy or member posted to a station (进驻), from day to day. `why` says how near it lies to those he stands for."""

    station = models.ForeignKey(Station, models.PROTECT, related_name="postings", db_index=False)
    mandate = models.ForeignKey(Mandate, models.PROTECT, related_name="posted")
    began = models.DateField(_("开始"))
    ended = models.DateField(_("结束"), null=True, blank=True)
    why = models.CharField(_("就近说明"), max_length=200, blank=True)

    class Meta:
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=["station", "mandate", "began"], name="posting_once"),)

    def __str__(self) -> str:
        return str(self.mandate)
