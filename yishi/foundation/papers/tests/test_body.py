"""The body: levels, paragraphs, tables, annexes; text from outside; files of many papers."""

from __future__ import annotations

import datetime as dt
import io
import zipfile

import pytest
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st

from yishi.foundation.papers import Binder, Cell, Control, Cover, Kind, Paper, PaperRefused, Row, clean, zipped
from yishi.foundation.papers.text import width
from yishi.foundation.papers.titles import break_title

from .reading import find, read, setting, style_of, texts

PLAIN = Cover(kind=Kind.PLAIN, title="虚构的标题")
NASTY = "甲\x00乙\ud800丙\x1b丁\ufffe戊\x9f己\u202e庚"


def test_levels_number_themselves_and_begin_again_under_a_new_head():
    paper = Paper(PLAIN).heading(1, "甲").heading(2, "乙").heading(3, "丙").heading(4, "丁")
    data = paper.heading(2, "戊").heading(1, "己").heading(2, "庚").heading(1, "不编号", numbered=False).save()
    wanted = ["一、甲", "（一）乙", "1.丙", "（1）丁", "（二）戊", "二、己", "（一）庚", "不编号"]
    assert [text for text in texts(data) if text][1:] == wanted
    assert [style_of(find(data, text)) for text in wanted[:4]] == [
        "Heading1",
        "Heading2",
        "Heading3",
        "Heading4",
    ]


@pytest.mark.parametrize("level", [0, 5, -1])
def test_there_are_four_levels(level):
    with pytest.raises(PaperRefused, match="四层"):
        Paper(PLAIN).heading(level, "甲")


def test_body_indents_two_characters_and_drops_typed_indents():
    data = Paper(PLAIN).para("\u3000\u3000甲\r\n\n  乙").save()
    assert texts(data)[1:3] == ["甲", "乙"]
    indent = read(data).styles["正文段落"].element.pPr.find(qn("w:ind"))
    assert indent.get(qn("w:firstLineChars")) == "200"
    assert style_of(find(data, "甲")) == "Body"


def test_unfit_characters_fall_away_everywhere():
    cover = Cover(kind=Kind.DOCUMENT, title=NASTY, issuers=(NASTY,), date=dt.date(2026, 3, 12), notes=(NASTY,))
    paper = Paper(cover).heading(1, NASTY).para(NASTY).table([NASTY], [[NASTY]], caption=NASTY).item(NASTY).note(NASTY)
    data = paper.line(NASTY, NASTY).form([1], [Row((Cell(NASTY),))]).annex(NASTY).save()
    assert sum("甲乙丙丁戊己庚" in text for text in texts(data)) >= 11


@settings(max_examples=30, deadline=None)
@given(st.text(st.characters(), max_size=200))
def test_any_text_makes_a_readable_file(text):
    data = Paper(PLAIN).para(text).table(["甲"], [[text]]).save()
    assert read(data).paragraphs[0].text == "虚构的标题"
    assert clean(clean(text)) == clean(text)


def test_signs_shared_with_latin_faces_are_set_in_the_chinese_one():
    data = Paper(PLAIN).para("“甲”——□乙").para("甲乙12").save()
    hinted, bare = find(data, "“甲”——□乙").r_lst[0], find(data, "甲乙12").r_lst[0]
    assert hinted.rPr.rFonts.get(qn("w:hint")) == "eastAsia"
    assert bare.rPr is None


def test_three_hundred_pages():
    page = "字" * 28 * 22
    data = Paper(PLAIN).para(page * 300).para("\n".join([page] * 300)).save()
    assert sum(len(text) for text in texts(data)) == 600 * 28 * 22 + 5


def test_table_repeats_its_head_and_fills_the_type_area():
    data = Paper(PLAIN).table(["编号", "标题"], [["1", "很长很长很长很长的标题"]] * 80, [1, 4]).save()
    table = read(data).tables[0]
    heads = [row._tr.trPr.find(qn("w:tblHeader")) is not None for row in table.rows]
    assert heads[0] and not any(heads[1:])
    assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)
    assert sum(int(column.get(qn("w:w"))) for column in table._tbl.tblGrid) == 8845
    assert table.cell(1, 0).paragraphs[0].style.name == "表格文字"


@pytest.mark.parametrize(
    ("columns", "rows", "widths"),
    [
        ([], [], []),
        (["甲", "乙"], [["1"]], []),
        (["甲"], [["1"]], [1, 2]),
        (["甲"], [["1"]], [0]),
    ],
)
def test_tables_that_do_not_fit_are_refused(columns, rows, widths):
    with pytest.raises(PaperRefused):
        Paper(PLAIN).table(columns, rows, widths)


