"""The report on its page: drafted, read with live figures, written by the office, frozen, and given as files."""

from __future__ import annotations

import io
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from docx import Document

from yishi.doors.desk.figures.tests.at_work import KIND, AtWork
from yishi.doors.desk.report import shown, work
from yishi.foundation.journal.models import Entry
from yishi.foundation.outbox import jobs
from yishi.foundation.outbox.models import Job
from yishi.readings.report import word
from yishi.readings.report.models import Paragraph, Report

pytestmark = pytest.mark.django_db
URL = "/desk/reports/"


def begun(client: Client, **more: Any) -> Report:
    """A report drafted from the records."""
    answer = client.post(f"{URL}begin/", {"year": 2026, "span": "year"} | more)
    assert answer.status_code == 303, answer.content.decode()[:400]
    return Report.objects.latest("pk")


def page(client: Client, report: Report) -> Any:
    """What its page is drawn from."""
    answer = client.get(f"{URL}{report.pk}/")
    assert answer.status_code == 200
    return answer.context["page"]


def pieces(found: Any) -> dict[str, Any]:
    """Figures of the page by name, the first of each."""
    made: dict[str, Any] = {}
    for _chapter, rows in found.chapters:
        for piece in (piece for row in rows for line in row.lines for piece in line if piece.url):
            made.setdefault(piece.name, piece)
    return made


def first(report: Report) -> Paragraph:
    """A paragraph that tells a figure."""
    return Paragraph.objects.filter(chapter__report=report, text__contains=f"[[kind/{KIND}]]").first()  # type: ignore[return-value]


def text(client: Client, row: Paragraph, given: str, **more: Any) -> Any:
    """Set its text."""
    return client.post(f"{URL}paragraphs/{row.pk}/", {"text": given, "version": row.version} | more)


def test_it_is_drafted_from_the_records_with_live_figures(here: AtWork) -> None:
    client = here.client()
    assert "还没有年度工作报告" in client.get(URL).content.decode()
    report = begun(client)
    found = pieces(page(client, report))
    assert found["执法检查"].text.startswith("3") and f"of/kind/{KIND}/" in found["执法检查"].url
    assert found["执法检查意见建议"].change == "+8"
    assert client.get(found["执法检查"].url).context["value"] == "3"
    assert client.post(f"{URL}begin/", {"year": 2026, "span": "year"}).status_code == 422


@pytest.mark.parametrize("given", [{"year": 2030, "span": "year"}, {"year": "x", "span": "year"}, {"span": "never"}])
def test_a_year_that_cannot_be_is_refused_with_a_sentence(here: AtWork, given: dict[str, Any]) -> None:
    answer = here.client().post(f"{URL}begin/", given)
    assert answer.status_code == 422 and not Report.objects.exists()


def test_a_long_draft_is_a_job_with_progress_that_ends_at_the_report(here: AtWork, monkeypatch: Any) -> None:
    monkeypatch.setattr(work, "AT_ONCE", 1)
    client = here.client()
    answer = client.post(f"{URL}begin/", {"year": 2026, "span": "year"})
    job = Job.objects.get(kind=work.KIND)
    assert answer.headers["Location"] == f"{URL}jobs/{job.pk}/"
    assert "data-" in client.get(answer.headers["Location"]).content.decode()
    jobs.run(job.pk, job.attempt)
    job.refresh_from_db()
    report = Report.objects.get()
    assert (job.state, job.result_text) == (Job.State.DONE, str(report.pk))
    assert client.get(f"{URL}jobs/{job.pk}/").headers["Location"] == f"{URL}{report.pk}/"
    other = here.client("leader")
    assert other.get(f"{URL}jobs/{job.pk}/").status_code == 403


def test_a_paragraph_is_written_with_figures_by_name(here: AtWork) -> None:
    client = here.client()
    report = begun(client)
    row = first(report)
    assert "[[执法检查]]" in client.get(f"{URL}paragraphs/{row.pk}/").content.decode()
    assert text(client, row, "全年开展执法检查[[执法检查]]，[[执法检查|增长]]。").status_code == 303
    row.refresh_from_db()
    assert row.text == f"全年开展执法检查[[kind/{KIND}]]，[[kind/{KIND}|growth]]。"
    told = next(one for _chapter, rows in page(client, report).chapters for one in rows if one.row.pk == row.pk)
    assert "".join(piece.text for piece in told.lines[0]) == "全年开展执法检查3项，比上年增长200%。"


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ("", "必填"),
        ("检查[[没有这样的指标]]", "没有叫作"),
        ("检查[[执法检查", "没有配对"),
        ("检查[[执法检查|怎样]]", "不认识"),
    ],
)
def test_text_that_cannot_be_is_refused_and_stays_typed(here: AtWork, given: str, sentence: str) -> None:
    client = here.client()
    row = first(begun(client))
    answer = text(client, row, given)
    assert answer.status_code == 422
    assert given in answer.content.decode()
    assert sentence in answer.content.decode() or given == ""
    assert Paragraph.objects.get(pk=row.pk).version == row.version


