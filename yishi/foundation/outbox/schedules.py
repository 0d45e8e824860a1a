"""The worker's timetable, kept in the queue's own table. Made at set-up and whenever a worker starts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import connection, transaction
from django_q.models import Schedule

from yishi.foundation import clock

PREFIX = "yishi:"
LOCK = 0x79697368
"""Key of the PostgreSQL lock under which the timetable is written."""


@dataclass(frozen=True)
class Entry:
    """One line of the timetable: `function` (dotted path) every `minutes`, or each day or week at `at`."""

    name: str
    function: str
    every: str
    minutes: int | None = None
    at: dt.time = dt.time(0)

    def next_run(self, now: dt.datetime) -> dt.datetime:
        """The next time it is due after `now`."""
        if self.every == Schedule.MINUTES:
            return now
        first = dt.datetime.combine(now.astimezone(clock.CHINA).date(), self.at, clock.CHINA)
        return first if first > now else first + dt.timedelta(days=1)


def timetable(*, remind: str, seal: str, recompute: str, others: Iterable[Entry] = ()) -> list[Entry]:
    """The house's timetable. The three paths are the caller's, who knows the rooms and the journal:
    reminders at seven in the morning, the journal's daily seal, provisional due days once a week."""
    return [
        Entry("deliver", "yishi.foundation.outbox.deliver.deliver", Schedule.MINUTES, minutes=1),
        Entry("sweep-jobs", "yishi.foundation.outbox.jobs.sweep", Schedule.MINUTES, minutes=5),
        Entry("remind", remind, Schedule.DAILY, at=dt.time(7)),
        Entry("seal", seal, Schedule.DAILY, at=dt.time(0, 10)),
        Entry("recompute", recompute, Schedule.WEEKLY, at=dt.time(3)),
        *others,
    ]


def ensure_schedules(entries: Iterable[Entry]) -> None:
    """Make the queue's timetable this one: add, correct, and take away what is listed no longer. May be
    called as often as one likes, by several processes at once. What fell due while no worker ran is run
    once, not once for every time missed."""
    now = clock.now()
    wanted = {f"{PREFIX}{entry.name}": entry for entry in entries}
    with transaction.atomic():
        _lock()
        kept: set[str] = set()
        for row in Schedule.objects.filter(name__startswith=PREFIX).order_by("pk"):
            entry = wanted.get(row.name or "")
            if entry is None or row.name in kept:
                row.delete()
                continue
            kept.add(row.name)
            _correct(row, entry, now)
        for name, entry in wanted.items():
            if name not in kept:
                _correct(Schedule(name=name), entry, now)


def _lock() -> None:
    """On SQLite the transaction itself keeps others out."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


def _correct(row: Schedule, entry: Entry, now: dt.datetime) -> None:
    changed = row.pk is None or (row.schedule_type, row.minutes) != (entry.every, entry.minutes)
    row.func, row.schedule_type, row.minutes, row.repeats = entry.function, entry.every, entry.minutes, -1
    if changed:
        row.next_run = entry.next_run(now)
    elif row.next_run < now:
        row.next_run = _make_up(row, now)
    row.save()


def _make_up(row: Schedule, now: dt.datetime) -> dt.datetime:
    """The last time it should have run: the queue runs it now and goes on from there in its own rhythm."""
    step = {
        Schedule.DAILY: dt.timedelta(days=1),
        Schedule.WEEKLY: dt.timedelta(weeks=1),
    }.get(row.schedule_type, dt.timedelta(minutes=row.minutes or 1))
    return row.next_run + (now - row.next_run) // step * step
