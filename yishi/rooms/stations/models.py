"""Stations (代表之家、联络站、联系点 · 委员工作室) in their tree, and who keeps them."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from yishi.foundation.matters.models import Matter
from yishi.foundation.people.models import Account


class Station(models.Model):
    """A place where residents find deputies or members: its name is the matter's title, `code` what its QR code carries.

    `kind` is a code of the catalogue of activities that is in being from day to day (station_home, law_point, studio)."""

    class State(models.TextChoices):
        OPEN = "open", _("开放")
        CLOSED = "closed", _("已撤销")

    matter = models.OneToOneField(Matter, models.PROTECT, primary_key=True, related_name="station")
    code = models.SlugField(_("站点码"), max_length=16, unique=True)
    kind = models.SlugField(_("类别"), max_length=24, db_index=False)
    upper = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="lower", verbose_name=_("上级站点")
    )
    area = models.CharField(_("镇街（片区）"), max_length=12, blank=True)
    address = models.CharField(_("地址"), max_length=120, blank=True)
    latitude = models.DecimalField(_("纬度"), max_digits=9, decimal_places=6, null=True, blank=True)
    longitude = models.DecimalField(_("经度"), max_digits=9, decimal_places=6, null=True, blank=True)

    def __str__(self) -> str:
        return self.matter.title


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
