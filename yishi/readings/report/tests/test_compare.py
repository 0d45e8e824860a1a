"""Reports side by side."""

from __future__ import annotations

import io
from typing import Any

import openpyxl
import pytest

from yishi.foundation import clock
from yishi.foundation.loops.refusals import NotAllowed
from yishi.foundation.people import actors
from yishi.foundation.sheets import write
from yishi.foundation.sheets.lines import lines as csv_lines
from yishi.readings.report import compare
from yishi.readings.report.build import Counted
from yishi.readings.report.tests import years
from yishi.rooms.activities.tests.office import Office

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def at_the_end() -> Any:
    with clock.at(years.END):
        yield


def test_years_stand_side_by_side_with_their_changes() -> None:
    counted = Counted(actors.stranger(years.small().organ), 2026)
    table = compare.compared(compare.years_of(counted, [2026, 2025]))
    rows = {row.figure.id: row for row in table.rows}
    assert table.labels == ("2025年", "2026年")
    assert (rows["kind/law_inspection"].values, rows["kind/law_inspection"].changes) == ((2, 3), (None, 1))
    assert rows["kind/training"].values == (0, 2) and "kind/visit" not in rows


def test_organs_stand_side_by_side_without_changes() -> None:
    root = years.small()
    below = Office(day=years.END, parent=root.organ)
    below.recorded(day="2026-06-01")
    table = compare.compared(compare.organs_of(root["office"], [root.organ, below.organ], 2026), ordered=False)
    rows = {row.figure.id: row for row in table.rows}
    assert rows["kind/law_inspection"].values == (3, 1) and rows["kind/law_inspection"].changes == (None, None)
    with pytest.raises(NotAllowed):
        compare.organs_of(below["office"], [root.organ], 2026)


def test_the_table_goes_to_excel_and_csv() -> None:
    counted = Counted(actors.stranger(years.small().organ), 2026)
    columns, rows = compare.sheet(compare.compared(compare.years_of(counted, [2025, 2026])))
    book = openpyxl.load_workbook(io.BytesIO(write(columns, rows, "对比")))
    cells = list(book.active.values)
    assert cells[0] == ("编号", "指标", "单位", "2025年", "2026年", "2026年比上年", "口径")
    assert next(row for row in cells if row[0] == "kind/law_inspection")[:6] == (
        "kind/law_inspection", "执法检查", "项", 2, 3, 1,
    )  # fmt: skip
    lines = list(csv_lines(columns, rows))
    assert any(line.startswith("seats/women/share,女代表占比,%,50,50,0,") for line in lines)
