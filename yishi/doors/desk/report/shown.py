"""A report as its page shows it: paragraphs whose figures are values that open, with the change beside; what is wrong."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.urls import reverse
from django.utils.http import urlencode

from yishi.doors.desk.figures import shown as figures_shown
from yishi.doors.desk.figures.counted import head
from yishi.doors.desk.figures.kept import Kept
from yishi.foundation import clock
from yishi.foundation.people import actors
from yishi.foundation.people.actors import Actor
from yishi.readings.figures import windows
from yishi.readings.figures.counting import Counter
from yishi.readings.figures.figure import Figure
from yishi.readings.report import build, fields
from yishi.readings.report.build import Counted, counted_of
from yishi.readings.report.fields import WORDS, Live
from yishi.readings.report.freezing import counted_from
from yishi.readings.report.models import Asserted, Chapter, Paragraph, Report
from yishi.readings.report.numbers import is_rate
from yishi.readings.report.values import Values, change

FIELD = re.compile(r"\[\[[^\]]*\]\]")
WORD_OF = {option: word for word, option in WORDS.items()}


@dataclass(frozen=True)
class Piece:
    """A stretch of text; with `url`, a figure: its name, its change on the year before, why it has no number."""

    text: str
    url: str = ""
    name: str = ""
    change: str = ""
    note: str = ""


@dataclass(frozen=True)
class Told:
    """A paragraph: its lines as they read, and what cannot be read in it."""

    row: Paragraph
    lines: tuple[tuple[Piece, ...], ...]
    wrong: tuple[str, ...] = ()
    first: bool = False
    last: bool = False


@dataclass(frozen=True)
class Formula:
    """A sum that must hold: as it was written with names, and by how much it does not."""

    row: Asserted
    text: str
    broken: str = ""


@dataclass
class Page:
    """The whole report for its page."""

    chapters: list[tuple[Chapter, list[Told]]] = field(default_factory=list)
    formulas: list[Formula] = field(default_factory=list)
    wanting: list[str] = field(default_factory=list)
    number: int = 0
    """Figures in the text."""


_pages: Kept[Page] = Kept(16)


def lean(report: Report, reader: Actor) -> Counted:
    """What the report says, with nothing counted yet but what a page asks for: its own figures, not the whole catalogue.

    A paper that is made public is counted as anyone may be told, and so is its page."""
    if report.frozen is not None:
        return counted_from(report, actors.stranger(reader.organ))
    counted = counted_of(report, actors.stranger(reader.organ))
    now, later = Counter(counted.reader, counted.days), Counter(counted.reader, windows.of_year(counted.year + 1))
    counted.__dict__["values"] = Values(counted.figures, now.values, later.values, tree=counted.tree)
    return counted


def page(report: Report, reader: Actor) -> Page:
    """The report's page; kept while no journal goes on."""
    key = (report.pk, report.version, clock.today())
    return _pages.of(key, head(), lambda: _made(report, lean(report, reader)))


def forget() -> None:
    """Make every page anew."""
    _pages.forget()


def _made(report: Report, counted: Counted) -> Page:
    chapters = list(report.chapters.prefetch_related("paragraphs"))
    formulas = list(report.asserted.all())
    texts = [row.text for chapter in chapters for row in chapter.paragraphs.all()]
    lives = list(dict.fromkeys(fields.readable([*texts, *(row.formula for row in formulas)])))
    compared = report.span == Report.Span.YEAR
    more = (
        [change(live) for live in lives if live.form in ("value", "number") and not live.next_year] if compared else []
    )
    counted.values.learn([live for live in [*lives, *more] if live.figure in counted.figures])
    made = Page(formulas=_formulas(formulas, counted), number=len(lives))
    for chapter in chapters:
        rows = list(chapter.paragraphs.all())
        told = [
            replace(_told(row, counted, compared, made.wanting), first=row is rows[0], last=row is rows[-1])
            for row in rows
        ]
        made.chapters.append((chapter, told))
    return made


