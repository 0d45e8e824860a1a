"""Excel and CSV out: the list as its reader may see it, a row an activity. Its columns can be brought in again.

Who took part stands in it by name, since every reader of an activity reads that; heads and outputs as people write them
(群众30、意见建议12条). Rows are read a few hundred at a time, each helping with the same number of queries.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any

from django.db.models import QuerySet

from yishi.foundation import language
from yishi.foundation.people.actors import Actor
from yishi.foundation.sheets import Column, Kind, write
from yishi.foundation.sheets.lines import lines as csv_lines
from yishi.rooms.activities import lists, own
from yishi.rooms.activities.catalogue.kinds import Catalogue
from yishi.rooms.activities.imports.columns import columns as brought_in
from yishi.rooms.activities.models import Activity, Output, Participant
from yishi.rooms.activities.models.activity import listed

AT_ONCE = 500
Row = Mapping[str, Any]


@language.in_that_of_records()
def columns(actor: Actor) -> list[Column]:
    """Those of an import, and number, state and organ before them."""
    return [
        Column("number", ("编号",), kind=Kind.CODE), Column("state", ("状态",)), Column("organ", ("登记机关",)),
        Column("line", ("工作条线",)), *brought_in(actor.organ.profile), Column("ended_on", ("终止日期",), kind=Kind.DAY),
    ]  # fmt: skip


def rows(found: QuerySet[Activity], actor: Actor) -> Iterator[Row]:
    """The rows of those of `found` that the actor may see, in its order."""
    known = own.catalogue(actor.organ)
    keys = iter(found.filter(pk__in=lists.visible(actor).values("pk")).values_list("pk", flat=True).iterator(2000))
    while helping := list(islice(keys, AT_ONCE)):
        yield from _helping(helping, known, actor.organ.profile)


def excel(found: QuerySet[Activity], actor: Actor, title: str = "") -> bytes:
    """The list as an .xlsx file."""
    return write(columns(actor), rows(found, actor), title or "活动")


def lines(found: QuerySet[Activity], actor: Actor) -> Iterator[str]:
    """The list as lines of a CSV file, for a streamed answer."""
    return csv_lines(columns(actor), rows(found, actor))


def _helping(keys: list[int], known: Catalogue, profile: str) -> Iterator[Row]:
    prefetch = ("participants__mandate__person", "hosts__organ", "hosts__unit", "joined__grouping", "outputs")
    found = Activity.objects.filter(pk__in=keys).select_related("matter__organ", "body").prefetch_related(*prefetch)
    by_key = {a.pk: a for a in found}
    for key in keys:
        yield _row(by_key[key], known, profile)


@language.in_that_of_records()
def _row(a: Activity, known: Catalogue, profile: str) -> dict[str, Any]:
    kind = known.kind_by_code.get(a.kind)
    line = known.line_by_code.get(a.line)
    present = list(a.participants.all())
    return {
        "number": a.matter.number, "state": Activity.State(a.matter.state).label, "organ": a.matter.organ.short,
        "line": line.name_in(profile) if line else a.line, "kind": kind.name_in(profile) if kind else a.kind, "day": a.day,
        "title": a.matter.title, "last_day": a.last_day, "place": a.place, "area": a.area, "topics": list(listed(a.topics)),
        "laws": list(listed(a.laws)), "times": a.times, "result": dict(kind.results).get(a.result, a.result) if kind else a.result,
        "body": str(a.body or ""), "hosts": [str(row) for row in a.hosts.all()], "groups": [str(row) for row in a.joined.all()],
        "persons": list(dict.fromkeys(str(row) for row in present if row.mandate_id)), "heads": _heads(present, known),
        "outputs": [_came(row, known) for row in a.outputs.all() if row.struck_on is None], "summary": a.summary,
        "ended_on": a.ended_on,
    }  # fmt: skip


def _heads(rows: list[Participant], known: Catalogue) -> list[str]:
    counts: dict[str, int] = {}
    for row in rows:
        if not row.mandate_id:
            counts[row.role] = counts.get(row.role, 0) + (row.heads or 1)
    names = known.role_by_code
    return [f"{names[role].name if role in names else role}{count}" for role, count in counts.items()]


def _came(row: Output, known: Catalogue) -> str:
    found = known.output_by_code.get(row.code)
    return f"{found.name if found else row.code}{row.quantity.normalize():f}{row.measure}"
