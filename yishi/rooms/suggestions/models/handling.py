"""What a unit does with a suggestion: its handling, answers, promises, and how they are evaluated.

A key with which a longer index or a constraint begins has no index of its own: each is one more to write with every row.
"""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from yishi.foundation import language
from yishi.foundation.matters.models import Matter
from yishi.foundation.people.models import Account, Mandate, Unit
from yishi.rooms.suggestions.models.suggestion import Suggestion


class Handling(models.Model):
    """One unit's part in a suggestion (主办、会办、分办); a matter of its own below the suggestion's."""

    class State(models.TextChoices):
        HANDED = "handed", _("待签收")
        HANDLING = "handling", _("办理中")
        HAND_BACK_ASKED = "hand_back_asked", _("申退待定")
        HANDED_BACK = "handed_back", _("已退回")
        OPINION_GIVEN = "opinion_given", _("已报会办意见")
        DRAFTED = "drafted", _("待签发")
        SIGNED = "signed", _("待发出")
        ANSWERED = "answered", _("已答复")
        EVALUATED = "evaluated", _("已评价")
        MEETING = "meeting", _("三方会商")
        CLOSED = "closed", _("已办结")
        STOPPED = "stopped", _("已终止")

    class Part(models.TextChoices):
        LEAD = "lead", _("主办")
        CO = "co", _("会办")
        SEPARATE = "separate", _("分办")

    matter = models.OneToOneField(Matter, models.PROTECT, primary_key=True, related_name="handling")
    suggestion = models.ForeignKey(Suggestion, models.PROTECT, related_name="handlings")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="handlings", db_index=False)
    part = models.CharField(_("承办方式"), max_length=8, choices=Part)
    task = models.CharField(_("办理内容"), max_length=400, blank=True)
    round = models.PositiveSmallIntegerField(_("第几次办理"), default=1)
    handed_on = models.DateField(_("交办日"))
    received_on = models.DateField(_("签收日"), null=True, blank=True)
    leader = models.CharField(_("分管领导"), max_length=40, blank=True)
    undertaker = models.CharField(_("承办人"), max_length=40, blank=True)
    phone = models.CharField(_("联系电话"), max_length=40, blank=True)
    answered_on = models.DateField(null=True, blank=True)
    urged_on = models.DateField(_("催促评价日"), null=True, blank=True)
    unevaluated = models.BooleanField(_("逾期未评价"), default=False)
    superseded = models.BooleanField(_("已改交其他单位"), default=False)
    replaces = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="replaced_by", verbose_name=_("接替")
    )
    """The part that was handed back, or lost its lead, and which this one stands in for."""
    good_on = models.DateField(_("评为优秀办理件"), null=True, blank=True)
    good_why = models.CharField(_("评选理由"), max_length=400, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["suggestion"], condition=models.Q(part="lead", superseded=False), name="one_lead_unit"
            ),
        )
        indexes = (models.Index(fields=["unit", "part"], name="handling_of_unit"),)

    def __str__(self) -> str:
        return language.aside(self.unit, self.get_part_display())

    @property
    def answers(self) -> bool:
        """Does this unit answer the deputy itself?"""
        return self.part != self.Part.CO


class Ask(models.Model):
    """What a unit asks of the office: to hand back (申退), or more time (延期)."""

    class Kind(models.TextChoices):
        HAND_BACK = "hand_back", _("申请退回")
        EXTENSION = "extension", _("申请延期")

    handling = models.ForeignKey(Handling, models.PROTECT, related_name="asks")
    kind = models.CharField(max_length=10, choices=Kind)
    asked_on = models.DateField()
    reason = models.TextField(_("理由"), max_length=4000)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, verbose_name=_("建议改交单位"))
    months = models.PositiveSmallIntegerField(null=True, blank=True)
    decided_on = models.DateField(null=True, blank=True)
    granted = models.BooleanField(null=True, blank=True)
    note = models.TextField(_("意见"), blank=True, max_length=4000)

    class Meta:
        indexes = (
            models.Index(
                fields=["kind", "handling"], condition=models.Q(decided_on__isnull=True), name="ask_undecided"
            ),
        )


class Talk(models.Model):
    """A contact with the deputy (与代表沟通联系)."""

    class How(models.TextChoices):
        VISIT = "visit", _("走访")
        RESEARCH = "research", _("共同调研")
        FORUM = "forum", _("座谈")
        PHONE = "phone", _("电话")
        MESSAGE = "message", _("网络、短信")

    handling = models.ForeignKey(Handling, models.PROTECT, related_name="talks")
    day = models.DateField(_("日期"))
    how = models.CharField(_("方式"), max_length=10, choices=How)
    mandate = models.ForeignKey(Mandate, models.PROTECT, null=True, blank=True, verbose_name=_("沟通对象"))
    """The lead signer; nobody where only a delegation or sector put it forward."""
    text = models.TextField(_("沟通情况"), max_length=4000)

    class Meta:
        ordering = ("day", "pk")


class Opinion(models.Model):
    """A co-handler's opinion (会办意见) to the lead unit, which may ask for it again."""

    handling = models.ForeignKey(Handling, models.PROTECT, related_name="opinions")
    given_on = models.DateField()
    text = models.TextField(_("会办意见"), max_length=20_000)
    asked_again_on = models.DateField(null=True, blank=True)
    asked_again_why = models.TextField(_("要求重新提出的原因"), blank=True, max_length=2000)

    class Meta:
        ordering = ("pk",)