def _told(row: Paragraph, counted: Counted, compared: bool, wanting: list[str]) -> Told:
    wrong: list[str] = []
    lines = []
    for text in filter(str.strip, row.text.splitlines()):
        try:
            pieces = fields.read(text)
        except fields.Unreadable as unreadable:
            wrong.append(str(unreadable))
            pieces = [text]
        told = {piece.figure for piece in pieces if isinstance(piece, Live) and piece.form in ("change", "growth")}
        lines.append(tuple(_piece(piece, counted, told if compared else None, wrong) for piece in pieces))
    wanting += wrong
    return Told(row, tuple(lines), tuple(wrong))


def _piece(piece: fields.Piece, counted: Counted, told: set[str] | None, wrong: list[str]) -> Piece:
    """A piece as it reads. `told` are figures whose change the line tells itself; None where no change is told."""
    shown = build.shown(counted, piece, wrong)
    if shown.live is None or shown.live.figure not in counted.figures:
        return Piece(shown.text, note="" if shown.live is None else shown.name)
    beside = "" if told is None or shown.live.figure in told else _beside(shown.live, counted)
    return Piece(shown.text, address(shown.live, counted), shown.name, beside, shown.note)


def _beside(live: Live, counted: Counted) -> str:
    """The change, where it says more than that there was nothing."""
    if live.form not in ("value", "number") or live.next_year:
        return ""
    found = counted.values.of(change(live))
    if found.number is None or len(found.parts) < 2 or not found.parts[1]:
        return ""
    return figures_shown.signed(found.number, rate=is_rate(counted.figures[live.figure].expression))


def address(live: Live, counted: Counted) -> str:
    """The figure's page over the report's days, or over the field's own."""
    query: dict[str, Any] = {"field": typed(live, _names(counted))[2:-2]}
    window = live.window
    if window is not None and not window.name:
        query |= {"w": "between", "since": window.since, "until": window.until}
    elif counted.span == "term" or (window is not None and window.name == "term"):
        query["w"] = "term"
    else:
        year = counted.year + live.next_year - (window is not None and window.name == "last_year")
        query["year"] = min(year, clock.today().year)
    if live.tree or counted.tree:
        query["tree"] = 1
    return f"{reverse('desk:figures_one', args=[live.figure])}?{urlencode(query)}"


def _names(counted: Counted) -> Mapping[str, str]:
    """`names_once`, found once for a page."""
    if "names_once" not in counted.__dict__:
        counted.__dict__["names_once"] = names_once(counted.figures)
    found: Mapping[str, str] = counted.__dict__["names_once"]
    return found


def _formulas(rows: Sequence[Asserted], counted: Counted) -> list[Formula]:
    found = {row.formula: row for row in build.broken([row.formula for row in rows], counted)}
    return [
        Formula(row, named(row.formula, counted.figures), found[row.formula].sentence if row.formula in found else "")
        for row in rows
    ]


def named(text: str, figures: Mapping[str, Figure]) -> str:
    """The text with its figures by name where one name means one figure, and options in words: as a writer types it."""
    try:
        pieces = fields.read(text)
    except fields.Unreadable:
        return text
    known = names_once(figures)
    return "".join(piece if isinstance(piece, str) else typed(piece, known) for piece in pieces)


def excerpt(text: str, most: int = 80) -> str:
    """How a paragraph begins, with its figures left open, to know it again by."""
    told = FIELD.sub("…", text)
    return told if len(told) <= most else f"{told[:most]}…"


def names_once(figures: Mapping[str, Figure]) -> Mapping[str, str]:
    """Id -> name, of figures that share their name with no other."""
    found: dict[str, list[str]] = {}
    for id, figure in figures.items():
        found.setdefault(figure.name, []).append(id)
    return {ids[0]: name for name, ids in found.items() if len(ids) == 1}


def typed(live: Live, known: Mapping[str, str]) -> str:
    """A field as a writer types it."""
    _id, *options = live.tag.split("|")
    said = [WORD_OF.get(option, option) for option in options]
    return f"[[{'|'.join([known.get(live.figure, live.figure), *said])}]]"
