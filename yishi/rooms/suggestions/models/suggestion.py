"""The suggestion (代表建议、批评和意见) or proposal (提案) itself, and those who put it forward."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from yishi.foundation.matters.models import Matter
from yishi.foundation.people.models import Grouping, Mandate, Organ, Session, Term, Unit


class Topic(models.Model):
    """What it is about, for assigning and counting: 教育, 医疗卫生, 城市管理 … kept by the organ."""

    organ = models.ForeignKey(Organ, models.PROTECT, related_name="topics")
    code = models.SlugField(max_length=24)
    name = models.CharField(_("类别"), max_length=24)
    committee = models.ForeignKey(Grouping, models.PROTECT, null=True, blank=True, verbose_name=_("对口专委会"))

    class Meta:
        ordering = ("organ", "code")
        constraints = (models.UniqueConstraint(fields=["organ", "code"], name="topic_once"),)

    def __str__(self) -> str:
        return self.name


class Handover(models.Model):
    """A hand-over meeting (交办会), or one face to face for a hard matter (协商交办)."""

    organ = models.ForeignKey(Organ, models.PROTECT)
    session = models.ForeignKey(Session, models.PROTECT, null=True, blank=True)
    day = models.DateField(_("日期"))
    title = models.CharField(_("名称"), max_length=80)
    place = models.CharField(_("地点"), max_length=80, blank=True)

    class Meta:
        ordering = ("-day",)

    def __str__(self) -> str:
        return self.title


class Suggestion(models.Model):
    """One matter put forward by deputies or members (一事一议). Its state is in `Matter`; see `loop/suggestion.py`."""

    class State(models.TextChoices):
        DRAFT = "draft", _("起草中")
        SUBMITTED = "submitted", _("待审查")
        REGISTERED = "registered", _("待交办")
        WITH_OFFICE = "with_office", _("待分办")
        ASSIGNED = "assigned", _("办理中")
        ANSWERED = "answered", _("已答复")
        EVALUATED = "evaluated", _("已评价")
        CLOSED = "closed", _("已办结")
        RETURNED = "returned", _("已退回")
        REFERRED = "referred", _("转工作参考")
        LETTER = "letter", _("作来信处理")
        INFORMATION = "information", _("转社情民意")
        MERGED = "merged", _("已并案")
        SPLIT = "split", _("已分案")
        WITHDRAWN = "withdrawn", _("已撤回")
        OFFLINE = "offline", _("线下办理")
        RECORDED = "recorded", _("登记统计")

    class Source(models.TextChoices):
        ONE = "one", _("个人提出")
        JOINT = "joint", _("联名提出")
        DELEGATION = "delegation", _("代表团提出")
        GROUP = "group", _("集体提出")
        MOTION = "motion", _("议案转来")
        MESSAGE = "message", _("群众意见转来")

    class When(models.TextChoices):
        SESSION = "session", _("大会期间")
        BETWEEN = "between", _("闭会期间")

    class Publicity(models.TextChoices):
        UNDECIDED = "undecided", _("未决定")
        PUBLISHED = "published", _("已公开")
        WITHHELD = "withheld", _("不公开")

    matter = models.OneToOneField(Matter, models.PROTECT, primary_key=True, related_name="suggestion")
    term = models.ForeignKey(Term, models.PROTECT, null=True, blank=True)
    session = models.ForeignKey(Session, models.PROTECT, null=True, blank=True)
    when = models.CharField(_("提出时间"), max_length=8, choices=When, default=When.BETWEEN)
    source = models.CharField(_("提出方式"), max_length=12, choices=Source, default=Source.ONE)
    lead = models.ForeignKey(
        Mandate, models.PROTECT, null=True, blank=True, related_name="leads_suggestions", verbose_name=_("领衔人")
    )
    grouping = models.ForeignKey(Grouping, models.PROTECT, null=True, blank=True, verbose_name=_("代表团、界别"))
    topic = models.ForeignKey(Topic, models.PROTECT, null=True, blank=True, verbose_name=_("类别"))
    committee = models.ForeignKey(
        Grouping, models.PROTECT, null=True, blank=True, related_name="follows", verbose_name=_("对口督办专委会")
    )
    situation = models.TextField(_("情况和问题"), blank=True, max_length=100_000)
    proposals = models.TextField(_("具体建议"), blank=True, max_length=100_000)
    research = models.TextField(_("调研情况"), blank=True, max_length=10_000)
    preferred = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="preferred_by", verbose_name=_("建议承办单位")
    )
    may_publish = models.BooleanField(_("提出人同意公开"), default=True)
    submitted_on = models.DateField(null=True, blank=True)
    registered_on = models.DateField(null=True, blank=True)
    assigned_on = models.DateField(null=True, blank=True)
    answered_on = models.DateField(null=True, blank=True)
    stage = models.PositiveSmallIntegerField(_("已过审查环节"), default=0)
    exit_ground = models.CharField(_("不作为建议办理的情形"), max_length=60, blank=True)
    exit_note = models.TextField(_("说明"), blank=True, max_length=4000)
    side = models.CharField(_("分办系统"), max_length=14, choices=Unit.Side, blank=True)
    hard = models.BooleanField(_("涉及面广、处理难度大"), default=False)
    handover = models.ForeignKey(Handover, models.PROTECT, null=True, blank=True, related_name="suggestions")
    withdrawal_asked_on = models.DateField(null=True, blank=True)
    key_on = models.DateField(_("列为重点督办"), null=True, blank=True)
    key_handled_by = models.CharField(_("领办领导"), max_length=60, blank=True)
    key_supervised_by = models.CharField(_("督办领导"), max_length=60, blank=True)
    followed_until = models.PositiveSmallIntegerField(_("跟踪督办至（年）"), null=True, blank=True)
    carried_into = models.PositiveSmallIntegerField(_("转入年度"), null=True, blank=True)
    good_on = models.DateField(_("评为优秀建议"), null=True, blank=True)
    solved_on = models.DateField(_("问题解决日"), null=True, blank=True)
    publicity = models.CharField(_("公开"), max_length=10, choices=Publicity, default=Publicity.UNDECIDED)
    publicity_ground = models.CharField(_("不公开理由"), max_length=200, blank=True)
    published_on = models.DateField(null=True, blank=True)
    higher_organ = models.CharField(_("所在上级人大（政协）"), max_length=60, blank=True)

    class Meta:
        indexes = (models.Index(fields=["key_on"], condition=models.Q(key_on__isnull=False), name="suggestion_key"),)
        constraints = (
            models.CheckConstraint(
                condition=~models.Q(when="session") | models.Q(session__isnull=False),
                name="suggestion_of_a_session_names_it",
            ),
            models.CheckConstraint(
                condition=~models.Q(publicity="withheld") | ~models.Q(publicity_ground=""), name="withheld_says_why"
            ),
        )

    def __str__(self) -> str:
        return str(self.matter)


class Signer(models.Model):
    """A joint signer (联名、附议): invited by the lead signer, and counted once he has confirmed."""

    suggestion = models.ForeignKey(Suggestion, models.PROTECT, related_name="signers", db_index=False)
    mandate = models.ForeignKey(Mandate, models.PROTECT, related_name="signs")
    invited_on = models.DateField()
    confirmed_on = models.DateField(null=True, blank=True)
    declined_on = models.DateField(null=True, blank=True)
    agreed_to_withdraw_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=["suggestion", "mandate"], name="signer_once"),
            models.CheckConstraint(
                condition=models.Q(confirmed_on=None) | models.Q(declined_on=None), name="signer_confirms_or_declines"
            ),
        )

    def __str__(self) -> str:
        return str(self.mandate)


class Objection(models.Model):
    """A deputy's objection to the assignment (对交办有意见), and what became of it (SH 14)."""

    suggestion = models.ForeignKey(Suggestion, models.PROTECT, related_name="objections")
    mandate = models.ForeignKey(Mandate, models.PROTECT)
    raised_on = models.DateField()
    reason = models.TextField(_("理由"), max_length=4000)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, verbose_name=_("希望的承办单位"))
    decided_on = models.DateField(null=True, blank=True)
    upheld = models.BooleanField(null=True, blank=True)
    reply = models.TextField(_("答复"), blank=True, max_length=4000)