def test_of_two_writers_the_second_is_shown_both_texts(here: AtWork) -> None:
    client = here.client()
    row = first(begun(client))
    text(client, row, "先写的一段。")
    answer = text(client, row, "后写的一段。")
    told = answer.content.decode()
    assert answer.status_code == 422 and "先写的一段。" in told and "后写的一段。" in told
    row.refresh_from_db()
    assert row.text == "先写的一段。" and f'name="version" value="{row.version}"' in told
    assert text(client, row, "后写的一段。").status_code == 303


def test_paragraphs_come_move_and_go(here: AtWork) -> None:
    client = here.client()
    report = begun(client)
    chapter = first(report).chapter
    start = [row.pk for row in chapter.paragraphs.all()]
    client.post(f"{URL}chapters/{chapter.pk}/add/?after={start[0]}", {"text": "加的一段。", "level": "0"})
    added = Paragraph.objects.latest("pk")
    assert [row.pk for row in chapter.paragraphs.all()][:2] == [start[0], added.pk]
    client.post(f"{URL}paragraphs/{added.pk}/move/", {"to": "up", "version": added.version})
    assert chapter.paragraphs.all()[0].pk == added.pk
    added.refresh_from_db()
    client.post(f"{URL}paragraphs/{added.pk}/move/", {"to": "up", "version": added.version})
    client.post(f"{URL}paragraphs/{added.pk}/move/", {"to": "down", "version": added.version})
    assert [row.pk for row in chapter.paragraphs.all()][:2] == [start[0], added.pk]
    added.refresh_from_db()
    assert client.post(f"{URL}paragraphs/{added.pk}/remove/", {"version": added.version}).status_code == 303
    assert [row.pk for row in chapter.paragraphs.all()] == start


def test_chapters_and_the_head_are_written(here: AtWork) -> None:
    client = here.client()
    report = begun(client)
    client.post(
        f"{URL}{report.pk}/head/",
        {"title": "新的标题", "subtitle": "讨论稿", "until": "2026-02-10", "version": report.version},
    )
    report.refresh_from_db()
    assert (report.title, str(report.until)) == ("新的标题", "2026-02-10")
    assert pieces(page(client, report))["执法检查"].text.startswith("2")
    client.post(f"{URL}{report.pk}/chapters/add/", {"title": "附言", "version": report.version})
    chapter = report.chapters.last()
    assert chapter.title == "附言"
    report.refresh_from_db()
    client.post(f"{URL}chapters/{chapter.pk}/", {"title": "结语", "version": report.version})
    report.refresh_from_db()
    assert report.chapters.last().title == "结语"
    client.post(f"{URL}chapters/{chapter.pk}/drop/", {"version": report.version})
    assert not report.chapters.filter(pk=chapter.pk).exists()


def test_a_sum_that_does_not_hold_is_told_and_keeps_the_report_from_being_final(here: AtWork) -> None:
    client = here.client()
    report = begun(client)
    add = f"{URL}{report.pk}/sums/add/"
    assert client.post(add, {"formula": "[[执法检查]] = [[执法检查]]", "version": report.version}).status_code == 422
    assert client.post(add, {"formula": "4 = [[执法检查]] + 0", "version": report.version}).status_code == 303
    answer = client.get(f"{URL}{report.pk}/")
    assert "3 + 0 = 3，相差1" in answer.content.decode() and "不成立" in answer.content.decode()
    finish = f"{URL}{report.pk}/finish/"
    report.refresh_from_db()
    answer = client.post(finish, {"version": report.version})
    assert answer.status_code == 422 and "还不能定稿" in answer.content.decode()
    row = report.asserted.get()
    client.post(f"{URL}{report.pk}/sums/{row.pk}/drop/", {"version": report.version})
    assert client.post(finish, {"version": report.version}).status_code == 303


