"""`yishi report claims`: a line for each claim, sentences for what cannot be read; and no database is asked."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from yishi.doors.cli import main

TEXT = "2026年工作回顾\n全年召开会议12次，收到提案近百件，办结率98.5%。\n"


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "report.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_claims_are_printed_as_lines_of_json(report: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["report", "claims", str(report), "--json"]) == 0
    claims = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(claim["number"], claim["value"], claim["unit"]) for claim in claims] == [
        ("12", 12, "次"),
        ("近百", 100, "件"),
        ("98.5%", 98.5, "%"),
    ]
    assert all(TEXT[claim["start"] : claim["end"]] == claim["number"] for claim in claims)
    fields = {"quote", "number", "start", "end", "value", "unit", "approx", "what", "scope", "kind"}
    assert all(set(claim) == fields for claim in claims)


def test_claims_are_printed_for_people(report: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["report", "claims", str(report)]) == 0
    told = capsys.readouterr().out
    assert "12次" in told and "98.5%  办结率" in told and "3" in told.splitlines()[-1]


def test_what_cannot_be_read_gets_a_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    scanned = tmp_path / "scan.pdf"
    scanned.write_bytes(b"%PDF-1.7\n%%EOF")
    assert main(["report", "claims", str(scanned)]) == 1
    assert "docx" in capsys.readouterr().err
    assert main(["report", "claims", str(tmp_path / "none.docx")]) == 1
    assert main(["report", "claims"]) == 2
    assert main(["report"]) == 2
