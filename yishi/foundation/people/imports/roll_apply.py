"""Write a planned roll in bulk: the number of queries hangs on batches, not on rows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from django.db.models import Model

from yishi.foundation.people import grounds
from yishi.foundation.people.groupings import DAY
from yishi.foundation.people.models import (
    Account,
    Belonging,
    Grouping,
    Mandate,
    Organ,
    Person,
    Role,
    RoleCode,
)

if TYPE_CHECKING:
    from yishi.foundation.people.imports.places import Wish
    from yishi.foundation.people.imports.roll import SeatPlan

AT_ONCE = 5000
Row = TypeVar("Row", bound=Model)


def save(organ: Organ, plans: Sequence[SeatPlan], day: dt.date) -> None:
    """Save every planned row; the caller holds the transaction."""
    persons = _settled((plan.person, plan.person_values) for plan in plans)
    seats = _settled((plan.seat, plan.seat_values) for plan in plans)
    _write(Person, persons)
    for plan in plans:
        if plan.is_new and plan.seat and plan.person:
            plan.seat.person = plan.person  # takes over the key that the person was just given
    fresh = [seat for seat, _values in seats if seat.pk is None]
    _write(Mandate, seats)
    _move(organ, plans, day)
    _roles(organ, fresh, [seat for seat, values in seats if "began" in values])


def _settled(pairs: Iterable[tuple[Row | None, dict[str, Any]]]) -> list[tuple[Row, dict[str, Any]]]:
    """Each row once (one person may have two seats), with all that it is to become, set."""
    found: dict[int, tuple[Row, dict[str, Any]]] = {}
    for row, values in pairs:
        assert row is not None  # only rows that were understood come here
        found.setdefault(row.pk or id(row), (row, {}))[1].update(values)
    for row, values in found.values():
        for name, value in values.items():
            setattr(row, name, value)
    return list(found.values())


def _write(model: type[Row], rows: Sequence[tuple[Row, dict[str, Any]]]) -> None:
    changed = [(row, values) for row, values in rows if row.pk is not None and values]
    fields = sorted(set().union(*(values for _row, values in changed)))
    _overwrite(model, [row for row, _values in changed], fields)
    model._default_manager.bulk_create([row for row, _values in rows if row.pk is None])


def _overwrite(model: type[Row], rows: Sequence[Row], fields: list[str]) -> None:
    """Update many rows at once, by insert-or-update on the key: far quicker than one CASE for each field."""
    if rows and fields:
        model._default_manager.bulk_create(rows, update_conflicts=True, unique_fields=["id"], update_fields=fields)


def _move(organ: Organ, plans: Sequence[SeatPlan], day: dt.date) -> None:
    leaves = [belonging for plan in plans for belonging in plan.leaves]
    begun, unbegun = [b.pk for b in leaves if b.began < day], [b.pk for b in leaves if b.began >= day]
    for some in _chunks(unbegun):
        Belonging.objects.filter(pk__in=some).delete()
    for some in _chunks(begun):
        Belonging.objects.filter(pk__in=some).update(ended=day - DAY)
    _make_groupings(organ, [wish for plan in plans for wish in plan.joins if wish.grouping is None])
    joins = []
    for plan in plans:
        seat = plan.seat
        assert seat is not None  # only good rows come here
        first = seat.began if plan.is_new else max(day, seat.began)
        joins += [
            Belonging(
                mandate=seat, grouping=wish.grouping, began=first, ended=seat.ended, second=wish.second,
                heads=wish.heads,
            )
            for wish in plan.joins
        ]  # fmt: skip
    Belonging.objects.bulk_create(joins)


def _make_groupings(organ: Organ, wishes: Sequence[Wish]) -> None:
    made: dict[tuple[str, str, int | None], Grouping] = {}
    for wish in wishes:
        key = (wish.kind, wish.name, wish.term.pk if wish.term else None)
        made.setdefault(key, Grouping(organ=organ, term=wish.term, kind=wish.kind, name=wish.name))
        wish.grouping = made[key]
    Grouping.objects.bulk_create(made.values())


def _roles(organ: Organ, seats: Sequence[Mandate], moved: Sequence[Mandate]) -> None:
    """Who has an account acts for his new seat at once; a corrected first day holds for the role too."""
    accounts: dict[int, Account] = {}
    for some in _chunks([seat.person_id for seat in seats]):
        accounts |= {a.person_id: a for a in Account.objects.filter(person__in=some) if a.person_id}
    Role.objects.bulk_create(
        Role(
            account=accounts[seat.person_id], organ=organ, code=RoleCode.MEMBER, mandate=seat,
            began=seat.began, ended=seat.ended,
        )
        for seat in seats
        if seat.person_id in accounts and seat.kind in grounds.ACTING
    )  # fmt: skip
    began = {seat.pk: seat.began for seat in moved}
    for some in _chunks(list(began)):
        roles = list(Role.objects.filter(mandate__in=some))
        for role in roles:
            role.began = began[role.mandate_id or 0]
        _overwrite(Role, roles, ["began"])


def _chunks(keys: list[int]) -> Iterable[list[int]]:
    return (keys[start : start + AT_ONCE] for start in range(0, len(keys), AT_ONCE))
