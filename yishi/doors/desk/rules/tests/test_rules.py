"""Rules shown with their articles, counted from a day, and an organ's own edited and switched on."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.urls import reverse

from yishi.doors.desk.people.tests.world import World
from yishi.doors.desk.rules.own_form import OwnRules
from yishi.doors.desk.rules.packs import current, versions
from yishi.foundation import clock
from yishi.foundation.clocks.packs import pack_for, pack_of
from yishi.foundation.journal.models import Entry
from yishi.foundation.law import packs
from yishi.foundation.people.models import OwnPack
from yishi.rooms.suggestions.tests.office import MONDAY

pytestmark = pytest.mark.django_db
EDIT = "desk:rules_edit"


def initial(pack: Any) -> dict[str, Any]:
    """What the form of a pack posts when nothing was touched."""
    form = OwnRules(pack=pack)
    data = {name: form.get_initial_for_field(field, name) for name, field in form.fields.items()}
    return {name: value for name, value in data.items() if value not in (False, None, "")}


@pytest.fixture
def world() -> World:
    return World(profile="cppcc")


def post(world: World, data: dict[str, Any]) -> Any:
    with clock.at(MONDAY):
        return world.client("office").post(reverse(EDIT), data)


def get(world: World, name: str, query: str = "", *args: Any) -> str:
    with clock.at(MONDAY):
        return world.client("office").get(reverse(f"desk:{name}", args=args) + query).content.decode()


def test_each_rule_shows_article_wording_and_assumption() -> None:
    world = World(place="500101")
    page = get(world, "rules_home")
    pack = current(world.organ, MONDAY).pack
    for rule in pack.rules.values():
        said = (str(rule.citation), rule.citation.wording) if rule.citation else (rule.assumption,)
        assert rule.title in page and all(words in page for words in said)
    assert "参照执行" in page or "依照" in page
    assert [version.pack.ref for version in versions(world.organ)] == [
        "chongqing@2025-03-11",
        "chongqing@2018-01-01",
        "national@2015-08-29",
    ]
    assert "已被取代" in get(world, "rules_pack", "", "chongqing@2018-01-01")


def test_no_page_shows_own_rules_as_law(world: World) -> None:
    page = get(world, "rules_home")
    assert "本会自行规定，不是法律规定" in page and "statute" not in page


def test_due_days_equal_those_of_the_law(world: World) -> None:
    npc = World()
    page = get(npc, "rules_when", "?on=2026-03-16")
    assert "4月14日" in page  # 20 working days from 16 March 2026, Qingming off on 6 April: counted by hand
    assert "6月16日" in page  # three months
    assert "第20个工作日" in page and "自2026年3月16日（周一）起算，当日不计入" in page
    assert "暂定" in get(npc, "rules_when", "?on=2026-12-01")
    assert "没有适用的规则" in get(npc, "rules_when", "?on=1999-01-01")


def test_of_statutes_only_what_is_assumed_is_edited() -> None:
    """What residents say has no period by law: those are assumed everywhere, and nothing else can be changed."""
    world = World()
    with clock.at(MONDAY):
        answer = world.client("office").get(reverse(EDIT))
    page = answer.content.decode()
    assert answer.status_code == 200 and "答复群众意见" in page and "与代表联系沟通" not in page
    assert post(world, {}).status_code == 422


def test_nobody_but_the_office_edits(world: World) -> None:
    for who in ("administrator", "leader", "auditor", "author", "liaison0"):
        assert world.client(who).get(reverse(EDIT)).status_code == 403
        assert world.client(who).post(reverse(EDIT), initial(packs.CPPCC_OWN)).status_code == 403


def test_an_untouched_form_changes_nothing(world: World) -> None:
    answer = post(world, initial(packs.CPPCC_OWN))
    assert answer.status_code == 422 and "没有改动任何一项" in answer.content.decode()


def test_a_change_is_previewed_tried_on_last_year_and_switched_on(world: World) -> None:
    s = world.suggestion
    world.office.later(50)
    world.office.answer(world.office.part(s))
    later = world.office.day
    data = initial(packs.CPPCC_OWN) | {
        "number_reply": 1,
        "choice_review_stages": "初审\n会审",
        "choice_made_public": "",
    }
    with clock.at(later):
        page = world.client("office").post(reverse(EDIT), data).content.decode()
        assert "三个月" in page and "一个月" in page and "初审；会审" in page
        assert "去年 1 件。按现行规则有 0 件超期，按新规则会有 <strong>1</strong> 件超期" in page
        assert not OwnPack.objects.exists()
        base = {"confirm": "1", "base": "cppcc_own@1"}
        early = world.client("office").post(reverse(EDIT), data | base | {"in_force_from": "2026-01-01"})
        assert early.status_code == 422 and "不能早于今天" in early.content.decode()
        start = later + dt.timedelta(days=10)
        done = world.client("office").post(reverse(EDIT), data | base | {"in_force_from": start.isoformat()})
        assert done.status_code == 303
    made = OwnPack.objects.get()
    assert (made.version, made.in_force_from, made.made_by) == ("2", start, world.account_of("office"))
    entry = Entry.objects.order_by("-pk").first()
    assert (entry.room, entry.step, entry.day) == ("rules", "rules.switch_on", start)
    assert "答复提案人：三个月 → 一个月" in entry.body.content["said"]["改动"]
    before, after = pack_for(world.organ, later), pack_for(world.organ, start)
    assert (str(before.rule("reply").when), str(after.rule("reply").when)) == ("三个月", "一个月")
    assert [stage.code for stage in after.choices.review_stages.value] == ["first", "third"]
    s.matter.refresh_from_db()
    assert str(pack_of(world.organ, s.matter.pack).rule("reply").when) == "三个月"
    assert "第 2 版" in get(world, "rules_edit") and "尚未施行" in get(world, "rules_pack", "", "cppcc_own@2")


def test_a_version_made_meanwhile_is_not_overwritten(world: World) -> None:
    data = initial(packs.CPPCC_OWN) | {"number_contact": 15}
    confirmed = data | {"confirm": "1", "base": "cppcc_own@1", "in_force_from": "2026-04-01"}
    assert post(world, confirmed).status_code == 303
    again = post(world, confirmed | {"number_contact": 16, "in_force_from": "2026-05-01"})
    assert again.status_code == 422 and "规则已有新的版本" in again.content.decode()
    same_day = post(world, confirmed | {"number_contact": 16, "base": "cppcc_own@2"})
    assert same_day.status_code == 422 and "晚于上一版本" in same_day.content.decode()
    assert OwnPack.objects.count() == 1


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"number_reply": 0}, "1"),
        ({"number_reply": 10**30}, "400"),
        ({"unit_reply": "fortnights"}, "重新选择"),
        ({"choice_aggregate_at_least": 2}, "5"),
        ({"choice_scale": "满意\n不满意"}, "应有 3 行"),
        ({"choice_inadmissible": "甲\n甲"}, "重复"),
        ({"choice_unit_sees": "everything"}, "重新选择"),
        ({"choice_review_stages": ""}, "请填写"),
    ],
)
def test_what_cannot_be_is_refused_and_kept(world: World, change: dict[str, Any], sentence: str) -> None:
    answer = post(world, initial(packs.CPPCC_OWN) | {"number_contact": 17} | change)
    page = answer.content.decode()
    assert answer.status_code == 422 and sentence in page and 'value="17"' in page
    assert not OwnPack.objects.exists()


def test_a_period_may_be_left_out_but_not_one_that_is_extended(world: World) -> None:
    data = initial(packs.CPPCC_OWN)
    page = post(world, data | {"off_contact": "on"}).content.decode()
    assert "不设此期限" in page and "启用第 2 版" in page
    assert "off_reply" not in OwnRules(pack=packs.CPPCC_OWN).fields
