"""Information items (社情民意信息): what a member or informant writes up, the office edits, and several may act upon."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from yishi.foundation.matters.models import Matter
from yishi.foundation.people.models import Account, Mandate, Unit
from yishi.rooms.voice.models.message import LONGEST


class InfoItem(models.Model):
    """One item. Its title is the matter's, as it was written and, once edited, as the office put it; `text` stays as it was
    written, `edited` is what goes out. It has a number of its year from the day on which it was edited."""

    class State(models.TextChoices):
        SUBMITTED = "submitted", _("待编辑")
        RETURNED = "returned", _("已退回修改")
        EDITED = "edited", _("已编发")
        UNUSED = "unused", _("未编发，留存")
        WITHDRAWN = "withdrawn", _("已撤回")

    matter = models.OneToOneField(Matter, models.PROTECT, primary_key=True, related_name="info_item")
    author = models.ForeignKey(
        Mandate, models.PROTECT, null=True, blank=True, related_name="info_items", verbose_name=_("反映人")
    )
    other_author = models.CharField(_("其他反映人"), max_length=80, blank=True)
    written_by = models.ForeignKey(Account, models.PROTECT, null=True, blank=True, related_name="+")
    topic = models.SlugField(_("类别"), max_length=24, blank=True, db_index=False)
    text = models.TextField(_("内容"), max_length=LONGEST)
    written_on = models.DateField(_("提交日期"))
    edited = models.TextField(_("编发稿"), blank=True, max_length=LONGEST)
    edited_on = models.DateField(_("编发日期"), null=True, blank=True)
    bulletin = models.CharField(_("编入"), max_length=60, blank=True)
    bulletin_on = models.DateField(_("编入日期"), null=True, blank=True)
    why = models.CharField(_("退回、留存的理由"), max_length=200, blank=True)

    class Meta:
        indexes = (
            models.Index(fields=["author", "-written_on"], name="info_of_author"),
            models.Index(fields=["written_by"], name="info_by_writer"),
        )

    def __str__(self) -> str:
        return str(self.matter)


class InfoOutcome(models.Model):
    """One thing that came of an item; several may, and each counts for itself. What was recorded in error is struck."""

    class Kind(models.TextChoices):
        INSTRUCTION = "instruction", _("领导批示")
        FORWARDED = "forwarded", _("转送部门")
        ADOPTED = "adopted", _("上级采用")

    class Level(models.TextChoices):
        """The levels of the catalogue of activities, from above."""

        NATIONAL = "national", _("国家级")
        PROVINCE = "province", _("省级")
        CITY = "city", _("市级")
        DISTRICT = "district", _("区县级")
        TOWN = "town", _("镇街级")

    item = models.ForeignKey(InfoItem, models.PROTECT, related_name="outcomes")
    kind = models.CharField(max_length=12, choices=Kind)
    level = models.CharField(_("层级"), max_length=12, choices=Level, blank=True)
    by = models.CharField(_("由谁"), max_length=80, blank=True)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("转送单位"))
    text = models.CharField(_("内容"), max_length=1000, blank=True)
    day = models.DateField(_("日期"))
    feedback = models.CharField(_("办理反馈"), max_length=2000, blank=True)
    feedback_on = models.DateField(_("反馈日期"), null=True, blank=True)
    struck_on = models.DateField(null=True, blank=True)
    struck_why = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ("day", "pk")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(kind="forwarded", unit__isnull=False)
                | (~models.Q(kind="forwarded") & models.Q(unit=None)),
                name="info_outcome_unit",
            ),
            models.CheckConstraint(
                condition=models.Q(kind="forwarded") | ~models.Q(level=""), name="info_outcome_level"
            ),
        )

    def __str__(self) -> str:
        who = str(self.unit) if self.unit_id else self.by or self.get_level_display()
        return f"{self.get_kind_display()} {who} {self.day}"
