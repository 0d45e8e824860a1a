"""Persons, the mandates (代表、委员、职务) they hold from day to day, and what they belong to."""

from __future__ import annotations

import datetime as dt
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from yishi.foundation.people.models.organs import Grouping, Organ, Term, Unit


def in_force(day: dt.date, prefix: str = "") -> models.Q:
    """Dated rows that hold on `day`; the last day is included."""
    return models.Q(**{f"{prefix}began__lte": day}) & (
        models.Q(**{f"{prefix}ended": None}) | models.Q(**{f"{prefix}ended__gte": day})
    )


class Person(models.Model):
    """Someone on a public roll: what the roll shows and what a term's statistics need, and no more."""

    class Sex(models.TextChoices):
        MALE = "m", _("男")
        FEMALE = "f", _("女")

    class Degree(models.TextChoices):
        SCHOOL = "school", _("高中及以下")
        COLLEGE = "college", _("大专")
        BACHELOR = "bachelor", _("本科")
        MASTER = "master", _("硕士")
        DOCTOR = "doctor", _("博士")

    name = models.CharField(_("姓名"), max_length=40)
    sex = models.CharField(_("性别"), max_length=1, choices=Sex, blank=True)
    born = models.DateField(_("出生日期"), null=True, blank=True)
    degree = models.CharField(_("学历"), max_length=10, choices=Degree, blank=True)
    title = models.CharField(_("职称"), max_length=40, blank=True)
    work = models.CharField(_("单位及职务"), max_length=120, blank=True)
    phone = models.CharField(_("联系电话"), max_length=40, blank=True)

    class Meta:
        ordering = ("name", "pk")

    def __str__(self) -> str:
        return self.name


class MandateQuerySet(models.QuerySet["Mandate"]):
    """What others may ask of mandates."""

    def on(self, day: dt.date) -> Self:
        """Those that may act on `day`: held and not suspended then (代表法 61).

        A term's last day is served to its end. Any other ground (recall, a resignation accepted, death: 代表法 62)
        ends the right to act on the day itself, though the roll still counts the seat for that day."""
        suspended = models.Exists(Suspension.objects.filter(in_force(day), mandate=models.OuterRef("pk")))
        lost_today = models.Q(ended=day) & ~models.Q(ended_by=Mandate.Over.TERM)
        return self.filter(in_force(day)).exclude(lost_today).exclude(suspended)


class Mandate(models.Model):
    """A seat or office held by a person from `began` to `ended`, with the ground of both.

    The grounds of ending of a deputy are those of 代表法 62; 撤销资格 is the CPPCC's word.
    """

    class Kind(models.TextChoices):
        DEPUTY = "deputy", _("代表")
        MEMBER = "member", _("委员")
        STANDING = "standing", _("常委会组成人员")
        OFFICIAL = "official", _("任命人员")

    class Begun(models.TextChoices):
        ELECTED = "elected", _("选举")
        BY_ELECTED = "by_elected", _("补选")
        INVITED = "invited", _("协商邀请")
        ADDED = "added", _("增补")
        APPOINTED = "appointed", _("任命")

    class Over(models.TextChoices):
        TERM = "term", _("任期届满")
        MOVED = "moved", _("迁出或者调离本行政区域")
        RESIGNED = "resigned", _("辞职或者责令辞职被接受")
        ABSENT = "absent", _("未经批准两次不出席本级会议")
        RECALLED = "recalled", _("被罢免")
        NATIONALITY = "nationality", _("丧失国籍")
        DEPRIVED = "deprived", _("被剥夺政治权利")
        INCAPABLE = "incapable", _("丧失行为能力")
        DIED = "died", _("去世")
        REVOKED = "revoked", _("撤销资格")
        RELIEVED = "relieved", _("免职")

    organ = models.ForeignKey(Organ, models.PROTECT, related_name="mandates")
    person = models.ForeignKey(Person, models.PROTECT, related_name="mandates")
    term = models.ForeignKey(Term, models.PROTECT, null=True, blank=True, related_name="mandates")
    kind = models.CharField(_("身份"), max_length=10, choices=Kind)
    number = models.CharField(_("证号"), max_length=24, blank=True)
    office = models.CharField(_("职务"), max_length=80, blank=True)
    began = models.DateField(_("开始"))
    begun_by = models.CharField(_("产生方式"), max_length=12, choices=Begun)
    ended = models.DateField(_("结束"), null=True, blank=True)
    ended_by = models.CharField(_("终止原因"), max_length=12, choices=Over, blank=True)
    reported = models.DateField(_("代表资格审查委员会报告日"), null=True, blank=True)
    announced = models.DateField(_("公告日"), null=True, blank=True)
    replaces = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="replaced_by", verbose_name=_("接替")
    )
    re_elected = models.BooleanField(_("连任"), default=False)
    grass_roots = models.BooleanField(_("基层一线"), default=False)
    non_party = models.BooleanField(_("非中共（名额结构）"), default=False)

    objects = MandateQuerySet.as_manager()

    class Meta:
        ordering = ("organ", "kind", "person__name")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(ended=None, ended_by="")
                | (models.Q(ended__gte=models.F("began")) & ~models.Q(ended_by="")),
                name="mandate_ends_with_a_ground",
            ),
        )
        indexes = (models.Index(fields=["organ", "kind", "began"], name="mandate_roll"),)

    def __str__(self) -> str:
        return self.person.name


