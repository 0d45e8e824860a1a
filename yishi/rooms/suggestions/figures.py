"""What may be counted: the facts of suggestions, derived from their rows alone, so that deriving them again gives the same.

| kind | one for each | day | outcome |
| --- | --- | --- | --- |
| submitted | suggestion handed in | handed in | way of putting forward |
| registered | suggestion filed | filed | |
| turned_away, merged, withdrawn | suggestion that left | left | state it left to |
| split | suggestion made into several (they count, it does not) | split | way of putting forward |
| carried, promise_carried | year into which one was carried | the year's first day, or when it was noted | ground; until closed |
| recorded | suggestion made at a higher congress | made | way of putting forward |
| handed | part handed to a unit | handed over | lead, co, separate |
| handed_back | part taken back | taken back | |
| answered | answer sent | sent | class; tags on_time or late |
| handled_again | further round | sent | |
| evaluated | mark of an evaluation (sealed) | evaluated | grade; tag the question |
| unevaluated | answer never evaluated | closed | |
| promised, promise_kept, promise_failed | promise | made, closed | |
| solved, key, good, published, withheld | suggestion | that day | |
| good_handling | part of a unit | chosen | |
| oversight, look_back | entry of the log | that day | kind, finding; tag before, during, after |
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from yishi.foundation.clocks.models import Clock
from yishi.foundation.clocks.overdue import was_late
from yishi.foundation.facts.rows import FactRow
from yishi.foundation.matters.models import Link
from yishi.foundation.prepared.select import Prepared
from yishi.rooms.suggestions import counted
from yishi.rooms.suggestions.counted import Kinds
from yishi.rooms.suggestions.models import (
    Answer,
    CarryOver,
    Evaluation,
    Handling,
    Mark,
    Oversight,
    Promise,
    Signer,
    Suggestion,
)

LINE = "suggestions"
S = Suggestion.State
LEFT = {
    S.RETURNED: "turned_away",
    S.REFERRED: "turned_away",
    S.LETTER: "turned_away",
    S.INFORMATION: "turned_away",
    S.WITHDRAWN: "withdrawn",
}

UNREAD = ("situation", "proposals", "research", "exit_note")
"""Long texts of a suggestion, which no fact is made of."""
_SUGGESTIONS = Prepared(
    lambda keys: Suggestion.objects.filter(pk__in=keys).select_related("matter", "topic").defer(*UNREAD)
)
_SIGNERS = Prepared(lambda keys: Signer.objects.filter(suggestion__in=keys).exclude(confirmed_on=None))
_HANDLINGS = Prepared(lambda keys: Handling.objects.filter(suggestion__in=keys).select_related("matter"))
_LOG = Prepared(lambda keys: Oversight.objects.filter(suggestion__in=keys))
_CLOCKS = Prepared(lambda keys: Clock.objects.filter(matter__in=keys, kind="reply"))
_ANSWERS = Prepared(lambda keys: Answer.objects.filter(handling__in=keys).exclude(sent_on=None).defer("text"))
_EVALUATIONS = Prepared(lambda keys: Evaluation.objects.filter(handling__in=keys).defer("opinion"))
_MARKS = Prepared(lambda keys: Mark.objects.filter(evaluation__in=keys))
_PROMISES = Prepared(lambda keys: Promise.objects.filter(handling__in=keys).select_related("matter"))
_CARRIED = Prepared(lambda keys: CarryOver.objects.filter(promise__in=keys))


def derive(keys: Sequence[int], kinds: Kinds = counted.ALL) -> Iterable[FactRow]:
    """The facts of these suggestions that are of the parts to which `kinds` belong (`counted.PARTS`); a handful of
    queries for any number, fewer for those not yet handed over."""
    found = [row for row in _SUGGESTIONS(keys) if row.submitted_on]
    if kinds & (counted.PUT_FORWARD | counted.COURSE):
        yield from _own(found, kinds)
    carried = [row for row in found if row.carried_into] if kinds & counted.CARRIED else []
    if carried:
        yield from _carried(carried)
    if kinds & counted.OVERSEEN:
        yield from _overseen({row.pk: row for row in found if row.registered_on and row.matter.state != S.SPLIT})
    handed = {row.pk: row for row in found if row.assigned_on} if kinds & OF_PARTS else {}
    if handed:
        yield from _parts(handed, kinds)


OF_PARTS = counted.HANDED | counted.ANSWERED | counted.EVALUATED | counted.PROMISED


def _grouped(rows: Iterable[Any], key: str) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        found[getattr(row, key)].append(row)
    return found


class _Of:
    """Facts of one suggestion, with what they all share."""

    def __init__(self, s: Suggestion) -> None:
        self.shared = {"line": LINE, "topic": s.topic.code if s.topic else "", "source": s.when, "place": ""}
        self.matter_id = s.pk

    def __call__(self, key: str, kind: str, day: Any, **more: Any) -> FactRow:
        return FactRow(matter_id=self.matter_id, key=key, kind=kind, day=day, **(self.shared | more))


def _own(found: Sequence[Suggestion], kinds: Kinds) -> Iterator[FactRow]:
    if kinds & counted.PUT_FORWARD:
        signers = _grouped(_SIGNERS([row.pk for row in found]), "suggestion_id")
        for row in found:
            yield from _put_forward(row, signers.get(row.pk, []))
    if kinds & counted.COURSE:
        merged = [row.pk for row in found if row.matter.state == S.MERGED]
        links = Link.objects.filter(origin__in=merged, kind=Link.Kind.MERGED) if merged else None
        days = dict(links.values_list("origin", "made_on")) if links is not None else {}
        for row in found:
            if row.matter.state not in ELSEWHERE:
                yield from _course(row, days)


ELSEWHERE = {S.RECORDED: "recorded", S.SPLIT: "split"}
"""States in which a suggestion is not counted as one: it was made at a higher congress, or its parts count."""


def _put_forward(s: Suggestion, signers: list[Signer]) -> Iterator[FactRow]:
    fact, state = _Of(s), s.matter.state
    if state == S.RECORDED:
        yield fact("recorded", "recorded", s.submitted_on, outcome=s.source, persons=_persons(s, []))
        return
    if state == S.SPLIT:
        yield fact("split", "split", s.matter.closed_on, outcome=s.source)
        return
    groups = (s.grouping_id,) if s.grouping_id else ()
    yield fact("submitted", "submitted", s.submitted_on, outcome=s.source, persons=_persons(s, signers), groups=groups)
    if s.good_on:
        yield fact("good", "good", s.good_on, persons=_persons(s, signers))


def _course(s: Suggestion, merged: dict[int, Any]) -> Iterator[FactRow]:
    fact, state = _Of(s), s.matter.state
    for name, day in (
        ("registered", s.registered_on),
        ("key", s.key_on),
        ("solved", s.solved_on),
        ("published", s.published_on),
    ):
        if day:
            yield fact(name, name, day)
    if state in LEFT and s.matter.closed_on:
        yield fact(
            "left", LEFT[S(state)], s.matter.closed_on, outcome=state, tags=(s.exit_ground,) if s.exit_ground else ()
        )
    if state == S.MERGED:
        yield fact("left", "merged", merged[s.pk])
    if s.publicity == Suggestion.Publicity.WITHHELD and s.answered_on:
        yield fact("withheld", "withheld", s.answered_on)


def _persons(s: Suggestion, signers: list[Signer]) -> tuple[tuple[int, str], ...]:
    lead = ((s.lead_id, "lead"),) if s.lead_id else ()
    return (*lead, *((signer.mandate_id, "joint") for signer in signers))


def _overseen(registered: dict[int, Suggestion]) -> Iterator[FactRow]:
    for row in _LOG(list(registered)):
        kind = "look_back" if row.kind == Oversight.Kind.LOOK_BACK else "oversight"
        yield _Of(registered[row.suggestion_id])(
            f"{kind}/{row.pk}", kind, row.day, outcome=row.found or row.kind, measure="次",
            tags=(row.phase,) if row.phase else (),
        )  # fmt: skip


def _carried(carried: Sequence[Suggestion]) -> Iterator[FactRow]:
    """The stock that a year began with. What was closed before the year came was not carried into it."""
    of = {row.pk: _Of(row) for row in carried}
    for row in CarryOver.objects.filter(suggestion__in=of, promise=None).select_related("suggestion__matter"):
        begins, ends = max(row.day, dt.date(row.year, 1, 1)), row.suggestion.matter.closed_on
        if ends is None or ends >= begins:
            yield of[row.suggestion_id](f"carried/{row.year}", "carried", begins, outcome=row.ground, until=ends)


def _promises_carried(fact: _Of, p: Promise, carried: Sequence[CarryOver], unit: int) -> Iterator[FactRow]:
    for row in carried:
        begins, ends = max(row.day, dt.date(row.year, 1, 1)), p.matter.closed_on
        if ends is None or ends >= begins:
            yield fact(
                f"promise_carried/{p.pk}/{row.year}", "promise_carried", begins, unit_id=unit, outcome=row.ground,
                until=ends, measure="项",
            )  # fmt: skip


def _parts(handed: dict[int, Suggestion], kinds: Kinds) -> Iterator[FactRow]:
    facts = {pk: _Of(s) for pk, s in handed.items()}
    handlings = {row.pk: row for row in _HANDLINGS(list(handed))}
    if kinds & counted.HANDED:
        for h in handlings.values():
            yield from _handed(facts[h.suggestion_id], h)
    if not any(h.answered_on or h.round > 1 for h in handlings.values()):
        return
    if kinds & counted.ANSWERED:
        yield from _answers(facts, handlings)
    if kinds & counted.EVALUATED:
        yield from _evaluations(facts, handlings)
    if kinds & counted.PROMISED:
        yield from _promises(facts, handlings)


def _handed(fact: _Of, h: Handling) -> Iterator[FactRow]:
    yield fact(f"handed/{h.pk}", "handed", h.handed_on, unit_id=h.unit_id, outcome=h.part)
    if h.matter.state == Handling.State.HANDED_BACK and h.matter.closed_on:
        yield fact(f"handed_back/{h.pk}", "handed_back", h.matter.closed_on, unit_id=h.unit_id)
    if h.good_on:
        yield fact(f"good_handling/{h.pk}", "good_handling", h.good_on, unit_id=h.unit_id)
    if h.unevaluated and h.matter.closed_on:
        yield fact(f"unevaluated/{h.pk}", "unevaluated", h.matter.closed_on, unit_id=h.unit_id)


def _answers(facts: dict[int, _Of], handlings: dict[int, Handling]) -> Iterator[FactRow]:
    clocks = {(row.matter_id, row.round): row for row in _CLOCKS(list(handlings))}
    for answer in _ANSWERS(list(handlings)):
        h = handlings[answer.handling_id]
        clock = clocks.get((h.pk, answer.round))
        late = ("late" if was_late(clock) else "on_time",) if clock else ()
        kind = "answered" if answer.round == 1 else "handled_again"
        yield facts[h.suggestion_id](
            f"{kind}/{h.pk}/{answer.round}", kind, answer.sent_on, unit_id=h.unit_id, outcome=answer.kind, tags=late
        )


def _evaluations(facts: dict[int, _Of], handlings: dict[int, Handling]) -> Iterator[FactRow]:
    rows = _EVALUATIONS(list(handlings))
    marks = _grouped(_MARKS([row.pk for row in rows]), "evaluation_id")
    for row in rows:
        of = "promise" if row.promise_id else "answer"
        for mark in marks[row.pk]:
            yield facts[row.suggestion_id](
                f"evaluated/{row.pk}/{mark.question}", "evaluated", row.day, unit_id=handlings[row.handling_id].unit_id,
                outcome=mark.grade, tags=(f"of_{of}", f"q_{mark.question}", f"round_{row.round}"), sealed=True,
            )  # fmt: skip


def _promises(facts: dict[int, _Of], handlings: dict[int, Handling]) -> Iterator[FactRow]:
    ends = {Promise.State.KEPT: "promise_kept", Promise.State.FAILED: "promise_failed"}
    rows = _PROMISES(list(handlings))
    carried = _grouped(_CARRIED([row.pk for row in rows if row.carried_into]), "promise_id")
    for row in rows:
        unit = handlings[row.handling_id].unit_id
        yield facts[row.suggestion_id](
            f"promised/{row.pk}", "promised", row.matter.opened_on, unit_id=unit, measure="项"
        )
        yield from _promises_carried(facts[row.suggestion_id], row, carried.get(row.pk, []), unit)
        if row.matter.state in ends and row.matter.closed_on:
            end = ends[Promise.State(row.matter.state)]
            yield facts[row.suggestion_id](f"{end}/{row.pk}", end, row.matter.closed_on, unit_id=unit, measure="项")
