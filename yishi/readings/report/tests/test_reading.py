"""Reading a report's file: what is read and where it stands, and with which sentence everything else is refused."""

from __future__ import annotations

import io
import time
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from yishi.readings.report.claims import find
from yishi.readings.report.markup import name_of
from yishi.readings.report.reading import Draft, Unreadable, read, read_file

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
HEAD = (
    f'<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="{W}"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    ' xmlns:v="urn:schemas-microsoft-com:vml"><w:body>'
)
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/word/document.xml"'
    ' ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1"'
    ' Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/>'
    "</Relationships>"
)


def made(body: str, **parts: str) -> bytes:
    """A Word document of this markup."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", TYPES)
        archive.writestr("_rels/.rels", RELATIONS)
        archive.writestr("word/document.xml", f"{HEAD}{body}</w:body></w:document>")
        for name, content in parts.items():
            archive.writestr(f"word/{name}.xml", content)
    return file.getvalue()


def run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def paragraph(*inner: str) -> str:
    return f"<w:p>{''.join(inner)}</w:p>"


def cells(*rows: tuple[str, ...]) -> str:
    lines = ("".join(f"<w:tc>{paragraph(run(cell))}</w:tc>" for cell in row) for row in rows)
    return f"<w:tbl>{''.join(f'<w:tr>{line}</w:tr>' for line in lines)}</w:tbl>"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_plain_text_in_the_encodings_that_offices_have(encoding: str) -> None:
    draft = read("全年召开会议12次。\r\n收到提案３０件。\r\n".encode(encoding))
    assert draft.kind == "txt" and draft.text == "全年召开会议12次。\n收到提案３０件。\n"
    assert [claim.value for claim in find(draft.text)] == [12, 30]


def test_word_documents_are_read_as_people_read_them() -> None:
    control = f"<w:sdt><w:sdtPr><w:tag w:val='x'/></w:sdtPr><w:sdtContent>{run('12')}</w:sdtContent></w:sdt>"
    deleted = "<w:del><w:r><w:delText>99</w:delText></w:r></w:del>"
    inserted = f"<w:ins>{run('次')}</w:ins>"
    hidden = (
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>暗</w:t></w:r><w:r><w:rPr><w:vanish w:val='0'/></w:rPr><w:t>，</w:t></w:r>"
    )
    field = "<w:r><w:instrText>PAGE 7</w:instrText></w:r>"
    box = f"<w:txbxContent>{paragraph(run('图中 5 件'))}</w:txbxContent>"
    shape = (
        f"<w:r><mc:AlternateContent><mc:Choice Requires='wps'><wps:txbx>{box}</wps:txbx></mc:Choice>"
        f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    draft = read(made(paragraph(run("召开会议"), control, deleted, inserted, hidden, field, run("完。"), shape)))
    assert draft.text == "召开会议12次，完。\n图中 5 件\n"


def test_controls_around_paragraphs_tables_and_rows() -> None:
    row = f"<w:sdt><w:sdtContent><w:tr><w:tc>{paragraph(run('视察'))}</w:tc><w:tc>{paragraph(run('7'))}</w:tc></w:tr></w:sdtContent></w:sdt>"
    table = cells(("项目", "次数"), ("调研", "12")).replace("</w:tbl>", f"{row}</w:tbl>")
    draft = read(made(f"<w:sdt><w:sdtContent>{paragraph(run('表'))}</w:sdtContent></w:sdt>{table}"))
    assert draft.text == "表\n项目\t次数\n调研\t12\n视察\t7\n"
    assert [(claim.value, claim.unit, claim.what) for claim in find(draft.text)] == [
        (12, "次", "调研次数"),
        (7, "次", "视察次数"),
    ]


def test_notes_follow_the_body() -> None:
    notes = (
        f'<w:footnotes xmlns:w="{W}"><w:footnote w:type="separator" w:id="0">{paragraph(run("线"))}</w:footnote>'
        f'<w:footnote w:id="2">{paragraph(run("另有3件。"))}</w:footnote></w:footnotes>'
    )
    assert read(made(paragraph(run("正文。")), footnotes=notes)).text == "正文。\n另有3件。\n"


def test_every_piece_leads_back_to_its_element() -> None:
    content = made(paragraph(run("共收到提案1"), run("2"), run("件。")) + cells(("甲", "9件")))
    draft = read(content)
    claim = find(draft.text)[0]
    pieces = draft.pieces_of(claim.start, claim.end)
    root = etree.fromstring(zipfile.ZipFile(io.BytesIO(content)).read("word/document.xml"))
    elements = list(root.iter())
    assert claim.number == "12" and len(pieces) == 2
    for piece in draft.pieces:
        element = elements[piece.place]
        assert name_of(element) == "t" and element.text == piece.text == draft.text[piece.start : piece.end]
        assert [each for each in elements if name_of(each) == "p"][piece.paragraph] in element.iterancestors()
    assert draft.pieces_of(0, 0) == [] and Draft("", "txt", b"").pieces_of(0, 9) == []


def test_what_word_itself_writes_is_read(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_heading("二〇二六年工作回顾", 1)
    document.add_paragraph("全年审议报告二十三项。")
    table = document.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "视察", "4次"
    document.save(str(tmp_path / "a.docx"))
    draft = read_file(tmp_path / "a.docx")
    assert [claim.value for claim in find(draft.text)] == [23, 4]


def refusal(content: bytes) -> str:
    with pytest.raises(Unreadable) as refused:
        read(content)
    return str(refused.value)


def test_files_that_are_no_report_are_refused_with_how_to_mend_it(tmp_path: Path) -> None:
    assert "另存为 docx" in refusal(b"%PDF-1.7\n1 0 obj\n%%EOF")
    assert "空的" in refusal(b"")
    assert "空的" in refusal(b"\r\n  ")
    assert "纯文本" in refusal(b"\x00\x01\x02 no text \x03")
    assert "已损坏" in refusal(made(paragraph(run("完整")))[:-40])
    assert "已损坏" in refusal(made("<w:p>").replace(b"PK\x05\x06", b"PK\x05\x07"))
    assert "没有文字" in refusal(made(paragraph()))
    assert "打不开" in _refusal_of(tmp_path / "none.txt")


def _refusal_of(path: Path) -> str:
    with pytest.raises(Unreadable) as refused:
        read_file(path)
    return str(refused.value)


def _compound(stream: str) -> bytes:
    """The least of an OLE file: its mark, and a directory entry."""
    name = stream.encode("utf-16-le")
    entry = name + bytes(64 - len(name)) + (len(name) + 2).to_bytes(2, "little") + bytes(62)
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + entry


def test_old_and_locked_word_files_are_told_apart() -> None:
    assert "旧版 Word" in refusal(_compound("WordDocument"))
    assert "密码" in refusal(_compound("EncryptedPackage"))


def test_broken_markup_entities_and_bombs_are_refused() -> None:
    assert "已损坏" in refusal(made("<w:p><w:r>"))
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", TYPES)
        archive.writestr("_rels/.rels", RELATIONS)
        archive.writestr("word/document.xml", HEAD + " " * 40_000_000)
    assert "解开后过大" in refusal(file.getvalue())
    evil = (
        '<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
        + HEAD.partition("?>")[2]
    )
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("[Content_Types].xml", TYPES)
        archive.writestr("_rels/.rels", RELATIONS)
        archive.writestr("word/document.xml", evil + paragraph("<w:r><w:t>&b;</w:t></w:r>") + "</w:body></w:document>")
    with pytest.raises(Unreadable):
        read(file.getvalue())


def test_two_megabytes_are_read_in_time_and_more_is_refused() -> None:
    prose = "坚持围绕中心、服务大局，把协商民主贯穿履职全过程，认真听取各方面意见，推动各项工作落地见效，"
    line = f"{prose * 4}全年共召开各类协商会议12次，收到意见建议３５条。\n"
    content = line.encode() * (2 * 1024 * 1024 // len(line.encode()))
    began = time.perf_counter()
    assert len(find(read(content).text)) == 2 * content.count(b"\n")
    assert time.perf_counter() - began < 120
    assert "2 MB" in refusal(content + line.encode() * 2)
    assert "2 MB" in refusal(made(paragraph(run(line * 4_000))))


@settings(max_examples=150)
@given(st.one_of(st.binary(max_size=400), st.text(max_size=100).map(str.encode)))
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    try:
        assert read(content).text
    except Unreadable as refused:
        assert str(refused).endswith("。")


WHOLE = made(paragraph(run("全年召开会议12次。")) + cells(("甲", "9件")))


@settings(max_examples=150)
@given(st.integers(0, len(WHOLE) - 1), st.integers(0, 255), st.integers(0, 60))
def test_a_damaged_document_is_read_or_refused(at: int, byte: int, cut: int) -> None:
    damaged = bytearray(WHOLE)
    damaged[at] = byte
    try:
        assert read(bytes(damaged[: len(damaged) - cut])).text
    except Unreadable as refused:
        assert str(refused).endswith("。")


@settings(max_examples=80)
@given(st.recursive(
    st.sampled_from(["<w:t>1</w:t>", "<w:tab/>", "<w:br/>", "<w:p/>", "text", "<w:tbl/>", "<!-- c -->", "<?p i?>", "<w:t/>"]),
    lambda inner: st.tuples(
        st.sampled_from(["w:p", "w:r", "w:tbl", "w:tr", "w:tc", "w:sdt", "w:sdtContent", "w:ins", "w:del", "w:txbxContent"]),
        st.lists(inner, max_size=4),
    ).map(lambda pair: f"<{pair[0]}>{''.join(pair[1])}</{pair[0]}>"),
    max_leaves=20,
))  # fmt: skip
def test_any_order_of_elements_is_read_or_refused(markup: str) -> None:
    try:
        draft = read(made(markup))
    except Unreadable:
        return
    assert all(draft.text[piece.start : piece.end] == piece.text for piece in draft.pieces)
