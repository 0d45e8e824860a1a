"""A report as text with live fields (`Work`), and as it reads once counted (`Built`). Plain data, no database."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from yishi.readings.report import fields
from yishi.readings.report.asserted import Broken
from yishi.readings.report.fields import Live


@dataclass(frozen=True)
class Line:
    """A paragraph, or with `level` above 0 a heading under the chapter's."""

    text: str
    level: int = 0


@dataclass(frozen=True)
class Part:
    """A chapter of the text."""

    title: str
    lines: tuple[Line, ...]
    code: str = ""


@dataclass(frozen=True)
class Work:
    """What was written, before anything is counted. `until` is the last day whose records count."""

    profile: str
    place: str
    year: int
    span: Literal["year", "term"]
    until: dt.date
    parts: tuple[Part, ...]
    title: str
    subtitle: str = ""
    formulas: tuple[str, ...] = ()
    tree: bool = False

    def fields(self) -> list[Live]:
        """Every field of the text and of what must hold. Raises `fields.Unreadable`."""
        return [live for text in self.texts() for live in fields.fields(text)]

    def texts(self) -> Iterator[str]:
        """Headings and paragraphs in order, then the formulas."""
        for part in self.parts:
            yield from (line.text for line in part.lines)
        yield from self.formulas


@dataclass(frozen=True)
class Shown:
    """A stretch of the built text; with `live`, a figure: its name, and its number as counted."""

    text: str
    live: Live | None = None
    name: str = ""
    number: Decimal | None = None
    note: str = ""


@dataclass(frozen=True)
class BuiltLine:
    """A paragraph as it reads."""

    pieces: tuple[Shown, ...]
    level: int = 0

    @property
    def text(self) -> str:
        """Without marks."""
        return "".join(piece.text for piece in self.pieces)


@dataclass(frozen=True)
class BuiltPart:
    """A chapter as it reads."""

    title: str
    lines: tuple[BuiltLine, ...]


@dataclass(frozen=True)
class Row:
    """A figure in the annex: its value as it is written, the two parts of a rate (19/20), the change on last year with its
    sign (of rates in percentage points). `told` says whether the text tells it."""

    id: str
    line: str
    name: str
    value: str
    parts: str
    change: str
    definition: str
    told: bool = False


@dataclass(frozen=True)
class Planned:
    """A target of the year after: how many of what, what this year brought, and the plan's note."""

    id: str
    name: str
    target: str
    actual: str
    note: str = ""


@dataclass(frozen=True)
class Built:
    """The whole report: text, annex, plan, and what is wrong with it. `digest` is that of the frozen figures, where
    they were frozen."""

    work: Work
    addressees: str
    opening: tuple[str, ...]
    parts: tuple[BuiltPart, ...]
    closing: str
    days: str
    rows: tuple[Row, ...]
    planned: tuple[Planned, ...]
    broken: tuple[Broken, ...] = ()
    wanting: tuple[str, ...] = ()
    digest: str = ""

    def figures(self) -> list[Shown]:
        """Every figure in the text, in order."""
        return [piece for part in self.parts for line in part.lines for piece in line.pieces if piece.live]
