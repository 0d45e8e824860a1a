"""The annual work report (常委会工作报告) as it is written: a report, its chapters and paragraphs, and sums that must hold.

Text holds live fields (`fields.py`) and no numbers of its own for what is recorded. Every paragraph has a version, so that
of two editors the second is told. What was written before stands in the journal.
"""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from yishi.foundation.people.models import Organ
from yishi.readings.figures.models import Snapshot


class Report(models.Model):
    """The report of one organ on one year, or on the term that this year is of. `until` is the day as of which it is
    written; empty, it is the last of the days reported on, or today while they run."""

    class Span(models.TextChoices):
        YEAR = "year", _("年度")
        TERM = "term", _("本届")

    class State(models.TextChoices):
        DRAFT = "draft", _("起草中")
        FINAL = "final", _("已定稿")

    organ = models.ForeignKey(Organ, models.PROTECT, related_name="+", verbose_name=_("机关"))
    year = models.PositiveSmallIntegerField(_("年度"))
    span = models.CharField(_("范围"), max_length=4, choices=Span, default=Span.YEAR)
    title = models.CharField(_("标题"), max_length=120)
    subtitle = models.CharField(_("副标题"), max_length=120, blank=True)
    until = models.DateField(_("数据截至"), null=True, blank=True)
    tree = models.BooleanField(_("含所属各级"), default=False)
    state = models.CharField(_("状态"), max_length=8, choices=State, default=State.DRAFT)
    version = models.PositiveIntegerField(default=1)
    """Of the title and the order of what is in it."""
    frozen = models.ForeignKey(Snapshot, models.PROTECT, null=True, blank=True, related_name="+")
    """Its figures as they stood when it became final."""
    frozen_next = models.ForeignKey(Snapshot, models.PROTECT, null=True, blank=True, related_name="+")
    """The same of the year after, whose targets it tells."""

    class Meta:
        ordering = ("-year", "span")
        constraints = (models.UniqueConstraint(fields=["organ", "year", "span"], name="annual_report_once"),)

    def __str__(self) -> str:
        if self.span == self.Span.YEAR:
            return gettext("%(year)s年度报告") % {"year": self.year}
        return gettext("%(year)s年%(span)s报告") % {"year": self.year, "span": self.get_span_display()}

    @property
    def final(self) -> bool:
        """Adopted: it is read, and no longer written."""
        return self.state == self.State.FINAL


class Chapter(models.Model):
    """A heading with its paragraphs; `code` is that of `chapters.Chapter` where it is one of those."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="chapters")
    code = models.SlugField(max_length=24, blank=True)
    order = models.PositiveSmallIntegerField()
    title = models.CharField(_("章节标题"), max_length=80)

    class Meta:
        ordering = ("order", "pk")

    def __str__(self) -> str:
        return self.title


class Paragraph(models.Model):
    """One paragraph; `level` above 0 makes it a heading under the chapter's (1 is （一）)."""

    chapter = models.ForeignKey(Chapter, models.CASCADE, related_name="paragraphs")
    order = models.PositiveSmallIntegerField()
    level = models.PositiveSmallIntegerField(default=0)
    text = models.TextField(_("正文"), max_length=20_000)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("order", "pk")

    def __str__(self) -> str:
        return self.text[:40]


class Asserted(models.Model):
    """A sum or rate that must hold in the report: see `asserted.py` for how it is written."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="asserted")
    formula = models.CharField(_("等式"), max_length=600)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.formula
