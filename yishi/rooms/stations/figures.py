"""What may be counted: the facts of stations, derived from their rows alone, so that deriving them again gives the same.

| kind | one for each | day | source | outcome | quantity |
| --- | --- | --- | --- | --- | --- |
| the station's kind | time that it was open | it was set up; a stock until it was closed | | standing | 1 |
| station_duty | duty that was kept; who came by seat | the duty's | on_site | | deputies who came, 次 |
| station_official | duty that was kept with officials | the same | | | officials who came in, 次 |
| station_duty | turn online, by seat | the turn's | online | | 1 |
| deputy_reception, chair_reception | reception that was held; who received by seat | its day | | | 1 |
| attendance | duty or reception with residents | the same | kind | resident | heads, 人次 |

Nothing planned, cancelled or not kept is counted. All bear the street or town (`place`) and the tag `station:` with the code,
which never changes; a station with online reception bears `online`. What happened keeps the street or
town of its day. Kinds are those of the catalogue of activities, where an
office that does not use this room records the same: it is counted wherever it was recorded, so it is recorded in one place.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Any

from yishi.foundation.facts.rows import FactRow
from yishi.foundation.prepared.select import Prepared
from yishi.rooms.activities.figures import ATTENDANCE, tag
from yishi.rooms.stations.models import Booking, Duty, Official, OnDuty, Presence, Receiver, Reception, Span, Station
from yishi.rooms.stations.words import LINE, PERSON_TIMES, TIMES

DUTY, OFFICIAL = "station_duty", "station_official"
ON_SITE, ONLINE = "on_site", "online"
RECEIVED = "voice"
"""The line of work in which receptions of residents stand."""

_STATIONS = Prepared(lambda keys: Station.objects.filter(pk__in=keys).defer("introduction"))
_SPANS = Prepared(lambda keys: Span.objects.filter(station__in=keys))
_DUTIES = Prepared(
    lambda keys: (
        Duty.objects.filter(pk__in=keys, matter__state=Duty.State.KEPT)
        .select_related("station", "matter__organ")
        .defer("station__introduction")
    )
)
_ON_DUTY = Prepared(lambda keys: OnDuty.objects.filter(duty__in=keys, came=True))
_OFFICIALS = Prepared(lambda keys: Official.objects.filter(duty__in=keys))
_RECEPTIONS = Prepared(
    lambda keys: (
        Reception.objects.filter(pk__in=keys, matter__state=Reception.State.HELD)
        .select_related("station", "matter__organ")
        .defer("station__introduction")
    )
)
_RECEIVERS = Prepared(lambda keys: Receiver.objects.filter(reception__in=keys, came=True))
_CAME = Prepared(
    lambda keys: Booking.objects.filter(slot__reception__in=keys, state=Booking.State.CAME).select_related("slot")
)
_PRESENCES = Prepared(
    lambda keys: (
        Presence.objects.filter(pk__in=keys).select_related("station", "matter__organ").defer("station__introduction")
    )
)


def derive(keys: Sequence[int], kinds: frozenset[str] = frozenset()) -> Iterable[FactRow]:
    """The facts of these stations; two queries for any number. A derivation is always of all `kinds`."""
    found = _STATIONS(keys)
    spans = _by(_SPANS([s.pk for s in found]), "station_id")
    for s in found:
        for span in spans.get(s.pk, []):
            yield FactRow(
                matter_id=s.pk, key=f"open/{span.pk}", day=span.began, until=span.ended, kind=s.kind, line=LINE,
                outcome=s.standing, place=s.area, measure=s.measure, tags=(*named(s), ONLINE) if s.online else named(s),
            )  # fmt: skip


def derive_duties(keys: Sequence[int], kinds: frozenset[str] = frozenset()) -> Iterable[FactRow]:
    """The facts of these duties; three queries."""
    found = _DUTIES(keys)
    kept = [d.pk for d in found]
    persons, officials = _by(_ON_DUTY(kept), "duty_id"), _by(_OFFICIALS(kept), "duty_id")
    for d in found:
        yield from _of_duty(d, persons.get(d.pk, []), officials.get(d.pk, []))


def _of_duty(d: Duty, persons: list[OnDuty], officials: list[Official]) -> Iterator[FactRow]:
    shared: dict[str, Any] = {
        "matter_id": d.pk, "day": d.day, "line": LINE, "place": d.area, "tags": named(d.station),
    }  # fmt: skip
    role = _role(d)
    yield FactRow(
        key="kept", kind=DUTY, source=ON_SITE, quantity=_decimal(len(persons)), measure=TIMES,
        persons=tuple(sorted((row.mandate_id, role) for row in persons)), **shared,
    )  # fmt: skip
    if officials:
        yield FactRow(key="officials", kind=OFFICIAL, quantity=_decimal(len(officials)), measure=TIMES, **shared)
    if d.heads:
        yield _heads(d.heads, DUTY, shared)


def derive_receptions(keys: Sequence[int], kinds: frozenset[str] = frozenset()) -> Iterable[FactRow]:
    """The facts of these receptions; three queries."""
    found = _RECEPTIONS(keys)
    held = [r.pk for r in found]
    receivers = _by(_RECEIVERS(held), "reception_id")
    came: dict[int, int] = defaultdict(int)
    for row in _CAME(held):
        came[row.slot.reception_id] += row.heads
    for r in found:
        shared: dict[str, Any] = {
            "matter_id": r.pk, "day": r.day, "line": RECEIVED, "place": r.area, "tags": named(r.station),
        }  # fmt: skip
        role = _role(r)
        persons = tuple(sorted((row.mandate_id, role) for row in receivers.get(r.pk, [])))
        yield FactRow(
            key="held", kind=r.kind, source=ONLINE if r.by_video else ON_SITE, measure=TIMES, persons=persons, **shared
        )
        if heads := r.heads + came[r.pk]:
            yield _heads(heads, r.kind, shared)


def derive_presences(keys: Sequence[int], kinds: frozenset[str] = frozenset()) -> Iterable[FactRow]:
    """The facts of these turns online; one query."""
    for p in _PRESENCES(keys):
        yield FactRow(
            matter_id=p.pk, key="online", day=p.day, kind=DUTY, line=LINE, source=ONLINE, measure=TIMES,
            persons=((p.mandate_id, _role(p)),), place=p.area,
            tags=named(p.station) if p.station else (),
        )  # fmt: skip


def named(s: Station) -> tuple[str, ...]:
    """By which what happened at a station is found: its code, which never changes."""
    return (tag("station", s.code),)


def _heads(count: int, kind: str, shared: dict[str, Any]) -> FactRow:
    return FactRow(
        key="heads",
        kind=ATTENDANCE,
        source=kind,
        outcome="resident",
        quantity=_decimal(count),
        measure=PERSON_TIMES,
        **shared,
    )


def _role(row: Duty | Reception | Presence) -> str:
    return "member" if row.matter.organ.profile == "cppcc" else "deputy"


def _by(rows: Iterable[Any], key: str) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        found[getattr(row, key)].append(row)
    return found


def _decimal(number: int) -> Decimal:
    return Decimal(number).quantize(Decimal("0.0001"))
