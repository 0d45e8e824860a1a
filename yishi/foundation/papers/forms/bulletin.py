"""简报: the office's bulletin on the handling of suggestions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from ..cover import Cover, Kind
from ..paper import Paper
from ..text import PaperRefused, line


@dataclass(frozen=True, slots=True, kw_only=True)
class BulletinItem:
    """One report; its text has a paragraph a line."""

    title: str
    text: str
    source: str = ""
    """Who sent it in, in brackets after the text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bulletin:
    """A number of the bulletin."""

    masthead: str
    issue: int
    """Running number, 第N期."""
    issuer: str
    day: dt.date
    items: Sequence[BulletinItem]
    total_issue: int | None = None
    """总第N期."""
    report_to: tuple[str, ...] = ()
    """报: leaders and higher organs."""
    send_to: tuple[str, ...] = ()
    """送: organs alongside."""
    issue_to: tuple[str, ...] = ()
    """发: units below."""
    printed: int | None = None
    """Copies printed, 共印N份."""


def bulletin(paper: Bulletin) -> bytes:
    """The bulletin as a Word file; the first item's title is its title. Refuses a number below one or no
    items."""
    if paper.issue < 1:
        raise PaperRefused("简报期号须从1起。")
    if not paper.items:
        raise PaperRefused("简报里没有一条内容。")
    first, *others = paper.items
    total = f"（总第{paper.total_issue}期）" if paper.total_issue else ""
    written = Paper(
        Cover(
            kind=Kind.BULLETIN,
            mark=paper.masthead,
            issuers=(paper.issuer,),
            number=f"第{paper.issue}期{total}",
            title=first.title,
            date=paper.day,
            distribution=(("报", paper.report_to), ("送", paper.send_to), ("发", paper.issue_to)),
            printer=paper.issuer,
            printed_on=paper.day,
            printed_count=paper.printed,
        )
    )
    _text(written, first)
    for item in others:
        _text(written.item(item.title), item)
    return written.save()


def _text(paper: Paper, item: BulletinItem) -> None:
    source = f"（{line(item.source)}）" if line(item.source) else ""
    paper.para(item.text.rstrip() + source)
