"""Contact chains on their pages: the matrix counts what the log holds, lists filter, sort and export, forms keep what was typed."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.urls import reverse

from yishi.doors.desk.people.tests.told import recorded
from yishi.doors.desk.people.tests.world import World
from yishi.foundation import clock
from yishi.foundation.people import contacts
from yishi.foundation.people.models import Contact, Mandate, Visit
from yishi.foundation.people.tests.factories import GroupingFactory, MandateFactory
from yishi.rooms.suggestions.tests.office import MONDAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return World()


def page(world: World, name: str, query: str = "", who: str = "office", **keys: Any) -> str:
    with clock.at(MONDAY):
        return world.client(who).get(reverse(f"desk:{name}", kwargs=keys) + query).content.decode()


def rows(world: World, name: str, query: str = "") -> list[list[str]]:
    """What the list exports, line by line, without the heads."""
    with clock.at(MONDAY):
        answer = world.client("office").get(reverse(f"desk:{name}") + f"?export=csv{query}")
    lines = b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()
    return [line.split(",") for line in lines[1:]]


def standing(world: World, **more: Any) -> Mandate:
    return MandateFactory(organ=world.organ, kind="standing", **more)


def test_the_matrix_counts_links_visits_and_people_by_month(world: World) -> None:
    keeper = standing(world, person__name="试联系人")
    seen, unseen = contacts.link("standing", keeper, [world.seat, world.office.second], dt.date(2026, 1, 5))
    for day, met in ((dt.date(2026, 1, 6), 3), (dt.date(2026, 1, 20), None), (dt.date(2026, 3, 2), 4)):
        contacts.log(seen, day, "走访", met=met)
    Visit.objects.create(contact=unseen, day=dt.date(2025, 12, 30), how="电话")  # last year's is not this year's
    columns = "&col=links&col=unvisited&col=visits&col=met&col=m1&col=m2&col=m3"
    [line] = rows(world, "people_contacts", f"&q=试联系人{columns}")
    assert line[-7:] == ["2", "1", "3", "7", "2", "", "1"]
    [before] = rows(world, "people_contacts", f"&q=试联系人&on=2026-02-01{columns}")
    assert before[-7:] == ["2", "1", "2", "3", "2", "", ""]
    assert "3 条联系，走访谈话 4 次，1 条今年还没有走访" in page(world, "people_contacts")
    assert "2 条联系，走访谈话 3 次，1 条" in page(world, "people_contacts", "?chain=standing")
    assert rows(world, "people_contacts", "&chain=council") == []
    assert [line[0] for line in rows(world, "people_contacts", "&view=unvisited")] == ["试联系人"]


def test_links_by_chain_day_and_state(world: World) -> None:
    keeper = standing(world, person__name="试联系人")
    [link] = contacts.link("standing", keeper, [world.seat], dt.date(2026, 1, 5))
    contacts.unlink(link, dt.date(2026, 2, 28))
    assert rows(world, "people_links", "&q=试联系人") == []
    assert len(rows(world, "people_links", "&q=试联系人&on=2026-02-28")) == 1
    assert len(rows(world, "people_links", "&q=试联系人&view=over")) == 1
    assert rows(world, "people_links", "&chain=public&view=all") == []
    assert [line[2] for line in rows(world, "people_links", "&chain=standing&view=all")] == ["常委会组成人员联系代表"]


def test_the_log_between_two_days(world: World) -> None:
    for day, how in ((dt.date(2026, 2, 10), "座谈"), (dt.date(2026, 3, 10), "电话")):
        contacts.log(world.contact, day, how, note=f"{how}，听取意见。")
    found = rows(world, "people_visits", "&since=2026-02-05&until=2026-02-28")
    assert [line[1] for line in found] == ["2026-02-10"]
    assert [line[1] for line in rows(world, "people_visits", "&sort=day")] == ["2026-02-02", "2026-02-10", "2026-03-10"]
    assert len(rows(world, "people_visits", "&q=电话")) == 1
    assert "请填写" in page(world, "people_visits", "?since=0001-01-01") or "有效" in page(
        world, "people_visits", "?since=x"
    )


def test_voters_are_linked_by_constituency_and_visits_count_heads(world: World) -> None:
    where = GroupingFactory(organ=world.organ, kind="constituency", name="第九选区")
    data = {"chain": "public", "keeper": world.seat.pk, "people_of": [where.pk], "day": "2026-03-16"}
    with clock.at(MONDAY):
        assert world.client("office").post(reverse("desk:people_contact_new"), data).status_code == 303
        recorded("contact.begin", 联系关系="代表联系选民", 联系=["第九选区"])
        link = Contact.objects.get(people_of=where)
        done = world.client("office").post(
            reverse("desk:people_visit", args=[link.pk]), {"day": "2026-03-16", "how": "座谈", "met": "26"}
        )
    assert done.status_code == 303
    recorded("contact.visit", 对象="第九选区", 人数=26)
    assert "第九选区" in page(world, "people_keeper", pk=world.seat.pk) and "26 人" in page(
        world, "people_keeper", pk=world.seat.pk
    )
    assert "第九选区" in page(world, "people_seat", pk=world.seat.pk)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({"chain": "public"}, "请选择联系对象"),
        ({"chain": "public", "kept": "second"}, "请清空"),
        ({"chain": "council", "kept": "second"}, "联系人应是常委会组成人员"),
        ({"chain": "party_group", "kept": "second"}, "重新选择"),
        ({"chain": "members", "kept": "second", "day": "1800-01-01"}, "1900 年至 2100 年"),
        ({"chain": "members", "kept": "999999999999999999999"}, "重新选择"),
    ],
)
def test_a_refused_link_keeps_what_was_typed(world: World, data: dict[str, str], sentence: str) -> None:
    sent = {"keeper": world.seat.pk, "day": "2026-03-16"} | data
    if sent.get("kept") == "second":
        sent["kept"] = world.office.second.pk
    before = Contact.objects.count()
    with clock.at(MONDAY):
        answer = world.client("office").post(reverse("desk:people_contact_new"), sent)
    text = answer.content.decode()
    assert answer.status_code == 422 and sentence in text, text[:2000]
    assert f'<option value="{world.seat.pk}" selected' in text
    assert Contact.objects.count() == before


def test_cppcc_chains_reach_the_people_of_the_sector() -> None:
    world = World(profile="cppcc")
    form = page(world, "people_contact_new")
    assert (
        "党组成员联系委员" in form
        and "委员联系界别群众" in form
        and "选民" not in form.partition("<form")[2].partition("联系哪里")[0]
    )
    with clock.at(MONDAY):
        done = world.client("office").post(
            reverse("desk:people_contact_new"),
            {"chain": "public", "keeper": world.seat.pk, "people_of": [world.grouping.pk], "day": "2026-03-16"},
        )
    assert done.status_code == 303 and Contact.objects.get(chain="public").people_of == world.grouping


def test_an_empty_organ_is_told_what_will_be_here(world: World) -> None:
    Visit.objects.all().delete()
    Contact.objects.all().delete()
    assert "还没有联系链" in page(world, "people_contacts")
    assert "没有走访谈话记录" in page(world, "people_visits")
    assert "没有联系对象" in page(world, "people_keeper", pk=world.seat.pk)
