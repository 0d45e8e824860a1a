"""Nouns of figures: those that an office composed, and figures frozen for a report."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from yishi.foundation.people.models import Organ


class SavedFigure(models.Model):
    """A figure that an office composed. What it was before stands in the journal, with who changed it and when.

    `expression` is the JSON that `expression.read` reads. One that ended is counted no more; its code stays taken."""

    organ = models.ForeignKey(Organ, models.PROTECT, related_name="+", db_index=False)
    code = models.SlugField(_("代码"), max_length=32)
    line = models.SlugField(_("工作条线"), max_length=24, blank=True, db_index=False)
    name = models.CharField(_("名称"), max_length=60)
    aliases = models.JSONField(_("别称"), default=list, blank=True)
    measure = models.CharField(_("量词"), max_length=8)
    definition = models.CharField(_("计数口径"), max_length=600)
    expression = models.JSONField(_("算法"))
    additive = models.BooleanField(_("各部分可以相加"), default=True)
    version = models.PositiveIntegerField(default=1)
    ended_on = models.DateField(_("停用日期"), null=True, blank=True)

    class Meta:
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=["organ", "code"], name="saved_figure_once"),)

    def __str__(self) -> str:
        return self.name


class Snapshot(models.Model):
    """The figures of a report as they stood when it was frozen (快照). Its hash stands in the journal too, so that a row
    changed by hand is found; `salt` keeps anybody from guessing hidden rows by their hash."""

    organ = models.ForeignKey(Organ, models.PROTECT, related_name="+")
    title = models.CharField(_("名称"), max_length=120)
    since = models.DateField(_("起"))
    until = models.DateField(_("止"))
    made_at = models.DateTimeField(_("冻结时间"))
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    figures = models.JSONField()
    salt = models.CharField(max_length=64)
    alg = models.CharField(max_length=10)
    hash = models.CharField(max_length=64)

    class Meta:
        ordering = ("-made_at", "-pk")

    def __str__(self) -> str:
        return self.title
