"""Who serves in a unit as liaison officer or head: whom a row keeps, names anew, and ends."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from yishi.foundation.people.accounts import check_username
from yishi.foundation.people.models import Account, Organ, Role, RoleCode, in_force
from yishi.foundation.people.refusals import Refused

if TYPE_CHECKING:
    from yishi.foundation.people.imports.units import UnitPlan

PARTS: Mapping[str, RoleCode] = {"liaison": RoleCode.LIAISON, "head": RoleCode.HEAD}
_SEVERAL = re.compile(r"[、,，;；/\s]")
_NOT_IN_NAMES = re.compile(r"[^\w.@+-]+")


@dataclass
class Duty:
    """One part in a unit as it is to be: by an account that exists, or by a new one of that user name."""

    code: RoleCode
    name: str
    phone: str
    account: Account | None = None
    username: str = ""
    keeps: bool = False
    ends: list[Role] = field(default_factory=list)


@dataclass
class Staff:
    """The organ's liaison officers and heads on the day, and every account that rows may mean."""

    organ: Organ
    day: dt.date
    serving: dict[tuple[int, str], list[Role]] = field(default_factory=lambda: defaultdict(list))
    accounts: dict[str, Account] = field(default_factory=dict)
    coming: dict[str, str] = field(default_factory=dict)
    """User names that this import will make -> the name of whoever gets it."""

    @classmethod
    def load(cls, organ: Organ, day: dt.date, rows: Iterable[Mapping[str, Any]]) -> Staff:
        """Two queries."""
        made = cls(organ, day)
        roles = Role.objects.filter(in_force(day), organ=organ, code__in=PARTS.values(), account__is_active=True)
        for role in roles.select_related("account").order_by("pk"):
            made.serving[role.unit_id or 0, role.code].append(role)
        named = {row.get(f"{part}_account") for row in rows for part in PARTS} - {None}
        own = Account.objects.filter(username__in=named) | Account.objects.filter(username__startswith=f"{organ.code}-")
        made.accounts = {account.username: account for account in own}
        return made


def plan_duties(staff: Staff, plan: UnitPlan) -> None:
    """Note on the plan who comes and who goes. A blank cell leaves whoever serves."""
    for part, code in PARTS.items():
        try:
            duty = _duty(staff, plan, part, code)
        except Refused as found:
            plan.errors.append(str(found))
            continue
        if duty:
            plan.duties.append(duty)


def _duty(staff: Staff, plan: UnitPlan, part: str, code: RoleCode) -> Duty | None:
    name, phone, username = (plan.values.get(f"{part}{what}") or "" for what in ("", "_phone", "_account"))
    serving = staff.serving.get((plan.unit.pk, code), []) if plan.unit and plan.unit.pk else []
    name = name or _meant(serving, code, phone, username)
    if not name:
        return None
    if _SEVERAL.search(name):
        raise Refused(_("%(part)s请只填一位，其余的在“账号”页中添加。") % {"part": code.label})
    duty = Duty(code, name, phone)
    same = [r for r in serving if r.account.name == name and username in ("", r.account.username)]
    if same:
        duty.keeps, duty.account = True, same[0].account
        if phone and phone != duty.account.phone:
            plan.change(_("%(part)s电话") % {"part": code.label}, duty.account.phone, phone)
        return duty
    _someone_else(staff, plan, duty, username)
    duty.ends = serving
    if not plan.is_new:
        plan.change(str(code.label), [role.account.name for role in serving], name)
    return duty


def _meant(serving: list[Role], code: RoleCode, phone: str, username: str) -> str:
    """Whom a row without a name means: with a telephone alone, the only one who serves; else nobody."""
    if username or (phone and len(serving) != 1):
        raise Refused(_("填了%(part)s的电话或账号，但没有姓名。") % {"part": code.label})
    return serving[0].account.name if phone else ""


def _someone_else(staff: Staff, plan: UnitPlan, duty: Duty, username: str) -> None:
    """Find the account named, or settle the user name of a new one."""
    found = staff.accounts.get(username)
    taken_by = found.name if found else staff.coming.get(username, duty.name)
    if username and taken_by != duty.name:
        raise Refused(_("账号“%(u)s”已是%(name)s的，请换一个。") % {"u": username, "name": taken_by})
    if found and found.home_id not in (None, staff.organ.pk):
        raise Refused(_("账号“%(u)s”属于别的机关，请换一个。") % {"u": username})
    if found and not found.is_active:
        raise Refused(_("账号“%(u)s”已停用，请换一个或先启用。") % {"u": username})
    duty.account = found
    if found:
        return
    if username:
        check_username(username)
    duty.username = username or _made_up(staff, plan, duty)
    staff.coming[duty.username] = duty.name


def _made_up(staff: Staff, plan: UnitPlan, duty: Duty) -> str:
    """A user name from organ, unit and part. One person in both parts of a unit has one account."""
    for other in plan.duties:
        if other.name == duty.name and other.username:
            return other.username
    unit = _NOT_IN_NAMES.sub("", plan.unit.code if plan.unit else "")
    base = f"{staff.organ.code}-{unit}-{duty.code.value}"
    name, number = base, 1
    while name in staff.accounts or name in staff.coming:
        number += 1
        name = f"{base}{number}"
    return name
