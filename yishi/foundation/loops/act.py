"""What a step has in hand while it runs. An `Act` is one step on one matter; a `Work` is all acts of one
transaction, with what they share (rule packs, calendar, clocks) and what is to be saved together."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeVar, cast

from django.db import models
from django.utils.translation import gettext as _

from yishi.foundation import clock
from yishi.foundation.clocks import packs, running
from yishi.foundation.clocks.calendars import calendar
from yishi.foundation.clocks.models import Clock
from yishi.foundation.journal.write import NewEntry
from yishi.foundation.law import places
from yishi.foundation.law.calendars import Calendar
from yishi.foundation.law.pack import Pack, PackError, Profile
from yishi.foundation.law.periods import Due
from yishi.foundation.law.rules import Measure, Rule
from yishi.foundation.loops.refusals import Refused
from yishi.foundation.loops.scope import Scope as Scope  # what a step is given asks of it, and takes it from here
from yishi.foundation.loops.steps import Step
from yishi.foundation.loops.stood import Stood
from yishi.foundation.loops.telling import To, Word
from yishi.foundation.matters.models import Link, Matter
from yishi.foundation.people import actors
from yishi.foundation.people.actors import Actor
from yishi.foundation.people.models import Organ, OwnPack, Unit
from yishi.foundation.prepared.select import Prepared

M = TypeVar("M", bound=models.Model)
T = TypeVar("T")


@dataclass
class Work:
    """One transaction's worth of acts of one actor in one organ."""

    actor: Actor
    day: dt.date
    at: dt.datetime = field(default_factory=clock.now)
    records: dict[int, Any] = field(default_factory=dict)
    acts: list[Act] = field(default_factory=list)
    matters: dict[int, Matter] = field(default_factory=dict)
    found: dict[Any, Any] = field(default_factory=dict)
    stood: Stood = field(default_factory=Stood)
    _packs: dict[str, Pack | None] = field(default_factory=dict)
    _days: dict[dt.date, Pack | None] = field(default_factory=dict)
    _clocks: dict[int, list[Clock]] = field(default_factory=dict)

    @cached_property
    def calendar(self) -> Calendar:
        """Read once."""
        return calendar()

    def due(self, pack: Pack, rule: Rule, day: dt.date) -> Due | None:
        """When what begins on `day` is due, worked out once for all matters of a batch."""
        place = ("due", pack.ref, rule.id, day)
        if place not in self.found:
            self.found[place] = rule.due(day, self.calendar)
        return cast("Due | None", self.found[place])

    @cached_property
    def pack_now(self) -> Pack | None:
        """The pack under which a matter begins today."""
        return packs.pack_for(self.actor.organ, self.day)

    def pack_on(self, day: dt.date) -> Pack | None:
        """The pack under which a matter began on `day`; the organ's own packs are read once for all days."""
        if day == self.day:
            return self.pack_now
        if day not in self._days:
            organ, own = self.actor.organ, any(row.in_force_from <= day for row in self._own_packs)
            try:
                found = packs.pack_for(organ, day) if own else None
                self._days[day] = found or places.pack_for(organ.place, cast(Profile, organ.profile), day)
            except PackError:
                self._days[day] = None
        return self._days[day]

    @cached_property
    def _own_packs(self) -> list[OwnPack]:
        return list(OwnPack.objects.filter(organ=self.actor.organ).only("in_force_from"))

    def state_of(self, matter: Matter) -> str:
        """The state in which a matter stands now, steps of this work included."""
        state: str = self.matters.get(matter.pk, matter).state
        return state

    def pack_of(self, matter: Matter) -> Pack | None:
        """The pack that the matter keeps."""
        if matter.pack not in self._packs:
            self._packs[matter.pack] = packs.pack_of(self.actor.organ, matter.pack)
        return self._packs[matter.pack]

    def clocks_of(self, matter: Matter) -> list[Clock]:
        """The matter's clocks; those of all matters in hand are read together, or beforehand by the loop's `prefetch`."""
        if matter._state.adding:
            return self._clocks.setdefault(-id(matter), [])
        held = getattr(matter, "_prefetched_objects_cache", {}).get("clocks")
        if held is not None:
            self._clocks.setdefault(matter.pk, list(held))
        if matter.pk not in self._clocks:
            wanted = [pk for pk in {matter.pk, *self.records} if pk not in self._clocks]
            self._clocks |= {pk: [] for pk in wanted}
            found = _CLOCKS(wanted)
            self.stood.saw(found)
            for row in found:
                self._clocks[row.matter_id].append(row)
        return self._clocks[matter.pk]


