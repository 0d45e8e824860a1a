"""What may be counted: the facts of messages, derived from their rows alone, so that deriving them again gives the same.

| kind | one for each | day | source | outcome | quantity |
| --- | --- | --- | --- | --- | --- |
| voice_message, hotline, petition, petition_letter, petition_visit | message taken in | it arrived | channel | how far it came | 1 |
| attendance | message of several, visit or reception | it arrived | kind | resident | heads, 人次 |
| opinion_handed | message handed to a unit | first handed out | layer | | 1 |
| opinion_answered | message answered, declined ones too | of the last answer | layer | what came of it | 1 |
| answer_days | the same | the same | within_10, within_20, within_30, later | | days from arrival, 天 |
| problem_solved | message confirmed as solved | it was solved | layer | | 1 |
| rated | message that its sender rated | of the rating | contentment | whether solved | 1 |

Nothing that waits to be looked at or was blocked is counted; what was taken back or merged was received and counts as that.
All facts bear topic, street and unit; tags are the station (`station:`), and `late` where the last answer came after its day.
What was received also bears what it was turned into (`passed:`, a layer) and whether it was ever reopened (`reopened`).
Kinds are those of the catalogue of activities, where an office that does not use this room records its totals; `answer_days`
and `rated` are the room's own and no happenings (`APART`).
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Any

from yishi.foundation.clock import CHINA
from yishi.foundation.clocks.models import Clock
from yishi.foundation.facts.rows import FactRow
from yishi.foundation.prepared.select import Prepared
from yishi.rooms.activities.figures import ATTENDANCE, tag
from yishi.rooms.activities.words import PERSON_TIMES
from yishi.rooms.voice.catalogue.topics import by_code
from yishi.rooms.voice.deadlines import ANSWER
from yishi.rooms.voice.models import Message, Rating
from yishi.rooms.voice.words import CASES, DAYS, GROUPS, ITEMS, PLACES

S, C, L = Message.State, Message.Channel, Message.Layer
ANSWER_DAYS, RATED = "answer_days", "rated"
APART = frozenset({ANSWER_DAYS, RATED})
"""Kinds that say something of a message and are no message of their own."""
PASSED = (L.SUGGESTION, L.HIGHER, L.INFORMATION, L.TOPIC)
"""Layers in which it becomes something else."""
REOPENED = "reopened"
LATE = "late"
UNCOUNTED = (S.CHECKING, S.BLOCKED)
ONLINE = (C.DEPUTY_CODE, C.STATION_CODE, C.WEB, C.HOTLINE, C.SERVICE, C.ONLINE)
HEADED = (C.CALLER, C.RECEPTION)
WITHIN = ((10, "within_10"), (20, "within_20"), (30, "within_30"))

_MESSAGES = Prepared(
    lambda keys: (
        Message.objects.filter(pk__in=keys)
        .exclude(matter__state__in=UNCOUNTED)
        .select_related("matter__organ", "station")
        .defer("text", "public_text", "public_answer")
    )
)
_CLOCKS = Prepared(lambda keys: Clock.objects.filter(matter__in=keys, kind=ANSWER))
_RATINGS = Prepared(lambda keys: Rating.objects.filter(message__in=keys))


def derive(keys: Sequence[int], kinds: frozenset[str] = frozenset()) -> Iterable[FactRow]:
    """The facts of these messages; three queries for any number. A derivation is always of all `kinds`."""
    found = _MESSAGES(keys)
    counted = [m.pk for m in found]
    clocks, ratings = _by(_CLOCKS(counted), "matter_id"), _by(_RATINGS(counted), "message_id")
    for m in found:
        yield from _of(m, clocks.get(m.pk, []), ratings.get(m.pk, []))


def _by(rows: Iterable[Any], key: str) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        found[getattr(row, key)].append(row)
    return found


def kind_of(m: Message) -> tuple[str, str, str]:
    """Line, kind and measure of what it counts as."""
    if m.petition:
        sort = {C.LETTER: "petition_letter", C.CALLER: "petition_visit"}.get(C(m.channel), "petition")
        return "petitions", sort, GROUPS if sort == "petition_visit" else CASES
    return ("voice", "hotline", CASES) if m.channel in ONLINE else ("voice", "voice_message", ITEMS)


def reached(m: Message) -> str:
    """How far it came, in the words of the catalogue."""
    if solved(m):
        return "solved"
    if m.matter.state == S.CONVERTED:
        return "suggestion" if m.layer == L.SUGGESTION else "handed"
    if m.answered_at is not None:
        return "answered"
    return "handed" if m.matter.state == S.ASSIGNED else ""


def solved(m: Message) -> bool:
    """Confirmed by another than who answered; of what came in elsewhere, as its record says."""
    over = m.matter.state == S.SOLVED or (m.matter.state == S.CLOSED and m.outcome == Message.Outcome.SOLVED)
    return over and m.solved_on is not None


def _of(m: Message, clocks: list[Clock], ratings: list[Rating]) -> Iterator[FactRow]:
    line, kind, measure = kind_of(m)
    arrived, topic = _day(m.arrived_at), by_code().get(m.topic)
    late = any(row.met_on > row.due_on for row in clocks if row.met_on is not None)
    tags = (tag("station", m.station.title),) if m.station else ()
    shared: dict[str, Any] = {
        "matter_id": m.pk, "line": line, "topic": topic.name if topic else "", "place": m.area, "unit_id": m.unit_id,
    }  # fmt: skip
    persons = ((m.deputy_id, "member" if m.matter.organ.profile == "cppcc" else "deputy"),) if m.deputy_id else ()
    yield FactRow(
        key="received", day=arrived, kind=kind, source=m.channel, outcome=reached(m), measure=measure, persons=persons,
        tags=(*tags, *_course(m)), **shared,
    )  # fmt: skip
    if m.heads > 1 or m.channel in HEADED:
        yield FactRow(
            key="heads", day=arrived, kind=ATTENDANCE, source=kind, outcome="resident", quantity=_decimal(m.heads),
            measure=PERSON_TIMES, tags=tags, **shared,
        )  # fmt: skip
    if m.assigned_on is not None and m.layer == L.UNIT:
        yield FactRow(
            key="handed", day=m.assigned_on, kind="opinion_handed", source=m.layer, measure=ITEMS, tags=tags, **shared
        )
    if m.answered_at is not None:
        yield from _answered(m, arrived, (*tags, LATE) if late else tags, shared)
    if solved(m):
        yield FactRow(
            key="solved",
            day=m.solved_on or arrived,
            kind="problem_solved",
            source=m.layer,
            measure=PLACES,
            tags=tags,
            **shared,
        )
    for row in ratings[-1:]:
        yield FactRow(
            key="rated",
            day=row.day,
            kind=RATED,
            source=row.content,
            outcome=row.solved,
            measure=ITEMS,
            tags=tags,
            **shared,
        )


def _course(m: Message) -> Iterator[str]:
    """What it was turned into, and whether it was reopened."""
    if m.layer in PASSED:
        yield tag("passed", m.layer)
    if m.reopened:
        yield REOPENED


def _answered(m: Message, arrived: dt.date, tags: tuple[str, ...], shared: dict[str, Any]) -> Iterator[FactRow]:
    day = _day(m.answered_at)  # type: ignore[arg-type]  # asked for by whoever calls
    took = (day - arrived).days
    within = next((name for most, name in WITHIN if took <= most), "later")
    yield FactRow(
        key="answered",
        day=day,
        kind="opinion_answered",
        source=m.layer,
        outcome=m.outcome,
        measure=ITEMS,
        tags=tags,
        **shared,
    )
    yield FactRow(
        key="days",
        day=day,
        kind=ANSWER_DAYS,
        source=within,
        quantity=_decimal(took),
        measure=DAYS,
        tags=tags,
        **shared,
    )


def _day(at: dt.datetime) -> dt.date:
    return at.astimezone(CHINA).date()


def _decimal(number: int) -> Decimal:
    return Decimal(number).quantize(Decimal("0.0001"))
