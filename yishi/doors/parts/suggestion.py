"""A suggestion's page as any signed-in door shows it: what this reader may see of it, and what he may do.

The whole family is read in a dozen queries, whatever its size. Contacts, opinions, requests, oversight and evaluations
stand in the thread as the journal has them; they are not read a second time from their own tables.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.http import urlencode

from yishi import rooms
from yishi.doors.look.cards import ClockCard, Step, ThreadItem
from yishi.doors.look.states import Kind
from yishi.doors.parts import lineage
from yishi.doors.parts import matter as drawing
from yishi.doors.parts.buttons import Button, buttons, primary
from yishi.doors.parts.files import Box, box_of
from yishi.doors.parts.taking import scope_of
from yishi.doors.parts.who import Request, door_of
from yishi.foundation.clocks.models import Clock, Pause
from yishi.foundation.files import recorded
from yishi.foundation.files.models import Attachment
from yishi.foundation.journal.models import Entry
from yishi.foundation.law.choices import UnitSees
from yishi.foundation.law.pack import Pack
from yishi.foundation.loops.act import Scope
from yishi.foundation.loops.loading import lazily
from yishi.foundation.loops.refusals import NotFound
from yishi.foundation.matters.models import Link, Matter
from yishi.foundation.people.actors import Actor
from yishi.foundation.people.models import RoleCode
from yishi.foundation.prepared.select import Prepared
from yishi.rooms.suggestions import folders, lists
from yishi.rooms.suggestions.loop import given
from yishi.rooms.suggestions.models import Answer, CarryOver, Handling, Mark, Promise, Signer, Suggestion
from yishi.rooms.suggestions.notices import CLOCKS
from yishi.rooms.suggestions.sight import Reader, Sight, marked, sight

TOLD_ELSEWHERE = {"handling.hand"}
"""The hand-over of the whole says it already."""
OF_THE_UNIT = {"handling.draft_answer", "handling.redraft", *recorded.STEPS}
OVER = (Kind.DONE, Kind.ENDED)
"""Marks of clocks that run no longer."""
READERS_OF_THE_JOURNAL = (RoleCode.OFFICE, RoleCode.LEADER, RoleCode.AUDITOR)
WRITTEN = {Handling.State.DRAFTED, Handling.State.SIGNED}


@dataclass
class Part:
    """One unit's part, as shown: drafts of answers only to the unit itself, its number to those who need it."""

    handling: Handling
    answers: list[Answer]
    buttons: list[Button]
    inner: bool
    phone: bool


