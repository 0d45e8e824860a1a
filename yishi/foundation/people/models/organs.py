"""Organs (人大常委会、政协) in their tree, their terms (届) and sessions (次)."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models.functions import Coalesce
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from yishi.foundation.people.models.persons import Mandate


class Organ(models.Model):
    """One organ, or working body of one, that keeps records of its own.

    `path` is the chain of codes from the root ("cq/500199/"), so that a sub-tree is one indexed range.
    `place` names the rule pack that the organ lives under (GB/T 2260); a district follows its province's.
    """

    class Profile(models.TextChoices):
        NPC = "npc", _("人大")
        CPPCC = "cppcc", _("政协")

    class Level(models.TextChoices):
        PROVINCE = "province", _("省级")
        CITY = "city", _("市级")
        DISTRICT = "district", _("区县级")
        TOWN = "town", _("乡镇")
        STREET = "street", _("街道")
        ZONE = "zone", _("开发区、功能区")

    code = models.SlugField(_("代码"), max_length=40, unique=True)
    name = models.CharField(_("全称"), max_length=120)
    short = models.CharField(_("简称"), max_length=40)
    profile = models.CharField(_("类型"), max_length=8, choices=Profile)
    level = models.CharField(_("层级"), max_length=10, choices=Level)
    place = models.CharField(_("行政区划代码"), max_length=12)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("上级")
    )
    path = models.CharField(max_length=240, db_index=True, editable=False)
    letterhead = models.CharField(_("发文代字"), max_length=20, blank=True)
    working = models.BooleanField(_("工作机构"), default=False)
    """A street's or zone's working body: it passes no resolutions and has no terms, sessions or seats (组织法 59)."""

    class Meta:
        ordering = ("path",)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(working=True) | ~models.Q(level__in=["street", "zone"]),
                name="organ_street_is_working",
            ),
        )

    def __str__(self) -> str:
        return self.short

    def save(self, *args: object, **kwargs: object) -> None:
        """Keep the path in step with the parent."""
        self.path = f"{self.parent.path if self.parent else ''}{self.code}/"
        super().save(*args, **kwargs)  # type: ignore[arg-type]  # passed through unread

    def subtree(self) -> models.QuerySet[Organ]:
        """This organ and all below it."""
        return Organ.objects.filter(path__startswith=self.path)


class Term(models.Model):
    """A term of office (届): usually five years. `number` 18 is 第十八届."""

    organ = models.ForeignKey(Organ, models.PROTECT, related_name="terms")
    number = models.PositiveSmallIntegerField(_("届"))
    began = models.DateField(_("开始"))
    ended = models.DateField(_("结束"), null=True, blank=True)

    class Meta:
        ordering = ("-number",)
        constraints = (
            models.UniqueConstraint(fields=["organ", "number"], name="term_number_once"),
            models.CheckConstraint(
                condition=models.Q(ended=None) | models.Q(ended__gt=models.F("began")), name="term_days"
            ),
        )

    def __str__(self) -> str:
        return gettext("第%(number)s届") % {"number": self.number}


class SessionQuerySet(models.QuerySet["Session"]):
    """What others may ask of sessions."""

    def on(self, organ: Organ, day: dt.date) -> Session | None:
        """The session that sits on `day`, if one does."""
        return self.filter(term__organ=organ, opens__lte=day, closes__gte=day).select_related("term").first()


class Session(models.Model):
    """A plenary session (次会议): 代表 submit "at the session" from `opens` to `closes`, both included."""

    term = models.ForeignKey(Term, models.PROTECT, related_name="sessions")
    number = models.PositiveSmallIntegerField(_("次"))
    opens = models.DateField(_("开幕"))
    closes = models.DateField(_("闭幕"))

    objects = SessionQuerySet.as_manager()

    class Meta:
        ordering = ("-opens",)
        constraints = (
            models.UniqueConstraint(fields=["term", "number"], name="session_number_once"),
            models.CheckConstraint(condition=models.Q(closes__gte=models.F("opens")), name="session_days"),
        )

    def __str__(self) -> str:
        return gettext("%(term)s第%(number)s次会议") % {"term": self.term, "number": self.number}


class Unit(models.Model):
    """A body that can be handed something to handle (承办单位), and by whose office it is coordinated (`side`).

    Government matters go to or jointly with the government office (政府办), Party ones with the Party office.
    """

    class Side(models.TextChoices):
        GOVERNMENT = "government", _("政府系统")
        PARTY = "party", _("党委系统")
        CONGRESS = "congress", _("人大系统")
        CPPCC = "cppcc", _("政协系统")
        SUPERVISORY = "supervisory", _("监察委员会")
        COURT = "court", _("法院")
        PROCURATORATE = "procuratorate", _("检察院")
        OTHER = "other", _("其他机关、组织")

    organ = models.ForeignKey(Organ, models.PROTECT, related_name="units")
    code = models.CharField(_("编号"), max_length=24)
    name = models.CharField(_("全称"), max_length=80)
    short = models.CharField(_("简称"), max_length=24)
    side = models.CharField(_("系统"), max_length=14, choices=Side, default=Side.GOVERNMENT)
    coordinates = models.BooleanField(_("本系统的交办协调单位"), default=False)
    phone = models.CharField(_("联系电话"), max_length=40, blank=True)
    began = models.DateField(_("设立"), null=True, blank=True)
    ended = models.DateField(_("撤销"), null=True, blank=True)
    successor = models.ForeignKey("self", models.PROTECT, null=True, blank=True, verbose_name=_("职能并入"))

    class Meta:
        ordering = ("organ", "code")
        constraints = (
            models.UniqueConstraint(fields=["organ", "code"], name="unit_code_once"),
            models.UniqueConstraint(fields=["organ", "name"], name="unit_name_once"),
        )

    def __str__(self) -> str:
        return self.short or self.name


class GroupingQuerySet(models.QuerySet["Grouping"]):
    """What others may ask of groupings."""

    def led_by(self, mandate: Mandate, day: dt.date) -> Self:
        """Groupings whose head `mandate` is on `day`; a delegation's paper is signed by its head."""
        return self.filter(
            models.Q(belongings__ended=None) | models.Q(belongings__ended__gte=day),
            belongings__mandate=mandate,
            belongings__heads=True,
            belongings__began__lte=day,
        )


class Grouping(models.Model):
    """What people are grouped by: delegation, constituency, sector, committee, deputies' or activity group."""

    class Kind(models.TextChoices):
        DELEGATION = "delegation", _("代表团")
        CONSTITUENCY = "constituency", _("选区")
        SECTOR = "sector", _("界别")
        PROFESSIONAL = "professional", _("专业小组")
        DEPUTIES = "deputies", _("代表小组")
        COMMITTEE = "committee", _("专门委员会")
        WORKING = "working", _("工作机构")
        ACTIVITY = "activity", _("活动小组")
        LIAISON = "liaison", _("联络组")
        PARTY = "party", _("党派团体")

    organ = models.ForeignKey(Organ, models.PROTECT, related_name="groupings")
    term = models.ForeignKey(Term, models.PROTECT, null=True, blank=True, related_name="groupings")
    kind = models.CharField(_("类别"), max_length=14, choices=Kind)
    name = models.CharField(_("名称"), max_length=80)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    seats = models.PositiveSmallIntegerField(_("应选名额"), null=True, blank=True)

    objects = GroupingQuerySet.as_manager()

    class Meta:
        ordering = ("organ", "kind", "name")
        constraints = (models.UniqueConstraint("organ", Coalesce("term", 0), "kind", "name", name="grouping_once"),)

    def __str__(self) -> str:
        return self.name
