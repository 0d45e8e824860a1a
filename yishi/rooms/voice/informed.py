"""What others may read of information items: whoever's duty spans the organ all of them, who wrote one his own."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from yishi.foundation.people.actors import Actor
from yishi.foundation.people.models import RoleCode
from yishi.rooms.voice.lists import ALL_SEEING
from yishi.rooms.voice.models import InfoItem


def visible(actor: Actor) -> QuerySet[InfoItem]:
    """The items that this actor may read, in his organ."""
    rows = InfoItem.objects.filter(matter__organ=actor.organ)
    if actor.kind == "system" or actor.has(*ALL_SEEING):
        return rows
    return rows.filter(_own(actor))


def mine(actor: Actor) -> QuerySet[InfoItem]:
    """What he wrote."""
    return InfoItem.objects.filter(_own(actor), matter__organ=actor.organ)


def _own(actor: Actor) -> Q:
    found = Q(author__in=actor.mandates)
    if actor.account is not None and actor.has(RoleCode.INFORMANT):
        found |= Q(written_by=actor.account)
    return found
