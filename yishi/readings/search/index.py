"""Keep the index in step with the matters: a worker calls `refresh` every minute."""

from __future__ import annotations

import datetime as dt
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from importlib import import_module
from importlib.util import find_spec

from django.db import connections, router, transaction

from yishi.foundation.matters.models import Matter
from yishi.foundation.outbox.models import Stale
from yishi.readings.search import stores, weights
from yishi.readings.search.models import Entry, Text
from yishi.readings.search.rows import Row
from yishi.readings.search.words import fold
from yishi.rooms import YEAR

BATCH = 200
"""Matters written in one transaction: long enough to be quick, short enough to keep no step waiting."""

SECONDS = 45.0
"""Of the minute after which the worker asks again."""

Mark = tuple[int, dt.datetime]


def refresh(limit: int | None = None, seconds: float = SECONDS) -> int:
    """Write the index anew for matters that steps have marked, the longest waiting first; answers how many.

    Ends when none is left, when `limit` were written, or after so many `seconds`: what an import left waits for a few
    turns of the worker and not for an hour. A matter marked again meanwhile keeps its mark. Does nothing while another
    process refreshes.
    """
    taken, until = 0, time.monotonic() + seconds
    while (limit is None or taken < limit) and time.monotonic() < until:
        size = BATCH if limit is None else min(BATCH, limit - taken)
        count = _take(size)
        taken += count
        if count < size:
            break
    if taken:
        weights.weigh_if_grown()
    return taken


def rebuild() -> int:
    """Empty the index and write it from all matters; answers how many can be found.

    Until it ends, searches find less. May run beside steps and beside `refresh`.
    """
    using = _database()
    store, db = stores.store(using), connections[using]
    with store.afresh(db):
        for keys in _roots():
            with transaction.atomic(using):
                store.lock(db, wait=True)
                _write(using, keys)
    weights.weigh()
    return Entry.objects.count()


def forget(keys: Iterable[int]) -> int:
    """Take matters out of the index at once, for whoever erases their text; answers how many were there.

    A mark that a step leaves brings back what may still be found of them.
    """
    using = _database()
    with transaction.atomic(using):
        stores.store(using).lock(connections[using], wait=True)
        return _drop(using, set(keys))


def _take(size: int) -> int:
    using = _database()
    with transaction.atomic(using):
        if not stores.store(using).lock(connections[using], wait=False):
            return 0
        stores.store(using).mend(connections[using])
        marks = list(Stale.objects.order_by("since", "pk").values_list("pk", "since")[:size])
        _write(using, [key for key, _ in marks])
        _unmark(marks)
    return len(marks)


def _unmark(marks: Sequence[Mark]) -> None:
    """Take away the marks that are still the same. One that a step is just writing is left alone: it will be
    a new one, and waiting for it could make the step wait for us."""
    seen = dict(marks)
    held = Stale.objects.filter(pk__in=seen).select_for_update(skip_locked=True).values_list("pk", "since")
    Stale.objects.filter(pk__in=[key for key, since in held if seen[key] == since]).delete()


def _write(using: str, keys: Sequence[int]) -> None:
    """Make the index say of these matters what their rooms say now; unchanged ones are left alone."""
    rows = {row.matter_id: row for row in _rows(keys)}
    _drop(using, set(keys) - rows.keys())
    held = {text.pk: Row(text.pk, entry.head, text.open_text, text.inner_text) for text, entry in _held(rows)}
    changed = [row for key, row in sorted(rows.items()) if held.get(key) != row]
    if not changed:
        return
    store, db = stores.store(using), connections[using]
    old = [held[row.matter_id] for row in changed if row.matter_id in held]
    store.remove(db, [(row.matter_id, row.open_text, row.inner_text) for row in old])
    store.write(db, changed)
    Text.objects.bulk_create(
        [Text(matter_id=row.matter_id, open_text=row.open_text, inner_text=row.inner_text) for row in changed],
        update_conflicts=True, unique_fields=["matter"], update_fields=["open_text", "inner_text"],
    )  # fmt: skip


def _held(keys: Iterable[int]) -> Iterator[tuple[Text, Entry]]:
    entries = Entry.objects.in_bulk(list(keys))
    for text in Text.objects.filter(pk__in=entries):
        yield text, entries[text.pk]


def _drop(using: str, keys: set[int]) -> int:
    if not keys:
        return 0
    old = list(Text.objects.filter(pk__in=keys).values_list("pk", "open_text", "inner_text"))
    stores.store(using).remove(connections[using], old)
    Entry.objects.filter(pk__in=keys).delete()
    Text.objects.filter(pk__in=keys).delete()
    return len(old)


def _rows(keys: Sequence[int]) -> Iterator[Row]:
    """What the rooms say of the matters. One of which a room says nothing cannot be found."""
    found = Matter.objects.filter(pk__in=keys, parent=None).only("room", "number", "title")
    matters = {row.pk: row for row in found}
    by_room: dict[str, list[int]] = defaultdict(list)
    for matter in matters.values():
        by_room[matter.room].append(matter.pk)
    for room in (room.name for room in YEAR if room.name in by_room):
        module = f"yishi.rooms.{room}.searched"
        if find_spec(module) is None:
            continue
        for key, open_text, inner_text in import_module(module).texts(by_room[room]):
            head = f"{fold(matters[key].number)}\n{fold(matters[key].title)}"
            yield Row(key, head, f"{head}\n{_folded(open_text)}", _folded(inner_text))


def _folded(text: str) -> str:
    """Parts stay apart: rooms write them on paragraphs of their own, with an empty line between."""
    return "\n".join(filter(None, (fold(part) for part in text.split("\n\n"))))


def _roots() -> Iterator[list[int]]:
    last = 0
    while keys := list(
        Matter.objects.filter(pk__gt=last, parent=None).order_by("pk").values_list("pk", flat=True)[:BATCH]
    ):
        yield keys
        last = keys[-1]


def _database() -> str:
    return router.db_for_write(Entry)
