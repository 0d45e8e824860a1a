"""办理情况报告: the yearly report on the handling, written from chapters that the caller counted and
worded."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from ..cover import Cover, Kind
from ..paper import Paper
from ..text import PaperRefused


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table in the text; `widths` are shares of the type area."""

    columns: Sequence[str]
    rows: Sequence[Sequence[str]]
    widths: Sequence[float] = ()
    caption: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """A heading with what stands under it: text (a paragraph a line), tables, and chapters one level
    down."""

    title: str
    parts: Sequence[str | Table | Chapter] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class YearlyReport:
    """The report as laid before the meeting; with `issuers` and `number` it bears the red head of a
    document."""

    title: str
    chapters: Sequence[Chapter]
    day: dt.date | None = None
    subtitle: str = ""
    """——2026年3月12日在市六届人大常委会第三十次会议上."""
    reporter: str = ""
    """The name, or office and name, under the subtitle."""
    addressees: tuple[str, ...] = ()
    opening: str = ""
    closing: str = ""
    issuers: tuple[str, ...] = ()
    number: str = ""
    signature: tuple[str, ...] = ()
    attachments: tuple[str, ...] = ()
    copies: tuple[str, ...] = ()


def yearly_report(report: YearlyReport) -> bytes:
    """The report as a Word file; refuses one without chapters, or with chapters more than four deep."""
    if not report.chapters:
        raise PaperRefused("报告没有章节。")
    subtitle = "\n".join(filter(None, (report.subtitle, report.reporter)))
    paper = Paper(
        Cover(
            kind=Kind.DOCUMENT if report.issuers else Kind.PLAIN,
            title=report.title,
            subtitle=subtitle,
            issuers=report.issuers,
            number=report.number,
            addressees=report.addressees,
            date=report.day,
            signature=report.signature,
            attachments=report.attachments,
            copies=report.copies,
        )
    )
    paper.para(report.opening)
    for chapter in report.chapters:
        _chapter(paper, chapter, 1)
    return paper.para(report.closing).save()


def _chapter(paper: Paper, chapter: Chapter, level: int) -> None:
    paper.heading(level, chapter.title)
    for part in chapter.parts:
        if isinstance(part, Chapter):
            _chapter(paper, part, level + 1)
        elif isinstance(part, Table):
            paper.table(part.columns, part.rows, part.widths, caption=part.caption)
        else:
            paper.para(part)
