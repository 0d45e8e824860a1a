"""Online reception (在线接待): a deputy goes online and off. Signs of life in between are no steps (`heartbeat.py`)."""

from __future__ import annotations

from typing import Annotated

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from yishi.foundation.loops.act import Act, Scope
from yishi.foundation.loops.inputs import One
from yishi.foundation.loops.refusals import Invalid, Refused
from yishi.foundation.loops.steps import NEW, Loop
from yishi.foundation.people.models import Mandate
from yishi.rooms.stations import figures, roles
from yishi.rooms.stations.loop import given
from yishi.rooms.stations.models import Presence, Station
from yishi.rooms.stations.words import OWN_RULES

S = Presence.State

presence = Loop(
    room="stations", kind="presence", title=lazy("在线接待"), model=Presence, states=S, select=("station__matter", "mandate__person"),
    needed=(), facts=figures.derive_presences,
)  # fmt: skip

Where = Annotated[
    Station | None, One(lazy("在哪个站点"), lazy("不选则在本机关在线接待"), required=False, rows=given.online_stations)
]


def _today(p: Presence, scope: Scope) -> str | None:
    return None if p.day == scope.day else _("这是 %s 的在线接待，已经结束，请重新上线。") % p.day


@presence.step(NEW, to=S.ON, by=(roles.DEPUTY,), law=OWN_RULES, title=lazy("上线接待"))
def go_online(p: Presence, act: Act, *, station: Where = None) -> None:
    """A deputy or member is there for residents online from now on; one turn a day, however often he comes back."""
    seats = (
        Mandate.objects.select_for_update(no_key=True).filter(pk__in=act.actor.sitting, organ=act.organ).order_by("pk")
    )
    mine = seats.select_related("person").first()
    if mine is None:
        raise Refused(_("您目前没有在任的代表（委员）资格，不能上线接待。"))
    if Presence.objects.filter(mandate=mine, day=act.work.day).exists():
        raise Invalid({"__all__": [_("您今天已经上过线，请用“再次上线”。")]})
    p.mandate, p.station, p.day = mine, station, act.work.day
    p.area = station.area if station else ""
    p.began_at = p.seen_at = act.work.at
    p.matter.title = _("%(name)s在线接待（%(day)s）") % {"name": mine.person.name, "day": p.day.isoformat()}


@presence.step(S.ON, S.OFF, to=S.ON, by=(roles.HIMSELF,), law=OWN_RULES, title=lazy("再次上线"), when=(_today,))
def come_back(p: Presence, act: Act) -> None:
    """He is there again on the same day."""
    p.seen_at, p.ended_at, p.matter.closed_on = act.work.at, None, None


@presence.step(S.ON, to=S.OFF, by=(roles.HIMSELF, roles.OFFICE), law=OWN_RULES, title=lazy("下线"))
def go_offline(p: Presence, act: Act) -> None:
    """He is not there any more; the office may end a turn that was left running."""
    p.ended_at = act.work.at
    p.matter.closed_on = act.day
