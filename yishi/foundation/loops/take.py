"""Taking steps: the only way a matter changes.

In one transaction: lock the family's root and the matter, check that the actor may, the version that he saw, the
state, the guards and what was given; run the step; save matters, rooms' rows, clocks, facts, notices; write the
journal last. One step is a batch of one, so that a batch has the same checks and the same history.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db import OperationalError, transaction
from django.utils.translation import gettext as _

from yishi.foundation import clock, language
from yishi.foundation.loops import save
from yishi.foundation.loops.act import Act, Scope, Work
from yishi.foundation.loops.forms import clean
from yishi.foundation.loops.locking import lock
from yishi.foundation.loops.refusals import Busy, Changed, Invalid, NotAllowed, NotFound, Refused, WrongState, is_busy
from yishi.foundation.loops.steps import NEW, SYSTEM, Step
from yishi.foundation.loops.stood import checked
from yishi.foundation.matters.models import Matter
from yishi.foundation.people.actors import Actor
from yishi.foundation.prepared.objects import fresh


@dataclass(frozen=True)
class Outcome:
    """A step that was taken: the matter as it now stands."""

    pk: int
    state: str
    version: int
    record: Any


@dataclass
class Batch:
    """What became of each of many: `done` in order, `refused` with the sentence for each key (or row number)."""

    done: list[Outcome] = field(default_factory=list)
    refused: dict[int, Refused] = field(default_factory=dict)


def take(
    step: Step,
    pk: int,
    actor: Actor,
    data: Mapping[str, Any] | None = None,
    *,
    version: int | None = None,
    given: Mapping[str, Any] | None = None,
    day: dt.date | None = None,
) -> Outcome:
    """Take `step` on the matter `pk`.

    `data` is what a page, the API or a sheet gave, and is checked; `given` is what code gives, already of the right
    types. `version` is the one that the page saw. `day` is when it happened, today if not said.
    Raises a `Refused` with the sentence for the user; then nothing was changed.
    """
    with _work(actor, day) as work:
        record = lock(work, step, [pk]).get(pk)
        if record is None:
            raise NotFound()
        act = _tried(work, step, record, data, given, version)
        _saved(work, [act])
        return _outcome(act)


def take_many(
    step: Step,
    pks: Sequence[int],
    actor: Actor,
    data: Mapping[str, Any] | None = None,
    *,
    versions: Mapping[int, int] | None = None,
    given: Mapping[str, Any] | None = None,
    day: dt.date | None = None,
    all_or_nothing: bool = False,
) -> Batch:
    """Take `step` on many matters with one write of each kind; those refused are named and the others go through,
    unless `all_or_nothing`. The number of queries does not grow with the number of matters."""
    batch = Batch()
    with _work(actor, day) as work:
        records = lock(work, step, pks)
        acts = []
        for pk in dict.fromkeys(pks):
            as_they_stood = _standing(records.get(pk))
            try:
                if pk not in records:
                    raise NotFound()
                acts.append(_tried(work, step, records[pk], data, given, (versions or {}).get(pk)))
            except Refused as refusal:
                batch.refused[pk] = refusal
                for matter, stood in as_they_stood:
                    matter.__dict__.update(stood)
        if all_or_nothing and batch.refused:
            return batch
        _saved(work, acts)
        batch.done = [_outcome(act) for act in acts]
    return batch


def _standing(record: Any) -> list[tuple[Matter, dict[str, Any]]]:
    """The matter and its parent as they stand: others of the batch look at them, so a refused step undoes its own."""
    matters = (record.matter, record.matter.parent) if record is not None else ()
    return [(matter, dict(matter.__dict__)) for matter in matters if matter is not None]


def create(
    step: Step,
    actor: Actor,
    data: Mapping[str, Any] | None = None,
    *,
    given: Mapping[str, Any] | None = None,
    day: dt.date | None = None,
) -> Outcome:
    """Open a new matter by a step from NEW."""
    with _work(actor, day) as work:
        act = _opened(work, step, actor, data, given)
        _saved(work, [act])
        return _outcome(act)


def create_many(
    step: Step,
    actor: Actor,
    rows: Sequence[Mapping[str, Any]],
    *,
    days: Sequence[dt.date] | None = None,
    all_or_nothing: bool = True,
    found: dict[Any, Any] | None = None,
) -> Batch:
    """Open a matter for each row of already checked values; refusals are named by row number from 0.

    `days` says when each happened, one for every row; notices go to those who are in office today. `found` is what was
    looked up already, for batches that follow one another. Raises ValueError when there are not as many days as rows."""
    if days is not None and len(days) != len(rows):
        raise ValueError(f"{len(days)} days for {len(rows)} rows")
    batch, acts, blank = Batch(), [], step.loop.model()
    with _work(actor, None, found) as work:
        for at, given in enumerate(rows):
            try:
                acts.append(_opened(work, step, actor, None, given, days[at] if days else None, blank))
            except Refused as refusal:
                batch.refused[at] = refusal
        if all_or_nothing and batch.refused:
            return batch
        _saved(work, acts)
        batch.done = [_outcome(act) for act in acts]
    return batch


def begin(
    work: Work,
    step: Step,
    actor: Actor,
    *,
    given: Mapping[str, Any],
    parent: Matter | None = None,
    on: dt.date | None = None,
) -> Act:
    """A new matter in hand, not yet saved; a part keeps its parent's rule pack. `on` is its day, if not the work's."""
    day = on or work.day
    found = None if parent else work.pack_on(day)
    pack = parent.pack if parent else (found.ref if found else "")
    matter = fresh(
        Matter, organ_id=actor.organ.pk, room=step.loop.room, kind=step.loop.kind, state=NEW, version=0, pack=pack, opened_on=day,
        touched_at=work.at,
    )  # fmt: skip
    matter.organ, matter.parent = actor.organ, parent
    record: Any = fresh(step.loop.model)
    record.matter = matter
    return _run(Act(work, step, record, NEW, actor, on=on), given)


def carry(work: Work, step: Step, record: Any, actor: Actor, given: Mapping[str, Any]) -> Act:
    """A step that follows from another in the same work."""
    _check(step, record, actor)
    return _run(Act(work, step, record, record.matter.state, actor), given)


def offered(step: Step, scope: Scope) -> str | None:
    """None if the actor could take the step now; otherwise the sentence why not. For buttons."""
    try:
        _check(step, scope.record, scope.actor)
        _guard(step, scope)
    except Refused as refusal:
        return refusal.sentence
    return None


@contextmanager
def _work(actor: Actor, day: dt.date | None, found: dict[Any, Any] | None = None) -> Iterator[Work]:
    """A transaction around the work; a database taken by others becomes a sentence."""
    today = clock.today()
    if day is not None and day > today:
        raise Refused(_("办理日期不能晚于今天。"))
    try:
        with transaction.atomic():
            yield Work(actor, day or today, found={} if found is None else found)
    except OperationalError as error:
        if is_busy(error):
            raise Busy() from error
        raise


def _tried(
    work: Work,
    step: Step,
    record: Any,
    data: Mapping[str, Any] | None,
    given: Mapping[str, Any] | None,
    version: int | None,
) -> Act:
    actor = work.actor
    if not step.allows(actor, record):
        raise NotAllowed(_("您的角色不能办理“%(step)s”。如确需办理，请联系本机关的系统管理员。") % {"step": step.title})
    if version is not None and record.matter.version != version:
        raise Changed()
    _check(step, record, actor)
    act = Act(work, step, record, record.matter.state, actor)
    scope = act.scope()
    _guard(step, scope)
    return _run(act, clean(step, scope, data or {}) if given is None else given)


def _opened(
    work: Work,
    step: Step,
    actor: Actor,
    data: Mapping[str, Any] | None,
    given: Mapping[str, Any] | None,
    on: dt.date | None = None,
    blank: Any = None,
) -> Act:
    """`blank` stands for what is not there yet; one does for a whole batch."""
    if on is not None and on > clock.today():
        raise Refused(_("办理日期不能晚于今天。"))
    blank = blank or step.loop.model()
    if not step.opens or not step.allows(actor, blank):
        raise NotAllowed(_("您的角色不能办理“%(step)s”。如确需办理，请联系本机关的系统管理员。") % {"step": step.title})
    day = on or work.day
    scope = Scope(actor, day, blank, work.pack_on(day), work.found)
    _guard(step, scope)
    return begin(work, step, actor, given=clean(step, scope, data or {}) if given is None else given, on=on)


def _check(step: Step, record: Any, actor: Actor) -> None:
    state = record.matter.state
    if not (step.allows(actor, record) or (actor.kind == "system" and SYSTEM in step.by)):
        raise NotAllowed(_("您的角色不能办理“%(step)s”。") % {"step": step.title})
    if state not in step.sources:
        now = step.loop.states(state).label
        raise WrongState(
            _("本件现为“%(now)s”，不能办理“%(step)s”。请刷新页面查看最新情况。") % {"now": now, "step": step.title}
        )


def _guard(step: Step, scope: Scope) -> None:
    for guard in step.guards:
        sentence = guard(scope.record, scope)
        if sentence:
            raise Refused(sentence)


def _run(act: Act, given: Mapping[str, Any]) -> Act:
    step = act.step
    values = step.defaults | dict(given)
    missing = [name for name in step.inputs if name not in values]
    if missing:
        raise Invalid({name: [_("请填写“%(label)s”。") % {"label": step.inputs[name].label}] for name in missing})
    chosen = _told(act, values)
    matter = act.matter
    targets = step.leads(act.before)
    if chosen is None and len(targets) > 1:
        raise TypeError(f"{step.code} leads to several states and chose none")
    state = chosen or targets[0]
    if state not in targets:
        raise TypeError(f"{step.code} cannot lead to {state}")
    matter.state = state
    if not step.quiet:
        matter.version, matter.touched_at = matter.version + 1, act.work.at
    _valid(act)
    return act


@language.in_that_of_records(Refused)
def _told(act: Act, values: Mapping[str, Any]) -> str | None:
    """Run the step's function; journal, notices and grounds are written in the language of records."""
    step, scope = act.step, act.scope()
    act.said = {
        name: step.inputs[name].said(value, scope)
        for name, value in values.items()
        if value not in (None, "", (), [], False)
    }
    chosen: str | None = step.run(act.record, act, **values)
    return chosen


@language.in_that_of_records()
def _saved(work: Work, acts: Sequence[Act]) -> None:
    save.save(work, acts)


def _valid(act: Act) -> None:
    """The rows themselves must hold, in what was changed of them; what points elsewhere is the database's to check."""
    try:
        for row in (act.matter, act.record, *act.added, *act.changed):
            wanted = act.work.stood.changed(row, checked(type(row)))  # type: ignore[arg-type]  # a class can be told from another
            row.clean_fields(exclude={column.name for column in row._meta.fields}.difference(wanted))
            row.clean()
    except ValidationError as error:
        raise Invalid(error.message_dict if hasattr(error, "error_dict") else {"__all__": error.messages}) from error


def _outcome(act: Act) -> Outcome:
    return Outcome(act.matter.pk, act.matter.state, act.matter.version, act.record)