def test_final_it_is_frozen_proved_and_written_no_more(here: AtWork) -> None:
    client = here.client()
    report = begun(client)
    row = first(report)
    client.post(f"{URL}{report.pk}/finish/", {"version": report.version})
    report.refresh_from_db()
    here.inspected(here.office, "2026-03-10", "北街")
    assert pieces(page(client, report))["执法检查"].text.startswith("3")
    frozen = client.get(f"{URL}{report.pk}/frozen/")
    assert frozen.context["wrong"] == [] and report.frozen.hash in frozen.content.decode()
    assert any(one.now == "4" for one in frozen.context["differs"])
    assert text(client, row, "还想改。").status_code == 422
    report.frozen.figures[0]["number"] = "99"
    report.frozen.save()
    assert client.get(f"{URL}{report.pk}/frozen/").context["wrong"]
    assert client.post(f"{URL}{report.pk}/reopen/", {"why": ""}).status_code == 422
    assert client.post(f"{URL}{report.pk}/reopen/", {"why": "漏了一段。"}).status_code == 303
    assert pieces(page(client, report))["执法检查"].text.startswith("4")
    assert client.get(f"{URL}{report.pk}/frozen/").status_code == 404


def test_files_and_annex_say_the_same_numbers(here: AtWork) -> None:
    client = here.client()
    report = begun(client)
    data = client.get(f"{URL}{report.pk}/report.docx").content
    standing = {row.live.figure: row.text for row in word.fields_of(data) if row.live.form == "value"}
    assert standing[f"kind/{KIND}"] == "3项"
    assert report.title in [row.text.replace("\n", "") for row in Document(io.BytesIO(data)).paragraphs]
    plain = client.get(f"{URL}{report.pk}/report.txt").content.decode()
    assert "执法检查3项" in plain and "[[" not in plain
    assert client.get(f"{URL}{report.pk}/report.pdf").status_code == 404
    rows = {row.id: row.value for row in client.get(f"{URL}{report.pk}/annex/").context["built"].rows}
    assert rows[f"kind/{KIND}"] == "3项"


def test_figures_are_found_by_a_few_letters_with_their_numbers(here: AtWork) -> None:
    client = here.client()
    report = begun(client)
    answer = client.get(f"{URL}{report.pk}/find/?find=执法检查")
    assert ("执法检查", "3 项", "[[执法检查]]") in [(row[0].name, row[1], row[2]) for row in answer.context["rows"]]
    assert "没有名称里带" in client.get(f"{URL}{report.pk}/find/?find=不会有的").content.decode()


def test_others_read_it_without_buttons_and_other_organs_find_nothing(here: AtWork) -> None:
    report = begun(here.client())
    row = first(report)
    for who in ("leader", "committee", "auditor", "secretariat"):
        client = here.client(who)
        told = client.get(f"{URL}{report.pk}/").content.decode()
        assert f"{URL}paragraphs/" not in told and "定稿</a>" not in told
        assert text(client, row, "不该能写。").status_code == 403
    other = Client()
    other.force_login(here.below.people["office"].account)
    for path in ("", "annex/", "report.docx", "report.txt", "head/", "finish/", "find/"):
        assert other.get(f"{URL}{report.pk}/{path}").status_code == 404
    assert text(other, row, "不该能写。").status_code == 404
    assert here.client("government_office").get(URL).status_code == 403


def test_the_page_once_made_asks_a_dozen(here: AtWork) -> None:
    client = here.client()
    report = begun(client)
    page(client, report)
    with CaptureQueriesContext(connection) as queries:
        page(client, report)
    assert len(queries) <= 12
    shown.forget()
    with CaptureQueriesContext(connection) as made:
        page(client, report)
    assert len(made) < 60


def test_the_journal_tells_of_it_to_those_who_read_reports_and_not_to_the_administrator(here: AtWork) -> None:
    client = here.client()
    row = first(begun(client))
    text(client, row, "秘而未宣的一段。")
    entry = Entry.objects.filter(room="report", step="report.save").latest("seq")
    url = f"/desk/record/entries/{entry.seq}/"
    assert "秘而未宣的一段" in client.get(url).content.decode()
    assert "修改报告段落" in client.get("/desk/record/").content.decode()
    told = here.client("administrator").get(url)
    assert told.status_code == 200 and "秘而未宣" not in told.content.decode()


def test_saved_figures_stand_among_the_names(here: AtWork) -> None:
    client = here.client()
    report = begun(client)
    client.post("/desk/figures/compose/", {
        "how": "one", "a_what": "times", "a_kind": [KIND], "a_place": "西街", "name": "西街执法检查", "measure": "项",
        "definition": "在西街的。", "additive": "on",
    })  # fmt: skip
    row = first(report)
    assert text(client, row, "西街[[西街执法检查]]。").status_code == 303
    assert pieces(page(client, report))["西街执法检查"].text == "2项"
