"""Running numbers without gaps or doubles."""

from __future__ import annotations

from django.db import transaction

from yishi.foundation.matters.models import Series
from yishi.foundation.people.models import Organ


def take(organ: Organ, name: str, count: int = 1) -> range:
    """Take the next `count` numbers of a series; inside the caller's transaction, so a rolled-back step gives them back.

    Raises `TransactionManagementError` outside a transaction.
    """
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("numbers are taken inside a step's transaction")
    Series.objects.get_or_create(organ=organ, name=name)
    series = Series.objects.select_for_update().get(organ=organ, name=name)
    first = series.last + 1
    series.last += count
    series.save(update_fields=["last"])
    return range(first, series.last + 1)
