"""What a figure opens to: this reader's rows, how many he may not see and why, both parts of a rate, and its sheets."""

from __future__ import annotations

import datetime as dt
import io
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from yishi.foundation import clock
from yishi.foundation.people.actors import stranger
from yishi.foundation.sheets import write
from yishi.foundation.sheets.lines import lines as csv_lines
from yishi.readings.figures import catalogue, exports, rows, wording
from yishi.readings.figures.counting import Counter
from yishi.readings.figures.expression import read
from yishi.readings.figures.figure import Value
from yishi.readings.figures.rows import Part
from yishi.readings.figures.tests.ground import Ground, Row
from yishi.readings.figures.windows import of_year
from yishi.rooms.suggestions.loop import suggestion
from yishi.rooms.suggestions.tests.office import Office

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
YEAR = of_year(2026)


@pytest.fixture
def ground() -> Ground:
    return Ground()


def parts(office: Office, who: str, data: object) -> list[Part]:
    """What an expression opens to for someone."""
    reader = stranger(office.organ) if who == "stranger" else office[who]
    with clock.at(office.day):
        return rows.behind(Counter(reader, YEAR), read(data))


@pytest.fixture
def office() -> Office:
    """Three put forward, one of them published; two handed to the first unit."""
    made = Office()
    made.submitted()
    made.assigned()
    published = made.assigned()
    made.answer(made.part(published))
    made.take(suggestion["publish"], published, "office")
    return made


def test_each_opens_what_his_lists_let_him_see(office: Office) -> None:
    received = {"count": "times", "of": {"kind": ["submitted"]}}
    wanted = {
        "office": (3, 0),
        "leader": (3, 0),
        "author": (3, 0),
        "liaison0": (2, 1),
        "liaison1": (1, 2),
        "stranger": (1, 2),
    }
    for who, (shown, hidden) in wanted.items():
        (part,) = parts(office, who, received)
        assert (part.shown_number, sum(row.number for row in part.hidden), part.total) == (shown, hidden, 3), who
        assert len(part.page()) == shown and {row.room for row in part.page()} <= {"suggestions"}
        assert [row.why for row in part.hidden] == (["您无权查看这些事项。"] if hidden else [])


def test_a_rate_opens_to_both_parts_and_pages(office: Office) -> None:
    rate = {"rate": [{"count": "times", "of": {"kind": ["answered"]}}, {"count": "times", "of": {"kind": ["handed"]}}]}
    answered, handed = parts(office, "office", rate)
    assert (answered.total, handed.total) == (1, 2)
    assert "2026-01-01 至 2026-12-31" in handed.said and "系统外机关报送的总数不计入" in handed.said
    pages = [handed.page(number, 1) for number in (1, 2, 3)]
    assert [len(page) for page in pages] == [1, 1, 0] and pages[0] != pages[1]
    assert pages[0][0].unit == str(office.units[0]) and pages[0][0].title == "关于在试验区老旧小区加装电梯的建议"
    now, before = parts(office, "office", {"change": {"count": "times", "of": {"kind": ["handed"]}}})
    assert (now.total, before.total) == (2, 0) and before.days == "2025-01-01 至 2025-12-31"


def test_rows_of_other_organs_are_a_number_with_its_reason(ground: Ground) -> None:
    ground.put([Row(), Row(organ=1), Row(organ=1), Row(outside=True)])
    counter = ground.counter()
    (part,) = rows.behind(counter, read({"count": "times", "of": {"kind": ["visit"]}, "organs": "tree"}))
    assert part.shown_number == 1 and part.total == 3
    assert [(row.number, row.why) for row in part.hidden] == [(2, "属于其他机关，请到该机关查看。")]
    assert rows.outside(counter, part.count) == 1


def test_rows_are_those_that_count(ground: Ground) -> None:
    ground.put([
        Row(persons=frozenset({(0, "deputy"), (2, "deputy")}), tags=frozenset({"roads", "law:甲法"})), Row(topic="roads", unit=0),
        Row(kind="opinion", source="visit", quantity=Decimal(5)), Row(kind="attendance", source="visit", outcome="deputy"),
    ])  # fmt: skip
    counter = ground.counter()
    wanted = {
        "times": 2, "people": 1, "person_times": 2, "units": 1, "names": 1, "places": 0, "groups": 0, "matters": 2, "streak": 2,
    }  # fmt: skip
    for what, n in wanted.items():
        (part,) = rows.behind(counter, read({"count": what, "of": {"kind": ["visit"]}}))
        assert part.total == len(part.page()) == n, what
    (part,) = rows.behind(counter, read({"count": "times", "of": {"topic": ["roads"]}}))
    assert part.total == 2
    (part,) = rows.behind(counter, read({"count": "sum", "of": {"kind": ["opinion"]}}))
    assert [(row.kind, row.quantity, row.measure) for row in part.page()] == [("意见建议", 5, "次")]
    (part,) = rows.behind(counter, read({"count": "times", "of": {"unit": ["无此局"]}}))
    assert part.note and not part.page() and part.total == 0


