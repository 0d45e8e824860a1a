"""An empty Word file with our styles, settings and page-number footers: what every paper is written into.

It is put together once a process; a paper opens a copy.
"""

from __future__ import annotations

import io
import zipfile
from functools import lru_cache
from types import MappingProxyType

from docx.oxml.xmlchemy import BaseOxmlElement
from lxml import etree

from .measures import LETTER_FOOT_RULE, LETTER_RULE_WIDTH, PAGE_HEIGHT, RED, SMALL_SIZE, chars
from .oxml import Shape, element, paragraph, rule
from .styles import font_table_element, styles_element

FOOTERS = MappingProxyType({"default": "rIdOdd", "even": "rIdEven", "first": "rIdFirst"})
"""Footer type in a section to its relationship in the skeleton."""

_EPOCH = (1980, 1, 1, 0, 0, 0)
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_CORE = f"{_PACKAGE}/metadata/core-properties"


@lru_cache(maxsize=1)
def skeleton() -> bytes:
    """The empty file."""
    return pack({name: xml.encode() for name, xml in _parts().items()})


def pack(members: dict[str, bytes]) -> bytes:
    """A zip archive of `members` without the hour it was made: the same contents give the same bytes."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(zipfile.ZipInfo(name, _EPOCH), data, zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def _parts() -> dict[str, str]:
    return {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relationships(
            {
                "rId1": (f"{_RELATED}/officeDocument", "word/document.xml"),
                "rId2": (f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
            }
        ),
        "docProps/core.xml": f'<cp:coreProperties xmlns:cp="{_CORE}"/>',
        "word/document.xml": _xml(element("document", element("body", element("sectPr")))),
        "word/_rels/document.xml.rels": _relationships(
            {
                "rIdStyles": (f"{_RELATED}/styles", "styles.xml"),
                "rIdSettings": (f"{_RELATED}/settings", "settings.xml"),
                "rIdFonts": (f"{_RELATED}/fontTable", "fontTable.xml"),
                **{key: (f"{_RELATED}/footer", f"footer{n}.xml") for n, key in enumerate(FOOTERS.values(), 1)},
            }
        ),
        "word/styles.xml": _xml(styles_element()),
        "word/settings.xml": _xml(_settings()),
        "word/fontTable.xml": _xml(font_table_element()),
        "word/footer1.xml": _xml(element("ftr", _page_number("right"))),
        "word/footer2.xml": _xml(element("ftr", _page_number("left"))),
        "word/footer3.xml": _xml(element("ftr", *_letter_foot())),
    }


def _page_number(side: str) -> BaseOxmlElement:
    """The number between dashes, one character in from the outer edge: right on odd pages, left on even
    (7.5)."""
    inset = chars(1, SMALL_SIZE)
    shape = Shape(align=side, right=inset) if side == "right" else Shape(align=side, left=inset)
    made = paragraph("PageNumber", "— ", shape=shape)
    made.append(element("fldSimple", paragraph("PageNumber", "1").r_lst[0], instr="PAGE"))
    made.append(paragraph("PageNumber", " —").r_lst[0])
    return made


def _letter_foot() -> list[BaseOxmlElement]:
    """The foot of a letter's first page: a double red rule 20 mm from the edge, thin above thick; no number
    (10.1)."""
    frame = (
        ("w", LETTER_RULE_WIDTH),
        ("h", 60),
        ("hRule", "exact"),
        ("wrap", "around"),
        ("vAnchor", "page"),
        ("hAnchor", "page"),
        ("xAlign", "center"),
        ("y", PAGE_HEIGHT - LETTER_FOOT_RULE - 60),
    )
    return [rule(6, 18, RED, gap=1.5, shape=Shape(frame=frame)), paragraph("PageNumber")]


def _settings() -> BaseOxmlElement:
    """Footers differ on odd and even pages; punctuation is never squeezed, or the 28 places would not
    hold."""
    version = element(
        "compatSetting",
        name="compatibilityMode",
        uri="http://schemas.microsoft.com/office/word",
        val=15,
    )
    return element(
        "settings",
        element("zoom", percent=100),
        element("defaultTabStop", val=420),
        element("evenAndOddHeaders"),
        element("characterSpacingControl", val="doNotCompress"),
        element("compat", version),
        element("themeFontLang", val="en-US", eastAsia="zh-CN"),
        element("decimalSymbol", val="."),
        element("listSeparator", val=","),
    )


def _content_types() -> str:
    named = {"document": "document.main", "footer1": "footer", "footer2": "footer", "footer3": "footer"}
    named |= {part: part for part in ("styles", "settings", "fontTable")}
    overrides = "".join(
        f'<Override PartName="/word/{part}.xml" ContentType="{_MAIN}.{kind}+xml"/>' for part, kind in named.items()
    )
    return (
        f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        '<Override PartName="/docProps/core.xml"'
        ' ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>'
        f"{overrides}</Types>"
    )


def _relationships(related: dict[str, tuple[str, str]]) -> str:
    inner = "".join(f'<Relationship Id="{key}" Type="{kind}" Target="{to}"/>' for key, (kind, to) in related.items())
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{inner}</Relationships>'


def _xml(root: BaseOxmlElement) -> str:
    return str(etree.tostring(root, encoding="unicode"))
