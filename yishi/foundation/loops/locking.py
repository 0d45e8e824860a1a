"""The rows a step stands on, locked and read: matters of one organ with their parents, and the rooms' rows with them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

from django.db.models import Model, QuerySet, Subquery

from yishi.foundation.loops import loading
from yishi.foundation.loops.act import Work
from yishi.foundation.loops.rowfields import LARGEST_KEY
from yishi.foundation.loops.steps import Loop, Step
from yishi.foundation.matters.models import Matter
from yishi.foundation.prepared.select import Prepared


def lock(work: Work, step: Step, pks: Sequence[int]) -> dict[int, Any]:
    """The records of this organ, locked: roots of families first and in the order of keys, so that no two wait in a ring."""
    organ, loop = work.actor.organ, step.loop
    pks = list({pk for pk in pks if 0 < pk <= LARGEST_KEY})  # a page's address may name any number
    rows = _LOCKED_ONE(pks[0], organ.pk) if len(pks) == 1 else _LOCKED(pks, organ.pk)
    locked = {row.pk: row for row in rows}
    work.matters |= locked
    work.stood.saw(locked.values())
    below, _joined = loading.planned(loop.model, loop.prefetch)
    record: Any
    for record in _records(loop)([pk for pk in pks if pk in locked and locked[pk].kind == loop.kind]):
        matter = work.matters[record.pk]
        matter.organ = organ
        matter.parent = work.matters.get(matter.parent_id) if matter.parent_id else None
        if matter.parent is not None:
            matter.parent.organ = organ
        record.matter = matter
        work.records[record.pk] = record
        work.stood.saw([record, *(row for row in record._state.fields_cache.values() if isinstance(row, Model))])
    loading.lazily(list(work.records.values()), below, work.stood.saw)
    return work.records


def _locked(pks: Sequence[int], organ: int) -> QuerySet[Matter]:
    """The matters of this organ and their parents. Which they are never changes, so it may be asked before the lock."""
    mine = Matter.objects.filter(pk__in=pks, organ=organ)
    family = mine.values("pk").union(mine.exclude(parent=None).values("parent"), all=True)
    return Matter.objects.select_for_update(no_key=True).filter(pk__in=family).order_by("pk")


def _locked_one(pk: int, organ: int) -> QuerySet[Matter]:
    """The same for one matter, which most steps are taken on: two keys in hand are found faster than a union of them."""
    parent = Subquery(Matter.objects.filter(pk=pk).values("parent"))
    return Matter.objects.select_for_update(no_key=True).filter(pk__in=[pk, parent], organ=organ).order_by("pk")


_LOCKED, _LOCKED_ONE = Prepared(_locked), Prepared(_locked_one)


@cache
def _records(loop: Loop) -> Prepared:
    """The room's rows, with what a loop names joined to them."""
    _below, joined = loading.planned(loop.model, loop.prefetch)
    names = (*(loop.select if loop.needed is None else loop.needed), *(name for name in joined if name != "matter"))
    return Prepared(lambda pks: loop.model._default_manager.filter(pk__in=pks).select_related(*names))
