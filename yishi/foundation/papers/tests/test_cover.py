"""Head and end of each kind of paper."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from docx.oxml.ns import qn

from yishi.foundation.papers import Cover, Kind, Paper, PaperRefused
from yishi.foundation.papers.head import mark_size
from yishi.foundation.papers.measures import CHAR, TEXT_WIDTH

from .reading import find, read, setting, style_of, text_of, texts

DAY = dt.date(2026, 3, 12)
DOCUMENT = Cover(
    kind=Kind.DOCUMENT,
    title="关于交办代表建议的通知",
    issuers=("虚构区人大常委会办公室",),
    number="虚人办〔2026〕12号",
    addressees=("区人民政府办公室", "各承办单位"),
    date=DAY,
    notes=("联系人：甲某",),
    copies=("区委办公室", "区监察委员会"),
    printer="虚构区人大常委会办公室",
    printed_on=DAY,
)
LETTER = replace(DOCUMENT, kind=Kind.LETTER, title="对第1号建议的答复", class_mark="〔A〕类", signer="乙某")
BULLETIN = replace(DOCUMENT, kind=Kind.BULLETIN, mark="办理简报", number="第3期")


def test_document_reads_in_the_standards_order():
    found = [text for text in texts(Paper(DOCUMENT).para("特此通知。").save()) if text]
    assert found == [
        "虚构区人大常委会办公室文件",
        "虚人办〔2026〕12号",
        "关于交办代表建议的通知",
        "区人民政府办公室，各承办单位：",
        "特此通知。",
        "虚构区人大常委会办公室",
        "2026年3月12日",
        "（联系人：甲某）",
        "抄送：区委办公室，区监察委员会。",
        "虚构区人大常委会办公室\t2026年3月12日印发",
    ]


def test_number_stands_two_lines_below_the_mark_in_the_middle():
    data = Paper(DOCUMENT).save()
    paragraphs = texts(data)
    assert paragraphs.index(DOCUMENT.number) - paragraphs.index("虚构区人大常委会办公室文件") == 3
    assert setting(find(data, DOCUMENT.number), "jc", "val") == "center"


def test_upward_document_sets_number_left_and_signer_right_one_character_in():
    line = find(Paper(replace(DOCUMENT, signer="乙某")).save(), "虚人办〔2026〕12号\t签发人：乙某")
    assert setting(line, "ind", "left") == str(CHAR)
    assert line.pPr.find(qn("w:tabs"))[0].get(qn("w:pos")) == str(TEXT_WIDTH - CHAR)
    assert line.r_lst[-1].rPr.rFonts.get(qn("w:eastAsia")) == "楷体_GB2312"


def test_mark_begins_35_mm_down_whatever_stands_above_it():
    bare = setting(find(Paper(DOCUMENT).save(), "虚构区人大常委会办公室文件"), "spacing", "before")
    marked = Paper(replace(DOCUMENT, secrecy="秘密", urgency="特急")).save()
    below = setting(find(marked, "虚构区人大常委会办公室文件"), "spacing", "before")
    assert int(bare) - int(below) == 2 * 579
    assert style_of(find(marked, "秘密")) == "Strong"


def test_red_rule_closes_the_head():
    body = read(Paper(DOCUMENT).save()).element.body
    number = next(p for p in body.p_lst if text_of(p) == DOCUMENT.number)
    bottom = number.getnext().pPr.find(qn("w:pBdr")).find(qn("w:bottom"))
    assert bottom.get(qn("w:color")) == "FF0000"


def test_letter_head_stands_in_a_box_with_class_mark_and_double_rule():
    data = Paper(LETTER).save()
    box = next(read(data).element.body.iter(qn("w:txbxContent")))
    marks = [text_of(p) for p in box]
    assert marks == ["〔A〕类", "虚构区人大常委会办公室", ""]
    borders = box[2].pPr.find(qn("w:pBdr"))
    assert int(borders.find(qn("w:top")).get(qn("w:sz"))) > int(borders.find(qn("w:bottom")).get(qn("w:sz")))
    assert setting(find(data, "签发人：乙某\t虚人办〔2026〕12号"), "jc", "val") == "left"


def test_letter_has_neither_printer_nor_rules_in_its_imprint():
    data = Paper(LETTER).save()
    assert not any("印发" in text for text in texts(data))
    copies = find(data, "抄送：区委办公室，区监察委员会。")
    assert copies.getnext() is None and copies.getprevious() is None


def test_bulletin_line_and_no_signature():
    found = texts(Paper(BULLETIN).para("正文").save())
    assert "第3期" in found and "虚构区人大常委会办公室\t2026年3月12日" in found
    assert "2026年3月12日" not in found


def test_sealed_day_is_four_characters_in_and_the_name_centred_over_it():
    data = Paper(replace(DOCUMENT, signature=("虚构局",))).save()
    day, name = find(data, "2026年3月12日"), find(data, "虚构局")
    day_inset, name_inset = int(setting(day, "ind", "right")), int(setting(name, "ind", "right"))
    assert day_inset == 4 * CHAR
    assert day_inset + 6.5 * CHAR / 2 == pytest.approx(name_inset + 3 * CHAR / 2, abs=2)


def test_a_long_name_stays_on_the_page_and_over_its_day():
    long = "虚构区人民代表大会常务委员会代表工作委员会"
    data = Paper(replace(DOCUMENT, signature=(long,))).save()
    assert int(setting(find(data, long), "ind", "right")) == CHAR
    assert int(setting(find(data, "2026年3月12日"), "ind", "right")) > 4 * CHAR


def test_unsealed_day_begins_two_characters_right_of_the_name():
    name = "虚构区人大常委会办公室"
    data = Paper(replace(DOCUMENT, sealed=False, signature=(name,), printer="", printed_on=None)).save()
    insets = [int(setting(find(data, text), "ind", "right")) for text in (name, "2026年3月12日")]
    name_left, day_left = insets[0] + len(name) * CHAR, insets[1] + 6.5 * CHAR
    assert insets[0] == 2 * CHAR
    assert name_left - day_left == pytest.approx(2 * CHAR, abs=2)


def test_attachments_are_numbered_only_when_several():
    one = texts(Paper(replace(DOCUMENT, attachments=("清单",))).save())
    two = texts(Paper(replace(DOCUMENT, attachments=("清单", "说明"))).save())
    assert "附件：清单" in one
    assert "附件：1.\t清单" in two and "2.\t说明" in two


def test_signature_is_held_to_the_line_above_it():
    for attachments, above in (((), "特此通知。"), (("清单",), "附件：清单")):
        data = Paper(replace(DOCUMENT, attachments=attachments)).para("特此通知。").save()
        assert find(data, above).pPr.keepNext is not None
        assert find(data, DOCUMENT.issuers[0]).pPr.keepNext is not None


def test_joint_issuers_share_the_mark_and_sign_three_in_a_row():
    names = ("虚构甲办公室", "虚构乙办公室", "虚构丙办公室", "虚构丁办公室")
    document = read(Paper(replace(DOCUMENT, issuers=names)).save())
    mark, signatures = document.tables
    assert [p.text for p in mark.cell(0, 0).paragraphs] == list(names)
    assert mark.cell(0, 1).text == "文件"
    assert [len(signatures.rows), len(signatures.columns)] == [2, 3]


@pytest.mark.parametrize("characters", [4, 9, 14, 20])
def test_mark_fits_its_line(characters):
    size, scale = mark_size(characters, TEXT_WIDTH)
    assert characters * size * 20 * scale / 100 <= TEXT_WIDTH


@pytest.mark.parametrize(
    ("cover", "missing"),
    [
        (replace(DOCUMENT, title=" \x00\n"), "标题"),
        (replace(DOCUMENT, issuers=()), "发文机关"),
        (replace(DOCUMENT, issuers=(" ",)), "发文机关"),
        (replace(DOCUMENT, date=None), "成文日期"),
        (replace(LETTER, date=None), "成文日期"),
        (replace(BULLETIN, number=""), "期号"),
        (replace(BULLETIN, date=None), "日期"),
        (replace(DOCUMENT, printed_on=None), "印发"),
    ],
)
def test_what_a_paper_cannot_do_without(cover, missing):
    with pytest.raises(PaperRefused, match=missing):
        Paper(cover)
