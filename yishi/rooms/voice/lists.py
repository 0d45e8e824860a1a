"""What others may read of the room. Every page and every door asks here; who may not see a thing does not find it.

| who | finds |
| --- | --- |
| office, secretariat, leaders, supervisors, auditors | every message; what is blocked or waits to be looked at the office alone |
| a station's keeper | what was said at his station, and what he noted down |
| a deputy or member | what was said to him, and what he noted down |
| an informant (民情联络员) | what he noted down |
| a unit's people | what was ever handed to it |
| who sent it | his own, by the link or code he was given |
| everybody | what was made public, in the words that were looked over (`published`) |

Name and phone of the sender are seen by `sees_sender` alone: by those who have to reach him.
"""

from __future__ import annotations

import datetime as dt

from django.db.models import Q, QuerySet

from yishi.foundation.clocks.models import Clock
from yishi.foundation.clocks.overdue import RUNNING, overdue
from yishi.foundation.people.actors import Actor
from yishi.foundation.people.models import Organ, RoleCode
from yishi.rooms.stations.lists import kept
from yishi.rooms.voice.models import Assignment, Message
from yishi.rooms.voice.roles import UNIT_ROLES

S = Message.State
ALL_SEEING = (RoleCode.OFFICE, RoleCode.SECRETARIAT, RoleCode.LEADER, RoleCode.SUPERVISOR, RoleCode.AUDITOR)
"""Those whose duty spans the organ. The administrator keeps the machine and reads no messages."""
HIDDEN = (S.CHECKING, S.BLOCKED)
WAITING = (S.CHECKING, S.RECEIVED, S.ANSWERED)
"""States in which somebody of the organ has to do something."""


def visible(actor: Actor) -> QuerySet[Message]:
    """The messages that this actor may read, in his organ."""
    mine = Message.objects.filter(matter__organ=actor.organ, matter__room="voice", matter__kind="message")
    if actor.kind == "system" or actor.has(RoleCode.OFFICE):
        return mine
    return mine.filter(_concerning(actor))


def _concerning(actor: Actor) -> Q:
    seen = Q(pk__in=actor.follows)
    if actor.has(*ALL_SEEING):
        seen |= ~Q(matter__state__in=HIDDEN)
    if actor.mandates:
        seen |= Q(deputy__in=actor.mandates) & ~Q(matter__state__in=HIDDEN)
    if actor.account is not None and actor.has(RoleCode.STATION_KEEPER, RoleCode.INFORMANT, RoleCode.MEMBER):
        seen |= Q(recorded_by=actor.account)
    stations = kept(actor)
    if stations:
        seen |= Q(station__in=stations) & ~Q(matter__state__in=HIDDEN)
    units = actor.units(*UNIT_ROLES)
    if units:
        seen |= Q(pk__in=Assignment.objects.filter(unit__in=units).values("message"))
    return seen


def sees_sender(actor: Actor, m: Message) -> bool:
    """Whether he has to reach the one who sent it: the office, the station's keeper, the deputy to whom it was said, who noted it
    down, and the unit as long as it has the message in hand."""
    if actor.kind == "system" or actor.has(RoleCode.OFFICE):
        return True
    if (
        m.pk in actor.follows
        or (m.station_id in kept(actor))
        or (m.deputy_id is not None and m.deputy_id in actor.sitting)
    ):
        return True
    if actor.account is not None and m.recorded_by_id == actor.account.pk:
        return True
    in_hand = m.matter.state in (S.ASSIGNED, S.ANSWERED)
    return in_hand and m.unit_id is not None and m.unit_id in actor.units(*UNIT_ROLES)


def published(organ: Organ) -> QuerySet[Message]:
    """What everybody may read; the words that may be shown are the `public_` ones."""
    return Message.objects.filter(matter__organ=organ, publicity=Message.Publicity.PUBLISHED)


def followed(m: Message) -> list[int]:
    """The message itself and the one that leads where it was merged: what happens to either is told to its sender."""
    leads = m.matter.links_out.filter(kind="merged").values_list("target_id", flat=True)
    return [m.pk, *leads] if m.matter.state == S.MERGED else [m.pk]


def late_q(today: dt.date) -> Q:
    """Messages on which something is overdue."""
    return Q(pk__in=Clock.objects.filter(overdue(today), room="voice").values("root"))


def owed(actor: Actor, today: dt.date) -> QuerySet[Clock]:
    """Running clocks that this actor has to meet, the earliest first."""
    rows = Clock.objects.filter(RUNNING, organ=actor.organ, room="voice")
    mine = Q(unit__in=actor.units(*UNIT_ROLES))
    if actor.has(RoleCode.OFFICE):
        mine |= Q(role=RoleCode.OFFICE)
    stations = kept(actor)
    if stations:
        mine |= Q(role=RoleCode.STATION_KEEPER, root__message__station__in=stations)
    return rows.filter(mine).select_related("matter", "unit").order_by("due_on", "pk")
