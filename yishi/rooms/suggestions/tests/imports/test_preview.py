"""What a preview says of good rows and bad ones."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from yishi.foundation import clock
from yishi.foundation.journal.models import Entry
from yishi.foundation.loops.refusals import NotAllowed
from yishi.foundation.matters.models import Matter
from yishi.foundation.people.imports.plans import Outcome, Preview
from yishi.foundation.people.tests.factories import MandateFactory, PersonFactory
from yishi.foundation.sheets import read
from yishi.rooms.suggestions import imports
from yishi.rooms.suggestions.imports.matching import SuggestionPlan, number_of
from yishi.rooms.suggestions.tests.imports.sheets import TITLES, book
from yishi.rooms.suggestions.tests.office import Office

pytestmark = pytest.mark.django_db


def shown(office: Office, rows: list[dict[str, Any]], **how: Any) -> Preview[SuggestionPlan]:
    """The preview of these rows by the office."""
    with clock.at(office.day):
        return imports.preview(office["office"], book(rows, **how))


def row(office: Office, **words: Any) -> dict[str, Any]:
    """A good row of 2023, closed."""
    return {
        "编号": "12", "标题": "关于增设试验公交站的建议", "提出日期": dt.date(2023, 3, 6), "领衔代表": office.lead.person.name,
        "类别": "城市管理", "主办单位": office.units[0].short, "交办日期": dt.date(2023, 3, 20),
        "答复日期": dt.date(2023, 6, 1), "答复类别": "A", "办结日期": dt.date(2023, 7, 1),
    } | words  # fmt: skip


def test_a_good_row_says_what_will_happen() -> None:
    office = Office()
    found = shown(office, [row(office)]).rows[0]
    assert found.outcome is Outcome.NEW and not found.errors
    assert found.given["number"] == "20230012" and found.given["kind"] == "solved"
    assert found.day == dt.date(2023, 7, 1)
    assert found.happens == f"登记为 20230012，{office.units[0].short}承办，已办结；答复期限 2023年6月20日。"
    assert not Matter.objects.exists() and not Entry.objects.exists(), "a preview changes nothing"


def test_what_offices_write_is_understood() -> None:
    office = Office()
    said = {
        "编号": "第１３号", "提出日期": "２０２３年３月６日", "交办日期": 45005, "答复日期": "2023.6.1",
        "领衔代表": " ".join(office.lead.person.name), "办结日期": "20230701",
    }  # fmt: skip
    found = shown(office, [row(office, **said)]).rows[0]
    assert not found.errors
    assert found.given["number"] == "20230013"
    assert found.given["handed_on"] == dt.date(2023, 3, 20), "45005 is a serial number of a spreadsheet"
    assert found.given["answered_on"] == dt.date(2023, 6, 1)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ({"主办单位": "没有的局"}, "没有名为“没有的局”的承办单位"),
        ({"领衔代表": "无此人"}, "名册里没有“无此人”"),
        ({"类别": "没有的类"}, "没有名为“没有的类”的类别"),
        ({"提出日期": "去年三月"}, "提出日期：“去年三月”不是日期"),
        ({"提出日期": dt.date(2026, 5, 1), "交办日期": None, "主办单位": None, "答复日期": None, "办结日期": None}, "提出日期不能晚于今天"),
        ({"交办日期": dt.date(2023, 1, 1)}, "交办日期不能早于登记日期"),
        ({"答复日期": None}, "应当填写答复日期"),
        ({"答复类别": "很好"}, "答复类别“很好”不在可选范围内，请填：已经解决或者采纳"),
        ({"状态": "办理中"}, "状态为“办理中”的，不应有答复日期"),
        ({"主办单位": None}, "请填写主办单位"),
        ({"标题": "长" * 201}, "标题：有 201 个字，最多 200 个"),
        ({"标题": None}, "标题：不能为空"),
        ({"提出时间": "大会"}, "2023-03-06 没有大会在开"),
        ({"届次": "十八届九次"}, "没有找到届次“十八届九次”"),
        ({"领衔代表": None}, "请填写领衔人"),
    ],
)  # fmt: skip
def test_a_bad_row_says_what_to_mend(words: dict[str, Any], sentence: str) -> None:
    office = Office()
    made = shown(office, [row(office, **words)])
    assert made.rows[0].outcome is Outcome.REFUSED
    assert any(sentence in said for said in made.rows[0].errors), made.rows[0].errors


def test_several_leads_in_one_cell_are_not_guessed() -> None:
    office = Office()
    both = f"{office.units[0].short}、{office.units[1].short}"
    found = shown(office, [row(office, 主办单位=both)]).rows[0]
    assert "主办单位只能有一个" in found.errors[0] and "分办单位" in found.errors[0]
    people = f"{office.lead.person.name}、{office.second.person.name}"
    assert "领衔人只能有一位" in shown(office, [row(office, 领衔代表=people)]).rows[0].errors[0]
    apart = shown(office, [row(office, 主办单位=None, 分办单位=both)]).rows[0]
    assert not apart.errors and len(apart.given["separate"]) == 2


def test_rows_alike_name_each_other() -> None:
    office = Office()
    made = shown(office, [row(office), row(office, 标题="另一件"), row(office, 编号="14"), row(office, 编号="15")])
    assert "编号 20230012 与" in made.rows[0].errors[0] and "第 3 行重复" in made.rows[0].errors[0]
    assert "第 4 行" in made.rows[3].errors[0] and "同一人同日" in made.rows[3].errors[0]
    assert made.counts[Outcome.REFUSED] == 4


def test_what_is_in_the_register_is_not_taken_twice() -> None:
    office = Office()
    with clock.at(office.day):
        imports.apply(shown(office, [row(office)]), office["office"])
    errors = shown(office, [row(office)]).rows[0].errors
    assert any("编号 20230012 已被使用" in said for said in errors)
    assert any("同题件已在库中（20230012）" in said for said in errors)


def test_two_of_one_name_need_the_number() -> None:
    office = Office()
    twin = MandateFactory(organ=office.organ, person=PersonFactory(name=office.lead.person.name))
    assert "请填写证号" in shown(office, [row(office)]).rows[0].errors[0]
    titles = (*TITLES, "证号")
    good = shown(office, [row(office, 证号=twin.number)], titles=titles).rows[0]
    assert good.given["lead"] == twin
    assert "证号不是" in shown(office, [row(office, 证号="9999")], titles=titles).rows[0].errors[0]


def test_a_member_must_have_held_his_mandate_then() -> None:
    office = Office()
    found = shown(office, [row(office, 提出日期=dt.date(2021, 12, 1), 交办日期=dt.date(2021, 12, 6))]).rows[0]
    assert "不在任期内" in found.errors[0]


def test_a_dissolved_unit_is_known_for_its_time_only() -> None:
    office = Office()
    unit = office.units[0]
    unit.ended, unit.successor = dt.date(2024, 1, 1), office.units[1]
    unit.save()
    assert not shown(office, [row(office)]).rows[0].errors
    late = row(
        office, 提出日期=dt.date(2024, 3, 4), 交办日期=dt.date(2024, 3, 6), 答复日期=None, 办结日期=None, 答复类别=None
    )
    assert "职能并入" in shown(office, [late]).rows[0].errors[0]


def test_a_file_without_the_columns_is_refused_whole() -> None:
    office = Office()
    with clock.at(office.day):
        made = imports.preview(office["office"], book([{"编号": "1"}], titles=("编号", "备注")))
    assert not made.rows and "缺少必填的列：标题、提出日期" in made.errors[0]


def test_merged_cells_are_read_as_they_look() -> None:
    office = Office()
    made = shown(office, [row(office), row(office, 编号="16", 标题="另一件", 领衔代表=None)], merge="D2:D3")
    assert made.rows[1].given["lead"] == office.lead and not made.rows[1].errors


def test_what_no_rule_covers_says_so() -> None:
    office = Office()
    old = MandateFactory(organ=office.organ, began=dt.date(2007, 1, 1))
    dates = {"提出日期": dt.date(2008, 3, 6), "交办日期": dt.date(2008, 3, 20), "答复日期": dt.date(2008, 6, 1)}
    found = shown(office, [row(office, 领衔代表=old.person.name, 办结日期=dt.date(2008, 7, 1), **dates)]).rows[0]
    assert not found.errors and "当时没有适用的期限规则，不起算期限" in found.happens


def test_members_words_in_a_cppcc_committee() -> None:
    office = Office("cppcc")
    titles = ("案号", "案由", "第一提案人", "提出日期", "立案日期", "承办单位", "交办日期")
    data = book([{
        "案号": "7", "案由": "关于试验公园的提案", "第一提案人": office.lead.person.name, "提出日期": dt.date(2026, 1, 13),
        "立案日期": dt.date(2026, 1, 20), "承办单位": office.units[0].name, "交办日期": dt.date(2026, 2, 2),
    }], titles)  # fmt: skip
    with clock.at(office.day):
        found = imports.preview(office["office"], data).rows[0]
    assert not found.errors and found.given["state"] == "assigned" and found.given["session"] is not None


@pytest.mark.parametrize("who", ["author", "liaison0", "leader", "auditor", "administrator", "secretariat"])
def test_only_the_office_imports(who: str) -> None:
    office = Office()
    with pytest.raises(NotAllowed), clock.at(office.day):
        imports.preview(office[who], book([row(office)]))


def test_the_number_of_queries_does_not_grow(django_assert_num_queries: Any) -> None:
    office = Office()
    for count in (1, 30):
        data = book([row(office, 编号=str(at), 标题=f"第{at}件") for at in range(1, count + 1)])
        actor = office["office"]
        with clock.at(office.day), django_assert_num_queries(10):
            assert imports.preview(actor, data).counts[Outcome.NEW] == count


@pytest.mark.parametrize("profile", ["npc", "cppcc"])
def test_the_empty_sheet_reads_back(profile: str) -> None:
    made = read(imports.template(profile), imports.columns(profile))
    assert made.errors == ["表头下面没有内容。"] and not made.columns_missing


@pytest.mark.parametrize(
    ("said", "number"),
    [("12", "20230012"), ("第12号", "20230012"), ("20220012", "20220012"), ("", ""), ("闭12", "2023-闭12"), ("2022闭3", "2022闭3")],
)  # fmt: skip
def test_numbers_are_kept_as_the_register_keeps_them(said: str, number: str) -> None:
    assert number_of(said, 2023) == number
