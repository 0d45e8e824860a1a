"""What the command line writes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from yishi.foundation import clock
from yishi.foundation.people import actors
from yishi.readings.report import build, commands, drafts, word
from yishi.readings.report.build import Counted
from yishi.readings.report.tests import years

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def at_the_end() -> Any:
    with clock.at(years.END):
        yield


def test_word_and_text_by_the_files_name(tmp_path: Path) -> None:
    code = years.small().organ.code
    made = commands.build(code, 2026, tmp_path / "report.docx")
    assert not made.kept and len(word.fields_of(made.path.read_bytes())) == len(made.built.figures())
    text = commands.build(code, 2026, tmp_path / "REPORT.TXT").path.read_text(encoding="utf-8")
    assert "开展执法检查3项" in text and "kind/" not in text and "[[" not in text
    assert "执法检查5项" in commands.build(code, 2026, tmp_path / "term.txt", term=True).path.read_text(
        encoding="utf-8"
    )


def test_the_text_that_the_office_keeps_is_written(tmp_path: Path) -> None:
    office = years.small()
    counted = Counted(actors.stranger(office.organ), 2026)
    report = drafts.begin(office["office"], build.draft_of(counted))
    row = report.chapters.first().paragraphs.first()
    drafts.save(office["office"], row.pk, row.version, "办公室写的：[[执法检查]]。", counted.figures)
    made = commands.build(office.organ.code, 2026, tmp_path / "report.txt")
    assert made.kept and "办公室写的：3项。" in made.path.read_text(encoding="utf-8")
    fresh = commands.build(office.organ.code, 2026, tmp_path / "report.txt", afresh=True)
    assert not fresh.kept and "办公室写的" not in fresh.path.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("organ", "year", "name", "sentence"),
    [
        ("nosuch", 2026, "a.docx", "没有代码为“nosuch”的机关"),
        ("", 2026, "a.pdf", r"应当是 \.docx 或者 \.txt"),
        ("", 2031, "a.txt", "还没有开始"),
        ("", 2026, "none/a.txt", "不能写入"),
    ],
)
def test_what_cannot_be_written_is_said(tmp_path: Path, organ: str, year: int, name: str, sentence: str) -> None:
    office = years.small()
    with pytest.raises(commands.NotBuilt, match=sentence):
        commands.build(organ or office.organ.code, year, tmp_path / name)
