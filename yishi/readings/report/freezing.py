"""A report's figures frozen when it is final, and a final report counted from what was frozen.

What is frozen is all that the report says: each field of its text with its options, each figure of its annex with its
change, what must hold, and the next year's targets (a snapshot of their own, for their days are others).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from yishi.foundation.people.actors import Actor
from yishi.readings.figures import expression as grammar
from yishi.readings.figures import snapshots, windows
from yishi.readings.figures.expression import Window
from yishi.readings.figures.figure import Figure, Value
from yishi.readings.figures.models import Snapshot
from yishi.readings.report.build import Counted, counted_of
from yishi.readings.report.fields import Live, of_tag
from yishi.readings.report.models import Report
from yishi.readings.report.targets import Aim
from yishi.readings.report.values import Values, change
from yishi.readings.report.work import Work

PLAN = Window("plan")


def freeze(actor: Actor, counted: Counted, work: Work) -> tuple[Snapshot, Snapshot | None]:
    """Freeze what the report says; the second is of the year after, where it says anything of that."""
    told = list(dict.fromkeys(_told(counted, work)))
    now, later = ([live for live in told if live.next_year is which] for which in (False, True))
    first = snapshots.freeze(actor, work.title, counted.days, _figures(counted, now))
    if not later:
        return first, None
    after = _("%(title)s（下一年计划）") % {"title": work.title}
    return first, snapshots.freeze(actor, after[:120], windows.of_year(counted.year + 1), _figures(counted, later))


def _told(counted: Counted, work: Work) -> Iterator[Live]:
    for live in work.fields():
        yield from (Live(live.figure), live)
    for id in counted.figures:
        if counted.values.of(Live(id)).number:
            yield Live(id)
            if counted.compared and counted.changes(id):
                yield change(Live(id))
    for aim in counted.planned[True]:
        yield from (Live(aim.id), Live(aim.id, window=PLAN, next_year=True))


def _figures(counted: Counted, lives: Iterable[Live]) -> list[Figure]:
    return [
        replace(counted.figures[live.figure], id=live.tag, expression=counted.values.expression(live)) for live in lives
    ]


def counted_from(report: Report, reader: Actor) -> Counted:
    """What a report says: counted today while it is a draft, as it was frozen once it is final."""
    counted = counted_of(report, reader)
    if report.frozen is None:
        return counted
    rows: list[Mapping[str, Any]] = [
        *report.frozen.figures,
        *(report.frozen_next.figures if report.frozen_next else []),
    ]
    figures = _as_then(rows, counted.figures)
    values = Values(figures, _no_more, _no_more, tree=report.tree)
    values.know((of_tag(row["id"]), _value(row)) for row in rows)
    aims = [Aim(live.figure, value.number) for live, value in _planned(rows) if value.number is not None]
    counted.__dict__.update(  # in the place of what would be counted
        days=windows.Span(report.frozen.since, report.frozen.until),
        figures=figures,
        values=values,
        compared=report.span == Report.Span.YEAR,
        planned={False: [], True: aims},
    )
    return counted


def _as_then(rows: Iterable[Mapping[str, Any]], today: Mapping[str, Figure]) -> dict[str, Figure]:
    """The figures with the names and definitions that they had; line and such are today's."""
    made = {}
    for row in rows:
        if "|" not in row["id"]:
            known = today.get(row["id"]) or Figure(row["id"], "", "", (), "", "", grammar.Count("times"))
            made[row["id"]] = replace(
                known, name=row["name"], measure=row["measure"], definition=row["definition"],
                expression=grammar.read(row["expression"]),
            )  # fmt: skip
    return made


def _planned(rows: Iterable[Mapping[str, Any]]) -> Iterator[tuple[Live, Value]]:
    for row in rows:
        live = of_tag(row["id"])
        if live == Live(live.figure, window=PLAN, next_year=True):
            yield live, _value(row)


def _value(row: Mapping[str, Any]) -> Value:
    return Value(_number(row["number"]), tuple(map(_number, row["parts"])), row["note"])


def _number(text: str) -> Decimal | None:
    return Decimal(text) if text else None


def _no_more(expressions: Sequence[Any]) -> list[Value]:
    """Nothing is counted for a final report."""
    return [Value(None, note=_("定稿时没有这项指标。")) for _expression in expressions]
