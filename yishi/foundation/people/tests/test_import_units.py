"""Import of units: known by number or name, with liaison officers and heads who get accounts."""

from __future__ import annotations

import datetime as dt

import pytest

from yishi.foundation.people.accounts import heads, liaisons
from yishi.foundation.people.imports import Outcome, units
from yishi.foundation.people.models import Account, Role, RoleCode, Unit
from yishi.foundation.people.refusals import Refused
from yishi.foundation.people.tests.factories import AccountFactory, OrganFactory, RoleFactory, UnitFactory
from yishi.foundation.sheets import read
from yishi.foundation.sheets.tests.files import xlsx

pytestmark = pytest.mark.django_db
DAY = dt.date(2026, 3, 12)
ONE = dt.timedelta(days=1)
HEAD = [
    "编号",
    "单位全称",
    "简称",
    "系统",
    "电话",
    "联络员",
    "联络员电话",
    "联络员账号",
    "负责人",
    "负责人账号",
]


@pytest.fixture
def organ(db):
    return OrganFactory(code="shiqu")


def previewed(organ, *rows, head=HEAD):
    return units.preview(organ, xlsx([head, *map(list, rows)]), DAY)


def apply(preview, skip_bad=False):
    return units.apply(preview, AccountFactory(), skip_bad)


FULL = ["Ａ０１", "试验区教育局", "教育局", "政府", "023-1", "试联", "138", "jiaoyu.l", "试首", ""]


def test_a_new_unit_with_its_people_and_their_first_passwords(organ):
    made = previewed(organ, FULL)
    assert [row.outcome for row in made.rows] == [Outcome.NEW] and not Unit.objects.exists()
    applied = apply(made)
    unit = Unit.objects.get()
    assert (unit.code, unit.short, unit.side, unit.phone) == ("A01", "教育局", "government", "023-1")
    liaison, head = liaisons(unit, DAY).get(), heads(unit, DAY).get()
    assert (liaison.username, liaison.name, liaison.phone) == ("jiaoyu.l", "试联", "138")
    assert head.username == "shiqu-A01-head"
    slips = {slip.username: slip for slip in applied.passwords}
    assert liaison.check_password(slips["jiaoyu.l"].password) and liaison.must_change_password
    assert slips["shiqu-A01-head"].place == "教育局" and len(slips) == 2


def test_the_same_file_again_changes_nothing(organ):
    apply(previewed(organ, FULL))
    made = previewed(organ, FULL)
    assert [row.outcome for row in made.rows] == [Outcome.UNCHANGED]
    assert apply(made).passwords == () and Role.objects.count() == 2


def test_known_by_number_or_name_and_changes_named(organ):
    apply(previewed(organ, FULL))
    head = ["编号", "单位全称", "简称", "撤销日期", "职能并入"]
    made = previewed(organ, ["A01", "试验区教育委员会", "", "", ""], head=head)
    assert [(c.title, c.before, c.after) for c in made.rows[0].changes] == [
        ("全称", "试验区教育局", "试验区教育委员会")
    ]
    assert "更名" in made.rows[0].warnings[0]
    made = previewed(
        organ,
        ["", "试验区教育局", "教委", "2026-01-01", "试验区文教局"],
        ["", "试验区文教局", "", "", ""],
        head=head,
    )
    assert [row.outcome for row in made.rows] == [Outcome.CHANGED, Outcome.NEW]
    apply(made)
    unit = Unit.objects.get(code="A01")
    assert (unit.short, unit.ended, unit.successor.name) == ("教委", dt.date(2026, 1, 1), "试验区文教局")
    assert unit.successor.code == "001"


def test_a_new_liaison_officer_follows_the_old_one(organ):
    apply(previewed(organ, FULL))
    unit = Unit.objects.get()
    Role.objects.update(began=dt.date(2022, 1, 1))
    made = previewed(organ, ["试验区教育局", "试新"], head=["单位全称", "联络员"])
    assert [(c.title, c.before, c.after) for c in made.rows[0].changes] == [("承办单位联络员", "试联", "试新")]
    assert len(apply(made).passwords) == 1
    assert liaisons(unit, DAY).get().name == "试新" and liaisons(unit, DAY - ONE).get().name == "试联"
    assert heads(unit, DAY).get().name == "试首"


def test_a_telephone_alone_is_that_of_the_one_who_serves(organ):
    apply(previewed(organ, FULL))
    made = previewed(organ, ["试验区教育局", "139"], head=["单位全称", "联络员电话"])
    apply(made)
    assert Account.objects.get(username="jiaoyu.l").phone == "139"
    nobody = previewed(organ, ["试验区水务局", "139"], head=["单位全称", "联络员电话"])
    assert "没有姓名" in nobody.rows[0].errors[0]


