"""Checking a file and taking it in: while the reader waits where it is short, as a job with progress where it is long."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from django.core.files.storage import default_storage
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from yishi.doors.parts.guessing import guess_of
from yishi.doors.parts.holding import Held
from yishi.foundation import clock
from yishi.foundation.loops.importing import Told
from yishi.foundation.loops.refusals import Refused
from yishi.foundation.outbox import jobs
from yishi.foundation.outbox.models import Job
from yishi.foundation.outbox.progress import JobFailed, Progress, Result
from yishi.foundation.people.actors import Actor, actor_of
from yishi.foundation.sheets import lines
from yishi.rooms.voice import imports
from yishi.rooms.voice.imports import MessagePreview, Options

KIND = "voice-import"
CHECK, TAKE = "yishi.doors.desk.voice_import.work.check", "yishi.doors.desk.voice_import.work.take"
SMALL = 3 * 1024 * 1024
"""Bytes up to which a page waits: some two thousand messages."""
SHOWN = 200
CHANGED = lazy("预览之后登记簿有了变动，请重新选择文件预览后再导入。")


@dataclass(frozen=True)
class Chosen:
    """A file that waits, and what was chosen with it."""

    path: str
    name: str
    channel: str
    guess: bool

    @classmethod
    def of(cls, held: Held) -> Chosen:
        """What the session holds."""
        return cls(held.path, held.name, str(held.choices.get("channel", "")), bool(held.choices.get("guess")))

    @property
    def data(self) -> dict[str, Any]:
        """As a job keeps it."""
        return {"path": self.path, "name": self.name, "channel": self.channel, "guess": self.guess}


def checked(actor: Actor, chosen: Chosen, told: Told | None = None) -> MessagePreview:
    """What the file would do. Raises `Refused` where it is there no more."""
    if not default_storage.exists(chosen.path):
        raise Refused(_("文件已经不在了：放置超过一天，或者已经导入。请重新选择文件。"))
    with default_storage.open(chosen.path) as file:
        data = bytes(file.read())
    options = Options(chosen.channel, guess_of(actor.organ) if chosen.guess else None)
    return imports.preview(actor, data, options, told=told)


def taken(actor: Actor, seen: MessagePreview, fingerprint: str, *, skip: bool) -> int:
    """All of a short file, or none; with `skip` its good rows. Raises `Refused`."""
    if fingerprint != seen.fingerprint:
        raise Refused(str(CHANGED))
    return imports.apply(seen, actor, skip_bad=skip).taken


def start_check(actor: Actor, chosen: Chosen) -> Job:
    """Let the worker look at a long file."""
    assert actor.account is not None  # the door lets nobody else in
    title = _("核对文件“%s”") % chosen.name
    return jobs.start(KIND, title, CHECK, chosen.data, actor.account, actor.organ, repeatable=True)


def start_take(actor: Actor, chosen: Chosen, fingerprint: str, *, skip: bool) -> Job:
    """Let the worker take it in."""
    assert actor.account is not None  # the door lets nobody else in
    given = chosen.data | {"seen": fingerprint, "skip": skip}
    return jobs.start(KIND, _("导入文件“%s”") % chosen.name, TAKE, given, actor.account, actor.organ)


# the jobs


def check(progress: Progress, **given: Any) -> Result:
    """Its text is what the page shows of it, its file every row that is wrong."""
    actor, chosen = _asked(progress, given)
    try:
        seen = checked(actor, chosen, progress.step)
    except Refused as refused:
        raise JobFailed(refused.sentence) from refused
    bad = [row for row in seen.rows if row.errors]
    content = "".join(
        lines.plain_lines((_("位置"), _("标题"), _("问题")), ((r.place(), r.name, _("；").join(r.errors)) for r in bad))
    )
    text = json.dumps(told(seen), ensure_ascii=False)
    return Result(text, _("有问题的行.csv"), content.encode()) if bad else Result(text)


def take(progress: Progress, seen: str, skip: bool, **given: Any) -> Result:
    """Write it in helpings; its text is how many came in."""
    actor, chosen = _asked(progress, given)
    try:
        found = checked(actor, chosen)
        if found.fingerprint != seen:
            raise JobFailed(str(CHANGED))
        done = imports.apply(found, actor, skip_bad=skip, told=progress.step, together=False)
    except Refused as refused:
        raise JobFailed(refused.sentence) from refused
    default_storage.delete(chosen.path)
    return Result(str(done.taken))


def _asked(progress: Progress, given: dict[str, Any]) -> tuple[Actor, Chosen]:
    job = progress.job
    return actor_of(job.account, job.organ, clock.today()), Chosen(**given)


def told(seen: MessagePreview) -> dict[str, Any]:
    """What the page shows of a preview: counts, remarks, the first rows of either kind."""
    bad, good = [row for row in seen.rows if row.errors], seen.new
    return {
        "fingerprint": seen.fingerprint, "errors": seen.errors, "notes": seen.notes, "bad_count": len(bad), "count": len(good),
        "bad": [[row.place(), row.name, _("；").join(row.errors)] for row in bad[:SHOWN]],
        "good": [[row.place(), row.name, row.happens] for row in good[:SHOWN]],
        "more_bad": max(0, len(bad) - SHOWN), "more_good": max(0, len(good) - SHOWN),
        "unruled": sum(1 for row in good if row.unruled), "guessed": sum(1 for row in good if row.given.get("guessed")),
    }  # fmt: skip
