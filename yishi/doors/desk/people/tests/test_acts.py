"""What the office does on the pages of the registers: done once, with its journal entry, or refused with what was typed."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.urls import reverse

from yishi.doors.desk.people.tests.told import last, recorded
from yishi.doors.desk.people.tests.world import World
from yishi.foundation import clock
from yishi.foundation.journal.models import Entry
from yishi.foundation.people.grounds import SUSPENSIONS
from yishi.foundation.people.models import (
    Contact,
    Grouping,
    Mandate,
    Organ,
    Person,
    Post,
    Role,
    RoleCode,
    Session,
    Term,
    Unit,
)
from yishi.foundation.people.tests.factories import AccountFactory, GroupingFactory, MandateFactory
from yishi.rooms.suggestions.tests.office import MONDAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return World()


def post(world: World, page: str, data: dict[str, Any], who: str = "office", **keys: Any) -> Any:
    with clock.at(MONDAY):
        return world.client(who).post(reverse(f"desk:{page}", kwargs=keys), data)


def test_a_seat_is_begun_for_someone_new(world: World) -> None:
    data = {"name": "试新人", "kind": "deputy", "term": world.seat.term_id, "began": "2026-03-10", "begun_by": "by_elected", "number": "9001",
            "groupings": [world.grouping.pk], "grass_roots": "on"}  # fmt: skip
    assert post(world, "people_begin", data).status_code == 303
    made = Mandate.objects.get(number="9001")
    assert (made.person.name, made.grass_roots, made.belongings.get().grouping) == ("试新人", True, world.grouping)
    recorded("seat.begin", 姓名="试新人", 产生方式="补选")
    assert (last().law, last().day, last().actor.username) == (
        "代表法 2",
        dt.date(2026, 3, 10),
        world.account_of("office").username,
    )


def test_a_refused_form_keeps_what_was_typed_and_writes_nothing(world: World) -> None:
    before = (Mandate.objects.count(), Person.objects.count(), Entry.objects.count())
    data = {
        "name": "试新人",
        "kind": "deputy",
        "term": world.seat.term_id,
        "began": "2019-01-01",
        "begun_by": "elected",
        "work": "未有公司",
    }
    answer = post(world, "people_begin", data)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "不在第18届任期内" in page and 'value="未有公司"' in page
    assert before == (Mandate.objects.count(), Person.objects.count(), Entry.objects.count())


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({}, "请选择已登记的人，或填写新人的姓名"),
        ({"name": "试新人", "began": "0001-01-01"}, "1900 年至 2100 年"),
        ({"name": "试新人", "kind": "member"}, "重新选择"),
        ({"name": "试新人", "groupings": ["9" * 30]}, "重新选择"),
        ({"name": "试新人", "known": "9" * 30}, "重新选择"),
        ({"name": "试\x00人"}, ""),
        ({"name": "人" * 41}, "40"),
    ],
)
def test_forged_and_wrong_input_gets_a_sentence(world: World, data: dict[str, Any], sentence: str) -> None:
    usual = {"kind": "deputy", "term": world.seat.term_id, "began": "2026-03-10", "begun_by": "elected"}
    answer = post(world, "people_begin", usual | data)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()


def test_a_known_name_is_not_taken_for_someone_new(world: World) -> None:
    data = {
        "name": world.seat.person.name,
        "kind": "standing",
        "term": world.seat.term_id,
        "began": "2026-03-10",
        "begun_by": "elected",
    }
    assert "名册中已有" in post(world, "people_begin", data).content.decode()
    data = {"known": world.seat.person.pk} | {name: data[name] for name in ("kind", "term", "began", "begun_by")}
    assert post(world, "people_begin", data).status_code == 303
    assert world.seat.person.mandates.count() == 2


def test_the_life_of_a_seat(world: World) -> None:
    pk = world.seat.pk
    assert (
        post(world, "people_act", {"day": "2026-03-01", "ground": SUSPENSIONS[0]}, pk=pk, name="suspend").status_code
        == 303
    )
    recorded("seat.suspend", 情形=SUSPENSIONS[0])
    assert last().law == "代表法 61"
    assert post(world, "people_act", {"day": "2026-03-10"}, pk=pk, name="resume").status_code == 303
    recorded("seat.resume")
    assert post(world, "people_act", {"day": "2026-03-15", "ground": "moved"}, pk=pk, name="end").status_code == 303
    recorded("seat.end", 情形="迁出或者调离本行政区域")
    assert last().law == "代表法 62(1)"
    assert post(world, "people_act", {"day": "2026-03-16", "ground": "moved"}, pk=pk, name="end").status_code == 422
    assert post(world, "people_act", {"day": "2026-03-16"}, pk=pk, name="announce").status_code == 303
    recorded("seat.announce")
    assert last().law == "代表法 63"
    assert post(world, "people_act", {"day": "2026-03-16"}, pk=pk, name="announce").status_code == 422
    data = {"name": "试补选", "began": "2026-03-16", "number": "9002"}
    assert post(world, "people_act", data, pk=pk, name="replace").status_code == 303
    made = Mandate.objects.get(number="9002")
    assert (made.replaces_id, made.begun_by, made.belongings.get().grouping) == (pk, "by_elected", world.grouping)
    recorded("seat.replace", 姓名="试补选")
    assert (
        "已由试补选接替"
        in post(
            world, "people_act", data | {"number": "9003", "name": "试再补"}, pk=pk, name="replace"
        ).content.decode()
    )
    assert not Person.objects.filter(name="试再补").exists()


def test_moves_between_groupings(world: World) -> None:
    other = GroupingFactory(organ=world.organ)
    assert (
        post(
            world, "people_act", {"grouping": other.pk, "day": "2026-03-16"}, pk=world.seat.pk, name="join"
        ).status_code
        == 303
    )
    recorded("grouping.join", 编入=other.name)
    world.belonging.refresh_from_db()
    assert world.belonging.ended == dt.date(2026, 3, 15)
    new = world.seat.belongings.get(grouping=other)
    assert post(world, "people_leave", {"day": "2026-03-20"}, pk=world.seat.pk, belonging=new.pk).status_code == 303
    recorded("grouping.leave", 离开=other.name)


def test_a_correction_says_what_was_and_is(world: World) -> None:
    person = world.seat.person
    data = {
        "name": person.name,
        "sex": person.sex,
        "born": "1975-06-02",
        "degree": person.degree,
        "work": person.work,
        "number": world.seat.number,
    }
    assert post(world, "people_act", data, pk=world.seat.pk, name="correct").status_code == 303
    recorded("seat.correct", 出生日期=["1975-06-01", "1975-06-02"])
    assert "没有改动" in post(world, "people_act", data, pk=world.seat.pk, name="correct").content.decode()
    taken = post(world, "people_act", data | {"number": world.office.second.number}, pk=world.seat.pk, name="correct")
    assert "已属于" in taken.content.decode()
    MandateFactory(person=person, organ=World().organ)
    refused = post(world, "people_act", data | {"work": "别处"}, pk=world.seat.pk, name="correct")
    assert "其他机关也有任职" in refused.content.decode()


def test_an_unknown_act_is_not_found(world: World) -> None:
    assert post(world, "people_act", {}, pk=world.seat.pk, name="crown").status_code == 404


def test_groupings_are_made_and_keep_a_tree(world: World) -> None:
    data = {
        "kind": "deputies",
        "name": "试验代表小组",
        "term": world.seat.term_id,
        "parent": world.grouping.pk,
        "seats": "12",
    }
    assert post(world, "people_grouping_new", data).status_code == 303
    made = Grouping.objects.get(name="试验代表小组")
    recorded("grouping.make", 名称="试验代表小组")
    assert "已有名为" in post(world, "people_grouping_new", data).content.decode()
    ring = post(world, "people_grouping_edit", {"name": world.grouping.name, "parent": made.pk}, pk=world.grouping.pk)
    assert ring.status_code == 422 and "重新选择" in ring.content.decode()
    assert (
        post(
            world, "people_grouping_add", {"mandate": world.office.second.pk, "day": "2026-03-16"}, pk=made.pk
        ).status_code
        == 303
    )
    recorded("grouping.join", 编入="试验代表小组")


def test_terms_and_sessions_do_not_overlap(world: World) -> None:
    term = world.seat.term
    wrong = post(world, "people_term_new", {"number": "19", "began": "2021-01-01"})
    assert "先后与日期不符" in wrong.content.decode()
    assert (
        post(
            world, "people_session_new", {"number": "6", "opens": "2026-01-14", "closes": "2026-01-20"}, pk=term.pk
        ).status_code
        == 422
    )
    assert (
        post(
            world, "people_session_new", {"number": "6", "opens": "2027-01-10", "closes": "2027-01-14"}, pk=term.pk
        ).status_code
        == 303
    )
    recorded("session.make")
    session = Session.objects.get(number=6)
    assert (
        post(
            world, "people_session_edit", {"number": "6", "opens": "2027-01-11", "closes": "2027-01-10"}, pk=session.pk
        ).status_code
        == 422
    )
    assert (
        post(
            world, "people_session_edit", {"number": "6", "opens": "2027-01-11", "closes": "2027-01-15"}, pk=session.pk
        ).status_code
        == 303
    )
    recorded("session.edit")
    assert (
        "先修改会议日期"
        in post(
            world, "people_term_edit", {"number": "18", "began": "2022-01-05", "ended": "2026-06-01"}, pk=term.pk
        ).content.decode()
    )


def test_a_term_that_is_over_ends_its_seats(world: World) -> None:
    term = world.seat.term
    standing = MandateFactory(organ=world.organ, person=world.seat.person, kind="standing", number="")
    assert post(world, "people_term_close", {"day": "2026-03-16"}, pk=term.pk).status_code == 303
    recorded("term.close", 席位=term.mandates.exclude(pk=world.gone.pk).count())
    standing.refresh_from_db()
    assert (standing.ended, standing.ended_by) == (dt.date(2026, 3, 16), "term")
    assert not term.mandates.filter(ended=None).exists()
    assert Term.objects.get(pk=term.pk).ended == dt.date(2026, 3, 16)
    assert post(world, "people_term_new", {"number": "19", "began": "2026-03-17"}).status_code == 303


def test_contacts_and_visits(world: World) -> None:
    third = MandateFactory(organ=world.organ)
    people = [world.office.second.pk, third.pk]
    data = {"chain": "members", "keeper": world.seat.pk, "kept": people, "day": "2026-03-16"}
    assert "已经建立" in post(world, "people_contact_new", data).content.decode()
    assert post(world, "people_contact_new", data | {"kept": [third.pk]}).status_code == 303
    recorded("contact.begin", 联系=[third.person.name])
    link = Contact.objects.get(kept=third)
    visit = {"day": "2026-03-16", "how": "走访", "note": "听取意见。"}
    assert post(world, "people_visit", visit | {"day": "2026-03-17"}, pk=link.pk).status_code == 422
    assert post(world, "people_visit", visit, pk=link.pk).status_code == 303
    recorded("contact.visit", 情况="听取意见。")
    with clock.at(MONDAY):
        page = world.client("office").get(reverse("desk:people_contacts")).content.decode()
    assert "2 条联系，走访谈话 2 次，0 条" in page
    assert post(world, "people_contact_end", {"day": "2026-03-16"}, pk=link.pk).status_code == 303
    recorded("contact.end")


def test_posts(world: World) -> None:
    data = {"name": "试联络员", "kind": "feeling_liaison", "day": "2026-03-01", "unit": world.unit.pk}
    assert post(world, "people_post_new", data).status_code == 303
    recorded("post.begin", 类别="民情联络员")
    made = Post.objects.get(person__name="试联络员")
    assert post(world, "people_post_end", {"day": "2026-02-01"}, pk=made.pk).status_code == 422
    assert post(world, "people_post_end", {"day": "2026-03-16"}, pk=made.pk).status_code == 303
    recorded("post.end")


def test_units_and_those_who_serve_in_them(world: World) -> None:
    data = {"code": "D900", "name": "试验区新设局", "short": "新设局", "side": "government"}
    assert post(world, "people_unit_new", data).status_code == 303
    made = Unit.objects.get(code="D900")
    assert "编号已被" in post(world, "people_unit_new", data | {"name": "别名"}).content.decode()
    assert (
        post(
            world, "people_unit_edit", data | {"ended": "2026-03-01", "successor": world.unit.pk}, pk=made.pk
        ).status_code
        == 303
    )
    recorded("unit.edit", 撤销=["—", "2026-03-01"])
    back = {
        "code": world.unit.code,
        "name": world.unit.name,
        "short": world.unit.short,
        "side": "government",
        "successor": made.pk,
    }
    assert "又并入了本单位" in post(world, "people_unit_edit", back, pk=world.unit.pk).content.decode()

    new = {"code": "liaison", "name": "试接任", "username": "shi-jieren", "day": "2026-03-16", "instead": "on"}
    answer = post(world, "people_appoint", new, pk=world.unit.pk)
    assert answer.status_code == 200 and answer["Cache-Control"] == "no-store"
    assert "shi-jieren" in answer.content.decode() and "只显示这一次" in answer.content.decode()
    recorded("unit.appoint", 姓名="试接任")
    assert "password" not in last().body.text.lower()
    world.role.refresh_from_db()
    assert world.role.ended == dt.date(2026, 3, 15)
    role = Role.objects.get(account__username="shi-jieren")
    assert (role.code, role.unit, role.account.must_change_password) == (RoleCode.LIAISON, world.unit, True)
    assert "用户名已被使用" in post(world, "people_appoint", new, pk=world.unit.pk).content.decode()
    assert post(world, "people_dismiss", {"day": "2026-03-20"}, pk=world.unit.pk, role=role.pk).status_code == 303
    recorded("unit.dismiss")


def test_the_organs_own_staff_are_no_candidates_for_units(world: World) -> None:
    data = {"code": "head", "known": world.account_of("office").pk, "day": "2026-03-16"}
    assert post(world, "people_appoint", data, pk=world.unit.pk).status_code == 422
    idle = AccountFactory(home=world.organ)
    assert post(world, "people_appoint", data | {"known": idle.pk}, pk=world.unit.pk).status_code == 303


def test_cppcc_words_and_grounds() -> None:
    world = World(profile="cppcc")
    assert world.organ.profile == Organ.Profile.CPPCC
    assert (
        post(
            world, "people_act", {"day": "2026-03-01", "ground": "按本会规定"}, pk=world.seat.pk, name="suspend"
        ).status_code
        == 303
    )
    assert last().law == ""
    assert (
        post(world, "people_act", {"day": "2026-03-15", "ground": "recalled"}, pk=world.seat.pk, name="end").status_code
        == 422
    )
    assert (
        post(world, "people_act", {"day": "2026-03-15", "ground": "revoked"}, pk=world.seat.pk, name="end").status_code
        == 303
    )
