"""Organs below one's own, posts that are no mandates, reported endings, erased numbers: done once, journalled, or refused."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from yishi.doors.desk.people.tests.told import last, recorded
from yishi.doors.desk.people.tests.world import World
from yishi.foundation import clock
from yishi.foundation.journal.models import Entry
from yishi.foundation.people import mandates
from yishi.foundation.people.models import Account, Mandate, Organ, Person, Post
from yishi.foundation.people.tests.factories import MandateFactory, PostFactory, make_organ
from yishi.rooms.suggestions.tests.office import MONDAY

pytestmark = pytest.mark.django_db
STREET = {
    "name": "未有市试验区石桥街道人大工作委员会", "short": "石桥街道人大工委", "level": "street", "place": "500199",
    "code": "shiqiao", "admin_name": "试管理", "admin_username": "shiqiao-admin",
}  # fmt: skip


@pytest.fixture
def world() -> World:
    return World()


def post(world: World, page: str, data: dict[str, Any], who: str = "office", **keys: Any) -> Any:
    with clock.at(MONDAY):
        return world.client(who).post(reverse(f"desk:{page}", kwargs=keys), data)


def get(world: World, page: str, query: str = "", who: str = "office", **keys: Any) -> str:
    with clock.at(MONDAY):
        return world.client(who).get(reverse(f"desk:{page}", kwargs=keys) + query).content.decode()


# Organs


def test_a_street_working_body_is_made_with_its_own_administrator(world: World) -> None:
    answer = post(world, "people_organ_new", STREET, "administrator")
    slip = answer.content.decode()
    assert answer["Cache-Control"] == "no-store" and "shiqiao-admin" in slip
    recorded("organ.make", 代码="shiqiao", 层级="街道", 管理员="试管理")
    assert last().law == "组织法 59" and not re.search(r"[a-z2-9]{4}(-[a-z2-9]{4}){2}", str(last().body.content))
    made = Organ.objects.get(code="shiqiao")
    assert made.working and made.parent == world.organ and made.profile == "npc"
    assert "石桥街道人大工委" in get(world, "people_organs") and "工作机构" in get(world, "people_organs")

    client = Client()
    client.force_login(Account.objects.get(username="shiqiao-admin"))
    Account.objects.update(must_change_password=False)
    with clock.at(MONDAY):
        assert client.post(reverse("desk:people_term_new"), {"number": 1, "began": "2026-01-01"}).status_code == 422
        assert "不作决议" in client.get(reverse("desk:people_terms")).content.decode()
        done = client.post(
            reverse("desk:people_post_new"), {"name": "试联络员", "kind": "feeling_liaison", "day": "2026-03-01"}
        )
    assert done.status_code == 303 and Post.objects.get(person__name="试联络员").organ == made
    assert last().organ == made
    assert "试联络员" not in get(world, "people_posts")  # the upper organ sees the tree, not the records


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"level": "city"}, "重新选择"),
        ({"place": "33"}, "应在"),
        ({"code": "试 验"}, "Slug|字母|slug"),
        ({"admin_username": "有 空格"}, "只能含文字"),
        ({"name": ""}, "必填|填写"),
    ],
)
def test_a_refused_organ_keeps_what_was_typed_and_makes_nobody(
    world: World, more: dict[str, str], sentence: str
) -> None:
    before = (Organ.objects.count(), Account.objects.count(), Entry.objects.count())
    answer = post(world, "people_organ_new", STREET | more, "administrator")
    text = answer.content.decode()
    assert answer.status_code == 422 and re.search(sentence, text), text[-3000:]
    assert 'value="石桥街道人大工委"' in text
    assert before == (Organ.objects.count(), Account.objects.count(), Entry.objects.count())


def test_an_organ_is_renamed_by_its_own_or_the_one_above(world: World) -> None:
    post(world, "people_organ_new", STREET, "administrator")
    made = Organ.objects.get(code="shiqiao")
    data = {"name": made.name, "short": "石桥工委", "letterhead": ""}
    assert post(world, "people_organ_edit", data, "administrator", pk=made.pk).status_code == 303
    recorded("organ.edit", 简称=["石桥街道人大工委", "石桥工委"])
    assert post(world, "people_organ_edit", data, "administrator", pk=make_organ().pk).status_code == 404


def test_whoever_acts_in_several_organs_chooses_where_he_works(world: World) -> None:
    account = world.account_of("author")
    with clock.at(MONDAY):
        assert 'href="/organs/"' not in world.client("author").get("/pocket/me/").content.decode()
    upper = MandateFactory(organ=make_organ(level="city", short="未有市人大常委会"), person=world.seat.person)
    mandates.grant_member_role(account, upper)
    client = world.client("author")
    with clock.at(MONDAY):
        assert 'href="/organs/"' in client.get("/pocket/me/").content.decode()
        assert "未有市人大常委会" in client.get("/organs/").content.decode()
        assert client.post("/organs/", {"organ": upper.organ_id}).status_code == 302
        assert "未有市人大常委会" in client.get("/pocket/me/").content.decode()
        assert client.post("/organs/", {"organ": make_organ().pk}).status_code == 404
        assert client.post("/organs/", {"organ": "x"}).status_code == 404
    assert Client().get("/organs/").status_code == 302
    page = get(world, "people_seat", pk=world.seat.pk)
    assert "在其他机关任职" in page and "未有市人大常委会" in page


# Posts


def test_whoever_is_seconded_names_the_unit_and_posts_are_counted(world: World) -> None:
    Post.objects.all().delete()
    data = {"name": "试监督员", "kind": "special_supervisor", "day": "2026-03-01", "work": "未有公司"}
    refused = post(world, "people_post_new", data)
    assert (
        refused.status_code == 422
        and "派驻到单位" in refused.content.decode()
        and 'value="未有公司"' in refused.content.decode()
    )
    for name, unit in (("试监督员", world.office.units[0]), ("试监督人", world.office.units[1])):
        assert post(world, "people_post_new", data | {"name": name, "unit": unit.pk}).status_code == 303
    PostFactory(organ=world.organ, kind="observer", ended=dt.date(2026, 3, 1))
    found = get(world, "people_posts")
    assert "特约（社会）监督员 2 人" in found and "派驻 2 个单位" in found and "旁听人员 1 人" not in found
    assert "旁听人员 1 人" in get(world, "people_posts", "?on=2026-02-01")
    only = get(world, "people_posts", f"?unit={world.office.units[1].pk}")
    assert "试监督人" in only and ">试监督员<" not in only


@pytest.mark.parametrize("kind", Post.Kind.values)
def test_every_kind_of_post_begins_is_put_right_and_ends(world: World, kind: str) -> None:
    data = {"name": "试任职", "kind": kind, "day": "2026-03-01", "unit": world.unit.pk}
    assert post(world, "people_post_new", data).status_code == 303
    made = Post.objects.get(person__name="试任职")
    assert "已任此职" in post(world, "people_post_new", data | {"name": "", "known": made.person_id}).content.decode()
    assert str(made.get_kind_display()) in get(world, "people_post", pk=made.pk)
    keep = {"unit": world.office.units[1].pk, "work": "未有学校", "phone": "000-7"}
    assert post(world, "people_post_edit", keep, pk=made.pk).status_code == 303
    recorded("post.edit", 姓名="试任职")
    assert "没有改动" in post(world, "people_post_edit", keep, pk=made.pk).content.decode()
    gone = post(world, "people_post_edit", keep | {"unit": ""}, pk=made.pk)
    assert gone.status_code == (422 if kind == "special_supervisor" else 303)
    assert post(world, "people_post_end", {"day": "2026-03-16"}, pk=made.pk).status_code == 303
    assert post(world, "people_post_end", {"day": "2026-03-16"}, pk=made.pk).status_code == 422


def test_what_another_organ_says_of_a_person_is_not_overwritten_through_a_post(world: World) -> None:
    MandateFactory(organ=make_organ(), person=world.post.person)
    refused = post(world, "people_post_edit", {"unit": "", "work": "别的", "phone": ""}, pk=world.post.pk)
    assert "其他机关也有任职" in refused.content.decode()
    assert (
        post(
            world, "people_post_edit", {"unit": "", "work": world.post.person.work, "phone": "000-1"}, pk=world.post.pk
        ).status_code
        == 303
    )


def test_a_post_shows_no_number_to_who_calls_nobody(world: World) -> None:
    Person.objects.filter(pk=world.post.person_id).update(phone="000-5550009")
    for who, sees in (("office", True), ("secretariat", True), ("leader", False)):
        assert ("000-5550009" in get(world, "people_post", who=who, pk=world.post.pk)) == sees


# Endings


def test_an_ending_is_reported_then_announced_and_both_are_counted(world: World) -> None:
    gone = world.gone
    act = {"pk": gone.pk, "name": "report"}
    assert "登记资格审查报告" in get(world, "people_seat", pk=gone.pk)
    assert post(world, "people_act", {"day": "2026-01-15"}, **act).status_code == 422
    assert post(world, "people_act", {"day": "2026-02-10"}, **act).status_code == 303
    recorded("seat.report", 姓名=gone.person.name)
    assert last().law == "代表法 63"
    early = post(world, "people_act", {"day": "2026-02-05"}, pk=gone.pk, name="announce")
    assert early.status_code == 422 and "公告应不早于报告" in early.content.decode()
    assert post(world, "people_act", {"day": "2026-02-12"}, pk=gone.pk, name="announce").status_code == 303
    late = post(world, "people_act", {"day": "2026-02-20"}, **act)
    assert late.status_code == 422 and "报告应不晚于公告" in late.content.decode()
    MandateFactory(organ=world.organ)
    other = MandateFactory(organ=world.organ)
    mandates.end(other, dt.date(2026, 3, 1), Mandate.Over.RESIGNED)
    found = get(world, "people_statistics")
    line = found[found.index("went-resigned") :].partition("</tr>")[0]
    assert re.findall(r'numeric">([^<]*)<', line) == ["−2", "1", "1"]


def test_every_figure_of_movement_and_overlap_opens_to_its_seats(world: World) -> None:
    MandateFactory(organ=world.organ, person__sex="f", grass_roots=True, person__name="试重叠")
    page = get(world, "people_statistics")
    keys = set(re.findall(r"statistics/((?:overlap|came|went)-[a-z_-]+)/", page))
    assert {"overlap-women-grass_roots", "came-elected", "went-resigned"} <= keys
    for key in keys:
        rows = get(world, "people_figure", key=key)
        number = int(re.search(r'<h1>.*?<span class="num">(\d+)', rows, re.S)[1])
        assert f"共 <strong>{number}</strong>" in rows, key
    assert "试重叠" in get(world, "people_figure", key="overlap-women-grass_roots")
    assert world.gone.person.name in get(world, "people_figure", key="went-resigned")
    with clock.at(MONDAY):
        assert world.client("office").get(reverse("desk:people_figure", args=["overlap-kings"])).status_code == 404


# Privacy


def test_a_number_is_erased_with_a_journal_entry_that_does_not_repeat_it(world: World) -> None:
    Person.objects.filter(pk=world.seat.person_id).update(phone="000-5550002")
    account = world.account_of("author")
    Account.objects.filter(pk=account.pk).update(phone="000-5550003")
    act = {"pk": world.seat.pk, "name": "erase"}
    assert post(world, "people_act", {}, **act).status_code == 422  # must be said to be meant
    assert post(world, "people_act", {"sure": "on"}, **act).status_code == 303
    recorded("seat.erase", 姓名=world.seat.person.name, 删除=["联系电话"])
    assert "5550" not in str(last().body.content)
    assert (
        not Person.objects.filter(phone__contains="5550").exists()
        and not Account.objects.filter(phone__contains="5550").exists()
    )
    assert Person.objects.get(pk=world.seat.person_id).born
    again = post(world, "people_act", {"sure": "on"}, **act)
    assert again.status_code == 422 and "没有登记可以删除" in again.content.decode()
    assert post(world, "people_act", {"sure": "on", "born": "on"}, **act).status_code == 303
    assert Person.objects.get(pk=world.seat.person_id).born is None
    assert post(world, "people_act", {"sure": "on"}, "leader", **act).status_code == 403


def test_a_one_person_committee_and_a_second_sector() -> None:
    world = World(profile="cppcc")
    data = {"kind": "committee", "name": "一人委", "seats": "1"}
    assert post(world, "people_grouping_new", data).status_code == 303
    alone = world.organ.groupings.get(name="一人委")
    assert (
        post(
            world, "people_grouping_add", {"mandate": world.seat.pk, "day": "2026-03-16", "heads": "on"}, pk=alone.pk
        ).status_code
        == 303
    )
    other = MandateFactory(organ=world.organ)
    sector = world.organ.groupings.create(kind="sector", name="第二试验界别", term=other.term)
    joined = post(
        world, "people_act", {"grouping": sector.pk, "day": "2026-03-16", "second": "on"}, pk=world.seat.pk, name="join"
    )
    assert joined.status_code == 303
    assert {(b.grouping.name, b.second, b.heads) for b in world.seat.belongings.filter(ended=None)} >= {
        ("一人委", False, True), ("第二试验界别", True, False), (world.grouping.name, False, world.belonging.heads),
    }  # fmt: skip
    page = get(world, "people_seat", pk=world.seat.pk)
    assert "第二界别" in page and "一人委" in page


# What lists are counted in


@pytest.mark.parametrize(
    ("page", "who", "unit"),
    [("people_home", "office", "人"), ("people_units", "office", "家"), ("people_posts", "office", "人"),
     ("people_accounts", "administrator", "个账号"), ("people_organs", "office", "个机关"), ("people_contacts", "office", "人")],
)  # fmt: skip
def test_people_are_counted_as_people_and_units_as_units(world: World, page: str, who: str, unit: str) -> None:
    count = re.search(r'class="list-count muted"[^>]*>(.*?)</p>', get(world, page, who=who), re.S)
    assert count and re.search(rf"共 <strong>\d+</strong> {unit}$", count[1].strip()), count
