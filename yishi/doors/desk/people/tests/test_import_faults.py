"""A roll as offices really send it: merged cells, full-width digits, dates as text and as numbers, doubles, unknown names."""

from __future__ import annotations

import datetime as dt
import io
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from yishi.doors.desk.people.tests.told import recorded
from yishi.doors.desk.people.tests.world import World
from yishi.foundation import clock
from yishi.foundation.people.models import Belonging, Mandate, Person
from yishi.rooms.suggestions.tests.office import MONDAY

pytestmark = pytest.mark.django_db
PREVIEW = reverse("desk:people_import_preview", args=["roll"])


@pytest.fixture
def world(settings: Any, tmp_path: Any) -> World:
    settings.MEDIA_ROOT = tmp_path
    return World()


def book(*lines: tuple[Any, ...], merged: tuple[str, ...] = ()) -> bytes:
    """A workbook with a title over all columns, as offices write them."""
    made = openpyxl.Workbook()
    sheet = made.active
    sheet.append(["试验区第十八届代表名册"])
    for line in lines:
        sheet.append(list(line))
    for cells in ("A1:D1", *merged):
        sheet.merge_cells(cells)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def upload(world: World, data: bytes) -> str:
    with clock.at(MONDAY):
        form = {"file": SimpleUploadedFile("名册.xlsx", data), "day": "2026-03-16"}
        world.client("office").post(reverse("desk:people_import", args=["roll"]), form)
        return world.client("office").get(PREVIEW).content.decode()


def confirm(world: World, page: str, **more: str) -> Any:
    seen = page.partition('name="seen" value="')[2][:64]
    with clock.at(MONDAY):
        return world.client("office").post(PREVIEW, {"seen": seen} | more)


def rows(world: World) -> tuple[tuple[Any, ...], ...]:
    team = world.grouping.name
    return (
        ("姓名", "证号", "出生日期", "代表团"),
        ("试新甲", "８００１", "１９７０年３月２日", team),
        ("试新乙", "8002", 25_000, None),  # 代表团 is merged with the row above; the day is a spreadsheet's own number
        ("试新丙", "8003", dt.date(1980, 5, 6), team),
        ("试新丁", "8003", "1981-1-1", team),
        ("试新戊", "8005", "1970-02-30", team),
        ("试新己", "8006", "1970-01-01", "没有的代表团"),
        (None, "8007", "1970-01-01", team),
    )


def test_each_row_is_understood_or_named_with_its_reason(world: World) -> None:
    page = upload(world, book(*rows(world), merged=("D3:D4",)))
    _head, refused, good = page.split('<ul class="preview">')
    for name, why in (
        ("试新丙", "8003"),
        ("试新丁", "8003"),
        ("试新戊", "1970-02-30"),
        ("试新己", "没有的代表团"),
        ("第 9 行", "姓名"),
    ):
        line = next(part for part in refused.split("<li") if name in part)
        assert why in line, (name, line)
    assert "试新甲" in good and "试新乙" in good and "试新丙" not in good
    assert "只导入正确的 2 行" in page and not Mandate.objects.filter(number__startswith="80").exists()


def test_all_or_nothing_unless_the_good_rows_are_chosen(world: World) -> None:
    page = upload(world, book(*rows(world), merged=("D3:D4",)))
    assert confirm(world, page).status_code == 409
    assert not Person.objects.filter(name__startswith="试新").exists()
    assert confirm(world, page, skip="1").status_code == 302
    made = {m.number: m for m in Mandate.objects.filter(number__startswith="80").select_related("person")}
    assert sorted(made) == ["8001", "8002"]
    assert (made["8001"].person.born, made["8002"].person.born) == (dt.date(1970, 3, 2), dt.date(1968, 6, 11))
    assert Belonging.objects.filter(mandate__in=made.values(), grouping=world.grouping).count() == 2
    recorded("roll.import", 只导入正确的行=True)


def test_a_sheet_without_the_needed_column_is_named_and_nothing_can_be_confirmed(world: World) -> None:
    page = upload(world, book(("证号", "代表团"), ("8001", world.grouping.name)))
    assert "姓名" in page and "导入这" not in page and "只导入" not in page


def test_a_second_import_of_the_same_sheet_changes_nothing(world: World) -> None:
    data = book(*rows(world)[:2])
    confirm(world, upload(world, data))
    assert "都与现有名册一致" in upload(world, data)