class Page:
    """Everything the template asks for; each query once, and none for what is not there."""

    def __init__(self, request: Request, s: Suggestion) -> None:
        self.request, self.suggestion, self.actor = request, s, request.actor
        self.scope: Scope = scope_of(request, s)
        self.family = _family(s)
        if self.actor.has(RoleCode.OFFICE) and any(row.state == Handling.State.EVALUATED for row in self.family):
            _evaluated(s, self.family)

    @property
    def pack(self) -> Pack | None:
        """The rule pack it began under."""
        return self.scope.pack

    def _scope(self, record: Any) -> Scope:
        return Scope(self.actor, self.scope.day, record, self.pack)

    @cached_property
    def parts(self) -> list[Part]:
        """Units' parts with what the reader may do on each, the standing ones first."""
        loop = rooms.loops()["handling"]
        found: list[Handling] = sorted(
            self.suggestion.handlings.all(), key=lambda h: (h.superseded, h.part != Handling.Part.LEAD, h.pk)
        )
        return [
            Part(
                h,
                self._answers(h),
                buttons(self.request, loop, h, self._scope(h), on=str(h.unit)),
                inner=self.sight.works(h.unit_id),
                phone=self.sight.phones(h.unit_id),
            )
            for h in found
        ]

    def _answers(self, h: Handling) -> list[Answer]:
        mine = h.unit_id in self.actor.units(RoleCode.LIAISON, RoleCode.HEAD)
        found = [answer for answer in h.replies.all() if answer.sent_on or mine]
        for answer in found:
            kind = given.answer_class(self.pack, answer.kind)
            answer.label = kind.shown if kind else answer.kind  # type: ignore[attr-defined]  # for the template
        return found

    @cached_property
    def promises(self) -> list[tuple[Promise, list[Button]]]:
        """Promises with what the reader may do on each."""
        loop = rooms.loops()["promise"]
        found = [row.promise for row in self.family if row.kind == "promise"]
        for p in found:
            p.suggestion = self.suggestion
        return [(p, buttons(self.request, loop, p, self._scope(p), on=p.matter.title)) for p in found]

    @cached_property
    def sight(self) -> Sight:
        """What the reader is towards this suggestion."""
        return sight(self.actor, self.suggestion)

    @cached_property
    def entries(self) -> list[Entry]:
        """The journal of the whole family; nothing of it to those who only read what is published."""
        keys = [self.suggestion.pk, *(row.pk for row in self.family)]
        return _ENTRIES(keys) if self.sight.inside else []

    @property
    def stepper(self) -> list[Step]:
        """The way of the suggestion itself."""
        own = [entry for entry in self.entries if entry.matter_id == self.suggestion.pk]
        return drawing.stepper(own, rooms.loops()["suggestion"], self.suggestion.matter.state)

    @cached_property
    def thread(self) -> list[ThreadItem]:
        """What was said and done. Words that are not for this reader are left out with a word on why; the drafting of an
        answer is its unit's own business and not shown at all."""
        parts = {row.pk: row.handling if row.kind == "handling" else row.promise.handling for row in self.family}
        units = {pk: part.unit_id for pk, part in parts.items()}
        reader = Reader(self.sight, units, self._cleared())
        found = []
        for entry in self.entries:
            reads = reader.reads(entry)
            if entry.step in TOLD_ELSEWHERE or (entry.step in OF_THE_UNIT and not reads):
                continue
            found.append(drawing.item(entry, reads=reads, phones=reader.phones(entry)))
        return found

    def _cleared(self) -> frozenset[int]:
        """Matters whose single evaluations the reader sees: the office and the evaluator all, a unit its own where the
        deputy sends it the form (`lists.evaluations`)."""
        if self.sight.office or self.sight.lead:
            return frozenset(row.pk for row in self.family)
        said = self.pack.choices.unit_sees if self.pack else None
        if said is None or said.value != UnitSees.FORM_SENT:
            return frozenset()
        return frozenset(
            row.pk
            for row in self.family
            if self.sight.own(row.handling.unit_id if row.kind == "handling" else row.promise.handling.unit_id)
        )

    @cached_property
    def clocks(self) -> list[ClockCard]:
        """All clocks of the family."""
        if not self.sight.inside:
            return []
        own = [row for rows in self.suggestion.family_clocks.values() for row in rows]  # type: ignore[attr-defined]
        return drawing.cards(own, self.pack, {kind: str(word) for kind, word in CLOCKS.items()})

    @property
    def clocks_running(self) -> list[ClockCard]:
        """What is still owed."""
        return [card for card in self.clocks if card.state not in OVER]

    @property
    def clocks_over(self) -> list[ClockCard]:
        """What was met or stopped; folded away, for it wants nothing any more."""
        return [card for card in self.clocks if card.state in OVER]

    @property
    def journal_url(self) -> str:
        """The journal of this matter, at the desk, for those who prove it; what has no number is not looked up there."""
        number = self.suggestion.matter.number
        if not number or door_of(self.request) != "desk" or not self.actor.has(*READERS_OF_THE_JOURNAL):
            return ""
        return f"{reverse('desk:record_home')}?{urlencode({'matter': number})}"

    @cached_property
    def own_buttons(self) -> list[Button]:
        """Steps on the suggestion itself."""
        return buttons(self.request, rooms.loops()["suggestion"], self.suggestion, self.scope)

    @property
    def all_buttons(self) -> list[Button]:
        """Every step offered, those of the parts after those of the whole."""
        found = list(self.own_buttons)
        for part in self.parts:
            found += part.buttons
        for _p, own in self.promises:
            found += own
        return found

    @cached_property
    def first(self) -> Button | None:
        """The one thing to do now."""
        return primary(self.all_buttons)

    @property
    def others(self) -> list[Button]:
        """The rest."""
        return [button for button in self.all_buttons if button is not self.first]

    @cached_property
    def links(self) -> list[tuple[str, Suggestion]]:
        """Other suggestions it belongs with, of those the reader may see."""
        has = self.suggestion.has_links  # type: ignore[attr-defined]  # annotated
        return lineage.links(self.actor, self.suggestion) if has else []

    @cached_property
    def origin(self) -> str:
        """The motion or the messages that it was made from."""
        return lineage.origin(self.suggestion)

    @cached_property
    def carried(self) -> list[CarryOver]:
        """The years into which it, or what was promised on it, was carried."""
        promised = any(row.kind == "promise" and row.promise.carried_into for row in self.family)
        return lineage.carried(self.suggestion) if self.suggestion.carried_into or promised else []

    @cached_property
    def boxes(self) -> dict[int, Box]:
        """The attachments of the suggestion, its parts and promises, by their keys: only what this reader sees or adds.
        One query, and none where there are none."""
        promises = [row.promise for row in self.family if row.kind == "promise"]
        found = folders.of_family(self.actor, self.suggestion, self.sight, promises)
        rows: dict[int, list[Attachment]] = {key: [] for key in found}
        if self.suggestion.has_files:  # type: ignore[attr-defined]  # annotated
            for row in Attachment.objects.filter(matter__in=found).select_related("added_by"):
                rows[row.matter_id] += [row] if found[row.matter_id].shows(row) else []
        made = {key: box_of(self.request, folder, rows[key]) for key, folder in found.items()}
        return {key: box for key, box in made.items() if box.shown}


