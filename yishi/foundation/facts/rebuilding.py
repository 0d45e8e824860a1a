"""All facts derived anew, in batches beside those that stand, and swapped in at once.

The batches lock nothing and write only what differs, into tables that nobody reads; steps go on meanwhile. Stopped between
two batches, the next call goes on from there. The swap is one transaction: whoever reads sees the old facts, then the new
ones. It locks the families that change as steps do, and derives those once more in which a step was taken since the
beginning: the journals say which.
"""

from __future__ import annotations

import hashlib
import inspect
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import connection, transaction
from django.db.models import Count
from django.db.models.functions import Coalesce

from yishi.foundation import clock
from yishi.foundation.facts.bulk import pour
from yishi.foundation.facts.models import (
    Draft,
    DraftBridge,
    Fact,
    FactGroup,
    FactOrgan,
    FactPerson,
    FactTag,
    Gone,
    Rebuild,
)
from yishi.foundation.facts.rows import COLUMNS, GROUPS, HOSTS, PERSONS, TAGS, Derive, FactRow, differing, replace
from yishi.foundation.journal.models import Entry, Head
from yishi.foundation.journal.write import NewEntry, write
from yishi.foundation.matters.models import Matter
from yishi.foundation.people.actors import system
from yishi.foundation.people.models import Organ
from yishi.foundation.prepared.sweeping import unswept

BATCH = 500
"""Families derived at once."""
Derived = Mapping[str, Derive]
"""Kinds of matters that are roots of families, each with what derives the facts of such families."""


class Meanwhile(Exception):
    """Another rebuild goes on at the same time; this one gives way."""


@dataclass(frozen=True)
class Came:
    """How far it came: families of how many, and facts that differ so far (those that go and those that are made)."""

    seen: int
    families: int
    changed: int


def check(derived: Derived) -> Iterator[Came]:
    """Derive every family and count what differs from what stands; nothing is written. A family that differs is looked at
    again under its lock, since a step may have been taken between two questions."""
    seen = changed = 0
    families = _roots(derived, 0).count()
    for batch in _batches(derived, 0):
        odd = {row for stale, missing in _differences(derived, batch) for row in (*stale.values(), *_owners(missing))}
        for keys in _helpings(sorted(odd)):
            with transaction.atomic():
                locked = _locked(keys)
                changed += sum(len(stale) + len(new) for stale, new in _differences(derived, locked))
        seen += len(batch)
        yield Came(seen, families, changed)


def rebuild(derived: Derived, *, afresh: bool = False) -> Iterator[Came]:
    """Derive every family, then swap in what differs; the last one told is that after the swap.

    Goes on with one that was stopped, unless `afresh` or the rooms' code is another by now. Raises Meanwhile."""
    under_way = _begun(derived, afresh)
    families, changed = _roots(derived, 0).count(), Gone.objects.count() + Draft.objects.count()
    for batch in _batches(derived, under_way.last):
        differences = _differences(derived, batch)
        changed += sum(len(stale) + len(missing) for stale, missing in differences)
        with transaction.atomic():
            under_way = _still(under_way)
            for stale, missing in differences:
                _put_aside(batch, stale, missing)
            under_way.last, under_way.seen = batch[-1].pk, under_way.seen + len(batch)
            under_way.save()
        yield Came(under_way.seen, families, changed)
    seen = under_way.seen
    yield Came(seen, families, _swap(derived, under_way))


# --- going through the families ---------------------------------------------------------------------------


def _roots(derived: Derived, after: int) -> Any:
    return Matter.objects.filter(parent=None, kind__in=list(derived), pk__gt=after)


def _batches(derived: Derived, last: int) -> Iterator[list[Matter]]:
    organs = {organ.pk: organ for organ in Organ.objects.all()}
    while batch := list(_roots(derived, last).order_by("pk")[:BATCH]):
        for matter in batch:
            matter.organ = organs.get(matter.organ_id) or matter.organ  # one may be new
        yield batch
        last = batch[-1].pk


def _differences(derived: Derived, batch: Sequence[Matter]) -> list[tuple[dict[int, int], list[FactRow]]]:
    """By what derives them, since matters of one room are asked for together."""
    with unswept():
        return [differing(matters, derive([each.pk for each in matters])) for derive, matters in _by(derived, batch)]


