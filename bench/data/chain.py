"""Entries of clones, linked into the organ's chain by the journal's own functions."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator

from django.db import connection

from bench.data import tables
from bench.data.cloned import Said
from bench.data.people import House
from yishi.foundation.journal import canonical
from yishi.foundation.journal.models import Body, Entry, Head
from yishi.foundation.journal.write import SALT_BYTES, row_of

HELPING = 20_000
"""Entries written at once, so that memory stays small."""


def link(house: House, said: list[Said]) -> None:
    """Write the entries in the order in which things happened, after what the chain holds."""
    said.sort(key=lambda each: (each.at, each.number, each.entry.seq))
    head = Head.objects.select_for_update(no_key=True).get(organ=house.organ)
    key = tables.next_key(Entry)
    for start in range(0, len(said), HELPING):
        made = list(_linked(head, said[start : start + HELPING], key + start))
        tables.write(Entry, [entry for entry, _ in made])
        tables.write(Body, [body for _, body in made])
    head.save(update_fields=["seq", "hash"])


def _linked(head: Head, said: Iterable[Said], key: int) -> Iterator[tuple[list[object], list[object]]]:
    names = [column.attname for column in tables.columns(Entry)]
    moment = connection.ops.adapt_datetimefield_value
    for at, each in enumerate(said):
        old, salt = each.entry, os.urandom(SALT_BYTES)
        new = Entry(
            pk=key + at, organ_id=old.organ_id, seq=head.seq + 1, day=old.day, at=old.at, actor_id=each.actor,
            actor_role=old.actor_role, matter_id=each.matter, room=old.room, step=old.step, law=old.law,
            before=old.before, after=old.after, sealed=old.sealed, alg=old.alg,
            body_hash=canonical.body_hash(old.alg, salt, each.text), prev_hash=head.hash,
        )  # fmt: skip
        new.hash = canonical.entry_hash(row_of(new, head.chain)) or ""
        head.seq, head.hash = new.seq, new.hash
        values = [moment(new.at) if name == "at" else getattr(new, name) for name in names]
        yield values, [new.pk, salt, each.text, None, ""]
