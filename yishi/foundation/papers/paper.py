"""A paper under the writer's hand: head, body piece by piece, end, bytes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Self

from docx.oxml.ns import qn

from .binder import Binder
from .chinese import heading_number
from .cover import Cover, Kind
from .head import blank, head
from .measures import CHARS, TEXT_WIDTH, pt
from .oxml import Control, Shape, paragraph
from .tables import Row, list_table, ruled_table
from .tail import attachments_note, imprint, notes, signature
from .text import PaperRefused, clean, line, paragraphs, width

_LEVELS = 4


class Paper:
    """One official document, written from its head to its imprint. Every method cleans what it is given.

    Raises `PaperRefused` where the cover lacks what its kind needs. In a `binder` it becomes one section of
    a
    common file, which the binder saves; alone, `save` gives its bytes.
    """

    def __init__(self, cover: Cover, binder: Binder | None = None) -> None:
        self.cover = cover.checked()
        self._binder = binder or Binder()
        self._counts = [0] * _LEVELS
        self._new_page = False
        self._signed = self._imprinted = False
        self._binder.begin(letter=self.cover.kind is Kind.LETTER)
        self._binder.add(*head(self.cover))

    def heading(self, level: int, text: str, *, numbered: bool = True) -> Self:
        """A heading of level 1 to 4, numbered by itself 一、（一）1.（1）."""
        if level not in range(1, _LEVELS + 1):
            raise PaperRefused("标题层次只有四层：一、（一）1.（1）。")
        text = line(text)
        if numbered:
            self._counts[level - 1] += 1
            self._counts[level:] = [0] * (_LEVELS - level)
            text = heading_number(level, self._counts[level - 1]) + text
        self._binder.add(paragraph(f"Heading{level}", text, shape=self._page()))
        return self

    def para(self, text: str) -> Self:
        """Body text, two characters in; each line of `text` is a paragraph, empty ones fall away."""
        self._binder.add(*(paragraph("Body", part, shape=self._page()) for part in paragraphs(text)))
        return self

    def runs(self, *pieces: Control | str) -> Self:
        """One paragraph of body text made of pieces, some of which are content controls."""
        cleaned = (
            replace(piece, text=line(piece.text), name=line(piece.name)) if isinstance(piece, Control) else clean(piece)
            for piece in pieces
        )
        self._binder.add(paragraph("Body", *cleaned, shape=self._page()))
        return self

    def item(self, text: str) -> Self:
        """The title of one item of a bulletin, as a title in the middle of the page."""
        above = blank(0 if self._new_page else 1)
        self._binder.add(*above, paragraph("Title", line(text), shape=self._page()), *blank(1))
        return self

    def line(self, left: str, right: str = "") -> Self:
        """One line outside the text, from the left edge and, after it, up to the right edge; blanks in it
        are kept."""
        left, right = (" ".join(clean(side).split("\n")) for side in (left, right))
        text = f"{left}\t{right}" if right else left
        shape = replace(self._page(), align="left", right_tab=TEXT_WIDTH if right else None)
        self._binder.add(paragraph("Normal", text, shape=shape))
        return self

    def note(self, text: str) -> Self:
        """Small print below a table or form."""
        self._binder.add(paragraph("Cell", line(text), shape=Shape(before=pt(6), align="left")))
        return self

    def table(
        self,
        columns: Sequence[str],
        rows: Sequence[Sequence[str]],
        widths: Sequence[float] = (),
        *,
        caption: str = "",
        fine: bool = False,
    ) -> Self:
        """A list whose head repeats on each page; see `tables.list_table`."""
        self._begin_table()
        if caption:
            self._binder.add(paragraph("Caption", line(caption), shape=Shape(keep_next=True)))
        self._binder.add(list_table(columns, rows, widths, fine=fine), *blank(1))
        return self

    def form(self, widths: Sequence[float], rows: Sequence[Row]) -> Self:
        """A ruled form; see `tables.ruled_table`."""
        self._begin_table(gap=4)
        self._binder.add(ruled_table(widths, rows), paragraph("Rule"))
        return self

    def page_break(self) -> Self:
        """What comes next begins a new page."""
        self._new_page = True
        return self

    def annex(self, title: str, number: int | None = None) -> Self:
        """Sign, then begin an annex (附件) on a page of its own: its number at the left, the title on the
        third line."""
        self.sign()
        label = "附件" if number is None else f"附件{number}"
        self._binder.add(
            paragraph("Strong", label, shape=Shape(align="left", new_page=True)),
            *blank(1),
            paragraph("Title", line(title)),
            *blank(1),
        )
        self._counts = [0] * _LEVELS
        return self

    def sign(self) -> Self:
        """Close the body: attachments note, signature, day, notes. `save` does it if nothing else did."""
        if not self._signed:
            self._signed = True
            self._binder.add(*attachments_note(self.cover.attachments))
            self._hold_last_line()
            self._binder.add(*signature(self.cover), *notes(self.cover.notes))
        return self

    def imprint(self) -> Self:
        """Set the imprint (版记) at the foot of this page; `save` sets it on the last one if nothing else
        did."""
        self.sign()
        if not self._imprinted:
            self._imprinted = True
            block = imprint(self.cover)
            if block is not None:
                self._binder.add(block)
        return self

    def save(self) -> bytes:
        """Close the paper and give the file."""
        self.imprint()
        author = "、".join(self.cover.signatures or self.cover.issuers)
        return self._binder.save(title=self.cover.title.replace("\n", ""), author=author, day=self.cover.date)

    def _page(self) -> Shape:
        """The shape of the next paragraph: on a new page if one was asked for."""
        shape = Shape(new_page=self._new_page)
        self._new_page = False
        return shape

    def _begin_table(self, gap: float = 8) -> None:
        """A table can neither ask for a new page nor for room above it, so a paragraph of one point
        does."""
        turn = self._page()
        if turn.new_page or gap:
            self._binder.add(paragraph("Rule", shape=replace(turn, before=pt(gap))))

    def _hold_last_line(self) -> None:
        """A signature never stands on a page without text. A longer paragraph parts before it: some word
        processors
        would carry it over whole and leave the page half empty."""
        tail = self._binder.tail
        if tail is None or tail.tag != qn("w:p") or not self.cover.signatures:
            return
        if width(tail.text) < 3 * CHARS:
            tail.get_or_add_pPr().get_or_add_keepNext()
