"""Who may: the parts that people play towards a message.

`tests/who_may.csv` says by hand what each may do in each state; the tests hold the code to it. Who sends without an
account is a stranger who `follows` the matter, by the link or code that he was given.
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from yishi.foundation.loops.steps import SYSTEM, Who
from yishi.foundation.people.actors import Actor
from yishi.foundation.people.models import RoleCode
from yishi.rooms.stations.lists import kept
from yishi.rooms.voice.models import Message

UNIT_ROLES = (RoleCode.LIAISON, RoleCode.HEAD)


def _office(actor: Actor, m: Message) -> bool:
    return actor.has(RoleCode.OFFICE)


def _keeper(actor: Actor, m: Message) -> bool:
    """The keeper of the station at which it was said; of one not there yet any keeper."""
    if m.pk is None or not actor.has(RoleCode.STATION_KEEPER):
        return actor.has(RoleCode.STATION_KEEPER)
    return m.station_id in kept(actor)


def _deputy(actor: Actor, m: Message) -> bool:
    """The deputy or member to whom it was said; of one not there yet any who sits."""
    if m.pk is None:
        return bool(actor.sitting)
    return m.deputy_id is not None and m.deputy_id in actor.sitting


def _informant(actor: Actor, m: Message) -> bool:
    """The liaison officer (民情联络员) who recorded it; of one not there yet any."""
    if not actor.has(RoleCode.INFORMANT) or actor.account is None:
        return False
    return m.pk is None or m.recorded_by_id == actor.account.pk


def _unit(actor: Actor, m: Message) -> bool:
    """Liaison officer or head of the unit that has it."""
    return m.unit_id is not None and m.unit_id in actor.units(*UNIT_ROLES)


def _supervisor(actor: Actor, m: Message) -> bool:
    return actor.has(RoleCode.SUPERVISOR)


def _resident(actor: Actor, m: Message) -> bool:
    """Anybody who has something to say, towards what is not there yet."""
    return m.pk is None and actor.kind == "stranger"


def _sender(actor: Actor, m: Message) -> bool:
    return m.pk is not None and m.pk in actor.follows


def _neighbour(actor: Actor, m: Message) -> bool:
    """Anybody without an account, towards what was made public and is not his own."""
    public = m.pk is not None and m.publicity == Message.Publicity.PUBLISHED
    return public and actor.kind == "stranger" and actor.account is None and m.pk not in actor.follows


OFFICE = Who("office", _("代表（提案）工作机构"), _office)
KEEPER = Who("station_keeper", _("站点管理员"), _keeper)
DEPUTY = Who("deputy", _("收到意见的代表（委员）"), _deputy)
INFORMANT = Who("informant", _("民情联络员"), _informant)
UNIT = Who("unit", _("办理单位"), _unit)
SUPERVISOR = Who("supervisor", _("督办员"), _supervisor)
RESIDENT = Who("resident", _("居民"), _resident)
SENDER = Who("sender", _("留言人"), _sender)
NEIGHBOUR = Who("neighbour", _("其他居民"), _neighbour)

RECORDERS = (OFFICE, KEEPER, DEPUTY, INFORMANT)
"""Who notes down what a resident said to him."""
RECEIVERS = (OFFICE, KEEPER)
"""Who deals with it first: the office with everything, a station's keeper with what was said there."""
CHECKERS = (OFFICE, KEEPER, DEPUTY, SUPERVISOR)
"""Who may confirm that it is solved; never the one who answered (`loop/checking.py`)."""

__all__ = ["SYSTEM"]
