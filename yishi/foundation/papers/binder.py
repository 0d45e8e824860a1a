"""One Word file that takes one paper or many, each in a section with its own page numbers."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass

import docx
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from .measures import (
    BOTTOM,
    CHAR_SPACE,
    FOOTER,
    HEADER,
    LEFT,
    LINE_PITCH,
    PAGE_HEIGHT,
    PAGE_WIDTH,
    RIGHT,
    TOP,
)
from .oxml import element, paragraph
from .skeleton import FOOTERS, pack, skeleton
from .text import PaperRefused, line


@dataclass(frozen=True, slots=True)
class _Section:
    letter: bool
    start: str

    def build(self) -> BaseOxmlElement:
        """`<w:sectPr>`: the page of GB/T 9704-2012 5.1 and 5.2 with its grid, page numbers from 1."""
        made = element("sectPr", *(_footer(kind, key) for kind, key in FOOTERS.items()))
        made.extend(
            (
                element("type", val=self.start),
                element("pgSz", w=PAGE_WIDTH, h=PAGE_HEIGHT),
                element(
                    "pgMar", top=TOP, right=RIGHT, bottom=BOTTOM, left=LEFT, header=HEADER, footer=FOOTER, gutter=0
                ),
                element("pgNumType", start=1),
            )
        )
        if self.letter:
            made.append(element("titlePg"))
        made.append(element("docGrid", type="linesAndChars", linePitch=LINE_PITCH, charSpace=CHAR_SPACE))
        return made


class Binder:
    """Collects papers into one file. `duplex` starts each on a fresh sheet, for printing on both sides."""

    def __init__(self, *, duplex: bool = True) -> None:
        self._file = docx.Document(io.BytesIO(skeleton()))
        self._body = self._file.element.body
        self._last = self._body.sectPr
        self._section: _Section | None = None
        self._next_start = "oddPage" if duplex else "nextPage"

    def begin(self, *, letter: bool) -> None:
        """Start a section; what is added next belongs to it. `letter` gives its first page the red rule for
        a foot."""
        start = "nextPage"
        if self._section is not None:
            self._end_section(self._section)
            start = self._next_start
        self._section = _Section(letter, start)

    def add(self, *blocks: BaseOxmlElement) -> None:
        """Append paragraphs and tables."""
        for block in blocks:
            self._last.addprevious(block)

    @property
    def tail(self) -> BaseOxmlElement | None:
        """The block added last."""
        previous: BaseOxmlElement | None = self._last.getprevious()
        return previous

    def save(self, *, title: str, author: str = "", day: dt.date | None = None) -> bytes:
        """The file's bytes; the same papers give the same bytes, for nothing in it tells the hour it was
        made."""
        if self._section is None:
            raise PaperRefused("没有可以装订的文书。")
        self._last.getparent().replace(self._last, last := self._section.build())
        self._last = last
        for number, drawn in enumerate(self._body.iter(qn("wp:docPr")), 1):
            drawn.set("id", str(number))
        for number, settings in enumerate(self._body.iter(qn("w:sdtPr")), 1):
            for known in settings.findall(qn("w:id")):
                settings.remove(known)
            settings.find(qn("w:tag")).addnext(element("id", val=number))
        properties = self._file.core_properties
        properties.title, properties.author = line(title)[:255], line(author)[:255]
        if day:
            properties.created = properties.modified = dt.datetime.combine(day, dt.time())
        stream = io.BytesIO()
        self._file.save(stream)
        with zipfile.ZipFile(stream) as archive:
            return pack({name: archive.read(name) for name in archive.namelist()})

    def _end_section(self, section: _Section) -> None:
        """A section's settings stand in its last paragraph; a table cannot hold them."""
        tail = self.tail
        if tail is None or tail.tag != qn("w:p"):
            tail = paragraph("Rule")
            self.add(tail)
        tail.get_or_add_pPr().append(section.build())


def zipped(files: Iterable[tuple[str, bytes]]) -> bytes:
    """Files under their names as one zip archive; two of one name are refused, for one would be lost."""
    members: dict[str, bytes] = {}
    for name, data in files:
        safe = line(name).replace("/", "／").replace("\\", "／")
        if not safe or safe in members:
            raise PaperRefused(f"压缩包内文件名为空或重复：{safe}")
        members[safe] = data
    return pack(members)


def _footer(kind: str, key: str) -> BaseOxmlElement:
    made = element("footerReference", type=kind)
    made.set(qn("r:id"), key)
    return made
