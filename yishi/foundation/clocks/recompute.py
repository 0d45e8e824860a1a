"""Setting provisional due days right when the calendar of their year becomes known, with a journal entry for each organ."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q

from yishi.foundation import clock as time
from yishi.foundation.clocks import running
from yishi.foundation.clocks.calendars import calendar
from yishi.foundation.clocks.models import Clock
from yishi.foundation.clocks.overdue import RUNNING
from yishi.foundation.clocks.packs import pack_of
from yishi.foundation.journal.write import NewEntry, write
from yishi.foundation.law.calendars import Calendar
from yishi.foundation.law.pack import Pack
from yishi.foundation.law.periods import Due
from yishi.foundation.law.rules import Extension
from yishi.foundation.matters.models import Matter
from yishi.foundation.people.actors import Actor, system
from yishi.foundation.people.models import Organ

COLUMNS = ["due_on", "original_due_on", "provisional"]
STEP = "recomputed"
LAW = "国务院办公厅关于节假日安排的通知"


@dataclass(frozen=True)
class Moved:
    """A clock that was set right: the day before and after; equal where only its being provisional ended."""

    clock: Clock
    before: dt.date
    after: dt.date


def recompute(*, why: str, actor: Actor | None = None) -> dict[int, list[Moved]]:
    """Work out anew every running clock that is provisional, by the calendar as it is now; answers what changed, by organ.

    One transaction and one journal entry for each organ in which something changed. `actor` is who loaded the calendar;
    in other organs than his, and where none is named, it is the system."""
    organs = Organ.objects.filter(pk__in=Clock.objects.filter(RUNNING, provisional=True).values("organ")).order_by("pk")
    known = calendar()
    done = {organ.pk: _organ(organ, known, why, actor) for organ in organs}
    return {pk: moved for pk, moved in done.items() if moved}


def _organ(organ: Organ, known: Calendar, why: str, actor: Actor | None) -> list[Moved]:
    with transaction.atomic():
        rows = _locked(organ)
        moved = list(_anew(organ, rows, known))
        if not moved:
            return []
        Clock.objects.bulk_update([each.clock for each in moved], COLUMNS, batch_size=500)
        who = actor if actor and actor.organ == organ else system(organ)
        said = {"why": why, "clocks": [_said(each) for each in moved]}
        write([NewEntry(organ_id=organ.pk, actor=who, day=time.today(), room="clocks", step=STEP, law=LAW, said=said)])
        return moved


def _locked(organ: Organ) -> list[Clock]:
    """The organ's provisional clocks; their families are locked as steps lock them, roots first, so that none runs meanwhile."""
    found = Clock.objects.filter(RUNNING, organ=organ, provisional=True)
    matters = found.values("matter")
    family = Q(pk__in=matters) | Q(pk__in=Matter.objects.filter(pk__in=matters).values("parent"))
    list(Matter.objects.select_for_update(no_key=True).filter(family).order_by("pk").values_list("pk"))
    return list(found.select_related("matter").prefetch_related("pauses").order_by("pk"))


def _anew(organ: Organ, rows: Iterable[Clock], known: Calendar) -> Iterable[Moved]:
    packs: dict[str, Pack | None] = defaultdict(lambda: None)
    for row in rows:
        if row.pack not in packs:
            packs[row.pack] = pack_of(organ, row.pack)
        pack = packs[row.pack]
        found = due(row, pack, known) if pack else None
        if found is None or (row.due_on, row.provisional) == (found.day, found.provisional):
            continue
        before, row.due_on, row.provisional = row.due_on, found.day, found.provisional
        if row.original_due_on == before:
            row.original_due_on = found.day
        yield Moved(row, before, found.day)


def due(row: Clock, pack: Pack, known: Calendar) -> Due | None:
    """When the clock is due by its own rule and this calendar; None for a day that someone set, or a rule without days."""
    rule = pack.rule(row.rule)
    if rule is None:
        return None
    pauses = running.pauses(row, row.pauses.all())
    base = pack.rule(rule.extends) if rule.extends else None
    if base is None:
        return rule.due(row.started_on, known, pauses)
    return base.due(row.started_on, known, pauses, Extension(rule, running.months(row.granted)))


def _said(moved: Moved) -> dict[str, object]:
    row = moved.clock
    return {
        "clock": row.pk, "matter": row.matter.number or str(row.matter_id), "kind": row.kind, "before": moved.before,
        "after": moved.after, "provisional": row.provisional,
    }  # fmt: skip
