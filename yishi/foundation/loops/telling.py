"""Who is told of a step: named by the part he plays, and found for a whole batch in one query."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import BooleanField, ExpressionWrapper, Q, QuerySet

from yishi.foundation.outbox.tell import Telling, tell
from yishi.foundation.people.models import Role, RoleCode, in_force
from yishi.foundation.prepared.select import Prepared


@dataclass(frozen=True)
class Word:
    """What is said: `kind` names the sort of notice, `text` is a sentence of at most 300 characters, `subject` the
    only words that may leave the house (they name a step and no matter)."""

    kind: str
    text: str
    urgent: bool = False
    subject: str = ""


@dataclass(frozen=True)
class To:
    """Everyone who holds one of `roles` in the organ (for one of `units`, if named), and the members `mandates`."""

    roles: tuple[RoleCode, ...] = ()
    units: tuple[int, ...] = ()
    mandates: tuple[int, ...] = ()


@dataclass
class Post:
    """The notices of one work, gathered and sent together."""

    organ_id: int
    day: dt.date
    waiting: list[tuple[int, str, Word, To]] = field(default_factory=list)

    def add(self, matter_id: int, version: int, word: Word, to: To) -> None:
        """`version` keeps notices of the same kind on one matter apart, and doubles of one step together."""
        self.waiting.append((matter_id, f"{word.kind}/{matter_id}/{version}", word, to))

    def send(self) -> None:
        """Find who is meant and write to their inboxes."""
        if not self.waiting:
            return
        held = self._held([to for *_, to in self.waiting])
        tell(
            [
                Telling(account, self.organ_id, matter, key, word.kind, word.text[:300], word.urgent, word.subject)
                for matter, key, word, to in self.waiting
                for account in _meant(held, to)
            ]
        )

    def _held(self, to: Sequence[To]) -> list[tuple[int, str, int | None, int | None]]:
        codes = tuple(sorted({code for each in to for code in each.roles}))
        mandates = {mandate for each in to for mandate in each.mandates}
        units = {unit for each in to for unit in each.units}
        anywhere = any(each.roles and not each.units for each in to)
        found = _HOLDERS(
            self.organ_id, sorted(mandates) or NOBODY, NOBODY if anywhere else sorted(units) or NOBODY, codes=codes,
            anywhere=anywhere, day=self.day,
        )  # fmt: skip
        return [(account, code if now else "", unit, mandate) for account, code, unit, mandate, now in found]


NOBODY = [0]
"""Keys of no row."""


def _holders(
    organ: int, mandates: Sequence[int], units: Sequence[int], codes: tuple[str, ...], anywhere: bool, day: dt.date
) -> QuerySet[Any, Any]:
    """Whose role it is: account, role, unit, mandate, and whether the role holds on the day; of these units only, unless
    those `anywhere` are meant.

    A member's may have ended: what he put forward is still answered to him (SH 19, 22)."""
    now = ExpressionWrapper(in_force(day), BooleanField())
    rows = Role.objects.filter(organ=organ, account__is_active=True).annotate(now=now)
    held = Q(now=True, code__in=codes)
    held = held if anywhere else held & Q(unit__in=units)
    rows = rows.filter(held | Q(mandate__in=mandates)).order_by("account_id")
    return rows.values_list("account_id", "code", "unit_id", "mandate_id", "now")


_HOLDERS = Prepared(_holders)


def _meant(held: Sequence[tuple[int, str, int | None, int | None]], to: To) -> list[int]:
    found = {
        account: None
        for account, code, unit, mandate in held
        if (code in to.roles and (not to.units or unit in to.units)) or (mandate is not None and mandate in to.mandates)
    }
    return list(found)
