"""Long work: started by a page, done by a worker, watched, stopped and found again by whoever started it.

Queued in the caller's transaction. A worker that died is noticed by `sweep`: the job is taken up again where
it may be repeated, and otherwise marked as not done, with a sentence.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Callable, Mapping
from types import TracebackType
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.db.models.functions import Coalesce
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django_q.tasks import async_task

from yishi.foundation import clock
from yishi.foundation.outbox.models import Job
from yishi.foundation.outbox.progress import JobFailed, Progress, Result, Stopped
from yishi.foundation.people.models import Account, Organ

SILENCE = dt.timedelta(minutes=5)
"""A running job that says nothing for so long has lost its worker."""
UNHEARD = dt.timedelta(hours=6)
"""A job that no worker has taken for so long is queued again, in case the queue was emptied."""
MOST_ATTEMPTS = 3
RESULTS_KEPT = dt.timedelta(days=14)
"""Results may hold personal data: they are for fetching, not for keeping."""

Work = Callable[..., Result | None]
"""A job's function: takes a `Progress`, then the job's own keywords."""


def start(
    kind: str,
    title: str,
    function: str,
    kwargs: Mapping[str, Any],
    account: Account,
    organ: Organ,
    *,
    repeatable: bool = False,
) -> Job:
    """Queue `function` (dotted path in yishi) with JSON `kwargs`. The same work of the same account that is
    still waiting or running is not queued twice: its job is answered. `repeatable` when doing it again from
    the start harms nothing, as with an export. Raises ValueError for a path outside yishi."""
    _work(function)
    digest = hashlib.sha256(
        json.dumps([organ.pk, kind, function, kwargs], sort_keys=True, ensure_ascii=True).encode()
    ).hexdigest()
    try:
        with transaction.atomic():
            job = Job.objects.create(
                organ=organ,
                account=account,
                kind=kind,
                title=title[:120],
                function=function,
                kwargs=dict(kwargs),
                digest=digest,
                repeatable=repeatable,
                made_at=clock.now(),
            )
            _enqueue(job)
            return job
    except IntegrityError:
        return Job.objects.filter(account=account, digest=digest).latest("pk")


def jobs_of(account: Account, organ: Organ) -> QuerySet[Job]:
    """An account's jobs in an organ, newest first."""
    return Job.objects.filter(account=account, organ=organ)


def ask_stop(job: Job) -> bool:
    """Stop a job: at once if it waits, at its next step if it runs. False when it was over already."""
    mine = Job.objects.filter(pk=job.pk)
    if mine.filter(state=Job.State.WAITING).update(state=Job.State.STOPPED, ended_at=clock.now()):
        return True
    return mine.filter(state=Job.State.RUNNING).update(stop_asked=True) > 0


def run(job_id: int, attempt: int) -> None:
    """What the worker calls. Does nothing when the job was stopped, or this attempt was taken before."""
    moment = clock.now()
    waiting = Job.objects.filter(pk=job_id, attempt=attempt, state=Job.State.WAITING)
    if not waiting.update(state=Job.State.RUNNING, started_at=moment, beat_at=moment, done=0):
        return
    job = Job.objects.select_related("organ", "account").get(pk=job_id)
    progress = Progress(job)
    with _Outcome(progress):
        result = _work(job.function)(progress, **job.kwargs)
        if not progress.finished:
            progress.finish(result)


def sweep() -> int:
    """Find jobs whose worker died and take them up again or close them; drop results kept long enough.
    Answers how many jobs it touched. Scheduled every few minutes."""
    moment = clock.now()
    lost = Job.objects.filter(state=Job.State.RUNNING, beat_at__lt=moment - SILENCE)
    heard = Coalesce("beat_at", "made_at")
    waiting = Job.objects.alias(heard=heard).filter(state=Job.State.WAITING, heard__lt=moment - UNHEARD)
    touched = sum(_take_up_again(job) for job in [*lost, *waiting])
    for job in Job.objects.filter(ended_at__lt=moment - RESULTS_KEPT).exclude(result_file=""):
        job.result_file.delete(save=False)
        Job.objects.filter(pk=job.pk).update(result_file="")
        touched += 1
    return touched


def _work(function: str) -> Work:
    if not function.startswith("yishi."):
        raise ValueError(f"a job's function stands in yishi: {function}")
    work: Work = import_string(function)
    return work


def _enqueue(job: Job) -> None:
    async_task("yishi.foundation.outbox.jobs.run", job.pk, job.attempt, task_name=f"job-{job.pk}-{job.attempt}")


def _take_up_again(job: Job) -> bool:
    """One lost job: another attempt where that harms nothing, else the end. False when it moved meanwhile."""
    seen = Job.objects.filter(pk=job.pk, attempt=job.attempt, state=job.state)
    again = job.state == Job.State.WAITING or (job.repeatable and not job.stop_asked)
    if not again or job.attempt >= MOST_ATTEMPTS:
        state = Job.State.STOPPED if job.stop_asked else Job.State.FAILED
        why = "" if job.stop_asked else _("处理中断，没有完成。请核对后重新发起。")
        return seen.update(state=state, ended_at=clock.now(), error=why) > 0
    with transaction.atomic():
        if not seen.update(state=Job.State.WAITING, attempt=job.attempt + 1, beat_at=clock.now()):
            return False
        job.attempt += 1
        _enqueue(job)
    return True


class _Outcome:
    """Writes down how an attempt ended, unless it finished itself. Errors nobody foresaw go on to the
    worker's log."""

    def __init__(self, progress: Progress) -> None:
        self.progress = progress

    def __enter__(self) -> None:
        return None

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> bool:
        if error is None:
            return True
        self.progress.fail(*self._reading(error))
        return isinstance(error, Stopped | JobFailed)

    def _reading(self, error: BaseException) -> tuple[str, str]:
        if isinstance(error, Stopped):
            return Job.State.STOPPED, ""
        if isinstance(error, JobFailed):
            return Job.State.FAILED, str(error)
        if isinstance(error, SystemExit):
            return Job.State.FAILED, _("用时过长，已被中止。")
        return Job.State.FAILED, _("处理时出错（%(kind)s），没有完成。") % {"kind": type(error).__name__}
