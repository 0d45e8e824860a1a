"""What may be counted of information items, derived from their rows alone.

| kind | one for each | day | outcome | measure |
| --- | --- | --- | --- | --- |
| info_item | item edited and numbered | it was edited | the most that came of it | 篇 |
| instruction | instruction that stands | its own | level | 次 |
| adopted_piece | adoption that stands | its own | level | 篇 |
| opinion_handed | forwarding that stands | its own | | 条 |
| opinion_answered | feedback of a unit | it came | | 条 |

An item may have several outcomes, so they are facts of their own and never add up to items; their source is `info_item`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from yishi.foundation.facts.rows import FactRow
from yishi.foundation.prepared.select import Prepared
from yishi.rooms.voice.catalogue.topics import by_code
from yishi.rooms.voice.models import InfoItem, InfoOutcome
from yishi.rooms.voice.words import ITEMS, PIECES, TIMES

ITEM = "info_item"
K, L = InfoOutcome.Kind, InfoOutcome.Level
KINDS = {
    K.INSTRUCTION: ("instruction", TIMES),
    K.ADOPTED: ("adopted_piece", PIECES),
    K.FORWARDED: ("opinion_handed", ITEMS),
}
"""As what each outcome is counted: a result of the catalogue, in its first measure."""
RANK = (L.NATIONAL, L.PROVINCE, L.CITY, L.DISTRICT)

_ITEMS = Prepared(
    lambda keys: (
        InfoItem.objects.filter(pk__in=keys, matter__state=InfoItem.State.EDITED)
        .select_related("matter__organ")
        .defer("text", "edited")
    )
)
_OUTCOMES = Prepared(lambda keys: InfoOutcome.objects.filter(item__in=keys, struck_on=None).order_by("pk"))


def derive(keys: Sequence[int], kinds: frozenset[str] = frozenset()) -> Iterable[FactRow]:
    """The facts of these items; two queries for any number. A derivation is always of all `kinds`."""
    found = _ITEMS(keys)
    outcomes: dict[int, list[InfoOutcome]] = defaultdict(list)
    for row in _OUTCOMES([i.pk for i in found]):
        outcomes[row.item_id].append(row)
    for i in found:
        yield from _of(i, outcomes[i.pk])


def reached(outcomes: Sequence[InfoOutcome]) -> str:
    """The most that came of it, in the words of the catalogue."""
    adopted = {row.level for row in outcomes if row.kind == K.ADOPTED}
    best = next((str(level) for level in RANK if level in adopted), "adopted" if adopted else "")
    if best or not outcomes:
        return best
    if any(row.kind == K.INSTRUCTION for row in outcomes):
        return "instruction"
    return "answered" if any(row.feedback_on for row in outcomes) else "forwarded"


def _of(i: InfoItem, outcomes: Sequence[InfoOutcome]) -> Iterator[FactRow]:
    topic = by_code().get(i.topic)
    role = "member" if i.matter.organ.profile == "cppcc" else "deputy"
    shared: dict[str, Any] = {
        "matter_id": i.pk, "line": "voice", "topic": topic.name if topic else "",
        "persons": ((i.author_id, role),) if i.author_id else (),
    }  # fmt: skip
    if i.edited_on is not None:
        yield FactRow(key="item", day=i.edited_on, kind=ITEM, outcome=reached(outcomes), measure=PIECES, **shared)
    for row in outcomes:
        kind, measure = KINDS[K(row.kind)]
        came: dict[str, Any] = {"source": ITEM, "unit_id": row.unit_id, **shared}
        yield FactRow(key=f"outcome/{row.pk}", day=row.day, kind=kind, outcome=row.level, measure=measure, **came)
        if row.feedback_on is not None:
            yield FactRow(key=f"feedback/{row.pk}", day=row.feedback_on, kind="opinion_answered", measure=ITEMS, **came)
