"""Where a suggestion comes from, and in which years it was still worked on."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from yishi.rooms.suggestions.models.handling import Promise
from yishi.rooms.suggestions.models.suggestion import Suggestion


class Origin(models.Model):
    """What a suggestion was made from: a motion that was not put on the agenda (议案转建议), or residents' messages
    that a deputy collected (群众意见转来). Kept as data until those rooms stand; then a link is laid beside it."""

    class Kind(models.TextChoices):
        MOTION = "motion", _("议案")
        MESSAGE = "message", _("群众意见")

    suggestion = models.OneToOneField(Suggestion, models.PROTECT, primary_key=True, related_name="origin")
    kind = models.CharField(_("来源"), max_length=8, choices=Kind)
    number = models.CharField(_("议案编号"), max_length=40, blank=True)
    title = models.CharField(_("议案题目、意见主题"), max_length=200)
    day = models.DateField(_("议案提出日期"), null=True, blank=True)
    decided_by = models.CharField(_("决定转为建议的会议"), max_length=80, blank=True)
    decided_on = models.DateField(_("决定日期"), null=True, blank=True)
    messages = models.PositiveIntegerField(_("意见条数"), null=True, blank=True)
    since = models.DateField(_("收集起始日"), null=True, blank=True)
    until = models.DateField(_("收集截止日"), null=True, blank=True)
    channel = models.CharField(_("收集途径"), max_length=80, blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=~models.Q(kind="motion") | ~models.Q(decided_by="") & models.Q(decided_on__isnull=False),
                name="motion_names_its_decision",
            ),
            models.CheckConstraint(
                condition=~models.Q(kind="message") | models.Q(messages__gte=1), name="messages_are_counted"
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.number} {self.title}".replace("  ", " ")


class CarryOver(models.Model):
    """A suggestion, or a promise on it, that is still open when the year or the term ends (转下年办理)."""

    class Ground(models.TextChoices):
        YEAR = "year", _("跨年度继续办理")
        TERM = "term", _("换届后继续办理")

    suggestion = models.ForeignKey(Suggestion, models.PROTECT, related_name="carried")
    promise = models.ForeignKey(Promise, models.PROTECT, null=True, blank=True, related_name="carried")
    year = models.PositiveSmallIntegerField(_("转入年度"))
    day = models.DateField(_("登记日"))
    ground = models.CharField(_("情形"), max_length=8, choices=Ground, default=Ground.YEAR)
    why = models.CharField(_("未办结的原因和下一步安排"), max_length=400)

    class Meta:
        ordering = ("year", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["suggestion", "year"], condition=models.Q(promise=None), name="carried_over_once_a_year"
            ),
            models.UniqueConstraint(fields=["promise", "year"], name="promise_carried_over_once_a_year"),
        )

    def __str__(self) -> str:
        return f"{self.year}"
