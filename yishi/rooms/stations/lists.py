"""What others may read of the room."""

from __future__ import annotations

from django.db.models import QuerySet

from yishi.foundation import clock
from yishi.foundation.people.actors import Actor
from yishi.foundation.people.models import Organ, RoleCode, in_force
from yishi.rooms.stations.models import Keeper, Station


def kept(actor: Actor) -> frozenset[int]:
    """Matters of the stations that he keeps today."""
    if actor.account is None or not actor.has(RoleCode.STATION_KEEPER):
        return frozenset()
    rows = Keeper.objects.filter(in_force(clock.today()), account=actor.account, station__matter__organ=actor.organ)
    return frozenset(rows.values_list("station_id", flat=True))


def open_ones(organ: Organ) -> QuerySet[Station]:
    """Stations that are open, by their code."""
    rows = Station.objects.filter(matter__organ=organ, matter__state=Station.State.OPEN)
    return rows.select_related("matter").order_by("code")
