"""What others may read of the room. Every page and every door asks here; who may not see a thing does not find it."""

from __future__ import annotations

import datetime as dt

from django.db.models import Q, QuerySet

from yishi.foundation.clocks.models import Clock
from yishi.foundation.clocks.overdue import RUNNING, overdue
from yishi.foundation.law.choices import UnitSees
from yishi.foundation.law.pack import Pack
from yishi.foundation.matters.models import Link
from yishi.foundation.people.actors import Actor, Held
from yishi.foundation.people.models import Organ, RoleCode, Unit
from yishi.rooms.suggestions.models import Evaluation, Handling, Promise, Signer, Suggestion

S = Suggestion.State
ALL_SEEING = (RoleCode.OFFICE, RoleCode.SECRETARIAT, RoleCode.LEADER, RoleCode.SUPERVISOR, RoleCode.AUDITOR)
"""Those whose duty spans the organ. The administrator keeps the machine and reads no suggestions."""
COORDINATED = ((RoleCode.GOVERNMENT_OFFICE, Unit.Side.GOVERNMENT), (RoleCode.PARTY_OFFICE, Unit.Side.PARTY))
WAITING = (S.SUBMITTED, S.REGISTERED, S.EVALUATED)
"""States in which the office has to do something."""
SOON = dt.timedelta(days=7)
UNIT_ROLES = (RoleCode.LIAISON, RoleCode.HEAD)


def visible(actor: Actor) -> QuerySet[Suggestion]:
    """The suggestions that this actor may read, in his organ."""
    # Room and kind say nothing new, but let the database count and sort by the matters' indexes alone.
    mine = Suggestion.objects.filter(matter__organ=actor.organ, matter__room="suggestions", matter__kind="suggestion")
    if actor.kind == "system":
        return mine
    if actor.has(*ALL_SEEING):
        return mine.filter(concerning(actor))  # what is published is no draft, and so seen already
    return mine.filter(Q(publicity=Suggestion.Publicity.PUBLISHED) | concerning(actor))


def sees_all(actor: Actor) -> bool:
    """Whether he reads everything that was handed in, and no draft; who has a seat or leads a group has drafts of his own."""
    return actor.has(*ALL_SEEING) and not actor.mandates and not actor.leads


def overseer(organ: int) -> Actor:
    """Someone who sees just that, to ask in the name of all of them."""
    return Actor(Organ(pk=organ), "account", "", roles=frozenset({Held(RoleCode.OFFICE)}))


def concerning(actor: Actor) -> Q:
    """Those he has to do with: of others he reads only what everyone may, once they are published."""
    seen = Q(pk__in=())
    if actor.has(*ALL_SEEING):
        seen |= ~Q(matter__state=S.DRAFT)
    if actor.mandates:
        seen |= _put_forward(actor)
    if actor.leads:
        seen |= Q(grouping__in=actor.leads)
    sides = [side for code, side in COORDINATED if actor.has(code)]
    if sides:
        # Passed to it, or handled by a unit of its system, whose answers it gets a copy of (CQ 25, 30).
        theirs = Handling.objects.filter(unit__side__in=sides, superseded=False)
        seen |= Q(side__in=sides) | Q(pk__in=theirs.values("suggestion"))
    units = actor.units(*UNIT_ROLES)
    if units:
        seen |= Q(pk__in=Handling.objects.filter(unit__in=units).values("suggestion"))
    fields = actor.groupings(RoleCode.COMMITTEE)
    if fields:
        seen |= Q(committee__in=fields) & ~Q(matter__state=S.DRAFT)
    return seen


def _put_forward(actor: Actor) -> Q:
    """What he put forward or signs; who declined reads the draft no more. What was merged into another is
    answered with it (ZJ 18)."""
    signed = Signer.objects.filter(mandate__in=actor.mandates, declined_on=None).values("suggestion")
    own = Q(lead__in=actor.mandates) | Q(pk__in=signed)
    joined = Link.objects.filter(kind=Link.Kind.MERGED, origin__suggestion__in=Suggestion.objects.filter(own))
    further = Link.objects.filter(kind=Link.Kind.MERGED, origin__in=joined.values("target"))
    return own | Q(pk__in=joined.values("target")) | Q(pk__in=further.values("target"))


def _with_clock(which: Q) -> Q:
    """Suggestions with such a clock on themselves or on one of their parts; found from the clocks, of which few run."""
    return Q(pk__in=Clock.objects.filter(which).values("root"))


def late_q(today: dt.date) -> Q:
    """Suggestions on which something is overdue."""
    return _with_clock(overdue(today))


def soon_q(today: dt.date) -> Q:
    """Suggestions on which something falls due within a week."""
    return due_q(today, today + SOON)


def due_q(first: dt.date, last: dt.date) -> Q:
    """Suggestions on which something falls due from `first` to `last`, both included."""
    return _with_clock(Q(RUNNING, due_on__range=(first, last)))


def key_q() -> Q:
    """Suggestions chosen for supervision; found by an index, as the day stands behind long texts in the row."""
    return Q(pk__in=Suggestion.objects.filter(key_on__isnull=False).values("pk"))


def handlings(actor: Actor) -> QuerySet[Handling]:
    """The parts that this actor may read: a unit its own and, beside it, those of the same suggestion."""
    return Handling.objects.filter(suggestion__in=visible(actor).values("pk"), matter__organ=actor.organ)


def promises(actor: Actor) -> QuerySet[Promise]:
    """The ledger of promises (承诺事项台账) as this actor may read it."""
    return Promise.objects.filter(suggestion__in=visible(actor).values("pk"), matter__organ=actor.organ)


def evaluations(actor: Actor, pack: Pack | None) -> QuerySet[Evaluation]:
    """Single evaluations: the office and the evaluator always; a unit only where the deputy's form goes to it (ZJ 23)."""
    rows = Evaluation.objects.filter(suggestion__matter__organ=actor.organ)
    if actor.has(RoleCode.OFFICE):
        return rows
    seen = Q(mandate__in=actor.mandates)
    said = pack.choices.unit_sees if pack else None
    if said is not None and said.value == UnitSees.FORM_SENT:
        seen |= Q(handling__unit__in=actor.units(*UNIT_ROLES))
    return rows.filter(seen)


def published(organ: Organ) -> QuerySet[Suggestion]:
    """What everyone may read."""
    return Suggestion.objects.filter(matter__organ=organ, publicity=Suggestion.Publicity.PUBLISHED)


def owed(actor: Actor, today: dt.date) -> QuerySet[Clock]:
    """Running clocks that this actor has to meet, the earliest first."""
    rows = Clock.objects.filter(RUNNING, organ=actor.organ, room="suggestions")
    mine = Q(unit__in=actor.units(*UNIT_ROLES)) | Q(mandate__in=actor.mandates)
    roles = {held.code for held in actor.roles if not held.former}
    return (
        rows.filter(mine | (Q(role__in=roles) & ~Q(role="")))
        .select_related("matter__parent", "unit")
        .order_by("due_on", "pk")
    )


def late(actor: Actor, today: dt.date) -> QuerySet[Clock]:
    """Overdue clocks on what this actor may read."""
    rows = late_of(actor.organ.pk, today)
    return rows if actor.has(*ALL_SEEING) else rows.filter(root__in=visible(actor).values("pk"))


def late_of(organ: int, today: dt.date) -> QuerySet[Clock]:
    """Overdue clocks of an organ."""
    return Clock.objects.filter(overdue(today), organ=organ, room="suggestions")
