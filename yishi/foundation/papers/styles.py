"""The paragraph styles of a paper, one a level of GB/T 9704-2012, and the font table behind them.

Text carries its style and nothing else, so an office that edits the file in Word changes a level in one
place.
"""

from __future__ import annotations

from dataclasses import dataclass

from docx.oxml.xmlchemy import BaseOxmlElement

from . import fonts
from .fonts import Font
from .measures import (
    BODY_SIZE,
    CELL_SIZE,
    CHAR_TIGHTENING,
    FINE_CELL_SIZE,
    IMPRINT_LINE,
    LINE_PITCH,
    PAGE_NUMBER_LINE,
    RED,
    SMALL_SIZE,
    TITLE_SIZE,
    chars,
    pt,
)
from .oxml import element, font_element, size_elements


@dataclass(frozen=True, slots=True)
class Style:
    """A paragraph style: `line` is its fixed height in twips, None for the face's own; `indent` is in
    characters."""

    id: str
    name: str
    font: Font
    size: float = BODY_SIZE
    align: str = "both"
    line: int | None = LINE_PITCH
    indent: int = 0
    colour: str | None = None
    outline: int | None = None
    next: str | None = None


BODY_LEVELS = (fonts.HEITI, fonts.KAITI, fonts.FANGSONG, fonts.FANGSONG)
"""一、 black, （一） regular script, 1. and （1） as the body (7.3.3)."""

STYLES = (
    Style("Normal", "Normal", fonts.FANGSONG),
    Style("Body", "正文段落", fonts.FANGSONG, indent=2),
    *(
        Style(f"Heading{level}", f"heading {level}", font, indent=2, outline=level - 1, next="Body")
        for level, font in enumerate(BODY_LEVELS, 1)
    ),
    Style("Title", "Title", fonts.BIAOSONG, TITLE_SIZE, "center", pt(32), next="Body"),
    Style("Subtitle", "Subtitle", fonts.KAITI, align="center", next="Body"),
    Style("Mark", "发文机关标志", fonts.BIAOSONG, 36, "center", None, colour=RED),
    Style("Head", "版头文字", fonts.FANGSONG),
    Style("Strong", "版头黑体", fonts.HEITI),
    Style("Rule", "分隔线", fonts.FANGSONG, 1, line=pt(1)),
    Style("Imprint", "版记", fonts.FANGSONG, SMALL_SIZE, line=IMPRINT_LINE),
    Style("PageNumber", "页码", fonts.SONGTI, SMALL_SIZE, line=PAGE_NUMBER_LINE),
    Style("Cell", "表格文字", fonts.FANGSONG, CELL_SIZE, line=pt(18)),
    Style("CellHead", "表格标题栏", fonts.HEITI, CELL_SIZE, "center", pt(18)),
    Style("FineCell", "表格小字", fonts.FANGSONG, FINE_CELL_SIZE, line=pt(15)),
    Style("FineCellHead", "表格小字标题栏", fonts.HEITI, FINE_CELL_SIZE, "center", pt(15)),
    Style("Caption", "caption", fonts.HEITI, SMALL_SIZE, "center", next="Body"),
)


def styles_element() -> BaseOxmlElement:
    """`<w:styles>`: the defaults, the paragraph styles, and the table style that python-docx falls back
    on."""
    defaults = element(
        "docDefaults",
        element(
            "rPrDefault",
            element(
                "rPr",
                font_element(fonts.FANGSONG),
                *size_elements(BODY_SIZE),
                element("lang", val="en-US", eastAsia="zh-CN", bidi="ar-SA"),
            ),
        ),
        element("pPrDefault"),
    )
    table = element(
        "style",
        element("name", val="Normal Table"),
        element("uiPriority", val=99),
        element("tblPr", element("tblInd", w=0, type="dxa")),
        type="table",
        default=1,
        styleId="TableNormal",
    )
    return element("styles", defaults, *(_style_element(style) for style in STYLES), table)


def font_table_element() -> BaseOxmlElement:
    """`<w:fonts>`: each face with the alternates a machine without it may take."""
    return element(
        "fonts",
        *(
            element(
                "font",
                element("altName", val=",".join(font.alternates)),
                element("charset", val="86"),
                element("family", val=font.family),
                element("pitch", val="default"),
                name=font.name,
            )
            for font in fonts.ALL
        ),
    )


def _style_element(style: Style) -> BaseOxmlElement:
    normal = style.id == "Normal"
    default = {"default": 1} if normal else {}
    made = element("style", element("name", val=style.name), type="paragraph", styleId=style.id, **default)
    if not normal:
        made.append(element("basedOn", val="Normal"))
    if style.next:
        made.append(element("next", val=style.next))
    made.append(element("qFormat"))
    made.append(element("pPr", *_paragraph_settings(style)))
    colour = [element("color", val=style.colour)] if style.colour else []
    tight = CHAR_TIGHTENING if style.size == BODY_SIZE else 0
    made.append(
        element(
            "rPr",
            font_element(style.font),
            element("snapToGrid", val=0),
            *colour,
            element("spacing", val=tight),
            *size_elements(style.size),
        )
    )
    return made


def _paragraph_settings(style: Style) -> list[BaseOxmlElement]:
    """A fixed line height and pitch, not the page's grid, keep 22 x 28: the grid asks for a pitch below the
    size of
    the character, which some word processors answer with two places for each. Spaces between Chinese and
    digits
    are off, or characters would leave their places."""
    kept = [element("keepNext")] if style.outline is not None else []
    line, line_rule = (style.line, "exact") if style.line else (240, "auto")
    settings = [
        *kept,
        element("widowControl"),
        element("autoSpaceDE", val=0),
        element("autoSpaceDN", val=0),
        element("snapToGrid", val=0),
        element("spacing", before=0, after=0, line=line, lineRule=line_rule),
    ]
    if style.indent:
        settings.append(element("ind", firstLineChars=style.indent * 100, firstLine=chars(style.indent)))
    settings.append(element("jc", val=style.align))
    if style.outline is not None:
        settings.append(element("outlineLvl", val=style.outline))
    return settings