def _by(derived: Derived, batch: Sequence[Matter]) -> Iterable[tuple[Derive, list[Matter]]]:
    found: dict[Derive, list[Matter]] = defaultdict(list)
    for matter in batch:
        found[derived[matter.kind]].append(matter)
    return found.items()


def _owners(rows: Iterable[FactRow]) -> Iterator[int]:
    return (row.matter_id for row in rows)


def _helpings(keys: Sequence[int]) -> Iterator[Sequence[int]]:
    return (keys[at : at + BATCH] for at in range(0, len(keys), BATCH))


def _locked(keys: Sequence[int]) -> list[Matter]:
    """The roots, locked as steps lock them."""
    rows = Matter.objects.filter(pk__in=keys).select_related("organ").order_by("pk")
    return list(rows.select_for_update(no_key=True, of=("self",)))


# --- one rebuild --------------------------------------------------------------------------------------------


@transaction.atomic
def _begun(derived: Derived, afresh: bool) -> Rebuild:
    """The one that was stopped, or a new one."""
    code = _code(set(derived.values()))
    standing = Rebuild.objects.select_for_update().first()
    if standing and not afresh and standing.code == code:
        return standing
    _clear()
    return Rebuild.objects.create(pk=1, code=code, heads=dict(Head.objects.values_list("organ", "seq")))


def _still(known: Rebuild) -> Rebuild:
    """The same row, locked, if nobody moved it since."""
    now = Rebuild.objects.select_for_update().filter(pk=known.pk, last=known.last, code=known.code).first()
    if now is None:
        raise Meanwhile
    return now


def _clear() -> None:
    for model in (Rebuild, Gone, Draft, DraftBridge):
        model.objects.all()._raw_delete(using=connection.alias)


def _code(derives: Collection[Derive]) -> str:
    """Of all that decides what is derived: the code and the data of the rooms."""
    digest = hashlib.sha256()
    for folder in sorted({Path(inspect.getfile(derive)).parent for derive in derives}):
        for path in sorted(each for end in ("*.py", "*.toml") for each in folder.rglob(end)):
            digest.update(path.read_bytes())
    return digest.hexdigest()


KEPT = ("organ_id", "organ_path", "matter_id", "key", *COLUMNS)
BRIDGED = ("matter_id", "key", "bridge", "other", "word")


def _put_aside(batch: Sequence[Matter], stale: Mapping[int, int], missing: Sequence[FactRow]) -> None:
    organs = {matter.pk: matter.organ for matter in batch}
    pour(Gone, ("fact", "matter"), stale.items())
    pour(Draft, KEPT, (_values(row, organs[row.matter_id]) for row in missing))
    pour(DraftBridge, BRIDGED, (bridge for row in missing for bridge in _bridges(row)))


def _values(row: FactRow, organ: Organ) -> tuple[Any, ...]:
    return (organ.pk, organ.path, row.matter_id, row.key, *(getattr(row, name) for name in COLUMNS))


def _bridges(row: FactRow) -> Iterator[tuple[Any, ...]]:
    place = (row.matter_id, row.key)
    for person, role in row.persons:
        yield (*place, PERSONS, person, role)
    for bridge, keys in ((HOSTS, row.hosts), (GROUPS, row.groups)):
        for key in keys:
            yield (*place, bridge, key, "")
    for tag in row.tags:
        yield (*place, TAGS, 0, tag)


# --- the swap -----------------------------------------------------------------------------------------------


@transaction.atomic
def _swap(derived: Derived, under_way: Rebuild) -> int:
    """Put in what differs; gives how many facts went or came."""
    _still(under_way)
    _lock_changing()
    again = _touched(under_way)
    _leave_out(again)
    changed = _by_organ()
    for sql in _swapping():
        with connection.cursor() as cursor:
            cursor.execute(sql)
    for keys in _helpings(sorted(again)):
        for derive, matters in _by(derived, _locked(keys)):
            for organ, of_organ in _of_organs(matters):
                changed[organ] += replace(of_organ, derive([each.pk for each in of_organ]))
    _tell(changed)
    _clear()
    return sum(changed.values())


def _lock_changing() -> None:
    """In the order of keys, as steps lock them; the keys themselves are not needed."""
    families = Gone.objects.values("matter").union(Draft.objects.values("matter_id"))
    rows = Matter.objects.filter(pk__in=families).order_by("pk").select_for_update(no_key=True)
    for _ in rows.values_list("pk").iterator():
        pass


