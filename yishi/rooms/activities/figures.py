"""What may be counted: the facts of activities, derived from their rows alone, so that deriving them again gives the same.

| kind | one for each | day | source | outcome | quantity |
| --- | --- | --- | --- | --- | --- |
| the kind's code | record; persons by seat and role | the first; a stock until it ended | | result | times, in the kind's measure |
| attendance | role with heads or named posts | the first | kind | role | heads and posts, 人次 |
| the output's code | output that stands | its own | kind | level | quantity, in the output's first measure |
| duration | event of more than one day | the first | kind | | days, 天 |
| a kind's or output's code, `outside` | total reported from outside | last of its days | | | quantity |

Only what was recorded is counted: not what is planned, waits for the office, was cancelled or struck. All facts of an
activity bear its line, first topic, area, groups (those named and the committee that held it) and, where others of the
tree held it too, all organs that did (`hosts`). Tags are topics and `law:` names; an output that has a name or a unit
bears `name:` too, so that named things count once each.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Any

from yishi.foundation.facts.rows import FactRow
from yishi.foundation.prepared.select import Prepared
from yishi.rooms.activities.models import Activity, Host, Joined, Output, OutsideTotal, Participant
from yishi.rooms.activities.models.activity import listed
from yishi.rooms.activities.words import DAYS, PERSON_TIMES

S = Activity.State
COUNTED = (S.RECORDED, S.ENDED)
ATTENDANCE, DURATION = "attendance", "duration"
LONGEST_TAG = 40

_ACTIVITIES = Prepared(
    lambda keys: (
        Activity.objects.filter(pk__in=keys, matter__state__in=COUNTED).select_related("matter").defer("summary")
    )
)
_PARTICIPANTS = Prepared(lambda keys: Participant.objects.filter(activity__in=keys))
_HOSTS = Prepared(lambda keys: Host.objects.filter(activity__in=keys).exclude(organ=None))
_JOINED = Prepared(lambda keys: Joined.objects.filter(activity__in=keys))
_OUTPUTS = Prepared(
    lambda keys: Output.objects.filter(activity__in=keys, struck_on=None).select_related("unit").defer("note")
)
_TOTALS = Prepared(
    lambda keys: OutsideTotal.objects.filter(pk__in=keys, matter__state=OutsideTotal.State.RECORDED).defer("note")
)


def derive(keys: Sequence[int], kinds: frozenset[str] = frozenset()) -> Iterable[FactRow]:
    """The facts of these activities; five queries for any number. A derivation is always of all `kinds`."""
    found = _ACTIVITIES(keys)
    counted = [a.pk for a in found]
    sides = [_by_activity(ask(counted)) for ask in (_PARTICIPANTS, _HOSTS, _JOINED, _OUTPUTS)]
    for a in found:
        yield from _of(a, *(side.get(a.pk, []) for side in sides))


def _by_activity(rows: Iterable[Any]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        found[row.activity_id].append(row)
    return found


def _of(
    a: Activity, persons: list[Participant], hosts: list[Host], joined: list[Joined], outputs: list[Output]
) -> Iterator[FactRow]:
    topics = listed(a.topics)
    organs = {row.organ_id for row in hosts if row.organ_id}
    shared: dict[str, Any] = {
        "matter_id": a.pk, "line": a.line, "topic": topics[0] if topics else "", "place": a.area,
        "hosts": tuple(sorted({a.matter.organ_id, *organs})) if organs else (),
        "groups": tuple(sorted({row.grouping_id for row in joined} | ({a.body_id} if a.body_id else set()))),
    }  # fmt: skip
    about = (*topics, *(tag("law", name) for name in listed(a.laws)))
    seats = tuple(sorted({(row.mandate_id, row.role) for row in persons if row.mandate_id}))
    yield FactRow(
        key="held", day=a.day, until=a.ended_on, kind=a.kind, outcome=a.result, quantity=_decimal(a.times),
        measure=a.measure, persons=seats, tags=about, **shared,
    )  # fmt: skip
    yield from _attendance(a, persons, shared | {"tags": topics})
    for row in outputs:
        yield _came(a, row, shared, topics)
    if a.days > 1:
        yield FactRow(
            key=DURATION, day=a.day, kind=DURATION, source=a.kind, quantity=_decimal(a.days), measure=DAYS,
            tags=topics, **shared,
        )  # fmt: skip


def _attendance(a: Activity, persons: list[Participant], shared: dict[str, Any]) -> Iterator[FactRow]:
    counts: dict[str, int] = defaultdict(int)
    for row in persons:
        if not row.mandate_id:
            counts[row.role] += row.heads or 1
    for role, count in sorted(counts.items()):
        yield FactRow(
            key=f"heads/{role}", day=a.day, kind=ATTENDANCE, source=a.kind, outcome=role, quantity=_decimal(count),
            measure=PERSON_TIMES, **shared,
        )  # fmt: skip


def _came(a: Activity, row: Output, shared: dict[str, Any], topics: Sequence[str]) -> FactRow:
    name = row.name or (row.unit.name if row.unit else "")
    return FactRow(
        key=f"output/{row.pk}", day=row.day, kind=row.code, source=a.kind, outcome=row.level, unit_id=row.unit_id,
        quantity=row.quantity, measure=row.measure, tags=(*topics, tag("name", name)) if name else tuple(topics), **shared,
    )  # fmt: skip


def derive_outside(keys: Sequence[int], kinds: frozenset[str] = frozenset()) -> Iterable[FactRow]:
    """The facts of totals that others reported."""
    for o in _TOTALS(keys):
        yield FactRow(
            matter_id=o.pk, key="total", day=o.until, kind=o.code, line=o.line, quantity=o.quantity, measure=o.measure,
            tags=(tag("by", o.by_whom),), outside=True,
        )  # fmt: skip


def tag(sort: str, name: str) -> str:
    """A mark that names a thing; one too long for its column keeps its beginning and is told apart by a digest."""
    made = f"{sort}:{name}"
    if len(made) <= LONGEST_TAG:
        return made
    return f"{made[: LONGEST_TAG - 9]}#{hashlib.sha256(name.encode()).hexdigest()[:8]}"


def _decimal(number: int) -> Decimal:
    return Decimal(number).quantize(Decimal("0.0001"))
