"""What others may read of the room. Every page and every door asks here; who may not see a thing does not find it.

| who | finds |
| --- | --- |
| the organ's people | what was recorded or has ended |
| its deputies and members besides | what is planned, and what they reported |
| office, secretariat, leaders, supervisors, auditors | everything but what was struck; the office that too |
| committee's staff, a station's keeper | everything of their own |
| the same people of an organ that held it too | what was recorded or has ended |
| units' people, residents, other organs | nothing |
"""

from __future__ import annotations

import datetime as dt

from django.db.models import Q, QuerySet

from yishi.foundation.people.actors import Actor
from yishi.foundation.people.models import Organ, RoleCode
from yishi.rooms.activities.models import Activity, Host, OutsideTotal, OwnKind, Target

S = Activity.State
RECORDED = (S.RECORDED, S.ENDED)
ALL_SEEING = (RoleCode.OFFICE, RoleCode.SECRETARIAT, RoleCode.LEADER, RoleCode.SUPERVISOR, RoleCode.AUDITOR)
"""Those whose duty spans the organ."""
PEOPLE = (*ALL_SEEING, RoleCode.COMMITTEE, RoleCode.MEMBER, RoleCode.STATION_KEEPER, RoleCode.ADMINISTRATOR)
"""The organ's own people: not the liaison officers and offices of those it hands matters to, nor residents."""


def visible(actor: Actor) -> QuerySet[Activity]:
    """The activities that this actor may read: of his organ, and of others that held one together with it."""
    if actor.kind == "system":
        return Activity.objects.filter(matter__organ=actor.organ)
    seen = _own(actor) & Q(matter__organ=actor.organ)
    if actor.has(*PEOPLE):
        together = Host.objects.filter(organ=actor.organ).values("activity")
        seen |= Q(matter__state__in=RECORDED, pk__in=together)
    return Activity.objects.filter(seen)


def ours(actor: Actor) -> QuerySet[Activity]:
    """Of these, the organ's own: those on which its people may take steps."""
    return visible(actor).filter(matter__organ=actor.organ)


def _own(actor: Actor) -> Q:
    if actor.has(RoleCode.OFFICE):
        return Q()
    seen = Q(reporter__in=actor.mandates) if actor.mandates else Q(pk__in=())
    if actor.has(*ALL_SEEING):
        seen |= ~Q(matter__state=S.STRUCK)
    elif actor.has(*PEOPLE):
        seen |= Q(matter__state__in=(S.PLANNED, *RECORDED) if actor.sitting else RECORDED)
    bodies = actor.groupings(RoleCode.COMMITTEE)
    if bodies:
        seen |= Q(body__in=bodies)
    if actor.has(RoleCode.STATION_KEEPER) and actor.account is not None:
        seen |= Q(keeper=actor.account)
    return seen


def planned(actor: Actor, since: dt.date, until: dt.date) -> QuerySet[Activity]:
    """What is planned from day to day, the earliest first; what should have been held and was not stands before."""
    rows = ours(actor).filter(matter__state=S.PLANNED, day__range=(since, until))
    return rows.select_related("matter", "body").order_by("day", "starts", "pk")


def unheld(actor: Actor, today: dt.date) -> QuerySet[Activity]:
    """Planned for a day that has passed, and neither held nor cancelled."""
    return planned(actor, dt.date.min, today - dt.timedelta(days=1))


def reported(actor: Actor) -> QuerySet[Activity]:
    """What waits for the office to confirm, the longest waiting first."""
    rows = ours(actor).filter(matter__state=S.REPORTED)
    return rows.select_related("matter", "reporter__person").order_by("matter__touched_at", "pk")


def mine(actor: Actor) -> QuerySet[Activity]:
    """What he took part in or reported, the latest first: a deputy's file of duty (一人一档)."""
    rows = ours(actor).filter(Q(participants__mandate__in=actor.mandates) | Q(reporter__in=actor.mandates))
    return rows.select_related("matter").distinct().order_by("-day", "-pk")


def today(actor: Actor, day: dt.date) -> QuerySet[Activity]:
    """What happens on a day, for signing in."""
    running = Q(last_day=None, day=day) | Q(day__lte=day, last_day__gte=day)
    rows = ours(actor).filter(running, matter__state__in=(S.PLANNED, S.RECORDED), stock=False)
    return rows.select_related("matter").order_by("starts", "pk")


def targets(organ: Organ, year: int) -> QuerySet[Target]:
    """The numbers of a year's plan, by line and in the order they were set; what was done is counted by figures."""
    rows = Target.objects.filter(organ=organ, year=year, dropped=False)
    return rows.select_related("matter").order_by("pk")


def visible_targets(actor: Actor) -> QuerySet[Target]:
    """Targets that this actor may read: those of his organ, for its people."""
    rows = Target.objects.filter(organ=actor.organ)
    return rows if actor.kind == "system" or actor.has(*PEOPLE) else rows.none()


def visible_kinds(actor: Actor) -> QuerySet[OwnKind]:
    """Own kinds of his organ, for its people."""
    rows = OwnKind.objects.filter(matter__organ=actor.organ)
    return rows if actor.kind == "system" or actor.has(*PEOPLE) else rows.none()


def outside_totals(actor: Actor) -> QuerySet[OutsideTotal]:
    """Totals reported from outside, for the organ's people; what was struck is the office's alone."""
    rows = OutsideTotal.objects.filter(matter__organ=actor.organ)
    if actor.kind == "system" or actor.has(RoleCode.OFFICE):
        return rows
    return rows.exclude(matter__state=OutsideTotal.State.STRUCK) if actor.has(*PEOPLE) else rows.none()
