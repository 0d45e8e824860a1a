"""Figures, the annual report and checked drafts by programs: the same as on the pages, for the same people."""

from __future__ import annotations

import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from docx import Document

from yishi.doors.api.tests.calling import Callers, told
from yishi.doors.desk.figures.tests.at_work import DAY, KIND, AtWork
from yishi.foundation import clock
from yishi.readings.report.models import Report

pytestmark = pytest.mark.django_db
ONE = "/indicators/of/"


@pytest.fixture
def here(db: None) -> Any:
    """The organ at work."""
    with clock.at(DAY):
        yield AtWork()


@pytest.fixture
def api(here: AtWork) -> Callers:
    """Its people as programs."""
    return Callers(here.office)  # type: ignore[arg-type]  # an office of another room, with the same people


def got(answer: Any) -> Any:
    """The body of what was done."""
    assert answer.status_code == 200, answer.content.decode()
    return answer.json()


def test_figures_are_listed_narrowed_and_opened(api: Callers) -> None:
    found = {row["id"]: row for row in got(api.get("leader", "/indicators"))["indicators"]}
    assert float(found[f"kind/{KIND}"]["value"]) == 3 and float(found[f"kind/{KIND}"]["before"]) == 1
    assert got(api.get("leader", "/indicators", q="专题询问"))["indicators"] == []
    one = got(api.get("leader", f"{ONE}kind/{KIND}", by="place", tree="true"))
    assert float(one["indicator"]["value"]) == 4
    assert [(row["name"], float(row["value"])) for row in one["cuts"]] == [("东街", 1), ("南街", 1), ("西街", 2)]
    part = one["parts"][0]
    assert part["total"] == 4 and len(part["rows"]) == 3 and part["hidden"][0]["number"] == 1
    told(api.get("leader", f"{ONE}kind/nothing"), 404)
    told(api.get("leader", "/indicators", year=2030), 422)
    told(api.get("government_office", "/indicators"), 403)
    file = api.get("leader", f"/indicators/file/kind/{KIND}")
    assert b"".join(file.streaming_content).decode().count("\n") == 4  # type: ignore[attr-defined]


def test_years_stand_side_by_side(api: Callers) -> None:
    found = got(api.client.get("/api/v1/indicators/compare?years=2025&years=2026", headers=_who(api, "office")))
    row = next(row for row in found["rows"] if row["id"] == f"kind/{KIND}")
    assert [float(each) for each in row["values"]] == [1, 3] and float(row["changes"][1]) == 2


def _who(api: Callers, who: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {api.secret(who)}"}


def test_a_figure_is_tried_kept_changed_and_ended(api: Callers) -> None:
    west = {"count": "times", "of": {"kind": [KIND], "place": ["西街"]}}
    assert float(got(api.post("office", "/indicators/preview", {"expression": west}))["value"]) == 2
    told(api.post("office", "/indicators/preview", {"expression": {"count": "no"}}), 422)
    given = {"name": "西街检查", "measure": "项", "definition": "在西街的。", "expression": west}
    made = got(api.post("office", "/indicators/own", given))
    assert float(got(api.get("office", ONE + made["indicator"]))["indicator"]["value"]) == 2
    address = f"/indicators/own/{made['id']}"
    got(api.post("office", address, given | {"name": "西街执检", "version": made["version"]}))
    told(api.post("office", address, given | {"version": made["version"]}), 409)
    assert [row["name"] for row in got(api.get("office", address))] == ["西街执检", "西街检查"]
    got(api.post("office", f"{address}/end", {"version": made["version"] + 1}))
    told(api.get("office", ONE + made["indicator"]), 404)
    told(api.post("leader", "/indicators/own", given), 403)


def test_a_report_is_begun_written_and_made_final(api: Callers) -> None:
    report = got(api.post("office", "/annual-reports", {"year": 2026}))["report"]
    told(api.post("office", "/annual-reports", {"year": 2026}), 409)
    address = f"/annual-reports/{report}"
    whole = got(api.get("leader", address))
    chapter = next(row for row in whole["chapters"] if any("执法检查" in each["reads"] for each in row["paragraphs"]))
    paragraph = next(each for each in chapter["paragraphs"] if "执法检查" in each["reads"] and not each["level"])
    given = {"version": paragraph["version"], "text": "执法检查[[执法检查]]。"}
    got(api.post("office", f"/annual-paragraphs/{paragraph['id']}", given))
    told(api.post("office", f"/annual-paragraphs/{paragraph['id']}", given), 409)
    told(api.post("leader", f"/annual-paragraphs/{paragraph['id']}", given), 403)
    made = got(api.post("office", f"/annual-chapters/{chapter['id']}/paragraphs", {"text": "又一段。"}))
    moved = got(api.post("office", f"/annual-paragraphs/{made['id']}/move", {"version": 1, "after": None}))
    got(api.post("office", f"/annual-paragraphs/{made['id']}/remove", {"version": moved["version"]}))
    got(api.post("office", f"{address}/sums", {"formula": "3 = [[执法检查]] + 0"}))
    got(api.post("office", f"{address}/finish", {"version": Report.objects.get().version}))
    frozen = got(api.get("auditor", f"{address}/frozen"))
    assert frozen["wrong"] == [] and frozen["hash"] == got(api.get("auditor", address))["hash"]
    assert "执法检查3项" in api.get("leader", f"{address}/paper", kind="txt").content.decode()
    assert any(row["id"] == f"kind/{KIND}" for row in got(api.get("leader", f"{address}/annex"))["rows"])
    got(api.post("office", f"{address}/reopen", {"why": "还要改。"}))
    assert [row["state"] for row in got(api.get("leader", "/annual-reports"))] == ["draft"]


def test_a_draft_is_checked_as_text_or_file_and_given_back_marked(api: Callers) -> None:
    text = "开展执法检查3项。另有执法检查5项。"
    found = got(api.post("leader", "/annual-reports/check", {"text": text}))
    assert found["verdicts"]["equal"] == 1 and found["verdicts"]["differs"] == 1
    told(api.post("government_office", "/annual-reports/check", {"text": text}), 403)
    for path in ("report-check", "report-check/marked"):
        file = SimpleUploadedFile("稿.txt", text.encode())
        address = f"/api/v1/imports/{path}"
        answer = api.client.post(address, {"file": file}, headers=_who(api, "leader"))
        assert answer.status_code == 200, answer.content
    assert "执法检查3项" in "".join(row.text for row in Document(io.BytesIO(answer.content)).paragraphs)
    broken = SimpleUploadedFile("a.docx", b"PK\x03\x04broken")
    answer = api.client.post("/api/v1/imports/report-check", {"file": broken}, headers=_who(api, "leader"))
    assert "损坏" in told(answer, 422)["sentence"]
