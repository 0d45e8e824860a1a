"""Figures frozen for a report: what they were, how they were counted, and a hash by which any change shows.

A report leaves the house, so its figures are counted as for somebody from outside: of sealed evaluations a snapshot holds
what everyone may know. Rows are covered by a keyed hash each; the key stands with the snapshot, so that nobody can guess
rows that he may not see and try them against the hash.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from yishi.foundation import clock, language
from yishi.foundation.journal import canonical
from yishi.foundation.journal.models import Entry
from yishi.foundation.journal.write import NewEntry, write
from yishi.foundation.people import actors
from yishi.foundation.people.actors import Actor
from yishi.foundation.people.models import Mandate
from yishi.readings.figures import expression as grammar
from yishi.readings.figures import rows
from yishi.readings.figures.counting import Counter, leaves_of
from yishi.readings.figures.engine.evaluations import asks_of
from yishi.readings.figures.engine.questions import NotCounted
from yishi.readings.figures.expression import Count, Expression
from yishi.readings.figures.figure import Figure, Value, plain
from yishi.readings.figures.models import Snapshot
from yishi.readings.figures.recorded import FREEZE, ROOM
from yishi.readings.figures.windows import Span

FORM = "yishi-figures-1"
SEALED = "sealed"
"""In place of a hash of rows that are sealed."""


@dataclass(frozen=True)
class Differs:
    """A frozen figure that would be another today."""

    id: str
    name: str
    then: str
    now: str


@language.in_that_of_records()
@transaction.atomic
def freeze(actor: Actor, title: str, asked: Span, figures: Sequence[Figure]) -> Snapshot:
    """Count these figures of the actor's organ as for the public, and keep them with a hash that the journal holds too."""
    salt = secrets.token_hex(32)
    counter = Counter(actors.stranger(actor.organ), asked)
    values = counter.values([figure.expression for figure in figures])
    frozen = [
        _frozen(figure, value, counter, salt) for figure, value in zip(figures, values, strict=True)
    ]  # fmt: skip
    made = Snapshot(
        organ=actor.organ, title=title, since=asked.since, until=asked.until, made_at=clock.now(), made_by=actor.account,
        figures=frozen, salt=salt, alg=getattr(settings, "YISHI_JOURNAL_HASH", "sha256"),
    )  # fmt: skip
    made.hash = digest_of(made)
    made.save()
    said = {"snapshot": made.pk, "title": title, "figures": len(frozen), "alg": made.alg, "hash": made.hash}
    write([NewEntry(organ_id=actor.organ.pk, actor=actor, day=clock.today(), room=ROOM, step=FREEZE, said=said)])
    return made


def _frozen(figure: Figure, value: Value, counter: Counter, salt: str) -> dict[str, Any]:
    return {
        "id": figure.id, "name": figure.name, "measure": figure.measure, "definition": figure.definition,
        "expression": figure.expression.data(), "number": plain(value.number), "note": value.note,
        "parts": [plain(part) for part in value.parts], "rows": rows_hash(counter, figure.expression, salt),
        "days": _days(counter, figure.expression),
    }  # fmt: skip


def _days(counter: Counter, expression: Expression) -> list[list[str]]:
    made = []
    for count, back in dict.fromkeys(leaves_of(expression)):
        try:
            span = counter.frame(count, back).span
            made.append([span.since.isoformat(), span.until.isoformat()])
        except NotCounted:
            made.append([])
    return made


def rows_hash(counter: Counter, expression: Expression, salt: str) -> str:
    """A keyed hash over every row behind an expression, whoever may see it; sealed rows are in none."""
    made = hmac.new(bytes.fromhex(salt), digestmod=hashlib.sha256)
    for count, back in dict.fromkeys(leaves_of(expression)):
        if asks_of(count):
            return SEALED
        if count.window.name != "plan":
            for line in _rows_of(counter, count, back):
                made.update(line.encode())
        made.update(b"\n")
    return made.hexdigest()


def _rows_of(counter: Counter, count: Count, back: int) -> Iterator[str]:
    try:
        yield from _lines(rows.every_row(counter, count, counter.frame(count, back)))
    except NotCounted:
        return


def _lines(found: QuerySet[Any]) -> Iterator[str]:
    if found.model is Mandate:
        cells = found.order_by("pk").values_list("organ", "person", "kind", "began", "ended")
    else:
        fields = ("matter", "key", "day", "until", "kind", "source", "outcome", "measure", "outside", "quantity")
        cells = found.order_by("matter", "key").values_list(*fields)
    for row in cells.iterator(2000):
        yield canonical.dumps([plain(each) if isinstance(each, Decimal) else each for each in row]) + "\n"


def digest_of(snapshot: Snapshot) -> str:
    """The hash that a snapshot with this content must bear. Raises `canonical.NotWritable` for an unknown algorithm."""
    text = canonical.dumps({
        "form": FORM, "organ": snapshot.organ_id, "title": snapshot.title, "since": snapshot.since, "until": snapshot.until,
        "made_at": snapshot.made_at, "salt": snapshot.salt, "figures": snapshot.figures,
    })  # fmt: skip
    found = canonical.digest(snapshot.alg, text.encode())
    if found is None:
        raise canonical.NotWritable(f"no {snapshot.alg}")
    return found


def verify(snapshot: Snapshot) -> list[str]:
    """What is wrong with a snapshot: nothing, or sentences. Its hash must fit its content and stand in the journal."""
    wrong = []
    if digest_of(snapshot) != snapshot.hash:
        wrong.append(_("快照的内容与它的哈希不符，冻结之后被改动过。"))
    entries = Entry.objects.filter(organ=snapshot.organ_id, room=ROOM, step=FREEZE).select_related("body")
    noted = {
        said["hash"]
        for entry in entries
        if (said := (entry.body.content or {}).get("said", {})) and said.get("snapshot") == snapshot.pk
    }
    if snapshot.hash not in noted:
        wrong.append(_("日志里没有这份快照，或者记的是另一个哈希。"))
    return wrong


def differences(snapshot: Snapshot) -> list[Differs]:
    """Figures that would be another today: counted again over the same days, as for the public."""
    counter = Counter(actors.stranger(snapshot.organ), Span(snapshot.since, snapshot.until))
    values = counter.values([grammar.read(row["expression"]) for row in snapshot.figures])
    return [
        Differs(row["id"], row["name"], row["number"], plain(value.number))
        for row, value in zip(snapshot.figures, values, strict=True)
        if row["number"] != plain(value.number)
    ]
