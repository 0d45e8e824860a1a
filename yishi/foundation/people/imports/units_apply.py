"""Write planned units in bulk, with the accounts and roles of those who serve in them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING

from yishi.foundation.people.accounts import FirstPassword, Newcomer, create
from yishi.foundation.people.groupings import DAY
from yishi.foundation.people.models import Account, Organ, Role, Unit

if TYPE_CHECKING:
    from yishi.foundation.people.imports.staff import Duty
    from yishi.foundation.people.imports.units import UnitPlan


def save(organ: Organ, plans: Sequence[UnitPlan], day: dt.date) -> list[FirstPassword]:
    """Save every planned row; return the first passwords made. The caller holds the transaction."""
    for plan in plans:
        for name, value in plan.becomes.items():
            setattr(plan.unit, name, value)
    units = [plan.unit for plan in plans if plan.unit]
    changed = [plan.unit for plan in plans if plan.unit and plan.becomes]
    if changed:
        names = sorted(set().union(*(plan.becomes for plan in plans)))
        Unit.objects.bulk_update(changed, names)
    Unit.objects.bulk_create([unit for unit in units if unit.pk is None])
    _succeed(organ, plans)
    passwords = _accounts(organ, plans)
    _roles(organ, plans, day)
    return passwords


def _succeed(organ: Organ, plans: Sequence[UnitPlan]) -> None:
    wanted = [plan for plan in plans if plan.successor and plan.unit]
    known = {unit.name: unit for unit in organ.units.filter(name__in={plan.successor for plan in wanted})}
    for plan in wanted:
        if plan.unit:
            plan.unit.successor = known[plan.successor]
    Unit.objects.bulk_update([plan.unit for plan in wanted if plan.unit], ["successor"])


def _accounts(organ: Organ, plans: Sequence[UnitPlan]) -> list[FirstPassword]:
    """New accounts, one for each user name; known ones get their new telephone."""
    coming: dict[str, list[tuple[UnitPlan, Duty]]] = {}
    phones: dict[int, Account] = {}
    for plan in plans:
        for duty in plan.duties:
            if duty.account is None:
                coming.setdefault(duty.username, []).append((plan, duty))
            elif duty.phone and duty.phone != duty.account.phone:
                duty.account.phone = duty.phone
                phones[duty.account.pk] = duty.account
    Account.objects.bulk_update(phones.values(), ["phone"])
    firsts = [parts[0][1] for parts in coming.values()]
    made, slips = create(organ, [Newcomer(duty.username, duty.name, duty.phone) for duty in firsts])
    printed = []
    for account, slip, parts in zip(made, slips, coming.values(), strict=True):
        for _plan, duty in parts:
            duty.account = account
        roles = "、".join(dict.fromkeys(str(duty.code.label) for _plan, duty in parts))
        places = "、".join(dict.fromkeys(str(plan.unit) for plan, _duty in parts))
        printed.append(FirstPassword(account.username, account.name, roles, places, slip))
    return printed


def _roles(organ: Organ, plans: Sequence[UnitPlan], day: dt.date) -> None:
    duties = [(plan.unit, duty) for plan in plans for duty in plan.duties if not duty.keeps]
    ending = [role for _unit, duty in duties for role in duty.ends]
    Role.objects.filter(pk__in=[role.pk for role in ending if role.began >= day]).delete()
    Role.objects.filter(pk__in=[role.pk for role in ending if role.began < day]).update(ended=day - DAY)
    Role.objects.bulk_create(
        Role(account=duty.account, organ=organ, code=duty.code, unit=unit, began=day) for unit, duty in duties
    )
