"""`yishi voice sort`: a line for each message, learned from the files named; sentences for what cannot be read; no database."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from yishi.doors.cli import main

TAUGHT = [
    ("望溪中学周末补课", "孩子每个周末都要到学校补课，还要交补课费。", "教育文体", "经区教育局核实，已责令整改。"),
    ("幼儿园学费太高", "民办幼儿园学费一学期一万，老师说是统一标准。", "教育文体", "区教育局已约谈园长。"),
    ("小学学位不够", "片区内小学学位不够，家长很着急。", "教育文体", "区教育局将新增学位。"),
    ("公交12路间隔太长", "公交车半小时一班，站台上等车的人很多。", "交通运输", "区交通运输局将增加班次。"),
    ("出租车拒载", "火车站门口出租车拒载，还不打表。", "交通运输", "区交通运输局已处罚司机。"),
    ("农村公路破损", "青禾镇的公路坑坑洼洼，班车都不肯走。", "交通运输", "区公路局将于月底前修补。"),
]
HEAD = ["留言编号", "留言主题", "留言详情", "一级分类", "答复意见"]


def write(path: Path, rows: list[list[str]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    return path


@pytest.fixture
def known(tmp_path: Path) -> Path:
    return write(tmp_path / "known.csv", [HEAD, *([str(at), *row] for at, row in enumerate(TAUGHT, 1))])


@pytest.fixture
def new(tmp_path: Path) -> Path:
    rows = [
        ["901", "中学补课收费", "学校老师周末补课，收补课费。"],
        ["902", "公交车不来", "公交站台等了一小时公交车也不来。"],
    ]
    return write(tmp_path / "new.csv", [HEAD[:3], *rows])


def sorted_rows(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[dict[str, object]]:
    assert main(["voice", "sort", *arguments, "--json"]) == 0
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_class_units_and_reasons_of_each_row(new: Path, known: Path, capsys: pytest.CaptureFixture[str]) -> None:
    first, second = sorted_rows(capsys, str(new), "--train", str(known))
    assert (first["number"], first["class"]) == ("901", "教育文体")
    assert (second["number"], second["class"]) == ("902", "交通运输")
    assert [len(row["units"]) for row in (first, second)] == [3, 3]  # type: ignore[arg-type]
    assert first["units"][0]["kind"] == "education" and second["units"][0]["kind"] == "transport"  # type: ignore[index]
    assert "补课" in first["words"] and "“补课”" in first["reasons"][0]  # type: ignore[operator,index]
    assert len(first["reasons"]) == 4  # type: ignore[arg-type]


def test_taxonomy_and_further_messages_are_taken_in(
    new: Path, known: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    names = write(
        tmp_path / "names.csv",
        [["一级分类", "二级分类", "三级分类"], ["教育文体", "义务教育", "补课"], ["民政", "低保", "其他"]],
    )
    found = sorted_rows(capsys, str(new), "--train", str(known), "--taxonomy", str(names), "--more", str(new))
    assert [row["class"] for row in found] == ["教育文体", "交通运输"], "only what was decided is suggested"


def test_where_nothing_was_decided_names_are_all_there_is(
    new: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plain = write(tmp_path / "plain.csv", [["内容"], ["路灯坏了很久没有人修"], ["楼下餐馆油烟很大"]])
    found = sorted_rows(capsys, str(new), "--train", str(plain))
    assert [row["class"] for row in found] == ["教育文体", "交通运输"]


def test_lines_for_people(new: Path, known: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["voice", "sort", str(new), "--train", str(known)]) == 0
    told = capsys.readouterr().out
    assert "901  教育文体  教育" in told and "因为写到" in told


def test_what_cannot_be_read_gets_a_sentence(
    new: Path, known: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["voice", "sort", str(tmp_path / "none.csv"), "--train", str(known)]) == 1
    assert "none.csv" in capsys.readouterr().err
    odd = write(tmp_path / "odd.csv", [["姓名", "电话"], ["甲", "1"]])
    assert main(["voice", "sort", str(odd), "--train", str(known)]) == 1
    assert "odd.csv" in capsys.readouterr().err
    assert main(["voice", "sort", str(new)]) == 2
    assert main(["voice"]) == 2
