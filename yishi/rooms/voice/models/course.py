"""What happens to a message: whom it was handed to, what was answered, checked, asked and rated, and what its sender was told."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from yishi.foundation.people.models import Account, Unit
from yishi.rooms.voice.models.message import LONGEST, Message


class Assignment(models.Model):
    """One handing out: to a unit, or to the station or office itself (`unit` empty), and the answer that came of it."""

    message = models.ForeignKey(Message, models.PROTECT, related_name="assignments", db_index=False)
    round = models.PositiveSmallIntegerField()
    layer = models.CharField(_("处理方式"), max_length=12, choices=Message.Layer)
    unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="message_assignments", verbose_name=_("办理单位")
    )
    note = models.CharField(_("交办意见"), max_length=400, blank=True)
    assigned_on = models.DateField(_("交办日期"))
    returned_on = models.DateField(_("退回日期"), null=True, blank=True)
    return_reason = models.CharField(_("退回理由"), max_length=400, blank=True)
    answer = models.TextField(_("答复"), blank=True, max_length=LONGEST)
    outcome = models.CharField(_("结果"), max_length=12, choices=Message.Outcome, blank=True)
    done_on = models.DateField(_("解决日期"), null=True, blank=True)
    answered_by = models.ForeignKey(Account, models.PROTECT, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("round",)
        constraints = (models.UniqueConstraint(fields=["message", "round"], name="assignment_round_once"),)

    def __str__(self) -> str:
        return str(self.unit or self.get_layer_display())


class Check(models.Model):
    """Whether it is solved, looked at by another than who answered (核实)."""

    class How(models.TextChoices):
        ON_SITE = "on_site", _("现场查看")
        CALL = "call", _("电话回访")
        PAPERS = "papers", _("查看材料")

    message = models.ForeignKey(Message, models.PROTECT, related_name="checks", db_index=False)
    round = models.PositiveSmallIntegerField()
    day = models.DateField(_("核实日期"))
    how = models.CharField(_("核实方式"), max_length=8, choices=How)
    solved = models.BooleanField(_("是否解决"))
    note = models.CharField(_("核实情况"), max_length=400, blank=True)
    without_photo = models.CharField(_("没有照片的原因"), max_length=120, blank=True)
    by = models.ForeignKey(Account, models.PROTECT, related_name="+")

    class Meta:
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=["message", "round"], name="check_round_once"),)

    def __str__(self) -> str:
        return f"{self.day}"


class Rating(models.Model):
    """What the resident himself says of it: is it solved, and is he content. One a round."""

    class Solved(models.TextChoices):
        YES = "yes", _("解决了")
        PARTLY = "partly", _("解决了一部分")
        NO = "no", _("没有解决")

    class Content(models.TextChoices):
        SATISFIED = "satisfied", _("满意")
        MOSTLY = "mostly", _("基本满意")
        NOT = "not", _("不满意")

    message = models.ForeignKey(Message, models.PROTECT, related_name="ratings", db_index=False)
    round = models.PositiveSmallIntegerField()
    day = models.DateField()
    solved = models.CharField(_("解决了吗"), max_length=8, choices=Solved)
    content = models.CharField(_("满意吗"), max_length=10, choices=Content, blank=True)
    note = models.CharField(_("想说的话"), max_length=400, blank=True)

    class Meta:
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=["message", "round"], name="rating_round_once"),)

    def __str__(self) -> str:
        return self.get_solved_display()


class Asked(models.Model):
    """What the resident was asked to add, and what he added (请补充)."""

    message = models.ForeignKey(Message, models.PROTECT, related_name="questions", db_index=False)
    day = models.DateField()
    question = models.CharField(_("请补充什么"), max_length=400)
    reply = models.TextField(_("补充的内容"), blank=True, max_length=4000)
    replied_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("pk",)
        indexes = (models.Index(fields=["message"], name="asked_of_message"),)

    def __str__(self) -> str:
        return self.question


class Word(models.Model):
    """That something happened, on its way to the phone of who sent it; the number stands in `Sender` alone, and what happened
    in his page alone. Those of one message that wait together leave as one (`texting.py`).

    `due_at` is when it may be taken up next, `begun_at` is written just before it is handed over: found without an outcome,
    the worker died there."""

    message = models.ForeignKey(Message, models.PROTECT, related_name="words")
    due_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    begun_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    given_up_at = models.DateTimeField(null=True, blank=True)
    error = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ("pk",)
        indexes = (
            models.Index(fields=["due_at"], condition=models.Q(sent_at=None, given_up_at=None), name="word_waiting"),
        )

    def __str__(self) -> str:
        return f"{self.message_id}"


class Hop(models.Model):
    """One thing that its sender was told, in plain words: he reads them one below the other on his page."""

    message = models.ForeignKey(Message, models.PROTECT, related_name="hops", db_index=False)
    at = models.DateTimeField()
    kind = models.SlugField(max_length=16, db_index=False)
    text = models.CharField(max_length=400)

    class Meta:
        ordering = ("pk",)
        indexes = (models.Index(fields=["message"], name="hop_of_message"),)

    def __str__(self) -> str:
        return self.text
