"""What the worker's timetable calls, and the timetable itself: the one place that knows rooms, journal and outbox."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from importlib import import_module

from django.db import connection
from django_q.models import Schedule

from yishi.foundation import clock
from yishi.foundation.clocks import recompute as clocks
from yishi.foundation.journal import seals
from yishi.foundation.outbox import schedules
from yishi.foundation.outbox.reminders import remind as remind_organ
from yishi.foundation.outbox.stages import ClockWords
from yishi.foundation.people.models import Organ
from yishi.rooms import YEAR

HERE = "yishi.doors.cli.nightly"


def words() -> Mapping[str, ClockWords]:
    """How each kind of clock is named, as the rooms' `notices` say."""
    found: dict[str, ClockWords] = {}
    for room in YEAR:
        for kind, what in import_module(f"yishi.rooms.{room.name}.notices").CLOCKS.items():
            found[kind] = what if isinstance(what, ClockWords) else ClockWords(str(what))
    return found


def remind(day: dt.date | None = None) -> int:
    """Tell everybody in every organ what is due by `day` (today unless told); answers how many notices were made."""
    today, named = day or clock.today(), words()
    return sum(remind_organ(organ, today, named) for organ in Organ.objects.all())


def seal() -> int:
    """Seal every chain for the day that has ended; answers how many seals were made."""
    return len(seals.seal_all(clock.today() - dt.timedelta(days=1)))


def recompute() -> int:
    """Set provisional due days right where the calendar of their year is known by now; answers how many moved."""
    return sum(len(moved) for moved in clocks.recompute(why="放假安排已经公布").values())


def weigh_tables() -> None:
    """Let the database look at how its tables have grown, so that it chooses the right index. PostgreSQL does so by
    itself, and once more does no harm; SQLite does so only when told, and takes a small table for what it does not know."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def read_messages() -> None:
    """What the nights do with residents' messages, at once: learn from what offices decided, find the hot topics."""
    from yishi.readings.sorting.office import retrain
    from yishi.readings.topics.office import refresh

    retrain()
    refresh()


def ensure() -> None:
    """Write the timetable into the queue's table."""
    index = schedules.Entry("index", "yishi.readings.search.index.refresh", Schedule.MINUTES, minutes=1)
    street = schedules.Entry("street", "yishi.crossings.street.telling.tell_residents", Schedule.MINUTES, minutes=1)
    tables = schedules.Entry("tables", f"{HERE}.weigh_tables", Schedule.DAILY, at=dt.time(2))
    tries = schedules.Entry("tries", "yishi.rooms.voice.counting.sweep", Schedule.DAILY, at=dt.time(2, 10))
    texts = schedules.Entry("texts", "yishi.rooms.voice.texting.send", Schedule.MINUTES, minutes=1)
    sorting = schedules.Entry("sorting", "yishi.readings.sorting.office.retrain", Schedule.DAILY, at=dt.time(3))
    topics = schedules.Entry("topics", "yishi.readings.topics.office.refresh", Schedule.DAILY, at=dt.time(4))
    entries = schedules.timetable(
        remind=f"{HERE}.remind",
        seal=f"{HERE}.seal",
        recompute=f"{HERE}.recompute",
        others=[index, street, tables, tries, texts, sorting, topics],
    )
    schedules.ensure_schedules(entries)
