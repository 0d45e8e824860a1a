"""Import of the roll: matching, preview, all or nothing, and how few queries ten thousand rows take."""

from __future__ import annotations

import datetime as dt

import pytest

from yishi.foundation.people import mandates
from yishi.foundation.people.groupings import groupings_on
from yishi.foundation.people.imports import Outcome, roll
from yishi.foundation.people.models import Belonging, Grouping, Mandate, Person, Role
from yishi.foundation.people.refusals import Refused
from yishi.foundation.people.tests.factories import (
    TERM_BEGAN,
    AccountFactory,
    BelongingFactory,
    GroupingFactory,
    MandateFactory,
    PersonFactory,
    TermFactory,
    make_organ,
)
from yishi.foundation.sheets import read
from yishi.foundation.sheets.tests.files import xlsx

pytestmark = pytest.mark.django_db
DAY = dt.date(2026, 3, 12)
HEAD = ["姓名", "性别", "出生日期", "学历", "单位及职务", "电话", "代表团", "证号", "基层", "连任", "专业小组"]  # fmt: skip


def sheet(*rows, head=HEAD):
    return xlsx([head, *map(list, rows)])


def previewed(organ, *rows, head=HEAD, make=False):
    return roll.preview(organ, sheet(*rows, head=head), DAY, make_groupings=make)


def outcomes(preview):
    return [row.outcome.value for row in preview.rows]


def apply(preview, skip_bad=False):
    return roll.apply(preview, AccountFactory(), skip_bad)


@pytest.fixture
def organ(db):
    made = make_organ()
    GroupingFactory(organ=made, name="第一代表团")
    GroupingFactory(organ=made, name="第二代表团")
    for name in ("法制组", "财经组"):
        GroupingFactory(organ=made, kind=Grouping.Kind.PROFESSIONAL, name=name)
    return made


FULL = ["试 甲", "女", "1975.06", "大学本科", "未有公司职员", 13800138000, "第一代表团", "００１", "是", "否", "法制组、财经组"]  # fmt: skip


def test_a_new_deputy_with_everything(organ):
    made = previewed(organ, FULL)
    assert outcomes(made) == ["new"] and made.rows[0].warnings == []
    assert not Mandate.objects.exists()
    applied = apply(made)
    assert applied.counts == {Outcome.NEW: 1, Outcome.CHANGED: 0, Outcome.UNCHANGED: 0, Outcome.REFUSED: 0}
    seat = Mandate.objects.select_related("person").get()
    person = seat.person
    assert (person.name, person.sex, person.born, person.degree) == (
        "试甲",
        "f",
        dt.date(1975, 6, 1),
        "bachelor",
    )
    assert (person.work, person.phone) == ("未有公司职员", "13800138000")
    assert (seat.number, seat.kind, seat.began, seat.begun_by) == ("001", "deputy", TERM_BEGAN, "elected")
    assert seat.grass_roots and not seat.re_elected and seat.term.number == 18
    assert sorted(g.name for g in groupings_on(seat, TERM_BEGAN)) == ["法制组", "第一代表团", "财经组"]


def test_the_same_file_again_changes_nothing(organ):
    apply(previewed(organ, FULL))
    again = previewed(organ, FULL)
    assert outcomes(again) == ["unchanged"] and again.rows[0].changes == []
    apply(again)
    assert (Person.objects.count(), Mandate.objects.count(), Belonging.objects.count()) == (1, 1, 3)


def test_changes_are_named_and_moves_are_dated(organ):
    apply(previewed(organ, FULL))
    row = ["试甲", "", "", "硕士", "", "", "第二代表团", "", "", "√", "财经组"]
    made = previewed(organ, row)
    said = {change.title: (change.before, change.after) for change in made.rows[0].changes}
    assert said == {
        "学历": ("本科", "硕士"),
        "连任": ("否", "是"),
        "代表团": ("第一代表团", "第二代表团"),
        "专业小组": ("法制组、财经组", "财经组"),
    }
    apply(made)
    seat = Mandate.objects.select_related("person").get()
    assert seat.person.degree == "master" and seat.person.phone == "13800138000" and seat.re_elected
    assert {g.name for g in groupings_on(seat, DAY)} == {"第二代表团", "财经组"}
    assert {g.name for g in groupings_on(seat, DAY - dt.timedelta(days=1))} == {
        "第一代表团",
        "法制组",
        "财经组",
    }


