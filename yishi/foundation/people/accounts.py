"""Accounts: made in bulk with first passwords, closed, and who holds which role on a day."""

from __future__ import annotations

import datetime as dt
import secrets
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.contrib.auth.hashers import PBKDF2PasswordHasher, get_hasher, make_password
from django.contrib.auth.password_validation import validate_password
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from yishi.foundation import clock, language
from yishi.foundation.people.models import (
    Account,
    Grouping,
    Mandate,
    Organ,
    Role,
    RoleCode,
    Unit,
    in_force,
)
from yishi.foundation.people.refusals import Refused

LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
"""Without those that are taken for one another on paper (i l o 0 1)."""

FIRST_ROUNDS = 20_000
"""Rounds for hashing first passwords. They are random (59 bits), so many rounds would add minutes to making
500 accounts and nothing to their safety; signing in hashes again with the full number."""

BATCH = 500


@dataclass(frozen=True)
class NewAccount:
    """An account to be made, and the one role it begins with."""

    username: str
    name: str
    code: RoleCode
    unit: Unit | None = None
    mandate: Mandate | None = None
    grouping: Grouping | None = None
    phone: str = ""


@dataclass(frozen=True)
class FirstPassword:
    """What is printed once for one person. The password is kept nowhere else, and not in clear."""

    username: str
    name: str
    role: str
    place: str
    password: str


def first_password() -> str:
    """A random one-time password that can be read from paper: three groups of four."""
    return "-".join("".join(secrets.choice(LETTERS) for _n in range(4)) for _group in range(3))


@dataclass(frozen=True)
class Newcomer:
    """Who an account is made for, before any role."""

    username: str
    name: str
    phone: str = ""
    person_id: int | None = None


def create(organ: Organ, people: Sequence[Newcomer]) -> tuple[list[Account], list[str]]:
    """Accounts without roles, and their first passwords in the same order; a password is kept hashed only.

    Raises Refused naming every user name that cannot be had. The caller holds the transaction."""
    _names_free([new.username for new in people])
    slips = [first_password() for _new in people]
    accounts = [
        Account(
            username=new.username, name=new.name, phone=new.phone, person_id=new.person_id, home=organ,
            must_change_password=True, password=_hashed(slip), date_joined=clock.now(),
        )
        for new, slip in zip(people, slips, strict=True)
    ]  # fmt: skip
    return Account.objects.bulk_create(accounts, batch_size=BATCH), slips


@transaction.atomic
def make_accounts(organ: Organ, wanted: Sequence[NewAccount], day: dt.date) -> list[FirstPassword]:
    """Make all the accounts or none, each with its role from `day` on (a member's from his first day).

    Returned for printing, once. Raises Refused naming every user name that cannot be had."""
    _without_account(wanted)
    people = [
        Newcomer(new.username, new.name, new.phone, new.mandate.person_id if new.mandate else None) for new in wanted
    ]
    made, slips = create(organ, people)
    roles = [_role(organ, account, new, day) for account, new in zip(made, wanted, strict=True)]
    Role.objects.bulk_create(roles, batch_size=BATCH)
    return [
        FirstPassword(new.username, new.name, str(RoleCode(new.code).label), _place(new), slip)
        for new, slip in zip(wanted, slips, strict=True)
    ]


def _names_free(names: Sequence[str]) -> None:
    for name in names:
        check_username(name)
    twice = {name for name, times in Counter(names).items() if times > 1}
    taken = twice | set(Account.objects.filter(username__in=names).values_list("username", flat=True))
    if taken:
        raise Refused(_("用户名已被使用：%(names)s。") % {"names": language.listed(sorted(taken))})


def _without_account(wanted: Sequence[NewAccount]) -> None:
    persons = [new.mandate.person_id for new in wanted if new.mandate]
    have = Account.objects.filter(person__in=persons).values_list("name", flat=True)
    if have:
        raise Refused(_("已有账号：%(names)s。") % {"names": language.listed(sorted(have))})


