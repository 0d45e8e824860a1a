"""The rows behind a figure, and lists of figures, as CSV and Excel: what the page shows, no row more."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from yishi.foundation import language
from yishi.foundation.sheets import Column, Kind
from yishi.readings.figures.figure import Figure, Value, bare
from yishi.readings.figures.rows import Part, Row

Cells = Mapping[str, Any]


@language.in_that_of_records()
def row_columns() -> list[Column]:
    """The columns of rows."""
    titles = (
        ("part", "部分"), ("number", "编号"), ("title", "标题"), ("kind", "种类"), ("day", "日期"), ("until", "终止"),
        ("quantity", "数量"), ("measure", "量词"), ("outcome", "结果"), ("topic", "主题"), ("place", "地点"), ("unit", "单位"),
        ("organ", "机关"),
    )  # fmt: skip
    kinds = {"day": Kind.DAY, "until": Kind.DAY, "number": Kind.CODE}
    return [Column(key, (title,), kind=kinds.get(key, Kind.TEXT)) for key, title in titles]


@language.in_that_of_records()
def figure_columns() -> list[Column]:
    """The columns of a list of figures with their values."""
    titles = (
        ("id", "指标"), ("name", "名称"), ("value", "数值"), ("measure", "单位"), ("first", "分子（本期）"), ("second", "分母（上年同期）"),
        ("definition", "计数口径"), ("note", "说明"),
    )  # fmt: skip
    return [Column(key, (title,), width=48 if key in ("definition", "note") else None) for key, title in titles]


def of_rows(parts: Iterable[Part]) -> Iterator[Cells]:
    """Every row that its reader may open, then a line for those he may not."""
    for at, part in enumerate(parts, 1):
        for row in part.all():
            yield _cells(at, row)
        for hidden in part.hidden:
            yield {"part": at, "title": hidden.why, "quantity": hidden.number}


def of_figures(figures: Sequence[Figure], values: Sequence[Value]) -> Iterator[Cells]:
    """A line for each figure."""
    for figure, value in zip(figures, values, strict=True):
        parts = [*value.parts, None, None]
        yield {
            "id": figure.id, "name": figure.name, "value": bare(value.number), "measure": figure.measure,
            "first": bare(parts[0]), "second": bare(parts[1]), "definition": figure.definition, "note": value.note,
        }  # fmt: skip


def _cells(at: int, row: Row) -> Cells:
    return {
        "part": at, "number": row.number, "title": row.title, "kind": row.kind, "day": row.day, "until": row.until,
        "quantity": bare(row.quantity), "measure": row.measure, "outcome": row.outcome, "topic": row.topic,
        "place": row.place, "unit": row.unit, "organ": row.organ,
    }  # fmt: skip