def test_numbers_tell_people_of_one_name_apart_and_so_do_birthdays(organ):
    one = MandateFactory(organ=organ, person=PersonFactory(name="试甲", born=dt.date(1970, 1, 1)), number="1")
    two = MandateFactory(organ=organ, person=PersonFactory(name="试甲", born=dt.date(1980, 1, 1)), number="2")
    head = ["姓名", "证号", "出生日期", "电话"]
    made = previewed(organ, ["试甲", "2", "", "22"], ["试甲", "", "1970-01-01", "11"], head=head)
    assert outcomes(made) == ["changed", "changed"]
    apply(made)
    one.person.refresh_from_db()
    two.person.refresh_from_db()
    assert (one.person.phone, two.person.phone) == ("11", "22")
    unclear = previewed(organ, ["试甲", "", "", "33"], head=head)
    assert unclear.rows[0].errors == ["名册里有 2 位“试甲”，请填写证号或出生日期以便区分。"]
    third = previewed(organ, ["试甲", "3", "1990-01-01", "33"], head=head)
    assert outcomes(third) == ["new"] and "另一人" in third.rows[0].warnings[0]
    taken = previewed(organ, ["试乙", "2", "", ""], head=head)
    assert "证号 2 已属于试甲" in taken.rows[0].errors[0]
    wrong = previewed(organ, ["试甲", "9", "", ""], head=head)
    assert outcomes(wrong) == ["refused"]
    renamed = previewed(organ, ["试新名", "2", "1980-01-01", ""], head=head)
    assert [c.title for c in renamed.rows[0].changes] == ["姓名"]


def test_another_number_for_a_single_namesake_is_not_guessed(organ):
    MandateFactory(organ=organ, person=PersonFactory(name="试甲", born=None), number="1")
    made = previewed(organ, ["试甲", "2", ""], head=["姓名", "证号", "电话"])
    assert "证号是 1，与本行 2 不同" in made.rows[0].errors[0]


def test_duplicates_within_the_file_are_all_refused(organ):
    MandateFactory(organ=organ, person=PersonFactory(name="试老"), number="9")
    head = ["姓名", "证号", "出生日期"]
    rows = [
        ["试甲", "", ""], ["试甲", "", ""], ["试乙", "5", ""], ["试丙", "5", ""],
        ["试老", "9", ""], ["试老", "", ""],
        ["试丁", "1", ""], ["试丁", "2", ""], ["试戊", "", "1970-01-01"], ["试戊", "", "1971-01-01"],
    ]  # fmt: skip
    made = previewed(organ, *rows, head=head)
    assert outcomes(made) == ["refused"] * 6 + ["new"] * 4
    assert made.rows[0].errors == ["与“名册”第 3 行同名，请填写证号或出生日期以便区分。"]
    assert "证号 5 与“名册”第 5 行重复" in made.rows[2].errors[0]
    assert "与“名册”第 7 行是同一人" in made.rows[4].errors[0]


def test_all_or_nothing_or_the_good_rows_as_chosen(organ):
    made = previewed(organ, FULL, ["试乙", "不详", "", "", "", "", "第三代表团", "", "", "", ""])
    assert outcomes(made) == ["new", "refused"]
    with pytest.raises(Refused, match="有 1 行不能导入"):
        apply(made)
    assert not Person.objects.exists()
    assert apply(made, skip_bad=True).counts[Outcome.REFUSED] == 1
    assert Mandate.objects.count() == 1


def test_a_bad_row_leaves_no_trace_on_what_is_on_record(organ):
    seat = MandateFactory(organ=organ, person=PersonFactory(name="试甲", phone="1"))
    standing = MandateFactory(organ=organ, person=seat.person, kind="standing")
    head = ["姓名", "身份", "电话", "代表团", "会内职务"]
    rows = (["试甲", "代表", "2", "没有的团", ""], ["试甲", "常委", "", "", "主任"])
    apply(previewed(organ, *rows, head=head), skip_bad=True)
    standing.refresh_from_db()
    seat.person.refresh_from_db()
    assert standing.office == "主任" and seat.person.phone == "1"


