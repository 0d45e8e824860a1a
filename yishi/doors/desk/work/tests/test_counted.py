"""Figures and the rows behind them, scores, and the import with its preview."""

from __future__ import annotations

import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook, load_workbook

from yishi.doors.desk.tests.seated import client, lived
from yishi.doors.desk.work import scoring
from yishi.rooms.suggestions.loop import suggestion
from yishi.rooms.suggestions.models import ScoreRule, Suggestion
from yishi.rooms.suggestions.scores import DEFAULT_WEIGHTS
from yishi.rooms.suggestions.tests.office import Office

pytestmark = pytest.mark.django_db


def test_each_figure_opens_to_as_many_rows_as_it_counts(office: Office) -> None:
    lived(office)
    browser = client(office)
    figures = browser.get("/desk/work/figures/").context["figures"]
    counted = [figure for figure in figures if figure.unit in ("件", "件次") and figure.value]
    assert len(counted) > 3
    for figure in counted:
        answer = browser.get(f"/desk/work/figures/{figure.id}/")
        assert answer.status_code == 200 and figure.definition in answer.content.decode()
        assert answer.context["table"].total + answer.context["hidden"] >= figure.value, figure.id
        assert browser.get(f"/desk/work/figures/{figure.id}/?export=csv").status_code == 200
    assert browser.get("/desk/work/figures/no.such/").status_code == 404


def test_who_sees_less_is_told_how_many_rows_he_may_not_see(office: Office) -> None:
    lived(office)
    whole = client(office).get("/desk/work/figures/received/")
    assert whole.context["hidden"] == 0 and "不能查看明细" not in whole.content.decode()
    answer = client(office, "government_office").get("/desk/work/figures/received/")
    seen, hidden = answer.context["table"].total, answer.context["hidden"]
    assert hidden > 0 and seen + hidden == whole.context["table"].total == answer.context["figure"].value
    assert f"另有 {hidden} 条按规定不能查看明细" in answer.content.decode()


def test_a_first_year_has_no_change_on_the_last(office: Office) -> None:
    lived(office)
    html = client(office).get("/desk/work/figures/").content.decode()
    assert "上年没有" in html and "+5" not in html


@pytest.mark.parametrize("query", ["", "?year=2025", "?year=x", "?year=9999"])
def test_a_year_is_chosen_among_those_that_have_begun(office: Office, query: str) -> None:
    context = client(office).get(f"/desk/work/figures/{query}").context
    assert context["year"] == (2025 if "2025" in query else 2026) and context["year"] in context["years"]


def test_scores_are_tried_out_by_the_office_alone_until_the_formula_is_published(office: Office) -> None:
    lived(office)
    browser = client(office)
    page = browser.get("/desk/work/scores/")
    assert "还没有公布" in page.content.decode() and page.context["scores"]
    assert client(office, "leader").get("/desk/work/scores/").status_code >= 400
    wrong = browser.post("/desk/work/scores/publish/", {"year": 2026, **DEFAULT_WEIGHTS, "answered": 99})
    assert wrong.status_code in (303, 422)
    ScoreRule.objects.all().delete()
    assert (
        browser.post("/desk/work/scores/publish/", {"year": 2026, **dict.fromkeys(DEFAULT_WEIGHTS, 1)}).status_code
        == 422
    )
    assert browser.post("/desk/work/scores/publish/", {"year": 2026, **DEFAULT_WEIGHTS}).status_code == 303
    again = browser.post("/desk/work/scores/publish/", {"year": 2026, **DEFAULT_WEIGHTS})
    assert again.status_code == 422 and "不再改动" in again.content.decode()
    assert client(office, "leader").get("/desk/work/scores/").status_code == 200
    assert load_workbook(io.BytesIO(browser.get("/desk/work/scores/scores.xlsx").content)).active.max_row > 1


