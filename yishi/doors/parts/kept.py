"""Counts kept for as long as nothing more is recorded.

Whatever is counted of an organ's matters, periods and facts changes only in a step, and no step is taken without an
entry in the organ's journal. So a number stays right while the journal's head is the one under which it was counted;
it is asked for with each request, in every process, and costs one look at one row. The head is read before anything
is counted: what comes in between makes a number newer than its head says, and it is counted again the next time.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, TypeVar, cast

from django.db.models import Count, IntegerField, QuerySet, Subquery
from django.db.models.functions import Coalesce

from yishi.foundation.journal.models import Head
from yishi.foundation.matters.models import Matter
from yishi.foundation.outbox.models import Notice
from yishi.foundation.prepared.select import Prepared
from yishi.rooms.activities.models import Activity

T = TypeVar("T")
MOST = 1000
"""Counts kept in a process; those not asked for the longest go."""

_kept: OrderedDict[Hashable, tuple[Any, Any]] = OrderedDict()
_lock = Lock()


def kept(request: Any, name: str, *given: Hashable, make: Callable[[], T]) -> T:
    """What `make` counts in the organ of this request. `name` and `given` say all that it depends on beside the
    organ's records: the day, and never the reader, unless he is among `given`."""
    head, key = _head(request), (request.actor.organ.pk, name, *given)
    with _lock:
        under, value = _kept.get(key, (None, None))
    if under is None or under != head:
        value = make()
        with _lock:
            _kept[key] = head, value
            _kept.move_to_end(key)
            while len(_kept) > MOST:
                _kept.popitem(last=False)
    return cast(T, value)


def forget() -> None:
    """Count everything anew."""
    with _lock:
        _kept.clear()


def unread(request: Any) -> int:
    """Notices that this account has not read; asked for together with the head."""
    return _around(request)[2]


def reported(request: Any) -> int:
    """Reports of duty in this organ that wait for the office; asked for together with the head."""
    return _around(request)[3]


def _head(request: Any) -> tuple[int, str]:
    """Where the organ's journal stands."""
    return _around(request)[:2]


def _around(request: Any) -> tuple[int, str, int, int]:
    """What the head of every page wants; read once a request, in one query."""
    found: tuple[int, str, int, int] | None = getattr(request, "_around", None)
    if found is None:
        organ, account = request.actor.organ.pk, request.user.pk
        rows = _AROUND(organ, account)
        found = request._around = rows[0] if rows else (0, "", _of_account(account).count(), 0)
    return found


def _of_account(account: int) -> QuerySet[Notice]:
    return Notice.objects.filter(account=account, read_at=None)


def _heads(organ: int, account: int) -> QuerySet[Any, Any]:
    own = _of_account(account).order_by().values("account").annotate(n=Count("*")).values("n")
    reports = Matter.objects.filter(organ=organ, room="activities", kind="activity", state=Activity.State.REPORTED)
    waits = reports.order_by().values("organ").annotate(n=Count("*")).values("n")
    unread, told = (Coalesce(Subquery(rows, output_field=IntegerField()), 0) for rows in (own, waits))
    return (
        Head.objects.filter(organ=organ).annotate(unread=unread, told=told).values_list("seq", "hash", "unread", "told")
    )


_AROUND = Prepared(_heads)