def test_unknown_groupings_are_refused_with_a_hint_or_made_when_told_so(organ):
    made = previewed(organ, ["试甲", *[""] * 5, "第一代表困", *[""] * 4])
    assert made.rows[0].errors == ["没有名为“第一代表困”的代表团，是否“第一代表团”？"]
    row = ["试甲", *[""] * 5, "山区代表团", *[""] * 4]
    assert outcomes(previewed(organ, row)) == ["refused"]
    made = previewed(organ, row, ["试乙", *[""] * 5, "山区代表团", *[""] * 4], make=True)
    assert made.makes == ["代表团“山区代表团”"]
    assert apply(made).made == ("代表团“山区代表团”",)
    grouping = Grouping.objects.get(name="山区代表团")
    assert grouping.term.number == 18 and grouping.belongings.count() == 2


def test_a_preview_that_no_longer_holds_is_refused(organ):
    made = previewed(organ, FULL)
    MandateFactory(organ=organ, person=PersonFactory(name="试甲"))
    with pytest.raises(Refused, match="重新预览"):
        apply(made)
    again = previewed(organ, FULL)
    apply(again)
    with pytest.raises(Refused, match="重新预览"):
        apply(again)
    assert previewed(organ, FULL).fingerprint == previewed(organ, FULL).fingerprint


def test_terms_kinds_and_ways_are_checked(organ):
    head = ["姓名", "届次", "身份", "产生方式", "开始日期"]
    made = previewed(
        organ,
        ["试甲", "第十九届", "", "", ""],
        ["试乙", "18", "委员", "", ""],
        ["试丙", "第十八届", "代表", "补选", "2024年5月6日"],
        ["试丁", "", "", "", "2001-01-01"],
        ["试戊", "", "", "协商邀请", ""],
        head=head,
    )
    assert outcomes(made) == ["refused", "refused", "new", "refused", "refused"]
    assert "没有这个届次" in made.rows[0].errors[0] and "不在第18届任期内" in made.rows[3].errors[0]
    apply(made, skip_bad=True)
    assert Mandate.objects.get().began == dt.date(2024, 5, 6)


def test_one_person_with_two_seats_stays_one_person(organ):
    head = ["姓名", "身份", "出生日期", "电话"]
    apply(previewed(organ, ["试甲", "代表", "1970-01-01", "1"], ["试甲", "常委", "1970-01-01", "1"], head=head))
    assert Person.objects.count() == 1 and Mandate.objects.count() == 2
    TermFactory(organ=organ, number=19, began=dt.date(2026, 12, 1))
    head = ["姓名", "届次"]
    made = previewed(organ, ["试甲", "19"], head=head)
    assert "本人处理" in made.rows[0].warnings[0]
    apply(made)
    assert Person.objects.count() == 1 and Mandate.objects.count() == 3


def test_someone_known_from_another_organ_is_the_same_person_and_keeps_what_is_said_there(organ):
    elsewhere = MandateFactory(person=PersonFactory(name="试甲", born=dt.date(1970, 1, 1), work="别处", phone=""))
    head = ["姓名", "出生日期", "工作单位", "电话"]
    apply(previewed(organ, ["试甲", "1970-01-01", "本处", "12"], head=head))
    elsewhere.person.refresh_from_db()
    assert Person.objects.count() == 1 and (elsewhere.person.work, elsewhere.person.phone) == ("别处", "12")


def test_who_has_an_account_acts_for_the_new_seat(organ):
    old = TermFactory(organ=organ, number=17, began=dt.date(2017, 1, 1), ended=dt.date(2022, 1, 4))
    seat = MandateFactory(organ=organ, term=old, began=old.began, person=PersonFactory(name="试甲"))
    mandates.end(seat, dt.date(2022, 1, 4), "term")
    account = AccountFactory(person=seat.person)
    apply(previewed(organ, ["试甲"], head=["姓名"]))
    assert account.roles.get().mandate.term.number == 18
    apply(previewed(organ, ["试甲", "2022-03-01"], head=["姓名", "开始日期"]))
    assert Role.objects.get().began == dt.date(2022, 3, 1)


def test_members_of_the_cppcc_have_sectors(db):
    organ = make_organ("cppcc")
    for name in ("经济界", "工商联"):
        GroupingFactory(organ=organ, name=name)
    head = ["委员姓名", "界别", "第二界别", "召集人", "产生方式", "民族"]
    made = previewed(organ, ["试甲", "经济界", "工商联", "是", "增补", "x"], head=head)
    assert made.notes == ["未使用的列：民族。"]
    apply(made)
    seat = Mandate.objects.get()
    assert (seat.kind, seat.begun_by) == ("member", "added")
    held = {b.grouping.name: (b.heads, b.second) for b in seat.belongings.all()}
    assert held == {"经济界": (True, False), "工商联": (False, True)}
    made = previewed(organ, ["试甲", "否"], head=["姓名", "召集人"])
    assert [c.title for c in made.rows[0].changes] == ["界别"]
    apply(made)
    assert not Belonging.objects.filter(mandate=seat, ended=None, heads=True).exists()


