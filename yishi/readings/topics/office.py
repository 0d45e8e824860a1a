"""Hot topics of an organ: found in the messages of a window of days, kept, and made anew when messages came in.

Looked at are all messages but those that wait to be looked at, were blocked or taken back. A topic that is found again keeps its
row, and so its address and the name that the office gave it: the new one that shares most messages with it takes its place.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Count, Max, QuerySet, Sum
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from yishi.foundation import clock
from yishi.foundation.clock import CHINA
from yishi.foundation.journal.write import NewEntry, write
from yishi.foundation.loops.refusals import Invalid, NotAllowed, NotFound
from yishi.foundation.outbox.progress import Progress, Result
from yishi.foundation.people.actors import Actor
from yishi.foundation.people.models import Organ, RoleCode
from yishi.readings.topics.models import Member, Reading, Topic
from yishi.readings.topics.said import Said
from yishi.readings.topics.steps import Step, nobody
from yishi.rooms.voice.models import Message
from yishi.rooms.voice.private import masked

if TYPE_CHECKING:
    from yishi.readings.topics.topic import Topic as Found

S = Message.State
LEFT_OUT = (S.CHECKING, S.BLOCKED, S.WITHDRAWN)
KIND, FUNCTION = "topics", "yishi.readings.topics.office.job"
ROOM, RENAME = "topics", "hot_topic.rename"
STEPS: Mapping[str, Any] = {RENAME: lazy("修改热点名称")}
"""Step -> what people call it."""
LONGEST = 80
KEPT = dt.timedelta(days=60)
"""Readings of other days than the usual ones go after so long."""
AT_ONCE = 2_000
"""So many messages are looked at while the page waits; more in a job."""
SAME = 0.3
"""A topic is the one of before where both share so much of all their messages."""
FIELDS = (
    "matter__title",
    "arrived_at",
    "text",
    "supports",
    "objections",
    "area",
    "topic",
    "sender__who",
)


@dataclass(frozen=True)
class Window:
    """The days that are looked at, both included."""

    since: dt.date
    until: dt.date


def windows(today: dt.date) -> tuple[Window, ...]:
    """Those that are kept up to date by night: this year and this quarter, to their last day."""
    quarter = dt.date(today.year, (today.month - 1) // 3 * 3 + 1, 1)
    ends = dt.date(quarter.year + quarter.month // 10, (quarter.month + 2) % 12 + 1, 1) - dt.timedelta(days=1)
    return (Window(dt.date(today.year, 1, 1), dt.date(today.year, 12, 31)), Window(quarter, ends))


def messages(organ: Organ, window: Window) -> QuerySet[Message]:
    """What is looked at, in the order in which it came."""
    begins = dt.datetime.combine(window.since, dt.time(0), CHINA)
    ends = dt.datetime.combine(window.until + dt.timedelta(days=1), dt.time(0), CHINA)
    rows = Message.objects.filter(
        matter__organ=organ, matter__room="voice", arrived_at__gte=begins, arrived_at__lt=ends
    )
    return rows.exclude(matter__state__in=LEFT_OUT).order_by("arrived_at", "pk")


def mark(organ: Organ, window: Window) -> tuple[int, str]:
    """How many messages there are, and what tells whether they are still the same."""
    rows = messages(organ, window).order_by()
    found = rows.aggregate(n=Count("pk"), key=Max("pk"), s=Sum("supports"), o=Sum("objections"))
    said = f"{found['n']} {found['key']} {found['s']} {found['o']}"
    return found["n"], hashlib.sha256(said.encode()).hexdigest()


def reading(organ: Organ, window: Window) -> Reading | None:
    """What was last found in that window."""
    return Reading.objects.filter(organ=organ, since=window.since, until=window.until).first()


def stale(organ: Organ, window: Window) -> bool:
    """Whether something has come in, gone or found support since."""
    known = reading(organ, window)
    return known is None or known.mark != mark(organ, window)[1]


def compute(organ: Organ, window: Window, step: Step = nobody) -> Reading:
    """Find the topics of the window anew and keep them."""
    from yishi.readings.topics.topic import topics  # numbers and matrices load where they are used, not in every page

    looked, sign = mark(organ, window)
    rows = list(messages(organ, window).values_list("pk", *FIELDS))
    said = [_said(row) for row in rows]
    last = min(window.until, clock.today()) if window.since <= clock.today() else window.until
    found = topics(said, last, step=step)
    with transaction.atomic():
        made, _new = Reading.objects.update_or_create(
            organ=organ, since=window.since, until=window.until,
            defaults={"made_at": clock.now(), "as_of": last, "looked": looked, "mark": sign},
        )  # fmt: skip
        _keep(made, [_fresh(made, topic, [said[at] for at in topic.rows]) for topic in found])
    return made


def job(progress: Progress, since: str, until: str) -> Result:
    """The same as long work of whoever asked for it."""
    window = Window(dt.date.fromisoformat(since), dt.date.fromisoformat(until))
    made = compute(progress.job.organ, window, progress.step)
    number = made.topics.count()
    return Result(text=_("%(messages)d 条留言里找出 %(topics)d 个热点。") % {"messages": made.looked, "topics": number})


def rename(actor: Actor, key: int, name: str) -> Topic:
    """Call a topic otherwise; empty, it is called as it was read again. Kept when the reading is made anew.

    Raises NotAllowed, NotFound, Invalid."""
    if not actor.has(RoleCode.OFFICE):
        raise NotAllowed(_("热点的名称由代表（提案）工作机构修改，您可以查看。"))
    with transaction.atomic():
        row = Topic.objects.select_for_update(of=("self",)).filter(pk=key, reading__organ=actor.organ).first()
        if row is None:
            raise NotFound()
        before, said = str(row), " ".join(masked(name).split())
        if len(said) > LONGEST:
            raise Invalid({"name": [_("名称最多 %d 个字。") % LONGEST]})
        row.own_name = said
        row.save(update_fields=["own_name"])
        told = {"原名": before, "现名": str(row)}
        write([NewEntry(organ_id=actor.organ.pk, actor=actor, day=clock.today(), room=ROOM, step=RENAME, said=told)])
    return row


def refresh() -> int:
    """By night: make anew what is kept up to date and has changed; answers how many readings were made."""
    today, made = clock.today(), 0
    for organ in Organ.objects.filter(matters__room="voice").distinct():
        for window in windows(today):
            if stale(organ, window):
                compute(organ, window)
                made += 1
        usual = {(window.since, window.until) for window in windows(today)}
        for old in Reading.objects.filter(organ=organ, made_at__lt=clock.now() - KEPT):
            if (old.since, old.until) not in usual and not old.topics.exclude(own_name="").exists():
                old.delete()
    return made


def _said(row: Sequence[Any]) -> Said:
    key, title, at, text, supports, objections, area, topic, who = row
    return Said(
        number=str(key), who=who or "", subject=title, day=at.astimezone(CHINA).date(), text=text, supports=supports,
        objections=objections, area=area, topic=topic,
    )  # fmt: skip


@dataclass(frozen=True)
class _Fresh:
    """A topic as found now, not kept yet, with the keys of its messages."""

    row: Topic
    keys: frozenset[int]


def _fresh(reading: Reading, topic: Found, said: Sequence[Said]) -> _Fresh:
    """The row for a found topic of these messages."""
    heat, called = topic.heat, topic.called
    gone = [(reading.as_of - row.day).days for row in said]
    made = Topic(
        reading=reading, problem=masked(called.problem)[:200], place=called.place[:80], admin=called.admin[:40],
        area=_most(row.area for row in said), topic=_most(row.topic for row in said), called_by_id=int(said[called.by].number),
        first=topic.first, last=topic.last, messages=heat.messages, people=heat.people, supports=heat.supports,
        objections=heat.objections, recent=heat.recent, heat=heat.total, week=sum(0 <= days < 7 for days in gone),
        week_before=sum(7 <= days < 14 for days in gone),
        weeks=[[monday.isoformat(), number] for monday, number in topic.weeks],
    )  # fmt: skip
    return _Fresh(made, frozenset(int(row.number) for row in said))


def _most(found: Iterable[str]) -> str:
    """What most of those that say anything say."""
    held = Counter(filter(None, found)).most_common(1)
    return held[0][0] if held else ""


def _keep(reading: Reading, found: Sequence[_Fresh]) -> None:
    """Put the new topics in place of the old ones, each in the row of the one it is."""
    held: dict[int, set[int]] = {}
    for topic, message in Member.objects.filter(topic__reading=reading).values_list("topic", "message"):
        held.setdefault(topic, set()).add(message)
    names = dict(Topic.objects.filter(reading=reading).values_list("pk", "own_name"))
    taken = _heirs(held, found)
    for fresh in found:
        known = taken.get(id(fresh))
        if known is not None:
            fresh.row.pk, fresh.row.own_name = known, names[known]
    Topic.objects.filter(reading=reading).exclude(pk__in=taken.values()).delete()
    Member.objects.filter(topic__reading=reading).delete()
    for fresh in found:
        fresh.row.save()
    Member.objects.bulk_create(
        [Member(topic=fresh.row, message_id=key) for fresh in found for key in sorted(fresh.keys)], batch_size=2000
    )


def _heirs(held: Mapping[int, set[int]], found: Sequence[_Fresh]) -> dict[int, int]:
    """For each new topic (by its identity) the row of before with which it shares most, each row once."""
    by_message = {message: topic for topic, mine in held.items() for message in mine}
    pairs = []
    for fresh in found:
        for topic, number in Counter(by_message[key] for key in fresh.keys if key in by_message).items():
            share = number / len(fresh.keys | held[topic])
            if share >= SAME:
                pairs.append((share, id(fresh), topic))
    taken: dict[int, int] = {}
    gone: set[int] = set()
    for _share, one, topic in sorted(pairs, key=lambda pair: (-pair[0], pair[2])):
        if one not in taken and topic not in gone:
            taken[one] = topic
            gone.add(topic)
    return taken
