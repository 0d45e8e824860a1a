"""Reminders of running clocks (催办): before, on and after the due day, to whoever owes it; lateness to the
office too.

Each stage of a clock is told once. Its notice's key names clock, due day and stage, so a due day that moves
is reminded of anew, and after missed nights the latest stage is told and the earlier ones are passed over.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import formats
from django.utils.translation import gettext as _

from yishi.foundation import clock
from yishi.foundation.clocks.models import Clock, Pause
from yishi.foundation.clocks.overdue import RUNNING
from yishi.foundation.outbox.models import Notice
from yishi.foundation.outbox.owing import Owing
from yishi.foundation.outbox.stages import ClockWords
from yishi.foundation.outbox.tell import Telling, tell
from yishi.foundation.people.models import Organ

KIND = "reminder"
DIGEST = "overdue-digest"
DEFAULT = ClockWords("办理")
LONGEST_TITLE = 80


@dataclass(frozen=True)
class Due:
    """A clock at a stage not yet told."""

    row: Clock
    words: ClockWords
    stage: int
    days: int

    @property
    def key(self) -> str:
        """Names the reminder for good."""
        return f"clock:{self.row.pk}:{self.row.due_on:%Y%m%d}:{self.stage}"

    @property
    def late(self) -> bool:
        """Whether the due day has passed."""
        return self.days > 0


def remind(organ: Organ, today: dt.date, words: Mapping[str, ClockWords]) -> int:
    """Tell whoever owes something in `organ` what is due by `today`; answers how many notices were made.

    `words` says per kind of clock how it is named and when it is reminded of. A constant number of queries
    for any number of clocks. May run as often as one likes: what was told is not told again.
    """
    with transaction.atomic():
        running = list(_running(organ, today, words))
        reached = list(_reached(running, today, words))
        told = _told(organ, reached)
        due = [entry for entry in reached if entry.key not in told]
        if not due:
            return 0
        people = Owing.on(today, organ, {entry.row.role for entry in due})
        tellings = [telling for entry in due for telling in _tellings(entry, people)]
        late = sum(1 for row in running if row.due_on < today)
        tellings += _digest(organ, today, due, late, people)
        return tell(tellings)


def _running(organ: Organ, today: dt.date, words: Mapping[str, ClockWords]) -> Iterator[Clock]:
    """Running clocks near or past their day; while one is paused nobody is pressed."""
    ahead = max((days for entry in (DEFAULT, *words.values()) for days in entry.before), default=0)
    paused = Pause.objects.filter(clock=OuterRef("pk"), ended=None, began__lte=today)
    near = Clock.objects.filter(RUNNING, ~Exists(paused), organ=organ)
    return (
        near.filter(due_on__lte=today + dt.timedelta(days=ahead))
        .select_related("matter")
        .only(
            "organ_id", "kind", "unit_id", "mandate_id", "role", "started_on", "due_on", "provisional",
            "matter__number", "matter__title",
        )
        .iterator(chunk_size=2000)
    )  # fmt: skip


def _reached(running: list[Clock], today: dt.date, words: Mapping[str, ClockWords]) -> Iterator[Due]:
    for row in running:
        named = words.get(row.kind, DEFAULT)
        stage = named.stage(row.started_on, row.due_on, today)
        if stage is not None:
            yield Due(row, named, stage, (today - row.due_on).days)


def _told(organ: Organ, reached: list[Due]) -> set[str]:
    """Keys already told. A stage is never told before its day, so what is older needs no look."""
    if not reached:
        return set()
    first = min(entry.row.due_on + dt.timedelta(days=entry.stage) for entry in reached)
    since = dt.datetime.combine(first, dt.time(), clock.CHINA)
    recent = Notice.objects.filter(organ=organ, kind=KIND, made_at__gte=since)
    return set(recent.order_by().values_list("key", flat=True).distinct())


def _tellings(entry: Due, people: Owing) -> Iterator[Telling]:
    owing = people.of(entry.row, late=entry.late)
    text = _text(entry)
    if not owing:
        text += _("承办方没有可以通知的账号，请办公室转告。")
    for account in sorted(owing or people.office):
        yield Telling(
            account_id=account,
            organ_id=entry.row.organ_id,
            matter_id=entry.row.matter_id,
            key=entry.key,
            kind=KIND,
            text=text,
            urgent=entry.days >= 0,
            subject=_subject(entry),
        )


def _text(entry: Due) -> str:
    matter = entry.row.matter
    title = matter.title if len(matter.title) <= LONGEST_TITLE else f"{matter.title[: LONGEST_TITLE - 1]}…"
    due = formats.date_format(entry.row.due_on, "Y年n月j日")
    values = {
        "matter": f"{matter.number}《{title}》",
        "what": entry.words.what,
        "days": abs(entry.days),
        "due": _("%(day)s（暂定）") % {"day": due} if entry.row.provisional else due,
    }
    if entry.late:
        return _("%(matter)s的%(what)s已逾期 %(days)d 天，到期日是%(due)s。") % values
    if entry.days == 0:
        return _("%(matter)s的%(what)s今天到期。") % values
    return _("%(matter)s的%(what)s还有 %(days)d 天到期，到期日是%(due)s。") % values


def _subject(entry: Due) -> str:
    if entry.late:
        return _("%(what)s已逾期") % {"what": entry.words.what}
    if entry.days == 0:
        return _("%(what)s今天到期") % {"what": entry.words.what}
    return _("%(what)s期限将至") % {"what": entry.words.what}


def _digest(organ: Organ, today: dt.date, due: list[Due], late: int, people: Owing) -> Iterator[Telling]:
    """One line a day to the office, on days when somebody was told that he is late."""
    told = Counter(entry.words.what for entry in due if entry.late)
    if not told:
        return
    parts = "、".join(_("%(what)s %(count)d 件") % {"what": what, "count": n} for what, n in told.most_common())
    text = _("今天发出逾期提醒 %(count)d 件：%(parts)s。目前共有 %(late)d 件逾期未完成。") % {
        "count": told.total(),
        "parts": parts,
        "late": late,
    }
    for account in sorted(people.office):
        yield Telling(
            account_id=account,
            organ_id=organ.pk,
            matter_id=None,
            key=f"overdue:{organ.pk}:{today:%Y%m%d}",
            kind=DIGEST,
            text=text,
            urgent=False,
            subject=_("逾期情况"),
        )