def check_username(name: str) -> None:
    """Raises Refused for a name that cannot be one."""
    try:
        UnicodeUsernameValidator()(name)
    except ValidationError:
        said = {"name": name}
        raise Refused(_("用户名“%(name)s”只能含文字、字母、数字和 @ . + - _。") % said) from None
    if len(name) > 150:
        raise Refused(_("用户名过长，最多 150 个字。"))


def _hashed(password: str) -> str:
    hasher = get_hasher()
    if isinstance(hasher, PBKDF2PasswordHasher):
        return hasher.encode(password, hasher.salt(), iterations=FIRST_ROUNDS)
    return make_password(password)


def _role(organ: Organ, account: Account, new: NewAccount, day: dt.date) -> Role:
    seat = new.mandate
    return Role(
        account=account, organ=organ, code=new.code, unit=new.unit, grouping=new.grouping, mandate=seat,
        began=seat.began if seat else day, ended=seat.ended if seat else None,
    )  # fmt: skip


def _place(new: NewAccount) -> str:
    return str(new.unit or new.grouping or "")


@transaction.atomic
def reset_password(account: Account) -> FirstPassword:
    """A new one-time password for someone who forgot his; the old one is void at once."""
    slip = first_password()
    Account.objects.filter(pk=account.pk).update(password=_hashed(slip), must_change_password=True)
    return FirstPassword(account.username, account.name, "", "", slip)


def choose_password(account: Account, password: str) -> None:
    """The account's own password takes the first one's place. Raises Refused with what is wrong with it."""
    try:
        validate_password(password, account)
    except ValidationError as found:
        raise Refused("".join(found.messages)) from None
    if account.has_usable_password() and account.check_password(password):
        raise Refused(_("新密码不能与原密码相同。"))
    account.set_password(password)
    account.must_change_password = False
    account.save(update_fields=["password", "must_change_password"])


@transaction.atomic
def deactivate(account: Account, day: dt.date) -> None:
    """Nobody signs in by it any more, and its roles end with `day`; what it did stays recorded.

    Raises Refused for the last administrator of an organ."""
    account = Account.objects.select_for_update().get(pk=account.pk)
    running = account.roles.filter(Q(ended=None) | Q(ended__gt=day))
    for role in running.filter(code=RoleCode.ADMINISTRATOR).select_related("organ"):
        if not holders(role.organ, [RoleCode.ADMINISTRATOR], day).exclude(pk=account.pk).exists():
            said = {"organ": role.organ.short}
            raise Refused(_("这是%(organ)s唯一的系统管理员，请先指定另一位。") % said)
    running.filter(began__gt=day).delete()
    running.update(ended=day)
    account.is_active = False
    account.set_unusable_password()
    account.save(update_fields=["is_active", "password"])


def holders(
    organ: Organ,
    codes: Iterable[str],
    day: dt.date,
    unit: Unit | int | None = None,
    grouping: Grouping | int | None = None,
) -> QuerySet[Account]:
    """Active accounts that hold one of the roles in `organ` on `day` (for a unit or committee, if named)."""
    roles = Role.objects.filter(in_force(day), organ=organ, code__in=list(codes))
    if unit is not None:
        roles = roles.filter(unit=unit)
    if grouping is not None:
        roles = roles.filter(grouping=grouping)
    return Account.objects.filter(is_active=True, pk__in=roles.values("account")).order_by("name", "pk")


def liaisons(unit: Unit, day: dt.date) -> QuerySet[Account]:
    """Who is the unit's liaison officer (联络员) on `day`; there may be two."""
    return holders(unit.organ, [RoleCode.LIAISON], day, unit=unit)


def heads(unit: Unit, day: dt.date) -> QuerySet[Account]:
    """Who signs for the unit (负责人) on `day`."""
    return holders(unit.organ, [RoleCode.HEAD], day, unit=unit)
