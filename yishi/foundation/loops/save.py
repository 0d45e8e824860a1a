"""Saving what a work gathered: one write of each kind for the whole batch, the journal last."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from django.db import models

from yishi.foundation.clocks.models import Clock
from yishi.foundation.facts import rows as facts
from yishi.foundation.journal.write import write
from yishi.foundation.loops.act import Act, Work
from yishi.foundation.loops.steps import NEW
from yishi.foundation.loops.stood import columns
from yishi.foundation.loops.telling import Post
from yishi.foundation.matters.models import Matter, Series
from yishi.foundation.matters.numbers import take
from yishi.foundation.outbox.models import Stale
from yishi.foundation.prepared.objects import fresh
from yishi.foundation.prepared.together import gathered
from yishi.foundation.prepared.write import Conflict, insert, put, update

MATTER = ("number", "title", "state", "version", "pack", "closed_on", "touched_at")
CLOCK = ("due_on", "provisional", "rule", "granted", "met_on", "stopped_on", "stopped_why")
AGAIN = Conflict(("matter",), ("since",))
"""A family that waits to be read again waits from its last step on."""
FEW = 3
"""Rows that are updated one by one; more are written over themselves in one statement."""


def save(work: Work, acts: Sequence[Act]) -> None:
    """Save everything that `acts` and what followed from them changed."""
    flat = [each for act in acts for each in act.all()]
    if not flat:
        return
    with gathered():
        _save(work, flat)


def _save(work: Work, flat: Sequence[Act]) -> None:
    _number(work, flat)
    opened = {id(act.record) for act in flat if act.before == NEW}
    records = list({id(act.record): act.record for act in flat}.values())
    # What steps down goes first: the unit that lost the lead before the one that takes it.
    _old(work, [record for record in records if id(record) not in opened])
    _changed(work, flat, records)
    _new([record for record in records if id(record) in opened])
    families = _families(records)
    insert([fresh(Stale, matter_id=key, since=work.at) for key in families], AGAIN)
    _added(flat)
    _facts(flat, families)
    _tell(work, flat)
    write([act.entry() for act in flat])


def _number(work: Work, acts: Sequence[Act]) -> None:
    """Numbers are taken for the whole batch at once, in the order of the steps, after those that were given."""
    floors: dict[str, int] = {}
    for act in acts:
        floors |= {name: max(least, floors.get(name, 0)) for name, least in act.floors.items()}
    for name, least in floors.items():
        Series.objects.get_or_create(organ=work.actor.organ, name=name)
        Series.objects.filter(organ=work.actor.organ, name=name, last__lt=least).update(last=least)
    by_series: dict[str, list[Matter]] = defaultdict(list)
    for act in acts:
        for series in act.series:
            by_series[series].append(act.matter)
    for series, matters in by_series.items():
        for matter, number in zip(
            matters, take(work.actor.organ, f"{matters[0].kind}-{series}", len(matters)), strict=True
        ):
            matter.number = f"{series}{number:04d}"


def _new(records: Sequence[Any]) -> None:
    """New matters, roots before parts, then their rooms' rows."""
    for parts in (False, True):
        matters = [record.matter for record in records if (record.matter.parent is not None) is parts]
        insert(matters)
    for rows in _by_model(records).values():
        for row in rows:
            row.matter = row.matter  # takes the key that the matter now has
        insert(rows)


def _old(work: Work, records: Sequence[Any]) -> None:
    _update(work, Matter, [record.matter for record in records], MATTER)
    for model, rows in _by_model(records).items():
        _update(work, model, rows)


def _update(work: Work, model: type[Any], rows: Sequence[Any], names: tuple[str, ...] = ()) -> None:
    places = columns(model, names)  # type: ignore[arg-type]  # a class can be told from another
    if not rows or not places:
        return
    if len(rows) <= FEW:
        for row in rows:
            update(row, work.stood.changed(row, places))
        return
    # Writing rows over themselves takes a tenth of the time that `bulk_update` takes to build its cases.
    insert(list({row.pk: row for row in rows}.values()), Conflict(("pk",), tuple(places)))


def _changed(work: Work, acts: Sequence[Act], records: Sequence[Any]) -> None:
    """Clocks, and rows beside the acts' own records, which are saved already."""
    moved = list({id(clock): clock for act in acts for clock in act.moved}.values())
    _update(work, Clock, moved, CLOCK)
    saved = {id(record) for record in records}
    changed = {id(row): row for act in acts for row in act.changed if id(row) not in saved}
    for model, rows in _by_model(list(changed.values())).items():
        _update(work, model, rows)


def _added(acts: Sequence[Act]) -> None:
    """New rows of the rooms, new clocks and links; keys are asked for where other rows may point at them."""
    for model, rows in _by_model([row for act in acts for row in act.added]).items():
        (insert if model._meta.related_objects else put)(rows)
    put([clock for act in acts for clock in act.started])
    put([link for act in acts for link in act.links])


def _families(records: Sequence[Any]) -> dict[int, Matter]:
    roots = [record.matter.parent or record.matter for record in records]
    return {matter.pk: matter for matter in roots}


def _facts(acts: Sequence[Act], families: dict[int, Matter]) -> None:
    """Derive again the facts of every family touched, by the function that its loops name: of the kinds that the steps
    can touch, where each step says which."""
    touched: dict[Any, dict[int, frozenset[str] | None]] = defaultdict(dict)
    for act in acts:
        loop, family = act.step.loop, act.matter.parent_id or act.matter.pk
        if loop.facts is not None:
            kinds, before = loop.counted.get(act.step.name), touched[loop.facts].get(family, frozenset())
            touched[loop.facts][family] = None if kinds is None or before is None else kinds | before
    for derive, kinds_of in touched.items():
        for kinds in set(kinds_of.values()) - {frozenset()}:
            keys = sorted(key for key, wanted in kinds_of.items() if wanted == kinds)
            rows = derive(keys) if kinds is None else derive(keys, kinds)
            facts.replace([families[key] for key in keys], rows, kinds)


def _tell(work: Work, acts: Sequence[Act]) -> None:
    post = Post(work.actor.organ.pk, work.day)
    for act in acts:
        for word, to in act.words:
            post.add(act.matter.pk, act.matter.version, word, to)
    post.send()


def _by_model(rows: Sequence[models.Model]) -> dict[type[Any], list[Any]]:
    found: dict[type[Any], list[Any]] = defaultdict(list)
    for row in rows:
        found[type(row)].append(row)
    return found