class Suspension(models.Model):
    """A pause in a deputy's duties (暂时停止执行代表职务, 代表法 61)."""

    mandate = models.ForeignKey(Mandate, models.PROTECT, related_name="suspensions")
    began = models.DateField(_("开始"))
    ended = models.DateField(_("恢复"), null=True, blank=True)
    ground = models.CharField(_("情形"), max_length=200)


class Belonging(models.Model):
    """A mandate's place in a grouping; a member may have a second sector (第二界别)."""

    mandate = models.ForeignKey(Mandate, models.PROTECT, related_name="belongings")
    grouping = models.ForeignKey(Grouping, models.PROTECT, related_name="belongings")
    heads = models.BooleanField(_("团长、组长、召集人"), default=False)
    second = models.BooleanField(_("第二界别"), default=False)
    began = models.DateField(_("开始"))
    ended = models.DateField(_("结束"), null=True, blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["mandate", "grouping", "began"], name="belonging_once"),)

    def __str__(self) -> str:
        return f"{self.mandate} · {self.grouping}"


class Post(models.Model):
    """A named post that is no mandate: feeling-liaison officer, special supervisor, informant, observer."""

    class Kind(models.TextChoices):
        FEELING_LIAISON = "feeling_liaison", _("民情联络员")
        INFORMANT = "informant", _("特约信息员")
        SPECIAL_SUPERVISOR = "special_supervisor", _("特约（社会）监督员")
        DUTY_SUPERVISOR = "duty_supervisor", _("履职监督员")
        HANDLING_SUPERVISOR = "handling_supervisor", _("办理督办员")
        HEARING_OFFICER = "hearing_officer", _("听证员")
        OBSERVER = "observer", _("旁听人员")

    organ = models.ForeignKey(Organ, models.PROTECT, related_name="posts")
    person = models.ForeignKey(Person, models.PROTECT, related_name="posts")
    kind = models.CharField(_("类别"), max_length=20, choices=Kind)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, verbose_name=_("派驻单位"))
    grouping = models.ForeignKey(Grouping, models.PROTECT, null=True, blank=True, verbose_name=_("所在小组"))
    began = models.DateField(_("开始"))
    ended = models.DateField(_("结束"), null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.person}"


class Contact(models.Model):
    """One link of a contact chain (联系链), from day to day: a seat keeps in touch with another, or with the people of
    a grouping. Voters and the people of a sector are named by their grouping alone: no register of private persons."""

    class Chain(models.TextChoices):
        COUNCIL = "council", _("主任（主席）会议成员联系常委会组成人员")
        PARTY_GROUP = "party_group", _("党组成员联系委员")
        STANDING = "standing", _("常委会组成人员联系代表（委员）")
        MEMBERS = "members", _("代表（委员）之间联系")
        PUBLIC = "public", _("代表联系选民、委员联系界别群众")

    keeper = models.ForeignKey(Mandate, models.PROTECT, related_name="keeps", verbose_name=_("联系人"))
    kept = models.ForeignKey(Mandate, models.PROTECT, null=True, blank=True, related_name="kept_by")
    people_of = models.ForeignKey(Grouping, models.PROTECT, null=True, blank=True, related_name="contacts")
    chain = models.CharField(_("联系关系"), max_length=12, choices=Chain, default=Chain.MEMBERS)
    began = models.DateField(_("开始"))
    ended = models.DateField(_("结束"), null=True, blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=~models.Q(keeper=models.F("kept")), name="contact_not_with_oneself"),
            models.CheckConstraint(
                condition=models.Q(kept__isnull=False, people_of__isnull=True)
                | models.Q(kept__isnull=True, people_of__isnull=False),
                name="contact_with_a_seat_or_a_grouping",
            ),
            models.UniqueConstraint(fields=["keeper", "kept", "began"], name="contact_once"),
            models.UniqueConstraint(fields=["keeper", "people_of", "began"], name="contact_with_people_once"),
        )

    @property
    def whom(self) -> str:
        """Who is kept in touch with, as pages name him."""
        return self.kept.person.name if self.kept else str(self.people_of)


class Visit(models.Model):
    """A visit or talk on a contact chain; `met` is how many people he spoke with, names are not kept."""

    contact = models.ForeignKey(Contact, models.PROTECT, related_name="visits")
    day = models.DateField(_("日期"))
    how = models.CharField(_("方式"), max_length=40)
    met = models.PositiveSmallIntegerField(_("人数"), null=True, blank=True)
    note = models.TextField(_("情况"), blank=True, max_length=4000)

    class Meta:
        indexes = (models.Index(fields=["day"], name="visit_day"),)
