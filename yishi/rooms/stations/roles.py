"""Who may: the parts that people play towards a station, a duty, a reception, a turn online.

`tests/who_may.csv` says by hand what each may do in each state; the tests hold the code to it. A resident books without an
account: he is a stranger.
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from yishi.foundation import clock
from yishi.foundation.loops.steps import Who
from yishi.foundation.people.actors import Actor
from yishi.foundation.people.models import RoleCode
from yishi.rooms.stations.models import Duty, Ground, Presence, Reception, Rule, Station

Record = Station | Duty | Reception | Presence | Rule | Ground


def station_of(record: Record) -> Station | None:
    """The station that it belongs to."""
    return record if isinstance(record, Station) else getattr(record, "station", None)


def keeps(actor: Actor, station: Station) -> bool:
    """Whether he keeps that station today; no query where its keepers were loaded with it."""
    if actor.account is None or not actor.has(RoleCode.STATION_KEEPER):
        return False
    today = clock.today()
    return any(
        row.account_id == actor.account.pk and row.began <= today and (row.ended is None or row.ended >= today)
        for row in station.keepers.all()
    )


def _office(actor: Actor, record: Record) -> bool:
    return actor.has(RoleCode.OFFICE)


def _keeper(actor: Actor, record: Record) -> bool:
    """The keeper of the station it belongs to; of what is not there yet any keeper (the step asks for which)."""
    if record.pk is None:
        return actor.has(RoleCode.STATION_KEEPER)
    station = station_of(record)
    return station is not None and keeps(actor, station)


def _deputy(actor: Actor, record: Record) -> bool:
    """Any sitting deputy or member."""
    return bool(actor.sitting)


def _on_duty(actor: Actor, record: Record) -> bool:
    return isinstance(record, Duty) and record.pk is not None and any(
        row.mandate_id in actor.sitting for row in record.persons.all()
    )  # fmt: skip


def _asked(actor: Actor, record: Record) -> bool:
    return isinstance(record, Duty) and record.pk is not None and any(
        row.asked_id in actor.sitting for row in record.persons.all()
    )  # fmt: skip


def _receiver(actor: Actor, record: Record) -> bool:
    return isinstance(record, Reception) and record.pk is not None and any(
        row.mandate_id in actor.sitting for row in record.receivers.all()
    )  # fmt: skip


def _himself(actor: Actor, record: Record) -> bool:
    return isinstance(record, Presence) and record.mandate_id in actor.sitting


def _resident(actor: Actor, record: Record) -> bool:
    """Anybody who comes without an account."""
    return actor.kind == "stranger"


OFFICE = Who("office", _("代表（提案）工作机构"), _office)
KEEPER = Who("station_keeper", _("站点管理员"), _keeper)
DEPUTY = Who("deputy", _("在任代表（委员）"), _deputy)
ON_DUTY = Who("on_duty", _("值班的代表（委员）"), _on_duty)
ASKED = Who("asked", _("被请代班的代表（委员）"), _asked)
RECEIVER = Who("receiver", _("接待的代表（委员）"), _receiver)
HIMSELF = Who("himself", _("本人"), _himself)
RESIDENT = Who("resident", _("居民"), _resident)

KEEPERS = (OFFICE, KEEPER)
"""Who keeps a station: the office every one, a station's keeper his own."""
