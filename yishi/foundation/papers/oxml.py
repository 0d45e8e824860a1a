"""The few pieces of WordprocessingML that the layout is made of, each in the order its schema wants."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache

from docx.oxml.ns import nsmap, qn
from docx.oxml.parser import oxml_parser
from docx.oxml.xmlchemy import BaseOxmlElement

from .fonts import Font
from .measures import pt
from .text import PaperRefused

_SHARED = re.compile("[\u00a1-\u2e7f]")
"""Signs that Latin and Chinese faces both have, such as “ ” — … □: without a hint Word takes the Latin
one."""


@cache
def _named(name: str) -> str:
    """A name of the w namespace as lxml wants it."""
    return str(qn(f"w:{name}"))


_NAMESPACES = {"w": nsmap["w"]}


def element(tag: str, *children: BaseOxmlElement, **attributes: str | int) -> BaseOxmlElement:
    """`<w:tag>` with attributes of the w namespace and children. Long annexes are made of a hundred thousand of these."""
    said = {_named(name): str(value) for name, value in attributes.items()}
    made: BaseOxmlElement = oxml_parser.makeelement(_named(tag), said, _NAMESPACES)
    made.extend(children)
    return made


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text with what sets it off from its paragraph's style; "\\n" breaks the line, "\\t" is a
    tab."""

    text: str
    font: Font | None = None
    size: float | None = None
    scale: int | None = None
    """Character width in per cent."""

    def build(self) -> BaseOxmlElement:
        """The run as `<w:r>`."""
        run = element("r")
        properties = self._properties()
        if len(properties):
            run.append(properties)
        for number, part in enumerate(self.text.split("\n")):
            if number:
                run.append(element("br"))
            for tab, piece in enumerate(part.split("\t")):
                if tab:
                    run.append(element("tab"))
                if piece:
                    run.append(_text(piece))
        return run

    def _properties(self) -> BaseOxmlElement:
        properties = element("rPr")
        if self.font:
            properties.append(font_element(self.font))
        elif _SHARED.search(self.text):
            properties.append(element("rFonts", hint="eastAsia"))
        if self.scale and self.scale != 100:
            properties.append(element("w", val=self.scale))
        if self.size:
            properties.extend(size_elements(self.size))
        return properties


@dataclass(frozen=True, slots=True)
class Control:
    """A content control (内容控件) in the run of a text: whoever edits the file may move it and write around it, and `tag`
    still says what it holds. `name` is what Word shows on its handle. Word takes 64 characters of either."""

    text: str
    tag: str
    name: str

    def build(self) -> BaseOxmlElement:
        """The control as `<w:sdt>`. Raises `PaperRefused` where the tag is too long to be kept whole."""
        if len(self.tag) > CONTROL_WORDS:
            raise PaperRefused(f"内容控件的标记超过{CONTROL_WORDS}个字符：{self.tag}")
        settings = element(
            "sdtPr",
            element("alias", val=self.name[:CONTROL_WORDS]),
            element("tag", val=self.tag),
            element("text"),
        )
        return element("sdt", settings, element("sdtContent", Run(self.text).build()))


CONTROL_WORDS = 64
"""Characters that Word takes of a control's tag or name; it calls a file with more broken."""


@dataclass(frozen=True, slots=True)
class Shape:
    """How a paragraph differs from its style. Lengths in twips; borders as (side, eighths of a point,
    colour)."""

    align: str | None = None
    left: int | None = None
    right: int | None = None
    first: int | None = None
    """First-line indent; below nothing it hangs."""
    before: int | None = None
    after: int | None = None
    exact: int | None = None
    """Line height, fixed."""
    keep_next: bool = False
    new_page: bool = False
    right_tab: int | None = None
    borders: tuple[tuple[str, int, str], ...] = ()
    frame: tuple[tuple[str, str | int], ...] = ()
    """Attributes of `<w:framePr>`; neighbours with the same ones share a frame."""

    def children(self) -> Iterable[BaseOxmlElement]:
        """What stands in `<w:pPr>` after the style."""
        if self.keep_next:
            yield element("keepNext")
        if self.new_page:
            yield element("pageBreakBefore")
        if self.frame:
            yield element("framePr", **dict(self.frame))
        if self.borders:
            yield borders_element("pBdr", self.borders)
        if self.right_tab is not None:
            yield element("tabs", element("tab", val="right", pos=self.right_tab))
        yield from self._spacing()
        yield from self._indent()
        if self.align:
            yield element("jc", val=self.align)

    def _spacing(self) -> Iterable[BaseOxmlElement]:
        values: dict[str, str | int] = {}
        if self.before is not None:
            values["before"] = self.before
        if self.after is not None:
            values["after"] = self.after
        if self.exact is not None:
            values |= {"line": self.exact, "lineRule": "exact"}
        if values:
            yield element("spacing", **values)

    def _indent(self) -> Iterable[BaseOxmlElement]:
        values: dict[str, str | int] = {}
        if self.left is not None:
            values["left"] = self.left
        if self.right is not None:
            values["right"] = self.right
        if self.first is not None:
            values["firstLine" if self.first >= 0 else "hanging"] = abs(self.first)
        if values:
            yield element("ind", **values)


PLAIN = Shape()


def paragraph(style: str, *runs: Run | Control | str, shape: Shape = PLAIN) -> BaseOxmlElement:
    """`<w:p>` of a style by its id; strings are runs without settings of their own."""
    made = element("p", element("pPr", element("pStyle", val=style), *shape.children()))
    made.extend((Run(run) if isinstance(run, str) else run).build() for run in runs)
    return made


def rule(top: int, bottom: int, colour: str, *, gap: float = 0.5, shape: Shape = PLAIN) -> BaseOxmlElement:
    """A line right across its paragraph, or two `gap` points apart; widths in eighths of a point, 0 for
    none."""
    sides = tuple((side, size, colour) for side, size in (("top", top), ("bottom", bottom)) if size)
    return paragraph("Rule", shape=replace(shape, borders=sides, exact=pt(gap)))


def borders_element(tag: str, sides: Iterable[tuple[str, int, str]]) -> BaseOxmlElement:
    """Borders of a paragraph, table or cell; a width of 0 clears a side."""
    return element(
        tag,
        *(
            element(side, val="single" if size else "nil", sz=size, space=0, color=colour)
            for side, size, colour in sides
        ),
    )


def font_element(font: Font) -> BaseOxmlElement:
    """`<w:rFonts>` with the Chinese face and the one for digits and letters."""
    return element(
        "rFonts",
        hint="eastAsia",
        ascii=font.latin,
        hAnsi=font.latin,
        eastAsia=font.name,
        cs=font.latin,
    )


def size_elements(points: float) -> tuple[BaseOxmlElement, BaseOxmlElement]:
    """`<w:sz>` and `<w:szCs>`, which count half points."""
    half = round(points * 2)
    return element("sz", val=half), element("szCs", val=half)


def _text(piece: str) -> BaseOxmlElement:
    made = element("t")
    made.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    made.text = piece
    return made