def test_leading_nothing_is_said(organ):
    made = previewed(organ, ["试甲", "是"], head=["姓名", "团长"])
    assert "没有填代表团" in made.rows[0].errors[0]


def test_a_heads_seat_can_be_given_and_moved(organ):
    apply(previewed(organ, ["试甲", "第一代表团", "是"], head=["姓名", "代表团", "团长"]))
    assert Belonging.objects.get().heads
    apply(previewed(organ, ["试甲", "第一代表团", ""], head=["姓名", "代表团", "团长"]))
    assert Belonging.objects.get().heads


def test_ended_seats_are_named_not_revived(organ):
    seat = mandates.end(MandateFactory(organ=organ, number="7"), dt.date(2026, 1, 1), "resigned")
    made = previewed(organ, [seat.person.name, "7"], head=["姓名", "证号"])
    assert "已于 2026-01-01 终止" in made.rows[0].errors[0]


@pytest.mark.parametrize("data", [b"", b"%PDF", b"\x00\x01", "姓 名\n".encode()])
def test_a_file_that_cannot_be_used_says_so(organ, data):
    made = roll.preview(organ, data, DAY)
    assert made.errors and made.rows == []
    with pytest.raises(Refused):
        apply(made)


def test_columns_of_two_make_one_and_no_column_asks_for_belief(organ):
    apply(previewed(organ, ["试甲", "未有公司", "经理"], head=["姓名", "工作单位", "职务"]))
    assert Person.objects.get().work == "未有公司经理"
    long = previewed(organ, ["试乙", "公" * 100, "理" * 40], head=["姓名", "工作单位", "职务"])
    assert "最多 120 个字" in long.rows[0].errors[0]
    titles = {title for column in roll.columns(organ) for title in column.titles}
    assert not titles & {"民族", "宗教信仰", "政治面貌", "党派"}


@pytest.mark.parametrize("profile", ["npc", "cppcc"])
def test_the_template_can_be_read(db, profile):
    organ = make_organ(profile)
    found = read(roll.template(organ), roll.columns(organ))
    assert found.columns_missing == [] and found.columns_unknown == []


def test_queries_hang_on_batches_not_on_rows(organ, django_assert_max_num_queries):
    def rows(first, last, phone):
        return [
            [f"试{n}", "男", "1970-01-01", "本科", "x", phone, "第一代表团", f"{n}", "", "", ""]
            for n in range(first, last)
        ]

    small, large = sheet(*rows(0, 10, "1")), sheet(*rows(0, 2000, "2"))
    with django_assert_max_num_queries(8):
        first = roll.preview(organ, small, DAY)
    apply(first)
    with django_assert_max_num_queries(8):
        second = roll.preview(organ, large, DAY)
    assert second.counts == {Outcome.NEW: 1990, Outcome.CHANGED: 10, Outcome.UNCHANGED: 0, Outcome.REFUSED: 0}
    account = AccountFactory()
    # SQLite takes 999 values in one statement: about 70 rows, so 2,000 rows are some 90 statements.
    with django_assert_max_num_queries(120):
        roll.apply(second, account, False)
    assert Mandate.objects.count() == 2000 and Belonging.objects.count() == 2000


@pytest.mark.slow
def test_ten_thousand_rows(organ):
    head = ["姓名", "出生日期", "证号", "代表团", "单位及职务"]
    data = sheet(
        *([f"试{n}", "1970-01-01", f"{n:05d}", "第一代表团", "未有公司职员"] for n in range(10_000)),
        head=head,
    )
    apply(roll.preview(organ, data, DAY))
    again = roll.preview(organ, data, DAY)
    assert again.counts[Outcome.UNCHANGED] == 10_000


def test_a_place_held_since_today_is_corrected_not_doubled(organ):
    seat = MandateFactory(organ=organ, person=PersonFactory(name="试甲"))
    BelongingFactory(mandate=seat, grouping=Grouping.objects.get(name="第一代表团"), began=DAY)
    apply(previewed(organ, ["试甲", "第二代表团"], head=["姓名", "代表团"]))
    assert Belonging.objects.get().grouping.name == "第二代表团"
