"""The inbox (消息) of an account."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from yishi.foundation import clock
from yishi.foundation.outbox.models import Notice
from yishi.foundation.people.models import Account

PAGE = 30


@dataclass(frozen=True)
class Page:
    """One page of notices, newest first, with their matters; `more` when another follows."""

    notices: list[Notice]
    number: int
    more: bool


def unread_count(account: Account) -> int:
    """How many notices wait to be read. One query."""
    return Notice.objects.filter(account=account, read_at=None).count()


def page(account: Account, number: int = 1, *, unread_only: bool = False, size: int = PAGE) -> Page:
    """Page `number` (from 1) of the inbox. One query; a number below 1 gives the first page."""
    number = max(1, number)
    start = (number - 1) * size
    found = Notice.objects.filter(account=account).select_related("matter", "organ")
    if unread_only:
        found = found.filter(read_at=None)
    rows = list(found[start : start + size + 1])
    return Page(rows[:size], number, len(rows) > size)


def mark_read(account: Account, notice_ids: Iterable[int]) -> int:
    """Mark some as read; those of others are left alone. Answers how many changed."""
    return Notice.objects.filter(account=account, pk__in=list(notice_ids), read_at=None).update(read_at=clock.now())


def mark_all_read(account: Account, until: dt.datetime | None = None) -> int:
    """Mark all as read that had come by `until` (when the page was drawn), so that nothing newer goes
    unseen."""
    found = Notice.objects.filter(account=account, read_at=None)
    if until is not None:
        found = found.filter(made_at__lte=until)
    return found.update(read_at=clock.now())
