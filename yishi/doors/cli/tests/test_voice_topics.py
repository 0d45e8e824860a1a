"""`yishi voice topics`: topics of a file as JSON and as text; days; sentences for what cannot be read; no database is asked."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from yishi.doors.cli import main
from yishi.readings.topics.said import Said
from yishi.readings.topics.tests.made import LIGHT, NOISE, about, city

HEAD = ["留言编号", "留言用户", "留言主题", "留言时间", "留言详情", "反对数", "点赞数"]


def written(path: Path, rows: list[Said]) -> Path:
    """A file as message boards write it."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        out = csv.writer(file)
        out.writerow(HEAD)
        for row in rows:
            out.writerow(
                [row.number, row.who, row.subject, f"{row.day} 09:15:00", row.text, row.objections, row.supports]
            )
    return path


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return written(
        tmp_path / "留言.csv", [*city(), *about("紫藤园小区", LIGHT, 500), *about("临江雅苑", NOISE, 600, days=30)]
    )


def test_topics_are_printed_as_json(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["voice", "topics", str(file), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    first = next(one for one in found if "紫藤园" in one["place"])
    assert set(first) == {"name", "place", "since", "until", "heat", "terms", "size", "numbers", "weeks"}
    assert set(first["numbers"]) == {"N0500", "N0501", "N0502", "N0503", "N0504"}
    assert (first["since"], first["until"], first["size"]) == ("2026-03-02", "2026-03-06", 5)
    assert first["heat"] == pytest.approx(sum(term["points"] for term in first["terms"]), abs=0.06)
    assert [one["heat"] for one in found] == sorted((one["heat"] for one in found), reverse=True)


def test_days_and_number_of_topics_may_be_asked(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["voice", "topics", str(file), "--json", "--since", "2026-04-01", "--until", "2026-04-04"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found[0]["place"] == "临江雅苑" and all(
        one["since"] >= "2026-04-01" <= one["until"] <= "2026-04-04" for one in found
    )
    assert main(["voice", "topics", str(file), "--json", "--top", "1"]) == 0
    assert len(json.loads(capsys.readouterr().out)) == 1


def test_topics_are_printed_for_people(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["voice", "topics", str(file), "--top", "3"]) == 0
    told = capsys.readouterr().out
    assert "紫藤园小区" in told and "热度" in told and "N0500" in told and "169 条留言" in told


def test_rows_that_cannot_be_read_are_told_and_the_rest_is_used(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = written(tmp_path / "a.csv", about("紫藤园小区", LIGHT, 500))
    with path.open("a", encoding="utf-8", newline="") as file:
        csv.writer(file).writerow(["N9", "P9", "没有时间", "", "内容", 0, 0])
    assert main(["voice", "topics", str(path), "--json"]) == 0
    told = capsys.readouterr()
    assert "第 7 行" in told.err and len(json.loads(told.out)) == 1


def test_what_cannot_be_read_or_asked_gets_a_sentence(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wrong = tmp_path / "wrong.csv"
    wrong.write_text("姓名,年龄\n甲,3\n", encoding="utf-8")
    assert main(["voice", "topics", str(wrong)]) == 1
    assert main(["voice", "topics", str(tmp_path / "none.csv")]) == 1
    assert "none.csv" in capsys.readouterr().err
    assert main(["voice", "topics", str(file), "--since", "2026-04-01", "--until", "2026-03-01"]) == 2
    assert main(["voice", "topics", str(file), "--top", "0"]) == 2
    assert main(["voice", "topics"]) == 2
    assert main(["voice"]) == 2