class Oversight(models.Model):
    """One entry of the supervision log (督办记录): meetings, on-site handling, checks by supervisors, look-backs."""

    class Kind(models.TextChoices):
        MEETING = "meeting", _("督办会")
        ON_SITE = "on_site", _("现场办理")
        TELEVISION = "television", _("电视问政")
        VISIT = "visit", _("视察调研")
        CHECK = "check", _("督办员抽查")
        URGE = "urge", _("催办")
        LOOK_BACK = "look_back", _("回头看")

    class Phase(models.TextChoices):
        """When it was done, by how far the suggestion had come: supervisors check before, during and after."""

        BEFORE = "before", _("办理前")
        DURING = "during", _("办理中")
        AFTER = "after", _("答复后")

    class Found(models.TextChoices):
        SOLVED = "solved", _("已解决")
        PARTLY = "partly", _("部分解决")
        UNSOLVED = "unsolved", _("未解决")

    suggestion = models.ForeignKey(Suggestion, models.PROTECT, related_name="oversight")
    kind = models.CharField(_("方式"), max_length=12, choices=Kind)
    phase = models.CharField(_("阶段"), max_length=8, choices=Phase, blank=True)
    day = models.DateField(_("日期"))
    led_by = models.CharField(_("主持人"), max_length=60, blank=True)
    text = models.TextField(_("情况"), max_length=10_000)
    found = models.CharField(_("结果"), max_length=10, choices=Found, blank=True)

    class Meta:
        ordering = ("day", "pk")


class Hint(models.Model):
    """A topic hint (参考选题) published for deputies before the session."""

    organ = models.ForeignKey(Organ, models.PROTECT)
    title = models.CharField(_("选题"), max_length=120)
    text = models.TextField(_("说明"), blank=True, max_length=4000)
    topic = models.ForeignKey(Topic, models.PROTECT, null=True, blank=True)
    from_unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, verbose_name=_("提供单位"))
    published_on = models.DateField(_("发布日"))
    ended_on = models.DateField(_("撤下日"), null=True, blank=True)

    class Meta:
        ordering = ("-published_on", "pk")

    def __str__(self) -> str:
        return self.title
