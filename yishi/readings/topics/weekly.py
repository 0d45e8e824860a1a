"""One week of residents' messages (每周社情): what came in by class and area, what was answered, what is late, which topics
grew, and what is worth telling by itself. Counted from the messages; names and phones stand in nothing here."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Q

from yishi.foundation import clock
from yishi.foundation.clock import CHINA
from yishi.foundation.people.models import Organ
from yishi.readings.topics.models import Member, Reading, Topic
from yishi.readings.topics.office import LEFT_OUT, Window, messages
from yishi.rooms.voice import lists
from yishi.rooms.voice.catalogue.topics import name_of
from yishi.rooms.voice.models import Message
from yishi.rooms.voice.private import masked

HOTTEST, OFFERED, CHOSEN = 10, 30, 5
"""Topics of an issue; messages offered to be told, and how many of them are chosen unless somebody chooses."""
DAYS = 7
Shares = tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class Grown:
    """A topic with messages in the week: how many then, how many the week before, how many in all."""

    topic: Topic
    now: int
    before: int


@dataclass(frozen=True)
class Item:
    """A message that may be told: its title without numbers of phones and papers, never its sender."""

    key: int
    number: str
    title: str
    about: str
    area: str
    state: str
    supports: int
    urgent: bool


@dataclass(frozen=True)
class Week:
    """The week that begins on `monday`. `late` fell due before its last day, or before today where it runs,
    and is not done yet."""

    monday: dt.date
    received: int
    before: int
    by_class: Shares
    by_area: Shares
    answered: int
    solved: int
    late: int
    as_of: dt.date
    grown: tuple[Grown, ...]
    items: tuple[Item, ...]

    @property
    def sunday(self) -> dt.date:
        """Its last day."""
        return self.monday + dt.timedelta(days=DAYS - 1)

    @property
    def issue(self) -> int:
        """Its number in the year (ISO)."""
        return self.monday.isocalendar().week


def monday_of(day: dt.date) -> dt.date:
    """The Monday of a day's week."""
    return day - dt.timedelta(days=day.weekday())


def week(organ: Organ, monday: dt.date) -> Week:
    """Count it; a fixed number of queries."""
    window = Window(monday, monday + dt.timedelta(days=DAYS - 1))
    last = Window(monday - dt.timedelta(days=DAYS), monday - dt.timedelta(days=1))
    rows = messages(organ, window).order_by()
    mine = Message.objects.filter(matter__organ=organ, matter__room="voice")
    as_of = min(window.until, clock.today())
    begins, ends = (
        dt.datetime.combine(day, dt.time(0), CHINA) for day in (window.since, window.until + dt.timedelta(days=1))
    )
    done = mine.aggregate(
        answered=Count("pk", filter=Q(answered_at__gte=begins, answered_at__lt=ends)),
        solved=Count("pk", filter=Q(solved_on__gte=window.since, solved_on__lte=window.until)),
    )
    late = mine.exclude(matter__state__in=LEFT_OUT).filter(lists.late_q(as_of)).count()
    by_class = _shares(rows.values_list("topic").annotate(n=Count("pk")))
    return Week(
        monday=monday, received=sum(number for _class, number in by_class), before=messages(organ, last).count(),
        by_class=tuple((name_of(code), number) for code, number in by_class),
        by_area=_shares(rows.values_list("area").annotate(n=Count("pk"))), answered=done["answered"], solved=done["solved"],
        late=late, as_of=as_of, grown=_grown(organ, window, last), items=_items(organ, window),
    )  # fmt: skip


def _shares(rows: Iterable[Any]) -> Shares:
    """Most first; what is not said last, as ""."""
    counts: Counter[str] = Counter(dict(rows))
    return tuple(sorted(counts.items(), key=lambda pair: (not pair[0], -pair[1], pair[0])))


def _grown(organ: Organ, window: Window, last: Window) -> tuple[Grown, ...]:
    """The topics of the latest reading that holds the week, by how many came in then."""
    known = Reading.objects.filter(organ=organ, since__lte=window.since, as_of__gte=window.since).order_by(
        "-as_of", "since"
    )
    reading = known.first()
    if reading is None:
        return ()
    counts: dict[int, list[int]] = {}
    arrived = Member.objects.filter(topic__reading=reading).values_list("topic", "message__arrived_at")
    since = dt.datetime.combine(last.since, dt.time(0), CHINA)
    for topic, at in arrived.filter(message__arrived_at__gte=since).exclude(message__matter__state__in=LEFT_OUT):
        day = at.astimezone(CHINA).date()
        for place, span in enumerate((window, last)):
            counts.setdefault(topic, [0, 0])[place] += span.since <= day <= span.until
    hot = Topic.objects.in_bulk([key for key, (now, _before) in counts.items() if now])
    found = [Grown(topic, *counts[key]) for key, topic in hot.items()]
    return tuple(sorted(found, key=lambda one: (-one.now, -one.topic.heat, one.topic.pk))[:HOTTEST])


def _items(organ: Organ, window: Window) -> tuple[Item, ...]:
    """Those that may be told: urgent ones, then those that most support."""
    rows = messages(organ, window).select_related("matter")
    ranked = rows.order_by("-urgent", F("supports").desc(), "-heads", "-pk")[:OFFERED]
    return tuple(
        Item(
            m.pk, m.matter.number, masked(m.public_title or m.matter.title), name_of(m.topic), m.area,
            str(Message.State(m.matter.state).label), m.supports, m.urgent,
        )
        for m in ranked
    )  # fmt: skip


def chosen(found: Week, keys: Sequence[int] | None) -> tuple[Item, ...]:
    """The messages that are told: those chosen, or the first few."""
    if keys is None:
        return found.items[:CHOSEN]
    return tuple(item for item in found.items if item.key in keys)
