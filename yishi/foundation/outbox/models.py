"""What is told to people: the inbox of each account, what still has to leave by other channels, and long
jobs."""

from __future__ import annotations

import uuid
from pathlib import PurePath

from django.db import models
from django.utils.translation import gettext_lazy as _

from yishi.foundation.matters.models import Matter
from yishi.foundation.people.models import Account, Organ


class Notice(models.Model):
    """One message to one account. `key` makes it once only: a night missed is made up, never doubled.

    `text` is for the inbox. `subject` is all that other channels may carry of it: words about the kind of
    business, never its content ("答复期限将至"). Each index here begins with an organ or an account, so neither has one more.
    """

    organ = models.ForeignKey(Organ, models.PROTECT, db_index=False)
    account = models.ForeignKey(Account, models.PROTECT, related_name="notices", db_index=False)
    matter = models.ForeignKey(Matter, models.PROTECT, null=True, blank=True, related_name="notices")
    key = models.CharField(max_length=120)
    kind = models.SlugField(max_length=32, db_index=False)
    subject = models.CharField(max_length=40, blank=True)
    text = models.CharField(_("内容"), max_length=300)
    urgent = models.BooleanField(default=False)
    made_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-made_at", "-pk")
        constraints = (models.UniqueConstraint(fields=["account", "key"], name="notice_once"),)
        indexes = (
            models.Index(fields=["account"], condition=models.Q(read_at=None), name="notice_unread"),
            models.Index(fields=["account", "-made_at", "-id"], name="notice_inbox"),
            models.Index(fields=["organ", "kind", "made_at"], name="notice_by_kind"),
        )

    def __str__(self) -> str:
        return self.text


class Wish(models.Model):
    """Which notices an account wants outside the inbox. An account without a row wants all of them."""

    class Which(models.TextChoices):
        ALL = "all", _("全部")
        URGENT = "urgent", _("只要紧急的")
        NONE = "none", _("不要")

    account = models.OneToOneField(Account, models.CASCADE, primary_key=True, related_name="wish")
    mail = models.CharField(_("邮件提醒"), max_length=6, choices=Which, default=Which.ALL)
    bridge = models.CharField(_("短信、工作群等提醒"), max_length=6, choices=Which, default=Which.ALL)


class Outgoing(models.Model):
    """A notice on its way out by mail or a bridge; taken up by a worker, tried again until it went or was
    given up.

    `due_at` is when it may be taken up next; a worker that takes it puts this ahead, so that others leave it
    alone until long after. Rows with one `parcel` travel in one message and are tried again together.
    `begun_at` is written just before the message is handed over: found without an outcome, the worker died
    there.
    """

    notice = models.ForeignKey(Notice, models.CASCADE, related_name="outgoing", db_index=False)
    channel = models.CharField(max_length=24)
    tries = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField()
    parcel = models.UUIDField(null=True, blank=True)
    begun_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    given_up_at = models.DateTimeField(null=True, blank=True)
    error = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["notice", "channel"], name="outgoing_once"),
            models.CheckConstraint(
                condition=models.Q(sent_at=None) | models.Q(given_up_at=None),
                name="outgoing_sent_or_given_up",
            ),
        )
        indexes = (
            models.Index(
                fields=["due_at"], condition=models.Q(sent_at=None, given_up_at=None), name="outgoing_waiting"
            ),
        )


class Stale(models.Model):
    """A matter whose search index has to be written again; put here by the step, taken away by the worker."""

    matter = models.OneToOneField(Matter, models.CASCADE, primary_key=True)
    since = models.DateTimeField()


def stored_name(filename: str) -> str:
    """A name that tells nothing; the one people see stays in the row."""
    return f"{uuid.uuid4().hex}{PurePath(filename).suffix.lower()[:8]}"


class Job(models.Model):
    """Long work (an export, 500 letters, an import) that shows progress and can be stopped and found again.

    `attempt` fences: a worker may write only to the attempt it took, so one thought dead cannot spoil its
    successor.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("排队中")
        RUNNING = "running", _("进行中")
        DONE = "done", _("已完成")
        FAILED = "failed", _("没有完成")
        STOPPED = "stopped", _("已停止")

    OPEN = (State.WAITING, State.RUNNING)

    organ = models.ForeignKey(Organ, models.PROTECT)
    account = models.ForeignKey(Account, models.PROTECT, related_name="jobs")
    kind = models.SlugField(max_length=32)
    title = models.CharField(_("任务"), max_length=120)
    function = models.CharField(max_length=160)
    kwargs = models.JSONField(default=dict)
    digest = models.CharField(max_length=64)
    repeatable = models.BooleanField(default=False)
    state = models.CharField(_("状态"), max_length=8, choices=State, default=State.WAITING)
    attempt = models.PositiveSmallIntegerField(default=1)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    stop_asked = models.BooleanField(default=False)
    result_text = models.TextField(_("结果"), blank=True)
    result_name = models.CharField(max_length=120, blank=True)
    result_file = models.FileField(upload_to="jobs/", blank=True)
    error = models.CharField(_("原因"), max_length=300, blank=True)
    made_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True, blank=True)
    beat_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-made_at", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=["account", "digest"],
                condition=models.Q(state__in=["waiting", "running"]),
                name="job_once_at_a_time",
            ),
        )
        indexes = (
            models.Index(fields=["beat_at"], condition=models.Q(state__in=["waiting", "running"]), name="job_open"),
            models.Index(fields=["account", "-made_at"], name="job_of_account"),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def percent(self) -> int | None:
        """How far it is, 0 to 100; None while nobody knows how much there is."""
        return min(100, self.done * 100 // self.total) if self.total else None
