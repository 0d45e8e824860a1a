"""Who may: the parts that people play towards an activity, a target, an own kind, a total reported from outside.

`tests/who_may.csv` says by hand what each may do in each state; the tests hold the code to it. An activity is shown to
the organs that held it too, so each part asks first whose it is: only its own organ's people act on it.
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from yishi.foundation.loops.steps import Who
from yishi.foundation.people.actors import Actor
from yishi.foundation.people.models import RoleCode
from yishi.rooms.activities.models import Activity, OutsideTotal, OwnKind, Target

Record = Activity | OwnKind | Target | OutsideTotal


def _here(actor: Actor, record: Record) -> bool:
    """Is it of his organ, or not there yet?"""
    return record.pk is None or record.matter.organ_id == actor.organ.pk


def _office(actor: Actor, record: Record) -> bool:
    return actor.has(RoleCode.OFFICE) and _here(actor, record)


def _committee(actor: Actor, record: Record) -> bool:
    """The staff of the committee or working body that holds it; for one that is not there yet, of any."""
    mine = actor.groupings(RoleCode.COMMITTEE)
    if record.pk is None:
        return bool(mine)
    return isinstance(record, Activity) and record.body_id in mine and _here(actor, record)


def _station(actor: Actor, record: Record) -> bool:
    """A station's keeper, towards what he recorded himself."""
    if not actor.has(RoleCode.STATION_KEEPER) or actor.account is None:
        return False
    if record.pk is None:
        return True
    return isinstance(record, Activity) and record.keeper_id == actor.account.pk and _here(actor, record)


def _member(actor: Actor, record: Record) -> bool:
    """A sitting deputy or member of the organ."""
    return bool(actor.sitting) and _here(actor, record)


def _reporter(actor: Actor, record: Record) -> bool:
    """Who reported it, after his mandate too."""
    return isinstance(record, Activity) and record.reporter_id in actor.mandates and _here(actor, record)


OFFICE = Who("office", _("代表（提案）工作机构"), _office)
COMMITTEE = Who("body", _("承办的委室"), _committee)
STATION = Who("station_keeper", _("站点管理员"), _station)
MEMBER = Who("attender", _("在任代表（委员）"), _member)
REPORTER = Who("reporter", _("报告人"), _reporter)

KEEPERS = (OFFICE, COMMITTEE, STATION)
"""Who records: the office everything of the organ, committees' staff and stations' keepers their own."""

__all__ = ["COMMITTEE", "KEEPERS", "MEMBER", "OFFICE", "REPORTER", "STATION", "Record"]
