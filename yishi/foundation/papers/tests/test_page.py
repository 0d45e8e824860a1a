"""The page of GB/T 9704-2012, number by number."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from docx.oxml.ns import qn

from yishi.foundation.papers import Cover, Kind, Paper

from .reading import read, text_of

MM = 1440 / 25.4
PLAIN = Cover(kind=Kind.PLAIN, title="虚构的标题")
DAY = dt.date(2026, 3, 12)


def section_of(data: bytes):
    return read(data).sections[0]


def twips(length) -> int:
    return round(length / 635)


def test_a4_and_margins_to_the_twip():
    section = section_of(Paper(PLAIN).save())
    assert (twips(section.page_width), twips(section.page_height)) == (11906, 16838)
    assert (twips(section.top_margin), twips(section.left_margin)) == (2098, 1587)
    assert (twips(section.right_margin), twips(section.bottom_margin)) == (1474, 1984)
    across = section.page_width - section.left_margin - section.right_margin
    down = section.page_height - section.top_margin - section.bottom_margin
    assert across / 635 == pytest.approx(156 * MM, abs=1.5)
    assert down / 635 == pytest.approx(225 * MM, abs=1.5)


def test_grid_of_22_lines_and_28_characters_fits_and_no_more():
    section = section_of(Paper(PLAIN).save())
    grid = section._sectPr.find(qn("w:docGrid"))
    assert grid.get(qn("w:type")) == "linesAndChars"
    pitch = int(grid.get(qn("w:linePitch")))
    assert 22 * pitch <= 225 * MM < 23 * pitch
    character = 16 + int(grid.get(qn("w:charSpace"))) / 4096
    assert 28 * character <= 8845 / 20 < 28 * character + 0.1


def test_body_style_sets_22_lines_and_28_characters_without_the_grid():
    normal = read(Paper(PLAIN).save()).styles["Normal"].element
    spacing = normal.pPr.find(qn("w:spacing"))
    assert spacing.get(qn("w:lineRule")) == "exact"
    assert 22 * int(spacing.get(qn("w:line"))) <= 12756 < 23 * int(spacing.get(qn("w:line")))
    tightening = int(normal.rPr.find(qn("w:spacing")).get(qn("w:val")))
    assert 28 * (320 + tightening) <= 8845 < 29 * (320 + tightening)


@pytest.mark.parametrize(
    ("style", "face", "points"),
    [
        ("Normal", "仿宋_GB2312", 16),
        ("正文段落", "仿宋_GB2312", 16),
        ("Title", "方正小标宋简体", 22),
        ("Heading 1", "黑体", 16),
        ("Heading 2", "楷体_GB2312", 16),
        ("Heading 3", "仿宋_GB2312", 16),
        ("Heading 4", "仿宋_GB2312", 16),
        ("发文机关标志", "方正小标宋简体", 36),
        ("版记", "仿宋_GB2312", 14),
        ("页码", "宋体", 14),
        ("表格文字", "仿宋_GB2312", 12),
        ("表格小字", "仿宋_GB2312", 10.5),
    ],
)
def test_face_and_size_of_each_level(style, face, points):
    found = read(Paper(PLAIN).save()).styles[style]
    assert found.element.rPr.rFonts.get(qn("w:eastAsia")) == face
    assert found.font.size.pt == points


def test_mark_is_red_and_levels_are_not_bold():
    styles = read(Paper(PLAIN).save()).styles
    assert str(styles["发文机关标志"].font.color.rgb) == "FF0000"
    assert not any(styles[f"Heading {level}"].font.bold for level in (1, 2, 3, 4))


def test_fonts_are_named_with_alternates_and_none_is_shipped():
    document = read(Paper(PLAIN).save())
    parts = {str(part.partname): part for part in document.part.package.iter_parts()}
    table = parts["/word/fontTable.xml"].blob.decode()
    for name in ("仿宋_GB2312", "楷体_GB2312", "黑体", "方正小标宋简体", "宋体"):
        assert re.search(f'w:name="{name}"><w:altName w:val="[^"]+"/>', table), name
    assert not [name for name in parts if "/fonts/" in name or name.endswith((".odttf", ".ttf"))]


def test_page_number_right_on_odd_and_left_on_even_pages():
    document = read(Paper(PLAIN).save())
    assert document.settings.odd_and_even_pages_header_footer
    section = document.sections[0]
    for footer, side in ((section.footer, "right"), (section.even_page_footer, "left")):
        number = footer.paragraphs[0]._p
        assert number.pPr.jc.get(qn("w:val")) == side
        assert number.pPr.find(qn("w:ind")).get(qn(f"w:{side}")) == "280"
        assert text_of(number) == "— 1 —"
        assert number.find(qn("w:fldSimple")).get(qn("w:instr")) == "PAGE"
        assert number.pPr.pStyle.val == "PageNumber"


def test_page_number_dash_stands_7_mm_below_the_type_area():
    section = section_of(Paper(PLAIN).save())
    middle = twips(section.bottom_margin) - twips(section.footer_distance) - 320 / 2
    assert middle == pytest.approx(7 * MM, abs=1)


def test_only_a_letter_keeps_its_first_page_without_number():
    plain = section_of(Paper(PLAIN).save())
    assert not plain.different_first_page_header_footer
    cover = Cover(kind=Kind.LETTER, title="虚构的标题", issuers=("虚构局",), date=DAY)
    letter = section_of(Paper(cover).save())
    assert letter.different_first_page_header_footer
    assert "PAGE" not in letter.first_page_footer._element.xml
    rule = letter.first_page_footer.paragraphs[0]._p
    assert int(rule.pPr.find(qn("w:framePr")).get(qn("w:w"))) == round(170 * MM)
