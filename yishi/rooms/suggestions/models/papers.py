"""What the office makes of a year's suggestions: bulletins, the report on handling, the published score."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from yishi.foundation.people.models import Account, Organ
from yishi.rooms.suggestions.models.suggestion import Suggestion


class Bulletin(models.Model):
    """An issue of the bulletin (建议办理工作简报)."""

    organ = models.ForeignKey(Organ, models.PROTECT)
    year = models.PositiveSmallIntegerField()
    number = models.PositiveSmallIntegerField(_("期数"))
    title = models.CharField(_("标题"), max_length=120)
    day = models.DateField(_("印发日"))
    text = models.TextField(_("内容"), max_length=100_000)
    suggestions = models.ManyToManyField(Suggestion, related_name="bulletins", blank=True)
    made_by = models.ForeignKey(Account, models.PROTECT)

    class Meta:
        ordering = ("-year", "-number")
        constraints = (models.UniqueConstraint(fields=["organ", "year", "number"], name="bulletin_once"),)


class HandlingReport(models.Model):
    """A report on handling (办理情况报告), of a year or its first half (SH 26): who reported it when, and what the standing committee voted."""

    organ = models.ForeignKey(Organ, models.PROTECT)

    class Period(models.TextChoices):
        YEAR = "year", _("全年")
        HALF = "half", _("上半年")

    year = models.PositiveSmallIntegerField()
    period = models.CharField(_("期间"), max_length=4, choices=Period, default=Period.YEAR)
    part = models.CharField(_("报告主体"), max_length=40)
    reported_on = models.DateField(_("报告日"))
    vote = models.CharField(_("表决结果"), max_length=80, blank=True)
    published_on = models.DateField(_("公开日"), null=True, blank=True)

    class Meta:
        ordering = ("-year", "part")
        constraints = (models.UniqueConstraint(fields=["organ", "year", "part", "reported_on"], name="report_once"),)


class ScoreRule(models.Model):
    """The published formula of units' scores for a year: weight of each part, in points of a hundred."""

    organ = models.ForeignKey(Organ, models.PROTECT)
    year = models.PositiveSmallIntegerField()
    weights = models.JSONField()
    published_on = models.DateField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["organ", "year"], name="score_rule_once"),)
