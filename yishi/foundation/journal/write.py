"""Writing to the journal: `write` links entries to their chains, `erase` takes personal text out of them."""

from __future__ import annotations

import datetime as dt
import secrets
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.models import BigIntegerField, Func, QuerySet, Value
from django.db.transaction import TransactionManagementError

from yishi.foundation import clock, language
from yishi.foundation.journal import canonical
from yishi.foundation.journal.models import Body, Entry, Head
from yishi.foundation.people.actors import Actor
from yishi.foundation.people.models import Organ
from yishi.foundation.prepared.objects import fresh
from yishi.foundation.prepared.select import Prepared
from yishi.foundation.prepared.write import insert, update

SALT_BYTES = 32
ERASURE = ("journal", "erase")
"""Room and step of an entry that says what was erased."""
ERASURE_LAW = "个人信息保护法 47"


@dataclass(frozen=True, kw_only=True)
class NewEntry:
    """What a step hands to the journal. `day` is when it happened; when it was recorded the clock says.

    `said` is what was said and done, as JSON knows it (days, moments, decimals and lazy texts too); with the
    actor's name it becomes the body, which can be erased. Nothing personal belongs in the other fields,
    which never can. `sealed` hides the body from readers without clearance.
    """

    organ_id: int
    actor: Actor
    day: dt.date
    room: str
    step: str
    matter_id: int | None = None
    law: str = ""
    before: str = ""
    after: str = ""
    said: Mapping[str, Any] = field(default_factory=dict)
    sealed: bool = False


@language.in_that_of_records()
def write(new_entries: Sequence[NewEntry]) -> list[Entry]:
    """Link entries to the chains of their organs, in the order given, and save them with their bodies.

    To be called once and last in a transaction: from here to its commit no one else can write to these
    organs' chains. The number of queries does not grow with the number of entries, save that the database
    takes a long list in several helpings.

    Raises TransactionManagementError outside a transaction, NotWritable for what has no canonical form.
    """
    if not connection.in_atomic_block:
        raise TransactionManagementError("the journal is written inside the transaction of what it records")
    if not new_entries:
        return []
    alg = getattr(settings, "YISHI_JOURNAL_HASH", "sha256")
    bodies = [_body(alg, new) for new in new_entries]  # before the lock: it takes the longest
    heads = _locked_heads(sorted({new.organ_id for new in new_entries}))
    at = clock.now()
    roles = {id(actor): actor.role_words for actor in {id(new.actor): new.actor for new in new_entries}.values()}
    entries = [
        _linked(heads[new.organ_id], new, roles[id(new.actor)], alg, at, digest)
        for new, (_, digest) in zip(new_entries, bodies, strict=True)
    ]
    if len(entries) == 1:
        entries[0].pk = getattr(heads[entries[0].organ_id], "key_of_next", None)
    insert(entries)
    for entry, (body, _) in zip(entries, bodies, strict=True):
        body.entry_id = entry.pk
    insert([body for body, _ in bodies])
    for head in heads.values():
        update(head, ("seq", "hash"))
    return entries


def _body(alg: str, new: NewEntry) -> tuple[Body, str]:
    text = canonical.dumps({"actor": new.actor.name, "said": dict(new.said)})
    salt = secrets.token_bytes(SALT_BYTES)
    digest = canonical.body_hash(alg, salt, text)
    if digest is None:
        raise canonical.NotWritable(f"YISHI_JOURNAL_HASH: this platform has no {alg}")
    return fresh(Body, salt=salt, text=text), digest


def _locked_heads(organ_ids: list[int]) -> dict[int, Head]:
    """The organs' heads, locked in the order of their keys, made where an organ has none."""
    if len(organ_ids) > 1:
        _make_heads(organ_ids)  # before any lock is held, so that locks are only ever taken in key order
    heads = _lock(organ_ids)
    if len(heads) < len(organ_ids):
        _make_heads(organ_ids)
        heads = _lock(organ_ids)
    return heads


def _lock(organ_ids: list[int]) -> dict[int, Head]:
    return {head.organ_id: head for head in _HEADS(organ_ids, numbered=connection.vendor == "postgresql")}


def _heads(organ_ids: list[int], numbered: bool) -> QuerySet[Head]:
    """The heads, locked. `numbered` ones come with the key of an entry: who knows it beforehand writes the entry together
    with its body and the head."""
    heads = Head.objects.select_for_update(no_key=True).filter(organ_id__in=organ_ids).order_by("organ_id")
    return heads.annotate(key_of_next=NEXT) if numbered else heads


