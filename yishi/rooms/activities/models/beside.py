"""What stands beside activities: kinds of an office's own, targets of a year, totals that others reported."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from yishi.foundation.matters.models import Matter
from yishi.foundation.people.models import Organ


class OwnKind(models.Model):
    """A kind of activity that an office added: the same shape as those of the catalogue. Its name is the matter's title.

    An organ offers its own kinds to the organs below it. One that ended is offered no more and is still counted."""

    class State(models.TextChoices):
        IN_USE = "in_use", _("使用中")
        ENDED = "ended", _("已停用")

    matter = models.OneToOneField(Matter, models.PROTECT, primary_key=True, related_name="own_kind")
    code = models.SlugField(max_length=24, unique=True)
    line = models.SlugField(_("工作条线"), max_length=24, db_index=False)
    measure = models.CharField(_("量词"), max_length=8)
    form = models.CharField(_("形态"), max_length=6, default="event")
    broader = models.SlugField(_("归入的种类"), max_length=24, blank=True, db_index=False)
    definition = models.CharField(_("计数口径"), max_length=400)
    aliases = models.CharField(_("别称"), max_length=200, blank=True)
    verbs = models.CharField(_("常用动词"), max_length=60, blank=True)

    def __str__(self) -> str:
        return self.matter.title


class Target(models.Model):
    """What the yearly plan sets (年度计划指标): so many of a kind, or of those of it with one result (法规项目中继续审议的),
    or of an output. The actual is a figure."""

    class State(models.TextChoices):
        SET = "set", _("已下达")
        DROPPED = "dropped", _("已撤销")

    class Counted(models.TextChoices):
        """What is counted of it, by the names that the counting grammar has."""

        TIMES = "times", _("次数（件、场、期等）")
        SUM = "sum", _("数量合计")
        PEOPLE = "people", _("人数")
        PERSON_TIMES = "person_times", _("人次")
        STOCK = "stock", _("年末存量")

    matter = models.OneToOneField(Matter, models.PROTECT, primary_key=True, related_name="target")
    organ = models.ForeignKey(Organ, models.PROTECT, related_name="targets", db_index=False)
    year = models.PositiveSmallIntegerField(_("年度"))
    code = models.SlugField(_("种类或者成果"), max_length=32, db_index=False)
    counted = models.CharField(_("计什么"), max_length=12, choices=Counted)
    result = models.SlugField(_("结果"), max_length=24, blank=True, db_index=False)
    number = models.DecimalField(_("目标值"), max_digits=18, decimal_places=4)
    measure = models.CharField(max_length=8)
    note = models.CharField(_("说明"), max_length=400, blank=True)
    dropped = models.BooleanField(default=False)

    class Meta:
        ordering = ("year", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["organ", "year", "code", "counted", "result"], condition=Q(dropped=False), name="target_once"
            ),
        )

    def __str__(self) -> str:
        return str(self.matter)


class OutsideTotal(models.Model):
    """A total that an organ outside the installation reported for some days: kept apart, in no sum unless asked for."""

    class State(models.TextChoices):
        RECORDED = "recorded", _("已登记")
        STRUCK = "struck", _("已注销")

    matter = models.OneToOneField(Matter, models.PROTECT, primary_key=True, related_name="outside_total")
    code = models.SlugField(_("种类或者成果"), max_length=32, db_index=False)
    line = models.SlugField(max_length=24, db_index=False)
    by_whom = models.CharField(_("报送单位"), max_length=60)
    since = models.DateField(_("起"))
    until = models.DateField(_("止"))
    quantity = models.DecimalField(_("数量"), max_digits=18, decimal_places=4)
    measure = models.CharField(max_length=8)
    note = models.CharField(_("说明"), max_length=400, blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(until__gte=models.F("since")), name="outside_total_days"),
            models.CheckConstraint(condition=Q(quantity__gt=0), name="outside_total_of_something"),
        )

    def __str__(self) -> str:
        return str(self.matter)