def test_seats_open_to_those_who_sit(ground: Ground) -> None:
    counter = ground.counter()
    seats, below = rows.behind(counter, read({"plus": [{"count": "seats"}, {"count": "seats", "organs": "tree"}]}))
    assert {row.title for row in seats.page()} == {str(ground.mandates[at]) for at in (0, 2)}
    assert [(row.number, row.why) for row in below.hidden] == [(1, "属于其他机关，请到该机关查看。")]
    (part,) = rows.behind(ground.counter(reader=stranger(ground.organs[0])), read({"count": "seats"}))
    assert part.shown_number == 0 and part.total == 2


def test_sheets_hold_what_the_page_shows(office: Office) -> None:
    found = parts(office, "liaison0", {"count": "times", "of": {"kind": ["submitted"]}})
    lines = list(csv_lines(exports.row_columns(), exports.of_rows(found)))
    assert len(lines) == 4 and lines[0].startswith("\ufeff部分,编号,标题") and "您无权查看这些事项" in lines[-1]
    sheet = load_workbook(io.BytesIO(write(exports.row_columns(), exports.of_rows(found), "收到"))).active
    assert sheet.max_row == 4 and sheet["E2"].value.date() == dt.date(2026, 3, 16)
    figures = [catalogue.figures("npc")[id] for id in ("received", "on_time")]
    values = [Value(Decimal("12")), Value(Decimal("33.33"), (Decimal(1), Decimal(3)))]
    text = "".join(csv_lines(exports.figure_columns(), exports.of_figures(figures, values)))
    assert "received,收到建议,12,件" in text and "on_time,按期答复率,33.33,%,1,3," in text


def test_no_cell_becomes_a_formula(ground: Ground) -> None:
    matter = ground.matters[0]
    matter.title = "=1+1"
    matter.save()
    ground.put([Row()])
    found = rows.behind(ground.counter(), read({"count": "times"}))
    assert "'=1+1" in "".join(csv_lines(exports.row_columns(), exports.of_rows(found)))


def test_a_page_of_rows_takes_as_many_queries_as_ten_pages_have(ground: Ground) -> None:
    numbers = []
    for many in (3, 40):
        ground.put([Row(unit=at % 2) for at in range(many)])
        counter = ground.counter()
        with CaptureQueriesContext(connection) as queries:
            (part,) = rows.behind(counter, read({"count": "times"}))
            assert len(part.page()) == many and part.total == many
        numbers.append(len(queries))
    assert numbers[0] == numbers[1] <= 12


@pytest.mark.parametrize(("data", "words"), [
    ({"count": "times", "of": {"kind": ["visit"]}}, ["种类：夜访、走访", "常委会本级", "2026-01-01 至 2026-12-31", "联合主办的也计入"]),
    ({"count": "people", "organs": "tree", "of": {"line": ["duty"], "role": ["deputy"]}}, ["条线：代表履职；身份：代表", "所属各级", "没有姓名的不计"]),
    ({"count": "stock", "of": {"kind": ["house"]}}, ["截至 2026-12-31", "已经终止的不计"]),
    ({"count": "matters", "window": "asof", "cohort": {"year": 2026}}, ["的全部记录（只计 2026-01-01 至 2026-12-31 提出的）", "密封的评价不计入"]),
    ({"count": "matters", "cohort": {"session": 5}}, ["只计 2026-01-12 至 2026-01-15 在会议上提出的"]),
    ({"count": "matters", "cohort": {"since_session": 5}}, ["只计 2026-01-12 会议开幕以来提出的，含闭会期间提出的"]),
    ({"rate": [{"count": "times"}, {"count": "seats"}]}, ["占", "的百分比", "暂停履职的计入"]), ({"growth": {"count": "times"}}, ["比上年同期增长的百分比"]),
    ({"plus": [{"count": "times"}, {"count": "times"}]}, ["加上"]), ({"count": "times", "window": "term"}, ["2022-01-05 至 2026-12-31"]),
    ({"count": "times", "outside": True}, ["只计系统外机关报送的总数"]), ({"count": "person_times", "of": {"person.sex": ["f"]}}, ["性别：f", "分不出来"]),
])  # fmt: skip
def test_every_figure_says_what_it_counts(ground: Ground, data: dict[str, object], words: list[str]) -> None:
    said = wording.explain(ground.counter(), read(data))
    assert all(word in said for word in words), said
    assert said.endswith("。") and "。。" not in said and "%(" not in said
