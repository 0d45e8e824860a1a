"""What a long job holds in its hands while it works: how far it is, whether it was asked to stop, its
result."""

from __future__ import annotations

import time
from dataclasses import dataclass

from django.core.files.base import ContentFile, File
from django.db import transaction
from django.db.models import QuerySet

from yishi.foundation import clock
from yishi.foundation.outbox.models import Job, stored_name

BEAT_SECONDS = 1.0
"""Progress is written at most this often; what happens in between costs nothing."""


class Stopped(Exception):
    """Somebody asked the job to stop, or another worker has taken it over: leave, and let what is half done
    roll back."""


class JobFailed(Exception):
    """The job cannot be done, for the reason given; a sentence for whoever started it."""


@dataclass(frozen=True)
class Result:
    """What a job gives back: words, and a file with the name that people see. `content` may be an open
    file."""

    text: str = ""
    name: str = ""
    content: bytes | File | None = None


class Progress:
    """One attempt at one job."""

    def __init__(self, job: Job) -> None:
        self.job = job
        self.finished = False
        self.stored = ""
        self._written = -BEAT_SECONDS

    def step(self, done: int, total: int) -> None:
        """Say how far it is. Raises `Stopped` when asked to stop. Cheap enough to call for every row.

        Inside a transaction it only looks, for a row written there would make everyone else wait for it.
        """
        now = time.monotonic()
        if now - self._written < BEAT_SECONDS and done != total:
            return
        self._written = now
        mine = self._mine().filter(stop_asked=False)
        if transaction.get_connection().in_atomic_block:
            going_on = mine.exists()
        else:
            going_on = mine.update(done=done, total=total, beat_at=clock.now()) == 1
        if not going_on:
            raise Stopped

    def finish(self, result: Result | None = None) -> None:
        """Close the job with its result. Work that must not be done twice calls this inside its own
        transaction, so that both are kept or neither; otherwise the runner does it. Raises `Stopped` when
        the job has been taken from this worker."""
        result = result or Result()
        moment = clock.now()
        self.stored = self._store(result)
        closed = self._mine().update(
            state=Job.State.DONE, result_text=result.text, result_name=result.name, result_file=self.stored,
            error="", ended_at=moment, beat_at=moment,
        )  # fmt: skip
        if not closed:
            raise Stopped
        self.finished = True

    def fail(self, state: str, why: str) -> None:
        """Close the job without a result. A result stored for work that then rolled back is dropped."""
        closed = self._mine().update(state=state, error=why[:300], ended_at=clock.now())
        if self.stored and (closed or not self.finished):
            self.job.result_file.storage.delete(self.stored)

    def _mine(self) -> QuerySet[Job]:
        return Job.objects.filter(pk=self.job.pk, attempt=self.job.attempt, state=Job.State.RUNNING)

    def _store(self, result: Result) -> str:
        if result.content is None:
            return ""
        content = ContentFile(result.content) if isinstance(result.content, bytes) else result.content
        self.job.result_file.save(stored_name(result.name), content, save=False)
        return self.job.result_file.name or ""
