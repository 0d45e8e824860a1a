"""The worker: does it live, does anything wait too long?"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from django.utils.translation import gettext as _
from django_q.models import OrmQ, Schedule

from yishi.doors.cli.doctor.findings import Finding, fine, look, wrong
from yishi.foundation import clock
from yishi.foundation.outbox.models import Job, Outgoing, Stale
from yishi.foundation.outbox.schedules import PREFIX

HEARTBEAT = f"{PREFIX}deliver"
"""Runs every minute, so its next run is never long past while a worker lives."""
SILENT = dt.timedelta(minutes=10)
LONG = dt.timedelta(hours=1)
WEEK = dt.timedelta(days=7)


def heartbeat() -> Finding:
    """Has a worker taken up the minute's work lately?"""
    row = Schedule.objects.filter(name=HEARTBEAT).first()
    if row is None:
        return wrong(_("没有后台任务的时间表。"), "yishi migrate")
    late = clock.now() - row.next_run
    if late > SILENT:
        minutes = int(late.total_seconds() // 60)
        return wrong(
            _("后台任务已有 %(minutes)d 分钟没有动静，提醒、邮件和封签都停着。") % {"minutes": minutes}, "yishi work"
        )
    return fine(_("后台任务在运行。"))


def waiting() -> Iterator[Finding]:
    """What should have left or been done by now."""
    moment = clock.now()
    queued = OrmQ.objects.filter(lock__lt=moment - LONG).count()
    if queued:
        yield look(
            _("队列中有 %(count)d 项任务等待超过一小时。") % {"count": queued},
            _("请确认后台任务在运行，或增加 YISHI_WORKERS。"),
        )
    unsent = Outgoing.objects.filter(sent_at=None, given_up_at=None, due_at__lt=moment - LONG)
    if count := unsent.count():
        error = unsent.exclude(error="").values_list("error", flat=True).first() or _("没有出错记录")
        yield look(
            _("有 %(count)d 条通知等待外发超过一小时：%(error)s。") % {"count": count, "error": error},
            _("请检查邮件和消息渠道的设置。"),
        )
    given_up = Outgoing.objects.filter(given_up_at__gt=moment - WEEK).count()
    if given_up:
        yield look(_("近七天有 %(count)d 条通知外发失败。") % {"count": given_up}, _("请核对收件人的邮箱和手机号。"))
    failed = Job.objects.filter(state=Job.State.FAILED, ended_at__gt=moment - WEEK).count()
    if failed:
        yield look(
            _("近七天有 %(count)d 项导出或导入没有完成。") % {"count": failed}, _("请发起人在任务列表中查看原因。")
        )
    stale = Stale.objects.filter(since__lt=moment - LONG).count()
    if stale:
        yield look(_("有 %(count)d 件事项等待更新检索超过一小时。") % {"count": stale}, "yishi work")
    if not (queued or count or given_up or failed or stale):
        yield fine(_("没有积压的任务和通知。"))
