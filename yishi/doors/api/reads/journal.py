"""The journal of a suggestion's family or of an activity, as far as this reader may see it.

Entries are always shown, so that nobody is told of a history with gaps; what was said in them is held back where it is
not for this reader: sealed evaluations, what a deputy wrote before he submitted it, drafts of answers, a unit's
asks, co-handlers' opinions, contact numbers.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from ninja import Router
from pydantic import BaseModel, Field

from yishi import rooms
from yishi.doors.api.asking import as_page
from yishi.doors.api.auth import Request
from yishi.doors.api.problems import ONE, problems
from yishi.doors.api.reads.packs import kept
from yishi.doors.api.reads.suggestions import one
from yishi.doors.api.types import PathKey
from yishi.doors.parts.activity import page_of
from yishi.foundation.files import recorded
from yishi.foundation.journal.lists import Line, lines, of_matters
from yishi.foundation.loops.refusals import NotFound
from yishi.foundation.matters.models import Matter
from yishi.rooms.activities import lists as activities
from yishi.rooms.suggestions import lists
from yishi.rooms.suggestions.models import Promise, Suggestion
from yishi.rooms.suggestions.sight import PHONES, Reader

router = Router(tags=["journal"])


class EntryOut(BaseModel):
    """One thing done. `actor` and `said` are empty where `hidden` or `erased` is true."""

    seq: int
    day: dt.date
    at: dt.datetime
    matter: int
    step: str
    title: str
    actor: str
    role: str
    law: str
    before: str
    after: str
    said: dict[str, Any]
    hidden: bool = Field(description="内容不对您公开")
    erased: bool = Field(description="内容已依法删除")
    hash: str


class JournalOut(BaseModel):
    """The journal of a family."""

    entries: list[EntryOut]


@router.get("/journal/{int:matter}", response={200: JournalOut, **problems(ONE)}, operation_id="get_journal")
def get_journal(request: Request, matter: PathKey) -> JournalOut:
    """What was done on a suggestion and its parts (or on one part), or on an activity and what stands beside activities,
    in order, by whom and under which article."""
    row = Matter.objects.filter(pk=matter, organ=request.auth.organ).first()
    if row is None:
        raise NotFound()
    return _of_activity(request, row) if row.room == "activities" else _of_suggestion(request, row)


def _of_activity(request: Request, row: Matter) -> JournalOut:
    if row.kind == "activity":
        open_to_him = page_of(as_page(request, None), row.pk).inside
    else:
        open_to_him = request.auth.has(*activities.ALL_SEEING)
    if not open_to_him:
        raise NotFound()
    found = lines(of_matters([row.pk]), cleared=True)
    return JournalOut(entries=[_entry(line, hidden=False, phones=False) for line in found])


def _of_suggestion(request: Request, row: Matter) -> JournalOut:
    matter = row.pk
    s, seen = one(request, row.family)
    if not seen.inside:
        raise NotFound()
    units = {h.pk: h.unit_id for h in s.handlings.all()}
    units |= dict(Promise.objects.filter(suggestion=s.pk).values_list("pk", "handling__unit"))
    keys = [s.pk, *units] if matter == s.pk else [matter]
    reader = Reader(seen, units, _cleared(request, s))
    return JournalOut(entries=_shown(of_matters(keys), reader))


def _cleared(request: Request, s: Suggestion) -> frozenset[int]:
    rows = lists.evaluations(request.auth, kept(request.auth.organ, s.matter.pack)).filter(suggestion=s.pk)
    return frozenset(promise or handling for handling, promise in rows.values_list("handling", "promise"))


def _shown(entries: Any, reader: Reader) -> list[EntryOut]:
    found: list[EntryOut] = []
    for entry in entries:
        open_to_him = reader.reads(entry)
        (line,) = lines([entry], cleared=open_to_him)
        found.append(_entry(line, hidden=not open_to_him, phones=reader.phones(entry)))
    return found


def _entry(line: Line, *, hidden: bool, phones: bool) -> EntryOut:
    entry = line.entry
    said = {} if hidden else {name: value for name, value in line.said.items() if phones or name not in PHONES}
    return EntryOut(
        seq=entry.seq, day=entry.day, at=entry.at, matter=entry.matter_id or 0, step=entry.step, title=_title(entry.step),
        actor="" if hidden else line.actor, role=entry.actor_role, law=entry.law, before=entry.before, after=entry.after, said=said,
        hidden=hidden, erased=line.erased, hash=entry.hash,
    )  # fmt: skip


def _title(code: str) -> str:
    kind, _dot, name = code.partition(".")
    loop = rooms.loops().get(kind)
    return str(loop.steps[name].title if loop and name in loop.steps else recorded.STEPS.get(code, code))
