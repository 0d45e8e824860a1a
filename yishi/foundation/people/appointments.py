"""Roles given to accounts and taken back, from day to day. Members' roles follow their seats instead."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from yishi.foundation.people.models import Account, Grouping, Organ, Role, RoleCode, Unit, in_force
from yishi.foundation.people.refusals import Refused

OF_UNITS = frozenset({RoleCode.LIAISON, RoleCode.HEAD, RoleCode.GOVERNMENT_OFFICE, RoleCode.PARTY_OFFICE})
"""Roles that are held for a unit."""


@transaction.atomic
def appoint(organ: Organ, account: Account, code: RoleCode, day: dt.date, **place: Unit | Grouping) -> Role:
    """Give an account a role in an organ from `day` on, for the `unit` or `grouping` named.

    Giving it twice gives it once. Raises Refused where a role is given that needs a place and has none."""
    if code == RoleCode.MEMBER:
        raise Refused(_("代表（委员）的角色随其资格产生，请在名册中登记。"))
    if code in OF_UNITS and "unit" not in place:
        raise Refused(_("请选择单位。"))
    if code == RoleCode.COMMITTEE and "grouping" not in place:
        raise Refused(_("请选择专门委员会。"))
    if any(where.organ_id != organ.pk for where in place.values()):
        raise Refused(_("所选单位或委员会不属于本机关。"))
    held = Role.objects.filter(in_force(day), organ=organ, account=account, code=code, **place).first()
    return held or Role.objects.create(organ=organ, account=account, code=code, began=day, **place)


@transaction.atomic
def dismiss(role: Role, last_day: dt.date) -> None:
    """The role ends with `last_day`; one not begun by then is deleted. Raises Refused for a member's."""
    if role.code == RoleCode.MEMBER:
        raise Refused(_("代表（委员）的角色随其资格终止，请在名册中办理。"))
    if last_day < role.began:
        role.delete()
        return
    role.ended = last_day
    role.save(update_fields=["ended"])