def _family(s: Suggestion) -> list[Matter]:
    """The suggestion's parts and promises on their rows, with clocks and answers, hung where the loop's guards look for
    them; three queries."""
    rows = _PARTS(s.pk)
    parts = [row.handling for row in rows if row.kind == "handling"]
    lazily(parts, {"asks": {}})
    replies: dict[int, list[Answer]] = {h.pk: [] for h in parts}
    if any(h.answered_on or h.round > 1 or h.matter.state in WRITTEN for h in parts):
        for answer in _ANSWERS(list(replies)):
            replies[answer.handling_id].append(answer)
    clocks = _clocks(s.pk, [row.pk for row in rows])
    for row in rows:
        row.parent = s.matter
        _hang(row, clocks=clocks[row.pk])
    for h in parts:
        h.suggestion = s
        _hang(h, replies=replies[h.pk])
    _hang(s, handlings=parts)
    _hang(s.matter, clocks=clocks[s.pk])
    s.family_clocks = clocks  # type: ignore[attr-defined]  # for the page
    return rows


def _clocks(root: int, parts: list[int]) -> dict[int, list[Clock]]:
    """Clocks by matter; their pauses are read only where there are any."""
    found: dict[int, list[Clock]] = {key: [] for key in (root, *parts)}
    for row in _CLOCKS(root):
        found[row.matter_id].append(row)
        if not row.paused:
            _hang(row, pauses=[])
    return found


_PARTS = Prepared(
    lambda root: (
        Matter.objects.filter(parent=root).select_related("handling__unit", "promise__handling__unit").order_by("pk")
    )
)
_ANSWERS = Prepared(lambda parts: Answer.objects.filter(handling__in=parts))
_CLOCKS = Prepared(
    lambda root: (
        Clock.objects.filter(root=root)
        .select_related("unit", "mandate__person")
        .annotate(paused=Exists(Pause.objects.filter(clock=OuterRef("pk"))))
    )
)
_ENTRIES = Prepared(lambda keys: Entry.objects.filter(matter__in=keys).select_related("body").order_by("seq"))
_SIGNERS = Prepared(lambda root: Signer.objects.filter(suggestion=root).select_related("mandate__person"))


def _evaluated(s: Suggestion, rows: list[Matter]) -> None:
    """Evaluations for those whom guards ask about them: the office, where a part waits for what follows; one query."""
    marks = list(Mark.objects.filter(evaluation__suggestion=s.pk).select_related("evaluation"))
    evaluations = {mark.evaluation_id: mark.evaluation for mark in marks}
    for pk, evaluation in evaluations.items():
        _hang(evaluation, marks=[mark for mark in marks if mark.evaluation_id == pk])
    for row in rows:
        record = row.handling if row.kind == "handling" else row.promise
        key = "handling_id" if row.kind == "handling" else "promise_id"
        _hang(record, evaluations=[each for each in evaluations.values() if getattr(each, key) == row.pk])


def _hang(row: Any, **found: list[Any]) -> None:
    """What was read together takes the place of a prefetch of its own."""
    kept = getattr(row, "_prefetched_objects_cache", {})
    for name, values in found.items():
        rows = getattr(row, name).all()
        rows._result_cache = values
        kept[name] = rows
    row._prefetched_objects_cache = kept


def page_of(request: Request, pk: int) -> Page:
    """The page, or NotFound where the reader may not see the suggestion."""
    actor = request.actor
    s = next(iter(_OF_ORGAN(actor.organ.pk, pk)) if lists.sees_all(actor) else iter(_whole(actor, pk)), None)
    if s is None:
        raise NotFound()
    s.matter.organ = actor.organ
    _hang(s, signers=_SIGNERS(s.pk) if s.has_signers else [])
    return Page(request, s)


def _whole(actor: Actor, pk: int) -> QuerySet[Suggestion]:
    """The suggestion with all that its page names, if the reader may see it."""
    rows = marked(lists.visible(actor).filter(pk=pk), actor)
    return rows.select_related(
        "matter", "lead__person", "grouping", "session__term", "topic", "preferred", "committee", "handover", "term"
    ).annotate(
        has_signers=Exists(Signer.objects.filter(suggestion=OuterRef("pk"))),
        has_links=Exists(Link.objects.filter(Q(origin=OuterRef("pk")) | Q(target=OuterRef("pk")))),
        has_files=Exists(Attachment.objects.filter(Q(matter=OuterRef("pk")) | Q(matter__parent=OuterRef("pk")))),
    )  # fmt: skip


_OF_ORGAN = Prepared(lambda organ, pk: _whole(lists.overseer(organ), pk))
"""The same for whoever sees everything that was handed in: for all of them it is one question."""