def test_page_break_before_text_and_before_a_table():
    text = Paper(PLAIN).page_break().para("甲\n乙").save()
    assert find(text, "甲").pPr.find(qn("w:pageBreakBefore")) is not None
    assert find(text, "乙").pPr.find(qn("w:pageBreakBefore")) is None
    table = read(Paper(PLAIN).page_break().table(["甲"], [["1"]]).save()).tables[0]
    assert table._tbl.getprevious().pPr.find(qn("w:pageBreakBefore")) is not None


def test_annex_follows_the_signature_on_a_page_of_its_own():
    cover = Cover(kind=Kind.DOCUMENT, title="通知", issuers=("虚构局",), date=dt.date(2026, 3, 12))
    data = Paper(cover).para("正文").annex("清单", 1).para("附件正文").save()
    found = [text for text in texts(data) if text]
    assert found[-4:] == ["2026年3月12日", "附件1", "清单", "附件正文"]
    assert found.count("2026年3月12日") == 1
    assert setting(find(data, "附件1"), "jc", "val") == "left"


@given(st.text("甲乙丙第关于的会议建议代表《》（）12ab，。", min_size=1, max_size=90))
def test_titles_break_without_losing_a_character(title):
    pieces = break_title(title, 20)
    assert "".join(pieces) == title
    assert all(width(piece) <= 20 for piece in pieces)


def test_titles_break_between_words_and_keep_the_writers_own_breaks():
    long = "关于交办区第十八届人民代表大会第五次会议代表建议的通知"
    assert break_title(long) == ["关于交办区第十八届人民代表大会", "第五次会议代表建议的通知"]
    assert break_title("甲\n乙") == ["甲", "乙"]


def test_same_paper_same_bytes():
    assert Paper(PLAIN).para("甲").save() == Paper(PLAIN).para("甲").save()


@pytest.mark.parametrize(("duplex", "start"), [(True, "oddPage"), (False, "nextPage")])
def test_binder_gives_each_paper_its_own_pages(duplex, start):
    binder = Binder(duplex=duplex)
    letter = Cover(kind=Kind.LETTER, title="函", issuers=("虚构局",), date=dt.date(2026, 3, 12), copies=("甲",))
    for cover in (letter, PLAIN, letter):
        Paper(cover, binder).table(["甲"], [["1"]]).imprint()
    data = binder.save(title="合订")
    sections = read(data).sections
    assert [section._sectPr.type.val is not None for section in sections] == [True] * 3
    assert [section._sectPr.find(qn("w:type")).get(qn("w:val")) for section in sections] == [
        "nextPage",
        start,
        start,
    ]
    assert [section.different_first_page_header_footer for section in sections] == [True, False, True]
    assert all(section._sectPr.find(qn("w:pgNumType")).get(qn("w:start")) == "1" for section in sections)
    drawn = [box.get("id") for box in read(data).element.body.iter(qn("wp:docPr"))]
    assert len(set(drawn)) == len(drawn) == 4


def test_an_empty_binder_is_refused():
    with pytest.raises(PaperRefused):
        Binder().save(title="空")


def test_zip_keeps_every_file_and_refuses_two_of_one_name():
    data = zipped([("甲/乙.docx", b"1"), ("丙.docx", b"2")])
    assert zipfile.ZipFile(io.BytesIO(data)).namelist() == ["甲／乙.docx", "丙.docx"]
    with pytest.raises(PaperRefused, match="重复"):
        zipped([("甲.docx", b"1"), ("甲.docx", b"2")])


def controls(data: bytes) -> list[tuple[str, str, str, str]]:
    """Tag, name, number and text of each content control."""
    found = []
    for control in read(data).element.body.iter(qn("w:sdt")):
        said = {child.tag.rpartition("}")[2]: child.get(qn("w:val")) for child in control.find(qn("w:sdtPr"))}
        text = "".join(piece.text for piece in control.iter(qn("w:t")))
        found.append((said["tag"], said["alias"], said["id"], text))
    return found


def test_content_controls_stand_in_the_run_of_the_text():
    paper = Paper(PLAIN).runs(
        "听取", Control("28\x00项", "kind/report", "专项\n报告"), "，", Control("3项", "x", "变化")
    )
    data = paper.save()
    assert controls(data) == [("kind/report", "专项 报告", "1", "28项"), ("x", "变化", "2", "3项")]
    assert paper.save() == data
    body = read(data).element.body
    settings = [child.tag.rpartition("}")[2] for child in next(body.iter(qn("w:sdtPr")))]
    assert settings == ["alias", "tag", "id", "text"]  # the order that the schema wants
    whole = next(p for p in body.iter(qn("w:p")) if p.find(qn("w:sdt")) is not None)
    assert "".join(piece.text for piece in whole.iter(qn("w:t"))) == "听取28项，3项"


def test_a_tag_that_word_would_not_keep_is_refused():
    with pytest.raises(PaperRefused, match="64"):
        Paper(PLAIN).runs(Control("1", "长" * 65, "名"))
    assert controls(Paper(PLAIN).runs(Control("1", "t" * 64, "名" * 70)).save())[0][1] == "名" * 64