def test_one_person_in_both_parts_or_in_two_units_has_one_account(organ):
    made = previewed(
        organ,
        ["1", "试验一局", "", "", "", "试同", "", "", "试同", ""],
        ["2", "试验二局", "", "", "", "试双", "", "shuang", "", ""],
        ["3", "试验三局", "", "", "", "试双", "", "shuang", "", ""],
    )
    applied = apply(made)
    assert Account.objects.filter(name="试同").count() == 1 and Role.objects.filter(account__name="试同").count() == 2
    slip = next(slip for slip in applied.passwords if slip.username == "shuang")
    assert slip.place == "试验二局、试验三局" and Role.objects.filter(account__username="shuang").count() == 2


def test_accounts_of_others_are_not_taken(organ):
    AccountFactory(username="bieren", name="别人", home=organ)
    AccountFactory(username="waiji", name="试外", home=OrganFactory())
    AccountFactory(username="tingyong", name="试停", home=organ, is_active=False)
    own = AccountFactory(username="ziji", name="试己", home=organ)
    rows = [
        ["1", "一局", "", "", "", "试甲", "", "bieren", "", ""],
        ["2", "二局", "", "", "", "试外", "", "waiji", "", ""],
        ["3", "三局", "", "", "", "试停", "", "tingyong", "", ""],
        ["4", "四局", "", "", "", "试己", "", "ziji", "", ""],
        ["5", "五局", "", "", "", "试甲、试乙", "", "", "", ""],
        ["6", "六局", "", "", "", "", "", "x", "", ""],
        ["7", "七局", "", "", "", "试庚", "", "a b/c", "", ""],
    ]
    made = previewed(organ, *rows)
    said = ["已是别人的", "属于别的机关", "已停用", "", "只填一位", "没有姓名", "只能含"]
    for row, word in zip(made.rows, said, strict=True):
        assert (word in row.errors[0]) if word else not row.errors, (row.name, row.errors)
    apply(made, skip_bad=True)
    assert own.roles.get().code == RoleCode.LIAISON and Unit.objects.count() == 1


def test_duplicates_and_conflicts_are_refused(organ):
    UnitFactory(organ=organ, code="1", name="一局")
    UnitFactory(organ=organ, code="2", name="二局")
    head = ["编号", "单位全称", "职能并入", "系统"]
    made = previewed(
        organ,
        ["1", "二局", "", ""],
        ["3", "三局", "", ""], ["3", "四局", "", ""],
        ["", "五局", "", ""], ["", "五局", "", ""],
        ["6", "六局", "没有的局", ""],
        ["7", "七局", "", "外星系统"],
        ["", "", "", "政府"],
        ["1", "甲局", "", ""], ["", "一局", "", ""],
        head=head,
    )  # fmt: skip
    assert {row.outcome for row in made.rows} == {Outcome.REFUSED}
    assert "属于“一局”，本单位的编号是 2" in made.rows[0].errors[0]
    assert "编号 3 与“名册”第 4 行重复" in made.rows[1].errors[0]
    assert "同一单位" in made.rows[8].errors[0]
    with pytest.raises(Refused, match="没有可以导入的行"):
        apply(made, skip_bad=True)


def test_all_or_nothing_and_a_stale_preview(organ):
    made = previewed(organ, FULL, ["", "", "", "", "", "", "", "", "", ""], ["", "", "x", *[""] * 7])
    with pytest.raises(Refused, match="一行也没有导入"):
        apply(made)
    assert not Unit.objects.exists() and Account.objects.count() == 1
    UnitFactory(organ=organ, code="A01", name="试验区教育局")
    with pytest.raises(Refused, match="重新预览"):
        apply(made, skip_bad=True)


def test_units_of_other_organs_are_not_seen(organ):
    UnitFactory(code="A01", name="试验区教育局")
    assert previewed(organ, FULL).rows[0].is_new


def test_liaison_taken_over_on_the_day_it_began_leaves_no_overlap(organ):
    unit = UnitFactory(organ=organ, code="1", name="一局")
    RoleFactory(organ=organ, code=RoleCode.LIAISON, unit=unit, began=DAY)
    apply(previewed(organ, ["一局", "试新"], head=["单位全称", "联络员"]))
    assert liaisons(unit, DAY).get().name == "试新" and Role.objects.filter(unit=unit).count() == 1


def test_few_queries_for_many_units(organ, django_assert_max_num_queries):
    rows = [[f"{n}", f"试验{n}局", "", "", "", f"试{n}", "", "", f"首{n}", ""] for n in range(300)]
    with django_assert_max_num_queries(6):
        made = previewed(organ, *rows)
    account = AccountFactory()
    with django_assert_max_num_queries(40):
        assert len(units.apply(made, account, False).passwords) == 600


def test_the_template_can_be_read():
    found = read(units.template(), units.COLUMNS)
    assert found.columns_missing == [] and found.columns_unknown == []