_CLOCKS = Prepared(lambda matters: Clock.objects.filter(matter__in=matters))


@dataclass
class Act:
    """One step on one matter. What it gathers is saved with the whole work, or not at all."""

    work: Work
    step: Step
    record: Any
    before: str
    actor: Actor
    said: dict[str, Any] = field(default_factory=dict)
    added: list[models.Model] = field(default_factory=list)
    changed: list[models.Model] = field(default_factory=list)
    started: list[Clock] = field(default_factory=list)
    moved: list[Clock] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    words: list[tuple[Word, To]] = field(default_factory=list)
    inner: list[Act] = field(default_factory=list)
    series: list[str] = field(default_factory=list)
    """Series of which the matter gets a number when the act is saved; a refused one takes none."""
    floors: dict[str, int] = field(default_factory=dict)
    """How far each series of numbers has come by numbers that were brought along and not taken."""
    on: dt.date | None = None
    """Its own day, where it is not the work's: each row of an import happened on a day of its own."""

    @property
    def matter(self) -> Matter:
        """The matter's own row."""
        found: Matter = self.record.matter
        return found

    @property
    def day(self) -> dt.date:
        """The day it happens (or happened, for imported history)."""
        return self.on or self.work.day

    @contextmanager
    def at(self, day: dt.date) -> Iterator[None]:
        """Let what is done inside happen on `day`: history was handed over on one day and answered on another."""
        before, self.on = self.on, day
        try:
            yield
        finally:
            self.on = before

    @property
    def organ(self) -> Organ:
        """Whose matter it is."""
        return self.work.actor.organ

    @property
    def pack(self) -> Pack | None:
        """The rule pack the matter began under."""
        return self.work.pack_of(self.matter)

    def scope(self) -> Scope:
        """The same, as inputs and guards see it."""
        return Scope(self.actor, self.day, self.record, self.pack, self.work.found)

    def note(self, **words: Any) -> None:
        """Say more in the journal than what was given."""
        self.said |= words

    def add(self, row: M) -> M:
        """Save a new row of the room with the step."""
        self.added.append(row)
        return row

    def change(self, row: M) -> M:
        """Save a changed row of the room with the step; the matter's own record needs no telling."""
        if row not in self.changed:
            self.changed.append(row)
        return row

    def link(self, origin: Matter, target: Matter, kind: Link.Kind) -> None:
        """Tie two matters."""
        self.links.append(Link(origin=origin, target=target, kind=kind, made_on=self.day))

    def number(self, series: str) -> None:
        """Give the matter the next number of its organ's series: the series' name and four digits (20260012)."""
        self.series.append(series)

    def numbered(self, number: str, series: str = "", running: int = 0) -> None:
        """Give the matter a number that it brings along; where it stands in one of the organ's series, that
        series goes on after it."""
        self.matter.number = number
        if series:
            name = f"{self.matter.kind}-{series}"
            self.floors[name] = max(running, self.floors.get(name, 0))

    def tell(self, kind: str, text: str, to: To, *, urgent: bool = False) -> None:
        """Leave a notice in someone's inbox, with the commit or not at all."""
        self.words.append((Word(kind, text, urgent, str(self.step.title)), to))

    # clocks

    def start(
        self, kind: str, rule: str, *, unit: Unit | None = None, mandate: int | None = None, role: str = "",
        round: int = 1, on: dt.date | None = None,
    ) -> Clock | None:  # fmt: skip
        """Start what the pack's rule says is owed, by a unit, a mandate's key or a role; None where the pack sets no such
        rule, or names no day."""
        pack = self.pack
        found = pack.rule(rule) if pack else None
        if pack is None or found is None:
            return None
        began = on or self.day
        made = running.start(
            self.matter, kind, found, pack, began, self.work.calendar, unit=unit, role=role, round=round,
            due=self.work.due(pack, found, began),
        )  # fmt: skip
        if made is not None:
            made.mandate_id = mandate
        return self._started(made)

    def start_until(self, kind: str, due_on: dt.date, why: str, **owner: Any) -> Clock | None:
        """Start a clock to a day that someone promised or set."""
        return self._started(running.until(self.matter, kind, self.day, due_on, why, **owner))

    def _started(self, made: Clock | None) -> Clock | None:
        if made is not None:
            self.started.append(made)
            self.work.clocks_of(self.matter).append(made)
        return made

    def running(self, *kinds: str, unit: Unit | None = None) -> list[Clock]:
        """The matter's clocks of these kinds that still run."""
        return [
            row
            for row in self.work.clocks_of(self.matter)
            if row.kind in kinds and running.runs(row) and (unit is None or row.unit_id == unit.pk)
        ]

    def meet(self, *kinds: str, unit: Unit | None = None, on: dt.date | None = None) -> None:
        """What was owed is done."""
        for row in self.running(*kinds, unit=unit):
            running.meet(row, on or self.day)
            self._moved(row)

    def stop(self, *kinds: str, why: str, unit: Unit | None = None) -> None:
        """It is owed no more."""
        for row in self.running(*kinds, unit=unit):
            running.stop(row, self.day, why)
            self._moved(row)

    def stop_all(self, why: str) -> None:
        """Nothing is owed on this matter any more."""
        for row in self.work.clocks_of(self.matter):
            if running.runs(row):
                running.stop(row, self.day, why)
                self._moved(row)

    def extend(self, kind: str, rule: str, *, months: int | None = None) -> Clock:
        """Move a running clock's day by an extension rule, by so many `months` more or all that it allows; refuses
        with the rule's own sentence."""
        pack = self.pack
        found = pack.rule(rule) if pack else None
        base = pack.rule(found.extends) if pack and found else None
        rows = self.running(kind)
        if found is None or base is None or not rows:
            raise Refused(_("本件没有可以延长的期限，或所在地规则没有规定延长。"))
        try:
            before = rows[0].due_on
            if months and base.period and found.measure is Measure.TOTAL:
                months += base.period.number  # the rule counts from the start of what it prolongs
            running.extend(rows[0], found, base, running.months(months), self.work.calendar)
            if rows[0].due_on <= before:
                raise ValueError(_("延长后的期限（%s）不晚于现在的期限。") % rows[0].due_on)
        except ValueError as error:
            raise Refused(str(error)) from error
        self._moved(rows[0])
        return rows[0]

    def _moved(self, row: Clock) -> None:
        if row not in self.moved and row not in self.started:
            self.moved.append(row)

    # other matters of the family

    def open(self, step: Step, *, apart: bool = False, **given: Any) -> Any:
        """Open a part of this family, below its root, by a step of another loop that leads from NEW; or a matter that
        stands `apart`, the root of a family of its own. Returns its record."""
        from yishi.foundation.loops.take import begin

        parent = None if apart else self.matter.parent or self.matter
        inner = begin(self.work, step, self.actor, parent=parent, given=given, on=self.on)
        self.inner.append(inner)
        return inner.record

    def then(self, step: Step, record: Any, **given: Any) -> None:
        """Another step that follows by itself on a matter of the same family, by the system."""
        from yishi.foundation.loops.take import carry

        self.inner.append(carry(self.work, step, record, actors.system(self.organ), given))

    def all(self) -> Iterable[Act]:
        """This act and those that followed from it."""
        yield self
        for inner in self.inner:
            yield from inner.all()

    def entry(self) -> NewEntry:
        """What the journal keeps of it."""
        pack = self.pack
        rule = pack.rule(self.step.law) if pack else None
        law = str(rule.citation) if rule and rule.citation else (pack.title if rule and pack else self.step.law)
        return NewEntry(
            organ_id=self.organ.pk, actor=self.actor, day=self.day, matter_id=self.matter.pk, room=self.step.loop.room,
            step=self.step.code, law=law, before=self.before, after=self.matter.state, said=self.said, sealed=self.step.sealed,
        )  # fmt: skip
