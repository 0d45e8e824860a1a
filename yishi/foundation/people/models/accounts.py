"""Accounts, and the roles they have in an organ."""

from __future__ import annotations

import datetime as dt

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _

from yishi.foundation.people.models.organs import Grouping, Organ, Unit
from yishi.foundation.people.models.persons import Mandate, Person


class Account(AbstractUser):
    """Someone who signs in. What he may do comes from his roles alone; the Django flags give nothing here."""

    first_name = None  # type: ignore[assignment]  # a Chinese name is one word
    last_name = None  # type: ignore[assignment]
    name = models.CharField(_("姓名"), max_length=40)
    person = models.OneToOneField(Person, models.PROTECT, null=True, blank=True, related_name="account")
    home = models.ForeignKey(Organ, models.PROTECT, null=True, blank=True, verbose_name=_("所在机关"))
    phone = models.CharField(_("联系电话"), max_length=40, blank=True)
    must_change_password = models.BooleanField(_("须改首次密码"), default=False)
    elder = models.BooleanField(_("大字版"), default=False)
    language = models.CharField(_("语言"), max_length=10, default="zh-hans")

    def __str__(self) -> str:
        return self.name or self.username

    def get_full_name(self) -> str:
        """The name as shown."""
        return self.name

    def get_short_name(self) -> str:
        """The name as shown."""
        return self.name


class RoleCode(models.TextChoices):
    """Every part that a person may play in an organ (DESIGN.md "Organs, people, words")."""

    OFFICE = "office", _("代表（提案）工作机构")
    SECRETARIAT = "secretariat", _("大会秘书处")
    COMMITTEE = "committee", _("专门委员会")
    LEADER = "leader", _("领导")
    MEMBER = "member", _("代表（委员）")
    GOVERNMENT_OFFICE = "government_office", _("政府办")
    PARTY_OFFICE = "party_office", _("党委办")
    LIAISON = "liaison", _("承办单位联络员")
    HEAD = "head", _("承办单位负责人")
    SUPERVISOR = "supervisor", _("督办员")
    STATION_KEEPER = "station_keeper", _("站点管理员")
    INFORMANT = "informant", _("民情联络员（信息员）")
    RESIDENT = "resident", _("居民")
    AUDITOR = "auditor", _("审计员")
    ADMINISTRATOR = "administrator", _("系统管理员")


class Role(models.Model):
    """One role of an account in an organ from `began` to `ended`.

    A member's role carries his mandate, a liaison officer's or head's his unit, a committee's the committee.
    It ends with the mandate, save for matters still open (SH 19, 22), which a room's `roles.py` decides.
    """

    account = models.ForeignKey(Account, models.PROTECT, related_name="roles")
    organ = models.ForeignKey(Organ, models.PROTECT, related_name="roles")
    code = models.CharField(_("角色"), max_length=20, choices=RoleCode)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="roles")
    grouping = models.ForeignKey(Grouping, models.PROTECT, null=True, blank=True)
    mandate = models.ForeignKey(Mandate, models.PROTECT, null=True, blank=True, related_name="roles")
    began = models.DateField(_("开始"), default=dt.date(2000, 1, 1))
    ended = models.DateField(_("结束"), null=True, blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=~models.Q(code__in=["liaison", "head", "government_office", "party_office"])
                | models.Q(unit__isnull=False),
                name="role_of_a_unit_names_it",
            ),
            models.CheckConstraint(
                condition=~models.Q(code="member") | models.Q(mandate__isnull=False),
                name="role_of_a_member_names_mandate",
            ),
            models.CheckConstraint(
                condition=~models.Q(code="committee") | models.Q(grouping__isnull=False),
                name="role_of_a_committee_names_it",
            ),
        )
        indexes = (models.Index(fields=["organ", "code"], name="role_in_organ"),)

    def __str__(self) -> str:
        return f"{self.account} · {self.get_code_display()}"


class OwnPack(models.Model):
    """An organ's own version of a rule pack (本机关规则), kept as data; earlier versions stay for running matters."""

    organ = models.ForeignKey(Organ, models.PROTECT, related_name="own_packs")
    version = models.CharField(max_length=20)
    in_force_from = models.DateField(_("施行日"))
    content = models.JSONField()
    made_by = models.ForeignKey(Account, models.PROTECT)
    made_at = models.DateTimeField()

    class Meta:
        ordering = ("-in_force_from",)
        constraints = (models.UniqueConstraint(fields=["organ", "version"], name="own_pack_version_once"),)


class CalendarDay(models.Model):
    """A day set by hand over the published calendar (国务院办公厅通知): a day off or a make-up workday (调休)."""

    day = models.DateField(_("日期"), primary_key=True)
    working = models.BooleanField(_("上班"))
    name = models.CharField(_("名称"), max_length=40, help_text=_("如：春节、调休"))
    source = models.CharField(_("依据"), max_length=120, blank=True)

    class Meta:
        ordering = ("day",)


class CalendarYear(models.Model):
    """A year whose arrangement of days off was loaded in full, so that its days are certain."""

    year = models.PositiveSmallIntegerField(_("年份"), primary_key=True)
    source = models.CharField(_("依据"), max_length=120)
    loaded_by = models.ForeignKey(Account, models.PROTECT)
    loaded_at = models.DateTimeField()