def test_scores_come_in_pages_and_open_unit_by_unit_on_a_phone(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    lived(office)
    for at in (1, 2):
        s = office.registered()
        office.take(suggestion["assign"], s, "office", lead=office.units[at].pk)
        office.answer(office.part(s, at))
    monkeypatch.setattr(scoring, "UNITS", 2)
    browser = client(office)
    first = browser.get("/desk/work/scores/")
    pager, units = first.context["pager"], [score.unit for score in first.context["scores"]]
    assert len(units) == 2 < pager.total and pager.next_url and not pager.previous_url
    html = first.content.decode()
    assert html.count('<details class="fold score">') == 2 and f"共 <strong>{pager.total}</strong> 家" in html
    second = browser.get(pager.next_url)
    assert not {score.unit for score in second.context["scores"]} & set(units) and second.context["pager"].previous_url
    for page in ("0", "99", "x"):
        assert browser.get(f"/desk/work/scores/?page={page}").status_code == 200
    sheet = load_workbook(io.BytesIO(browser.get("/desk/work/scores/scores.xlsx").content)).active
    assert sheet.max_row > pager.total, "the sheet has all"


def test_figures_and_scores_ask_a_bounded_number_of_questions(
    office: Office, django_assert_max_num_queries: Any
) -> None:
    lived(office)
    browser = client(office)
    for path, most in (("/desk/work/figures/", 80), ("/desk/work/scores/", 40)):
        browser.get(path)
        with django_assert_max_num_queries(most):
            browser.get(path)


def sheet(office: Office, *titles: str) -> SimpleUploadedFile:
    """The template filled in, one row for each title."""
    book = load_workbook(io.BytesIO(client(office).get("/desk/work/import/template.xlsx").content))
    page: Any = book.worksheets[0]
    at = next(
        row for row in range(1, page.max_row + 1) if any(str(cell.value or "").startswith("标题") for cell in page[row])
    )
    heads = {str(cell.value).strip("*＊ "): cell.column for cell in page[at] if cell.value}
    if page.max_row > at:
        page.delete_rows(at + 1, page.max_row - at)
    for number, title in enumerate(titles, at + 1):
        for head, value in (("标题", title), ("领衔代表", str(office.lead.person.name)),
                            ("情况和问题", "情况。"), ("具体建议", "建议。"), ("提出日期", "2026-03-10")):  # fmt: skip
            column = next((place for name, place in heads.items() if name.startswith(head)), None)
            if column:
                page.cell(number, column, value)
    return saved(book)


def saved(book: Workbook) -> SimpleUploadedFile:
    held = io.BytesIO()
    book.save(held)
    return SimpleUploadedFile("建议.xlsx", held.getvalue())


def test_an_import_is_previewed_changes_nothing_and_is_then_confirmed(office: Office) -> None:
    browser = client(office)
    assert browser.post("/desk/work/import/", {"file": sheet(office, "关于一的建议", "关于二的建议")})[
        "Location"
    ].endswith("/preview/")
    page = browser.get("/desk/work/import/preview/")
    assert page.status_code == 200 and not Suggestion.objects.exists()
    assert page.context["count"] == 2, [row.errors for row in page.context["bad"]]
    seen = {"seen": page.context["plan"].fingerprint}
    assert browser.post("/desk/work/import/preview/", seen)["Location"] == "/desk/suggestions/"
    assert Suggestion.objects.count() == 2
    assert browser.get("/desk/work/import/preview/")["Location"] == "/desk/work/import/"


def test_bad_rows_are_named_and_nothing_is_taken_unless_asked(office: Office) -> None:
    browser = client(office)
    browser.post("/desk/work/import/", {"file": sheet(office, "关于一的建议", "")})
    page = browser.get("/desk/work/import/preview/")
    assert page.context["bad"] and page.context["bad"][0].errors and "只导入没有问题的行" in page.content.decode()
    seen = {"seen": page.context["plan"].fingerprint}
    assert browser.post("/desk/work/import/preview/", seen).status_code == 409 and not Suggestion.objects.exists()
    assert browser.post("/desk/work/import/preview/", seen | {"skip": "1"})["Location"] == "/desk/suggestions/"
    assert Suggestion.objects.count() == 1


@pytest.mark.parametrize("file", [None, SimpleUploadedFile("x.xlsx", b"no sheet at all")])
def test_a_file_that_is_none_is_told_so(office: Office, file: Any) -> None:
    browser = client(office)
    answer = browser.post("/desk/work/import/", {"file": file} if file else {}, follow=True)
    assert answer.status_code in (200, 422) and (
        "请选择" in answer.content.decode() or "note-error" in answer.content.decode()
    )
    assert not Suggestion.objects.exists()


def test_only_those_who_keep_the_books_import(office: Office) -> None:
    assert client(office, "leader").get("/desk/work/import/").status_code == 403
