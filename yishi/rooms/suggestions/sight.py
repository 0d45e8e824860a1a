"""Which parts of a suggestion a reader sees. That he may read it at all, and whether it concerns him, the room's
`lists` decides.

| reader | sees |
| --- | --- |
| anyone, once it is published | suggestion, units, answers sent |
| lead signer, joint signers, those whose own was merged into it | besides: periods, talks, reports on promises, their journal |
| a handling unit | besides: co-handlers' opinions; of its own part asks, drafts and contact numbers too |
| the organ's and offices' staff | everything but unsent drafts, contact numbers (office only) and sealed evaluations |
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import BooleanField, Case, QuerySet, Value, When

from yishi.foundation.files import recorded
from yishi.foundation.journal.models import Entry
from yishi.foundation.people.actors import Actor
from yishi.foundation.people.models import RoleCode
from yishi.rooms.suggestions.lists import ALL_SEEING, COORDINATED, UNIT_ROLES, concerning
from yishi.rooms.suggestions.models import Handling, Signer, Suggestion

UNIT_ONLY = {"handling.draft_answer", "handling.redraft"}
UNIT_AND_STAFF = {
    "handling.receive", "handling.ask_hand_back", "handling.agree_hand_back", "handling.refuse_hand_back",
    "handling.ask_extension", "handling.grant_extension", "handling.refuse_extension",
}  # fmt: skip
UNITS_AND_STAFF = {"handling.give_opinion", "handling.ask_again"}
OF_WRITERS = frozenset(recorded.STEPS)
"""Files of a part or promise come and go as its draft does; what has gone out is seen in its folder."""
STAFF_ONLY = {"suggestion.pass_review", "suggestion.register_secret"}
PHONES = {"phone"}
"""Steps whose words are for the unit itself, for it and the staff, for all units and the staff, for the staff."""


def marked(rows: QuerySet[Suggestion], actor: Actor) -> QuerySet[Suggestion]:
    """The same rows, each knowing whether it concerns the actor."""
    yes = When(concerning(actor), then=Value(True))
    return rows.annotate(concerns=Case(yes, default=Value(False), output_field=BooleanField()))


@dataclass(frozen=True)
class Sight:
    """What one actor is towards one suggestion."""

    inside: bool
    """Is he more than a reader of what is published?"""
    office: bool
    staff: bool
    lead: bool
    signer: bool
    units: frozenset[int]
    """Handling units of the suggestion for which he answers."""

    @property
    def member(self) -> bool:
        """Does it concern him as a deputy or member?"""
        return self.inside and not self.staff and not self.units

    def own(self, unit_id: int) -> bool:
        """Is it his unit's part?"""
        return unit_id in self.units

    def works(self, unit_id: int) -> bool:
        """Does he see how a unit's part is worked on: asks to hand back or for time, who undertakes it?"""
        return self.staff or self.own(unit_id)

    def phones(self, unit_id: int) -> bool:
        """Does he see the contact number of a unit's part?"""
        return self.office or self.lead or self.own(unit_id)


def sight(actor: Actor, s: Suggestion) -> Sight:
    """By what is loaded: `marked` rows with their signers, and their handlings with units."""
    signers: Iterable[Signer] = s.signers.all()
    parts: list[Handling] = list(s.handlings.all())
    inside = bool(s.concerns)  # type: ignore[attr-defined]  # `marked` put it there
    return Sight(
        inside=inside,
        office=inside and actor.has(RoleCode.OFFICE) and s.matter.state != Suggestion.State.DRAFT,
        staff=inside and _staff(actor, s, parts),
        lead=s.lead_id in actor.mandates,
        signer=any(row.mandate_id in actor.mandates for row in signers if row.declined_on is None),
        units=actor.units(*UNIT_ROLES) & frozenset(part.unit_id for part in parts),
    )


def _staff(actor: Actor, s: Suggestion, parts: Iterable[Handling]) -> bool:
    if s.matter.state == Suggestion.State.DRAFT:
        return False
    if actor.has(*ALL_SEEING) or (s.committee_id and s.committee_id in actor.groupings(RoleCode.COMMITTEE)):
        return True
    sides = {s.side, *(part.unit.side for part in parts if not part.superseded)}
    return any(actor.has(code) and side in sides for code, side in COORDINATED)


@dataclass(frozen=True)
class Reader:
    """What one reader may read of the entries of one family."""

    seen: Sight
    units: dict[int, int]
    """The unit of each part and promise, by its key."""
    cleared: frozenset[int]
    """Matters whose single evaluations he may see."""

    def reads(self, entry: Entry) -> bool:
        """May he read what was said in it?"""
        seen, unit = self.seen, self.units.get(entry.matter_id or 0, 0)
        if entry.sealed:
            return entry.matter_id in self.cleared
        if entry.step in UNIT_ONLY or (entry.step in OF_WRITERS and unit):
            return seen.own(unit)
        if entry.step in UNIT_AND_STAFF:
            return seen.works(unit)
        if entry.step in UNITS_AND_STAFF:
            return seen.staff or bool(seen.units)
        if entry.step in STAFF_ONLY:
            return seen.staff
        if entry.after == Suggestion.State.DRAFT and entry.step != "suggestion.send_back":
            return seen.lead or seen.signer
        return True

    def phones(self, entry: Entry) -> bool:
        """May he see contact numbers in it?"""
        return self.seen.phones(self.units.get(entry.matter_id or 0, 0))
