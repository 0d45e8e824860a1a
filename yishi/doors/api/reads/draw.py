"""Rows of the room as schemas."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from yishi.doors.api.reads.clocks import NOTHING, Owed
from yishi.doors.api.reads.packs import answer_kind
from yishi.doors.api.reads.shapes import (
    AnswerOut,
    Named,
    PartBrief,
    PartLine,
    Plan,
    PromiseLine,
    SignerOut,
    State,
    SuggestionLine,
    SuggestionOut,
)
from yishi.foundation.law.pack import Pack
from yishi.rooms.suggestions.models import Answer, Handling, Promise, Signer, Suggestion
from yishi.rooms.suggestions.sight import Sight

Owing = Mapping[int, Owed]

OWN = (
    "situation", "proposals", "research", "may_publish", "registered_on", "assigned_on", "answered_on", "stage", "exit_ground",
    "exit_note", "side", "hard", "withdrawal_asked_on", "key_on", "key_handled_by", "key_supervised_by", "followed_until",
    "good_on", "solved_on", "publicity_ground", "higher_organ",
)  # fmt: skip
OFFICE_WORDS = {
    "research": "", "stage": 0, "exit_ground": "", "exit_note": "", "side": "", "withdrawal_asked_on": None, "publicity_ground": "",
}  # fmt: skip
"""What those who only read what is published get instead."""


def named(row: Any) -> Named | None:
    """A row by its key and words, if there is one."""
    return None if row is None else Named(id=row.pk, name=str(row))


def _named(row: Any) -> Named:
    return Named(id=row.pk, name=str(row))


def state_of(row: Suggestion | Handling | Promise) -> State:
    """Where it stands."""
    code = row.matter.state
    return State(code=code, name=str(type(row).State(code).label))


def line(s: Suggestion, units: list[Handling], owed: Owed = NOTHING) -> SuggestionLine:
    """A suggestion in a list; `owed` only for those who may see its periods."""
    order = {Handling.Part.LEAD: 0, Handling.Part.SEPARATE: 1, Handling.Part.CO: 2}
    standing = sorted((h for h in units if not h.superseded), key=lambda h: (order[Handling.Part(h.part)], h.pk))
    return SuggestionLine(
        id=s.pk, number=s.matter.number, title=s.matter.title, state=state_of(s), version=s.matter.version, lead=named(s.lead),
        units=[_named(h.unit) for h in standing], topic=named(s.topic), when=s.when, session=named(s.session),
        submitted_on=s.submitted_on, due_on=owed.due_on, overdue=owed.overdue, key=s.key_on is not None, published_on=s.published_on,
    )  # fmt: skip


def whole(s: Suggestion, short: SuggestionLine, seen: Sight, **lists: Any) -> SuggestionOut:
    """A suggestion's own page; `lists` are its signers, parts, promises and periods as this reader sees them."""
    own = {name: getattr(s, name) for name in OWN}
    if not seen.inside:
        own |= OFFICE_WORDS
    elif not s.exit_ground and not seen.office:
        own["exit_note"] = ""  # of a secret matter: where its paper is kept
    return SuggestionOut(
        **dict(short), **own, **lists, closed_on=s.matter.closed_on, pack=s.matter.pack, term=named(s.term),
        source=State(code=s.source, name=str(Suggestion.Source(s.source).label)), grouping=named(s.grouping),
        committee=named(s.committee), preferred=named(s.preferred) if seen.inside else None, handover=named(s.handover),
        publicity=State(code=s.publicity, name=str(Suggestion.Publicity(s.publicity).label)),
    )  # fmt: skip


def signers(rows: list[Signer], seen: Sight) -> list[SignerOut]:
    """Joint signers; invitations that are not confirmed only the signers themselves see."""
    return [
        SignerOut(
            mandate=_named(row.mandate), invited_on=row.invited_on, confirmed_on=row.confirmed_on, declined_on=row.declined_on,
            agreed_to_withdraw_on=row.agreed_to_withdraw_on if seen.inside else None,
        )
        for row in rows
        if row.confirmed_on or seen.lead or seen.signer
    ]  # fmt: skip


def part_line(h: Handling, owed: Owed = NOTHING) -> PartLine:
    """One unit's part in a list."""
    return PartLine(
        id=h.pk, version=h.matter.version, suggestion=Named(id=h.suggestion_id, name=h.matter.title), unit=_named(h.unit),
        part=State(code=h.part, name=str(Handling.Part(h.part).label)), state=state_of(h), round=h.round, superseded=h.superseded,
        handed_on=h.handed_on, received_on=h.received_on, answered_on=h.answered_on, due_on=owed.due_on, overdue=owed.overdue,
    )  # fmt: skip


def part(h: Handling, seen: Sight, owing: Owing, pack: Pack | None) -> PartBrief:
    """One unit's part with its answers."""
    works = seen.works(h.unit_id) or seen.lead
    return PartBrief(
        **dict(part_line(h, owing.get(h.pk, NOTHING) if seen.inside else NOTHING)), task=h.task if seen.inside else "",
        leader=h.leader if works else "", undertaker=h.undertaker if works else "", phone=h.phone if seen.phones(h.unit_id) else "",
        answers=[answer(row, pack) for row in h.replies.all() if row.sent_on or seen.own(h.unit_id)],
    )  # fmt: skip


def answer(row: Answer, pack: Pack | None) -> AnswerOut:
    """An answer."""
    return AnswerOut(
        id=row.pk, round=row.round, kind=answer_kind(pack, row.kind), text=row.text, reason=row.reason, reported=row.reported,
        plans=[Plan(what=plan["what"], due=plan["due"]) for plan in row.plans], number=row.number, drafted_on=row.drafted_on,
        signed_on=row.signed_on, sent_on=row.sent_on, may_publish=row.may_publish,
    )  # fmt: skip


def promise_line(p: Promise, owed: Owed = NOTHING) -> PromiseLine:
    """A promise in a list."""
    return PromiseLine(
        id=p.pk, version=p.matter.version, suggestion=Named(id=p.suggestion_id, name=p.suggestion.matter.title),
        unit=_named(p.handling.unit), title=p.matter.title, state=state_of(p), due_on=p.due_on, done_on=p.done_on, result=p.result,
        reports_made=p.reports_made, overdue=owed.overdue,
    )  # fmt: skip
