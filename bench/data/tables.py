"""Rows as they stand in the tables: read for one life, and written in bulk, in the database's own form."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.core.management.color import no_style
from django.db import connection
from django.db.models import Model

from yishi.foundation.clocks.models import Clock
from yishi.foundation.facts.bulk import pour
from yishi.foundation.facts.models import Fact, FactGroup, FactOrgan, FactPerson, FactTag
from yishi.foundation.journal.models import Body, Entry
from yishi.foundation.matters.models import Link, Matter
from yishi.foundation.outbox.models import Notice
from yishi.rooms.suggestions import models as room

OF: dict[type[Model], str] = {
    Matter: "pk",
    room.Suggestion: "matter", room.Handling: "matter", room.Promise: "matter",
    room.Signer: "suggestion", room.Objection: "suggestion", room.Oversight: "suggestion",
    room.Ask: "handling", room.Talk: "handling", room.Opinion: "handling", room.Answer: "handling",
    room.Conference: "handling", room.Evaluation: "handling",
    room.Delivery: "answer__handling", room.PromiseReport: "promise", room.Mark: "evaluation__handling",
    Clock: "matter", Link: "origin", Fact: "matter", FactPerson: "fact__matter", FactOrgan: "fact__matter",
    FactGroup: "fact__matter", FactTag: "fact__matter", Notice: "matter",
}  # fmt: skip
"""Every table that a life writes, save the journal, and the way from its row to the matter; parents first.

`verified` in `build` finds out when a step writes to a table that is not here."""
LEFT_OUT = ("outbox_stale", "outbox_outgoing", "matters_series", "journal_head", "journal_seal")
"""Tables that steps write and clones do not: the index is made (no mark stays), mail is off, counters are set."""


def columns(model: type[Model]) -> list[Any]:
    """The fields that have a column, in the model's order."""
    return list(model._meta.concrete_fields)


def read(model: type[Model], families: Sequence[int]) -> list[tuple[Any, ...]]:
    """The rows of these matters, as the driver gives them."""
    table = connection.ops.quote_name(model._meta.db_table)
    names = ", ".join(connection.ops.quote_name(field.column) for field in columns(model))
    query = model._default_manager.filter(**{f"{OF[model]}__in": families}).order_by("pk").values("pk")
    keys = [row["pk"] for row in query]
    if not keys:
        return []
    pk = connection.ops.quote_name(model._meta.pk.column)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {names} FROM {table} WHERE {pk} IN ({','.join(map(str, keys))}) ORDER BY {pk}")
        return list(cursor.fetchall())


def write(model: type[Model], rows: Iterable[Sequence[Any]]) -> None:
    """Put rows into the table as fast as the database takes them."""
    pour(model, [field.column for field in columns(model)], rows)


def settle_keys() -> None:
    """Let the next rows have keys after those that were written by hand."""
    models = [*OF, Entry, Body]
    with connection.cursor() as cursor:
        for sql in connection.ops.sequence_reset_sql(no_style(), models):
            cursor.execute(sql)


def next_key(model: type[Model]) -> int:
    """The first free key of a table."""
    last = model._default_manager.order_by("-pk").values_list("pk", flat=True).first()
    return (last or 0) + 1
