"""Reports side by side: the same figures over several years, or of several organs, with the changes between years.

compared(years_of(counted, [2024, 2025, 2026]))      one organ's years, oldest first
compared(organs_of(actor, organs, 2026))             organs at or below the actor's own
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from yishi.foundation import language
from yishi.foundation.loops.refusals import NotAllowed
from yishi.foundation.people import actors
from yishi.foundation.people.actors import Actor
from yishi.foundation.people.models import Organ
from yishi.foundation.sheets import Column, Kind
from yishi.readings.figures.figure import Figure, bare
from yishi.readings.report.build import Counted
from yishi.readings.report.fields import Live
from yishi.readings.report.numbers import is_rate


@dataclass(frozen=True)
class Side:
    """One column: what stands at its head, and the figures counted for it."""

    label: str
    counted: Counted


@dataclass(frozen=True)
class Compared:
    """One figure across the columns; `changes` from column to column, the first of them None. None is no number."""

    figure: Figure
    values: tuple[Decimal | None, ...]
    changes: tuple[Decimal | None, ...]


@dataclass(frozen=True)
class Table:
    """The rows of all figures that are not nought everywhere. `ordered`: the columns follow one another in time."""

    labels: tuple[str, ...]
    rows: tuple[Compared, ...]
    ordered: bool


def years_of(counted: Counted, years: Iterable[int]) -> list[Side]:
    """The years of one organ, oldest first; each to its end, the running one to today."""
    return [
        Side(_("%(year)d年") % {"year": year}, replace(counted, year=year, span="year", until=None))
        for year in sorted(set(years))
    ]


def organs_of(actor: Actor, organs: Sequence[Organ], year: int) -> list[Side]:
    """Organs at or below the actor's own, each counted as anyone may be told. Raises `NotAllowed` for any other."""
    if any(not organ.path.startswith(actor.organ.path) for organ in organs):
        raise NotAllowed(_("只能对比本机关和所属机关的报告。"))
    return [Side(organ.short, Counted(actors.stranger(organ), year)) for organ in organs]


def compared(sides: Sequence[Side], *, ordered: bool = True) -> Table:
    """The table: a few queries for each column."""
    figures: dict[str, Figure] = {}
    for side in sides:
        figures |= {id: figure for id, figure in side.counted.figures.items() if id not in figures}
    rows = (_row(figure, sides, ordered) for figure in figures.values())
    return Table(tuple(side.label for side in sides), tuple(row for row in rows if any(row.values)), ordered)


def _row(figure: Figure, sides: Sequence[Side], ordered: bool) -> Compared:
    values = tuple(_value(figure.id, side.counted) for side in sides)
    pairs = zip((None, *values), values, strict=False)
    changes = tuple(None if before is None or now is None else now - before for before, now in pairs)
    return Compared(figure, values, changes if ordered else (None,) * len(values))


def _value(id: str, counted: Counted) -> Decimal | None:
    return counted.values.of(Live(id)).number if id in counted.figures else None


@language.in_that_of_records()
def sheet(table: Table) -> tuple[list[Column], list[dict[str, Any]]]:
    """Columns and rows, as `figures.exports` writes them to Excel or CSV."""
    columns = [
        Column("id", ("编号",), kind=Kind.CODE), Column("name", ("指标",), width=32), Column("measure", ("单位",)),
    ]  # fmt: skip
    for number, label in enumerate(table.labels):
        columns.append(Column(f"value{number}", (label,), kind=Kind.INTEGER))
        if table.ordered and number:
            columns.append(Column(f"change{number}", (f"{label}比上年",), kind=Kind.INTEGER))
    columns.append(Column("definition", ("口径",), width=48))
    return columns, [_cells(row) for row in table.rows]


def _cells(row: Compared) -> dict[str, Any]:
    measure = "%" if is_rate(row.figure.expression) else row.figure.measure
    cells: dict[str, Any] = {
        "id": row.figure.id, "name": row.figure.name, "measure": measure, "definition": row.figure.definition,
    }  # fmt: skip
    for number, (value, change) in enumerate(zip(row.values, row.changes, strict=True)):
        cells |= {f"value{number}": bare(value), f"change{number}": bare(change)}
    return cells
