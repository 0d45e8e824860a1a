"""Who acts: an account in an organ on a day, with the roles it holds then; or the system itself."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from yishi.foundation import language
from yishi.foundation.people.models import Account, Belonging, Mandate, Organ, Role, RoleCode, in_force
from yishi.foundation.prepared.select import Prepared


@dataclass(frozen=True)
class Held:
    """One role as held by the actor. `former` is a member's whose mandate is over or suspended, or whose role was
    taken: it opens nothing new, but what he put forward is still answered to him (SH 19, 22)."""

    code: str
    unit_id: int | None = None
    grouping_id: int | None = None
    mandate_id: int | None = None
    former: bool = False


@dataclass(frozen=True)
class Actor:
    """Someone who takes a step. Equal roles give equal rights; nothing else about an account counts.

    `kind` is "system" for what follows by itself (a child's step moving its parent), "stranger" for
    someone who is not signed in or has no role here.
    """

    organ: Organ
    kind: Literal["account", "system", "stranger"]
    name: str
    account: Account | None = None
    roles: frozenset[Held] = field(default_factory=frozenset)
    leads: frozenset[int] = field(default_factory=frozenset)
    """Delegations, sectors and groups whose head he is."""
    follows: frozenset[int] = field(default_factory=frozenset)
    """Matters that he put forward without an account and follows by the link or code he was given."""

    def has(self, *codes: RoleCode) -> bool:
        """Does he hold any of these roles now?"""
        return any(held.code in codes and not held.former for held in self.roles)

    def units(self, *codes: RoleCode) -> frozenset[int]:
        """Units for which he holds one of these roles."""
        return frozenset(held.unit_id for held in self.roles if held.code in codes and held.unit_id)

    def groupings(self, *codes: RoleCode) -> frozenset[int]:
        """Committees for which he holds one of these roles."""
        return frozenset(held.grouping_id for held in self.roles if held.code in codes and held.grouping_id)

    @property
    def mandates(self) -> frozenset[int]:
        """Mandates in whose name he acts, those that ended too."""
        return frozenset(held.mandate_id for held in self.roles if held.mandate_id)

    @property
    def sitting(self) -> frozenset[int]:
        """Mandates in whose name he may begin something new."""
        return frozenset(held.mandate_id for held in self.roles if held.mandate_id and not held.former)

    @property
    def role_words(self) -> str:
        """His roles as the journal and pages name them."""
        if self.kind == "system":
            return _("系统")
        if self.follows:
            return _("留言人")
        codes = sorted({held.code for held in self.roles})
        return language.listed(str(RoleCode(code).label) for code in codes) or _("无角色")


def roles_of(account: Account, day: dt.date) -> list[Role]:
    """The account's roles on `day` in every organ, a member's after his mandate too, in one query.

    `seated` says of a member's whether role and mandate both hold then: the role alone would outlive a seat that an
    import or a correction ended, the seat alone a role that was taken."""
    return _ROLES(account.pk, day=day)


def _roles(account: int, day: dt.date) -> QuerySet[Role]:
    held = Exists(Mandate.objects.on(day).filter(pk=OuterRef("mandate")))
    seated = ExpressionWrapper(in_force(day) & Q(held), BooleanField())
    rows = Role.objects.filter(in_force(day) | Q(code=RoleCode.MEMBER), account=account, began__lte=day)
    return rows.select_related("organ").annotate(seated=seated).order_by("pk")


_ROLES = Prepared(_roles)


def acting(account: Account, organ: Organ, day: dt.date, rows: Iterable[Role]) -> Actor:
    """The account in `organ`, from its roles; one query more for a sitting member, who may head a group."""
    mine = [row for row in rows if row.organ_id == organ.pk]
    roles = frozenset(
        Held(row.code, row.unit_id, row.grouping_id, row.mandate_id, former=bool(row.mandate_id) and not row.seated)  # type: ignore[attr-defined]
        for row in mine
    )
    seats = [held.mandate_id for held in roles if held.mandate_id and not held.former]
    leads = (
        Belonging.objects.filter(in_force(day), mandate__in=seats, heads=True) if seats else Belonging.objects.none()
    )
    groupings = frozenset(leads.values_list("grouping_id", flat=True)) if seats else frozenset()
    return Actor(organ, "account" if roles else "stranger", account.name, account, roles, groupings)


def actor_of(account: Account, organ: Organ, day: dt.date) -> Actor:
    """The account as it stands in `organ` on `day`."""
    return acting(account, organ, day, roles_of(account, day))


def system(organ: Organ) -> Actor:
    """The system itself, as an actor that the journal can name."""
    return Actor(organ, "system", "系统")


def stranger(organ: Organ) -> Actor:
    """Someone not signed in."""
    return Actor(organ, "stranger", "访客")


def follower(organ: Organ, *matters: int) -> Actor:
    """Someone not signed in who showed that these matters are his own."""
    return Actor(organ, "stranger", "留言人", follows=frozenset(matters))
