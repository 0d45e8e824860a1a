"""Who is told that something is owed (由谁办理), told from a clock's unit, mandate or role."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from yishi.foundation.clocks.models import Clock
from yishi.foundation.people.models import Mandate, Organ, Role, RoleCode, in_force

OF_A_UNIT = (RoleCode.LIAISON, RoleCode.GOVERNMENT_OFFICE, RoleCode.PARTY_OFFICE)
"""Roles that receive what their unit owes."""


@dataclass(frozen=True)
class Owing:
    """Accounts by what makes something theirs, as of one day. Made by `on`; two queries."""

    by_unit: Mapping[tuple[int, str], set[int]]
    by_role: Mapping[str, set[int]]
    by_mandate: Mapping[int, int]

    @classmethod
    def on(cls, today: dt.date, organ: Organ, roles: set[str]) -> Owing:
        """Who holds what in `organ` on `today`; `roles` are those that clocks name."""
        codes = {*OF_A_UNIT, RoleCode.HEAD, RoleCode.OFFICE, *filter(None, roles)}
        held = Role.objects.filter(in_force(today), organ=organ, code__in=codes, account__is_active=True)
        by_unit: dict[tuple[int, str], set[int]] = defaultdict(set)
        by_role: dict[str, set[int]] = defaultdict(set)
        for code, unit, account in held.values_list("code", "unit_id", "account_id"):
            by_role[code].add(account)
            if unit:
                by_unit[unit, code].add(account)
        mandates = Mandate.objects.filter(organ=organ, person__account__is_active=True)
        return cls(by_unit, by_role, dict(mandates.order_by().values_list("pk", "person__account__pk")))

    def of(self, row: Clock, *, late: bool) -> set[int]:
        """Who is to do it: the role named (within its unit), the unit's liaison officers (its heads too once
        it is late, or where there is no other), the mandate's account. Empty where none of them has one."""
        found: set[int] = set()
        if row.mandate_id and (account := self.by_mandate.get(row.mandate_id)):
            found.add(account)
        if row.unit_id:
            found |= self._of_unit(row.unit_id, row.role, late)
        elif row.role and not row.mandate_id:
            found |= self.by_role.get(row.role, set())
        elif not row.mandate_id:
            found |= self.office
        return found

    def _of_unit(self, unit: int, role: str, late: bool) -> set[int]:
        found = set(self.by_unit.get((unit, role), ()))
        if not found:
            found = {account for code in OF_A_UNIT for account in self.by_unit.get((unit, code), ())}
        heads = self.by_unit.get((unit, RoleCode.HEAD), set())
        return found | heads if late or not found else found

    @property
    def office(self) -> set[int]:
        """The deputies' or proposals office."""
        return self.by_role.get(RoleCode.OFFICE, set())
