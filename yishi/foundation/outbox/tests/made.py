"""What the outbox's tests stand on: an organ with an office, a unit with its people, matters and clocks."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from yishi.foundation import clock
from yishi.foundation.clocks.models import Clock
from yishi.foundation.matters.models import Matter
from yishi.foundation.outbox.tell import Telling
from yishi.foundation.people.models import Account, Organ, RoleCode, Unit
from yishi.foundation.people.tests.factories import AccountFactory, RoleFactory, UnitFactory, make_organ

DAY = dt.date(2026, 3, 16)


@dataclass
class House:
    """One organ and those who are told things in it."""

    organ: Organ
    office: Account
    unit: Unit
    liaison: Account
    head: Account


def house(**kwargs: object) -> House:
    """An organ with one office account, and one unit with a liaison officer and a head. None has an
    address."""
    organ = make_organ(**kwargs)
    unit = UnitFactory(organ=organ)
    return House(
        organ,
        RoleFactory(organ=organ, code=RoleCode.OFFICE).account,
        unit,
        RoleFactory(organ=organ, code=RoleCode.LIAISON, unit=unit).account,
        RoleFactory(organ=organ, code=RoleCode.HEAD, unit=unit).account,
    )


def matter(organ: Organ, number: str = "1号", title: str = "关于修缮未有桥的建议", **kwargs: object) -> Matter:
    """A matter in hand."""
    return Matter.objects.create(
        organ=organ, room="suggestions", kind="suggestion", number=number, title=title, state="handling",
        opened_on=DAY, touched_at=clock.now(), **kwargs,
    )  # fmt: skip


def clock_of(of: Matter, due_on: dt.date, **kwargs: object) -> Clock:
    """A running clock that was started long before."""
    values: dict[str, object] = {"kind": "reply", "started_on": due_on - dt.timedelta(days=90)}
    values |= kwargs
    return Clock.objects.create(
        room=of.room,
        root=of.parent or of,
        organ=of.organ,
        matter=of,
        due_on=due_on,
        original_due_on=due_on,
        article="未有规定 1",
        **values,
    )


def telling(account: Account, organ: Organ, key: str = "a", **kwargs: object) -> Telling:
    """A message about nothing in particular."""
    values: dict[str, object] = {
        "kind": "assigned",
        "text": "第1号建议已交办",
        "subject": "新的交办",
        "matter_id": None,
    }
    return Telling(account_id=account.pk, organ_id=organ.pk, key=key, **(values | kwargs))


def with_address(account: Account) -> Account:
    """The same account, with an address for mail."""
    account.email = f"{account.username}@example.invalid"
    account.save(update_fields=["email"])
    return account


def somebody() -> Account:
    """An account with an address and no role."""
    return with_address(AccountFactory())
