"""What search finds an activity by. Number and title it knows itself.

Open text is what whoever may read the activity reads; inner text is the office's: what stands beside outputs, and a
report of duty before it is confirmed. Names of those who took part are found too, so that a deputy finds his own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from yishi.rooms.activities.catalogue.kinds import load
from yishi.rooms.activities.models import Activity

S = Activity.State
PARTS = ("participants__mandate__person", "hosts__organ", "hosts__unit", "joined__grouping", "outputs__unit")


def texts(keys: Sequence[int]) -> Iterator[tuple[int, str, str]]:
    """(key, open text, inner text) of each activity, its parts with an empty line between. A fixed number of queries for
    any number of keys; targets, own kinds and totals from outside are found by their lists."""
    rows = Activity.objects.filter(pk__in=keys).select_related("matter__organ", "body", "reporter__person")
    for a in rows.prefetch_related(*PARTS):
        opened = a.matter.state in (S.PLANNED, S.RECORDED, S.ENDED)
        yield a.pk, _joined(_open(a)) if opened else "", _joined([*_inner(a), *(() if opened else _open(a))])


def _open(a: Activity) -> Iterator[str]:
    kind = load().kind_by_code.get(a.kind)
    yield kind.name_in(a.matter.organ.profile) if kind else ""
    yield from (a.summary, a.place, a.area, a.topics, a.laws)
    yield str(a.body or "")
    yield from (str(row) for row in a.hosts.all())
    yield from (str(row) for row in a.joined.all())
    yield from (str(row) for row in a.participants.all() if row.mandate_id)
    for row in a.outputs.all():
        if row.struck_on is None:
            yield from (row.name, row.by_whom, str(row.unit or ""))


def _inner(a: Activity) -> Iterator[str]:
    yield str(a.reporter or "")
    yield from (row.note for row in a.outputs.all() if row.struck_on is None)


def _joined(parts: Iterable[str]) -> str:
    return "\n\n".join(part for part in parts if part)
