"""The text of a Word document, each piece with its place, in the order in which it is read.

Read from the markup itself: python-docx passes over inline content controls, text boxes and footnotes. Left out is what
is not read: tracked deletions, field codes, hidden text, pronunciation, remarks, headers and footers, and the second form
(mc:Fallback) of what is there twice.
"""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from io import BytesIO

from django.utils.translation import gettext as _
from lxml import etree

from yishi.foundation.files.archives import BROKEN
from yishi.readings.report.unreadable import Unreadable

MAIN = "word/document.xml"
NOTES = ("footnotes.xml", "endnotes.xml")
LARGEST_PART = 32 * 1024 * 1024
"""Bytes of one part unpacked; markup takes thirty times what its text takes."""
_PASSED_OVER = frozenset({
    "del", "moveFrom", "instrText", "delText", "delInstrText", "Fallback", "rt", "pPr", "rPr", "tblPr", "trPr", "tcPr", "sectPr",
    "sdtPr", "sdtEndPr", "tblGrid", "commentReference", "footnoteReference", "endnoteReference", "annotationRef",
})  # fmt: skip
_SIGNS = {"tab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "softHyphen": ""}


@dataclass(frozen=True)
class Piece:
    """A stretch of the text. `part` is the file within the document that holds it (empty for a line break or tab that only
    the reading adds), `paragraph` the number of its w:p there and `place` that of its element, both counted from 0 in the
    order of `etree.iter()`."""

    start: int
    end: int
    text: str
    part: str = ""
    paragraph: int = -1
    place: int = -1


def pieces(content: bytes, longest: int) -> Iterator[Piece]:
    """Everything that is read, from the body and then from the notes. Raises `Unreadable` for a broken document, or one
    whose text is longer than so many characters."""
    at = 0
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            for part in _parts(archive):
                for piece in _of_part(part, _root(archive, part)):
                    yield replace(piece, start=at, end=at + len(piece.text))
                    at += len(piece.text)
                    if at > longest:
                        raise Unreadable(_("正文超过 2 MB，不像一份报告。请分成几个文件后再试。"))
    except (*BROKEN, KeyError, etree.LxmlError, RecursionError) as error:
        raise Unreadable(_("文件已损坏，打不开。请用 Word 打开、另存为 docx 后再试。")) from error


def name_of(element: etree._Element) -> str:
    """An element's name without its namespace; empty for comments and instructions."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _parts(archive: zipfile.ZipFile) -> Iterator[str]:
    main = _main(archive)
    yield main
    names = set(archive.namelist())
    for note in NOTES:
        if (part := posixpath.join(posixpath.dirname(main), note)) in names:
            yield part


def _main(archive: zipfile.ZipFile) -> str:
    """The body's file, as the document's list of relations names it."""
    for relation in _root(archive, "_rels/.rels"):
        if (relation.get("Type") or "").endswith("/officeDocument"):
            return (relation.get("Target") or MAIN).lstrip("/")
    return MAIN


def _root(archive: zipfile.ZipFile, part: str) -> etree._Element:
    with archive.open(part) as file:
        content = file.read(LARGEST_PART + 1)
    if len(content) > LARGEST_PART:
        raise Unreadable(_("文件解开后过大。请把正文复制到新建的 Word 文档里再试。"))
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    return etree.fromstring(content, parser)


@dataclass(frozen=True)
class _Numbers:
    """The number of each element and paragraph of a part."""

    part: str
    places: dict[etree._Element, int]
    paragraphs: dict[etree._Element, int]

    def piece(self, text: str, element: etree._Element, paragraph: etree._Element) -> Piece:
        return Piece(0, 0, text, self.part, self.paragraphs[paragraph], self.places[element])


def _of_part(part: str, root: etree._Element) -> Iterator[Piece]:
    elements = list(root.iter())
    numbers = _Numbers(
        part,
        {element: number for number, element in enumerate(elements)},
        {element: number for number, element in enumerate(each for each in elements if name_of(each) == "p")},
    )
    yield from _blocks(root, numbers)


def _blocks(element: etree._Element, numbers: _Numbers) -> Iterator[Piece]:
    for child in element:
        name = name_of(child)
        if name == "p":
            yield from _paragraph(child, numbers)
            yield Piece(0, 0, "\n")
        elif name == "tbl":
            yield from _table(child, numbers)
        elif name and name not in _PASSED_OVER and not _separator(child):
            yield from _blocks(child, numbers)


def _separator(element: etree._Element) -> bool:
    """The line above notes is kept as a note of its own."""
    return name_of(element) in ("footnote", "endnote") and any(key.endswith("}type") for key in element.attrib)


def _paragraph(paragraph: etree._Element, numbers: _Numbers) -> Iterator[Piece]:
    """What stands in a paragraph, and after it what stands in boxes that hang on it, each of their paragraphs on a line."""
    boxes: list[etree._Element] = []
    yield from _inline(paragraph, paragraph, numbers, boxes)
    for box in boxes:
        yield Piece(0, 0, "\n")
        inner = list(_blocks(box, numbers))
        yield from inner[:-1]


def _inline(
    element: etree._Element, paragraph: etree._Element, numbers: _Numbers, boxes: list[etree._Element]
) -> Iterator[Piece]:
    for child in element:
        name = name_of(child)
        if name == "t" and child.text:
            yield numbers.piece(child.text, child, paragraph)
        elif name in _SIGNS:
            yield numbers.piece(_SIGNS[name], child, paragraph)
        elif name == "txbxContent":
            boxes.append(child)
        elif name and name not in _PASSED_OVER and not _hidden(child):
            yield from _inline(child, paragraph, numbers, boxes)


def _hidden(run: etree._Element) -> bool:
    if name_of(run) != "r":
        return False
    marks = [each for properties in run[:1] if name_of(properties) == "rPr" for each in properties]
    return any(
        name_of(mark) == "vanish" and set(mark.attrib.values()).isdisjoint(("0", "false", "off")) for mark in marks
    )


def _table(table: etree._Element, numbers: _Numbers) -> Iterator[Piece]:
    """A row on a line, its cells apart by tabs; the paragraphs of a cell, and a table within it, follow each other."""
    for row in _children(table, "tr"):
        for number, cell in enumerate(_children(row, "tc")):
            if number:
                yield Piece(0, 0, "\t")
            inner = list(_blocks(cell, numbers))
            for piece in inner[:-1]:
                yield replace(piece, text=" ") if piece.text == "\n" else piece
        yield Piece(0, 0, "\n")


def _children(element: etree._Element, wanted: str) -> Iterator[etree._Element]:
    """Rows or cells, also where a content control or a tracked insertion holds them."""
    for child in element:
        name = name_of(child)
        if name == wanted:
            if not any(
                name_of(mark) == "del" for properties in child if name_of(properties) == "trPr" for mark in properties
            ):
                yield child
        elif name in ("sdt", "sdtContent", "ins", "customXml", "moveTo"):
            yield from _children(child, wanted)
