"""Lists as sheets: all that the reader may see, and nothing else."""

from __future__ import annotations

import io
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from yishi.foundation import clock
from yishi.rooms.suggestions import exports
from yishi.rooms.suggestions.loop import handling, suggestion
from yishi.rooms.suggestions.models import Suggestion
from yishi.rooms.suggestions.tests.office import WORDS, Office

pytestmark = pytest.mark.django_db


def lived(office: Office) -> Suggestion:
    """One suggestion, answered, evaluated and closed."""
    s = office.assigned(joint=True, co=True)
    co = office.part(s, 1)
    office.take(handling["receive"], co, "liaison1")
    office.take(handling["give_opinion"], co, "liaison1", text="同意。")
    h = office.answer(office.part(s), "solving", plans=[{"what": "加装电梯", "due": "2026-09-30"}])
    office.evaluate(h)
    office.take(handling["close"], h, "office")
    return s


def rows(office: Office, who: str) -> list[dict[str, Any]]:
    """What a reader's sheet holds."""
    with clock.at(office.day):
        return [dict(row) for row in exports.rows(Suggestion.objects.order_by("pk"), office[who])]


def test_the_office_gets_every_column() -> None:
    office = Office()
    s = lived(office)
    row = rows(office, "office")[0]
    assert (row["number"], row["title"], str(row["state"])) == ("20260001", s.matter.title, "已办结")
    assert row["unit"] == [str(office.units[0])] and row["co"] == [str(office.units[1])]
    assert row["joint"] == [office.second.person.name] and row["promises"] == 1 and row["kind"] == "正在研究解决"
    assert row["evaluation"] == f"{office.units[0]}（第1次）：答复函满意"
    keys = {column.key for column in exports.columns(office["office"])}
    assert set(row) == keys, "a value for every column and none without"


@pytest.mark.parametrize("who", ["liaison0", "leader", "committee", "supervisor", "auditor", "signer"])
def test_single_evaluations_stay_sealed(who: str) -> None:
    office = Office()
    lived(office)
    found = rows(office, who)
    assert len(found) == 1 and not found[0].get("evaluation")
    with clock.at(office.day):
        assert "evaluation" not in {column.key for column in exports.columns(office[who])}
        assert "满意" not in "".join(exports.lines(Suggestion.objects.all(), office[who]))


def test_the_author_sees_what_he_gave() -> None:
    office = Office()
    lived(office)
    assert "答复函满意" in rows(office, "author")[0]["evaluation"]


def test_a_unit_gets_its_own_and_a_stranger_the_public_part() -> None:
    office = Office()
    s = lived(office)
    office.draft()
    assert rows(office, "liaison2") == [] and rows(office, "member") == [] and rows(office, "administrator") == []
    assert len(rows(office, "liaison0")) == 1 and len(rows(office, "office")) == 1, "a draft is its author's"
    office.take(suggestion["publish"], s, "office")
    public = rows(office, "member")[0]
    assert set(public) == exports.PUBLIC and public["title"] == s.matter.title
    assert rows(Office(), "office") == [], "another organ's"


def test_no_sheet_holds_a_telephone() -> None:
    office = Office()
    person = office.lead.person
    person.phone = "13900000001"
    person.save()
    lived(office)
    with clock.at(office.day):
        assert "13900000001" not in "".join(exports.lines(Suggestion.objects.all(), office["office"]))


def test_no_cell_becomes_a_formula() -> None:
    office = Office()
    office.take(suggestion["revise"], office.draft(), "author", **(WORDS | {"title": '=HYPERLINK("http://x.example")'}))
    with clock.at(office.day):
        said = list(exports.lines(Suggestion.objects.all(), office["author"]))
        book = load_workbook(io.BytesIO(exports.excel(Suggestion.objects.all(), office["author"], "清单")))
    assert said[0].startswith("\ufeff编号,标题") and "'=HYPERLINK" in said[1]
    assert book.active["B2"].data_type == "s" and book.active["B2"].value.startswith("=HYPERLINK")


def test_overdue_and_due_of_the_answer() -> None:
    office = Office()
    office.assigned()
    assert rows(office, "office")[0]["overdue"] is None
    office.later(120)
    assert rows(office, "office")[0]["overdue"] is True


def test_the_words_of_a_cppcc_committee() -> None:
    office = Office("cppcc")
    with clock.at(office.day):
        titles = [column.title for column in exports.columns(office["office"])]
    assert {"案由", "第一提案人", "界别", "联名委员"} <= set(titles)


def test_the_number_of_queries_does_not_grow_with_the_rows() -> None:
    office = Office()
    lived(office)
    counts = []
    for _ in range(2):
        actor = office["office"]
        with clock.at(office.day), CaptureQueriesContext(connection) as seen:
            list(exports.lines(Suggestion.objects.all(), actor))
        counts.append(len(seen))
        lived(office)
        lived(office)
    assert counts[0] == counts[1] <= 18