class Answer(models.Model):
    """An answer (答复函) of one round: drafted, signed by the head, sealed and sent to every signer.

    `plans` are promises not yet made: they open with the letter."""

    handling = models.ForeignKey(Handling, models.PROTECT, related_name="replies", db_index=False)
    round = models.PositiveSmallIntegerField()
    kind = models.CharField(_("答复类别"), max_length=24)
    text = models.TextField(_("答复内容"), max_length=100_000)
    reason = models.TextField(_("不能解决的原因"), blank=True, max_length=10_000)
    reported = models.TextField(_("向上级反映情况"), blank=True, max_length=10_000)
    plans = models.JSONField(default=list, blank=True)
    drafted_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    drafted_on = models.DateField()
    signed_by = models.ForeignKey(Account, models.PROTECT, null=True, blank=True, related_name="+")
    signed_on = models.DateField(null=True, blank=True)
    number = models.CharField(_("发文字号"), max_length=60, blank=True)
    sent_on = models.DateField(null=True, blank=True)
    may_publish = models.BooleanField(_("承办单位认为可以公开"), default=True)

    class Meta:
        ordering = ("round",)
        constraints = (models.UniqueConstraint(fields=["handling", "round"], name="answer_once_a_round"),)


class Delivery(models.Model):
    """The answer in the hands of one signer; each gets it, those of merged suggestions too (ZJ 18, 22)."""

    answer = models.ForeignKey(Answer, models.PROTECT, related_name="deliveries", db_index=False)
    mandate = models.ForeignKey(Mandate, models.PROTECT, related_name="answers_received")
    read_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["answer", "mandate"], name="delivered_once"),)


class Promise(models.Model):
    """What an answer promised (承诺事项), with a life of its own after the answer: `loop/promise.py`."""

    class State(models.TextChoices):
        OPEN = "open", _("兑现中")
        REPORTED = "reported", _("待评价")
        EVALUATED = "evaluated", _("已评价")
        MEETING = "meeting", _("三方会商")
        KEPT = "kept", _("已兑现")
        FAILED = "failed", _("未能兑现")
        STOPPED = "stopped", _("已终止")

    matter = models.OneToOneField(Matter, models.PROTECT, primary_key=True, related_name="promise")
    suggestion = models.ForeignKey(Suggestion, models.PROTECT, related_name="promises")
    handling = models.ForeignKey(Handling, models.PROTECT, related_name="promises")
    answer = models.ForeignKey(Answer, models.PROTECT, related_name="promises")
    due_on = models.DateField(_("承诺完成日"))
    result = models.CharField(_("落实结果"), max_length=10, blank=True)
    done_on = models.DateField(_("完成日"), null=True, blank=True)
    reports_made = models.PositiveSmallIntegerField(default=0)
    carried_into = models.PositiveSmallIntegerField(_("转入年度"), null=True, blank=True)

    def __str__(self) -> str:
        return str(self.matter)


class PromiseReport(models.Model):
    """A report on a promise to the deputy and the office: each fourth quarter, or when it is done or has failed."""

    class Result(models.TextChoices):
        KEPT = "kept", _("已落实")
        GOING = "going", _("正在落实")
        FAILED = "failed", _("不能落实")

    promise = models.ForeignKey(Promise, models.PROTECT, related_name="reports")
    day = models.DateField()
    result = models.CharField(_("落实结果"), max_length=8, choices=Result)
    text = models.TextField(_("落实情况"), max_length=10_000)
    signed_by = models.ForeignKey(Account, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ("day", "pk")


class Evaluation(models.Model):
    """The lead signer's evaluation of an answer, or of what became of a promise (两次评价). Kept from the unit
    as the place's rule says; read through `lists.evaluations` only."""

    suggestion = models.ForeignKey(Suggestion, models.PROTECT, related_name="evaluations")
    handling = models.ForeignKey(Handling, models.PROTECT, related_name="evaluations", db_index=False)
    promise = models.ForeignKey(Promise, models.PROTECT, null=True, blank=True, related_name="evaluations")
    round = models.PositiveSmallIntegerField(default=1)
    mandate = models.ForeignKey(Mandate, models.PROTECT)
    day = models.DateField()
    opinion = models.TextField(_("具体意见"), blank=True, max_length=4000)

    class Meta:
        ordering = ("day", "pk")
        constraints = (
            models.UniqueConstraint("handling", Coalesce("promise", 0), "round", name="evaluated_once_a_round"),
        )


class Mark(models.Model):
    """The grade given to one question of an evaluation."""

    evaluation = models.ForeignKey(Evaluation, models.PROTECT, related_name="marks", db_index=False)
    question = models.CharField(max_length=24)
    grade = models.CharField(max_length=24)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["evaluation", "question"], name="marked_once"),)


class Conference(models.Model):
    """The meeting of deputy, unit and office after a second "not satisfied" (CQ 27, 28)."""

    handling = models.ForeignKey(Handling, models.PROTECT, related_name="conferences")
    promise = models.ForeignKey(Promise, models.PROTECT, null=True, blank=True, related_name="conferences")
    called_on = models.DateField()
    held_on = models.DateField(null=True, blank=True)
    present = models.CharField(_("参加人员"), max_length=400, blank=True)
    opinion = models.TextField(_("处理意见"), blank=True, max_length=10_000)
