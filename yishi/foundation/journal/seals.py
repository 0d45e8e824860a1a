"""Sealing (封签): a signed word, once a day, of where each chain stands.

A seal kept outside finds what the chain alone cannot: a tail cut off together with the head, or a chain
computed anew from a changed row on. Each seal names the one before it.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction

from yishi.foundation import clock
from yishi.foundation.journal import canonical, keys
from yishi.foundation.journal.models import Head, Seal
from yishi.foundation.people.models import Organ


def seal(organ: Organ, day: dt.date) -> Seal | None:
    """Seal where the organ's chain stands now, as the seal of `day`; the same again if `day` is sealed.

    None where nothing was written since the last seal, or a later day is sealed, which covers this one.
    """
    key = keys.private_key()
    with transaction.atomic():
        head = Head.objects.select_for_update(no_key=True).filter(organ=organ, seq__gt=0).first()
        if head is None:
            return None
        last = Seal.objects.filter(organ=organ).order_by("day").last()
        if last and last.day >= day:
            return Seal.objects.filter(organ=organ, day=day).first()
        if last and last.seq == head.seq:
            return None
        made = Seal(
            organ=organ, day=day, seq=head.seq, hash=head.hash, made_at=clock.now(),
            key_id=canonical.key_id(keys.public_bytes(key)),
            prev=canonical.seal_digest(seal_row(last, head.chain)) if last else "",
        )  # fmt: skip
        made.signature = key.sign(canonical.seal_bytes(seal_row(made, head.chain))).hex()
        made.save(force_insert=True)
        return made


def seal_all(day: dt.date) -> list[Seal]:
    """Seal every organ's chain, each in a transaction of its own; gives the seals of `day`."""
    organs = Organ.objects.filter(id__in=Head.objects.filter(seq__gt=0).values("organ_id")).order_by("id")
    return [made for organ in organs if (made := seal(organ, day))]


def seal_row(seal: Seal, chain: str) -> dict[str, Any]:
    """The seal's columns as plain values, in the form that its signature is made over."""
    return {
        "chain": chain, "day": seal.day.isoformat(), "seq": seal.seq, "hash": seal.hash,
        "made_at": canonical.moment(seal.made_at), "prev": seal.prev, "key_id": seal.key_id,
        "signature": seal.signature,
    }  # fmt: skip
