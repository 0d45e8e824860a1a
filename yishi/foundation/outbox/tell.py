"""Telling people: notices and their way out are written in the step's own transaction, so that both leave
with the commit or not at all; a worker does the sending (`deliver`)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction

from yishi.foundation import clock
from yishi.foundation.outbox import channels
from yishi.foundation.outbox.models import Notice, Outgoing
from yishi.foundation.people.models import Account
from yishi.foundation.prepared.objects import fresh
from yishi.foundation.prepared.select import Prepared
from yishi.foundation.prepared.write import Conflict, insert, put

LONGEST_KEY = 120
LONGEST_TEXT = 300
LONGEST_SUBJECT = 40
ONCE = Conflict(("account", "key"), ("key",))


@dataclass(frozen=True)
class Telling:
    """One message to one account. The same `key` reaches an account once, however often it is told.

    `subject` is what mail and bridges may say of it: the kind of business, never its content.
    """

    account_id: int
    organ_id: int
    matter_id: int | None
    key: str
    kind: str
    text: str
    urgent: bool = False
    subject: str = ""


def tell(tellings: Iterable[Telling]) -> int:
    """Put messages into inboxes and on their way out; answers how many there were, repeated ones included.

    Three queries for any number (SQLite splits long inserts). Raises `TransactionManagementError` outside a
    transaction and ValueError for a key that is too long to be kept whole.
    """
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("people are told inside a step's transaction")
    notices = [_notice(telling) for telling in _once_each(tellings)]
    if not notices:
        return 0
    # Writing an old key over itself changes nothing and, unlike ignoring it, answers with the row's id.
    if channels.any_personal() or channels.of_groups():
        insert(notices, ONCE)
        _send_out(notices)
    else:
        put(notices, ONCE)
    return len(notices)


def forget(matter_ids: Iterable[int]) -> int:
    """Blank what notices say of these matters, when their personal text is erased; answers how many
    notices."""
    return Notice.objects.filter(matter__in=matter_ids).update(text="（内容已删除）")


def _once_each(tellings: Iterable[Telling]) -> list[Telling]:
    return list({(telling.account_id, telling.key): telling for telling in tellings}.values())


def _notice(telling: Telling) -> Notice:
    if len(telling.key) > LONGEST_KEY:
        raise ValueError(f"the key of a telling has at most {LONGEST_KEY} characters: {telling.key!r}")
    return fresh(
        Notice,
        account_id=telling.account_id,
        organ_id=telling.organ_id,
        matter_id=telling.matter_id,
        key=telling.key,
        kind=telling.kind,
        subject=_clip(telling.subject, LONGEST_SUBJECT),
        text=_clip(telling.text, LONGEST_TEXT),
        urgent=telling.urgent,
        made_at=clock.now(),
    )


def _clip(text: str, length: int) -> str:
    return text if len(text) <= length else f"{text[: length - 1]}…"


_ACCOUNTS = Prepared(lambda keys: Account.objects.select_related("wish", "person").filter(pk__in=keys))


def _send_out(notices: list[Notice]) -> None:
    """Rows for the worker: each account's own channels, and each group's once for a message told to many."""
    rows = []
    if channels.any_personal():
        accounts = {account.pk: account for account in _ACCOUNTS(list({notice.account_id for notice in notices}))}
        rows = [
            Outgoing(notice=notice, channel=channel, due_at=notice.made_at)
            for notice in notices
            for channel in channels.personal(accounts[notice.account_id], notice.urgent)
        ]
    first_told = {(notice.organ_id, notice.key): notice for notice in reversed(notices)}
    rows += [
        Outgoing(notice=notice, channel=channel, due_at=notice.made_at)
        for notice in first_told.values()
        for channel in channels.of_groups()
    ]
    if rows:
        Outgoing.objects.bulk_create(rows, ignore_conflicts=True)
