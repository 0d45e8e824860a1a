"""The year's numbers: what fits, and one for one thing."""

from __future__ import annotations

from decimal import Decimal

import pytest

from yishi.foundation.loops.refusals import Invalid
from yishi.rooms.activities.loop import outside_total, target
from yishi.rooms.activities.loop.amounts import amount
from yishi.rooms.activities.models import Target
from yishi.rooms.activities.tests.office import Office

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ({"number": "6"}, ("times", 6, "项")),
        ({"number": "300人次", "counted": "person_times"}, ("person_times", 300, "人次")),
        ({"number": "40人", "counted": "people"}, ("people", 40, "人")),
        ({"code": "opinion", "number": "1千条"}, ("sum", 1000, "条")),
    ],
)
def test_a_number_with_its_measure(given: dict[str, str], kept: tuple[str, int, str]) -> None:
    t = Office().target(**given)
    assert (t.counted, t.number, t.measure) == kept


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"number": "0"}, "大于 0"),
        ({"number": "3.5", "counted": "people"}, "填整数"),
        ({"number": "3万元"}, "请核对单位"),
        ({"code": "opinion", "counted": "people"}, "成果只计数量合计"),
        ({"counted": "sum"}, "请计次数"),
        ({"counted": "stock"}, "存续的种类"),
        ({"year": 1999}, "2000"),
        ({"result": "继续审议"}, "没有结果分类"),
        ({"code": "law_project", "result": "推迟"}, "不在可选范围内"),
        ({"code": "law_project", "result": "继续审议", "counted": "people", "number": "3"}, "可以按结果下达"),
        ({"code": "opinion", "result": "继续审议"}, "可以按结果下达"),
    ],
)
def test_what_does_not_fit(given: dict[str, object], sentence: str) -> None:
    with pytest.raises(Invalid, match=sentence):
        Office().target(**given)
    assert not Target.objects.exists()


def test_one_number_for_one_thing_of_a_year() -> None:
    office = Office()
    t = office.target()
    assert t.matter.title == "2026年执法检查（次数（件、场、期等））"
    with pytest.raises(Invalid, match="已有同一指标"):
        office.target(number="9")
    office.target(year=2027)
    office.take(target["drop_target"], t, why="不再考核。")
    office.target(number="9")
    office.open(target["set_target"], year=2026, code=office.group().code, number="12")
    assert Target.objects.filter(counted="stock").get().number == 12


def test_a_number_may_be_set_for_one_result() -> None:
    office = Office()
    whole, some = (office.target(code="law_project", number="9", result=result) for result in ("", "继续审议"))
    assert (whole.result, some.result) == ("", "carried")
    assert some.matter.title == "2026年立法项目：继续审议（次数（件、场、期等））"
    with pytest.raises(Invalid, match="已有同一指标"):
        office.target(code="law_project", result="carried")


def test_a_total_of_an_output_names_its_line() -> None:
    office = Office()
    with pytest.raises(Invalid, match="哪条工作线"):
        office.outside(code="opinion")
    o = office.outside(code="opinion", line="voice", quantity="4.5万条")
    assert (o.line, o.quantity, o.matter.title) == ("voice", 45000, "试验市各区县报送：意见建议45000条")
    with pytest.raises(Invalid, match="不能早于起始日"):
        office.take(
            outside_total["correct_outside"], o, quantity="1", by_whom="某", since="2026-02-02", until="2026-02-01"
        )


@pytest.mark.parametrize(
    ("text", "number", "behind"),
    [
        ("12", 12, ""),
        ("１，２００．５", "1200.5", ""),
        ("3.5万元", 35000, "元"),
        ("2亿", 200000000, ""),
        ("12 条", 12, "条"),
        ("5百万字", 5000000, "字"),
    ],
)
def test_quantities_as_people_write_them(text: str, number: object, behind: str) -> None:
    assert amount(text) == (Decimal(str(number)), behind)
