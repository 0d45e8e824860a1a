"""The report as a Word file and as text, and read back after an editor had it."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from decimal import Decimal

import docx
import pytest
from docx.oxml.ns import qn
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from yishi.readings.report import word
from yishi.readings.report.fields import Live, of_tag
from yishi.readings.report.work import Built, BuiltLine, BuiltPart, Planned, Row, Shown, Work

LONG = "kind/" + "very_long_code_of_a_kind" + "/" + "very_long_code_of_an_output_of_it"


def shown(tag: str, text: str, name: str = "名") -> Shown:
    return Shown(text, of_tag(tag), name, Decimal(1))


LINES = (
    BuiltLine((Shown("专项工作报告"),), 1),
    BuiltLine(
        (
            Shown("听取审议"), shown("kind/report_heard", "28项", "听取专项工作报告"), Shown("，"),
            shown("kind/report_heard|change", "比上年增加3项"), Shown("。"),
        )
    ),
    BuiltLine((Shown("收集意见"), shown(f"{LONG}|approx", "2500余条"), Shown("。"))),
)  # fmt: skip


def built(digest: str = "", planned: bool = True) -> Built:
    work = Work("npc", "试验区", 2026, "year", dt.date(2026, 12, 31), (), title="试验区人大常委会工作报告")
    return Built(
        work=work,
        addressees="各位代表",
        opening=("我受委托报告工作。",),
        parts=(BuiltPart("监督工作", LINES),),
        closing="请予审议。",
        days="2026年1月1日至2026年12月31日",
        rows=(
            Row("kind/report_heard", "监督", "听取专项工作报告", "28项", "", "+3", "听取审议一次计一项。"),
            Row(LONG, "代表工作", "意见", "2539条", "", "", "一条一计。"),
        ),
        planned=(Planned("kind/report_heard", "听取专项工作报告", "30项", "28项"),) if planned else (),
        digest=digest,
    )


def texts(data: bytes) -> list[str]:
    body = docx.Document(io.BytesIO(data)).element.body
    return ["".join(t.text or "" for t in p.iter(qn("w:t"))) for p in body.iter(qn("w:p"))]


def changed(data: bytes, change: object) -> bytes:
    """The file as an editor would leave it: `change` is handed its XML."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "word/document.xml":
                root = etree.fromstring(content)
                change(root)  # type: ignore[operator]
                content = etree.tostring(root)
            target.writestr(name, content)
    return out.getvalue()


def test_a_report_reads_from_title_to_annex() -> None:
    found = [text for text in texts(word.document(built())) if text]
    assert found[:9] == [
        "试验区人大常委会工作报告",
        "各位代表：",
        "我受委托报告工作。",
        "一、监督工作",
        "（一）专项工作报告",
        "听取审议28项，比上年增加3项。",
        "收集意见2500余条。",
        "请予审议。",
        "附件：1.指标数据和口径",
    ]
    assert "统计期间：2026年1月1日至2026年12月31日。指标随记录变化，尚未定格。" in found
    assert {"kind/report_heard", "听取审议一次计一项。", "30项", "附件2"} <= set(found)


def test_the_hash_of_frozen_figures_stands_in_the_annex() -> None:
    assert any("校验值：ab12。" in text for text in texts(word.document(built("ab12", planned=False))))


def test_plain_text_holds_no_ids() -> None:
    text = word.plain(built())
    assert text.splitlines() == [
        "试验区人大常委会工作报告", "各位代表：", "我受委托报告工作。", "监督工作", "专项工作报告",
        "听取审议28项，比上年增加3项。", "收集意见2500余条。", "请予审议。",
    ]  # fmt: skip
    assert "kind/" not in text and "[[" not in text


def test_fields_are_read_back_with_the_text_that_stands_there() -> None:
    data = word.document(built())
    found = word.fields_of(data, [LONG])
    assert [(row.live.tag, row.text) for row in found] == [
        ("kind/report_heard", "28项"), ("kind/report_heard|change", "比上年增加3项"), (f"{LONG}|approx", "2500余条"),
    ]  # fmt: skip
    assert found[0].name == "听取专项工作报告"
    assert word.fields_of(data)[2].live.figure.startswith("~")


def test_prose_is_read_back_with_its_fields() -> None:
    assert "听取审议[[kind/report_heard]]，[[kind/report_heard|change]]。" in word.text_of(word.document(built()))


def test_what_an_editor_did_is_seen() -> None:
    """Word splits runs as it likes, marks what was inserted and deleted, and nests controls."""

    def edit(root: etree._Element) -> None:
        first, second, third = root.iter(qn("w:sdt"))
        run = first.find(f".//{qn('w:r')}")
        run.find(qn("w:t")).text = "3"
        more = etree.SubElement(run, qn("w:t"))
        more.text = "0项"
        gone = etree.SubElement(etree.SubElement(first.find(qn("w:sdtContent")), qn("w:del")), qn("w:r"))
        etree.SubElement(gone, qn("w:delText")).text = "28项"
        moved = third.getparent()
        moved.remove(third)
        paragraph = second.getparent()
        wrap = etree.SubElement(paragraph, qn("w:ins"))
        wrap.append(third)

    data = changed(word.document(built()), edit)
    assert [(row.live.figure, row.text) for row in word.fields_of(data, [LONG])] == [
        ("kind/report_heard", "30项"), ("kind/report_heard", "比上年增加3项"), (LONG, "2500余条"),
    ]  # fmt: skip
    assert f"听取审议[[kind/report_heard]]，[[kind/report_heard|change]]。[[{LONG}|approx]]" in word.text_of(
        data, [LONG]
    )


def test_a_control_of_somebody_else_is_passed_over() -> None:
    def edit(root: etree._Element) -> None:
        for control in list(root.iter(qn("w:sdt")))[:1]:
            control.find(qn("w:sdtPr")).find(qn("w:tag")).set(qn("w:val"), "甲|乙")

    data = changed(word.document(built()), edit)
    assert len(word.fields_of(data)) == 2
    assert any(text.startswith("听取审议28项，[[kind/report_heard|change]]") for text in word.text_of(data))


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7", b"PK\x03\x04", bytes.fromhex("d0cf11e0a1b11ae1") * 40])
def test_what_is_no_report_is_refused_by_a_sentence(data: bytes) -> None:
    with pytest.raises(word.NoReport, match=r"。$"):
        word.fields_of(data)


@given(st.binary(max_size=400), st.integers(0, 2000))
def test_a_damaged_file_is_read_or_refused(noise: bytes, at: int) -> None:
    whole = word.document(built())
    try:
        word.fields_of(whole[:at] + noise + whole[at + len(noise) :])
    except word.NoReport as refused:
        assert str(refused)


@given(st.builds(Live, st.from_regex(r"[a-z_/]{1,90}", fullmatch=True), approx=st.sampled_from([0, 1, 100])))
def test_every_field_comes_back_through_words_64_characters(live: Live) -> None:
    tag = word.tag_of(live)
    assert len(tag) <= 64
    data = word.document(built())

    def edit(root: etree._Element) -> None:
        next(root.iter(qn("w:tag"))).set(qn("w:val"), tag)

    assert word.fields_of(changed(data, edit), [live.figure])[0].live == live
