"""docs/generated/figures.md: what can be counted, and how each figure is defined."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from typing import Any

from yishi.doors.cli.drawing.tables import table
from yishi.rooms import YEAR

READINGS = "yishi.readings.figures"
"""Where figures over facts are defined: its `ALL` holds them, each with code, title, measure and definition."""


def page() -> str:
    """The facts of every room, then the figures over them."""
    lines = [
        "# Figures",
        "",
        "A fact is one countable happening, derived from a matter's rows alone; figures are measures over facts.",
    ]
    for room in YEAR:
        doc = import_module(f"yishi.rooms.{room.name}.figures").__doc__ or ""
        lines += ["", f"## Facts of {room.name}", "", doc.strip()]
    figures = _figures()
    if figures:
        lines += ["", "## Figures", "", *table(("figure", "名称", "measure", "definition"), map(_row, figures))]
    return "\n".join(lines)


def _figures() -> list[Any]:
    if find_spec(READINGS) is None:
        return []
    return list(getattr(import_module(READINGS), "ALL", ()))


def _row(figure: Any) -> tuple[object, ...]:
    return (
        f"`{figure.code}`",
        figure.title,
        getattr(figure, "measure", ""),
        getattr(figure, "definition", figure.__doc__ or ""),
    )
