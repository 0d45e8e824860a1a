"""交办通知 with its 交办清单: what is handed over to whom, and by when it is due."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from ..chinese import chinese_date
from ..cover import Cover, Kind
from ..paper import Paper
from ..text import PaperRefused, line
from .words import NPC, Words

_WIDTHS = (1.2, 4.0, 1.9, 2.5, 2.7, 3.3)


@dataclass(frozen=True, slots=True, kw_only=True)
class HandOverRow:
    """One suggestion or proposal of the list."""

    number: str
    title: str
    lead_signer: str
    lead_unit: str
    co_units: Sequence[str] = ()
    due: dt.date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HandOver:
    """The notice and its list. Without `addressees` and `opening` only the list is printed."""

    issuers: tuple[str, ...]
    title: str
    rows: Sequence[HandOverRow]
    day: dt.date
    number: str = ""
    signer: str = ""
    addressees: tuple[str, ...] = ()
    opening: str = ""
    """The notice's text, a paragraph a line."""
    list_title: str = ""
    notes: tuple[str, ...] = ()
    copies: tuple[str, ...] = ()
    words: Words = NPC


def hand_over_list(handover: HandOver) -> bytes:
    """The notice with its list as an annex, or the list alone; refuses an empty list."""
    if not handover.rows:
        raise PaperRefused("交办清单里没有一件。")
    list_title = handover.list_title or f"{handover.words.maker}{handover.words.matter}交办清单"
    if handover.opening.strip() or handover.addressees:
        paper = _notice(handover, list_title).annex(list_title)
    else:
        paper = Paper(Cover(kind=Kind.PLAIN, title=handover.title or list_title))
        paper.line("、".join(handover.issuers), chinese_date(handover.day))
    columns = ("编号", handover.words.title_label, handover.words.lead, "主办单位", "会办单位", "办结期限")
    paper.table(columns, [_cells(row) for row in handover.rows], _WIDTHS, fine=True)
    return paper.save()


def _notice(handover: HandOver, list_title: str) -> Paper:
    cover = Cover(
        kind=Kind.DOCUMENT,
        issuers=handover.issuers,
        number=handover.number,
        signer=handover.signer,
        title=handover.title,
        addressees=handover.addressees,
        date=handover.day,
        attachments=(list_title,),
        notes=handover.notes,
        copies=handover.copies,
        printer=handover.issuers[0] if handover.issuers else "",
        printed_on=handover.day if handover.issuers else None,
    )
    return Paper(cover).para(handover.opening)


def _cells(row: HandOverRow) -> tuple[str, ...]:
    due = chinese_date(row.due) if row.due else ""
    return (row.number, row.title, row.lead_signer, row.lead_unit, "、".join(map(line, row.co_units)), due)
