"""A draft sent in, shown by verdict, opened to the rows, listed and filed; files that cannot be read are refused."""

from __future__ import annotations

import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from docx import Document

from yishi.doors.desk.figures.tests.at_work import AtWork
from yishi.doors.desk.tests.seated import lines
from yishi.readings.report.check import Verdict
from yishi.readings.report.models import Report

pytestmark = pytest.mark.django_db
URL, RESULT = "/desk/reports/check/", "/desk/reports/check/result/"
DRAFT = "一年来，开展执法检查3项。\n另一处说，开展执法检查5项。\n开展专题询问2次。"


def sent(client: Client, **given: Any) -> Any:
    """The draft sent in; the answer."""
    return client.post(URL, {"w": "year", "year": "2026"} | given)


def test_a_pasted_draft_is_shown_with_its_verdicts(here: AtWork) -> None:
    client = here.client()
    assert sent(client, text=DRAFT).headers["Location"] == RESULT
    answer = client.get(RESULT)
    verdicts = [row.verdict for row in answer.context["checking"].claims]
    assert verdicts == [Verdict.EQUAL, Verdict.DIFFERS, Verdict.NOT_HELD]
    told = answer.content.decode()
    assert "claim-equal" in told and "claim-differs" in told and "claim-not-held" in told
    text = "".join(one.text for line in answer.context["paragraphs"] for one in line)
    assert text == DRAFT.replace("\n", "")
    assert any("前后不一致" in one["sentence"] for one in answer.context["remarks"])


def test_a_word_file_is_read(here: AtWork) -> None:
    made = Document()
    made.add_paragraph("开展执法检查3项。")
    out = io.BytesIO()
    made.save(out)
    client = here.client()
    assert sent(client, file=SimpleUploadedFile("工作报告.docx", out.getvalue())).status_code == 302
    answer = client.get(RESULT)
    assert [row.verdict for row in answer.context["checking"].claims] == [Verdict.EQUAL]
    assert "工作报告.docx" in answer.content.decode()


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        ("a.pdf", b"%PDF-1.7\n1 0 obj <<>> endobj\ntrailer <<>>\n%%EOF\n", "PDF"),
        ("a.docx", b"PK\x03\x04broken", "损坏"),
        ("a.txt", b"   \n", "空的"),
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "docx"),
        ("a.txt", "字".encode() * 800_000, "2 MB"),
    ],
)
def test_what_cannot_be_read_is_refused_with_how_to_mend_it(
    here: AtWork, name: str, data: bytes, sentence: str
) -> None:
    client = here.client()
    answer = sent(client, file=SimpleUploadedFile(name, data))
    assert answer.status_code == 422
    assert sentence in str(answer.context["form"].errors["file"])
    assert client.get(RESULT).status_code == 302


def test_nothing_sent_is_told_and_days_that_cannot_be(here: AtWork) -> None:
    assert "请选择文件" in sent(here.client()).content.decode()
    answer = sent(here.client(), text=DRAFT, w="between", since="2026-02-01", until="2026-01-01")
    assert answer.status_code == 422 and "一年来，开展执法检查3项" in answer.content.decode()


def test_other_days_give_other_verdicts(here: AtWork) -> None:
    client = here.client()
    sent(client, text="开展执法检查1项。", year="2025")
    assert client.get(RESULT).context["checking"].claims[0].verdict == Verdict.EQUAL


def test_the_list_is_narrowed_by_verdict_and_filed(here: AtWork) -> None:
    client = here.client()
    sent(client, text=DRAFT)
    table = client.get(f"{RESULT}?verdict=differs").context["table"]
    assert [row.cells["by"] for row in table.rows] == ["+2"]
    assert [view.count for view in table.views] == [3, 1, 1, 1, 0]
    rows = lines(client.get(f"{RESULT}?export=csv"))
    assert [row[1] for row in rows] == ["3项", "5项", "2次"]
    assert client.get(f"{RESULT}?export=xlsx").content[:2] == b"PK"


def test_a_claim_opens_to_the_rows_behind(here: AtWork) -> None:
    client = here.client()
    sent(client, text=DRAFT)
    told = client.get(f"{URL}claims/1/").content.decode()
    assert "+2" in told and "写作5，记录为3" in told and told.count("执法检查（2026-") == 3
    assert "没有记录" in client.get(f"{URL}claims/2/").content.decode()
    assert client.get(f"{URL}claims/99/").status_code == 404


def test_the_draft_is_given_back_marked(here: AtWork) -> None:
    client = here.client()
    sent(client, text=DRAFT)
    answer = client.get(f"{URL}marked.docx")
    made = Document(io.BytesIO(answer.content))
    coloured = {
        run.text: run.font.highlight_color for line in made.paragraphs for run in line.runs if run.font.highlight_color
    }
    assert list(coloured) == ["3", "5", "2"] and len(set(coloured.values())) == 3
    assert client.get(RESULT).status_code == 200


def test_a_report_of_ours_is_known_by_its_own_fields(here: AtWork) -> None:
    client = here.client()
    client.post("/desk/reports/begin/", {"year": 2026, "span": "year"})
    data = client.get(f"/desk/reports/{Report.objects.get().pk}/report.docx").content
    assert sent(client, file=SimpleUploadedFile("报告.docx", data)).status_code == 302
    counted = client.get(RESULT).context["checking"].counted
    assert counted[Verdict.DIFFERS] == 0 and counted[Verdict.EQUAL] >= 5


def test_a_draft_is_its_readers_alone_and_goes_when_he_says(here: AtWork) -> None:
    client, other = here.client(), here.client("leader")
    sent(client, text=DRAFT)
    assert other.get(RESULT).headers["Location"] == URL
    assert other.get(f"{URL}claims/0/").status_code == 409
    assert client.get(f"{URL}drop/").status_code == 302 and client.get(RESULT).status_code == 200
    client.post(f"{URL}drop/")
    assert client.get(RESULT).headers["Location"] == URL


def test_text_is_shown_as_text(here: AtWork) -> None:
    client = here.client()
    sent(client, text="<script>alert(1)</script>开展执法检查3项。")
    assert "<script>alert" not in client.get(RESULT).content.decode()


def test_the_page_once_checked_asks_a_dozen(here: AtWork) -> None:
    client = here.client()
    sent(client, text=DRAFT)
    client.get(RESULT)
    with CaptureQueriesContext(connection) as queries:
        client.get(f"{RESULT}?verdict=differs")
    assert len(queries) <= 12
