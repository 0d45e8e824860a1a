"""The marked copy: the same words, with colours and remarks."""

from __future__ import annotations

import io
from decimal import Decimal

from docx import Document

from yishi.readings.figures.expression import Count
from yishi.readings.figures.figure import Value
from yishi.readings.figures.windows import of_year
from yishi.readings.report.check import Checked, Checking, Reading, Verdict
from yishi.readings.report.claims import find
from yishi.readings.report.inner import Remark
from yishi.readings.report.marking import marked
from yishi.readings.report.reading import read

TEXT = "一、监督工作\n全年开展执法检查5项，提出意见建议84条。\n召开常委会会议8次。"


def checking_of(text, verdict=Verdict.DIFFERS):
    reading = Reading(Count("times"), "执法检查", Value(Decimal(4)))
    claims = tuple(Checked(claim, verdict, reading, Decimal(1), "写作不同。") for claim in find(text))
    assert len(claims) == 3
    remark = Remark("twice", ((claims[0].claim.start, claims[0].claim.end),), "前后不一致。")
    return Checking(text, of_year(2026), claims, (remark,))


def word_of(*paragraphs):
    document = Document()
    for runs in paragraphs:
        paragraph = document.add_paragraph()
        for text in runs:
            paragraph.add_run(text).bold = True
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def coloured(data):
    document = Document(io.BytesIO(data))
    runs = [run for paragraph in document.paragraphs for run in paragraph.runs]
    return [run.text for run in runs if run.font.highlight_color], document


def test_pasted_text_becomes_a_marked_document():
    data = marked(read(TEXT.encode()), checking_of(TEXT))
    numbers, document = coloured(data)
    assert numbers == ["5", "84", "8"]
    assert "\n".join(paragraph.text for paragraph in document.paragraphs) == TEXT
    remarks = [comment.text for comment in document.comments]
    assert len(remarks) == 3
    assert any("前后不一致" in remark for remark in remarks)


def test_a_run_is_cut_and_keeps_its_look():
    draft = read(word_of(["全年开展执法检查", "5项，提出意见建议8", "4条。"], ["召开常委会会议8次。"]))
    data = marked(draft, checking_of(draft.text))
    numbers, document = coloured(data)
    assert numbers == ["5", "8", "4", "8"]
    assert [paragraph.text for paragraph in document.paragraphs] == draft.text.split("\n")[:2]
    assert all(run.bold for paragraph in document.paragraphs for run in paragraph.runs if run.text)


def test_what_agrees_is_coloured_without_a_remark():
    checking = checking_of(TEXT, Verdict.EQUAL)
    _numbers, document = coloured(marked(read(TEXT.encode()), Checking(TEXT, checking.asked, checking.claims)))
    assert [comment.text for comment in document.comments if comment.text] == []