def _touched(under_way: Rebuild) -> set[int]:
    """Of the families that would change: those in which something happened since the beginning."""
    changing = set(Gone.objects.values_list("matter", flat=True)) | set(
        Draft.objects.values_list("matter_id", flat=True)
    )
    if not changing:
        return set()
    found: set[int] = set()
    heads = under_way.heads
    for organ, seq in Head.objects.values_list("organ", "seq"):
        since = heads.get(str(organ), 0)
        if since < seq:
            entries = Entry.objects.filter(organ=organ, seq__gt=since).exclude(matter=None)
            found.update(entries.values_list(Coalesce("matter__parent", "matter"), flat=True))
    return found & changing


def _leave_out(families: Collection[int]) -> None:
    for keys in _helpings(sorted(families)):
        Gone.objects.filter(matter__in=keys).delete()
        Draft.objects.filter(matter_id__in=keys).delete()
        DraftBridge.objects.filter(matter_id__in=keys).delete()


def _by_organ() -> Counter[int]:
    """How many facts change in each organ."""
    gone = Fact.objects.filter(pk__in=Gone.objects.values("pk")).order_by().values_list("organ").annotate(Count("pk"))
    made = Draft.objects.order_by().values_list("organ_id").annotate(Count("pk"))
    return Counter(dict(gone)) + Counter(dict(made))


def _swapping() -> Iterator[str]:
    """The statements, of SQL that both databases speak. A fact that is derived otherwise is changed where it stands: a
    database looks up for every row that goes whether others point to it, and for every new one all to which it points."""
    facts, gone, drafts, bridges = (model._meta.db_table for model in (Fact, Gone, Draft, DraftBridge))
    ways = ((FactPerson, PERSONS, ("mandate_id", "role"), ("other", "word")), (FactOrgan, HOSTS, ("organ_id",), ("other",)),
            (FactGroup, GROUPS, ("grouping_id",), ("other",)), (FactTag, TAGS, ("tag",), ("word",)))  # fmt: skip
    for model, *_ in ways:
        yield f"DELETE FROM {model._meta.db_table} WHERE fact_id IN (SELECT fact FROM {gone})"
    same = f"SELECT 1 FROM {{}} WHERE {drafts}.matter_id = {facts}.matter_id AND {drafts}.key = {facts}.key"
    yield f"DELETE FROM {facts} WHERE id IN (SELECT fact FROM {gone}) AND NOT EXISTS ({same.format(drafts)})"
    changed = ", ".join(f'"{name}" = d."{name}"' for name in KEPT if name not in ("matter_id", "key"))
    yield f"UPDATE {facts} AS f SET {changed} FROM {drafts} AS d WHERE d.matter_id = f.matter_id AND d.key = f.key"
    columns = ", ".join(f'"{name}"' for name in KEPT)
    yield f"INSERT INTO {facts} ({columns}) SELECT {columns} FROM {drafts} WHERE NOT EXISTS ({same.format(facts)}) ORDER BY id"
    for model, bridge, into, of in ways:
        yield (
            f"INSERT INTO {model._meta.db_table} (fact_id, {', '.join(into)}) "
            f"SELECT f.id, {', '.join(f'b.{name}' for name in of)} FROM {bridges} b "
            f"JOIN {facts} f ON f.matter_id = b.matter_id AND f.key = b.key WHERE b.bridge = {bridge} ORDER BY b.id"
        )


def _of_organs(matters: Sequence[Matter]) -> Iterable[tuple[int, list[Matter]]]:
    found: dict[int, list[Matter]] = defaultdict(list)
    for matter in matters:
        found[matter.organ_id].append(matter)
    return found.items()


def _tell(changed: Mapping[int, int]) -> None:
    """Pages keep counts for as long as an organ's journal says nothing new."""
    organs = Organ.objects.filter(pk__in=[pk for pk, count in changed.items() if count]).order_by("pk")
    write([
        NewEntry(
            organ_id=organ.pk, actor=system(organ), day=clock.today(), room="facts", step="rebuild",
            said={"changed": changed[organ.pk]},
        )
        for organ in organs
    ])  # fmt: skip