_HEADS = Prepared(_heads)
NEXT = Func(
    Func(Value(Entry._meta.db_table), Value("id"), function="pg_get_serial_sequence"),
    function="nextval",
    output_field=BigIntegerField(),
)


def _make_heads(organ_ids: list[int]) -> None:
    """Make the missing heads; where another transaction does the same, wait for it and take its row."""
    known = set(Head.objects.filter(organ_id__in=organ_ids).values_list("organ_id", flat=True))
    missing = Organ.objects.filter(id__in=set(organ_ids) - known).order_by("id").values_list("id", "code")
    codes = dict(missing)
    taken = set(Head.objects.filter(chain__in=codes.values()).values_list("chain", flat=True))
    heads = [
        Head(
            organ_id=organ_id,
            chain=f"{code}.{organ_id}" if code in taken else code,  # the code was another organ's before
            seq=0,
            hash=canonical.GENESIS,
        )
        for organ_id, code in codes.items()
    ]
    if heads:
        Head.objects.bulk_create(heads, ignore_conflicts=True)


def _linked(head: Head, new: NewEntry, roles: str, alg: str, at: dt.datetime, body_hash: str) -> Entry:
    """Make the entry that follows `head`, by an actor of these `roles`, and move `head` on to it."""
    entry = fresh(
        Entry, organ_id=head.organ_id, seq=head.seq + 1, day=new.day, at=at,
        actor_id=new.actor.account.pk if new.actor.account else None, actor_role=roles,
        matter_id=new.matter_id, room=new.room, step=new.step, law=new.law, before=new.before,
        after=new.after, sealed=new.sealed, alg=alg, body_hash=body_hash, prev_hash=head.hash,
    )  # fmt: skip
    digest = canonical.entry_hash(row_of(entry, head.chain))
    if digest is None:
        raise canonical.NotWritable(f"YISHI_JOURNAL_HASH: this platform has no {alg}")
    entry.hash = digest
    head.seq, head.hash = entry.seq, digest
    return entry


def row_of(entry: Entry, chain: str) -> dict[str, Any]:
    """The entry's columns as plain values, in the form that its hash is made over."""
    return {
        "chain": chain, "seq": entry.seq, "day": entry.day.isoformat(), "at": canonical.moment(entry.at),
        "actor": entry.actor_id, "role": entry.actor_role, "matter": entry.matter_id, "room": entry.room,
        "step": entry.step, "law": entry.law, "before": entry.before, "after": entry.after,
        "sealed": entry.sealed, "alg": entry.alg, "body_hash": entry.body_hash,
        "prev_hash": entry.prev_hash,
    }  # fmt: skip


@language.in_that_of_records()
def erase(entries: Iterable[Entry], *, why: str, actor: Actor) -> list[Entry]:
    """Erase the bodies of `entries` for good, text and salt; gives the entries that say so, one per organ.

    The chain holds, since it is made over the bodies' hashes. Bodies erased before are passed over, and so
    are those of erasures, which hold no more than numbers and a reason; `why` must therefore name no one.

    Raises ValueError without a reason, TransactionManagementError outside a transaction.
    """
    if not why.strip():
        raise ValueError("an erasure needs a reason")
    wanted = [entry.pk for entry in entries if (entry.room, entry.step) != ERASURE]
    standing = Body.objects.select_for_update(of=("self",)).filter(entry_id__in=wanted, text__isnull=False)
    found = sorted(standing.values_list("entry__organ_id", "entry__seq", "entry_id"))
    by_organ: dict[int, list[int]] = defaultdict(list)
    for organ_id, seq, _ in found:
        by_organ[organ_id].append(seq)
    said = [
        NewEntry(
            organ_id=organ_id, actor=nameless(actor), day=clock.today(), room=ERASURE[0], step=ERASURE[1],
            law=ERASURE_LAW, said={"seqs": seqs, "why": why},
        )
        for organ_id, seqs in by_organ.items()
    ]  # fmt: skip
    written = write(said)
    if written:
        Body.objects.filter(pk__in=[pk for *_, pk in found]).update(
            salt=None, text=None, erased_at=written[0].at, erased_why=why
        )
    return written


def nameless(actor: Actor) -> Actor:
    """The same actor without his name: the account's number is in the entry, and this body must last."""
    return Actor(actor.organ, actor.kind, "", actor.account, actor.roles)
